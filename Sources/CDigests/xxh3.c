/* XXH3 with seed 0 and the default secret, written from the xxHash specification. */

#include "CDigests.h"
#include "bytes.h"
#include "xxhash.h"

#define PRIME_MX1 UINT64_C(0x165667919E3779F9)
#define PRIME_MX2 UINT64_C(0x9FB21C651E98DF25)

enum { stripe_length = 64, stripes_per_block = 16, buffer_length = 256, buffer_stripes = 4, secret_length = 192 };

static const uint8_t secret[secret_length] = {
    0xB8, 0xFE, 0x6C, 0x39, 0x23, 0xA4, 0x4B, 0xBE, 0x7C, 0x01, 0x81, 0x2C, 0xF7, 0x21, 0xAD, 0x1C,
    0xDE, 0xD4, 0x6D, 0xE9, 0x83, 0x90, 0x97, 0xDB, 0x72, 0x40, 0xA4, 0xA4, 0xB7, 0xB3, 0x67, 0x1F,
    0xCB, 0x79, 0xE6, 0x4E, 0xCC, 0xC0, 0xE5, 0x78, 0x82, 0x5A, 0xD0, 0x7D, 0xCC, 0xFF, 0x72, 0x21,
    0xB8, 0x08, 0x46, 0x74, 0xF7, 0x43, 0x24, 0x8E, 0xE0, 0x35, 0x90, 0xE6, 0x81, 0x3A, 0x26, 0x4C,
    0x3C, 0x28, 0x52, 0xBB, 0x91, 0xC3, 0x00, 0xCB, 0x88, 0xD0, 0x65, 0x8B, 0x1B, 0x53, 0x2E, 0xA3,
    0x71, 0x64, 0x48, 0x97, 0xA2, 0x0D, 0xF9, 0x4E, 0x38, 0x19, 0xEF, 0x46, 0xA9, 0xDE, 0xAC, 0xD8,
    0xA8, 0xFA, 0x76, 0x3F, 0xE3, 0x9C, 0x34, 0x3F, 0xF9, 0xDC, 0xBB, 0xC7, 0xC7, 0x0B, 0x4F, 0x1D,
    0x8A, 0x51, 0xE0, 0x4B, 0xCD, 0xB4, 0x59, 0x31, 0xC8, 0x9F, 0x7E, 0xC9, 0xD9, 0x78, 0x73, 0x64,
    0xEA, 0xC5, 0xAC, 0x83, 0x34, 0xD3, 0xEB, 0xC3, 0xC5, 0x81, 0xA0, 0xFF, 0xFA, 0x13, 0x63, 0xEB,
    0x17, 0x0D, 0xDD, 0x51, 0xB7, 0xF0, 0xDA, 0x49, 0xD3, 0x16, 0x55, 0x26, 0x29, 0xD4, 0x68, 0x9E,
    0x2B, 0x16, 0xBE, 0x58, 0x7D, 0x47, 0xA1, 0xFC, 0x8F, 0xF8, 0xB8, 0xD1, 0x7A, 0xD0, 0x31, 0xCE,
    0x45, 0xCB, 0x3A, 0x8F, 0x95, 0x16, 0x04, 0x28, 0xAF, 0xD7, 0xFB, 0xCA, 0xBB, 0x4B, 0x40, 0x7E,
};

typedef unsigned __int128 wide;

static inline uint64_t folded_product(uint64_t left, uint64_t right) {
    wide product = (wide)left * right;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static inline uint64_t avalanche(uint64_t hash) {
    hash = (hash ^ hash >> 37) * PRIME_MX1;
    return hash ^ hash >> 32;
}

/* The part of the secret that two of its words make together. */
static inline uint64_t flip(int offset) { return read64(secret + offset) ^ read64(secret + offset + 8); }

static inline uint64_t mix16(const uint8_t *data, int offset) {
    return folded_product(read64(data) ^ read64(secret + offset), read64(data + 8) ^ read64(secret + offset + 8));
}

/* Long inputs: eight lanes take stripes of 64 bytes, and are scrambled after each block of 16 stripes. */

void inia_xxh3_start(struct inia_xxh3 *state) {
    *state = (struct inia_xxh3){ .lanes = {
        PRIME32_3, PRIME64_1, PRIME64_2, PRIME64_3, PRIME64_4, PRIME32_2, PRIME64_5, PRIME32_1,
    } };
}

static inline void accumulate(uint64_t *restrict lanes, const uint8_t *restrict stripe, const uint8_t *restrict key) {
    for (int lane = 0; lane < 8; lane++) {
        uint64_t input = read64(stripe + 8 * lane), keyed = input ^ read64(key + 8 * lane);
        lanes[lane ^ 1] += input;
        lanes[lane] += (keyed & 0xFFFFFFFF) * (keyed >> 32);
    }
}

static void scramble(uint64_t *lanes) {
    const uint8_t *key = secret + secret_length - stripe_length;
    for (int lane = 0; lane < 8; lane++)
        lanes[lane] = (lanes[lane] ^ lanes[lane] >> 47 ^ read64(key + 8 * lane)) * PRIME32_1;
}

static void consume(struct inia_xxh3 *state, const uint8_t *data, size_t stripes) {
    uint64_t lanes[8];
    memcpy(lanes, state->lanes, sizeof lanes);
    for (; stripes > 0; stripes--, data += stripe_length) {
        accumulate(lanes, data, secret + 8 * state->stripe);
        if (++state->stripe == stripes_per_block) {
            scramble(lanes);
            state->stripe = 0;
        }
    }
    memcpy(state->lanes, lanes, sizeof lanes);
}

/* The last stripe of all is treated otherwise, so bytes are consumed only once others have come after them. */
void inia_xxh3_update(struct inia_xxh3 *state, const void *data, size_t length) {
    if (length == 0) return;
    const uint8_t *next = data;
    uint8_t *buffer = (uint8_t *)state->buffer;
    state->length += length;
    size_t room = buffer_length - state->buffered;
    if (length > room) {
        memcpy(buffer + state->buffered, next, room);
        next += room;
        length -= room;
        consume(state, buffer, buffer_stripes);
        const uint8_t *last = buffer + buffer_length - stripe_length;
        size_t direct = (length - 1) / buffer_length * buffer_length;
        if (direct > 0) {
            consume(state, next, direct / stripe_length);
            next += direct;
            length -= direct;
            last = next - stripe_length;
        }
        memcpy(state->previous, last, stripe_length);
        state->buffered = 0;
    }
    memcpy(buffer + state->buffered, next, length);
    state->buffered += (uint32_t)length;
}

static void finish_lanes(const struct inia_xxh3 *state, uint64_t lanes[8]) {
    struct inia_xxh3 rest = *state;
    const uint8_t *buffer = (const uint8_t *)state->buffer;
    consume(&rest, buffer, (state->buffered - 1) / stripe_length);
    uint8_t last[stripe_length];
    size_t ours = state->buffered < stripe_length ? state->buffered : stripe_length;
    memcpy(last, (const uint8_t *)state->previous + ours, stripe_length - ours);
    memcpy(last + stripe_length - ours, buffer + state->buffered - ours, ours);
    accumulate(rest.lanes, last, secret + secret_length - stripe_length - 7);
    memcpy(lanes, rest.lanes, sizeof rest.lanes);
}

static uint64_t merged(const uint64_t lanes[8], const uint8_t *key, uint64_t start) {
    for (int pair = 0; pair < 4; pair++)
        start += folded_product(lanes[2 * pair] ^ read64(key + 16 * pair), lanes[2 * pair + 1] ^ read64(key + 16 * pair + 8));
    return avalanche(start);
}

/* Short inputs: a formula for each range of lengths. */

static inline uint32_t spread(const uint8_t *data, uint64_t length) {
    return (uint32_t)data[0] << 16 | (uint32_t)data[length >> 1] << 24 | data[length - 1] | (uint32_t)length << 8;
}

static uint64_t short64(const uint8_t *data, uint64_t length) {
    if (length > 8) {
        uint64_t low = read64(data) ^ flip(24), high = read64(data + length - 8) ^ flip(40);
        return avalanche(length + __builtin_bswap64(low) + high + folded_product(low, high));
    }
    if (length >= 4) {
        uint64_t keyed = (read32(data + length - 4) | (uint64_t)read32(data) << 32) ^ flip(8);
        keyed = (keyed ^ rotate_left(keyed, 49) ^ rotate_left(keyed, 24)) * PRIME_MX2;
        keyed = (keyed ^ ((keyed >> 35) + length)) * PRIME_MX2;
        return keyed ^ keyed >> 28;
    }
    if (length > 0) return xxh64_avalanche(spread(data, length) ^ (uint64_t)(read32(secret) ^ read32(secret + 4)));
    return xxh64_avalanche(flip(56));
}

static uint64_t middle64(const uint8_t *data, uint64_t length) {
    uint64_t hash = length * PRIME64_1;
    if (length <= 128) {
        for (int pair = ((int)length - 1) / 32; pair >= 0; pair--)
            hash += mix16(data + 16 * pair, 32 * pair) + mix16(data + length - 16 * (pair + 1), 32 * pair + 16);
        return avalanche(hash);
    }
    for (int part = 0; part < 8; part++) hash += mix16(data + 16 * part, 16 * part);
    hash = avalanche(hash);
    for (int part = 8; part < (int)length / 16; part++) hash += mix16(data + 16 * part, 16 * (part - 8) + 3);
    return avalanche(hash + mix16(data + length - 16, 136 - 17));
}

uint64_t inia_xxh3_value64(const struct inia_xxh3 *state) {
    const uint8_t *buffer = (const uint8_t *)state->buffer;
    if (state->length <= 16) return short64(buffer, state->length);
    if (state->length <= 240) return middle64(buffer, state->length);
    uint64_t lanes[8];
    finish_lanes(state, lanes);
    return merged(lanes, secret + 11, state->length * PRIME64_1);
}

static struct inia_xxh128_value short128(const uint8_t *data, uint64_t length) {
    if (length > 8) {
        uint64_t first = read64(data), last = read64(data + length - 8);
        wide product = (wide)(first ^ last ^ flip(32)) * PRIME64_1;
        uint64_t low = (uint64_t)product + ((length - 1) << 54), high = (uint64_t)(product >> 64);
        last ^= flip(48);
        high += last + (uint32_t)last * (PRIME32_2 - 1);
        low ^= __builtin_bswap64(high);
        product = (wide)low * PRIME64_2;
        return (struct inia_xxh128_value){
            .high = avalanche((uint64_t)(product >> 64) + high * PRIME64_2), .low = avalanche((uint64_t)product) };
    }
    if (length >= 4) {
        uint64_t keyed = (read32(data) | (uint64_t)read32(data + length - 4) << 32) ^ flip(16);
        wide product = (wide)keyed * (PRIME64_1 + (length << 2));
        uint64_t low = (uint64_t)product, high = (uint64_t)(product >> 64);
        high += low << 1;
        low ^= high >> 3;
        low = (low ^ low >> 35) * PRIME_MX2;
        return (struct inia_xxh128_value){ .high = avalanche(high), .low = low ^ low >> 28 };
    }
    if (length > 0) {
        uint32_t low = spread(data, length), swapped = __builtin_bswap32(low), high = swapped << 13 | swapped >> 19;
        return (struct inia_xxh128_value){
            .high = xxh64_avalanche(high ^ (uint64_t)(read32(secret + 8) ^ read32(secret + 12))),
            .low = xxh64_avalanche(low ^ (uint64_t)(read32(secret) ^ read32(secret + 4))) };
    }
    return (struct inia_xxh128_value){ .high = xxh64_avalanche(flip(80)), .low = xxh64_avalanche(flip(64)) };
}

static inline void mix32(struct inia_xxh128_value *hash, const uint8_t *first, const uint8_t *second, int offset) {
    hash->low = (hash->low + mix16(first, offset)) ^ (read64(second) + read64(second + 8));
    hash->high = (hash->high + mix16(second, offset + 16)) ^ (read64(first) + read64(first + 8));
}

static struct inia_xxh128_value middle128(const uint8_t *data, uint64_t length) {
    struct inia_xxh128_value hash = { .low = length * PRIME64_1 };
    if (length <= 128) {
        for (int pair = ((int)length - 1) / 32; pair >= 0; pair--)
            mix32(&hash, data + 16 * pair, data + length - 16 * (pair + 1), 32 * pair);
    } else {
        for (int part = 0; part < 4; part++) mix32(&hash, data + 32 * part, data + 32 * part + 16, 32 * part);
        hash.low = avalanche(hash.low);
        hash.high = avalanche(hash.high);
        for (int part = 4; part < (int)length / 32; part++)
            mix32(&hash, data + 32 * part, data + 32 * part + 16, 3 + 32 * (part - 4));
        mix32(&hash, data + length - 16, data + length - 32, 136 - 17 - 16);
    }
    return (struct inia_xxh128_value){
        .high = -avalanche(hash.low * PRIME64_1 + hash.high * PRIME64_4 + length * PRIME64_2),
        .low = avalanche(hash.low + hash.high) };
}

struct inia_xxh128_value inia_xxh3_value128(const struct inia_xxh3 *state) {
    const uint8_t *buffer = (const uint8_t *)state->buffer;
    if (state->length <= 16) return short128(buffer, state->length);
    if (state->length <= 240) return middle128(buffer, state->length);
    uint64_t lanes[8];
    finish_lanes(state, lanes);
    return (struct inia_xxh128_value){
        .high = merged(lanes, secret + secret_length - stripe_length - 11, ~(state->length * PRIME64_2)),
        .low = merged(lanes, secret + 11, state->length * PRIME64_1) };
}
