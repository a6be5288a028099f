/* near.c - the names nearest to a misspelt one, for error messages. */
#include <string.h>

#include "base/fail.h"
#include "base/text.h"

enum { NEAR_MOST = 48, NEAR_BEST = 3 };

/* A name as characters, capital letters as small ones, cut at NEAR_MOST. */
typedef struct near_word {
    uint32_t code[NEAR_MOST];
    size_t n;
} near_word;

static near_word near_word_of(const char *text, size_t size)
{
    near_word word;
    word.n = 0;
    while (size && word.n < NEAR_MOST) {
        uint32_t *code = &word.code[word.n];
        size_t length = kf_utf8_decode(text, size, code);
        if (!length)
            break;
        if (*code >= 'A' && *code <= 'Z')
            *code += 'a' - 'A';
        word.n++;
        text += length;
        size -= length;
    }
    return word;
}

static int32_t near_least(int32_t a, int32_t b) { return a < b ? a : b; }

/* Levenshtein distance. */
static int32_t near_distance(const near_word *a, const near_word *b)
{
    int32_t row[NEAR_MOST + 1];
    for (size_t j = 0; j <= b->n; j++)
        row[j] = (int32_t)j;
    for (size_t i = 1; i <= a->n; i++) {
        int32_t diagonal = row[0];
        row[0] = (int32_t)i;
        for (size_t j = 1; j <= b->n; j++) {
            int32_t change = diagonal + (a->code[i - 1] != b->code[j - 1]);
            diagonal = row[j];
            row[j] = near_least(change, near_least(row[j], row[j - 1]) + 1);
        }
    }
    return row[b->n];
}

static int near_contains(const near_word *whole, const near_word *part)
{
    for (size_t i = 0; i + part->n <= whole->n; i++)
        if (memcmp(whole->code + i, part->code, part->n * sizeof *part->code) == 0)
            return 1;
    return 0;
}

/* Names that share nothing are no help: half of the longer one may differ, or one contains the
 * other, of at least two characters. */
static int near_enough(const near_word *a, const near_word *b, int32_t distance)
{
    const near_word *longer = a->n > b->n ? a : b, *shorter = a->n > b->n ? b : a;
    if ((size_t)distance * 2 <= longer->n)
        return 1;
    return shorter->n >= 2 && near_contains(longer, shorter);
}

void kf_near_init(kf_near *near, const char *name, size_t size)
{
    memset(near, 0, sizeof *near);
    near->name = name;
    near->size = size;
}

void kf_near_add(kf_near *near, const char *candidate)
{
    near_word mine = near_word_of(near->name, near->size);
    near_word theirs = near_word_of(candidate, strlen(candidate));
    int32_t distance = near_distance(&mine, &theirs);
    int32_t at;
    if (!near_enough(&mine, &theirs, distance))
        return;
    for (int32_t i = 0; i < near->n; i++)
        if (strcmp(near->best[i], candidate) == 0)
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
    near_append(near, used, used ? "?" : "");
    return near->text;
}
