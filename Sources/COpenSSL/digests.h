#ifndef INIA_COPENSSL_DIGESTS_H
#define INIA_COPENSSL_DIGESTS_H

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>

/* What Swift does not import: macros that are functions or compositions. */

static inline int inia_evp_pkey_keypair(void) { return EVP_PKEY_KEYPAIR; }

static inline int inia_nid_p256(void) { return NID_X9_62_prime256v1; }

static inline void inia_bn_mark_secret(BIGNUM *number) { BN_set_flags(number, BN_FLG_CONSTTIME); }

#endif
