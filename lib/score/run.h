/* run.h - a run: the sheets of a book's cards, and who and what was left out. */
#ifndef KF_RUN_H
#define KF_RUN_H

#include "score/sheet.h"

struct kefu_run {
    kf_memory memory;
    kf_arena arena;
    kefu_sheet **sheets;
    int32_t *cards; /* of each sheet: its number in the book */
    size_t n_sheets, sheets_capacity, cards_capacity;
    const char **unscored;
    size_t n_unscored, unscored_capacity;
    int64_t *unread; /* indices of the ledger */
    size_t n_unread, unread_capacity;
};

#endif
