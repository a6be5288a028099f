/* kernel.h - the inner loops of row programs: one operator over one block of rows. */
#ifndef KF_KERNEL_H
#define KF_KERNEL_H

#include "expr/ast.h"

/* While an operator of a case runs: no condition was true so far. */
enum { KF_UNDECIDED = 255 };

/* What a kernel works with. It writes to `slot`, whose arrays may be those of its first argument:
 * row i of the arguments must be read before row i is written. */
struct kf_run {
    kf_formula *formula;
    int64_t first, count; /* rows of the batch */
    kf_slot slot;
    kefu_error *error;
};

/* States of OK (0), PROVISIONAL and NO_DATA together: not known yet prevails, since the result may
 * still come. */
static inline uint8_t kf_state_join(uint8_t a, uint8_t b)
{
    if (a == KEFU_VALUE_PROVISIONAL || b == KEFU_VALUE_PROVISIONAL)
        return KEFU_VALUE_PROVISIONAL;
    return (uint8_t)(a | b);
}

/* Within expressions a value that was taken out is as good as none. */
static inline void kf_exempt_is_null(uint8_t *states, int64_t count)
{
    for (int64_t i = 0; i < count; i++)
        states[i] = states[i] > KEFU_VALUE_NO_DATA ? KEFU_VALUE_NO_DATA : states[i];
}

static inline uint8_t kf_state_at(const kf_vector *v, int64_t i)
{
    return v->states ? v->states[i] : (uint8_t)KEFU_VALUE_OK;
}

/* Joined states of n vectors in the slot, or NULL where all are OK. */
const uint8_t *kf_rows_states(kf_run *run, const kf_vector *args, int32_t n);
/* Values 0 where the state is not OK. */
void kf_rows_seal(kf_run *run, const uint8_t *states);
/* KEFU_E_OVERFLOW at row i of the block and the place of the node. */
kefu_status kf_rows_overflow(const kf_run *run, const kf_node *node, int64_t i);

kefu_status kf_rows_constant(kf_run *run, const kf_node *node, const kf_vector *args,
                             kf_vector *out);
kefu_status kf_rows_column(kf_run *run, const kf_node *node, const kf_vector *args, kf_vector *out);
kefu_status kf_rows_logic(kf_run *run, const kf_node *node, const kf_vector *args, kf_vector *out);
kefu_status kf_rows_not(kf_run *run, const kf_node *node, const kf_vector *args, kf_vector *out);
kefu_status kf_rows_compare(kf_run *run, const kf_node *node, const kf_vector *args,
                            kf_vector *out);
kefu_status kf_rows_is_null(kf_run *run, const kf_node *node, const kf_vector *args,
                            kf_vector *out);
kefu_status kf_rows_between(kf_run *run, const kf_node *node, const kf_vector *args,
                            kf_vector *out);
kefu_status kf_rows_in(kf_run *run, const kf_node *node, const kf_vector *args, kf_vector *out);
kefu_status kf_rows_add(kf_run *run, const kf_node *node, const kf_vector *args, kf_vector *out);
kefu_status kf_rows_number(kf_run *run, const kf_node *node, const kf_vector *args, kf_vector *out);
kefu_status kf_rows_pick(kf_run *run, const kf_node *node, const kf_vector *args, kf_vector *out);
kefu_status kf_rows_text(kf_run *run, const kf_node *node, const kf_vector *args, kf_vector *out);
kefu_status kf_rows_lower(kf_run *run, const kf_node *node, const kf_vector *args, kf_vector *out);
kefu_status kf_rows_as_text(kf_run *run, const kf_node *node, const kf_vector *args,
                            kf_vector *out);

#endif
