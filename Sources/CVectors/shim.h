// Sums of products with the widest instructions that the processor at hand has: the loops in which
// reading a check spends its time. Swift has no way to compile a function for one processor only.
#pragma once
#include <stddef.h>
#include <stdint.h>

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>

// Whether AVX2 and FMA are there, and the system saves their registers.
static inline int radiant_is_wide(void) {
    static int known = -1;
    if (known < 0) {
        unsigned a, b, c, d, low = 0, high = 0;
        int is = __get_cpuid(1, &a, &b, &c, &d) && (c & bit_OSXSAVE) && (c & bit_AVX) && (c & bit_FMA);
        if (is) {
            __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
            is = (low & 6) == 6 && __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & bit_AVX2);
        }
        known = is;
    }
    return known;
}

__attribute__((target("avx2"))) static inline int32_t radiant_dot16_wide(
    const int16_t *a, const int16_t *b, ptrdiff_t count) {
    __m256i sum = _mm256_setzero_si256(), more = sum;
    ptrdiff_t i = 0;
    for (; i + 32 <= count; i += 32) {
        sum = _mm256_add_epi32(sum, _mm256_madd_epi16(_mm256_loadu_si256((const __m256i *)(a + i)),
                                        _mm256_loadu_si256((const __m256i *)(b + i))));
        more = _mm256_add_epi32(more, _mm256_madd_epi16(_mm256_loadu_si256((const __m256i *)(a + i + 16)),
                                          _mm256_loadu_si256((const __m256i *)(b + i + 16))));
    }
    sum = _mm256_add_epi32(sum, more);
    __m128i half = _mm_add_epi32(_mm256_castsi256_si128(sum), _mm256_extracti128_si256(sum, 1));
    half = _mm_add_epi32(half, _mm_shuffle_epi32(half, 0x4e));
    half = _mm_add_epi32(half, _mm_shuffle_epi32(half, 0xb1));
    int32_t total = _mm_cvtsi128_si32(half);
    for (; i < count; i++) total += a[i] * b[i];
    return total;
}

static inline int32_t radiant_dot16_narrow(const int16_t *a, const int16_t *b, ptrdiff_t count) {
    __m128i sum = _mm_setzero_si128();
    ptrdiff_t i = 0;
    for (; i + 8 <= count; i += 8)
        sum = _mm_add_epi32(sum, _mm_madd_epi16(_mm_loadu_si128((const __m128i *)(a + i)),
                                     _mm_loadu_si128((const __m128i *)(b + i))));
    sum = _mm_add_epi32(sum, _mm_shuffle_epi32(sum, 0x4e));
    sum = _mm_add_epi32(sum, _mm_shuffle_epi32(sum, 0xb1));
    int32_t total = _mm_cvtsi128_si32(sum);
    for (; i < count; i++) total += a[i] * b[i];
    return total;
}

__attribute__((target("avx2,fma"))) static inline void radiant_sum_window_wide(
    float *sums, const float *weights, const float *input, ptrdiff_t step, int rows,
    ptrdiff_t row_step, int columns, ptrdiff_t column_step, int channels, int pixels) {
    // Beyond the last pixel the last is summed again.
    ptrdiff_t offsets[4];
    for (int i = 0; i < 4; i++) offsets[i] = (i < pixels ? i : pixels - 1) * step;
    __m256 a = _mm256_loadu_ps(sums), b = _mm256_loadu_ps(sums + 8), c = _mm256_loadu_ps(sums + 16),
           d = _mm256_loadu_ps(sums + 24);
    for (int row = 0; row < rows; row++)
        for (int column = 0; column < columns; column++) {
            const float *p = input + row * row_step + column * column_step;
            for (int k = 0; k < channels; k++, weights += 8) {
                __m256 w = _mm256_loadu_ps(weights);
                a = _mm256_fmadd_ps(w, _mm256_set1_ps(p[k + offsets[0]]), a);
                b = _mm256_fmadd_ps(w, _mm256_set1_ps(p[k + offsets[1]]), b);
                c = _mm256_fmadd_ps(w, _mm256_set1_ps(p[k + offsets[2]]), c);
                d = _mm256_fmadd_ps(w, _mm256_set1_ps(p[k + offsets[3]]), d);
            }
        }
    _mm256_storeu_ps(sums, a);
    _mm256_storeu_ps(sums + 8, b);
    _mm256_storeu_ps(sums + 16, c);
    _mm256_storeu_ps(sums + 24, d);
}
#endif

// The sum of the products of two rows of numbers; it must fit 32 bits.
static inline int32_t radiant_dot16(const int16_t *a, const int16_t *b, ptrdiff_t count) {
#if defined(__x86_64__)
    return radiant_is_wide() ? radiant_dot16_wide(a, b, count) : radiant_dot16_narrow(a, b, count);
#else
    int32_t total = 0;
    for (ptrdiff_t i = 0; i < count; i++) total += a[i] * b[i];
    return total;
#endif
}

// Adds to the sums of four pixels, eight outputs each, the products of a window of inputs with its
// weights: by row, column and channel, eight to each. The 1 to 4 pixels are read `step` apart.
static inline void radiant_sum_window(
    float *sums, const float *weights, const float *input, ptrdiff_t step, int rows,
    ptrdiff_t row_step, int columns, ptrdiff_t column_step, int channels, int pixels) {
    // Beyond the last pixel the last is summed again.
    ptrdiff_t offsets[4];
    for (int i = 0; i < 4; i++) offsets[i] = (i < pixels ? i : pixels - 1) * step;
#if defined(__x86_64__)
    if (radiant_is_wide()) {
        radiant_sum_window_wide(
            sums, weights, input, step, rows, row_step, columns, column_step, channels, pixels);
        return;
    }
#endif
    for (int row = 0; row < rows; row++)
        for (int column = 0; column < columns; column++) {
            const float *p = input + row * row_step + column * column_step;
            for (int k = 0; k < channels; k++, weights += 8)
                for (int i = 0; i < 4; i++)
                    for (int lane = 0; lane < 8; lane++)
                        sums[8 * i + lane] += weights[lane] * p[k + offsets[i]];
        }
}
