/* peer_net.c - see net.h: the matrices. */
#include "peer/net.h"

#include <string.h>

enum { NET_ROWS = 5, NET_SINGLES = 3, NET_NUMBERS = 10 };

/* ---- Rows ----------------------------------------------------------------------------------- */

static int32_t net_lowest(uint64_t word)
{
    int32_t at = 0;
    for (int32_t step = 32; step; step >>= 1)
        if (!(word & ((UINT64_C(1) << step) - 1))) {
            word >>= step;
            at += step;
        }
    return at;
}

int32_t kf_peer_next(const kf_peer_net *net, const uint64_t *row, int32_t bit)
{
    size_t word = (size_t)bit >> 6;
    if (bit >= net->n)
        return net->n;
    uint64_t left = row[word] & (~UINT64_C(0) << (bit & 63));
    while (!left && ++word < net->words)
        left = row[word];
    return left ? (int32_t)(word * 64) + net_lowest(left) : net->n;
}

int32_t kf_peer_bits(const kf_peer_net *net, const uint64_t *row)
{
    int32_t n = 0;
    for (size_t w = 0; w < net->words; w++) {
        uint64_t x = row[w]; /* counted in pairs, in fours, in bytes */
        x -= x >> 1 & UINT64_C(0x5555555555555555);
        x = (x & UINT64_C(0x3333333333333333)) + (x >> 2 & UINT64_C(0x3333333333333333));
        x = (x + (x >> 4)) & UINT64_C(0x0F0F0F0F0F0F0F0F);
        n += (int32_t)(x * UINT64_C(0x0101010101010101) >> 56);
    }
    return n;
}

/* ---- Room ----------------------------------------------------------------------------------- */

int32_t kf_peer_net_init(kf_peer_net *net, const kf_memory *memory, int32_t n)
{
    size_t people = (size_t)n, words = (people + 63) / 64;
    *net = (kf_peer_net){.memory = memory, .n = n, .words = words};
    net->allow =
        kf_alloc_zeros(memory, (people * NET_ROWS + NET_SINGLES) * words, sizeof(uint64_t));
    net->most = kf_alloc_zeros(memory, people * NET_NUMBERS, sizeof(int32_t));
    if (!net->allow || !net->most) {
        kf_peer_net_free(net);
        return 0;
    }
    uint64_t **rows[NET_ROWS] = {&net->allow, &net->reach, &net->in, &net->out, &net->before};
    for (size_t i = 1; i < NET_ROWS; i++)
        *rows[i] = net->allow + i * people * words;
    net->seen_from = net->allow + NET_ROWS * people * words;
    net->seen_to = net->seen_from + words;
    net->row = net->seen_to + words;
    int32_t **numbers[NET_NUMBERS] = {&net->most, &net->least, &net->bound, &net->need, &net->got,
                                      &net->load, &net->up,    &net->by,    &net->queue};
    for (size_t i = 1; i < NET_NUMBERS && numbers[i]; i++)
        *numbers[i] = net->most + i * people;
    return 1;
}

void kf_peer_net_free(kf_peer_net *net)
{
    size_t people = (size_t)net->n;
    if (!net->memory)
        return;
    kf_free_array(net->memory, net->allow, (people * NET_ROWS + NET_SINGLES) * net->words,
                  sizeof(uint64_t));
    kf_free_array(net->memory, net->most, people * NET_NUMBERS, sizeof(int32_t));
    *net = (kf_peer_net){0};
}

/* ---- Pairs ---------------------------------------------------------------------------------- */

void kf_peer_allow(kf_peer_net *net, int32_t inspector, int32_t inspected, int32_t allow)
{
    void (*change)(uint64_t *, int32_t) = allow ? kf_bit_set : kf_bit_clear;
    change(kf_peer_row(net, net->allow, inspected), inspector);
    change(kf_peer_row(net, net->reach, inspector), inspected);
}

int32_t kf_peer_allowed(const kf_peer_net *net, int32_t inspector, int32_t inspected)
{
    return kf_bit(kf_peer_row(net, net->allow, inspected), inspector);
}

void kf_peer_put(kf_peer_net *net, int32_t inspector, int32_t inspected)
{
    kf_bit_set(kf_peer_row(net, net->in, inspected), inspector);
    kf_bit_set(kf_peer_row(net, net->out, inspector), inspected);
    net->load[inspector]++;
    net->got[inspected]++;
}

void kf_peer_drop(kf_peer_net *net, int32_t inspector, int32_t inspected)
{
    kf_bit_clear(kf_peer_row(net, net->in, inspected), inspector);
    kf_bit_clear(kf_peer_row(net, net->out, inspector), inspected);
    net->load[inspector]--;
    net->got[inspected]--;
}

int32_t kf_peer_paired(const kf_peer_net *net, int32_t inspector, int32_t inspected)
{
    return kf_bit(kf_peer_row(net, net->in, inspected), inspector);
}

void kf_peer_clear(kf_peer_net *net)
{
    size_t people = (size_t)net->n, row = net->words * sizeof *net->in;
    memset(net->in, 0, people * row);
    memset(net->out, 0, people * row);
    memset(net->load, 0, people * sizeof *net->load);
    memset(net->got, 0, people * sizeof *net->got);
}

size_t kf_peer_keep(const kf_peer_net *net, uint32_t *room)
{
    size_t n = 0;
    for (int32_t j = 0; j < net->n; j++) {
        const uint64_t *in = kf_peer_row(net, net->in, j);
        for (int32_t i = kf_peer_next(net, in, 0); i < net->n; i = kf_peer_next(net, in, i + 1))
            room[n++] = (uint32_t)i * (uint32_t)net->n + (uint32_t)j;
    }
    return n;
}

void kf_peer_restore(kf_peer_net *net, const uint32_t *room, size_t n)
{
    kf_peer_clear(net);
    for (size_t p = 0; p < n; p++)
        kf_peer_put(net, (int32_t)(room[p] / (uint32_t)net->n),
                    (int32_t)(room[p] % (uint32_t)net->n));
}

/* ---- Loads ---------------------------------------------------------------------------------- */

void kf_peer_cap(kf_peer_net *net, int32_t most)
{
    for (int32_t i = 0; i < net->n; i++)
        net->most[i] = most < net->bound[i] ? most : net->bound[i];
}

void kf_peer_floor(kf_peer_net *net, int32_t least)
{
    for (int32_t i = 0; i < net->n; i++)
        net->least[i] = least < net->bound[i] ? least : net->bound[i];
}

int32_t kf_peer_fewest(const kf_peer_net *net)
{
    int32_t fewest = INT32_MAX;
    for (int32_t i = 0; i < net->n; i++)
        if (net->bound[i] && net->load[i] < fewest)
            fewest = net->load[i];
    return fewest == INT32_MAX ? 0 : fewest;
}

int32_t kf_peer_most(const kf_peer_net *net)
{
    int32_t most = 0;
    for (int32_t i = 0; i < net->n; i++)
        if (net->load[i] > most)
            most = net->load[i];
    return most;
}

int32_t kf_peer_chance(kf_peer_net *net, int32_t below)
{
    const uint32_t counter[4] = {net->drawn++, 0, 0, 0};
    uint32_t drawn[4];
    kefu_random(net->key, counter, drawn);
    return (int32_t)((uint64_t)drawn[0] * (uint32_t)below >> 32);
}
