// The practical limit: what a mirror job costs when it only moves bytes.
//
// Reads an index's root page and the pages it links to, fetches every file over HTTP/2, hashes it
// while it arrives and renames it into place. It keeps no state, retries nothing, publishes
// nothing and trusts its input: a yardstick, not a tool.
//
//   limit --ca PEM [--metadata] [--sync] [--threads N] [--streams N] [--pages-only PREFIX]
//         INDEX OUT
//
// --metadata also fetches the .metadata siblings, --sync ends with one syncfs, --pages-only reads
// the pages of projects whose names begin with PREFIX and fetches no file.
#define _GNU_SOURCE
#include <curl/curl.h>
#include <fcntl.h>
#include <libxml/HTMLparser.h>
#include <openssl/evp.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/stat.h>
#include <sys/timerfd.h>
#include <unistd.h>

enum kind { ROOT, PAGE, FILE_ };

// Something to fetch; `path` (below OUT) and `sha256` are a file's.
struct task {
  enum kind kind;
  char *url, *path, *sha256;
  struct task *next;
};

static const char *ca_file, *index_url, *prefix;
static int out, with_metadata, with_sync, streams = 32, threads = 1;
static size_t origin_length;  // of index_url, up to the path

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct task *queue, **queue_end = &queue;
static atomic_long open_tasks, files, pages, links, failures;

static void enqueue(enum kind kind, char *url, char *path, char *sha256) {
  struct task *task = malloc(sizeof *task);
  *task = (struct task){kind, url, path, sha256, NULL};
  atomic_fetch_add(&open_tasks, 1);
  pthread_mutex_lock(&lock);
  *queue_end = task;
  queue_end = &task->next;
  pthread_mutex_unlock(&lock);
}

static struct task *dequeue(void) {
  pthread_mutex_lock(&lock);
  struct task *task = queue;
  if (task && !(queue = task->next)) queue_end = &queue;
  pthread_mutex_unlock(&lock);
  return task;
}

// One transfer at a time; the handle and the buffers are used again.
struct transfer {
  CURL *curl;
  struct task *task;
  EVP_MD_CTX *digest;
  htmlParserCtxtPtr parser;
  int file;
  char name[32];
  struct transfer *next;
};

struct loop {
  CURLM *multi;
  int poll, timer, active;
  struct transfer *idle;
};

// Pages

static char *join(const char *text, size_t length, const char *suffix) {
  char *joined = malloc(length + strlen(suffix) + 1);
  memcpy(joined, text, length);
  strcpy(joined + length, suffix);
  return joined;
}

static void found_project(const char *href) {
  const char *name = strncmp(href, "/simple/", 8) ? href : href + 8;
  if (prefix && strncmp(name, prefix, strlen(prefix))) return;
  enqueue(PAGE, join(index_url, origin_length, href), NULL, NULL);
}

static void found_file(const char *href, const char *metadata) {
  const char *hash = strstr(href, "#sha256="), *path = strstr(href, "/packages/");
  if (!hash || !path) return;
  atomic_fetch_add(&links, 1);
  if (prefix) return;
  size_t length = hash - href;
  enqueue(FILE_, strndup(href, length), strndup(path + 1, hash - path - 1), strdup(hash + 8));
  if (!with_metadata || !metadata || strncmp(metadata, "sha256=", 7)) return;
  char *name = join(path + 1, hash - path - 1, ".metadata");
  enqueue(FILE_, join(href, length, ".metadata"), name, strdup(metadata + 7));
}

static void start_element(void *context, const xmlChar *name, const xmlChar **attributes) {
  struct transfer *transfer = context;
  const char *href = NULL, *metadata = NULL;
  if (strcmp((const char *)name, "a") || !attributes) return;
  for (; attributes[0]; attributes += 2) {
    const char *key = (const char *)attributes[0], *value = (const char *)attributes[1];
    if (!strcmp(key, "href")) href = value;
    if (!strcmp(key, "data-core-metadata")) metadata = value;
  }
  if (!href) return;
  if (transfer->task->kind == ROOT) found_project(href);
  else found_file(href, metadata);
}

static htmlSAXHandler sax = {.startElement = start_element};

// Files

static void open_file(struct transfer *transfer) {
  static atomic_long count;
  snprintf(transfer->name, sizeof transfer->name, ".part.%ld", atomic_fetch_add(&count, 1));
  transfer->file = openat(out, transfer->name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (transfer->file < 0) { perror("open"); exit(1); }
}

static size_t receive(char *bytes, size_t size, size_t count, void *context) {
  struct transfer *transfer = context;
  size *= count;
  if (transfer->task->kind != FILE_) {
    if (!transfer->parser)
      transfer->parser =
          htmlCreatePushParserCtxt(&sax, transfer, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
    htmlParseChunk(transfer->parser, bytes, size, 0);
    return size;
  }
  if (transfer->file < 0) open_file(transfer);
  EVP_DigestUpdate(transfer->digest, bytes, size);
  for (size_t done = 0; done < size;) {
    ssize_t written = write(transfer->file, bytes + done, size - done);
    if (written < 0) { perror("write"); exit(1); }
    done += written;
  }
  return size;
}

static void make_folders(char *path) {
  for (char *slash = path; (slash = strchr(slash, '/')); *slash++ = '/') {
    *slash = 0;
    mkdirat(out, path, 0755);
  }
}

static int keep_file(struct transfer *transfer) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  char hex[65];
  if (transfer->file < 0) return 0;
  close(transfer->file);
  transfer->file = -1;
  EVP_DigestFinal_ex(transfer->digest, digest, NULL);
  for (int i = 0; i < 32; i++) sprintf(hex + 2 * i, "%02x", digest[i]);
  if (strcmp(hex, transfer->task->sha256)) return 0;
  if (renameat(out, transfer->name, out, transfer->task->path) == 0) return 1;
  make_folders(transfer->task->path);
  return renameat(out, transfer->name, out, transfer->task->path) == 0;
}

static int finish_page(struct transfer *transfer) {
  if (!transfer->parser) return 0;
  htmlParseChunk(transfer->parser, "", 0, 1);
  xmlDocPtr document = transfer->parser->myDoc;
  htmlFreeParserCtxt(transfer->parser);
  if (document) xmlFreeDoc(document);
  transfer->parser = NULL;
  return 1;
}

// Transfers: libcurl's multi interface over epoll

static struct transfer *new_transfer(void) {
  struct transfer *transfer = calloc(1, sizeof *transfer);
  transfer->file = -1;
  transfer->digest = EVP_MD_CTX_new();
  CURL *curl = transfer->curl = curl_easy_init();
  curl_easy_setopt(curl, CURLOPT_CAINFO, ca_file);
  curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_2TLS);
  curl_easy_setopt(curl, CURLOPT_PIPEWAIT, 1L);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_BUFFERSIZE, 256L * 1024);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, receive);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, transfer);
  curl_easy_setopt(curl, CURLOPT_PRIVATE, transfer);
  return transfer;
}

static void start_transfers(struct loop *loop) {
  struct task *task;
  while (loop->active < streams && (task = dequeue())) {
    struct transfer *transfer = loop->idle;
    if (transfer) loop->idle = transfer->next;
    else transfer = new_transfer();
    transfer->task = task;
    EVP_DigestInit_ex(transfer->digest, EVP_sha256(), NULL);
    curl_easy_setopt(transfer->curl, CURLOPT_URL, task->url);
    curl_easy_setopt(transfer->curl, CURLOPT_ACCEPT_ENCODING, task->kind == FILE_ ? NULL : "gzip");
    curl_multi_add_handle(loop->multi, transfer->curl);
    loop->active++;
  }
}

static void finish(struct transfer *transfer, CURLcode result) {
  struct task *task = transfer->task;
  long status = 0;
  curl_easy_getinfo(transfer->curl, CURLINFO_RESPONSE_CODE, &status);
  int is_file = task->kind == FILE_;
  int is_good = is_file ? keep_file(transfer) : finish_page(transfer);
  if (result != CURLE_OK || status != 200 || !is_good) {
    fprintf(stderr, "%s: %s, status %ld\n", task->url, curl_easy_strerror(result), status);
    atomic_fetch_add(&failures, 1);
  }
  atomic_fetch_add(is_file ? &files : &pages, 1);
  free(task->url); free(task->path); free(task->sha256); free(task);
}

static void finish_transfers(struct loop *loop) {
  CURLMsg *message;
  int left;
  while ((message = curl_multi_info_read(loop->multi, &left))) {
    if (message->msg != CURLMSG_DONE) continue;
    CURLcode result = message->data.result;
    struct transfer *transfer;
    curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&transfer);
    curl_multi_remove_handle(loop->multi, transfer->curl);
    finish(transfer, result);
    transfer->next = loop->idle;
    loop->idle = transfer;
    loop->active--;
    atomic_fetch_sub(&open_tasks, 1);
  }
}

static int watch_socket(CURL *curl, curl_socket_t socket, int what, void *context, void *known) {
  struct loop *loop = context;
  (void)curl;
  uint32_t events = (what & CURL_POLL_IN ? EPOLLIN : 0) | (what & CURL_POLL_OUT ? EPOLLOUT : 0);
  struct epoll_event event = {.events = events, .data.fd = socket};
  int operation = what == CURL_POLL_REMOVE ? EPOLL_CTL_DEL : known ? EPOLL_CTL_MOD : EPOLL_CTL_ADD;
  epoll_ctl(loop->poll, operation, socket, &event);
  curl_multi_assign(loop->multi, socket, what == CURL_POLL_REMOVE ? NULL : loop);
  return 0;
}

static int set_timer(CURLM *multi, long milliseconds, void *context) {
  struct loop *loop = context;
  (void)multi;
  struct itimerspec when = {0};
  if (milliseconds == 0) when.it_value.tv_nsec = 1;
  if (milliseconds > 0) {
    when.it_value.tv_sec = milliseconds / 1000;
    when.it_value.tv_nsec = milliseconds % 1000 * 1000000;
  }
  timerfd_settime(loop->timer, 0, &when, NULL);
  return 0;
}

static void handle(struct loop *loop, struct epoll_event event) {
  int running;
  if (event.data.fd == loop->timer) {
    uint64_t expirations;
    if (read(loop->timer, &expirations, sizeof expirations) < 0) return;
    curl_multi_socket_action(loop->multi, CURL_SOCKET_TIMEOUT, 0, &running);
    return;
  }
  int bits = (event.events & EPOLLIN ? CURL_CSELECT_IN : 0) |
             (event.events & EPOLLOUT ? CURL_CSELECT_OUT : 0) |
             (event.events & (EPOLLERR | EPOLLHUP) ? CURL_CSELECT_ERR : 0);
  curl_multi_socket_action(loop->multi, event.data.fd, bits, &running);
}

static void *run(void *context) {
  struct loop *loop = context;
  struct epoll_event events[64];
  loop->multi = curl_multi_init();
  loop->poll = epoll_create1(EPOLL_CLOEXEC);
  loop->timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
  epoll_ctl(loop->poll, EPOLL_CTL_ADD, loop->timer,
            &(struct epoll_event){.events = EPOLLIN, .data.fd = loop->timer});
  curl_multi_setopt(loop->multi, CURLMOPT_MAX_HOST_CONNECTIONS, 1L);
  curl_multi_setopt(loop->multi, CURLMOPT_SOCKETFUNCTION, watch_socket);
  curl_multi_setopt(loop->multi, CURLMOPT_SOCKETDATA, loop);
  curl_multi_setopt(loop->multi, CURLMOPT_TIMERFUNCTION, set_timer);
  curl_multi_setopt(loop->multi, CURLMOPT_TIMERDATA, loop);
  while (atomic_load(&open_tasks)) {
    start_transfers(loop);
    // A thread without work looks again soon: another's page may bring some.
    int count = epoll_wait(loop->poll, events, 64, loop->active ? 1000 : 2);
    for (int i = 0; i < count; i++) handle(loop, events[i]);
    finish_transfers(loop);
  }
  return NULL;
}

static void read_arguments(int count, char **words) {
  const char *folder = NULL;
  for (int i = 1; i < count; i++) {
    if (!strcmp(words[i], "--ca")) ca_file = words[++i];
    else if (!strcmp(words[i], "--metadata")) with_metadata = 1;
    else if (!strcmp(words[i], "--sync")) with_sync = 1;
    else if (!strcmp(words[i], "--threads")) threads = atoi(words[++i]);
    else if (!strcmp(words[i], "--streams")) streams = atoi(words[++i]);
    else if (!strcmp(words[i], "--pages-only")) prefix = words[++i];
    else if (!index_url) index_url = words[i];
    else folder = words[i];
  }
  const char *path = index_url ? strstr(index_url, "/simple/") : NULL;
  if (!ca_file || !path || !folder || threads < 1 || threads > 16) {
    fprintf(stderr, "usage: limit --ca PEM [options] INDEX OUT\n");
    exit(64);
  }
  origin_length = path - index_url;
  mkdir(folder, 0755);
  out = open(folder, O_RDONLY | O_DIRECTORY);
}

int main(int count, char **words) {
  read_arguments(count, words);
  curl_global_init(CURL_GLOBAL_ALL);
  xmlInitParser();
  enqueue(ROOT, strdup(index_url), NULL, NULL);
  struct loop loops[16] = {0};
  pthread_t ids[16];
  for (int i = 0; i < threads; i++) pthread_create(&ids[i], NULL, run, &loops[i]);
  for (int i = 0; i < threads; i++) pthread_join(ids[i], NULL);
  if (with_sync) syncfs(out);
  fprintf(stderr, "%ld pages, %ld links, %ld files, %ld failures\n", pages, links, files, failures);
  return failures != 0;
}
