#pragma once
#include <curl/curl.h>

// One wrapper per argument type: Swift imports no C variadics (curl_easy_setopt(3),
// curl_easy_getinfo(3), curl_multi_setopt(3)).
typedef size_t (*curl_data_callback)(char *bytes, size_t size, size_t count, void *context);

static inline CURLcode curl_set_long(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}
static inline CURLcode curl_set_string(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}
// Copies the bytes; none unset the option (CURLOPT_CAINFO_BLOB(3)).
static inline CURLcode curl_set_blob(
    CURL *handle, CURLoption option, const void *bytes, size_t count) {
    struct curl_blob blob = {(void *)bytes, count, CURL_BLOB_COPY};
    return curl_easy_setopt(handle, option, bytes ? &blob : NULL);
}
static inline CURLcode curl_set_pointer(CURL *handle, CURLoption option, void *value) {
    return curl_easy_setopt(handle, option, value);
}
static inline CURLcode curl_set_data_callback(
    CURL *handle, CURLoption option, curl_data_callback value) {
    return curl_easy_setopt(handle, option, value);
}
static inline CURLcode curl_set_socket_callback(
    CURL *handle, CURLoption option, curl_sockopt_callback value) {
    return curl_easy_setopt(handle, option, value);
}
static inline CURLcode curl_set_ssl_context_callback(
    CURL *handle, CURLoption option, curl_ssl_ctx_callback value) {
    return curl_easy_setopt(handle, option, value);
}
static inline CURLcode curl_set_request_callback(
    CURL *handle, CURLoption option, curl_prereq_callback value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode curl_get_long(CURL *handle, CURLINFO info, long *value) {
    return curl_easy_getinfo(handle, info, value);
}
static inline CURLcode curl_get_offset(CURL *handle, CURLINFO info, curl_off_t *value) {
    return curl_easy_getinfo(handle, info, value);
}
static inline CURLcode curl_get_string(CURL *handle, CURLINFO info, const char **value) {
    return curl_easy_getinfo(handle, info, value);
}
static inline CURLcode curl_get_pointer(CURL *handle, CURLINFO info, void **value) {
    return curl_easy_getinfo(handle, info, value);
}

static inline CURLMcode curl_multi_set_long(CURLM *handle, CURLMoption option, long value) {
    return curl_multi_setopt(handle, option, value);
}
