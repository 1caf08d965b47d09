/*
 * Stands between a program and its disk (LD_PRELOAD, Linux). Counts every call that changes a file below FAULTS_FOLDER, and at the call that was
 * asked for kills the process, tears the write, or answers EIO or ENOSPC. With FAULTS_LOG it writes down every change with its bytes, so that the
 * disks which a power cut could have left behind can be built from it.
 *
 * FAULTS_CONTROL is a file of 64 bytes that the starter and the processes share as memory: see struct control. Besides it gives the program four calls,
 * as writes to names below FAULTS_CALLS, with their answers in the control: ".../fork" answers the new process's id (the new process knows itself by its
 * parent), ".../wait" waits for the process whose id is written and answers its status, ".../exit" ends at once, ".../reset" begins the count and the
 * log anew. A fork costs milliseconds, a start of Node a quarter of a second.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#define EXPORT __attribute__((visibility("default")))

enum { MODE_NONE, MODE_KILL, MODE_TORN, MODE_EIO_ONCE, MODE_EIO, MODE_ENOSPC };
enum { OP_WRITE = 1, OP_SYNC, OP_TRUNCATE, OP_UNLINK, OP_RENAME, OP_CREATE };

/* Little-endian 64-bit numbers; scripts/faults/control.ts reads and writes the same places. */
struct control {
  volatile int64_t mode;
  volatile int64_t armed_at;  /* the call that fails, counted from 1 */
  volatile int64_t count;     /* calls so far */
  volatile int64_t hits;      /* calls that were failed */
  volatile int64_t logging;
  volatile int64_t writes;    /* of them writes */
  volatile int64_t syncs;     /* of them fsync and fdatasync */
  volatile int64_t answer;    /* of the last fork or wait */
};

static struct control *control;
static char folder[PATH_MAX];
static size_t folder_length;
static char calls[PATH_MAX];
static size_t calls_length;
static int log_fd = -1;

static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static ssize_t (*real_writev)(int, const struct iovec *, int);
static ssize_t (*real_pwritev)(int, const struct iovec *, int, off_t);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);
static int (*real_ftruncate)(int, off_t);
static int (*real_unlink)(const char *);
static int (*real_unlinkat)(int, const char *, int);
static int (*real_rename)(const char *, const char *);
static int (*real_openat)(int, const char *, int, ...);

static void take_folder(const char *name, char *into, size_t *length) {
  const char *value = getenv(name);
  if (value == NULL || strlen(value) >= PATH_MAX) return;
  strcpy(into, value);
  *length = strlen(into);
}

/* Libraries of a program may open files at their own start, before ours: then it happens there. */
__attribute__((constructor)) static void start(void) {
  if (real_openat != NULL) return;
  real_write = dlsym(RTLD_NEXT, "write");
  real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
  real_writev = dlsym(RTLD_NEXT, "writev");
  real_pwritev = dlsym(RTLD_NEXT, "pwritev64");
  real_fsync = dlsym(RTLD_NEXT, "fsync");
  real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
  real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
  real_unlink = dlsym(RTLD_NEXT, "unlink");
  real_unlinkat = dlsym(RTLD_NEXT, "unlinkat");
  real_rename = dlsym(RTLD_NEXT, "rename");
  real_openat = dlsym(RTLD_NEXT, "openat64");
  const char *shared = getenv("FAULTS_CONTROL");
  if (shared == NULL) return;
  int fd = real_openat(AT_FDCWD, shared, O_RDWR | O_CLOEXEC);
  if (fd < 0) return;
  void *place = mmap(NULL, sizeof(struct control), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  close(fd);
  if (place == MAP_FAILED) return;
  take_folder("FAULTS_FOLDER", folder, &folder_length);
  take_folder("FAULTS_CALLS", calls, &calls_length);
  const char *log = getenv("FAULTS_LOG");
  if (log != NULL) log_fd = real_openat(AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (folder_length > 0) control = place;
}

static int is_below(const char *path, const char *place, size_t length) {
  return length > 0 && strncmp(path, place, length) == 0 && path[length] == '/';
}

/* PostgreSQL works in its folder and names its files from there. */
static const char *absolute(const char *path, char *into) {
  if (control == NULL || path[0] == '/' || getcwd(into, PATH_MAX) == NULL) return path;
  size_t used = strlen(into), size = strlen(path);
  if (used + size + 2 > PATH_MAX) return path;
  into[used] = '/';
  memcpy(into + used + 1, path, size + 1);
  return into;
}

/* The path behind a descriptor when it is one of ours; 0 otherwise. */
static int path_of(int fd, const char *place, size_t length, char *into) {
  char link[40];
  if (control == NULL) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t size = readlink(link, into, PATH_MAX - 1);
  if (size <= 0) return 0;
  into[size] = 0;
  return is_below(into, place, length) && strstr(into, " (deleted)") == NULL;
}

/* Notes that the program makes in the order of its writes; they are no faults' place. */
static int is_note(const char *path) {
  size_t size = strlen(path);
  return size >= 6 && strcmp(path + size - 6, "/notes") == 0;
}

static void log_op(uint32_t op, const char *path, int64_t where, const void *data, uint64_t size) {
  if (!control->logging || log_fd < 0) return;
  uint32_t head[2] = {op, (uint32_t)strlen(path)};
  int64_t numbers[2] = {where, (int64_t)size};
  struct iovec parts[4] = {{head, sizeof head}, {numbers, sizeof numbers}, {(void *)path, head[1]}, {(void *)data, size}};
  (void)!real_writev(log_fd, parts, data == NULL ? 3 : 4);
}

/* What happens to the next call: 0 goes on, otherwise the mode that hits it. Dies here when it is told to die. */
static int64_t next_call(int is_write, int is_sync) {
  int64_t number = __sync_add_and_fetch(&control->count, 1);
  if (is_write) __sync_add_and_fetch(&control->writes, 1);
  if (is_sync) __sync_add_and_fetch(&control->syncs, 1);
  int64_t mode = control->mode;
  if (mode == MODE_NONE || control->armed_at <= 0 || number < control->armed_at) return MODE_NONE;
  if (mode == MODE_EIO_ONCE && number > control->armed_at) return MODE_NONE;
  __sync_add_and_fetch(&control->hits, 1);
  return mode;
}

static void die(void) {
  syscall(SYS_kill, syscall(SYS_getpid), SIGKILL);
  for (;;) pause();
}

static int refused(int64_t mode, int grows) {
  if (mode == MODE_KILL || mode == MODE_TORN) die();
  if (mode == MODE_ENOSPC && !grows) {
    /* A full disk does not mind this one: nothing has been failed. */
    __sync_sub_and_fetch(&control->hits, 1);
    return 0;
  }
  errno = mode == MODE_ENOSPC ? ENOSPC : EIO;
  return 1;
}

/* Always answers that all bytes were written: libuv walks on through its buffers by what a write answers. */
static ssize_t call_of(const char *path, const void *data, size_t size) {
  const char *name = path + calls_length + 1;
  char text[32] = {0};
  memcpy(text, data, size < sizeof text - 1 ? size : sizeof text - 1);
  if (strcmp(name, "fork") == 0) {
    pid_t made = fork();
    if (made < 0) return -1;
    if (made > 0) control->answer = made;
    return (ssize_t)size;
  }
  if (strcmp(name, "wait") == 0) {
    int status = 0;
    while (waitpid((pid_t)atol(text), &status, 0) < 0)
      if (errno != EINTR) return -1;
    control->answer = status;
    return (ssize_t)size;
  }
  if (strcmp(name, "exit") == 0) _exit(atoi(text));
  if (strcmp(name, "reset") == 0) {
    control->count = control->hits = control->writes = control->syncs = 0;
    if (log_fd >= 0 && ftruncate64(log_fd, 0) != 0) return -1;
    return (ssize_t)size;
  }
  errno = EINVAL;
  return -1;
}

/* One write, however it was asked for. `offset` is where it goes. */
static ssize_t guarded_write(int fd, const char *path, const void *data, size_t size, off_t offset, int is_at) {
  int64_t mode = is_note(path) ? MODE_NONE : next_call(1, 0);
  if (mode == MODE_TORN || (mode == MODE_ENOSPC && control->hits == 1 && size > 1)) {
    ssize_t done = is_at ? real_pwrite(fd, data, size / 2, offset) : real_write(fd, data, size / 2);
    if (mode == MODE_TORN) die();
    return done;
  }
  if (mode != MODE_NONE && refused(mode, 1)) return -1;
  ssize_t done = is_at ? real_pwrite(fd, data, size, offset) : real_write(fd, data, size);
  if (done > 0) log_op(OP_WRITE, path, offset, data, (uint64_t)done);
  return done;
}

/* Where a plain write goes. */
static off_t place_of(int fd) {
  int flags = fcntl(fd, F_GETFL);
  struct stat about;
  if (flags >= 0 && (flags & O_APPEND) && fstat(fd, &about) == 0) return about.st_size;
  return lseek(fd, 0, SEEK_CUR);
}

EXPORT ssize_t write(int fd, const void *data, size_t size) {
  start();
  char path[PATH_MAX];
  if (control != NULL && calls_length > 0 && path_of(fd, calls, calls_length, path)) return call_of(path, data, size);
  if (!path_of(fd, folder, folder_length, path)) return real_write(fd, data, size);
  return guarded_write(fd, path, data, size, place_of(fd), 0);
}

EXPORT ssize_t pwrite64(int fd, const void *data, size_t size, off_t offset) {
  char path[PATH_MAX];
  if (!path_of(fd, folder, folder_length, path)) return real_pwrite(fd, data, size, offset);
  return guarded_write(fd, path, data, size, offset, 1);
}
EXPORT ssize_t pwrite(int fd, const void *data, size_t size, off_t offset) { return pwrite64(fd, data, size, offset); }

/* Several parts count as one write of their joined bytes. */
static ssize_t joined_write(int fd, const char *path, const struct iovec *parts, int count, off_t offset, int is_at) {
  size_t size = 0;
  for (int at = 0; at < count; at++) size += parts[at].iov_len;
  char *joined = malloc(size + 1);
  if (joined == NULL) {
    errno = ENOMEM;
    return -1;
  }
  size_t filled = 0;
  for (int at = 0; at < count; at++) {
    memcpy(joined + filled, parts[at].iov_base, parts[at].iov_len);
    filled += parts[at].iov_len;
  }
  ssize_t done = guarded_write(fd, path, joined, size, offset, is_at);
  int saved = errno;
  free(joined);
  errno = saved;
  return done;
}

EXPORT ssize_t writev(int fd, const struct iovec *parts, int count) {
  char path[PATH_MAX];
  if (!path_of(fd, folder, folder_length, path)) return real_writev(fd, parts, count);
  return joined_write(fd, path, parts, count, place_of(fd), 0);
}

EXPORT ssize_t pwritev64(int fd, const struct iovec *parts, int count, off_t offset) {
  char path[PATH_MAX];
  if (!path_of(fd, folder, folder_length, path)) return real_pwritev(fd, parts, count, offset);
  return joined_write(fd, path, parts, count, offset, 1);
}
EXPORT ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t offset) {
  return pwritev64(fd, parts, count, offset);
}

/* Nothing waits for a real disk: a killed process leaves what it wrote either way, and power cuts are played from the log. */
static int guarded_sync(int fd, int (*real)(int)) {
  char path[PATH_MAX];
  if (!path_of(fd, folder, folder_length, path)) return real(fd);
  int64_t mode = next_call(0, 1);
  if (mode != MODE_NONE && refused(mode, 0)) return -1;
  log_op(OP_SYNC, path, 0, NULL, 0);
  return 0;
}
EXPORT int fsync(int fd) { return guarded_sync(fd, real_fsync); }
EXPORT int fdatasync(int fd) { return guarded_sync(fd, real_fdatasync); }

EXPORT int ftruncate64(int fd, off_t size) {
  char path[PATH_MAX];
  if (!path_of(fd, folder, folder_length, path)) return real_ftruncate(fd, size);
  struct stat about;
  int64_t mode = next_call(0, 0);
  int grows = fstat(fd, &about) == 0 && size > about.st_size;
  if (mode != MODE_NONE && refused(mode, grows)) return -1;
  int done = real_ftruncate(fd, size);
  if (done == 0) log_op(OP_TRUNCATE, path, size, NULL, 0);
  return done;
}
EXPORT int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }

static int guarded_unlink(const char *given, int (*real)(int, const char *, int), int at, int flags) {
  char room[PATH_MAX];
  const char *path = at == AT_FDCWD ? absolute(given, room) : given;
  if (control == NULL || !is_below(path, folder, folder_length)) return real(at, path, flags);
  int64_t mode = next_call(0, 0);
  if (mode != MODE_NONE && refused(mode, 0)) return -1;
  int done = real(at, path, flags);
  if (done == 0) log_op(OP_UNLINK, path, 0, NULL, 0);
  return done;
}
EXPORT int unlink(const char *path) { return guarded_unlink(path, real_unlinkat, AT_FDCWD, 0); }
EXPORT int unlinkat(int at, const char *path, int flags) { return guarded_unlink(path, real_unlinkat, at, flags); }

EXPORT int rename(const char *old_name, const char *new_name) {
  char from_room[PATH_MAX], to_room[PATH_MAX];
  const char *from = absolute(old_name, from_room), *to = absolute(new_name, to_room);
  if (control == NULL || !is_below(from, folder, folder_length)) return real_rename(from, to);
  int64_t mode = next_call(0, 0);
  if (mode != MODE_NONE && refused(mode, 0)) return -1;
  int done = real_rename(from, to);
  if (done == 0) log_op(OP_RENAME, from, 0, to, strlen(to));
  return done;
}

/* A file that opening makes or empties is a change as well. */
static int guarded_open(int at, const char *given, int flags, mode_t permissions) {
  start();
  char room[PATH_MAX];
  const char *path = at == AT_FDCWD ? absolute(given, room) : given;
  int may_change = (flags & (O_CREAT | O_TRUNC)) != 0;
  if (!may_change || control == NULL || !is_below(path, folder, folder_length) || is_note(path))
    return real_openat(at, path, flags, permissions);
  struct stat about;
  int exists = stat(path, &about) == 0;
  if (exists && (!(flags & O_TRUNC) || about.st_size == 0)) return real_openat(at, path, flags, permissions);
  int64_t mode = next_call(0, 0);
  if (mode != MODE_NONE && refused(mode, !exists)) return -1;
  int fd = real_openat(at, path, flags, permissions);
  if (fd >= 0) log_op(exists ? OP_TRUNCATE : OP_CREATE, path, 0, NULL, 0);
  return fd;
}

#define PERMISSIONS_OF(flags, from)                    \
  mode_t permissions = 0;                              \
  if ((flags) & (O_CREAT | O_TMPFILE)) {               \
    va_list more;                                      \
    va_start(more, from);                              \
    permissions = va_arg(more, mode_t);                \
    va_end(more);                                      \
  }

EXPORT int open64(const char *path, int flags, ...) {
  PERMISSIONS_OF(flags, flags)
  return guarded_open(AT_FDCWD, path, flags, permissions);
}
EXPORT int open(const char *path, int flags, ...) {
  PERMISSIONS_OF(flags, flags)
  return guarded_open(AT_FDCWD, path, flags, permissions);
}
EXPORT int openat64(int at, const char *path, int flags, ...) {
  PERMISSIONS_OF(flags, flags)
  return guarded_open(at, path, flags, permissions);
}
EXPORT int openat(int at, const char *path, int flags, ...) {
  PERMISSIONS_OF(flags, flags)
  return guarded_open(at, path, flags, permissions);
}

/* V8 asks that its heap be left out of forks, because Node only forks to run another program. Ours goes on in the same one. */
EXPORT int madvise(void *place, size_t size, int advice) {
  if (advice == MADV_DONTFORK && calls_length > 0) return 0;
  return (int)syscall(SYS_madvise, place, size, advice);
}
