#ifndef INIA_CHOST_H
#define INIA_CHOST_H

/* All in this header, so that no object has to be compiled before what uses it; and no system module, whose headers Swift
   does not watch for changes. */

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <pwd.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

/* The C library shows these to _GNU_SOURCE alone, which Swift's own view of the library is without. */
int pipe2(int ends[2], int flags);
#if defined(__GLIBC__) && __GLIBC_PREREQ(2, 34)
int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);
#endif

/* The current environment; a function because Swift may not touch a C global. */
static inline char *const *inia_environment(void) { return environ; }

/* A pipe whose both ends are closed by exec. Gives 0, or an errno. */
static inline int inia_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC) == 0 ? 0 : errno; }

static inline int inia_add_actions(posix_spawn_file_actions_t *actions, int output, int errors) {
    int fault = posix_spawn_file_actions_adddup2(actions, output, 1);
    if (fault == 0) fault = posix_spawn_file_actions_adddup2(actions, errors, 2);
#if defined(__GLIBC__) && __GLIBC_PREREQ(2, 34)
    if (fault == 0) fault = posix_spawn_file_actions_addclosefrom_np(actions, 3);
#endif
    return fault;
}

static inline int inia_add_signals(posix_spawnattr_t *attributes) {
    /* A server ignores SIGPIPE and may block signals; its children should start as from a shell. */
    sigset_t none, broken;
    sigemptyset(&none);
    sigemptyset(&broken);
    sigaddset(&broken, SIGPIPE);
    sigaddset(&broken, SIGXFSZ);
    int fault = posix_spawnattr_setsigmask(attributes, &none);
    if (fault == 0) fault = posix_spawnattr_setsigdefault(attributes, &broken);
    if (fault == 0) fault = posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    return fault;
}

/* Spawns a program found in PATH with standard output and error on the given descriptors, default signal handling,
   and every other descriptor above 2 closed where the C library can. Gives 0, or an errno. */
static inline int inia_spawn(pid_t *child, char *const arguments[], int output, int errors) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    int fault = posix_spawn_file_actions_init(&actions);
    if (fault != 0) return fault;
    fault = posix_spawnattr_init(&attributes);
    if (fault == 0) {
        fault = inia_add_actions(&actions, output, errors);
        if (fault == 0) fault = inia_add_signals(&attributes);
        if (fault == 0) fault = posix_spawnp(child, arguments[0], &actions, &attributes, arguments, environ);
        posix_spawnattr_destroy(&attributes);
    }
    posix_spawn_file_actions_destroy(&actions);
    return fault;
}

/* The exit status in a status of waitpid; 128 plus the signal's number where one ended the child. */
static inline int inia_exit_status(int status) {
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

/* A lock with a condition, for threads that wait for work. */
typedef struct {
    pthread_mutex_t lock;
    pthread_cond_t changed;
} inia_monitor;

static inline void inia_monitor_init(inia_monitor *monitor) {
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_mutex_init(&monitor->lock, NULL);
    pthread_cond_init(&monitor->changed, &attributes);
    pthread_condattr_destroy(&attributes);
}

static inline void inia_monitor_destroy(inia_monitor *monitor) {
    pthread_cond_destroy(&monitor->changed);
    pthread_mutex_destroy(&monitor->lock);
}

/* Waits, with the lock held, for a signal or for some milliseconds. */
static inline void inia_monitor_wait(inia_monitor *monitor, long milliseconds) {
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += milliseconds / 1000;
    until.tv_nsec += (milliseconds % 1000) * 1000000;
    if (until.tv_nsec >= 1000000000) {
        until.tv_sec += 1;
        until.tv_nsec -= 1000000000;
    }
    pthread_cond_timedwait(&monitor->changed, &monitor->lock, &until);
}

/* Starts a detached thread. Gives 0, or an errno. */
static inline int inia_thread(void *(*body)(void *), void *argument) {
    /* Signals belong to the program's own threads. */
    sigset_t all, before;
    pthread_t thread;
    pthread_attr_t attributes;
    int fault = pthread_attr_init(&attributes);
    if (fault != 0) return fault;
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    pthread_attr_setstacksize(&attributes, 512 * 1024);
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    fault = pthread_create(&thread, &attributes, body, argument);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    pthread_attr_destroy(&attributes);
    return fault;
}

#endif
