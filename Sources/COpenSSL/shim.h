#pragma once
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/provider.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

// Macros and typed stacks, which Swift does not import.

/// SSL_CTX_get_ex_new_index(3), with `release` called for the slot of each context that is freed.
static inline int openssl_new_ssl_context_slot(CRYPTO_EX_free *release) {
    return SSL_CTX_get_ex_new_index(0, NULL, NULL, NULL, release);
}

/// BIO_get_mem_data(3): what a memory BIO holds, without copying.
static inline long openssl_memory_contents(BIO *bio, char **start) {
    return BIO_get_mem_data(bio, start);
}

static inline const char *openssl_server_name(const SSL *ssl) {
    return SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name);
}

/// Whether a connection has come to speak HTTP/2 (RFC 7301, RFC 9113 3.2).
static inline int openssl_speaks_http2(const SSL *ssl) {
    const unsigned char *name = NULL;
    unsigned int length = 0;
    SSL_get0_alpn_selected(ssl, &name, &length);
    return length == 2 && name[0] == 'h' && name[1] == '2';
}

static inline unsigned long openssl_rfc2253(void) { return XN_FLAG_RFC2253; }

/// OPENSSL_free(3) is a macro.
static inline void openssl_free(void *memory) { OPENSSL_free(memory); }

static inline void openssl_free_x509s(STACK_OF(X509) *stack) {
    sk_X509_pop_free(stack, X509_free);
}

/// SSL_CTX_add1_chain_cert(3): 1 when the certificate is taken.
static inline int openssl_add_chain_certificate(SSL_CTX *context, X509 *certificate) {
    return (int)SSL_CTX_add1_chain_cert(context, certificate);
}
