/* book.c - the cards of a book, and whose they are. */
#include "card/book.h"

#include <string.h>

#include "base/hash.h"

/* The bytes of the key read "kefu-book-hash/1" when both halves are written little-endian. */
static const kf_hash_key book_hash_key = {0x6F6F622D7566656B, 0x312F687361682D6B};

/* The hash of the rules, then of each card, a line each; an empty one for a card not added. */
kefu_status kf_book_rehash(kefu_book *book, kefu_error *error)
{
    kf_buffer all;
    kefu_status status = KEFU_OK;
    kf_buffer_init(&all, &book->scheme.memory);
    kf_put_format(&all, "%s\n", book->scheme.hash);
    for (int32_t i = 0; i < book->n_cards; i++)
        kf_put_format(&all, "%s\n", book->cards[i] ? book->cards[i]->scheme.hash : "");
    if (all.failed)
        status = kf_no_memory(error);
    else
        kf_siphash_hex(book_hash_key, all.data, all.size, book->hash);
    kf_buffer_free(&all);
    return status;
}

void KEFU_CALL kefu_book_free(kefu_book *book)
{
    if (!book)
        return;
    for (int32_t i = 0; book->cards && i < book->n_cards; i++)
        kefu_card_free(book->cards[i]);
    kf_free_array(&book->scheme.memory, book->cards, (size_t)book->n_cards, sizeof *book->cards);
    kf_scheme_free(&kf_book_kind, &book->scheme);
}

/* ---- Cards ---------------------------------------------------------------------------------- */

static kefu_status book_no_card(const kefu_book *book, const char *id, kefu_error *error)
{
    kf_near near;
    kf_near_init(&near, id, strlen(id));
    for (int32_t i = 0; i < book->n_cards; i++)
        kf_near_add(&near, book->card_ids[i]);
    return kf_fail(error, KEFU_E_NAME, "book '%s': no rule names the card '%s'%s", book->scheme.id,
                   id, kf_near_text(&near));
}

kefu_status KEFU_CALL kefu_book_add(kefu_book *book, const kefu_card *card, kefu_error *error)
{
    int32_t i = 0;
    kefu_status status;
    if (!book || !card)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_book_add: book or card is NULL");
    while (i < book->n_cards && strcmp(book->card_ids[i], card->scheme.id) != 0)
        i++;
    if (i == book->n_cards)
        return book_no_card(book, card->scheme.id, error);
    if (book->cards[i])
        return kf_fail(error, KEFU_E_EXISTS, "book '%s' has the card '%s' already", book->scheme.id,
                       card->scheme.id);
    status = kf_card_copy(&book->scheme.memory, card, &book->cards[i], error);
    if (status)
        return status;
    status = kf_book_rehash(book, error);
    if (status) {
        kefu_card_free(book->cards[i]);
        book->cards[i] = NULL;
    }
    return status;
}

const char *KEFU_CALL kefu_book_id(const kefu_book *book) { return book ? book->scheme.id : NULL; }

const char *KEFU_CALL kefu_book_hash(const kefu_book *book) { return book ? book->hash : NULL; }

const char *KEFU_CALL kefu_book_label(const kefu_book *book, int32_t language)
{
    return book ? kf_label_in(&book->scheme.label, language) : NULL;
}

int32_t KEFU_CALL kefu_book_cards(const kefu_book *book) { return book ? book->n_cards : 0; }

const char *KEFU_CALL kefu_book_card_id(const kefu_book *book, int32_t index)
{
    return index >= 0 && index < kefu_book_cards(book) ? book->card_ids[index] : NULL;
}

const kefu_card *KEFU_CALL kefu_book_card(const kefu_book *book, int32_t index)
{
    return index >= 0 && index < kefu_book_cards(book) ? book->cards[index] : NULL;
}

/* ---- Whose ---------------------------------------------------------------------------------- */

int32_t kf_words_have(const kf_words *words, const char *word)
{
    for (int32_t i = 0; i < words->n; i++)
        if (!strcmp(words->list[i], word))
            return 1;
    return !words->list;
}

int32_t kf_book_card_of(const kefu_book *book, const kefu_person *person, int32_t day)
{
    const char *const words[KF_BOOK_LISTS] = {[KF_BOOK_TEAM] = person->team,
                                              [KF_BOOK_ROLE] = person->role,
                                              [KF_BOOK_STAGE] = person->stage,
                                              [KF_BOOK_COHORT] = person->cohort,
                                              [KF_BOOK_PERSON] = person->person};
    for (int32_t i = 0; i < book->n_rules; i++) {
        const kf_book_rule *rule = &book->rules[i];
        int32_t fits = day >= rule->from && day <= rule->to;
        for (int32_t w = 0; w < KF_BOOK_LISTS && fits; w++)
            fits = kf_words_have(&rule->words[w], words[w] ? words[w] : "");
        if (fits)
            return rule->card;
    }
    return KF_BOOK_NO_RULE;
}

kefu_status KEFU_CALL kefu_book_pick(const kefu_book *book, const kefu_person *person, int32_t day,
                                     int32_t *card, kefu_error *error)
{
    kefu_person ours;
    int32_t found;
    kefu_status status;
    if (!book || !person || !card)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_book_pick: book, person or card is NULL");
    status = kf_take(&ours, sizeof ours, person, error);
    if (status)
        return status;
    found = kf_book_card_of(book, &ours, day);
    if (found == KF_BOOK_NO_RULE)
        return kf_fail(error, KEFU_E_NAME, "book '%s': no rule is about '%s'", book->scheme.id,
                       ours.person);
    if (found >= 0 && !book->cards[found])
        return kf_fail(error, KEFU_E_STATE, "book '%s': the card '%s' was not added",
                       book->scheme.id, book->card_ids[found]);
    *card = found;
    return KEFU_OK;
}
