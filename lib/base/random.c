/* random.c - Philox for callers. */
#include "base/philox.h"
#include "kefu/base.h"

void KEFU_CALL kefu_random(const uint32_t key[2], const uint32_t counter[4], uint32_t out[4])
{
    if (!key || !counter || !out)
        return;
    kf_philox at = {counter[0], counter[1], counter[2], counter[3]};
    at = kf_philox_of(key[0], key[1], at);
    out[0] = at.x0;
    out[1] = at.x1;
    out[2] = at.x2;
    out[3] = at.x3;
}
