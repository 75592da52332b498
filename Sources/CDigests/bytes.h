#ifndef INIA_BYTES_H
#define INIA_BYTES_H

#include <stdint.h>
#include <string.h>

/* Little-endian reads from anywhere. */

static inline uint32_t read32(const void *from) {
    uint32_t value;
    memcpy(&value, from, sizeof value);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    value = __builtin_bswap32(value);
#endif
    return value;
}

static inline uint64_t read64(const void *from) {
    uint64_t value;
    memcpy(&value, from, sizeof value);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    value = __builtin_bswap64(value);
#endif
    return value;
}

static inline uint64_t rotate_left(uint64_t value, int bits) {
    return value << bits | value >> (64 - bits);
}

#endif
