#pragma once
// Without _GNU_SOURCE, as Swift's Glibc module reads the same headers: two readings of one type are
// an error.
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/fs.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/resource.h>
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

// Whether a signal does nothing (sigaction(2)): the handler is in a union.
static inline bool is_signal_ignored(int number) {
    struct sigaction action;
    return sigaction(number, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
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

// Where the stack begins that the system made: with the number of the program's arguments and
// their addresses (System V ABI 3.4.1). They stand there without any /proc.
extern void *__libc_stack_end;

static inline long argument_count(void) { return *(long *)__libc_stack_end; }

// A byte of an argument, -1 behind its last one; offset is at most its length.
static inline int argument_byte(long number, long offset) {
    unsigned char byte = ((unsigned char **)__libc_stack_end + 1)[number][offset];
    return byte == 0 ? -1 : byte;
}

// Puts something in the place of each standard descriptor that is closed, so that no other file
// gets its number: a directory, to which nothing can be written.
static inline void fill_standard_descriptors(void) {
    for (int number = 0; number <= 2; number++)
        if (fcntl(number, F_GETFD) < 0) open("/", O_RDONLY | O_DIRECTORY);
}

// libcurl writes the secrets of its connections wherever this variable says.
static inline void forget_key_log(void) { unsetenv("SSLKEYLOGFILE"); }

static inline void *wait_at_gate(void *gate) {
    pthread_mutex_lock((pthread_mutex_t *)gate);
    pthread_mutex_unlock((pthread_mutex_t *)gate);
    return NULL;
}

// Whether so many threads more can stand beside each other.
static inline bool has_threads(int count) {
    pthread_t threads[count];
    pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
    int made = 0;
    pthread_mutex_lock(&gate);
    while (made < count && pthread_create(&threads[made], NULL, wait_at_gate, &gate) == 0) made++;
    pthread_mutex_unlock(&gate);
    for (int index = 0; index < made; index++) pthread_join(threads[index], NULL);
    return made == count;
}

// Whether so many descriptors more can be open beside each other; the soft limit is raised.
static inline bool has_descriptors(int count) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
    int descriptors[count];
    int made = 0;
    while (made < count && (descriptors[made] = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3)) >= 0)
        made++;
    for (int index = 0; index < made; index++) close(descriptors[index]);
    return made == count;
}

// How many descriptors this process may have (RLIMIT_NOFILE).
static inline int descriptor_limit(void) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return 0;
    return limit.rlim_cur < INT_MAX ? (int)limit.rlim_cur : INT_MAX;
}

// Whether so many bytes more can be mapped (RLIMIT_AS, RLIMIT_DATA).
static inline bool has_memory(size_t size) {
    void *start = mmap(
        NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (start == MAP_FAILED) return false;
    munmap(start, size);
    return true;
}
