#ifndef INIA_CLINUX_HOST_H
#define INIA_CLINUX_HOST_H

#include <dirent.h>
#include <poll.h>
#include <pthread.h>
#include <pwd.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/random.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

/* The current environment; a function because Swift may not touch a C global. */
char *const *inia_environment(void);

/* A pipe whose both ends are closed by exec. Gives 0, or an errno. */
int inia_pipe(int ends[2]);

/* Spawns a program found in PATH with standard output and error on the given descriptors, default signal handling,
   and every other descriptor above 2 closed where the C library can. Gives 0, or an errno. */
int inia_spawn(pid_t *child, char *const arguments[], int output, int errors);

/* The exit status in a status of waitpid; 128 plus the signal's number where one ended the child. */
int inia_exit_status(int status);

/* A lock with a condition, for threads that wait for work. */
typedef struct {
    pthread_mutex_t lock;
    pthread_cond_t changed;
} inia_monitor;

void inia_monitor_init(inia_monitor *monitor);
void inia_monitor_destroy(inia_monitor *monitor);

/* Waits, with the lock held, for a signal or for some milliseconds. */
void inia_monitor_wait(inia_monitor *monitor, long milliseconds);

/* Starts a detached thread. Gives 0, or an errno. */
int inia_thread(void *(*body)(void *), void *argument);

#endif
