#ifndef INIA_COPENSSL_TUNNEL_H
#define INIA_COPENSSL_TUNNEL_H

#include <openssl/bio.h>
#include <stdlib.h>
#include <string.h>

/*
 * Memory between OpenSSL and whoever moves the ciphertext. OpenSSL's own memory BIO clears what it is about to
 * overwrite, and cannot lend its bytes; so each would be copied twice more, and touched thrice.
 */
struct inia_tunnel_end {
    unsigned char *bytes;
    size_t first, last, room;
};
struct inia_tunnel {
    struct inia_tunnel_end in, out;
};

/* Sees to it that so many bytes have room after the last; gives whether there is memory for them. */
static inline int inia_tunnel_reserve(struct inia_tunnel_end *end, size_t count) {
    if (end->first == end->last) end->first = end->last = 0;
    if (end->room - end->last >= count) return 1;
    size_t held = end->last - end->first;
    if (end->first > 0) memmove(end->bytes, end->bytes + end->first, held);
    end->first = 0;
    end->last = held;
    if (end->room - held >= count) return 1;
    size_t room = end->room * 2 > held + count ? end->room * 2 : held + count;
    unsigned char *bytes = (unsigned char *)realloc(end->bytes, room);
    if (!bytes) return 0;
    end->bytes = bytes;
    end->room = room;
    return 1;
}

static inline int inia_tunnel_write(BIO *bio, const char *from, int count) {
    struct inia_tunnel *tunnel = (struct inia_tunnel *)BIO_get_data(bio);
    BIO_clear_retry_flags(bio);
    if (count <= 0) return 0;
    if (!inia_tunnel_reserve(&tunnel->out, (size_t)count)) return -1;
    memcpy(tunnel->out.bytes + tunnel->out.last, from, (size_t)count);
    tunnel->out.last += (size_t)count;
    return count;
}

static inline int inia_tunnel_read(BIO *bio, char *into, int count) {
    struct inia_tunnel_end *in = &((struct inia_tunnel *)BIO_get_data(bio))->in;
    size_t held = in->last - in->first;
    BIO_clear_retry_flags(bio);
    if (count <= 0) return 0;
    if (held == 0) {
        BIO_set_retry_read(bio);
        return -1;
    }
    if ((size_t)count < held) held = (size_t)count;
    memcpy(into, in->bytes + in->first, held);
    in->first += held;
    return (int)held;
}

static inline long inia_tunnel_control(BIO *bio, int command, long number, void *more) {
    (void)bio, (void)number, (void)more;
    return command == BIO_CTRL_FLUSH;
}

/* What makes such BIOs, made once and kept; NULL without memory. */
static inline BIO_METHOD *inia_tunnel_method(void) {
    BIO_METHOD *method = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "inia tunnel");
    if (!method) return NULL;
    BIO_meth_set_write(method, inia_tunnel_write);
    BIO_meth_set_read(method, inia_tunnel_read);
    BIO_meth_set_ctrl(method, inia_tunnel_control);
    return method;
}

static inline BIO *inia_tunnel_bio(const BIO_METHOD *method, struct inia_tunnel *tunnel) {
    BIO *bio = method ? BIO_new(method) : NULL;
    if (!bio) return NULL;
    BIO_set_data(bio, tunnel);
    BIO_set_init(bio, 1);
    return bio;
}

static inline void inia_tunnel_empty(struct inia_tunnel *tunnel) {
    free(tunnel->in.bytes);
    free(tunnel->out.bytes);
}

#endif
