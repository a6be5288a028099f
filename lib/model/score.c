/* score.c - scores of texts: the choice of kernels, whole texts, parts of texts. */
#include <string.h>

#include "base/cpu.h"
#include "model/score.h"

static const kf_score_kernels *score_kernels(const kf_table *table)
{
#ifdef KF_HAVE_AVX512
    if (table->cpu >= KF_CPU_AVX512)
        return &kf_score_avx512_kernels;
#endif
#ifdef KF_HAVE_AVX2
    if (table->cpu >= KF_CPU_AVX2)
        return &kf_score_avx2_kernels;
#endif
    (void)table;
    return &kf_score_plain_kernels;
}

static kf_score_kernel *score_kernel(const kf_table *table, int32_t rows)
{
    const kf_score_kernels *kernels = score_kernels(table);
    return rows ? kernels->all : kernels->one;
}

static void score_whole(const kf_table *table, const uint16_t *units, size_t count, int32_t rows,
                        kf_scores *out)
{
    if (!rows || !count) /* two edges are no feature */
        memset(out, 0, sizeof *out);
    if (!count)
        return;
    score_kernel(table, rows)(table, units, count, 0, count + 2, out);
    if (table->spec & KF_SPEC_WORDS)
        kf_score_words(table, units, count, NULL, rows, out);
}

void kf_score_one(const kf_table *table, const uint16_t *units, size_t count, kf_scores *out)
{
    score_whole(table, units, count, 0, out);
}

void kf_score_all(const kf_table *table, const uint16_t *units, size_t count, kf_scores *out)
{
    score_whole(table, units, count, table->rows != NULL, out);
}

void kf_score_parts(const kf_table *table, const uint16_t *units, size_t count,
                    const uint32_t *ends, size_t n, kf_scores *out)
{
    const int32_t rows = table->rows != NULL;
    kf_score_kernel *kernel = score_kernel(table, rows);
    size_t from = 0;
    if (!rows || !count)
        memset(out, 0, n * sizeof *out);
    for (size_t i = 0; count && i < n; from = ends[i++])
        kernel(table, units, count, from, ends[i], &out[i]);
    if (table->spec & KF_SPEC_WORDS)
        kf_score_words(table, units, count, ends, rows, out);
}
