/* XXH64 with seed 0, written from the xxHash specification. */

#include "CDigests.h"
#include "bytes.h"
#include "xxhash.h"

enum { stripe_length = 32 };

void inia_xxh64_start(struct inia_xxh64 *state) {
    *state = (struct inia_xxh64){ .lanes = { PRIME64_1 + PRIME64_2, PRIME64_2, 0, -PRIME64_1 } };
}

static inline uint64_t mixed(uint64_t lane, uint64_t input) {
    return rotate_left(lane + input * PRIME64_2, 31) * PRIME64_1;
}

static void consume(uint64_t lanes[4], const uint8_t *data, size_t stripes) {
    uint64_t a = lanes[0], b = lanes[1], c = lanes[2], d = lanes[3];
    for (; stripes > 0; stripes--, data += stripe_length) {
        a = mixed(a, read64(data));
        b = mixed(b, read64(data + 8));
        c = mixed(c, read64(data + 16));
        d = mixed(d, read64(data + 24));
    }
    lanes[0] = a, lanes[1] = b, lanes[2] = c, lanes[3] = d;
}

void inia_xxh64_update(struct inia_xxh64 *state, const void *data, size_t length) {
    if (length == 0) return;
    const uint8_t *next = data;
    uint8_t *buffer = (uint8_t *)state->buffer;
    size_t buffered = state->length % stripe_length;
    state->length += length;
    if (buffered > 0) {
        size_t missing = stripe_length - buffered, taken = length < missing ? length : missing;
        memcpy(buffer + buffered, next, taken);
        next += taken;
        length -= taken;
        if (taken < missing) return;
        consume(state->lanes, buffer, 1);
    }
    consume(state->lanes, next, length / stripe_length);
    memcpy(buffer, next + length / stripe_length * stripe_length, length % stripe_length);
}

uint64_t inia_xxh64_value(const struct inia_xxh64 *state) {
    const uint64_t *lanes = state->lanes;
    uint64_t hash = PRIME64_5;
    if (state->length >= stripe_length) {
        hash = rotate_left(lanes[0], 1) + rotate_left(lanes[1], 7) + rotate_left(lanes[2], 12) + rotate_left(lanes[3], 18);
        for (int lane = 0; lane < 4; lane++) hash = (hash ^ mixed(0, lanes[lane])) * PRIME64_1 + PRIME64_4;
    }
    hash += state->length;
    const uint8_t *rest = (const uint8_t *)state->buffer;
    size_t length = state->length % stripe_length;
    for (; length >= 8; rest += 8, length -= 8)
        hash = rotate_left(hash ^ mixed(0, read64(rest)), 27) * PRIME64_1 + PRIME64_4;
    if (length >= 4) {
        hash = rotate_left(hash ^ read32(rest) * PRIME64_1, 23) * PRIME64_2 + PRIME64_3;
        rest += 4;
        length -= 4;
    }
    for (; length > 0; rest++, length--) hash = rotate_left(hash ^ *rest * PRIME64_5, 11) * PRIME64_1;
    return xxh64_avalanche(hash);
}
