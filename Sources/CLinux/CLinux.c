#define _GNU_SOURCE
#include "CLinux.h"

#include <pthread.h>
#include <stdatomic.h>
#include <sys/sendfile.h>

static atomic_uint generation;
static pthread_once_t counting = PTHREAD_ONCE_INIT;

static void forked(void) { atomic_fetch_add_explicit(&generation, 1, memory_order_relaxed); }

static void count(void) { pthread_atfork(0, 0, forked); }

void inia_count_forks(void) { pthread_once(&counting, count); }

unsigned int inia_fork_generation(void) { return atomic_load_explicit(&generation, memory_order_relaxed); }

long inia_splice(int from, int to, size_t count) {
    for (;;) {
        ssize_t moved = splice(from, 0, to, 0, count, SPLICE_F_NONBLOCK | SPLICE_F_MOVE);
        if (moved >= 0) return moved;
        if (errno != EINTR) return -errno;
    }
}

long inia_send_file(int socket, int file, long long offset, size_t count) {
    // It has no flag against the signal, which comes to the calling thread alone: held back, and taken off again.
    sigset_t pipe, before, pending;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe, &before);
    sigpending(&pending);
    off_t place = offset;
    long sent;
    do sent = sendfile(socket, file, &place, count);
    while (sent < 0 && errno == EINTR);
    int fault = errno;
    if (sent < 0 && fault == EPIPE && !sigismember(&pending, SIGPIPE)) {
        const struct timespec now = {0, 0};
        while (sigtimedwait(&pipe, NULL, &now) < 0 && errno == EINTR) {}
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return sent < 0 ? -fault : sent;
}

void inia_widen_pipe(int end, int size) { fcntl(end, F_SETPIPE_SZ, size); }

void inia_name_thread(const char *name) { pthread_setname_np(pthread_self(), name); }
