/* book_json.c - a book from its JSON. */
#include <string.h>

#include "card/book.h"

/* ---- Rules ---------------------------------------------------------------------------------- */

static kefu_status book_read_card(kf_json_reading *reader, const kf_json_at *at, void *to,
                                  const void *with)
{
    if (at->node->type == KF_JSON_NULL)
        return KEFU_OK;
    return kf_read_revision_id(reader, at, to, with);
}

static kefu_status book_read_date(kf_json_reading *reader, const kf_json_at *at, void *to,
                                  const void *with)
{
    const kf_json_node *node = at->node;
    (void)with;
    if (node->type != KF_JSON_STRING || kefu_date_parse(node->text, node->size, to, NULL))
        return kf_json_fail(reader, at, "expected a date such as ", "\"2026-11-01\"");
    return KEFU_OK;
}

static kefu_status book_read_words(kf_json_reading *reader, const kf_json_at *at, void *to,
                                   const void *with)
{
    kf_words *words = to;
    const kf_json_node *node = at->node->child;
    int32_t n = 0;
    kefu_status status =
        kf_read_array(reader, at, KF_BOOK_WORDS, 0, sizeof *words->list, &words->list, &n);
    for (; !status && words->n < n; node = node->next, words->n++) {
        kf_json_at inner = kf_at_element(at, node, words->n);
        status = kf_read_text(reader, &inner, (void *)&words->list[words->n], with);
    }
    return status;
}

#define BOOK_WORDS(which) offsetof(kf_book_rule, words) + which * sizeof(kf_words), NULL, 0

static const kf_json_field book_rule_fields[] = {
    {"card", book_read_card, offsetof(kf_book_rule, card_id), NULL, 1},
    {"team", book_read_words, BOOK_WORDS(KF_BOOK_TEAM)},
    {"role", book_read_words, BOOK_WORDS(KF_BOOK_ROLE)},
    {"stage", book_read_words, BOOK_WORDS(KF_BOOK_STAGE)},
    {"cohort", book_read_words, BOOK_WORDS(KF_BOOK_COHORT)},
    {"person", book_read_words, BOOK_WORDS(KF_BOOK_PERSON)},
    {"from", book_read_date, offsetof(kf_book_rule, from), NULL, 0},
    {"to", book_read_date, offsetof(kf_book_rule, to), NULL, 0},
};

/* There are as many cards as rules at most. */
static int32_t book_number_card(kefu_book *book, const char *id)
{
    int32_t i = 0;
    if (!id)
        return KF_BOOK_NO_CARD;
    while (i < book->n_cards && strcmp(book->card_ids[i], id) != 0)
        i++;
    if (i == book->n_cards)
        book->card_ids[book->n_cards++] = id;
    return i;
}

static kefu_status book_read_rules(kf_json_reading *reader, const kf_json_at *at, void *to,
                                   const void *with)
{
    kefu_book *book = to;
    const kf_json_node *node = at->node->child;
    int32_t n = 0;
    kefu_status status =
        kf_read_array(reader, at, KF_BOOK_RULES, 0, sizeof *book->rules, &book->rules, &n);
    (void)with;
    if (status)
        return status;
    book->card_ids = kf_arena_alloc(&book->scheme.arena, (size_t)n * sizeof *book->card_ids);
    if (!book->card_ids)
        return kf_no_memory(reader->error);
    for (; !status && book->n_rules < n; node = node->next) {
        kf_book_rule *rule = &book->rules[book->n_rules];
        kf_json_at inner = kf_at_element(at, node, book->n_rules);
        rule->from = INT32_MIN;
        rule->to = INT32_MAX;
        rule->node = node;
        status = kf_read_object(reader, &inner, rule, book_rule_fields,
                                sizeof book_rule_fields / sizeof *book_rule_fields);
        if (status)
            return status;
        rule->card = book_number_card(book, rule->card_id);
        book->n_rules++;
    }
    return KEFU_OK;
}

/* ---- The top -------------------------------------------------------------------------------- */

static const kf_json_field book_fields[] = {
    {"format", kf_read_format, 0, NULL, 1},
    {"id", kf_read_revision_id, offsetof(kefu_book, scheme.id), NULL, 1},
    {"label", kf_read_label, offsetof(kefu_book, scheme.label), NULL, 0},
    {"rules", book_read_rules, 0, NULL, 1},
};

static kefu_status book_fill(kf_json_reading *reader, const kf_json_at *root, void *book)
{
    reader->what = "book";
    return kf_read_object(reader, root, book, book_fields,
                          sizeof book_fields / sizeof *book_fields);
}

const kf_scheme_kind kf_book_kind = {sizeof(kefu_book), "kefu_book_from_json", book_fill};

kefu_status KEFU_CALL kefu_book_from_json(const kefu_allocator *allocator,
                                          const kefu_limits *limits, const char *json, size_t size,
                                          kefu_book **out, kefu_error *error)
{
    void *made = NULL;
    kefu_status status = kf_scheme_from_json(&kf_book_kind, allocator, limits, out ? json : NULL,
                                             size, &made, error);
    if (status)
        return status;
    kefu_book *book = made;
    book->cards = kf_alloc_zeros(&book->scheme.memory, (size_t)book->n_cards, sizeof *book->cards);
    status = book->cards ? kf_book_rehash(book, error) : kf_no_memory(error);
    if (status)
        kefu_book_free(book);
    else
        *out = book;
    return status;
}
