/* real_root.c - square roots by Newton's method. */
#include "base/real.h"

kf_real kf_real_sqrt(kf_real a)
{
    if (a.sign == 0 || a.sign == KF_REAL_FAILED)
        return a;
    if (a.sign < 0)
        return kf_real_fail();
    const kf_real one = {UINT64_C(1) << 63, -63, 1};
    /* 1 <= part < 4 and a power of four */
    int32_t twos = a.exponent + 63, odd = twos % 2 != 0;
    kf_real part = {a.mantissa, odd ? -62 : -63, 1};
    /* (1 + part) / 2 is 25 % too large at most; each round squares that and halves it */
    kf_real root = kf_real_shift(kf_real_add(one, part), -1);
    for (int32_t round = 0; round < 6; round++)
        root = kf_real_shift(kf_real_add(root, kf_real_div(part, root)), -1);
    return kf_real_shift(root, (twos - odd) / 2);
}
