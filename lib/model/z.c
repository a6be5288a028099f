/* z.c - a score against the size of its text: z = score × root / 2^16 rounded toward zero, where
 * root = 2^32 / sqrt(looked + 20) rounded down. */
#include "base/words.h"
#include "model/model.h"
#include "model/z_roots.inc"

enum { Z_PRIOR = 20 }; /* features that a text counts as having in addition: short ones know less */

/* 2^64 / n, n > 1; 2^64 itself has no place. */
static uint64_t z_share(uint64_t n) { return UINT64_MAX / n + (UINT64_MAX % n == n - 1); }

/* The largest number whose square is at most x > 0. Newton's steps go down from above the root, so
 * the first that does not is there. */
static uint64_t z_sqrt(uint64_t x)
{
    uint64_t root = UINT64_C(1) << (65 - kf_leading_zeros(x)) / 2;
    for (;;) {
        uint64_t next = (root + x / root) / 2;
        if (next >= root)
            return root;
        root = next;
    }
}

uint64_t kf_z_root(int32_t looked)
{
    if ((size_t)looked < sizeof z_roots / sizeof *z_roots)
        return z_roots[looked];
    return z_sqrt(z_share((uint64_t)looked + Z_PRIOR));
}

int64_t kf_z(int64_t score, int32_t looked) { return kf_z_of(score, kf_z_root(looked)); }
