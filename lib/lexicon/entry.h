/* entry.h - entries of a lexicon from JSON, and no two of them alike. */
#ifndef KF_ENTRY_H
#define KF_ENTRY_H

#include "lexicon/lexicon.h"
#include "lexicon/phrase.h"

enum {
    KF_MOST_ENTRIES = 250000,
    KF_MOST_EXCEPTS = 64,
    KF_MOST_PLATFORMS = 32,
    KF_MOST_TWINS = 64, /* entries of one phrase and category, on different days or platforms */
    KF_WITHIN = 8       /* where it is not given */
};

/* What an entry is compared by: category, then its parts as units, each after its length. */
typedef struct kf_entry_key {
    const uint16_t *units;
    int32_t n;
} kf_entry_key;

kefu_status kf_read_entry(kf_json_reading *reader, const kf_json_at *at, kf_entry *entry,
                          kf_entry_key *key);
/* Refuses two of the same phrase and category that hold on one day of one platform. */
kefu_status kf_check_twins(kf_json_reading *reader, const kf_json_at *entries,
                           const kf_entry_key *keys);

#endif
