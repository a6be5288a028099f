/* train_number.c - logarithm, root and exponential of doubles from + - * / alone. */
#include "train/train_number.h"

#include <stdint.h>
#include <string.h>

static uint64_t number_bits(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

static double train_number_of(uint64_t bits)
{
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

/* x = m × 2^e with m in 1 .. 2; ln m = 2 artanh t, t = (m - 1) / (m + 1), and |t| is at most 0.172
 * once m is between the roots of 1/2 and 2: the eleventh term is below 2^-58. */
double kf_train_log(double x)
{
    const double ln2 = 0.693147180559945309417;
    uint64_t bits = number_bits(x);
    int32_t e = (int32_t)(bits >> 52) - 1023;
    double m = train_number_of((bits & 0xFFFFFFFFFFFFF) | (uint64_t)1023 << 52);
    double t, square, sum = 0;
    if (m > 1.41421356237309504880) {
        m = m / 2;
        e++;
    }
    t = (m - 1) / (m + 1);
    square = t * t;
    for (int32_t k = 21; k >= 1; k -= 2)
        sum = sum * square + 1.0 / k;
    return e * ln2 + 2 * t * sum;
}

/* Newton's step doubles the digits: half the exponent begins with four of them. */
double kf_train_sqrt(double x)
{
    double y;
    if (!(x > 0))
        return 0;
    y = train_number_of((number_bits(x) >> 1) + ((uint64_t)1023 << 51));
    for (int32_t i = 0; i < 5; i++)
        y = 0.5 * (y + x / y);
    return y;
}

/* e^x = 2^k e^r with |r| at most ln 2 / 2: the fifteenth term is below 2^-60. */
double kf_train_exp(double x)
{
    const double ln2_high = 0.6931471803691238, ln2_low = 1.9082149292705877e-10;
    double k, r, sum = 1;
    if (x > 700)
        x = 700;
    if (x < -700)
        x = -700;
    k = (double)(int32_t)(x * 1.44269504088896340736 + (x < 0 ? -0.5 : 0.5));
    r = (x - k * ln2_high) - k * ln2_low;
    for (int32_t i = 14; i >= 1; i--)
        sum = sum * r / i + 1;
    return sum * train_number_of((uint64_t)((int32_t)k + 1023) << 52);
}

long long kf_train_round(double x)
{
    const double most = 4611686018427387904.0;
    if (x >= most)
        return (long long)1 << 62;
    if (x <= -most)
        return -((long long)1 << 62);
    return (long long)(x < 0 ? x - 0.5 : x + 0.5);
}
