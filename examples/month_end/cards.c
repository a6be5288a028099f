/* cards.c - the card, or a book and its cards; and what they say about metrics. */
#include <stdlib.h>
#include <string.h>

#include "month_end.h"

/* ---- Reading -------------------------------------------------------------------------------- */

const char *text_kept(month *m, const char *path, size_t *size)
{
    char *text = read_text(path, size);
    if (!text)
        return NULL;
    m->texts.items = grow(m->texts.items, ((size_t)m->texts.n + 1) * sizeof *m->texts.items);
    m->texts.items[m->texts.n++] = text;
    return text;
}

static int read_card(month *m, const char *path)
{
    kefu_error error;
    size_t size;
    card_file *file = &m->cards[m->n_cards];
    const char *text = text_kept(m, path, &size);
    if (!text)
        return 1;
    *file = (card_file){.path = path};
    if (kefu_card_from_json(NULL, NULL, text, size, &file->card, &error))
        return complain_scheme(path, text, "--card", &error);
    m->n_cards++;
    if (m->book && kefu_book_add(m->book, file->card, &error))
        return complain(path, &error);
    return 0;
}

static int read_book(month *m)
{
    kefu_error error;
    size_t size;
    if (!m->o->book)
        return 0;
    const char *text = text_kept(m, m->o->book, &size);
    if (!text)
        return 1;
    return kefu_book_from_json(NULL, NULL, text, size, &m->book, &error)
               ? complain_scheme(m->o->book, text, "--book", &error)
               : 0;
}

/* Each card that the book names, before a person turns out to have one that is not there. */
static int check_book(const month *m)
{
    int failed = 0;
    for (int32_t i = 0; m->book && i < kefu_book_cards(m->book); i++) {
        if (kefu_book_card(m->book, i))
            continue;
        fprintf(stderr, "month_end: %s: no --card FILE has the id '%s'; they have", m->o->book,
                kefu_book_card_id(m->book, i));
        for (int k = 0; k < m->n_cards; k++)
            fprintf(stderr, "%s '%s' (%s)", k ? "," : "", kefu_card_id(m->cards[k].card),
                    m->cards[k].path);
        fputc('\n', stderr);
        failed = 1;
    }
    return failed;
}

int cards_read(month *m)
{
    if (read_book(m))
        return 1;
    m->cards = grow(NULL, (size_t)m->o->cards.n * sizeof *m->cards);
    for (int i = 0; i < m->o->cards.n; i++)
        if (read_card(m, m->o->cards.items[i]))
            return 1;
    return check_book(m);
}

/* ---- What they name ------------------------------------------------------------------------- */

static int part_of(const kefu_card *card, const char *metric, kefu_card_part *out)
{
    static const int32_t kinds[] = {KEFU_PART_ITEM, KEFU_PART_ADJUSTMENT, KEFU_PART_RED_LINE,
                                    KEFU_PART_VOLUME};
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        for (int32_t i = 0; i < kefu_card_parts(card, kinds[k]); i++) {
            *out = (kefu_card_part){.struct_size = sizeof *out};
            if (!kefu_card_part_at(card, kinds[k], i, out) && strcmp(out->metric, metric) == 0)
                return 1;
        }
    return 0;
}

int card_part_of(const month *m, const char *metric, kefu_card_part *out)
{
    for (int i = 0; i < m->n_cards; i++)
        if (part_of(m->cards[i].card, metric, out))
            return 1;
    return 0;
}

int32_t metric_direction(const kefu_card_part *part)
{
    return part->direction == KEFU_MIDDLE ? KEFU_NEITHER : part->direction;
}

int metric_quoted(const month *m, const char *name)
{
    const size_t length = strlen(name);
    for (int i = 0; i < m->texts.n; i++)
        for (const char *at = m->texts.items[i]; (at = strstr(at, name)) != NULL; at++)
            if (at > m->texts.items[i] && at[-1] == '"' && at[length] == '"')
                return 1;
    return 0;
}

const char *card_path(const month *m, const char *id)
{
    for (int i = 0; i < m->n_cards; i++)
        if (strcmp(kefu_card_id(m->cards[i].card), id) == 0)
            return m->cards[i].path;
    return id;
}

const char *scheme_path(const month *m)
{
    return m->book ? m->o->book : m->n_cards ? m->cards[0].path : "";
}
