/* ledger.h - decisions of people about verdicts, as scoring reads them. */
#ifndef KF_LEDGER_H
#define KF_LEDGER_H

#include "base/text.h"
#include "kefu/score.h"

typedef struct kf_entry {
    const char *person, *part, *by, *reason, *evidence; /* never NULL */
    int64_t count;                                      /* 0 = all that were reported */
    int32_t action, day;
} kf_entry;

struct kefu_ledger {
    kf_memory memory;
    kf_arena arena;
    kf_entry *entries;
    size_t n, capacity;
    uint32_t *slots; /* hash table of entry number + 1; 0 = free */
    size_t n_slots;  /* a power of two */
};

/* What a ledger says about the hits of one part against one person. */
typedef struct kf_ruling {
    int64_t confirmed, rejected; /* explicit counts */
    int32_t all;                 /* the rest: 0 undecided, or KEFU_CONFIRM, KEFU_REJECT */
    uint32_t first, n;           /* entries in the order below, for evidence */
} kf_ruling;

/* Drops all entries from number n on. */
void kf_ledger_cut(kefu_ledger *ledger, size_t n);

/* Numbers of the entries by person, part, day, action, by and evidence; freed with
 * kf_free_array(memory, order, ledger->n, sizeof *order). */
kefu_status kf_ledger_order(const kf_memory *memory, const kefu_ledger *ledger, uint32_t **order,
                            kefu_error *error);
kf_ruling kf_ledger_find(const kefu_ledger *ledger, const uint32_t *order, const char *person,
                         const char *part);

#endif
