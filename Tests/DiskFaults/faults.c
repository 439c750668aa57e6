// Preloaded into the program by tests (ld.so(8), LD_PRELOAD): the n-th of certain calls that
// concern files below a directory fails as told, or ends the process as a power cut would.
//
// FAULT_BELOW  the directory; a file's path may also just end in FAULT_FILE
// FAULT_CALLS  names of calls, between commas; "changes" for all that change what stands there
// FAULT_AT     which of these calls, from 1 on; with a "+" behind it: every one from then on
// FAULT_ERRNO  what it fails with; left out: SIGKILL, with half of what was to be written
// FAULT_LOG    a file that gets one line for each of these calls
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

static atomic_long count;
static __thread int inside;

#define REAL(name) __typeof__(&name) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

static int ends_with(const char *text, const char *end) {
    size_t length = strlen(text), tail = strlen(end);
    return length >= tail && strcmp(text + length - tail, end) == 0;
}

static int concerns(const char *path) {
    const char *below = getenv("FAULT_BELOW"), *file = getenv("FAULT_FILE");
    if (!below || strncmp(path, below, strlen(below)) != 0) return 0;
    return !file || ends_with(path, file);
}

static int names(const char *list, const char *call) {
    size_t length = strlen(call);
    for (const char *at = list; (at = strstr(at, call)); at += length)
        if ((at == list || at[-1] == ',') && (at[length] == ',' || !at[length])) return 1;
    return 0;
}

// Whether this call is the one. The second argument tells whether it changes what stands there.
static int is_due(const char *call, int changes, const char *path) {
    const char *calls = getenv("FAULT_CALLS"), *at = getenv("FAULT_AT");
    if (inside || !calls || !path || !concerns(path)) return 0;
    if (!names(calls, call) && !(changes && names(calls, "changes"))) return 0;
    inside = 1;
    long number = atomic_fetch_add(&count, 1) + 1;
    const char *log = getenv("FAULT_LOG");
    if (log) {
        FILE *file = fopen(log, "a");
        if (file) {
            fprintf(file, "%ld %s %s\n", number, call, path);
            fclose(file);
        }
    }
    inside = 0;
    if (!at) return 0;
    return ends_with(at, "+") ? number >= atol(at) : number == atol(at);
}

static int is_due_at(const char *call, int changes, int file) {
    char name[64], path[4096];
    snprintf(name, sizeof name, "/proc/self/fd/%d", file);
    ssize_t length = readlink(name, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return is_due(call, changes, path);
}

// The end of the process, or -1 with the error.
static int fail(void) {
    const char *number = getenv("FAULT_ERRNO");
    if (!number) raise(SIGKILL);
    errno = atoi(number);
    return -1;
}

static int kills(void) { return !getenv("FAULT_ERRNO"); }

static int opens(const char *call, const char *path, int flags) {
    struct stat found;
    int saved = errno;
    int changes = flags & O_CREAT && (flags & O_TRUNC || lstat(path, &found) != 0);
    errno = saved;
    return is_due(call, changes, path);
}

#define OPEN(name)                                                            \
    int name(const char *path, int flags, ...) {                              \
        REAL(name);                                                           \
        va_list arguments;                                                    \
        va_start(arguments, flags);                                           \
        mode_t mode = flags & O_CREAT ? va_arg(arguments, mode_t) : 0;        \
        va_end(arguments);                                                    \
        return opens("open", path, flags) ? fail() : real(path, flags, mode); \
    }
OPEN(open)
OPEN(open64)

ssize_t write(int file, const void *bytes, size_t length) {
    REAL(write);
    if (!is_due_at("write", 1, file)) return real(file, bytes, length);
    if (kills()) real(file, bytes, length / 2);
    return fail();
}

#define PWRITE(name)                                                                    \
    ssize_t name(int file, const void *bytes, size_t length, off_t offset) {            \
        REAL(name);                                                                     \
        if (!is_due_at("write", 1, file)) return real(file, bytes, length, offset);     \
        if (kills()) real(file, bytes, length / 2, offset);                             \
        return fail();                                                                  \
    }
PWRITE(pwrite)
PWRITE(pwrite64)

ssize_t read(int file, void *bytes, size_t length) {
    REAL(read);
    return is_due_at("read", 0, file) ? fail() : real(file, bytes, length);
}

#define PREAD(name)                                                                     \
    ssize_t name(int file, void *bytes, size_t length, off_t offset) {                  \
        REAL(name);                                                                     \
        return is_due_at("read", 0, file) ? fail() : real(file, bytes, length, offset); \
    }
PREAD(pread)
PREAD(pread64)

#define AT_PATH(name, arguments, path, changes, ...)                       \
    int name arguments {                                                   \
        REAL(name);                                                        \
        return is_due(#name, changes, path) ? fail() : real(__VA_ARGS__);  \
    }
AT_PATH(rename, (const char *from, const char *to), to, 1, from, to)
AT_PATH(link, (const char *from, const char *to), to, 1, from, to)
AT_PATH(symlink, (const char *target, const char *path), path, 1, target, path)
AT_PATH(unlink, (const char *path), path, 1, path)
AT_PATH(rmdir, (const char *path), path, 1, path)
AT_PATH(mkdir, (const char *path, mode_t mode), path, access(path, F_OK) != 0, path, mode)
AT_PATH(chmod, (const char *path, mode_t mode), path, 0, path, mode)
AT_PATH(lstat, (const char *path, struct stat *found), path, 0, path, found)
AT_PATH(statvfs, (const char *path, struct statvfs *found), path, 0, path, found)

#define AT_FILE(name, call, arguments, changes, ...)                          \
    int name arguments {                                                      \
        REAL(name);                                                           \
        return is_due_at(call, changes, file) ? fail() : real(__VA_ARGS__);   \
    }
AT_FILE(ftruncate, "ftruncate", (int file, off_t size), 1, file, size)
AT_FILE(ftruncate64, "ftruncate", (int file, off64_t size), 1, file, size)
AT_FILE(fchmod, "fchmod", (int file, mode_t mode), 0, file, mode)
AT_FILE(fsync, "fsync", (int file), 0, file)
AT_FILE(fdatasync, "fsync", (int file), 0, file)
AT_FILE(syncfs, "syncfs", (int file), 0, file)

DIR *opendir(const char *path) {
    REAL(opendir);
    if (!is_due("opendir", 0, path)) return real(path);
    fail();
    return NULL;
}
