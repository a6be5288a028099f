/* parts.h - what the two ways to a formula's value share: how its parts' states come together. */
#ifndef KF_PARTS_H
#define KF_PARTS_H

#include "expr/ast.h"

/* n of what was not observed but written: constants. */
#define KF_N_NONE INT64_MAX

typedef struct kf_parts {
    int32_t status; /* the highest */
    uint32_t flags; /* of all */
    uint32_t seen;  /* bit s: some part has status s */
    int64_t n;      /* the smallest, -1 (unknown) first */
} kf_parts;

kf_parts kf_parts_none(void);
kf_parts kf_parts_of(const kefu_value *value);
kf_parts kf_parts_join(kf_parts a, kf_parts b);
/* Raises the status to no-data at least. */
void kf_parts_miss(kf_parts *parts);
/* The value with what its status hides as flags; den 0 for none. */
void kf_parts_give(const kf_parts *parts, int64_t num, int64_t den, uint32_t flags,
                   kefu_value *out);

/* The value of a formula that has an exact form. */
kefu_status kf_exact_value(const kf_formula *formula, const kefu_value *calls, kefu_value *out,
                           kefu_error *error);

#endif
