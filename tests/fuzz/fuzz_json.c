/* fuzz_json.c - any bytes as JSON: refused with a place, or a tree that can be written and read
 * again to the same bytes. */
#include <string.h>

#include "base/json.h"

static void fuzz_write(kf_json_writer *w, const kf_json_node *node)
{
    static const char *const literals[] = {
        [KF_JSON_NULL] = "null", [KF_JSON_FALSE] = "false", [KF_JSON_TRUE] = "true"};
    if (node->type == KF_JSON_STRING) {
        kf_json_text(w, node->text, node->size);
    } else if (node->type == KF_JSON_NUMBER) {
        kf_json_raw(w, node->text);
    } else if (node->type == KF_JSON_ARRAY || node->type == KF_JSON_OBJECT) {
        char bracket = node->type == KF_JSON_ARRAY ? '[' : '{';
        kf_json_open(w, bracket);
        for (const kf_json_node *child = node->child; child; child = child->next) {
            if (child->key)
                kf_json_key(w, child->key);
            fuzz_write(w, child);
        }
        kf_json_close(w, bracket == '[' ? ']' : '}');
    } else {
        kf_json_raw(w, literals[node->type]);
    }
}

/* Reads a text and writes it to `out`; 1 if it is JSON. */
static int fuzz_round(const kf_memory *memory, const char *text, size_t size, kf_buffer *out)
{
    kf_json json;
    kf_json_writer w;
    kefu_error error;
    if (kf_json_parse(&json, memory, NULL, text, size, &error)) {
        if (error.line < 1 || error.column < 1 || error.offset < 0 || error.offset > (int64_t)size)
            __builtin_trap();
        return 0;
    }
    kf_json_writer_init(&w, out);
    fuzz_write(&w, json.root);
    kf_json_free(&json);
    return 1;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    kf_memory memory;
    kf_buffer once, twice;
    if (kf_memory_init(&memory, NULL, NULL))
        return 0;
    kf_buffer_init(&once, &memory);
    kf_buffer_init(&twice, &memory);
    if (fuzz_round(&memory, (const char *)data, size, &once)) {
        if (!fuzz_round(&memory, once.data, once.size, &twice) || once.size != twice.size ||
            memcmp(once.data, twice.data, once.size) != 0)
            __builtin_trap();
    }
    kf_buffer_free(&once);
    kf_buffer_free(&twice);
    return 0;
}
