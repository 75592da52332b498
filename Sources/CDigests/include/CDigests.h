#ifndef INIA_CDIGESTS_H
#define INIA_CDIGESTS_H

#include <stddef.h>
#include <stdint.h>

/*
 * Checksum kernels. Nothing here allocates or fails; data may be NULL where its length is 0.
 */

/* The cyclic redundancy checks that S3 takes, in the order of the rows in crc.c. */
enum inia_crc_kind { INIA_CRC32, INIA_CRC32C, INIA_CRC64NVME };

/* The checksum of what a checksum covers already (0 for nothing) and the data after it. */
uint64_t inia_crc(enum inia_crc_kind kind, uint64_t crc, const void *data, size_t length);

/* The same without the processor's help: what inia_crc falls back to. */
uint64_t inia_crc_portable(enum inia_crc_kind kind, uint64_t crc, const void *data, size_t length);

/* The checksum of two parts from the checksum of each and the length of the second. */
uint64_t inia_crc_combine(enum inia_crc_kind kind, uint64_t first, uint64_t second, uint64_t second_length);

/* XXH64 with seed 0. */
struct inia_xxh64 {
    uint64_t lanes[4];
    uint64_t length;
    uint64_t buffer[4];
};

void inia_xxh64_start(struct inia_xxh64 *state);
void inia_xxh64_update(struct inia_xxh64 *state, const void *data, size_t length);
uint64_t inia_xxh64_value(const struct inia_xxh64 *state);

/* XXH3 with seed 0 and the default secret; it gives 64 or 128 bits. */
struct inia_xxh3 {
    uint64_t lanes[8];
    uint64_t length;
    uint32_t buffered;
    uint32_t stripe;
    /* The last stripe that was consumed; the final stripe may reach back into it. */
    uint64_t previous[8];
    uint64_t buffer[32];
};

struct inia_xxh128_value {
    uint64_t high, low;
};

void inia_xxh3_start(struct inia_xxh3 *state);
void inia_xxh3_update(struct inia_xxh3 *state, const void *data, size_t length);
uint64_t inia_xxh3_value64(const struct inia_xxh3 *state);
struct inia_xxh128_value inia_xxh3_value128(const struct inia_xxh3 *state);

#endif
