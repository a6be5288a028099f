/* arrow_in.h - what was in the capsules of an object, and all of it as one batch. */
#ifndef KEFU_PY_ARROW_IN_H
#define KEFU_PY_ARROW_IN_H

#include "arrow_abi.h"
#include "rows.h"

/* Moved out of the capsules, as the protocol has it, so that nobody else can read or release it. */
typedef struct kp_imported {
    struct ArrowArrayStream stream;
    struct ArrowSchema schema;
    struct ArrowArray array;
    int32_t is_stream;
} kp_imported;

/* What the object offers: a stream if it can. Held until the end. */
kp_imported *kp_arrow_import(kp_state *state, PyObject *object, kp_store *hold);
kefu_arrow_options kp_arrow_options(const kp_settings *settings);

/* Rows that are read to the end. */
typedef struct kp_arrow_whole {
    kp_state *state;
    const char *where;
    kp_store *hold;
    kefu_arrow_options options;
    kp_imported *in;
    const char *dress; /* NULL: record batches. Else arrays, to be the only column, of this name */
    const kefu_batch *batch; /* out: all rows */
    kefu_arrow *first;       /* the reader of the first piece */
    int32_t pieces;
    kefu_builder *all; /* once there are two of them */
    struct ArrowSchema child, schema;
    struct ArrowSchema *children[1];
    kefu_error error;
} kp_arrow_whole;

/* Borrows if there is one piece, copies if there are more; state to dress have been set. */
int kp_arrow_read_whole(kp_arrow_whole *whole);

#endif
