#pragma once
#include <curl/curl.h>

// curl_easy_setopt and friends are variadic, which Swift does not import: one function an argument kind.

static inline CURLcode radiant_curl_set_long(CURL *h, CURLoption o, long v) { return curl_easy_setopt(h, o, v); }
static inline CURLcode radiant_curl_set_string(CURL *h, CURLoption o, const char *v) { return curl_easy_setopt(h, o, v); }
static inline CURLcode radiant_curl_set_pointer(CURL *h, CURLoption o, void *v) { return curl_easy_setopt(h, o, v); }
static inline CURLcode radiant_curl_set_offset(CURL *h, CURLoption o, curl_off_t v) { return curl_easy_setopt(h, o, v); }
static inline CURLcode radiant_curl_set_list(CURL *h, CURLoption o, struct curl_slist *v) { return curl_easy_setopt(h, o, v); }
static inline CURLcode radiant_curl_set_data_function(CURL *h, CURLoption o, size_t (*v)(char *, size_t, size_t, void *)) { return curl_easy_setopt(h, o, v); }

/// Hands PEM bytes to libcurl, which keeps its own copy.
static inline CURLcode radiant_curl_set_blob(CURL *h, CURLoption o, const void *bytes, size_t count) {
  struct curl_blob blob = {(void *)bytes, count, CURL_BLOB_COPY};
  return curl_easy_setopt(h, o, &blob);
}
static inline CURLcode radiant_curl_get_long(CURL *h, CURLINFO i, long *v) { return curl_easy_getinfo(h, i, v); }
static inline CURLcode radiant_curl_get_pointer(CURL *h, CURLINFO i, void **v) { return curl_easy_getinfo(h, i, v); }
static inline CURLMcode radiant_curl_multi_set_long(CURLM *m, CURLMoption o, long v) { return curl_multi_setopt(m, o, v); }

static inline CURLMcode radiant_curl_multi_set_pointer(CURLM *m, CURLMoption o, void *v) { return curl_multi_setopt(m, o, v); }

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

/// Gives up a connection whose bytes, or whose probes, were not acknowledged for `milliseconds`: a
/// path that is dead is noticed though nobody sends an end.
static inline int radiant_bound_silence(void *milliseconds, curl_socket_t socket, curlsocktype purpose) {
  (void)purpose;
#ifdef TCP_USER_TIMEOUT
  unsigned int limit = (unsigned int)(size_t)milliseconds;
  setsockopt(socket, IPPROTO_TCP, TCP_USER_TIMEOUT, &limit, sizeof limit);
#endif
  return CURL_SOCKOPT_OK;
}
static inline CURLcode radiant_curl_bound_silence(CURL *h, size_t milliseconds) {
  curl_easy_setopt(h, CURLOPT_SOCKOPTDATA, (void *)milliseconds);
  return curl_easy_setopt(h, CURLOPT_SOCKOPTFUNCTION, radiant_bound_silence);
}
