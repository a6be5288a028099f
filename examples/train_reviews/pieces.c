/* pieces.c - texts that were cut out of others: which of a set are pieces of what is measured on.
 */
#include <stdlib.h>
#include <string.h>

#include "train_reviews.h"

enum { WINDOW = 12, TABLE_BITS = 20 }; /* bytes: four Chinese characters */

struct pieces {
    char *text; /* letters and digits of all texts, a text a line */
    size_t size, room;
    size_t *heads, *next; /* positions + 1 by hash of their window, and the one before */
};

/* Bytes of the character at p, and whether it is a letter, a digit or a Chinese character. */
static size_t next_character(const unsigned char *p, size_t left, int *counts)
{
    static const char kept[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    size_t size = p[0] < 0xC0 ? 1 : p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
    *counts = p[0] >= 0x80 || memchr(kept, p[0], sizeof kept - 1) != NULL;
    size = size > left ? left : size;
    if (size == 3 && ((p[0] == 0xE2 && p[1] <= 0x81) || (p[0] == 0xE3 && p[1] == 0x80) ||
                      (p[0] == 0xEF && p[1] >= 0xBC)))
        *counts = 0;
    return size;
}

/* What counts of a text to out[text.size + 1], with NUL; its bytes. */
static size_t key_of(kefu_text text, char *out)
{
    size_t n = 0, size;
    for (size_t i = 0; i < text.size; i += size) {
        int counts;
        size = next_character((const unsigned char *)text.data + i, text.size - i, &counts);
        if (counts)
            memcpy(out + n, text.data + i, size);
        n += counts ? size : 0;
    }
    out[n] = '\0';
    return n;
}

static uint32_t hash_of(const char *at)
{
    uint32_t hash = 2166136261u;
    for (int i = 0; i < WINDOW; i++)
        hash = (hash ^ (unsigned char)at[i]) * 16777619u;
    return (hash * 0x9E3779B1u) >> (32 - TABLE_BITS);
}

static void add_text(pieces *p, kefu_text text)
{
    if (p->room < p->size + text.size + 2)
        p->text = grow(p->text, p->room = 2 * (p->size + text.size + 2));
    p->size += key_of(text, p->text + p->size);
    p->text[p->size++] = '\n';
    p->text[p->size] = '\0';
}

static void index_text(pieces *p)
{
    p->heads = calloc((size_t)1 << TABLE_BITS, sizeof *p->heads);
    p->next = calloc(p->size + 1, sizeof *p->next);
    if (!p->heads || !p->next)
        fail_text("pieces", "there is no memory left");
    for (size_t i = 0; i + WINDOW <= p->size; i++) {
        size_t *head_of = &p->heads[hash_of(p->text + i)];
        p->next[i] = *head_of;
        *head_of = i + 1;
    }
}

pieces *pieces_of_dev(const char *data, const recipe *r)
{
    pieces *p = grow(NULL, sizeof *p);
    *p = (pieces){NULL, 0, 0, NULL, NULL};
    for (int i = 0; i < r->n_sets; i++) {
        if (r->sets[i].pieces)
            continue;
        labelled l = read_set(data, r, &r->sets[i], "dev.tsv");
        for (int64_t k = 0; k < l.n; k++)
            add_text(p, l.texts[k]);
        free_set(&l);
    }
    index_text(p);
    return p;
}

int is_piece(const pieces *p, kefu_text text)
{
    char *key = grow(NULL, text.size + 1);
    const size_t size = key_of(text, key);
    int found = size < WINDOW && size > 0 && strstr(p->text, key) != NULL;
    for (size_t at = size < WINDOW ? 0 : p->heads[hash_of(key)]; at && !found; at = p->next[at - 1])
        found = at - 1 + size <= p->size && !memcmp(p->text + at - 1, key, size);
    free(key);
    return found;
}

void free_pieces(pieces *p)
{
    if (!p)
        return;
    free(p->text);
    free(p->heads);
    free(p->next);
    free(p);
}
