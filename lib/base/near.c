/* near.c - the names nearest to a misspelt one, for error messages. */
#include <string.h>

#include "base/fail.h"
#include "base/text.h"

enum { NEAR_MOST = 48, NEAR_BEST = 3 };

static size_t near_codes(const char *text, size_t size, uint32_t codes[NEAR_MOST])
{
    size_t n = 0;
    while (size && n < NEAR_MOST) {
        size_t length = kf_utf8_decode(text, size, &codes[n]);
        if (!length)
            return n;
        if (codes[n] >= 'A' && codes[n] <= 'Z')
            codes[n] += 'a' - 'A';
        n++;
        text += length;
        size -= length;
    }
    return n;
}

static int32_t near_least(int32_t a, int32_t b) { return a < b ? a : b; }

/* Levenshtein distance in characters, capital letters as small ones. */
static int32_t near_distance(const char *a, size_t a_size, const char *b, size_t b_size)
{
    uint32_t x[NEAR_MOST], y[NEAR_MOST];
    int32_t row[NEAR_MOST + 1];
    size_t n = near_codes(a, a_size, x), m = near_codes(b, b_size, y);
    for (size_t j = 0; j <= m; j++)
        row[j] = (int32_t)j;
    for (size_t i = 1; i <= n; i++) {
        int32_t diagonal = row[0];
        row[0] = (int32_t)i;
        for (size_t j = 1; j <= m; j++) {
            int32_t change = diagonal + (x[i - 1] != y[j - 1]);
            diagonal = row[j];
            row[j] = near_least(change, near_least(row[j], row[j - 1]) + 1);
        }
    }
    return row[m];
}

void kf_near_init(kf_near *near, const char *name, size_t size)
{
    memset(near, 0, sizeof *near);
    near->name = name;
    near->size = size;
}

/* Names that share nothing are no help: half of the longer name may differ, or one contains the
 * other. */
static int32_t near_enough(const kf_near *near, const char *candidate, int32_t distance)
{
    size_t mine = kf_utf8_count(near->name, near->size);
    size_t theirs = kf_utf8_count(candidate, strlen(candidate));
    size_t longer = mine > theirs ? mine : theirs;
    return (size_t)distance * 2 <= longer;
}

void kf_near_add(kf_near *near, const char *candidate)
{
    int32_t distance = near_distance(near->name, near->size, candidate, strlen(candidate));
    int32_t at;
    if (!near_enough(near, candidate, distance))
        return;
    for (at = near->n; at > 0 && near->distance[at - 1] > distance; at--)
        ;
    if (at == NEAR_BEST)
        return;
    if (near->n < NEAR_BEST)
        near->n++;
    for (int32_t i = near->n - 1; i > at; i--) {
        near->distance[i] = near->distance[i - 1];
        near->best[i] = near->best[i - 1];
    }
    near->distance[at] = distance;
    near->best[at] = candidate;
}

static size_t near_append(kf_near *near, size_t used, const char *text)
{
    size_t size = strlen(text);
    if (used + size >= sizeof near->text)
        size = 0;
    memcpy(near->text + used, text, size);
    near->text[used + size] = 0;
    return used + size;
}

const char *kf_near_text(kf_near *near)
{
    size_t used = 0;
    near->text[0] = 0;
    for (int32_t i = 0; i < near->n; i++) {
        if (used + strlen(near->best[i]) + 20 > sizeof near->text)
            break;
        used = near_append(near, used, i ? " or '" : "; did you mean '");
        used = near_append(near, used, near->best[i]);
        used = near_append(near, used, "'");
    }
    return near_append(near, used, used ? "?" : ""), near->text;
}
