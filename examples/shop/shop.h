/* shop.h - the invented phone shop of the examples. */
#ifndef SHOP_H
#define SHOP_H

#include <kefu.h>
#include <stdio.h>

enum { PEOPLE = 12 };

/* A month of one agent. Sales are in fen, response is in seconds. */
typedef struct person {
    const char *id, *name, *account, *second_account; /* the second one is used from the 16th */
    const char *team, *cohort, *hired;
    int first_day; /* 1 = the whole month */
    int64_t enquiries, paid, orders, sales, replies, reply_seconds, invited, satisfied;
    const char *exam, *tasks, *dsr;
    int attended, due, praise, complaints, stalling;
} person;

extern const person people[PEOPLE];

/* A week of conversations, who may inspect them, who must not inspect whom; and every text in them
 * that tells who somebody is, a line each: what must not be left once names are taken out. */
void write_conversations(FILE *f);
void write_inspectors(FILE *f);
void write_bans(FILE *f);
void write_originals(FILE *f);

/* What buyers wrote in August and in September, the nicknames that they know people by, and what
 * was decided about those that are praised and blamed. */
void write_reviews_before(FILE *f);
void write_reviews(FILE *f);
void write_nicknames(FILE *f);
void write_decided(FILE *f);

#endif
