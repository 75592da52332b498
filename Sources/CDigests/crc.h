#ifndef INIA_CRC_H
#define INIA_CRC_H

#include <stddef.h>
#include <stdint.h>

/*
 * A check of 32 or 64 bits, bit-reflected: the lowest bit stands for the highest power of x. A check of 32 bits
 * lives in the low half of the same 64-bit register, so all of them share one engine.
 *
 * A factor is x^n mod P with bit 63 for x^0. Folding carries a 128-bit block past a distance of D bits by
 * multiplying its halves by x^(D+63) and x^(D-1); the missing x^1 comes from the product of two reflected numbers.
 */
struct crc_row {
    uint64_t polynomial;
    uint64_t top;
    struct crc_factors { uint64_t low, high; } past_512, past_128;
};

/* Carries a register over whole blocks of 16 bytes, at least one, and leaves what is congruent to all of them. */
typedef void crc_fold(const struct crc_row *row, uint64_t crc, const uint8_t *data, size_t blocks, uint8_t left[16]);

/* The processor's way to fold, or NULL where it has none. */
crc_fold *crc_fold_of_processor(void);

#endif
