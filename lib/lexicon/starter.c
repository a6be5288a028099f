/* starter.c - the starter sets are written as JSON and read as any lexicon. */
#include "lexicon/starter.h"

#include <string.h>

#include "base/decimal.h"

/* Bytes up to the next of `ends`, or to the end. */
static size_t starter_word(const char *text, const char *ends) { return strcspn(text, ends); }

static void starter_phrase(kf_json_writer *w, const char *text, size_t size)
{
    const size_t first = starter_word(text, "+");
    kf_json_key(w, "phrase");
    if (first >= size) {
        kf_json_text(w, text, size);
        return;
    }
    kf_json_open(w, '[');
    for (const char *end = text + size; text < end;) {
        size_t n = starter_word(text, "+");
        if (n > (size_t)(end - text))
            n = (size_t)(end - text);
        kf_json_text(w, text, n);
        text += n + (text + n < end);
    }
    kf_json_close(w, ']');
}

/* A number after '='; gives its digits. */
static size_t starter_within(kf_json_writer *w, const char *text)
{
    const size_t n = starter_word(text, "!|");
    int64_t within = 0;
    kf_decimal_parse(text, n, 0, &within);
    kf_json_member_i64(w, "within", within);
    return n;
}

/* From the first '!' on. */
static void starter_excepts(kf_json_writer *w, const char *text)
{
    kf_json_member_open(w, "except", '[');
    while (*text == '!') {
        const size_t n = starter_word(++text, "!|");
        kf_json_text(w, text, n);
        text += n;
    }
    kf_json_close(w, ']');
}

static void starter_meaning(kf_json_writer *w, const kf_starter_list *list)
{
    kefu_category_info info;
    kf_category(list->category, &info);
    kf_json_member_text(w, "category", info.key);
    if (list->says)
        kf_json_member_text(w, "says", list->says == KEFU_SAYS_BAD ? "bad" : "good");
    if (list->fixed) {
        kf_json_key(w, "fixed");
        kf_json_raw(w, "true");
    }
}

/* One entry a line, for those who go on from it. */
static void starter_list(kf_json_writer *w, const kf_starter_list *list)
{
    for (const char *text = list->phrases; *text;) {
        const size_t n = starter_word(text, "!=|");
        if (w->comma)
            kf_put_char(w->out, ',');
        w->comma = 0;
        kf_put_text(w->out, "\n    ");
        kf_json_open(w, '{');
        starter_phrase(w, text, n);
        text += n;
        if (*text == '=')
            text += starter_within(w, text + 1) + 1;
        starter_meaning(w, list);
        if (*text == '!')
            starter_excepts(w, text);
        kf_json_close(w, '}');
        text += starter_word(text, "|");
        text += *text == '|';
    }
}

static void starter_write(kf_buffer *out, const kf_starter *starter)
{
    kf_json_writer w;
    kf_json_writer_init(&w, out);
    kf_json_open(&w, '{');
    kf_json_member_i64(&w, "format", 1);
    kf_json_member_text(&w, "id", starter->id);
    kf_json_member_label(&w, "label", starter->label.zh, starter->label.en);
    kf_json_member_text(&w, "language", starter->language);
    kf_json_member_open(&w, "entries", '[');
    for (size_t i = 0; i < starter->n; i++)
        starter_list(&w, &starter->lists[i]);
    kf_json_close(&w, ']');
    kf_json_close(&w, '}');
    kf_put_char(out, '\n');
}

kefu_status KEFU_CALL kefu_lexicon_starter(const kefu_allocator *allocator, int32_t language,
                                           kefu_lexicon **out, kefu_error *error)
{
    kf_memory memory;
    kf_buffer json;
    if (!out)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_lexicon_starter: out is NULL");
    kefu_status status = kf_check_language(language, error);
    if (!status)
        status = kf_memory_init(&memory, allocator, error);
    if (status)
        return status;
    kf_buffer_init(&json, &memory);
    starter_write(&json, language == KEFU_EN ? &kf_starter_en : &kf_starter_zh);
    const char *text = kf_buffer_text(&json);
    status = text ? kefu_lexicon_from_json(allocator, NULL, text, json.size, out, error)
                  : kf_no_memory(error);
    kf_buffer_free(&json);
    return status;
}
