/* model_open.c - a model from bytes, as model_file.h says: all of it is looked at here, so that
 * nothing later can be out of range. */
#include <string.h>

#include "base/cpu.h"
#include "base/fail.h"
#include "base/hash.h"
#include "base/id.h"
#include "base/json.h"
#include "model/model_file.h"

/* ---- Bytes that lie as they are needed ------------------------------------------------------ */

static int model_is_little_endian(void)
{
    const uint16_t one = 1;
    unsigned char first;
    memcpy(&first, &one, 1);
    return first;
}

/* The caller's bytes, or a copy of them whose first byte is aligned; NULL: no memory. */
static const unsigned char *model_bytes(kefu_model *model, const void *bytes, size_t size,
                                        uint32_t flags)
{
    unsigned char *copy;
    if ((flags & KEFU_MODEL_BORROW) && model_is_little_endian())
        return bytes;
    if (size > SIZE_MAX - KF_MODEL_ALIGN)
        return NULL;
    copy = kf_alloc(&model->memory, size + KF_MODEL_ALIGN);
    if (!copy)
        return NULL;
    model->copy = copy;
    model->copy_size = size + KF_MODEL_ALIGN;
    copy += (KF_MODEL_ALIGN - (uintptr_t)copy % KF_MODEL_ALIGN) % KF_MODEL_ALIGN;
    memcpy(copy, bytes, size);
    return copy;
}

/* Numbers of the file as those of the processor; of a copy, where they become so in place. */
static const uint32_t *model_numbers(kefu_model *model, const unsigned char *bytes, size_t size)
{
    const void *at = bytes;
    if (!model->copy)
        return at;
    unsigned char *own = (unsigned char *)model->copy + (bytes - (unsigned char *)model->copy);
    for (size_t i = 0; i < size; i += 4) {
        uint32_t value = (uint32_t)own[i] | (uint32_t)own[i + 1] << 8 | (uint32_t)own[i + 2] << 16 |
                         (uint32_t)own[i + 3] << 24;
        memcpy(own + i, &value, sizeof value);
    }
    return at;
}

/* ---- Header --------------------------------------------------------------------------------- */

typedef struct model_sizes {
    uint32_t id, card;
} model_sizes;

static kefu_status model_read_rules(kf_saved_reader *r, kefu_model *model, kefu_error *error)
{
    const uint64_t fold = kf_saved_take_u64(r);
    const uint32_t rules = kf_saved_take_u32(r), orders = kf_saved_take_u32(r);
    model->table.spec = kf_saved_take_u32(r);
    if (r->bad)
        return kf_saved_check(r, "its header", error);
    if (rules < 1 || rules > KF_MODEL_RULES)
        return kf_fail(error, KEFU_E_UNSUPPORTED,
                       "model: it reads text by rules %i, this release by rules 1..%d",
                       (int64_t)rules, (int32_t)KF_MODEL_RULES);
    if (fold != kf_fold_id() || orders != KF_ORDERS ||
        (model->table.spec & ~(KF_SPEC_WORDS | 31u << KF_SPEC_LINES)))
        return kf_fail(error, KEFU_E_UNSUPPORTED,
                       "model: it reads text by rules that this release does not know");
    return KEFU_OK;
}

static void model_read_base(kf_saved_reader *r, kefu_model *model)
{
    const unsigned char *digits = kf_saved_take(r, 32);
    for (size_t i = 0; digits && i < 32; i++) {
        int hexadecimal =
            (digits[i] >= '0' && digits[i] <= '9') || (digits[i] >= 'a' && digits[i] <= 'f');
        if (model->is_delta ? !hexadecimal : digits[i] != 0)
            kf_saved_bad(r, "the fingerprint of its base is none");
        model->base[i] = (char)digits[i];
    }
}

static void model_read_zeros(kf_saved_reader *r, size_t size)
{
    const unsigned char *zeros = kf_saved_take(r, size);
    for (size_t i = 0; zeros && i < size; i++)
        if (zeros[i])
            kf_saved_bad(r, "bytes that mean nothing are not zero");
}

/* A number of the header that lies in least .. most. */
static int32_t model_read_within(kf_saved_reader *r, int32_t least, int32_t most, const char *why)
{
    const int32_t value = kf_saved_take_i32(r);
    if (!r->bad && (value < least || value > most))
        kf_saved_bad(r, why);
    return r->bad ? least : value;
}

static model_sizes model_read_header(kf_saved_reader *r, kefu_model *model)
{
    model_sizes sizes;
    int32_t row;
    model->table.bits =
        model_read_within(r, KF_LEAST_BITS, KF_MOST_BITS, "its table has another size");
    row = model_read_within(r, 0, KF_ROW, "its rows have another width");
    model->language = model_read_within(r, KEFU_ZH, KEFU_EN, "its language is not known");
    model->is_delta = model_read_within(r, 0, 1, "it is neither a model nor a delta");
    model->n_heads = model_read_within(r, 1, KF_MOST_HEADS, "it has too many heads, or none");
    model->n_promises = model_read_within(r, 0, KF_MOST_PROMISES, "it has too many promises");
    sizes.id = kf_saved_take_u32(r);
    sizes.card = kf_saved_take_u32(r);
    model_read_base(r, model);
    model_read_zeros(r, KF_MODEL_UNUSED);
    if (row != (model->n_heads > 1 ? KF_ROW : 0))
        kf_saved_bad(r, "its rows do not fit its heads");
    if (!kf_lines_fit(model->table.spec, model->table.bits))
        kf_saved_bad(r, "its lines do not fit its table");
    return sizes;
}

/* ---- Heads, promises, texts ----------------------------------------------------------------- */

static void model_read_head(kf_saved_reader *r, kf_head *head)
{
    const unsigned char *key = kf_saved_take(r, sizeof head->key);
    if (key)
        memcpy(head->key, key, sizeof head->key);
    head->kind = kf_saved_take_i32(r);
    head->cause = kf_saved_take_i32(r);
    head->slope = kf_saved_take_i64(r);
    head->shift = kf_saved_take_i64(r);
    head->least = kf_saved_take_i64(r);
    head->base_share = kf_saved_take_i64(r);
    head->own_share = kf_saved_take_i64(r);
    head->n = kf_saved_take_i64(r);
    head->n_yes = kf_saved_take_i64(r);
}

static void model_read_heads(kf_saved_reader *r, kefu_model *model)
{
    const char *fault;
    for (int32_t i = 0; i < model->n_heads; i++)
        model_read_head(r, &model->heads[i]);
    for (int32_t i = 0; i < model->n_promises; i++) {
        kf_promise *promise = &model->promises[i];
        promise->right = kf_saved_take_i32(r);
        promise->certain = kf_saved_take_i32(r);
        promise->covered = kf_saved_take_i32(r);
        promise->reserved = kf_saved_take_i32(r);
    }
    fault = r->bad ? NULL : kf_model_heads_fault(model);
    if (!fault && !r->bad)
        fault = kf_model_promises_fault(model);
    if (fault)
        kf_saved_bad(r, fault);
}

/* With the NUL behind it, which is not of `size`. */
static const char *model_read_text(kf_saved_reader *r, uint32_t size)
{
    const char *text = (const char *)kf_saved_take(r, (uint64_t)size + 1);
    if (text && (text[size] || memchr(text, 0, size) || kf_utf8_valid(text, size) < size))
        kf_saved_bad(r, "a text is not UTF-8 with a NUL behind it");
    return r->bad ? "" : text;
}

static kefu_status model_read_texts(kf_saved_reader *r, kefu_model *model, model_sizes sizes)
{
    kf_json json;
    kefu_status status;
    model->id = model_read_text(r, sizes.id);
    if (!r->bad && !kf_id_is_good(model->id))
        kf_saved_bad(r, "its id is none: " KF_ID_EXPECTED);
    model->card = model_read_text(r, sizes.card);
    if (r->bad)
        return KEFU_OK;
    status = kf_json_parse(&json, &model->memory, NULL, model->card, sizes.card, NULL);
    if (status == KEFU_E_MEMORY)
        return status;
    if (status || json.root->type != KF_JSON_OBJECT)
        kf_saved_bad(r, "its card is no JSON object");
    if (!status)
        kf_json_free(&json);
    return KEFU_OK;
}

/* ---- Tables --------------------------------------------------------------------------------- */

static void model_read_tables(kf_saved_reader *r, kefu_model *model)
{
    const int32_t bits = model->table.bits;
    const size_t buckets = kf_model_buckets(bits), checks = kf_model_checks(bits);
    const size_t rows = model->n_heads > 1 ? kf_model_rows(bits) : 0;
    const unsigned char *at;
    model_read_zeros(r, (KF_MODEL_ALIGN - (size_t)(r->at - r->from) % KF_MODEL_ALIGN) %
                            KF_MODEL_ALIGN);
    if (!r->bad && r->left != buckets + rows + checks)
        kf_saved_bad(r, "its tables have another size");
    at = kf_saved_take(r, buckets + rows + checks);
    if (!at)
        return;
    model->table.buckets = model_numbers(model, at, buckets);
    model->table.rows = rows ? (const int8_t *)(at + buckets) : NULL;
    model->table.checks = model_numbers(model, at + buckets + rows, checks);
    model->table.cpu = kf_cpu();
}

static kefu_status model_check_slots(const kefu_model *model, const unsigned char *from,
                                     kefu_error *error)
{
    const int64_t slot = kf_model_bad_slot(model);
    kf_place at = {0, 0, (const unsigned char *)model->table.buckets - from};
    at.offset += slot * 2; /* bytes of a slot there */
    return slot < 0 ? KEFU_OK
                    : kf_fail_at(error, KEFU_E_DATA, at,
                                 "model: slot %i of its table is not well-formed", slot);
}

/* ---- The whole ------------------------------------------------------------------------------ */

/* Bytes of the key read "kefu-model-id/01" when both halves are written little-endian. */
static const kf_hash_key model_hash_key = {0x646F6D2D7566656B, 0x31302F64692D6C65};

static kefu_status model_read(kefu_model *model, const void *theirs, size_t size, uint32_t flags,
                              kefu_error *error)
{
    kf_saved_reader r;
    uint32_t format;
    const unsigned char *bytes;
    kefu_status status = kf_saved_open(&r, &kf_saved_model, theirs, size, &format, error);
    if (status)
        return status;
    kf_siphash_hex(model_hash_key, theirs, size, model->fingerprint);
    bytes = model_bytes(model, theirs, size, flags);
    if (!bytes)
        return kf_no_memory(error);
    r.at = bytes + (r.at - r.from);
    r.from = bytes;
    status = model_read_rules(&r, model, error);
    if (status)
        return status;
    const model_sizes sizes = model_read_header(&r, model);
    model_read_heads(&r, model);
    if (model_read_texts(&r, model, sizes))
        return kf_no_memory(error);
    model_read_tables(&r, model);
    status = kf_saved_check(&r, "its contents", error);
    return status ? status : model_check_slots(model, bytes, error);
}

static kefu_status model_check_call(const void *bytes, uint32_t flags, kefu_model *const *out,
                                    kefu_error *error)
{
    if (!bytes || !out)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_model_from_bytes: %s is NULL",
                       out ? "bytes" : "out");
    if (flags & ~(uint32_t)KEFU_MODEL_BORROW)
        return kf_fail(error, KEFU_E_UNSUPPORTED, "kefu_model_from_bytes: unknown flags %i",
                       (int64_t)flags);
    if ((flags & KEFU_MODEL_BORROW) && (uintptr_t)bytes % KF_MODEL_ALIGN)
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "kefu_model_from_bytes: bytes that are borrowed are not aligned to %d",
                       (int32_t)KF_MODEL_ALIGN);
    return KEFU_OK;
}

kefu_status KEFU_CALL kefu_model_from_bytes(const kefu_allocator *allocator, const void *bytes,
                                            size_t size, uint32_t flags, kefu_model **out,
                                            kefu_error *error)
{
    kf_memory memory;
    kefu_model *model;
    kefu_status status = model_check_call(bytes, flags, out, error);
    if (!status)
        status = kf_memory_init(&memory, allocator, error);
    if (status)
        return status;
    model = kf_alloc_zero(&memory, sizeof *model);
    if (!model)
        return kf_no_memory(error);
    model->memory = memory;
    status = model_read(model, bytes, size, flags, error);
    if (status)
        kefu_model_free(model);
    else
        *out = model;
    return status;
}

void KEFU_CALL kefu_model_free(kefu_model *model)
{
    kf_memory memory;
    if (!model)
        return;
    memory = model->memory;
    if (model->copy)
        kf_free(&memory, model->copy, model->copy_size);
    kf_free(&memory, model, sizeof *model);
}
