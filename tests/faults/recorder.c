/* Preloaded under a server: writes down, in their order, what it asks of the store's files.
 *
 * One record per call, appended whole to DISK_TRACE: a head, then the bytes written.
 *   W wrote   T cut to a length   B a sync begins (at: the thread)   S it has ended   U removed
 * Files are those of DISK_STORE: d the store, w its write-ahead log, j its journal.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

struct head { char op, file, rest[6]; uint64_t at, size; };

static const char *store;
static int trace = -1;

__attribute__((constructor)) static void begin(void)
{
    const char *path = getenv("DISK_TRACE");
    store = getenv("DISK_STORE");
    if (path && store)
        trace = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
}

static char file_at(const char *path)
{
    size_t length = store ? strlen(store) : 0;
    if (!length || strncmp(path, store, length))
        return 0;
    path += length;
    return !*path ? 'd' : !strcmp(path, "-wal") ? 'w' : !strcmp(path, "-journal") ? 'j' : 0;
}

static char file_of(int handle)
{
    char link[64], path[4096];
    if (trace < 0)
        return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0)
        return 0;
    path[length] = 0;
    return file_at(path);
}

static void tell(char op, char file, uint64_t at, const void *data, uint64_t size)
{
    struct head head = {op, file, {0}, at, size};
    struct iovec parts[2] = {{&head, sizeof head}, {(void *)data, data ? size : 0}};
    if (writev(trace, parts, 2) < 0)
        abort();
}

#define REAL(name) \
    static __typeof__(&name) real; \
    if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

#define WRITES(name, offset) \
    ssize_t name(int handle, const void *data, size_t size, offset at) \
    { \
        REAL(name); \
        ssize_t done = real(handle, data, size, at); \
        char file = done > 0 ? file_of(handle) : 0; \
        if (file) tell('W', file, (uint64_t)at, data, (uint64_t)done); \
        return done; \
    }
WRITES(pwrite, off_t)
WRITES(pwrite64, off64_t)

#define CUTS(name, offset) \
    int name(int handle, offset length) \
    { \
        REAL(name); \
        int failed = real(handle, length); \
        char file = failed ? 0 : file_of(handle); \
        if (file) tell('T', file, (uint64_t)length, NULL, 0); \
        return failed; \
    }
CUTS(ftruncate, off_t)
CUTS(ftruncate64, off64_t)

#define SYNCS(name) \
    int name(int handle) \
    { \
        REAL(name); \
        char file = file_of(handle); \
        uint64_t thread = (uint64_t)syscall(SYS_gettid); \
        if (file) tell('B', file, thread, NULL, 0); \
        int failed = real(handle); \
        if (file && !failed) tell('S', file, thread, NULL, 0); \
        return failed; \
    }
SYNCS(fsync)
SYNCS(fdatasync)

int unlink(const char *path)
{
    REAL(unlink);
    int failed = real(path);
    char file = trace >= 0 && !failed ? file_at(path) : 0;
    if (file) tell('U', file, 0, NULL, 0);
    return failed;
}
