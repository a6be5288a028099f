/* test_json.c - strict JSON in and out. Cases named y_ and n_ follow JSONTestSuite (N. Seriot,
 * "Parsing JSON is a Minefield"); what RFC 8259 leaves open is settled by json.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/json.h"
#include "oom.h"

static kf_memory memory;

static kefu_status parse(kf_json *json, const char *text, kefu_error *error)
{
    return kf_json_parse(json, &memory, NULL, text, strlen(text), error);
}

/* ---- What is JSON ---- */

static const char *const accepted[] = {
    /* y_structure */
    "null",
    "true",
    "false",
    "0",
    "\"\"",
    "[]",
    "{}",
    " [] ",
    "[\n]",
    "\t\r\n 1 \t\r\n",
    "\"asd\"",
    /* y_array */
    "[[]   ]",
    "[\"\"]",
    "[null, 1, \"1\", {}]",
    "[1\n]",
    "[1,null,null,null,2]",
    "[2] ",
    /* y_number */
    "[123e65]",
    "[0e+1]",
    "[0e1]",
    "[ 4]",
    "[-0]",
    "[-0.000000000000000001]",
    "[20e1]",
    "[-123]",
    "[1E22]",
    "[1E-2]",
    "[1E+2]",
    "[123e45]",
    "[123.456e78]",
    "[1e-2]",
    "[123.456789]",
    "[1e400]",
    "[-1e-400]",
    "[123456789012345678901234567890]", /* i_: kept as text */
    /* y_object */
    "{\"asd\":\"sdf\", \"dfg\":\"fgh\"}",
    "{\"\":0}",
    "{\"a\":[]}",
    "{\"a\":{\"a\":{\"a\":1}}}",
    "{\"title\":\"\\u041f\\u043e\" }",
    "{\n\"a\": \"b\"\n}",
    "{\"a\":1,\"A\":1,\"a \":1}",
    /* y_string */
    "[\"\\u0060\\u012a\\u12AB\"]",
    "[\"\\uD801\\udc37\"]",
    "[\"\\ud83d\\ude39\\ud83d\\udc8d\"]",
    "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]",
    "[\"\\\\u0000\"]",
    "[\"a/*b*/c\"]",
    "[\"\\uFFFF\"]",
    "[\"\x7F\"]",
    "[\"中文\"]",
    "[\"\xF4\x8F\xBF\xBF\"]",
    "[\"\xE2\x80\xA8\"]",
    "[\"\\u2028\"]",
};

static void accepts(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof accepted / sizeof *accepted; i++) {
        kf_json json;
        kefu_error error;
        if (parse(&json, accepted[i], &error))
            fail_msg("%s: %s", accepted[i], error.message);
        assert_non_null(json.root);
        kf_json_free(&json);
    }
}

/* ---- What is not, and where ---- */

static const struct refusal {
    const char *text;
    int32_t line, column;
    int64_t offset;
    const char *says; /* part of the message */
} refusals[] = {
    /* n_structure */
    {"", 1, 1, 0, "expected a value, but the text ends"},
    {" ", 1, 2, 1, "expected a value, but the text ends"},
    {"[", 1, 2, 1, "expected a value, but the text ends"},
    {"[1", 1, 3, 2, "expected ',' or ']', but the text ends"},
    {"{", 1, 2, 1, "expected a key in double quotes, but the text ends"},
    {"{\"a\"", 1, 5, 4, "expected ':' after the key"},
    {"{\"a\":", 1, 6, 5, "expected a value"},
    {"{\"a\":1", 1, 7, 6, "expected ',' or '}'"},
    {"]", 1, 1, 0, "expected a value, found ']'"},
    {"[1}", 1, 3, 2, "expected ',' or ']', found '}'"},
    {"{\"a\":1]", 1, 7, 6, "expected ',' or '}', found ']'"},
    {"[][]", 1, 3, 2, "expected the end of the text, found '['"},
    {"1 2", 1, 3, 2, "expected the end of the text"},
    {"{}#", 1, 3, 2, "expected the end of the text"},
    {"[1]\n\n x", 3, 2, 6, "expected the end of the text"},
    {"\xEF\xBB\xBF{}", 1, 1, 0, "byte order mark"},
    {"*", 1, 1, 0, "expected a value, found '*'"},
    {"客服", 1, 1, 0, "found '客'"},
    {"[\f]", 1, 2, 1, "found the control character 12"},
    {"[\xC2\xA0]", 1, 2, 1, "expected a value"},
    {"[\xE2\x81\xA0]", 1, 2, 1, "expected a value"},
    {"/* c */ 1", 1, 1, 0, "found '/'"},
    {"[1 // c\n]", 1, 4, 3, "expected ',' or ']', found '/'"},
    /* n_array */
    {"[1,]", 1, 3, 2, "a comma before ']': remove it"},
    {"[[1, 2],\n]", 1, 8, 7, "a comma before ']': remove it"},
    {"[1,}", 1, 4, 3, "expected a value, found '}'"},
    {"[,1]", 1, 2, 1, "expected a value, found ','"},
    {"[1,,2]", 1, 4, 3, "expected a value, found ','"},
    {"[,]", 1, 2, 1, "expected a value"},
    {"[1 true]", 1, 4, 3, "expected ',' or ']', found 't'"},
    {"[3[4]]", 1, 3, 2, "found '['"},
    {"[1:2]", 1, 3, 2, "found ':'"},
    /* n_object */
    {"{\"a\":1,}", 1, 7, 6, "a comma before '}': remove it"},
    {"{,\"a\":1}", 1, 2, 1, "expected a key"},
    {"{\"a\" 1}", 1, 6, 5, "expected ':' after the key, found '1'"},
    {"{\"a\"::1}", 1, 6, 5, "expected a value, found ':'"},
    {"{\"a\":1 \"b\":2}", 1, 8, 7, "expected ',' or '}', found '\"'"},
    {"{a:1}", 1, 2, 1, "expected a key in double quotes, found 'a'"},
    {"{'a':1}", 1, 2, 1, "expected a key in double quotes, found '''"},
    {"{1:1}", 1, 2, 1, "expected a key"},
    {"{\"a\":}", 1, 6, 5, "expected a value"},
    {"{\"a\",\"b\"}", 1, 5, 4, "expected ':'"},
    {"{null:1}", 1, 2, 1, "expected a key"},
    /* n_number */
    {"[-]", 1, 3, 2, "expected a digit"},
    {"[+1]", 1, 2, 1, "expected a value, found '+'"},
    {"[01]", 1, 2, 1, "must not begin with 0"},
    {"[-01]", 1, 3, 2, "must not begin with 0"},
    {"[00]", 1, 2, 1, "must not begin with 0"},
    {"[1.]", 1, 4, 3, "a digit after the decimal point"},
    {"[.5]", 1, 2, 1, "expected a value, found '.'"},
    {"[-.5]", 1, 3, 2, "expected a digit"},
    {"[1.e1]", 1, 4, 3, "a digit after the decimal point"},
    {"[1e]", 1, 4, 3, "a digit of the exponent"},
    {"[1e+]", 1, 5, 4, "a digit of the exponent"},
    {"[1e+-1]", 1, 5, 4, "a digit of the exponent"},
    {"[1.5.5]", 1, 5, 4, "expected ',' or ']', found '.'"},
    {"[0x1]", 1, 3, 2, "found 'x'"},
    {"[1 000]", 1, 4, 3, "found '0'"},
    {"[1,000.00]", 1, 4, 3, "must not begin with 0"},
    {"[--1]", 1, 3, 2, "expected a digit"},
    {"[NaN]", 1, 2, 1, "expected a value"},
    {"[Infinity]", 1, 2, 1, "expected a value"},
    {"[-Infinity]", 1, 3, 2, "expected a digit"},
    {"[１]", 1, 2, 1, "expected a value, found '１'"},
    /* n_incomplete words */
    {"[tru]", 1, 2, 1, "expected a value, found 't'"},
    {"[nul", 1, 2, 1, "expected a value"},
    {"[True]", 1, 2, 1, "expected a value"},
    {"[truex]", 1, 6, 5, "expected ',' or ']'"},
    /* n_string */
    {"\"", 1, 2, 1, "the closing quote of a string"},
    {"\"中", 1, 3, 4, "the closing quote of a string"},
    {"\"\\", 1, 3, 2, "after the backslash"},
    {"\"\\\"", 1, 4, 3, "the closing quote"},
    {"[\"\\x00\"]", 1, 4, 3, "after the backslash, found 'x'"},
    {"[\"\\a\"]", 1, 4, 3, "after the backslash"},
    {"[\"\\U0041\"]", 1, 4, 3, "after the backslash"},
    {"[\"\\客\"]", 1, 4, 3, "after the backslash, found '客'"},
    {"[\"\\u00A\"]", 1, 8, 7, "four hexadecimal digits"},
    {"[\"\\uqqqq\"]", 1, 5, 4, "four hexadecimal digits"},
    {"[\"\\u\"]", 1, 5, 4, "four hexadecimal digits"},
    {"[\"a\nb\"]", 1, 4, 3, "must be escaped"},
    {"[\"a\tb\"]", 1, 4, 3, "must be escaped"},
    {"[\"\x1F\"]", 1, 3, 2, "must be escaped"},
    {"['a']", 1, 2, 1, "found '''"},
    {"[\"a\\u0000b\"]", 1, 4, 3, "NUL"},
    {"[\"\\ud800\"]", 1, 3, 2, "lone surrogate"},
    {"[\"\\ud800abc\"]", 1, 3, 2, "lone surrogate"},
    {"[\"\\ud800\\n\"]", 1, 3, 2, "lone surrogate"},
    {"[\"\\ud800\\ud800\"]", 1, 3, 2, "lone surrogate"},
    {"[\"\\ud800\\u0041\"]", 1, 3, 2, "lone surrogate"},
    {"[\"\\ud800\\u1\"]", 1, 3, 2, "lone surrogate"},
    {"[\"\\udc00\"]", 1, 3, 2, "lone surrogate"},
    {"[\"\\udc37\\ud801\"]", 1, 3, 2, "lone surrogate"},
    /* keys that occur twice: the second one */
    {"{\"a\":1,\"a\":2}", 1, 8, 7, "the key 'a' occurs twice"},
    {"{\"a\":1,\n \"b\":2,\n  \"\\u0061\":3}", 3, 3, 18, "the key 'a' occurs twice"},
    {"{\"客服\":1, \"客服\":2}", 1, 10, 13, "the key '客服' occurs twice"},
    {"{\"x\":{\"a\":1,\"\":0,\"\":1}}", 1, 18, 17, "the key '' occurs twice"},
    {"{\"b\":1,\"a\":1,\"b\":1,\"a\":1}", 1, 14, 13, "the key 'b' occurs twice"},
    {"{\"c\":1,\"c\":1,\"c\":1}", 1, 8, 7, "the key 'c' occurs twice"},
    /* places: lines by \n, columns by characters, offsets by bytes */
    {"{\n  \"名\": 1,\n  \"称\": ?\n}", 3, 8, 23, "expected a value, found '?'"},
    {"[1,\r\n2,\r\n?]", 3, 1, 9, "expected a value"},
    {"[\"\xF0\x9F\x98\x80\", x]", 1, 7, 9, "expected a value"},
};

static void refuses(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        const struct refusal *r = &refusals[i];
        kf_json json;
        kefu_error error;
        kefu_status status = parse(&json, r->text, &error);
        if (status != KEFU_E_SYNTAX || error.code != status || error.line != r->line ||
            error.column != r->column || error.offset != r->offset ||
            !strstr(error.message, r->says))
            fail_msg("%s: status %d at %d:%d (%d): %s", r->text, (int)status, (int)error.line,
                     (int)error.column, (int)error.offset, error.message);
        assert_null(json.root);
        assert_int_equal(error.row, -1);
        assert_int_equal(parse(&json, r->text, NULL), KEFU_E_SYNTAX);
    }
}

static void refuses_bytes_that_are_not_utf8(void **state)
{
    static const char *const texts[] = {"[\"\n\xFF\"]", "[\"\n\xE5\"]", "[\"\n\xED\xA0\x80\"]",
                                        "[\"\n\xC0\x80\"]", "[1,\xE5]"};
    static const int64_t offsets[] = {3, 3, 3, 3, 3};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        kf_json json;
        kefu_error error;
        assert_int_equal(parse(&json, texts[i], &error), KEFU_E_ENCODING);
        assert_int_equal(error.offset, offsets[i]);
        assert_int_equal(error.line, i == 4 ? 1 : 2);
    }
}

static void a_nul_is_not_the_end(void **state)
{
    kf_json json;
    kefu_error error;
    (void)state;
    assert_int_equal(kf_json_parse(&json, &memory, NULL, "[1]\0", 4, &error), KEFU_E_SYNTAX);
    assert_int_equal(error.offset, 3);
    assert_int_equal(kf_json_parse(&json, &memory, NULL, "[\"\0\"]", 5, &error), KEFU_E_SYNTAX);
    assert_int_equal(kf_json_parse(&json, &memory, NULL, "[\"\\\0\"]", 6, &error), KEFU_E_SYNTAX);
    assert_int_equal(kf_json_parse(&json, &memory, NULL, NULL, 1, &error), KEFU_E_ARGUMENT);
    assert_int_equal(kf_json_parse(&json, &memory, NULL, NULL, 0, &error), KEFU_E_SYNTAX);
}

/* ---- The tree ---- */

static void tree(void **state)
{
    static const char text[] = "{\"名称\": \"\\u5ba2\\u670d \\ud83d\\ude00\\n\",\n"
                               " \"list\": [1.50, -0e+10, true, false, null, [], {\"k\": \"v\"}]}";
    kf_json json;
    const kf_json_node *name, *list, *item;
    (void)state;
    assert_int_equal(parse(&json, text, NULL), KEFU_OK);
    assert_int_equal(json.root->type, KF_JSON_OBJECT);
    assert_int_equal(json.root->count, 2);
    assert_null(json.root->key);
    name = kf_json_get(json.root, "名称");
    assert_int_equal(name->type, KF_JSON_STRING);
    assert_string_equal(name->text, "客服 \xF0\x9F\x98\x80\n");
    assert_int_equal(name->size, 12);
    assert_int_equal(name->key_at.column, 2);
    assert_int_equal(name->at.column, 8);
    list = kf_json_get(json.root, "list");
    assert_int_equal(list->type, KF_JSON_ARRAY);
    assert_int_equal(list->count, 7);
    assert_int_equal(list->at.line, 2);
    assert_int_equal(list->at.column, 10);
    item = list->child;
    assert_int_equal(item->type, KF_JSON_NUMBER);
    assert_string_equal(item->text, "1.50"); /* as written: trailing zeros declare a scale */
    assert_int_equal(item->size, 4);
    item = item->next;
    assert_string_equal(item->text, "-0e+10");
    item = item->next;
    assert_int_equal(item->type, KF_JSON_TRUE);
    item = item->next;
    assert_int_equal(item->type, KF_JSON_FALSE);
    item = item->next;
    assert_int_equal(item->type, KF_JSON_NULL);
    item = item->next;
    assert_int_equal(item->type, KF_JSON_ARRAY);
    assert_int_equal(item->count, 0);
    assert_null(item->child);
    item = item->next;
    assert_string_equal(kf_json_get(item, "k")->text, "v");
    assert_null(item->next);
    assert_null(kf_json_get(json.root, "LIST"));
    assert_null(kf_json_get(list, "list"));
    assert_null(kf_json_get(NULL, "list"));
    kf_json_free(&json);
    assert_null(json.root);
    kf_json_free(&json);
}

/* ---- Limits ---- */

static kefu_status parse_within(const char *text, kefu_limits limits, kefu_error *error)
{
    kf_json json;
    kefu_status status;
    limits.struct_size = sizeof limits;
    status = kf_json_parse(&json, &memory, &limits, text, strlen(text), error);
    kf_json_free(&json);
    return status;
}

static void limits(void **state)
{
    kefu_error error;
    (void)state;
    assert_int_equal(parse_within("[[[]]]", (kefu_limits){.depth = 3}, &error), KEFU_OK);
    assert_int_equal(parse_within("[[{}]]", (kefu_limits){.depth = 2}, &error), KEFU_E_LIMIT);
    assert_int_equal(error.column, 3);
    assert_non_null(strstr(error.message, "limits.depth (2)"));
    assert_int_equal(parse_within("[1,2,{\"a\":3}]", (kefu_limits){.nodes = 5}, &error), KEFU_OK);
    assert_int_equal(parse_within("[1,2,{\"a\":3}]", (kefu_limits){.nodes = 4}, &error),
                     KEFU_E_LIMIT);
    assert_int_equal(error.column, 7);
    assert_non_null(strstr(error.message, "limits.nodes (4)"));
    assert_int_equal(parse_within("[1]  ", (kefu_limits){.text_bytes = 5}, &error), KEFU_OK);
    assert_int_equal(parse_within("[1]   ", (kefu_limits){.text_bytes = 5}, &error), KEFU_E_LIMIT);
    assert_non_null(strstr(error.message, "limits.text_bytes (5)"));
    assert_int_equal(parse_within("[1]", (kefu_limits){.depth = -1}, &error), KEFU_E_ARGUMENT);
}

/* n_structure_100000_opening_arrays: no recursion, so only the limit says no. */
static void deep_texts(void **state)
{
    enum { DEEP = 100000 };
    kefu_limits deep = {.struct_size = sizeof deep, .depth = DEEP};
    char *text = malloc(2 * DEEP + 1);
    kefu_error error;
    (void)state;
    assert_non_null(text);
    memset(text, '[', DEEP);
    memset(text + DEEP, ']', DEEP);
    text[2 * DEEP] = 0;
    assert_int_equal(parse_within(text, deep, &error), KEFU_OK);
    assert_int_equal(parse_within(text, (kefu_limits){0}, &error), KEFU_E_LIMIT);
    assert_int_equal(error.column, 65);
    text[DEEP] = 0;
    assert_int_equal(parse_within(text, deep, &error), KEFU_E_SYNTAX);
    free(text);
}

/* A large object on one line: keys and places must not cost the square of their number. */
static void wide_objects(void **state)
{
    enum { WIDE = 100000 };
    kf_buffer text;
    kf_json json;
    kefu_error error;
    (void)state;
    kf_buffer_init(&text, &memory);
    for (int32_t i = 0; i < WIDE; i++)
        kf_put_format(&text, "%c\"k%d\":%d", i ? ',' : '{', i, i);
    kf_put_char(&text, '}');
    assert_int_equal(kf_json_parse(&json, &memory, NULL, text.data, text.size, &error), KEFU_OK);
    assert_int_equal(json.root->count, WIDE);
    kf_json_free(&json);
    text.size--;
    kf_put_text(&text, ",\"k77\":0}");
    assert_int_equal(kf_json_parse(&json, &memory, NULL, text.data, text.size, &error),
                     KEFU_E_SYNTAX);
    assert_int_equal(error.offset, (int64_t)text.size - 8);
    assert_int_equal(error.column, (int32_t)text.size - 7);
    kf_buffer_free(&text);
}

/* ---- The writer ---- */

static void writes(void **state)
{
    kf_buffer out;
    kf_json_writer w;
    (void)state;
    kf_buffer_init(&out, &memory);
    kf_json_writer_init(&w, &out);
    kf_json_open(&w, '{');
    kf_json_key(&w, "agent");
    kf_json_string(&w, "客服 7");
    kf_json_key(&w, "\"q\"");
    kf_json_text(&w, "a\\b\0c", 5);
    kf_json_key(&w, "list");
    kf_json_open(&w, '[');
    kf_json_i64(&w, INT64_MIN);
    kf_json_decimal(&w, 12040000, 6);
    kf_json_decimal(&w, -5, 2);
    kf_json_raw(&w, "true");
    kf_json_string(&w, NULL);
    kf_json_open(&w, '[');
    kf_json_close(&w, ']');
    kf_json_open(&w, '{');
    kf_json_close(&w, '}');
    kf_json_close(&w, ']');
    kf_json_key(&w, "");
    kf_json_text(&w, "", 0);
    kf_json_close(&w, '}');
    assert_string_equal(kf_buffer_text(&out),
                        "{\"agent\":\"客服 7\",\"\\\"q\\\"\":\"a\\\\b\\u0000c\",\"list\":"
                        "[-9223372036854775808,12.040000,-0.05,true,null,[],{}],\"\":\"\"}");
    kf_buffer_free(&out);
}

/* RFC 8259 §7: quotation mark, reverse solidus and U+0000..U+001F must be escaped. */
static void escapes(void **state)
{
    kf_buffer out;
    kf_json_writer w;
    (void)state;
    kf_buffer_init(&out, &memory);
    kf_json_writer_init(&w, &out);
    kf_json_string(&w, "\x01\b\t\n\x0B\f\r\x1F \"/\\\x7F中\xF0\x9F\x98\x80");
    assert_string_equal(kf_buffer_text(&out), "\"\\u0001\\b\\t\\n\\u000b\\f\\r\\u001f \\\"/\\\\\x7F"
                                              "中\xF0\x9F\x98\x80\"");
    kf_buffer_free(&out);
}

static void write_node(kf_json_writer *w, const kf_json_node *node)
{
    static const char *const words[] = {"null", "false", "true"};
    if (node->type <= KF_JSON_TRUE) {
        kf_json_raw(w, words[node->type]);
    } else if (node->type == KF_JSON_NUMBER) {
        kf_json_raw(w, node->text);
    } else if (node->type == KF_JSON_STRING) {
        kf_json_text(w, node->text, node->size);
    } else {
        kf_json_open(w, node->type == KF_JSON_ARRAY ? '[' : '{');
        for (const kf_json_node *child = node->child; child; child = child->next) {
            if (child->key)
                kf_json_key(w, child->key);
            write_node(w, child);
        }
        kf_json_close(w, node->type == KF_JSON_ARRAY ? ']' : '}');
    }
}

/* Law: what is written reads back as the same tree, and is written the same again. */
static void round_trip(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof accepted / sizeof *accepted; i++) {
        kf_buffer once, twice;
        kf_json json;
        kf_json_writer w;
        kf_buffer_init(&once, &memory);
        kf_buffer_init(&twice, &memory);
        assert_int_equal(parse(&json, accepted[i], NULL), KEFU_OK);
        kf_json_writer_init(&w, &once);
        write_node(&w, json.root);
        kf_json_free(&json);
        assert_int_equal(kf_json_parse(&json, &memory, NULL, once.data, once.size, NULL), KEFU_OK);
        kf_json_writer_init(&w, &twice);
        write_node(&w, json.root);
        kf_json_free(&json);
        assert_string_equal(kf_buffer_text(&once), kf_buffer_text(&twice));
        kf_buffer_free(&once);
        kf_buffer_free(&twice);
    }
}

/* ---- Out of memory ---- */

/* Texts that make every part ask for memory: long keys and strings and numbers, depth, width. */
static void oom_text(kf_buffer *text)
{
    static const char *const around[][2] = {
        {",\"", "\":null"}, {",\"string\":\"", "\""}, {",\"number\":", ""}};
    kf_put_text(text, "{\"a\":[1,2,[[[[[[[[[\"x\"]]]]]]]]]]");
    for (size_t kind = 0; kind < 3; kind++) {
        kf_put_text(text, around[kind][0]);
        for (size_t i = 0; i < 70000; i++)
            kf_put_char(text, '7');
        kf_put_text(text, around[kind][1]);
    }
    for (int32_t i = 0; i < 300; i++)
        kf_put_format(text, ",\"w%d\":[]", i);
    kf_put_char(text, '}');
}

static kf_buffer scenario_text;

static int read_and_write(const kefu_allocator *allocator)
{
    kf_memory with;
    kf_json json;
    kf_buffer out;
    kf_json_writer w;
    kefu_status status;
    int got;
    if (kf_memory_init(&with, allocator, NULL))
        return -1;
    status = kf_json_parse(&json, &with, NULL, scenario_text.data, scenario_text.size, NULL);
    if (status)
        return status == KEFU_E_MEMORY && !json.root ? 0 : -1;
    kf_buffer_init(&out, &with);
    kf_json_writer_init(&w, &out);
    write_node(&w, json.root);
    kf_json_free(&json);
    got = !out.failed;
    if (got &&
        (out.size != scenario_text.size || memcmp(out.data, scenario_text.data, out.size) != 0))
        got = -1;
    kf_buffer_free(&out);
    return got;
}

static void out_of_memory(void **state)
{
    (void)state;
    kf_buffer_init(&scenario_text, &memory);
    oom_text(&scenario_text);
    assert_true(oom_sweep(read_and_write) > 10);
    kf_buffer_free(&scenario_text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(accepts),
        cmocka_unit_test(refuses),
        cmocka_unit_test(refuses_bytes_that_are_not_utf8),
        cmocka_unit_test(a_nul_is_not_the_end),
        cmocka_unit_test(tree),
        cmocka_unit_test(limits),
        cmocka_unit_test(deep_texts),
        cmocka_unit_test(wide_objects),
        cmocka_unit_test(writes),
        cmocka_unit_test(escapes),
        cmocka_unit_test(round_trip),
        cmocka_unit_test(out_of_memory),
    };
    kf_memory_init(&memory, NULL, NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
