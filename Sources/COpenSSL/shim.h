#pragma once
#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

// Variadic functions and macros of OpenSSL that Swift does not import.

/// A new key on the curve P-256; NULL when it cannot be made.
static inline EVP_PKEY *radiant_p256_key(void) { return EVP_PKEY_Q_keygen(NULL, NULL, "EC", "P-256"); }

/// The bytes that a memory BIO holds, and their count.
static inline long radiant_bio_bytes(BIO *bio, char **bytes) { return BIO_get_mem_data(bio, bytes); }

/// Adds an extension to a certificate: 1 when done.
static inline int radiant_add_extension(X509 *issuer, X509 *subject, int nid, const char *value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, subject, NULL, NULL, 0);
  X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, &context, nid, value);
  if (extension == NULL) return 0;
  int done = X509_add_ext(subject, extension, -1);
  X509_EXTENSION_free(extension);
  return done;
}
