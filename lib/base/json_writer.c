/* json_writer.c - JSON without white space; see json.h. */
#include <string.h>

#include "base/decimal.h"
#include "base/json.h"

void kf_json_writer_init(kf_json_writer *w, kf_buffer *out)
{
    w->out = out;
    w->comma = 0;
}

/* Before each value or key; `after` says whether the next one needs a comma. */
static void json_separate(kf_json_writer *w, int32_t after)
{
    if (w->comma)
        kf_put_char(w->out, ',');
    w->comma = after;
}

void kf_json_open(kf_json_writer *w, char bracket)
{
    json_separate(w, 0);
    kf_put_char(w->out, bracket);
}

void kf_json_close(kf_json_writer *w, char bracket)
{
    kf_put_char(w->out, bracket);
    w->comma = 1;
}

static void json_put_escaped(kf_buffer *out, char c)
{
    static const char meanings[] = "\"\\\b\f\n\r\t", letters[] = "\"\\bfnrt";
    static const char hex[] = "0123456789abcdef";
    const char *found = c ? strchr(meanings, c) : NULL;
    kf_put_char(out, '\\');
    if (found) {
        kf_put_char(out, letters[found - meanings]);
        return;
    }
    kf_put_text(out, "u00");
    kf_put_char(out, hex[c >> 4 & 15]);
    kf_put_char(out, hex[c & 15]);
}

static int json_is_plain(char c) { return (unsigned char)c >= 0x20 && c != '"' && c != '\\'; }

static void json_put_quoted(kf_buffer *out, const char *text, size_t size)
{
    size_t from = 0;
    kf_put_char(out, '"');
    for (size_t i = 0; i < size; i++) {
        if (json_is_plain(text[i]))
            continue;
        kf_put(out, text + from, i - from);
        json_put_escaped(out, text[i]);
        from = i + 1;
    }
    if (from < size)
        kf_put(out, text + from, size - from);
    kf_put_char(out, '"');
}

void kf_json_key(kf_json_writer *w, const char *key)
{
    json_separate(w, 0);
    json_put_quoted(w->out, key, strlen(key));
    kf_put_char(w->out, ':');
}

void kf_json_text(kf_json_writer *w, const char *text, size_t size)
{
    json_separate(w, 1);
    json_put_quoted(w->out, text, size);
}

void kf_json_string(kf_json_writer *w, const char *text)
{
    if (text)
        kf_json_text(w, text, strlen(text));
    else
        kf_json_raw(w, "null");
}

void kf_json_i64(kf_json_writer *w, int64_t value)
{
    json_separate(w, 1);
    kf_put_i64(w->out, value);
}

void kf_json_decimal(kf_json_writer *w, int64_t value, int32_t scale)
{
    char digits[48];
    json_separate(w, 1);
    kf_put(w->out, digits, kf_decimal_format(value, scale, digits));
}

void kf_json_raw(kf_json_writer *w, const char *literal)
{
    json_separate(w, 1);
    kf_put_text(w->out, literal);
}

/* ---- Members -------------------------------------------------------------------------------- */

void kf_json_member_open(kf_json_writer *w, const char *key, char bracket)
{
    kf_json_key(w, key);
    kf_json_open(w, bracket);
}

void kf_json_member_text(kf_json_writer *w, const char *key, const char *text)
{
    kf_json_key(w, key);
    kf_json_string(w, text);
}

void kf_json_member_i64(kf_json_writer *w, const char *key, int64_t value)
{
    kf_json_key(w, key);
    kf_json_i64(w, value);
}

void kf_json_member_decimal(kf_json_writer *w, const char *key, int64_t value, int32_t scale)
{
    kf_json_key(w, key);
    kf_json_decimal(w, value, scale);
}

void kf_json_member_bool(kf_json_writer *w, const char *key, int32_t is)
{
    kf_json_key(w, key);
    kf_json_raw(w, is ? "true" : "false");
}

void kf_json_member_label(kf_json_writer *w, const char *key, const char *zh, const char *en)
{
    kf_json_member_open(w, key, '{');
    kf_json_member_text(w, "zh", zh);
    kf_json_member_text(w, "en", en);
    kf_json_close(w, '}');
}

static void json_said(kf_json_writer *w, const char *key, kf_say say, const void *of,
                      int32_t language, kf_buffer *scratch)
{
    size_t need = 0;
    kf_buffer_clear(scratch);
    (void)say(of, language, NULL, 0, &need);
    char *text = kf_put_room(scratch, need);
    if (!text) {
        w->out->failed = 1;
        return;
    }
    (void)say(of, language, text, need, &need);
    kf_json_key(w, key);
    kf_json_text(w, text, need - 1);
}

void kf_json_member_said(kf_json_writer *w, const char *key, kf_say say, const void *of,
                         kf_buffer *scratch)
{
    kf_json_member_open(w, key, '{');
    json_said(w, "zh", say, of, KEFU_ZH, scratch);
    json_said(w, "en", say, of, KEFU_EN, scratch);
    kf_json_close(w, '}');
}

void kf_json_member_ratio(kf_json_writer *w, const char *key, const kefu_value *value)
{
    kf_json_key(w, key);
    if (!value->den) {
        kf_json_raw(w, "null");
        return;
    }
    kf_json_open(w, '{');
    kf_json_member_i64(w, "num", value->num);
    kf_json_member_i64(w, "den", value->den);
    kf_json_close(w, '}');
}
