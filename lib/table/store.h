/* store.h - a growing column of our own, behind the builder and the CSV reader. */
#ifndef KF_STORE_H
#define KF_STORE_H

#include "base/alloc.h"
#include "kefu/table.h"

/* Rows of one column. Texts lie in a heap of the owner's that may move while it grows: a row keeps
 * where its text begins, and gets its pointer when the rows are finished. */
typedef struct kf_store {
    kefu_column view; /* complete after kf_store_finish */
    int32_t any;      /* some row is not OK */
    void *data;       /* one of the types below, by view.type */
    size_t item, data_capacity;
    size_t *at; /* of text */
    size_t at_capacity;
    uint8_t *states;
    size_t states_capacity;
} kf_store;

/* KEFU_COLUMN_I64, _BOOL, _TIME, _DATE, _F64, _F32 or _TEXT. The name is borrowed. */
void kf_store_init(kf_store *store, const char *name, int32_t type, int32_t scale, uint32_t flags);
void kf_store_free(kf_store *store, const kf_memory *memory);
/* Room for so many rows; 0 when there is no memory. */
int32_t kf_store_room(kf_store *store, const kf_memory *memory, size_t rows);
/* Set a row for which there is room: an integer (of _DATE and _BOOL in range), ... */
void kf_store_number(kf_store *store, int64_t row, int64_t value);
/* ... the `item` bytes of a float, ... */
void kf_store_bytes(kf_store *store, int64_t row, const void *value);
/* ... a text at a byte of the heap, ... */
void kf_store_text(kf_store *store, int64_t row, size_t at, size_t size);
/* ... or that there is none: KEFU_VALUE_NO_DATA, _PROVISIONAL or _EXEMPT. */
void kf_store_state(kf_store *store, int64_t row, int32_t state);
/* Completes view for the first `rows` rows. */
void kf_store_finish(kf_store *store, int64_t rows, const char *heap);

#endif
