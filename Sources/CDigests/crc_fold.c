/* Carry-less multiplication, on processors that have it: four registers side by side hide its latency. */

#include "crc.h"

#include <string.h>

#if defined(__x86_64__)

#include <immintrin.h>

typedef __m128i block;
#define FOLDING __attribute__((target("pclmul")))

FOLDING static inline block load(const uint8_t *from) { return _mm_loadu_si128((const __m128i *)from); }
FOLDING static inline void store(uint8_t *to, block value) { _mm_storeu_si128((__m128i *)to, value); }
FOLDING static inline block low_bits(uint64_t value) { return _mm_cvtsi64_si128((long long)value); }
FOLDING static inline block both(struct crc_factors factors) {
    return _mm_set_epi64x((long long)factors.high, (long long)factors.low);
}
FOLDING static inline block sum(block left, block right) { return _mm_xor_si128(left, right); }
FOLDING static inline block carried(block value, block factors) {
    return sum(_mm_clmulepi64_si128(value, factors, 0x00), _mm_clmulepi64_si128(value, factors, 0x11));
}

static int can_fold(void) { return __builtin_cpu_supports("pclmul"); }

#elif defined(__aarch64__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__

#include <arm_neon.h>

typedef uint64x2_t block;
#define FOLDING __attribute__((target("aes")))

FOLDING static inline block load(const uint8_t *from) { return vreinterpretq_u64_u8(vld1q_u8(from)); }
FOLDING static inline void store(uint8_t *to, block value) { vst1q_u8(to, vreinterpretq_u8_u64(value)); }
FOLDING static inline block low_bits(uint64_t value) { return vcombine_u64(vcreate_u64(value), vcreate_u64(0)); }
FOLDING static inline block both(struct crc_factors factors) {
    return vcombine_u64(vcreate_u64(factors.low), vcreate_u64(factors.high));
}
FOLDING static inline block sum(block left, block right) { return veorq_u64(left, right); }
FOLDING static inline block carried(block value, block factors) {
    poly64x2_t left = vreinterpretq_p64_u64(value), right = vreinterpretq_p64_u64(factors);
    return sum(
        vreinterpretq_u64_p128(vmull_p64(vgetq_lane_p64(left, 0), vgetq_lane_p64(right, 0))),
        vreinterpretq_u64_p128(vmull_high_p64(left, right)));
}

#if defined(__linux__)
#include <sys/auxv.h>
static int can_fold(void) { return (getauxval(AT_HWCAP) & (1 << 4)) != 0; /* HWCAP_PMULL */ }
#elif defined(__APPLE__)
static int can_fold(void) { return 1; }
#else
static int can_fold(void) { return 0; }
#endif

#endif

#ifdef FOLDING

FOLDING static void
fold(const struct crc_row *row, uint64_t crc, const uint8_t *data, size_t blocks, uint8_t left[16]) {
    block near = both(row->past_128);
    block first = sum(load(data), low_bits(crc));
    data += 16;
    blocks -= 1;
    if (blocks >= 7) {
        block far = both(row->past_512);
        block second = load(data), third = load(data + 16), fourth = load(data + 32);
        data += 48;
        blocks -= 3;
        for (; blocks >= 4; data += 64, blocks -= 4) {
            first = sum(carried(first, far), load(data));
            second = sum(carried(second, far), load(data + 16));
            third = sum(carried(third, far), load(data + 32));
            fourth = sum(carried(fourth, far), load(data + 48));
        }
        first = sum(carried(first, near), second);
        first = sum(carried(first, near), third);
        first = sum(carried(first, near), fourth);
    }
    for (; blocks > 0; data += 16, blocks--) first = sum(carried(first, near), load(data));
    store(left, first);
}

crc_fold *crc_fold_of_processor(void) { return can_fold() ? fold : NULL; }

#else

crc_fold *crc_fold_of_processor(void) { return NULL; }

#endif
