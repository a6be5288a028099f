/* ledger.h - decisions of people about verdicts, as scoring reads them. */
#ifndef KF_LEDGER_H
#define KF_LEDGER_H

#include "base/text.h"
#include "kefu/score.h"

typedef struct kf_ledger_entry {
    const char *person, *part, *by, *reason, *evidence, *to; /* never NULL */
    int64_t count;                                           /* KEFU_ALL_HITS = all; 0 to exclude */
    int32_t action, day;
} kf_ledger_entry;

struct kefu_ledger {
    kf_memory memory;
    kf_arena arena;
    kf_ledger_entry *entries;
    size_t n, capacity;
    uint32_t *slots; /* hash table of entry number + 1; 0 = free */
    size_t n_slots;  /* a power of two */
};

/* Drops all entries from number n on. */
void kf_ledger_cut(kefu_ledger *ledger, size_t n);

/* Order of what makes an entry the same: person, part, day, action, by, evidence, to. */
int32_t kf_entry_compare(const kf_ledger_entry *a, const kf_ledger_entry *b);

/* An entry as the caller's struct; its texts are borrowed. */
kefu_status kf_entry_give(const kf_ledger_entry *entry, kefu_decision *out);

#endif
