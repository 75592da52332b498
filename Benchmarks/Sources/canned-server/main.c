// A server with canned answers, for measuring clients: one thread for each connection, blocking sockets, HTTP/1.1.
//
// usage: canned-server FOLDER [CERTIFICATE KEY]
//
// It listens on a free port of 127.0.0.1, and with a certificate on a second one for TLS, prints the ports on one line,
// and ends when its standard input does.
//   POST with X-Amz-Target   the DynamoDB item in FOLDER/item.json, with its CRC-32 in FOLDER/item.crc32
//   POST ...uploads          the beginning of an upload in parts
//   POST ...uploadId=...     its end
//   PUT                      takes any body in, and gives an ETag
//   GET  ...list-type=2...   FOLDER/list.xml
//   GET  .../silence         no answer at all
//   GET  .../gigabyte        1 GiB of zeros, or the range of it that is asked for
//   GET  anything else       1 KiB of zeros, likewise
//   HEAD                     as GET, without the body
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

enum { HEAD_LIMIT = 32 * 1024, BLOCK = 1 << 20, SMALL = 64 * 1024 };
static const unsigned long long GIGABYTE = 1ull << 30;

static char item[SMALL], item_crc32[32];
static char *list;
static size_t item_size, list_size;
static char zeros[BLOCK];

// One connection: its bytes that came and were not used yet lie in `buffer`, ended by a zero.
struct peer {
    int socket;
    SSL *tls;
    size_t filled;
    char buffer[HEAD_LIMIT + 1];
    char waste[256 * 1024];
};

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

static ssize_t receive(struct peer *peer, char *into, size_t limit) {
    if (peer->tls) return SSL_read(peer->tls, into, (int)limit);
    return recv(peer->socket, into, limit, 0);
}

static int send_all(struct peer *peer, const char *bytes, size_t count) {
    while (count) {
        ssize_t sent = peer->tls ? SSL_write(peer->tls, bytes, (int)count) : send(peer->socket, bytes, count, MSG_NOSIGNAL);
        if (sent <= 0) return -1;
        bytes += sent;
        count -= (size_t)sent;
    }
    return 0;
}

// MARK: Requests

static void use(struct peer *peer, size_t count) {
    memmove(peer->buffer, peer->buffer + count, peer->filled - count);
    peer->filled -= count;
    peer->buffer[peer->filled] = 0;
}

static int fill(struct peer *peer) {
    ssize_t count = peer->filled < HEAD_LIMIT ? receive(peer, peer->buffer + peer->filled, HEAD_LIMIT - peer->filled) : 0;
    if (count <= 0) return -1;
    peer->filled += (size_t)count;
    peer->buffer[peer->filled] = 0;
    return 0;
}

static int waste(struct peer *peer, unsigned long long count) {
    size_t at_hand = peer->filled < count ? peer->filled : (size_t)count;
    use(peer, at_hand);
    count -= at_hand;
    while (count) {
        size_t limit = count < sizeof peer->waste ? (size_t)count : sizeof peer->waste;
        // What nobody reads need not be copied out of the kernel.
        ssize_t got = peer->tls ? SSL_read(peer->tls, peer->waste, (int)limit)
                                : recv(peer->socket, peer->waste, limit, MSG_TRUNC);
        if (got <= 0) return -1;
        count -= (unsigned long long)got;
    }
    return 0;
}

// Takes a line out of the buffer, and gives what stood at its start as a hexadecimal number, or -1.
static long long hexadecimal_line(struct peer *peer, int *is_empty) {
    char *end;
    while (!(end = strstr(peer->buffer, "\r\n")))
        if (fill(peer)) return -1;
    *is_empty = end == peer->buffer;
    long long number = (long long)strtoull(peer->buffer, NULL, 16);
    use(peer, (size_t)(end + 2 - peer->buffer));
    return number;
}

static int waste_chunks(struct peer *peer) {
    int is_empty = 0;
    for (;;) {
        long long size = hexadecimal_line(peer, &is_empty);
        if (size < 0) return -1;
        if (size == 0) break;
        if (waste(peer, (unsigned long long)size + 2)) return -1;
    }
    do {
        if (hexadecimal_line(peer, &is_empty) < 0) return -1;
    } while (!is_empty);
    return 0;
}

static const char *header(const char *head, const char *name) {
    size_t length = strlen(name);
    for (const char *line = strstr(head, "\r\n"); line; line = strstr(line + 2, "\r\n"))
        if (!strncasecmp(line + 2, name, length) && line[2 + length] == ':') {
            const char *value = line + 3 + length;
            while (*value == ' ') value++;
            return value;
        }
    return NULL;
}

// MARK: Answers

static int answer(struct peer *peer, const char *headers, const char *body, size_t size) {
    char head[1024 + SMALL];
    int length = snprintf(head, 1024, "HTTP/1.1 200 OK\r\n%sContent-Length: %zu\r\n\r\n", headers, size);
    if (size > SMALL) return send_all(peer, head, (size_t)length) || send_all(peer, body, size) ? -1 : 0;
    memcpy(head + length, body, size);
    return send_all(peer, head, (size_t)length + size);
}

// Answers with zeros, all of them or the range that is asked for.
static int answer_object(struct peer *peer, unsigned long long size, const char *range, int has_body) {
    static const char headers[] = "Content-Type: binary/octet-stream\r\nAccept-Ranges: bytes\r\n"
        "Last-Modified: Wed, 12 Nov 2025 10:00:00 GMT\r\nETag: \"9b2cf535f27731c974343645a3985328\"\r\n"
        "x-amz-request-id: R\r\nx-amz-id-2: abc\r\n";
    unsigned long long first = 0, last = size - 1;
    if (range && sscanf(range, "bytes=%llu-%llu", &first, &last) < 1) range = NULL;
    if (last >= size) last = size - 1;
    if (first > last) return -1;
    char head[1024 + SMALL], extent[96] = "";
    if (range) snprintf(extent, sizeof extent, "Content-Range: bytes %llu-%llu/%llu\r\n", first, last, size);
    unsigned long long left = last - first + 1;
    size_t length = (size_t)snprintf(
        head, 1024, "HTTP/1.1 %s\r\n%s%sContent-Length: %llu\r\n\r\n", range ? "206 Partial Content" : "200 OK",
        headers, extent, left);
    if (!has_body) return send_all(peer, head, length);
    if (left <= SMALL) {
        memcpy(head + length, zeros, (size_t)left);
        return send_all(peer, head, length + (size_t)left);
    }
    if (send_all(peer, head, length)) return -1;
    while (left) {
        size_t part = left < BLOCK ? (size_t)left : BLOCK;
        if (send_all(peer, zeros, part)) return -1;
        left -= part;
    }
    return 0;
}

static int answer_post(struct peer *peer, const char *target) {
    static const char xml[] = "Content-Type: application/xml\r\nx-amz-request-id: R\r\n";
    static const char begun[] = "<InitiateMultipartUploadResult><Bucket>bkt</Bucket><Key>k</Key><UploadId>u1</UploadId>"
        "</InitiateMultipartUploadResult>";
    static const char done[] = "<CompleteMultipartUploadResult><Bucket>bkt</Bucket><Key>k</Key><ETag>&quot;1-1&quot;"
        "</ETag></CompleteMultipartUploadResult>";
    if (strstr(target, "uploadId=")) return answer(peer, xml, done, sizeof done - 1);
    return answer(peer, xml, begun, sizeof begun - 1);
}

static int serve(struct peer *peer, const char *head) {
    char method[8] = "", target[4096] = "";
    sscanf(head, "%7s %4095s", method, target);
    if (header(head, "X-Amz-Target")) {
        char headers[256];
        snprintf(
            headers, sizeof headers,
            "Content-Type: application/x-amz-json-1.0\r\nx-amzn-RequestId: ABCDEFGHIJKLMNOP\r\nx-amz-crc32: %s\r\n",
            item_crc32);
        return answer(peer, headers, item, item_size);
    }
    if (!strcmp(method, "PUT")) return answer(peer, "ETag: \"9b2cf535\"\r\nx-amz-request-id: R\r\n", "", 0);
    if (!strcmp(method, "POST")) return answer_post(peer, target);
    if (strstr(target, "list-type=2"))
        return answer(peer, "Content-Type: application/xml\r\nx-amz-request-id: R\r\n", list, list_size);
    if (strstr(target, "/silence")) return 0;
    return answer_object(
        peer, strstr(target, "/gigabyte") ? GIGABYTE : 1024, header(head, "Range"), strcmp(method, "HEAD"));
}

// Answers one request; gives -1 where that was the last.
static int exchange(struct peer *peer) {
    char *end;
    while (!(end = strstr(peer->buffer, "\r\n\r\n")))
        if (fill(peer)) return -1;
    char head[HEAD_LIMIT + 1];
    size_t size = (size_t)(end + 4 - peer->buffer);
    memcpy(head, peer->buffer, size - 2);
    head[size - 2] = 0;
    use(peer, size);
    static const char consent[] = "HTTP/1.1 100 Continue\r\n\r\n";
    if (header(head, "Expect") && send_all(peer, consent, sizeof consent - 1)) return -1;
    const char *length = header(head, "Content-Length");
    if (header(head, "Transfer-Encoding") ? waste_chunks(peer) : length && waste(peer, strtoull(length, NULL, 10)))
        return -1;
    return serve(peer, head);
}

static void *converse(void *argument) {
    struct peer *peer = argument;
    int on = 1;
    setsockopt(peer->socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (!peer->tls || (SSL_set_fd(peer->tls, peer->socket) && SSL_accept(peer->tls) == 1))
        while (!exchange(peer)) {}
    SSL_free(peer->tls);
    close(peer->socket);
    free(peer);
    return NULL;
}

// MARK: The program

static void *end_with_input(void *unused) {
    char byte;
    while (read(0, &byte, 1) > 0) {}
    exit(0);
}

static pthread_attr_t detached;

struct listener {
    int socket;
    SSL_CTX *tls;
};

static void *listen_on(void *argument) {
    const struct listener *listener = argument;
    for (;;) {
        struct peer *peer = calloc(1, sizeof *peer);
        peer->socket = accept(listener->socket, NULL, NULL);
        peer->tls = peer->socket >= 0 && listener->tls ? SSL_new(listener->tls) : NULL;
        pthread_t thread;
        if (peer->socket >= 0 && !pthread_create(&thread, &detached, converse, peer)) continue;
        close(peer->socket);
        free(peer);
    }
    return NULL;
}

static int bound_socket(void) {
    int result = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    if (bind(result, (struct sockaddr *)&address, size) || listen(result, 1024)
        || getsockname(result, (struct sockaddr *)&address, &size)) {
        perror("listening");
        exit(1);
    }
    printf("%d ", ntohs(address.sin_port));
    return result;
}

int main(int count, char **arguments) {
    if (count != 2 && count != 4) return 2;
    signal(SIGPIPE, SIG_IGN);
    item_size = read_file(arguments[1], "item.json", item, sizeof item);
    read_file(arguments[1], "item.crc32", item_crc32, sizeof item_crc32 - 1);
    list = malloc(4 << 20);
    list_size = read_file(arguments[1], "list.xml", list, 4 << 20);
    pthread_attr_init(&detached);
    pthread_attr_setdetachstate(&detached, PTHREAD_CREATE_DETACHED);
    pthread_attr_setstacksize(&detached, 512 << 10);
    static struct listener plain, secure;
    plain.socket = bound_socket();
    pthread_t thread;
    if (count == 4) {
        secure.tls = SSL_CTX_new(TLS_server_method());
        if (SSL_CTX_use_certificate_chain_file(secure.tls, arguments[2]) != 1
            || SSL_CTX_use_PrivateKey_file(secure.tls, arguments[3], SSL_FILETYPE_PEM) != 1) {
            fprintf(stderr, "the certificate or its key cannot be used\n");
            return 1;
        }
        secure.socket = bound_socket();
        pthread_create(&thread, &detached, listen_on, &secure);
    }
    printf("\n");
    fflush(stdout);
    pthread_create(&thread, &detached, end_with_input, NULL);
    listen_on(&plain);
}
