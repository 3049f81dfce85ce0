/* Stands between a process and its system calls (LD_PRELOAD, for tests/faults.py): counts those that change a file or
   open one, and at one of them ends the process, has the call fail, or has a write take a part alone.
   Nothing happens before fault_arm() is called. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

#define KILL -9
#define SHORT -1
static int armed, log_to = -1, at, how, seen, looked;

/* The `number`-th change (or, below 0, the -`number`-th opening to read) meets `what`: an errno, KILL or SHORT; names of
   calls go to the descriptor `log`, if any. */
void fault_arm(int number, int what, int log) {
    at = number, how = what, log_to = log, seen = looked = 0, armed = 1;
}

static int meet(const char *name, int reading) {
    if (!armed) return 0;
    int number = reading ? -++looked : ++seen;
    if (log_to >= 0) {
        armed = 0;
        if ((reading && write(log_to, "-", 1) < 0) || write(log_to, name, strlen(name)) < 0 ||
            write(log_to, "\n", 1) < 0)
            _exit(71);
        armed = 1;
    }
    if (number != at) return 0;
    if (how == KILL) kill(getpid(), SIGKILL);
    errno = how;
    return how;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define CALL(name, takes, gives) \
    int name takes { return meet(#name, 0) > 0 ? -1 : REAL(name) gives; }

CALL(rename, (const char *a, const char *b), (a, b))
CALL(renameat, (int i, const char *a, int j, const char *b), (i, a, j, b))
CALL(link, (const char *a, const char *b), (a, b))
CALL(linkat, (int i, const char *a, int j, const char *b, int f), (i, a, j, b, f))
CALL(unlink, (const char *a), (a))
CALL(unlinkat, (int i, const char *a, int f), (i, a, f))
CALL(mkdir, (const char *a, mode_t m), (a, m))
CALL(rmdir, (const char *a), (a))
CALL(symlink, (const char *a, const char *b), (a, b))
CALL(chmod, (const char *a, mode_t m), (a, m))
CALL(fchmod, (int i, mode_t m), (i, m))
CALL(fchmodat, (int i, const char *a, mode_t m, int f), (i, a, m, f))
CALL(fsync, (int i), (i))
CALL(fdatasync, (int i), (i))
CALL(syncfs, (int i), (i))
CALL(ftruncate, (int i, off_t n), (i, n))
CALL(ftruncate64, (int i, off64_t n), (i, n))
CALL(utimensat, (int i, const char *a, const struct timespec t[2], int f), (i, a, t, f))

#define WRITE(name, takes, gives) \
    ssize_t name takes { \
        int what = fd > 2 ? meet(#name, 0) : 0; \
        if (what == SHORT && length > 10) length = 10; \
        return what > 0 ? -1 : REAL(name) gives; \
    }

WRITE(write, (int fd, const void *from, size_t length), (fd, from, length))
WRITE(pwrite, (int fd, const void *from, size_t length, off_t to), (fd, from, length, to))
WRITE(pwrite64, (int fd, const void *from, size_t length, off64_t to), (fd, from, length, to))

#define OPEN(name, takes, gives) \
    int name takes { \
        va_list more; \
        va_start(more, flags); \
        mode_t mode = flags & O_CREAT ? va_arg(more, mode_t) : 0; \
        va_end(more); \
        return meet(#name, !(flags & (O_CREAT | O_WRONLY | O_RDWR))) > 0 ? -1 : REAL(name) gives; \
    }

OPEN(open, (const char *path, int flags, ...), (path, flags, mode))
OPEN(open64, (const char *path, int flags, ...), (path, flags, mode))
OPEN(openat, (int from, const char *path, int flags, ...), (from, path, flags, mode))
OPEN(openat64, (int from, const char *path, int flags, ...), (from, path, flags, mode))
