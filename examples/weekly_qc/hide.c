/* hide.c - people as pseudonyms. A pseudonym depends on the key and the name alone: the same person
 * is the same one every week, and without the key nobody can go back. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "weekly_qc.h"

typedef struct alias {
    char *name, *shown;
    int kind;
} alias;

struct hiding {
    const settings *s;
    uint64_t key;
    alias *aliases; /* by name, once they are in order */
    size_t n, ordered;
    size_t longest;
};

hiding *hide_new(const settings *s)
{
    kefu_error error;
    hiding *h = grow(NULL, sizeof *h);
    *h = (hiding){.s = s};
    if (!s->anonymous)
        return h;
    check(kefu_pick_key(s->anonymous, strlen(s->anonymous), &h->key, &error), "--anonymous",
          &error);
    fail_hides(h);
    return h;
}

void hide_free(hiding *h)
{
    fail_hides(NULL);
    for (size_t i = 0; i < h->n; i++) {
        free(h->aliases[i].name);
        free(h->aliases[i].shown);
    }
    free(h->aliases);
    free(h);
}

static char *shown_for(const hiding *h, int kind, const char *name)
{
    static const char *const kinds[][2] = {
        {"客服", "agent"}, {"质检员", "inspector"}, {"买家", "buyer"}, {"人名", "name"}};
    char *out = grow(NULL, 32);
    const uint64_t hash = kefu_pick_hash_text(h->key, name, strlen(name));
    snprintf(out, 32, "%s-%08X", kinds[kind][h->s->language == KEFU_EN], (unsigned)(hash >> 32));
    return out;
}

void hide_name(hiding *h, int kind, const char *name)
{
    const size_t size = strlen(name);
    if (!h->s->anonymous || !size)
        return;
    h->aliases = grow(h->aliases, (h->n + 1) * sizeof *h->aliases);
    h->aliases[h->n++] = (alias){strcpy(grow(NULL, size + 1), name), NULL, kind};
    h->longest = size > h->longest ? size : h->longest;
}

void hide_lines(hiding *h, const char *path)
{
    size_t size;
    char *text = read_text(path, &size);
    char *line = strncmp(text, "\xEF\xBB\xBF", 3) ? text : text + 3;
    while (*line) {
        const size_t n = strcspn(line, "\r\n");
        const int last = !line[n];
        line[n] = '\0';
        hide_name(h, HIDE_OTHER, line);
        line += last ? n : n + 1;
    }
    free(text);
}

/* ---- Finding -------------------------------------------------------------------------------- */

/* Small and capital letters of ASCII are alike: people do not type names with care. */
static int compare_bytes(const char *a, size_t size_a, const char *b, size_t size_b)
{
    for (size_t i = 0; i < size_a && i < size_b; i++) {
        const int by = tolower((unsigned char)a[i]) - tolower((unsigned char)b[i]);
        if (by)
            return by;
    }
    return size_a < size_b ? -1 : size_a > size_b;
}

static int by_name(const void *a, const void *b)
{
    const alias *x = a, *y = b;
    const int by = compare_bytes(x->name, strlen(x->name), y->name, strlen(y->name));
    const int exact = by ? by : strcmp(x->name, y->name);
    return exact ? exact : x->kind - y->kind;
}

static int by_shown(const void *a, const void *b)
{
    const alias *const *x = a, *const *y = b;
    const char *p = strrchr((*x)->shown, '-'), *q = strrchr((*y)->shown, '-');
    return strcmp(p, q);
}

/* Two people with one pseudonym would be one person. */
static void refuse_twins(const hiding *h)
{
    const alias **all = grow(NULL, h->n * sizeof *all);
    for (size_t i = 0; i < h->n; i++)
        all[i] = &h->aliases[i];
    qsort(all, h->n, sizeof *all, by_shown);
    for (size_t i = 1; i < h->n; i++)
        if (!by_shown(&all[i - 1], &all[i]))
            fail_text("--anonymous", "two names get the same pseudonym: choose another key");
    free(all);
}

/* Each name once, under its first kind. */
static void put_in_order(hiding *h)
{
    size_t n = 0;
    if (h->ordered == h->n)
        return;
    qsort(h->aliases, h->n, sizeof *h->aliases, by_name);
    for (size_t i = 0; i < h->n; i++) {
        alias *a = &h->aliases[i];
        if (n && !strcmp(h->aliases[n - 1].name, a->name)) {
            free(a->name);
            free(a->shown);
            continue;
        }
        if (!a->shown)
            a->shown = shown_for(h, a->kind, a->name);
        h->aliases[n++] = *a;
    }
    h->n = h->ordered = n;
    refuse_twins(h);
}

static const alias *alias_of(hiding *h, const char *name, size_t size)
{
    put_in_order(h);
    for (size_t low = 0, high = h->n; low < high;) {
        const size_t middle = low + (high - low) / 2;
        const alias *a = &h->aliases[middle];
        const int by = compare_bytes(name, size, a->name, strlen(a->name));
        if (!by)
            return a;
        if (by < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

const char *hidden(hiding *h, const char *name)
{
    if (!h->s->anonymous || !*name)
        return name;
    const alias *a = alias_of(h, name, strlen(name)), *end = h->aliases + h->n;
    while (a && a > h->aliases &&
           !compare_bytes(a[-1].name, strlen(a[-1].name), name, strlen(name)))
        a--;
    while (a && a < end && strcmp(a->name, name)) /* letters as they are */
        a++;
    if (!a || a == end)
        fail_text("--anonymous", "somebody has no pseudonym");
    return a->shown;
}

size_t hidden_at(hiding *h, const char *text, const char **shown)
{
    size_t size = 0;
    while (size < h->longest && text[size])
        size++;
    for (; size; size--) {
        const alias *a = alias_of(h, text, size);
        if (a) {
            *shown = a->shown;
            return size;
        }
    }
    return 0;
}
