#pragma once
#include <curl/curl.h>

// One wrapper per argument type: Swift imports no C variadics (curl_easy_setopt(3)).
static inline CURLcode curl_set_long(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}
static inline CURLcode curl_set_string(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}
