// A server with canned answers, for measuring clients: one thread for each connection, blocking sockets, HTTP/1.1.
//
// usage: canned-server FOLDER
//
// It listens on a free port of 127.0.0.1, prints the port, and ends when its standard input does.
//   POST with X-Amz-Target   the DynamoDB item in FOLDER/item.json, with its CRC-32 in FOLDER/item.crc32
//   GET  ...list-type=2...   FOLDER/list.xml
//   GET  .../gigabyte        1 GiB of zeros
//   GET  .../silence         no answer at all
//   GET  anything else       1 KiB of zeros
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

enum { HEAD_LIMIT = 32 * 1024, BLOCK = 1 << 20 };
static const unsigned long long GIGABYTE = 1ull << 30;

static char item[64 * 1024], item_crc32[32];
static char *list;
static size_t item_size, list_size;
static char zeros[BLOCK];

static size_t read_file(const char *folder, const char *name, char *into, size_t limit) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        exit(1);
    }
    size_t size = fread(into, 1, limit, file);
    fclose(file);
    return size;
}

static int send_all(int peer, const char *bytes, size_t count) {
    while (count) {
        ssize_t sent = send(peer, bytes, count, MSG_NOSIGNAL);
        if (sent <= 0) return -1;
        bytes += sent;
        count -= (size_t)sent;
    }
    return 0;
}

static int answer(int peer, const char *headers, const char *body, size_t size) {
    char head[1024 + 64 * 1024];
    int length = snprintf(head, 1024, "HTTP/1.1 200 OK\r\n%sContent-Length: %zu\r\n\r\n", headers, size);
    if (size > 64 * 1024) return send_all(peer, head, (size_t)length) || send_all(peer, body, size) ? -1 : 0;
    memcpy(head + length, body, size);
    return send_all(peer, head, (size_t)length + size);
}

static int answer_gigabyte(int peer, const char *headers) {
    char head[1024];
    int length = snprintf(head, sizeof head, "HTTP/1.1 200 OK\r\n%sContent-Length: %llu\r\n\r\n", headers, GIGABYTE);
    if (send_all(peer, head, (size_t)length)) return -1;
    for (unsigned long long left = GIGABYTE; left; left -= BLOCK)
        if (send_all(peer, zeros, BLOCK)) return -1;
    return 0;
}

static const char *header(const char *head, const char *name) {
    size_t length = strlen(name);
    for (const char *line = strstr(head, "\r\n"); line; line = strstr(line + 2, "\r\n"))
        if (!strncasecmp(line + 2, name, length) && line[2 + length] == ':') return line + 3 + length;
    return NULL;
}

static int serve(int peer, const char *head) {
    static const char object[] = "Content-Type: binary/octet-stream\r\nAccept-Ranges: bytes\r\n"
        "Last-Modified: Wed, 12 Nov 2025 10:00:00 GMT\r\nETag: \"9b2cf535f27731c974343645a3985328\"\r\n"
        "x-amz-request-id: R\r\nx-amz-id-2: abc\r\n";
    char target[1024] = "";
    sscanf(head, "%*s %1023s", target);
    if (header(head, "X-Amz-Target")) {
        char headers[256];
        snprintf(
            headers, sizeof headers,
            "Content-Type: application/x-amz-json-1.0\r\nx-amzn-RequestId: ABCDEFGHIJKLMNOP\r\nx-amz-crc32: %s\r\n",
            item_crc32);
        return answer(peer, headers, item, item_size);
    }
    if (strstr(target, "list-type=2"))
        return answer(peer, "Content-Type: application/xml\r\nx-amz-request-id: R\r\n", list, list_size);
    if (strstr(target, "/gigabyte")) return answer_gigabyte(peer, object);
    if (strstr(target, "/silence")) return 0;
    return answer(peer, object, zeros, 1024);
}

static void *converse(void *argument) {
    int peer = (int)(long)argument, on = 1;
    setsockopt(peer, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    char buffer[HEAD_LIMIT + 1];
    size_t filled = 0;
    for (;;) {
        buffer[filled] = 0;
        char *end = strstr(buffer, "\r\n\r\n");
        if (!end) {
            ssize_t count = filled < HEAD_LIMIT ? recv(peer, buffer + filled, HEAD_LIMIT - filled, 0) : 0;
            if (count <= 0) break;
            filled += (size_t)count;
            continue;
        }
        end[2] = 0;
        const char *length = header(buffer, "Content-Length");
        size_t body = length ? strtoul(length, NULL, 10) : 0, head = (size_t)(end + 4 - buffer);
        if (head + body > HEAD_LIMIT) break;
        while (filled < head + body) {
            ssize_t count = recv(peer, buffer + filled, HEAD_LIMIT - filled, 0);
            if (count <= 0) goto done;
            filled += (size_t)count;
        }
        if (serve(peer, buffer)) break;
        memmove(buffer, buffer + head + body, filled - head - body);
        filled -= head + body;
    }
done:
    close(peer);
    return NULL;
}

static void *end_with_input(void *unused) {
    char byte;
    while (read(0, &byte, 1) > 0) {}
    exit(0);
}

int main(int count, char **arguments) {
    if (count != 2) return 2;
    signal(SIGPIPE, SIG_IGN);
    item_size = read_file(arguments[1], "item.json", item, sizeof item);
    read_file(arguments[1], "item.crc32", item_crc32, sizeof item_crc32 - 1);
    list = malloc(4 << 20);
    list_size = read_file(arguments[1], "list.xml", list, 4 << 20);
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    if (bind(listener, (struct sockaddr *)&address, size) || listen(listener, 1024)
        || getsockname(listener, (struct sockaddr *)&address, &size)) {
        perror("listening");
        return 1;
    }
    printf("%d\n", ntohs(address.sin_port));
    fflush(stdout);
    pthread_attr_t detached;
    pthread_attr_init(&detached);
    pthread_attr_setdetachstate(&detached, PTHREAD_CREATE_DETACHED);
    pthread_attr_setstacksize(&detached, 256 << 10);
    pthread_t thread;
    pthread_create(&thread, &detached, end_with_input, NULL);
    for (;;) {
        int peer = accept(listener, NULL, NULL);
        if (peer >= 0 && pthread_create(&thread, &detached, converse, (void *)(long)peer)) close(peer);
    }
}
