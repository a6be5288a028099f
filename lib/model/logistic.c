/* logistic.c - chances of millionths from 2^-16ths, in integers: e^-x as a product of e^-(whole
 * part), e^-(sixteenths) and four terms of the series of the rest. */
#include "base/words.h"
#include "model/model.h"

/* e^-k and e^-(k / 16), in 2^-63rds to nearest. */
static const uint64_t logistic_whole[16] = {
    0x8000000000000000, 0x2F16AC6C59DE6F8D, 0x1152AAA3BF81CBA0, 0x065F6C3333AC2BB2,
    0x02582AB704279E8F, 0x00DCC9FF006A9BB1, 0x00513947C44F5357, 0x001DE16B9C24A98F,
    0x000AFE10820813D6, 0x00040B3C89499516, 0x00017CD79B5647CA, 0x00008C1AA11C7B3B,
    0x0000338A98768779, 0x000012F6053B981E, 0x000006F9B1BF6C06, 0x00000290EB9444FE,
};
static const uint64_t logistic_sixteenths[16] = {
    0x8000000000000000, 0x783EAFEF1C0A8F39, 0x70F5A893B608861E, 0x6A1DA04B021DEF01,
    0x63AFBE7AB2082BA2, 0x5DA594B7C8BDF84D, 0x57F91857A63A3AAA, 0x52A49C64DBF42359,
    0x4DA2CBF1BE5827FA, 0x48EEA4C3055A2BFF, 0x4483724D264F9EAD, 0x405CC8FF640081B1,
    0x3C7681D7DF9AFCA6, 0x38CCB63C3E3C1A08, 0x355BBC12BB5A9680, 0x32202217C0D2EC1C,
};

enum {
    LOGISTIC_ONE = 1000000,
    LOGISTIC_END = 16 << 16 /* from here on 10^6 e^-x rounds to 0 */
};

/* e^-x of x in 2^-16ths below a sixteenth, in 2^-32nds: 1 - x (1 - x/2 (1 - x/3 (1 - x/4))). */
static uint64_t logistic_series(uint64_t x)
{
    const uint64_t one = UINT64_C(1) << 32;
    uint64_t u = x << 16, sum = one;
    for (uint64_t n = 4; n > 0; n--)
        sum = one - (u * sum >> 32) / n;
    return sum;
}

/* e^-x of x in 2^-16ths, 0 <= x < LOGISTIC_END, in 2^-40ths. A step of x changes it by 2^-16 of
 * itself and its error is below 2^-26 of itself, so it never rises. */
static uint64_t logistic_exp(uint64_t x)
{
    uint64_t e = kf_mul_high(logistic_whole[x >> 16], logistic_sixteenths[x >> 12 & 15]);
    return kf_mul_high(e, logistic_series(x & 0xFFF) << 31) >> 21;
}

int32_t kf_logistic(int64_t x)
{
    const uint64_t one = UINT64_C(1) << 40;
    int32_t chance = LOGISTIC_ONE;
    if (x > -LOGISTIC_END && x < LOGISTIC_END) {
        uint64_t whole = one + logistic_exp((uint64_t)(x < 0 ? -x : x));
        chance = (int32_t)((LOGISTIC_ONE * one + whole / 2) / whole);
    }
    return x < 0 ? LOGISTIC_ONE - chance : chance;
}
