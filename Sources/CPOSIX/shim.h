#pragma once
#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1
#endif
#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <signal.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

// syncfs(2) is behind _GNU_SOURCE and not in scope of the Glibc module.
int syncfs(int fd);

// Makes a file share all of another one's content (ioctl_ficlonerange(2)); ioctl(2) is variadic.
static inline int clone_file(int target, int source) {
    return ioctl(target, FICLONE, source);
}

// The width of a terminal, 0 where the descriptor is none: ioctl(2) is variadic (tty_ioctl(4)).
static inline int terminal_columns(int descriptor) {
    struct winsize size;
    return ioctl(descriptor, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

// Ends the process by the signal's own death, whatever was done to the signal before: libdispatch
// blocks what its sources watch (signal(7), sigprocmask(2)).
static inline void die_of_signal(int number) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, number);
    signal(number, SIG_DFL);
    pthread_sigmask(SIG_UNBLOCK, &set, NULL);
    raise(number);
}
