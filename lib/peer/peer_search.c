/* peer_search.c - see net.h: filling a net, and mending one by ways and by chance. */
#include "peer/net.h"

/* ---- Filling -------------------------------------------------------------------------------- */

static int32_t fill_one(kf_peer_net *net, int32_t inspected)
{
    return kf_peer_give(net, inspected, 0) || (!net->mutual && kf_peer_give(net, inspected, 1));
}

int32_t kf_peer_fill(kf_peer_net *net, int32_t most)
{
    int32_t top = 0;
    for (int32_t i = 0; i < net->n; i++)
        if (net->bound[i] > top)
            top = net->bound[i];
    if (most > top)
        most = top;
    kf_peer_clear(net);
    kf_peer_cap(net, most);
    for (int32_t round = 1; round <= net->each; round++)
        for (int32_t j = 0; j < net->n; j++)
            while (net->got[j] < net->need[j] && net->got[j] < round && !fill_one(net, j)) {
                if (most >= top)
                    return j;
                kf_peer_cap(net, ++most);
            }
    return -1;
}

/* ---- Mending -------------------------------------------------------------------------------- */

/* A bit of the row by chance; -1 if there is none. */
static int32_t mend_any(kf_peer_net *net, const uint64_t *row)
{
    int32_t n = kf_peer_bits(net, row), bit = -1;
    net->steps += (int64_t)net->words;
    if (!n)
        return -1;
    for (int32_t nth = kf_peer_chance(net, n); nth >= 0; nth--)
        bit = kf_peer_next(net, row, bit + 1);
    return bit;
}

static const uint64_t *mend_without(kf_peer_net *net, const uint64_t *a, const uint64_t *b)
{
    for (size_t w = 0; w < net->words; w++)
        net->row[w] = a[w] & ~b[w];
    return net->row;
}

static void mend_drop_any(kf_peer_net *net, int32_t inspector)
{
    kf_peer_drop(net, inspector, mend_any(net, kf_peer_row(net, net->out, inspector)));
}

static void mend_trim(kf_peer_net *net)
{
    for (int32_t i = 0; i < net->n; i++)
        while (net->load[i] > net->most[i])
            mend_drop_any(net, i);
}

/* An inspector for j whatever stands in the way; others are lacking for it. */
static int32_t mend_force_inspector(kf_peer_net *net, int32_t j)
{
    int32_t i = mend_any(
        net, mend_without(net, kf_peer_row(net, net->allow, j), kf_peer_row(net, net->in, j)));
    if (i < 0 || !net->most[i])
        return 0;
    if (!net->mutual && kf_peer_paired(net, j, i))
        kf_peer_drop(net, j, i);
    if (net->load[i] >= net->most[i])
        mend_drop_any(net, i);
    kf_peer_put(net, i, j);
    return 1;
}

static int32_t mend_force_pair(kf_peer_net *net, int32_t i)
{
    int32_t j = mend_any(
        net, mend_without(net, kf_peer_row(net, net->reach, i), kf_peer_row(net, net->out, i)));
    if (j < 0)
        return 0;
    if (!net->mutual && kf_peer_paired(net, j, i))
        kf_peer_drop(net, j, i);
    if (net->got[j] >= net->need[j])
        kf_peer_drop(net, mend_any(net, kf_peer_row(net, net->in, j)), j);
    kf_peer_put(net, i, j);
    return 1;
}

/* The next from `from` on for whom have < want; -1 if there is none. */
static int32_t mend_lacking(const kf_peer_net *net, const int32_t *have, const int32_t *want,
                            int32_t from)
{
    for (int32_t k = 0; k < net->n; k++) {
        int32_t x = from + k < net->n ? from + k : from + k - net->n;
        if (have[x] < want[x])
            return x;
    }
    return -1;
}

int32_t kf_peer_mend(kf_peer_net *net, int64_t steps)
{
    int64_t stop = net->steps + steps;
    mend_trim(net);
    for (;;) {
        int32_t from = kf_peer_chance(net, net->n);
        int32_t lacking = mend_lacking(net, net->got, net->need, from);
        int32_t low = lacking < 0 ? mend_lacking(net, net->load, net->least, from) : -1;
        if (lacking < 0 && low < 0)
            return KF_PEER_FOUND;
        if (lacking >= 0 ? kf_peer_give(net, lacking, 1) : kf_peer_raise(net, low, -1))
            continue;
        if (net->mutual)
            return KF_PEER_NONE;
        if (net->steps > stop ||
            !(lacking >= 0 ? mend_force_inspector(net, lacking) : mend_force_pair(net, low)))
            return KF_PEER_GAVE_UP;
    }
}
