/* Loaded before libc (LD_PRELOAD): writes down every change that a process makes to files below the folder
 * POWER_CUT_FOLDER, in order, to the file POWER_CUT_LOG.
 *
 * An entry: one line `what <tab> path <tab> number <tab> bytes`, and behind it that many bytes. `write` at an
 * offset, `truncate` to a size, `create` of a name, `unlink`, `rename` (the bytes are the new name), `mkdir`,
 * `sync` of a file or folder. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;
static int log_fd = -1;
#define NEXT(type, name) ((type)dlsym(RTLD_NEXT, name))

static void put(const char *what, const char *path, long long number, const void *bytes, size_t count) {
    const char *folder = getenv("POWER_CUT_FOLDER"), *log = getenv("POWER_CUT_LOG");
    if (!folder || !log || strncmp(path, folder, strlen(folder)) != 0) return;
    char line[PATH_MAX + 128];
    int length = snprintf(line, sizeof line, "%s\t%s\t%lld\t%zu\n", what, path, number, count);
    static ssize_t (*real_write)(int, const void *, size_t);
    static int (*real_open)(const char *, int, ...);
    pthread_mutex_lock(&one_at_a_time);
    if (!real_write) real_write = NEXT(ssize_t (*)(int, const void *, size_t), "write");
    if (!real_open) real_open = NEXT(int (*)(const char *, int, ...), "open");
    if (log_fd < 0) log_fd = real_open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    if (real_write(log_fd, line, length) != length) abort();
    if (count && real_write(log_fd, bytes, count) != (ssize_t)count) abort();
    pthread_mutex_unlock(&one_at_a_time);
}

/* The path behind a descriptor; empty for what is no file. */
static const char *path_of(int fd, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    path[length < 0 ? 0 : length] = 0;
    return path;
}

static int opened(int (*real)(const char *, int, ...), const char *name, int flags, mode_t mode) {
    int new = (flags & O_CREAT) && access(name, F_OK) != 0;
    int fd = real(name, flags, mode);
    char path[PATH_MAX];
    if (fd >= 0 && new) put("create", path_of(fd, path), 0, "", 0);
    else if (fd >= 0 && (flags & O_TRUNC)) put("truncate", path_of(fd, path), 0, "", 0);
    return fd;
}

#define OPEN(name)                                                        \
    int name(const char *path, int flags, ...) {                          \
        va_list more;                                                     \
        va_start(more, flags);                                            \
        mode_t mode = flags & O_CREAT ? va_arg(more, mode_t) : 0;         \
        va_end(more);                                                     \
        return opened(NEXT(int (*)(const char *, int, ...), #name), path, flags, mode); \
    }
OPEN(open)
OPEN(open64)

int openat(int folder, const char *path, int flags, ...) {
    va_list more;
    va_start(more, flags);
    mode_t mode = flags & O_CREAT ? va_arg(more, mode_t) : 0;
    va_end(more);
    if (folder == AT_FDCWD || path[0] == '/') return open(path, flags, mode);
    return NEXT(int (*)(int, const char *, int, ...), "openat")(folder, path, flags, mode);
}

ssize_t write(int fd, const void *bytes, size_t count) {
    char path[PATH_MAX];
    ssize_t done = NEXT(ssize_t (*)(int, const void *, size_t), "write")(fd, bytes, count);
    if (done > 0 && *path_of(fd, path) == '/') put("write", path, lseek(fd, 0, SEEK_CUR) - done, bytes, done);
    return done;
}

#define PWRITE(name, offset_type)                                                                      \
    ssize_t name(int fd, const void *bytes, size_t count, offset_type offset) {                        \
        char path[PATH_MAX];                                                                           \
        ssize_t done = NEXT(ssize_t (*)(int, const void *, size_t, offset_type), #name)(fd, bytes, count, offset); \
        if (done > 0) put("write", path_of(fd, path), offset, bytes, done);                            \
        return done;                                                                                   \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

#define TRUNCATE(name, offset_type)                                            \
    int name(int fd, offset_type size) {                                       \
        char path[PATH_MAX];                                                   \
        int failed = NEXT(int (*)(int, offset_type), #name)(fd, size);         \
        if (!failed) put("truncate", path_of(fd, path), size, "", 0);          \
        return failed;                                                         \
    }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

#define TRUNCATE_NAMED(name, offset_type)                                      \
    int name(const char *named, offset_type size) {                            \
        char path[PATH_MAX];                                                   \
        int failed = NEXT(int (*)(const char *, offset_type), #name)(named, size); \
        if (!failed && realpath(named, path)) put("truncate", path, size, "", 0); \
        return failed;                                                         \
    }
TRUNCATE_NAMED(truncate, off_t)
TRUNCATE_NAMED(truncate64, off64_t)

#define SYNC(name)                                             \
    int name(int fd) {                                         \
        char path[PATH_MAX];                                   \
        int failed = NEXT(int (*)(int), #name)(fd);            \
        if (!failed) put("sync", path_of(fd, path), 0, "", 0); \
        return failed;                                         \
    }
SYNC(fsync)
SYNC(fdatasync)

int unlink(const char *named) {
    char path[PATH_MAX];
    int known = realpath(named, path) != NULL;
    int failed = NEXT(int (*)(const char *), "unlink")(named);
    if (!failed && known) put("unlink", path, 0, "", 0);
    return failed;
}

int rename(const char *from, const char *to) {
    char old[PATH_MAX], new[PATH_MAX];
    int known = realpath(from, old) != NULL;
    int failed = NEXT(int (*)(const char *, const char *), "rename")(from, to);
    if (!failed && known && realpath(to, new)) put("rename", old, 0, new, strlen(new));
    return failed;
}

int mkdir(const char *named, mode_t mode) {
    char path[PATH_MAX];
    int failed = NEXT(int (*)(const char *, mode_t), "mkdir")(named, mode);
    if (!failed && realpath(named, path)) put("mkdir", path, 0, "", 0);
    return failed;
}
