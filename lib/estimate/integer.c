/* integer.c - see integer.h. */
#include "estimate/integer.h"

/* ---- Sizes ---------------------------------------------------------------------------------- */

kf_real kf_nat_real(const kf_nat *a)
{
    int32_t bits = kf_nat_bits(a), rest;
    kf_nat shifted = *a;
    if (!bits)
        return kf_real_of(0);
    if (bits < 64)
        kf_nat_shift_left(&shifted, 64 - bits);
    return (kf_real){kf_nat_shift_right(&shifted, bits > 64 ? bits - 64 : 0, &rest), bits - 64, 1};
}

void kf_nat_times(kf_nat *out, const kf_nat *a, const kf_nat *b)
{
    kf_nat product;
    kf_nat_mul(&product, a, b);
    *out = product;
}

/* ---- Made of smaller ones ------------------------------------------------------------------- */

static void integer_of_words(kf_integer *out, int32_t negative, const uint64_t *words, int32_t n)
{
    kf_nat_of_words(&out->size, words, n);
    out->negative = negative && out->size.n;
}

void kf_integer_of(kf_integer *out, int64_t value)
{
    uint64_t size = kf_size(value);
    integer_of_words(out, value < 0, &size, 1);
}

void kf_integer_of_sum(kf_integer *out, kf_i128 value)
{
    uint64_t words[2];
    int32_t negative = kf_i128_magnitude(value, words);
    integer_of_words(out, negative, words, 2);
}

void kf_integer_of_squares(kf_integer *out, kf_i192 value)
{
    uint64_t words[3];
    int32_t negative = kf_i192_magnitude(value, words);
    integer_of_words(out, negative, words, 3);
}

void kf_integer_of_nat(kf_integer *out, const kf_nat *value)
{
    out->size = *value;
    out->negative = 0;
}

/* ---- Sums and products ---------------------------------------------------------------------- */

static void integer_join(kf_integer *out, const kf_integer *a, const kf_integer *b,
                         int32_t b_negative)
{
    if (a->negative == b_negative) {
        kf_nat_add(&out->size, &a->size, &b->size);
        out->negative = b_negative && out->size.n;
        return;
    }
    int32_t order = kf_nat_compare(&a->size, &b->size), negative = a->negative;
    if (order >= 0) {
        kf_nat_sub(&out->size, &a->size, &b->size);
        out->negative = negative && order;
        return;
    }
    kf_nat_sub(&out->size, &b->size, &a->size);
    out->negative = b_negative;
}

void kf_integer_add(kf_integer *out, const kf_integer *a, const kf_integer *b)
{
    integer_join(out, a, b, b->negative);
}

void kf_integer_sub(kf_integer *out, const kf_integer *a, const kf_integer *b)
{
    integer_join(out, a, b, !b->negative);
}

void kf_integer_mul(kf_integer *out, const kf_integer *a, const kf_integer *b)
{
    int32_t negative = a->negative != b->negative;
    kf_nat_times(&out->size, &a->size, &b->size);
    out->negative = negative && out->size.n;
}

void kf_integer_add_product(kf_integer *sum, const kf_integer *a, const kf_integer *b)
{
    kf_integer product;
    kf_nat_mul(&product.size, &a->size, &b->size);
    product.negative = a->negative != b->negative && product.size.n;
    kf_integer_add(sum, sum, &product);
}
