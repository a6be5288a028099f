/* fuzz_lexicon.c - JSON as a lexicon, its phrases in the rest of the input as a text: what is found
 * lies in the text, in order, and is what the entries allow; less room finds no other. */
#include <string.h>

#include "lexicon/lexicon.h"

static void fuzz_require(int truth)
{
    if (!truth)
        __builtin_trap();
}

enum { FUZZ_FOUND = 4096, FUZZ_TEXT = 8192 };

static void fuzz_found(const kefu_lexicon *lexicon, const kf_found *found, size_t n, size_t count,
                       int32_t day)
{
    for (size_t i = 0; i < n; i++) {
        const kf_found *f = &found[i], *before = f - 1;
        fuzz_require(f->number < (uint32_t)lexicon->n_entries);
        const kf_entry *e = &lexicon->entries[f->number];
        fuzz_require(f->begin < f->end && f->end <= count);
        fuzz_require(e->from <= day && day <= e->to);
        if (!i)
            continue;
        fuzz_require(before->begin <= f->begin);
        if (before->begin == f->begin)
            fuzz_require(before->end < f->end ||
                         (before->end == f->end && before->number < f->number));
    }
}

static void fuzz_match(const kefu_lexicon *lexicon, const kf_matcher *m, const char *text,
                       size_t size)
{
    static uint16_t units[FUZZ_TEXT];
    static kf_found found[FUZZ_FOUND];
    kf_found few[3];
    uint32_t ends[2];
    const uint16_t *first = units + KF_FOLD_BEFORE + 1;
    const int32_t day = (int32_t)size * 37;
    size_t count;
    if (kf_fold_room(size) > FUZZ_TEXT ||
        kf_fold(text, size, KEFU_UTF8, KEFU_INVALID_REPLACE, units, NULL, &count, NULL))
        return;
    ends[0] = (uint32_t)count / 2;
    ends[1] = (uint32_t)count;
    const size_t n_ends = ends[0] ? 2 : 0;
    const size_t n = kf_match(m, first, count, ends, n_ends, day, found, FUZZ_FOUND);
    if (n > FUZZ_FOUND)
        return;
    fuzz_found(lexicon, found, n, count, day);
    const size_t again = kf_match(m, first, count, ends, n_ends, day, few, 3);
    fuzz_require(again >= n);
    if (again <= 3)
        fuzz_require(again == n && !memcmp(few, found, n * sizeof *few));
}

static kefu_status fuzz_matcher(const kefu_lexicon *lexicon, kf_matcher **m, kefu_error *error)
{
    kefu_status status = kf_matcher_new(&lexicon->scheme.memory, NULL, m, error);
    for (int32_t i = 0; i < lexicon->n_entries && !status; i++)
        status = kf_matcher_add(*m, &lexicon->entries[i], (uint32_t)i, error);
    return status ? status : kf_matcher_ready(*m, error);
}

/* The text stands after the first NUL, else it is the JSON itself, whose phrases occur in it. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    kefu_lexicon *lexicon = NULL;
    kf_matcher *m = NULL;
    kefu_error error;
    const char *json = (const char *)data, *nul = size ? memchr(json, 0, size) : NULL;
    const size_t n = nul ? (size_t)(nul - json) : size;
    if (kefu_lexicon_from_json(NULL, NULL, json, n, &lexicon, &error)) {
        fuzz_require(error.line > 0 && error.column > 0);
        return 0;
    }
    fuzz_require(!fuzz_matcher(lexicon, &m, &error));
    if (nul)
        fuzz_match(lexicon, m, nul + 1, size - n - 1);
    else
        fuzz_match(lexicon, m, json, n);
    for (int32_t i = 0; i < lexicon->n_entries; i++)
        fuzz_match(lexicon, m, lexicon->entries[i].shown, strlen(lexicon->entries[i].shown));
    kf_matcher_free(m);
    kefu_lexicon_free(lexicon);
    return 0;
}
