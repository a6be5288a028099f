/* tally_fingerprint.c - what a tally counts, as a list of parts: hashed it is the fingerprint,
 * compared with another's it tells what differs. How figures are shown is no part of it: no state
 * depends on labels, unit, info->scale, direction or min_n. The parts and their order never change:
 * saved states hold the hash. */
#include <string.h>

#include "base/hash.h"
#include "metric/state.h"
#include "table/roster.h"

/* "kefu fingerprint" in little-endian halves. */
static const kf_hash_key print_key = {0x6E6966207566656Bu, 0x746E697270726567u};

/* ---- The roster ------------------------------------------------------------------------------ */

/* A hash of the alias, and under that as the key one of the person. */
static void print_alias(const kf_key *alias, const kf_key *person, uint8_t out[16])
{
    char digits[21];
    kefu_text text = kf_key_text(alias, digits);
    kf_hash_key key = {0, 0};
    kf_siphash128(print_key, text.data, text.size, out);
    for (int32_t i = 0; i < 8; i++) {
        key.k0 |= (uint64_t)out[i] << (8 * i);
        key.k1 |= (uint64_t)out[8 + i] << (8 * i);
    }
    text = kf_key_text(person, digits);
    kf_siphash128(key, text.data, text.size, out);
}

static void print_add(uint8_t sum[16], const uint8_t one[16])
{
    uint32_t carry = 0;
    for (int32_t i = 0; i < 16; i++) {
        carry += (uint32_t)sum[i] + one[i];
        sum[i] = (uint8_t)(carry & 0xFF);
        carry >>= 8;
    }
}

/* The sum of all aliases of the day: it does not ask for an order. */
void kf_tally_roster_fingerprint(const kefu_tally *tally, uint8_t out[16])
{
    const kefu_roster *roster = tally->roster;
    uint32_t n = roster ? kf_groups_count(roster->aliases) : 0;
    memcpy(out, tally->roster_print, 16);
    for (uint32_t i = 0; i < n; i++) {
        const kf_key *alias = kf_groups_key(roster->aliases, i);
        int64_t person = kf_roster_index(roster, alias, tally->roster_day);
        kf_key key;
        uint8_t one[16];
        if (person < 0)
            continue;
        key = kf_roster_key(roster, person);
        print_alias(alias, &key, one);
        print_add(out, one);
    }
}

/* ---- Parts ----------------------------------------------------------------------------------- */

static const struct print_part {
    char tag;
    int32_t of_metric; /* 1: of the metric named last */
    int32_t shown;     /* 1: the part is a text for people */
    const char *what;
} print_parts[] = {
    {'t', 0, 0, "options.readings"},
    {'s', 0, 1, "options.scale"},
    {'w', 0, 1, "options.where"},
    {'r', 0, 0, "options.roster or roster_day"},
    {'K', 0, 1, "how many keys they have"},
    {'k', 0, 1, "a key"},
    {'M', 0, 1, "how many metrics they have"},
    {'n', 0, 1, "a metric"},
    {'f', 1, 1, "its formula"},
    {'c', 1, 1, "a metric of its formula"},
    {'d', 1, 1, "info->definition"},
};

enum { PRINT_HEAD = 5 }; /* a tag and an uint32 before each part */

static void print_put(kf_buffer *out, char tag, const void *bytes, size_t size)
{
    unsigned char head[PRINT_HEAD] = {(unsigned char)tag};
    for (int32_t i = 0; i < 4; i++)
        head[1 + i] = (unsigned char)((uint64_t)size >> (8 * i) & 0xFF);
    kf_put(out, head, sizeof head);
    kf_put(out, bytes, size);
}

static void print_text(kf_buffer *out, char tag, const char *text)
{
    print_put(out, tag, text, strlen(text));
}

static void print_number(kf_buffer *out, char tag, int64_t number)
{
    char digits[21];
    kf_key key = kf_key_of_number(number);
    kefu_text text = kf_key_text(&key, digits);
    print_put(out, tag, text.data, text.size);
}

/* "kefu.sum/1", and the parameters, also those left out, at the scale of each. */
static void print_call(const kefu_tally *t, int32_t result, kf_buffer *scratch, kf_buffer *out)
{
    const kf_tally_result *r = &t->results[result];
    kf_buffer_clear(scratch);
    kf_put_text(scratch, t->aggregates[r->aggregate].metric->id);
    for (int32_t i = 0; i < r->context.n_params; i++)
        kf_put_format(scratch, " %i", r->context.params[i]);
    out->failed |= scratch->failed;
    print_put(out, 'c', scratch->data, scratch->size);
}

static void print_metric(const kefu_tally *t, const kf_tally_metric *m, kf_buffer *scratch,
                         kf_buffer *out)
{
    print_text(out, 'n', m->info.name);
    print_text(out, 'f', m->meaning);
    for (int32_t i = 0; i < m->n_calls; i++)
        print_call(t, m->results[i], scratch, out);
    print_text(out, 'd', m->info.definition);
}

static void print_roster(const kefu_tally *t, kf_buffer *out)
{
    uint8_t print[16];
    print_number(out, 'r', t->roster_day);
    if (!t->roster_day)
        return;
    kf_tally_roster_fingerprint(t, print);
    print_put(out, 'r', print, sizeof print);
}

static void print_tally(const kefu_tally *t, int32_t with_roster, kf_buffer *out)
{
    kf_buffer scratch;
    kf_buffer_init(&scratch, &t->memory);
    print_text(out, 't', t->readings == 1 ? "kefu tally 1" : "kefu tally 1, two readings");
    print_number(out, 's', t->scale);
    print_text(out, 'w', t->where_text ? t->where_meaning : "");
    if (with_roster)
        print_roster(t, out);
    print_number(out, 'K', t->keys.n);
    for (int32_t i = 0; i < t->keys.n; i++)
        print_text(out, 'k', t->keys.items[i]);
    print_number(out, 'M', t->names.n);
    for (int32_t i = 0; i < t->names.n; i++)
        print_metric(t, &t->metrics[i], &scratch, out);
    kf_buffer_free(&scratch);
}

kefu_status kf_tally_fingerprint(const kefu_tally *tally, uint8_t out[16], kefu_error *error)
{
    kf_buffer parts;
    kefu_status status;
    kf_buffer_init(&parts, &tally->memory);
    print_tally(tally, 1, &parts);
    status = parts.failed ? kf_no_memory(error) : KEFU_OK;
    if (!status)
        kf_siphash128(print_key, parts.data, parts.size, out);
    kf_buffer_free(&parts);
    return status;
}

/* ---- What differs ---------------------------------------------------------------------------- */

static const struct print_part *print_part_of(char tag)
{
    const struct print_part *part = print_parts;
    while (part->tag != tag)
        part++;
    return part;
}

/* The part at `at`, which moves behind it. Up to the first difference tags are equal. */
static kefu_text print_next(const kf_buffer *parts, size_t *at)
{
    const unsigned char *head = (const unsigned char *)parts->data + *at;
    kefu_text text = {parts->data + *at + PRINT_HEAD, 0};
    for (int32_t i = 0; i < 4; i++)
        text.size |= (size_t)head[1 + i] << (8 * i);
    *at += PRINT_HEAD + text.size;
    return text;
}

static kefu_status print_fail(const struct print_part *part, const char *metric, kefu_text x,
                              kefu_text y, kefu_error *error)
{
    static const kefu_text none = {"none", 4};
    x = x.size ? x : none;
    y = y.size ? y : none;
    if (!part->shown)
        return kf_fail(error, KEFU_E_ARGUMENT, "the tallies differ in %s", part->what);
    if (!part->of_metric)
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "the tallies differ in %s: '%t' in one, '%t' in the other", part->what,
                       x.data, x.size, y.data, y.size);
    return kf_fail(error, KEFU_E_ARGUMENT,
                   "metric '%s' of the tallies differs in %s: '%t' in one, '%t' in the other",
                   metric, part->what, x.data, x.size, y.data, y.size);
}

static kefu_status print_differ(const kefu_tally *t, const kf_buffer *a, const kf_buffer *b,
                                kefu_error *error)
{
    int32_t metric = -1;
    for (size_t in_a = 0, in_b = 0; in_a < a->size && in_b < b->size;) {
        const struct print_part *part = print_part_of(a->data[in_a]);
        kefu_text x = print_next(a, &in_a), y = print_next(b, &in_b);
        metric += part->tag == 'n';
        if (x.size != y.size || memcmp(x.data, y.data, x.size) != 0)
            return print_fail(part, metric < 0 ? "" : t->metrics[metric].info.name, x, y, error);
    }
    return KEFU_OK;
}

kefu_status kf_tally_same(const kefu_tally *a, const kefu_tally *b, kefu_error *error)
{
    int32_t rosters = a->roster != b->roster || a->roster_day != b->roster_day || !a->roster;
    kf_buffer x, y;
    kefu_status status;
    kf_buffer_init(&x, &a->memory);
    kf_buffer_init(&y, &a->memory);
    print_tally(a, rosters, &x);
    print_tally(b, rosters, &y);
    status = x.failed || y.failed ? kf_no_memory(error) : print_differ(a, &x, &y, error);
    kf_buffer_free(&x);
    kf_buffer_free(&y);
    return status;
}

kefu_status KEFU_CALL kefu_tally_fingerprint(const kefu_tally *tally, uint8_t out[16],
                                             kefu_error *error)
{
    kefu_status status;
    if (!tally || !out)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_tally_fingerprint: %s is NULL",
                       tally ? "out" : "tally");
    status = kf_tally_healthy(tally, error);
    return status ? status : kf_tally_fingerprint(tally, out, error);
}
