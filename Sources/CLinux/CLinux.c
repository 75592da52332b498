#define _GNU_SOURCE
#include "CLinux.h"

#include <pthread.h>
#include <stdatomic.h>

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

void inia_widen_pipe(int end, int size) { fcntl(end, F_SETPIPE_SZ, size); }

void inia_name_thread(const char *name) { pthread_setname_np(pthread_self(), name); }
