#include "CDigests.h"
#include "bytes.h"
#include "crc.h"

#include <pthread.h>

enum { kinds = 3, slices = 8 };

static const struct crc_row rows[kinds] = {
    [INIA_CRC32] = {
        .polynomial = 0xEDB88320, .top = UINT64_C(1) << 31,
        .past_512 = { 0x653D982200000000, 0xCAD38E8F00000000 },
        .past_128 = { 0x65673B4600000000, 0x9BA54C6F00000000 },
    },
    [INIA_CRC32C] = {
        .polynomial = 0x82F63B78, .top = UINT64_C(1) << 31,
        .past_512 = { 0x1C19243B00000000, 0x75BBA45B00000000 },
        .past_128 = { 0x3743F7BD00000000, 0x3171D43000000000 },
    },
    [INIA_CRC64NVME] = {
        .polynomial = 0x9A6C9329AC4BC9B5, .top = UINT64_C(1) << 63,
        .past_512 = { 0x0C32CDB31E18A84A, 0x62242240ACE5045A },
        .past_128 = { 0xEADC41FD2BA3D420, 0x21E9761E252621AC },
    },
};

/* tables[kind][n][byte] is the check of the byte followed by n zero bytes. */
static uint64_t tables[kinds][slices][256];
static pthread_once_t tables_made = PTHREAD_ONCE_INIT;

static void make_tables(void) {
    for (int kind = 0; kind < kinds; kind++) {
        uint64_t (*table)[256] = tables[kind];
        for (int byte = 0; byte < 256; byte++) {
            uint64_t crc = (uint64_t)byte;
            for (int bit = 0; bit < 8; bit++) crc = crc >> 1 ^ (rows[kind].polynomial & -(crc & 1));
            table[0][byte] = crc;
        }
        for (int slice = 1; slice < slices; slice++)
            for (int byte = 0; byte < 256; byte++) {
                uint64_t crc = table[slice - 1][byte];
                table[slice][byte] = crc >> 8 ^ table[0][crc & 0xFF];
            }
    }
}

static uint64_t by_table(enum inia_crc_kind kind, uint64_t crc, const uint8_t *data, size_t length) {
    const uint64_t (*table)[256] = (const uint64_t (*)[256])tables[kind];
    for (; length >= 8; data += 8, length -= 8) {
        crc ^= read64(data);
        crc = table[7][crc & 0xFF] ^ table[6][crc >> 8 & 0xFF] ^ table[5][crc >> 16 & 0xFF]
            ^ table[4][crc >> 24 & 0xFF] ^ table[3][crc >> 32 & 0xFF] ^ table[2][crc >> 40 & 0xFF]
            ^ table[1][crc >> 48 & 0xFF] ^ table[0][crc >> 56];
    }
    for (; length > 0; data++, length--) crc = crc >> 8 ^ table[0][(crc ^ *data) & 0xFF];
    return crc;
}

/* All checks begin with, and are inverted by, as many ones as they have bits. */
static uint64_t ones(enum inia_crc_kind kind) { return rows[kind].top | (rows[kind].top - 1); }

uint64_t inia_crc_portable(enum inia_crc_kind kind, uint64_t crc, const void *data, size_t length) {
    pthread_once(&tables_made, make_tables);
    return by_table(kind, crc ^ ones(kind), data, length) ^ ones(kind);
}

uint64_t inia_crc(enum inia_crc_kind kind, uint64_t crc, const void *data, size_t length) {
    crc_fold *fold = length >= 32 ? crc_fold_of_processor() : NULL;
    if (!fold) return inia_crc_portable(kind, crc, data, length);
    pthread_once(&tables_made, make_tables);
    uint8_t left[16];
    fold(&rows[kind], crc ^ ones(kind), data, length / 16, left);
    crc = by_table(kind, 0, left, sizeof left);
    return by_table(kind, crc, (const uint8_t *)data + length / 16 * 16, length % 16) ^ ones(kind);
}

/* The product of two polynomials of which the top bit stands for x^0. */
static uint64_t multiplied(const struct crc_row *row, uint64_t left, uint64_t right) {
    uint64_t product = 0;
    for (uint64_t bit = row->top; bit; bit >>= 1) {
        product ^= right & -(uint64_t)((left & bit) != 0);
        right = right >> 1 ^ (row->polynomial & -(right & 1));
    }
    return product;
}

uint64_t inia_crc_combine(enum inia_crc_kind kind, uint64_t first, uint64_t second, uint64_t second_length) {
    const struct crc_row *row = &rows[kind];
    uint64_t power = row->top >> 8; /* x^8: one byte */
    for (; second_length; second_length >>= 1) {
        if (second_length & 1) first = multiplied(row, power, first);
        power = multiplied(row, power, power);
    }
    return first ^ second;
}
