/*
 * A disk that loses what was not synced, as a library that is loaded before the C library (LD_PRELOAD).
 *
 * Below one folder it notes which bytes of which file were written. They go to a shadow folder only when the file
 * is synced, and a file's name only when its folder is. After a kill the shadow holds what a power cut would have
 * left behind, seen pessimistically: a real disk may have kept more. Beside that it writes a log of what was
 * written, synced and answered over sockets, in one order, with the marks found in it.
 *
 *   KIZUKAI_SHIM_DATA    the folder to watch, without symbolic links in its path
 *   KIZUKAI_SHIM_SHADOW  an existing folder; gets `names`, one file per content, and `log`.
 *                        While a file `lie` lies in it, syncs of write-ahead logs are acknowledged and forgotten.
 *                        While a file `full` lies in it, nothing can be written to the folder: no space is left.
 *   KIZUKAI_SHIM_MARK    how a mark begins; it goes on with letters, digits and `-`
 *
 * `log` has a line per event: `write FILE MARK…` (marks in the bytes written), `sync FILE`, `answer MARK…` (marks in
 * bytes about to leave through a socket). One lock makes their order the true one.
 *
 * Left out: memory maps (SQLite maps its `-shm` file alone, which is made anew from the log after a crash), and folders in
 * the folder: a rebuild works in one, and what it leaves there after a crash is thrown away.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#define FILES_MOST 64
#define LINE_MOST 65536
#define COPY_BYTES 65536

typedef struct {
  off_t from, to;
} range;

/* A file's content, whatever it is called: the inode, and when it was born, for numbers are used again. */
typedef struct {
  char key[64];
  int was_synced;
  size_t count, room;
  range *dirty;
} content;

static pthread_mutex_t door = PTHREAD_MUTEX_INITIALIZER;
static char data[PATH_MAX], shadow[PATH_MAX], mark[64];
static size_t data_length, mark_length;
static int log_fd = -1;
static content contents[FILES_MOST];
static size_t content_count;

static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static ssize_t (*real_writev)(int, const struct iovec *, int);
static ssize_t (*real_send)(int, const void *, size_t, int);
static ssize_t (*real_sendmsg)(int, const struct msghdr *, int);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);

static void give_up(const char *why) {
  dprintf(2, "shim: %s: %s\n", why, strerror(errno));
  abort();
}

__attribute__((constructor)) static void begin(void) {
  real_write = dlsym(RTLD_NEXT, "write");
  real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
  real_writev = dlsym(RTLD_NEXT, "writev");
  real_send = dlsym(RTLD_NEXT, "send");
  real_sendmsg = dlsym(RTLD_NEXT, "sendmsg");
  real_fsync = dlsym(RTLD_NEXT, "fsync");
  real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
  const char *folder = getenv("KIZUKAI_SHIM_DATA"), *to = getenv("KIZUKAI_SHIM_SHADOW");
  const char *begins = getenv("KIZUKAI_SHIM_MARK");
  if (!folder || !to || !begins) give_up("the environment says too little");
  snprintf(data, sizeof data, "%s", folder);
  snprintf(shadow, sizeof shadow, "%s", to);
  snprintf(mark, sizeof mark, "%s", begins);
  data_length = strlen(data);
  mark_length = strlen(mark);
  char path[PATH_MAX + 8];
  snprintf(path, sizeof path, "%s/log", shadow);
  log_fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (log_fd < 0) give_up("no log");
}

static int is_folder(int fd) {
  struct stat about;
  return !fstat(fd, &about) && S_ISDIR(about.st_mode);
}

/* Where an open file lies, relative to the folder: 1 for the folder itself (empty name) or a file in it. */
static int is_watched(int fd, char *name, size_t room) {
  char link[40], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < (ssize_t)data_length || strncmp(path, data, data_length)) return 0;
  path[length] = 0;
  if (path[data_length] == 0) return snprintf(name, room, "%s", ""), 1;
  if (path[data_length] != '/' || strchr(path + data_length + 1, '/') || is_folder(fd)) return 0;
  return snprintf(name, room, "%s", path + data_length + 1), 1;
}

static void key_of(int at, const char *name, int flags, char *key, size_t room) {
  struct statx about;
  if (statx(at, name, flags, STATX_INO | STATX_BTIME, &about)) give_up("statx");
  snprintf(key, room, "%llu-%lld-%u", (unsigned long long)about.stx_ino, (long long)about.stx_btime.tv_sec,
           about.stx_btime.tv_nsec);
}

static content *content_of(int fd) {
  char key[64];
  key_of(fd, "", AT_EMPTY_PATH, key, sizeof key);
  for (size_t n = 0; n < content_count; n++)
    if (!strcmp(contents[n].key, key)) return &contents[n];
  if (content_count == FILES_MOST) give_up("too many files");
  content *fresh = &contents[content_count++];
  snprintf(fresh->key, sizeof fresh->key, "%s", key);
  return fresh;
}

static void note_dirty(content *of, off_t from, off_t to) {
  if (of->count && of->dirty[of->count - 1].to == from) {
    of->dirty[of->count - 1].to = to;
    return;
  }
  if (of->count == of->room) {
    of->room = of->room ? of->room * 2 : 64;
    of->dirty = realloc(of->dirty, of->room * sizeof(range));
    if (!of->dirty) give_up("memory");
  }
  of->dirty[of->count++] = (range){from, to};
}

static void log_line(const char *line, size_t length) {
  if (real_write(log_fd, line, length) != (ssize_t)length) give_up("the log cannot be written");
}

static int is_mark_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
}

/* Appends the marks in the bytes to the line. */
static size_t add_marks(char *line, size_t length, const char *bytes, size_t count) {
  const char *end = bytes + count, *found = bytes;
  while ((found = memmem(found, end - found, mark, mark_length))) {
    const char *stop = found + mark_length;
    while (stop < end && is_mark_byte(*stop)) stop++;
    size_t size = stop - found;
    if (length + size + 2 >= LINE_MOST) give_up("too many marks at once");
    line[length++] = ' ';
    memcpy(line + length, found, size);
    length += size;
    found = stop;
  }
  return length;
}

static void after_write(int fd, const char *name, const void *bytes, off_t from, ssize_t count) {
  static char line[LINE_MOST];
  note_dirty(content_of(fd), from, from + count);
  size_t head = snprintf(line, sizeof line, "write %s", name);
  size_t length = add_marks(line, head, bytes, count);
  line[length++] = '\n';
  log_line(line, length);
}

static void copy_range(int from_fd, int to_fd, range part) {
  static char buffer[COPY_BYTES];
  while (part.from < part.to) {
    size_t want = part.to - part.from < COPY_BYTES ? (size_t)(part.to - part.from) : COPY_BYTES;
    ssize_t got = pread(from_fd, buffer, want, part.from);
    if (got < 0) give_up("a synced file cannot be read");
    if (got == 0) return; /* It was cut since. */
    if (real_pwrite(to_fd, buffer, got, part.from) != got) give_up("the shadow cannot be written");
    part.from += got;
  }
}

static void keep_content(int fd) {
  content *of = content_of(fd);
  struct stat about;
  if (fstat(fd, &about)) give_up("fstat");
  char path[PATH_MAX + 80], link[40];
  snprintf(path, sizeof path, "%s/%s", shadow, of->key);
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  /* The file may be open for writing only. */
  int from = open(link, O_RDONLY | O_CLOEXEC), to = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (from < 0 || to < 0) give_up("no shadow of a file");
  if (!of->was_synced) copy_range(from, to, (range){0, about.st_size});
  for (size_t n = 0; n < of->count; n++) copy_range(from, to, of->dirty[n]);
  if (ftruncate(to, about.st_size)) give_up("the shadow cannot be cut");
  of->was_synced = 1;
  of->count = 0;
  close(from);
  close(to);
}

/* The list of names is replaced as a whole: a kill leaves the old one or the new one. */
static void keep_names(void) {
  char next[PATH_MAX + 16], names[PATH_MAX + 16];
  snprintf(next, sizeof next, "%s/names.next", shadow);
  snprintf(names, sizeof names, "%s/names", shadow);
  FILE *list = fopen(next, "w");
  DIR *folder = opendir(data);
  if (!list || !folder) give_up("the folder cannot be listed");
  for (struct dirent *entry; (entry = readdir(folder));) {
    if (entry->d_type == DT_DIR) continue;
    char key[64];
    key_of(dirfd(folder), entry->d_name, AT_SYMLINK_NOFOLLOW, key, sizeof key);
    fprintf(list, "%s %s\n", key, entry->d_name);
  }
  closedir(folder);
  if (fclose(list) || rename(next, names)) give_up("the names cannot be kept");
}

static int is_forgotten(const char *name) {
  size_t length = strlen(name);
  char path[PATH_MAX + 8];
  snprintf(path, sizeof path, "%s/lie", shadow);
  return length > 4 && !strcmp(name + length - 4, "-wal") && !access(path, F_OK);
}

/* Whether the disk is full, for this file. Leaves its name. */
static int has_no_space(int fd, char *name, size_t room) {
  char path[PATH_MAX + 8];
  snprintf(path, sizeof path, "%s/full", shadow);
  return !access(path, F_OK) && is_watched(fd, name, room) && *name;
}

static int synced(int fd, int (*sync)(int)) {
  char name[PATH_MAX], line[PATH_MAX + 8];
  pthread_mutex_lock(&door);
  int result = sync(fd), error = errno;
  if (!result && is_watched(fd, name, sizeof name)) {
    if (!*name)
      keep_names();
    else if (!is_forgotten(name))
      keep_content(fd);
    log_line(line, snprintf(line, sizeof line, "sync %s\n", *name ? name : "."));
  }
  pthread_mutex_unlock(&door);
  errno = error;
  return result;
}

int fsync(int fd) { return synced(fd, real_fsync); }
int fdatasync(int fd) { return synced(fd, real_fdatasync); }

ssize_t pwrite64(int fd, const void *bytes, size_t count, off_t from) {
  char name[PATH_MAX];
  if (has_no_space(fd, name, sizeof name)) return errno = ENOSPC, -1;
  pthread_mutex_lock(&door);
  ssize_t written = real_pwrite(fd, bytes, count, from);
  int error = errno;
  if (written > 0 && is_watched(fd, name, sizeof name) && *name) after_write(fd, name, bytes, from, written);
  pthread_mutex_unlock(&door);
  errno = error;
  return written;
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t from) { return pwrite64(fd, bytes, count, from); }

static int is_socket(int fd) {
  struct stat about;
  return !fstat(fd, &about) && S_ISSOCK(about.st_mode);
}

/* Called before the bytes leave. */
static void note_answer(const struct iovec *parts, int count) {
  static char line[LINE_MOST];
  pthread_mutex_lock(&door);
  size_t head = snprintf(line, sizeof line, "answer"), length = head;
  for (int n = 0; n < count; n++) length = add_marks(line, length, parts[n].iov_base, parts[n].iov_len);
  if (length > head) {
    line[length++] = '\n';
    log_line(line, length);
  }
  pthread_mutex_unlock(&door);
}

ssize_t write(int fd, const void *bytes, size_t count) {
  char name[PATH_MAX];
  if (is_socket(fd)) {
    note_answer(&(struct iovec){(void *)bytes, count}, 1);
    return real_write(fd, bytes, count);
  }
  if (has_no_space(fd, name, sizeof name)) return errno = ENOSPC, -1;
  pthread_mutex_lock(&door);
  ssize_t written = real_write(fd, bytes, count);
  int error = errno;
  if (written > 0 && is_watched(fd, name, sizeof name) && *name)
    after_write(fd, name, bytes, lseek(fd, 0, SEEK_CUR) - written, written);
  pthread_mutex_unlock(&door);
  errno = error;
  return written;
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
  char name[PATH_MAX];
  if (is_socket(fd))
    note_answer(parts, count);
  else if (is_watched(fd, name, sizeof name))
    give_up("writev to a watched file is not followed");
  return real_writev(fd, parts, count);
}

ssize_t send(int fd, const void *bytes, size_t count, int flags) {
  note_answer(&(struct iovec){(void *)bytes, count}, 1);
  return real_send(fd, bytes, count, flags);
}

ssize_t sendmsg(int fd, const struct msghdr *message, int flags) {
  note_answer(message->msg_iov, (int)message->msg_iovlen);
  return real_sendmsg(fd, message, flags);
}
