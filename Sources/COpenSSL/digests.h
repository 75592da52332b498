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

/* Without clean-up at exit: threads that hash or sign until the very end must not find OpenSSL gone. */
static inline int inia_crypto_start(void) { return OPENSSL_init_crypto(OPENSSL_INIT_NO_ATEXIT, NULL); }

static inline int inia_nid_p256(void) { return NID_X9_62_prime256v1; }

static inline void inia_bn_mark_secret(BIGNUM *number) { BN_set_flags(number, BN_FLG_CONSTTIME); }

/*
 * A key on P-256 from its number and its point in the uncompressed form, or NULL. Parameters refer to the names and
 * texts that they are made of, which in Swift would have to be kept in place by hand.
 */
static inline EVP_PKEY *inia_p256_key(const BIGNUM *number, const unsigned char *point, size_t point_length) {
    EVP_PKEY *key = NULL;
    OSSL_PARAM *parameters = NULL;
    OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
    EVP_PKEY_CTX *maker = EVP_PKEY_CTX_new_from_name(NULL, "EC", NULL);
    if (builder && maker && OSSL_PARAM_BLD_push_utf8_string(builder, OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0)
        && OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_PRIV_KEY, number)
        && OSSL_PARAM_BLD_push_octet_string(builder, OSSL_PKEY_PARAM_PUB_KEY, point, point_length)
        && (parameters = OSSL_PARAM_BLD_to_param(builder)) && EVP_PKEY_fromdata_init(maker) == 1
        && EVP_PKEY_fromdata(maker, &key, EVP_PKEY_KEYPAIR, parameters) != 1)
        key = NULL;
    OSSL_PARAM_free(parameters);
    EVP_PKEY_CTX_free(maker);
    OSSL_PARAM_BLD_free(builder);
    return key;
}

#endif
