#ifndef INIA_CLINUX_H
#define INIA_CLINUX_H

#include <errno.h>
#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "CLinuxHost.h"

#endif
