/* book.h - a book as it was read: rules that say whose card is which, and the cards. */
#ifndef KF_BOOK_H
#define KF_BOOK_H

#include "card/card.h"

enum { KF_BOOK_RULES = 10000, KF_BOOK_WORDS = 10000 }; /* words of one list */

/* Of a rule: lists that must have the person's word. */
enum { KF_BOOK_TEAM, KF_BOOK_ROLE, KF_BOOK_STAGE, KF_BOOK_COHORT, KF_BOOK_PERSON, KF_BOOK_LISTS };

enum { KF_BOOK_NO_CARD = -1, KF_BOOK_NO_RULE = -2 };

typedef struct kf_words {
    const char **list; /* NULL: any */
    int32_t n;
} kf_words;

typedef struct kf_book_rule {
    const char *card_id; /* NULL: not scored, and that is meant */
    int32_t card;        /* its number, or KF_BOOK_NO_CARD */
    int32_t from, to;    /* days, both inclusive; INT32_MIN, INT32_MAX = open */
    kf_words words[KF_BOOK_LISTS];
    const kf_json_node *node;
} kf_book_rule;

struct kefu_book {
    kf_scheme scheme; /* its hash is that of the rules */
    char hash[33];
    kf_book_rule *rules;
    int32_t n_rules, n_cards;
    const char **card_ids; /* in order of first mention */
    kefu_card **cards;     /* NULL until it was added */
};

extern const kf_scheme_kind kf_book_kind;
/* The hash of the rules and of the cards that are there. */
kefu_status kf_book_rehash(kefu_book *book, kefu_error *error);
/* 1 if the list is absent or has the word. */
int32_t kf_words_have(const kf_words *words, const char *word);
/* The number of the card that a person has on a day, added or not; KF_BOOK_NO_CARD or _NO_RULE. */
int32_t kf_book_card_of(const kefu_book *book, const kefu_person *person, int32_t day);

#endif
