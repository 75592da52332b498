#ifndef INIA_CLINUX_H
#define INIA_CLINUX_H

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/// Begins to count how often the process is forked from now on; further calls change nothing.
void inia_count_forks(void);
/// How many forks led from the process that first asked for them to be counted to this one.
unsigned int inia_fork_generation(void);
/// Says what the system shows the calling thread as, in at most 15 bytes.
void inia_name_thread(const char *name);

/// Moves bytes between a pipe and something else without waiting for the latter. Gives how many, or a negative errno.
long inia_splice(int from, int to, size_t count);
/// Sends bytes of a file, from an offset, without waiting where the socket does not. Gives how many, or a negative errno;
/// a closed connection is an error, never a signal.
long inia_send_file(int socket, int file, long long offset, size_t count);
/// Has a pipe hold more than usual, where the system allows it.
void inia_widen_pipe(int end, int size);

#endif
