/* kernel_text.c - functions of text over blocks of rows. */
#include <string.h>

#include "base/decimal.h"
#include "base/text.h"
#include "expr/kernel.h"

typedef int64_t (*text_fn)(const kefu_text *a, const kefu_text *b);

static int32_t text_begins(const char *data, const kefu_text *with)
{
    return !with->size || !memcmp(data, with->data, with->size);
}

static int64_t text_length(const kefu_text *a, const kefu_text *b)
{
    (void)b;
    return a->size ? (int64_t)kf_utf8_count(a->data, a->size) : 0;
}

static int64_t text_starts_with(const kefu_text *a, const kefu_text *b)
{
    return a->size >= b->size && text_begins(a->data, b);
}

static int64_t text_ends_with(const kefu_text *a, const kefu_text *b)
{
    return a->size >= b->size && text_begins(a->data + (a->size - b->size), b);
}

static int64_t text_contains(const kefu_text *a, const kefu_text *b)
{
    size_t at = 0;
    if (!b->size)
        return 1;
    while (a->size - at >= b->size) {
        const char *found = memchr(a->data + at, b->data[0], a->size - at - b->size + 1);
        if (!found)
            return 0;
        if (text_begins(found, b))
            return 1;
        at = (size_t)(found - a->data) + 1;
    }
    return 0;
}

static text_fn text_of(uint8_t op)
{
    if (op == KF_OP_LENGTH)
        return text_length;
    if (op == KF_OP_CONTAINS)
        return text_contains;
    return op == KF_OP_STARTS_WITH ? text_starts_with : text_ends_with;
}

kefu_status kf_rows_text(kf_run *run, const kf_node *node, const kf_vector *args, kf_vector *out)
{
    text_fn fn = text_of(node->op);
    int32_t arity = kf_op_of(node)->arity;
    int64_t unit = node->op == KF_OP_LENGTH ? kf_pow10(run->formula->scale) : 1;
    for (int64_t i = 0; i < run->count; i++) {
        int64_t value = fn(&args[0].texts[i], &args[arity - 1].texts[i]);
        if (value > INT64_MAX / unit)
            return kf_rows_overflow(run, node, i);
        run->slot.values[i] = value * unit;
    }
    out->states = kf_rows_states(run, args, arity);
    out->values = run->slot.values;
    kf_rows_seal(run, out->states);
    return KEFU_OK;
}

static int32_t text_is_capital(char c) { return c >= 'A' && c <= 'Z'; }

static int32_t text_has_capital(const kefu_text *text)
{
    for (size_t i = 0; i < text->size; i++)
        if (text_is_capital(text->data[i]))
            return 1;
    return 0;
}

kefu_status kf_rows_lower(kf_run *run, const kf_node *node, const kf_vector *args, kf_vector *out)
{
    (void)node;
    for (int64_t i = 0; i < run->count; i++) {
        kefu_text text = args[0].texts[i];
        if (text_has_capital(&text)) {
            char *copy = kf_arena_text(&run->formula->block, text.data, text.size);
            if (!copy)
                return kf_no_memory(run->error);
            for (size_t k = 0; k < text.size; k++)
                if (text_is_capital(copy[k]))
                    copy[k] = (char)(copy[k] + ('a' - 'A'));
            text.data = copy;
        }
        run->slot.texts[i] = text;
    }
    out->texts = run->slot.texts;
    out->states = kf_rows_states(run, args, 1);
    return KEFU_OK;
}

/* A copy, since results must outlive the slots of the stack. */
kefu_status kf_rows_as_text(kf_run *run, const kf_node *node, const kf_vector *args, kf_vector *out)
{
    (void)node;
    for (int64_t i = 0; i < run->count; i++)
        run->slot.texts[i] = args[0].texts[i];
    out->texts = run->slot.texts;
    out->states = kf_rows_states(run, args, 1);
    return KEFU_OK;
}
