/* book_lint.c - the faults of a book: of its rules, then of its cards. */
#include <string.h>

#include "card/book.h"
#include "card/lint.h"

/* ---- Rules that never decide ---------------------------------------------------------------- */

enum { BOOK_COMBINATIONS = 4096 }; /* of words that a rule is looked at for */

/* One word of each list of a rule; NULL where it has no list: anybody's. */
typedef struct book_words {
    const char *word[KF_BOOK_LISTS];
} book_words;

static int32_t book_fits(const kf_book_rule *rule, const book_words *words)
{
    for (int32_t w = 0; w < KF_BOOK_LISTS; w++)
        if (rule->words[w].list &&
            (!words->word[w] || !kf_words_have(&rule->words[w], words->word[w])))
            return 0;
    return 1;
}

/* The last day that a rule before `end` holds from `day` on for these words; day - 1 if none does.
 */
static int64_t book_held_until(const kefu_book *book, int32_t end, const book_words *words,
                               int64_t day)
{
    int64_t until = day - 1;
    for (int32_t i = 0; i < end; i++) {
        const kf_book_rule *rule = &book->rules[i];
        if (rule->to > until && rule->from <= day && book_fits(rule, words))
            until = rule->to;
    }
    return until;
}

static int32_t book_words_are_covered(const kefu_book *book, int32_t index, const book_words *words)
{
    const kf_book_rule *rule = &book->rules[index];
    int64_t day = rule->from;
    while (day <= rule->to) {
        int64_t until = book_held_until(book, index, words, day);
        if (until < day)
            return 0;
        day = until + 1;
    }
    return 1;
}

/* How many combinations of its words a rule has; 0 if too many to look at. */
static int32_t book_combinations(const kf_book_rule *rule)
{
    int32_t n = 1;
    for (int32_t w = 0; w < KF_BOOK_LISTS; w++) {
        if (!rule->words[w].list)
            continue;
        if (rule->words[w].n > BOOK_COMBINATIONS / n)
            return 0;
        n *= rule->words[w].n;
    }
    return n;
}

static int32_t book_is_covered(const kefu_book *book, int32_t index)
{
    const kf_book_rule *rule = &book->rules[index];
    int32_t n = book_combinations(rule);
    for (int32_t i = 0; i < n; i++) {
        book_words words = {{NULL}};
        int32_t rest = i;
        for (int32_t w = 0; w < KF_BOOK_LISTS; w++) {
            if (!rule->words[w].list)
                continue;
            words.word[w] = rule->words[w].list[rest % rule->words[w].n];
            rest /= rule->words[w].n;
        }
        if (!book_words_are_covered(book, index, &words))
            return 0;
    }
    return n > 0;
}

static void book_lint_rule(kf_lint *lint, const kefu_book *book, int32_t index)
{
    const kf_book_rule *rule = &book->rules[index];
    if (rule->from > rule->to) {
        kf_lint_begin(lint, KEFU_LINT_BOOK, KEFU_SEVERITY_ERROR, kf_json_get(rule->node, "to"),
                      "/rules/%d/to", index);
        kf_lint_say(lint, "结束日期早于开始日期,这条规则不会生效",
                    "the last day is before the first: this rule never holds");
        kf_lint_end(lint);
    } else if (book_is_covered(book, index)) {
        kf_lint_begin(lint, KEFU_LINT_BOOK, KEFU_SEVERITY_WARNING, rule->node, "/rules/%d", index);
        kf_lint_say(lint, "前面的规则已覆盖全部对象,这条规则不会生效",
                    "earlier rules hold for all that this one is about: it never decides");
        kf_lint_end(lint);
    }
}

/* ---- Cards ---------------------------------------------------------------------------------- */

static int32_t book_first_rule(const kefu_book *book, int32_t card)
{
    int32_t i = 0;
    while (book->rules[i].card != card)
        i++;
    return i;
}

static void book_lint_missing(kf_lint *lint, const kefu_book *book, int32_t card)
{
    int32_t rule = book_first_rule(book, card);
    kf_lint_begin(lint, KEFU_LINT_BOOK, KEFU_SEVERITY_ERROR,
                  kf_json_get(book->rules[rule].node, "card"), "/rules/%d/card", rule);
    kf_lint_say(lint, "缺少方案「", "the card '");
    kf_lint_say(lint, book->card_ids[card], book->card_ids[card]);
    kf_lint_say(lint, "」:规则提到了它,但没有加入方案册", "' was not added to the book");
    kf_lint_end(lint);
}

static const char *book_copy(kf_arena *arena, const char *before, const char *text)
{
    size_t n = strlen(before), size = strlen(text);
    char *copy = kf_arena_alloc(arena, n + size + 1);
    if (!copy)
        return NULL;
    memcpy(copy, before, n);
    memcpy(copy + n, text, size + 1);
    return copy;
}

static int32_t book_take(kefu_findings *all, const kf_lint_found *found, const char *id)
{
    kf_lint_found copy = *found;
    kf_lint_found *items =
        kf_reserve(&all->memory, all->items, &all->capacity, all->n + 1, sizeof *items);
    if (!items)
        return 0;
    all->items = items;
    copy.path = book_copy(&all->arena, id, found->path);
    copy.zh = book_copy(&all->arena, "", found->zh);
    copy.en = book_copy(&all->arena, "", found->en);
    items[all->n++] = copy;
    return copy.path && copy.zh && copy.en;
}

/* Those of a card, with its id and "#" before their paths. */
static kefu_status book_lint_card(kefu_findings *all, const kefu_card *card, kefu_error *error)
{
    kefu_findings *findings = NULL;
    const char *id = NULL;
    kefu_status status = kefu_card_lint(card, NULL, &findings, error);
    if (status)
        return status;
    id = book_copy(&all->arena, card->scheme.id, "#");
    for (size_t i = 0; i < findings->n && id && !status; i++)
        if (!book_take(all, &findings->items[i], id))
            status = kf_no_memory(error);
    kefu_findings_free(findings);
    return id ? status : kf_no_memory(error);
}

kefu_status KEFU_CALL kefu_book_lint(const kefu_book *book, kefu_findings **out, kefu_error *error)
{
    kf_lint lint;
    kefu_findings *findings = NULL;
    kefu_status status;
    if (!book || !out)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_book_lint: book or out is NULL");
    status = kf_lint_open(&lint, &book->scheme.memory, error);
    if (status)
        return status;
    for (int32_t i = 0; i < book->n_rules; i++)
        book_lint_rule(&lint, book, i);
    for (int32_t i = 0; i < book->n_cards; i++)
        if (!book->cards[i])
            book_lint_missing(&lint, book, i);
    status = kf_lint_close(&lint, &findings, error);
    for (int32_t i = 0; i < book->n_cards && !status; i++)
        if (book->cards[i])
            status = book_lint_card(findings, book->cards[i], error);
    if (status)
        kefu_findings_free(findings);
    else
        *out = findings;
    return status;
}
