/* random.c - Philox for callers. */
#include "base/philox.h"
#include "kefu/base.h"

void KEFU_CALL kefu_random(const uint32_t key[2], const uint32_t counter[4], uint32_t out[4])
{
    if (!key || !counter || !out)
        return;
    uint32_t key0 = key[0], key1 = key[1];
    kf_philox x = {counter[0], counter[1], counter[2], counter[3]};
    for (int round = 0; round < KF_PHILOX_ROUNDS; round++) {
        x = kf_philox_round(x, key0, key1);
        key0 += kf_philox_step0;
        key1 += kf_philox_step1;
    }
    out[0] = x.x0;
    out[1] = x.x1;
    out[2] = x.x2;
    out[3] = x.x3;
}
