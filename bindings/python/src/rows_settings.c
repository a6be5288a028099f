/* rows_settings.c - the keywords of kefu.rows and kefu.read_csv: names, cells, scales, files. */
#include <stdlib.h>
#include <string.h>

#include "rows.h"

WORDS(row_cell, WORD(KEFU_CELL_, TEXT, "text"), WORD(KEFU_CELL_, NUMBER, "number"),
      WORD(KEFU_CELL_, PERCENT, "percent"), WORD(KEFU_CELL_, DURATION, "duration"),
      WORD(KEFU_CELL_, DATE, "date"), WORD(KEFU_CELL_, TIME, "time"));
WORDS(row_encoding, WORD(KEFU_, UTF8, "utf-8"), WORD(KEFU_, UTF8, "utf8"),
      WORD(KEFU_, GB18030, "gb18030"), WORD(KEFU_, GB18030, "gbk"), WORD(KEFU_, GB18030, "gb2312"));
WORDS(row_bad_rows, WORD(KEFU_BAD_ROW_, FAIL, "fail"), WORD(KEFU_BAD_ROW_, SKIP, "skip"));

const kp_settings kp_no_settings;

/* The keywords being read. */
typedef struct settings_reader {
    kp_state *state;
    const char *where;
    kp_settings *out;
    int32_t room;
} settings_reader;

static int settings_type(const settings_reader *r, const char *name, const char *expected,
                         PyObject *value)
{
    PyErr_Format(PyExc_TypeError, "%s: %s is %R, expected %s", r->where, name, value, expected);
    return -1;
}

/* A name of a column, held by the settings. */
static const char *settings_name(const settings_reader *r, PyObject *object)
{
    size_t size = 0;
    const char *text = kp_to_text(r->state, object, r->where, &size);
    if (text && (!size || memchr(text, 0, size))) {
        kp_fail(r->state, KEFU_E_ARGUMENT, "%s: %R is no name of a column", r->where, object);
        return NULL;
    }
    return text ? kp_store_text(&r->out->hold, text, size) : NULL;
}

static int settings_flag(PyObject *value, int32_t *out)
{
    int is = PyObject_IsTrue(value);
    *out = is > 0;
    return is < 0 ? -1 : 0;
}

/* ---- Rules ----------------------------------------------------------------------------------- */

static kp_rule *settings_rule(settings_reader *r, const char *from, const char *as)
{
    kp_settings *s = r->out;
    kp_rule *rules;
    for (int32_t i = 0; i < s->n_rules; i++)
        if (strcmp(s->rules[i].as, as) == 0) {
            kp_fail(r->state, KEFU_E_EXISTS, "%s: two columns are to be called '%s'", r->where, as);
            return NULL;
        }
    if (s->n_rules == r->room) {
        r->room = r->room ? r->room * 2 : 8;
        rules = realloc(s->rules, (size_t)r->room * sizeof *rules);
        if (!rules) {
            PyErr_NoMemory();
            return NULL;
        }
        s->rules = rules;
    }
    memset(&s->rules[s->n_rules], 0, sizeof *s->rules);
    s->rules[s->n_rules].from = from;
    s->rules[s->n_rules].as = as;
    return &s->rules[s->n_rules++];
}

/* Rules are found by either name: that of the library goes first. NULL without an exception if
 * there is none. */
static kp_rule *settings_find(const settings_reader *r, const char *name)
{
    for (int32_t i = 0; i < r->out->n_rules; i++)
        if (strcmp(r->out->rules[i].as, name) == 0)
            return &r->out->rules[i];
    for (int32_t i = 0; i < r->out->n_rules; i++)
        if (strcmp(r->out->rules[i].from, name) == 0)
            return &r->out->rules[i];
    return NULL;
}

/* Calls `one` for each item of a dict. */
static int settings_each(settings_reader *r, const char *name, PyObject *value,
                         int (*one)(settings_reader *, PyObject *, PyObject *))
{
    PyObject *items;
    Py_ssize_t n;
    int done = 0;
    if (!PyMapping_Check(value) || PyUnicode_Check(value) || PyList_Check(value) ||
        PyTuple_Check(value))
        return settings_type(r, name, "a dict", value);
    items = PyMapping_Items(value);
    n = items ? PyList_Size(items) : -1;
    for (Py_ssize_t i = 0; i < n && !done; i++) {
        PyObject *item = PyList_GetItem(items, i);
        done = one(r, PyTuple_GetItem(item, 0), PyTuple_GetItem(item, 1));
    }
    Py_XDECREF(items);
    return n < 0 ? -1 : done;
}

static int settings_column(settings_reader *r, PyObject *key, PyObject *value)
{
    const char *as = settings_name(r, key), *from = as ? settings_name(r, value) : NULL;
    return from && settings_rule(r, from, as) ? 0 : -1;
}

/* ---- Cells ----------------------------------------------------------------------------------- */

static int cell_kind(const settings_reader *r, PyObject *value, kefu_cell *out)
{
    int64_t kind;
    if (kp_to_word(r->state, value, &row_cell_words, r->where, &kind) < 0)
        return -1;
    out->kind = (int32_t)kind;
    return 0;
}

static int cell_scale(const settings_reader *r, PyObject *value, kefu_cell *out)
{
    return kp_to_int32(r->state, value, r->where, &out->scale);
}

static int cell_offset(const settings_reader *r, PyObject *value, kefu_cell *out)
{
    return kp_to_offset(r->state, value, r->where, &out->offset);
}

static int cell_flag(PyObject *value, uint32_t flag, kefu_cell *out)
{
    int is = PyObject_IsTrue(value);
    if (is > 0)
        out->flags |= flag;
    return is < 0 ? -1 : 0;
}

static int cell_as(const settings_reader *r, PyObject *value, kefu_cell *out)
{
    out->as = settings_name(r, value);
    return out->as ? 0 : -1;
}

/* One item of the dict of a cell. */
static int cell_item(const settings_reader *r, const char *key, PyObject *value, kefu_cell *out)
{
    static const struct {
        const char *name;
        int (*read)(const settings_reader *, PyObject *, kefu_cell *);
        uint32_t flag;
    } keys[] = {
        {"kind", cell_kind, 0},           {"scale", cell_scale, 0},
        {"offset", cell_offset, 0},       {"as", cell_as, 0},
        {"bare", NULL, KEFU_CELL_BARE},   {"hundredths", NULL, KEFU_CELL_HUNDREDTHS},
        {"round", NULL, KEFU_CELL_ROUND},
    };
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++)
        if (strcmp(keys[k].name, key) == 0)
            return keys[k].read ? keys[k].read(r, value, out) : cell_flag(value, keys[k].flag, out);
    PyErr_Format(PyExc_TypeError,
                 "%s: a cell has no '%s'; it has kind, scale, offset, as, bare, hundredths, round",
                 r->where, key);
    return -1;
}

static int cell_dict(const settings_reader *r, PyObject *dict, kefu_cell *out)
{
    PyObject *items = PyMapping_Items(dict);
    Py_ssize_t n = items ? PyList_Size(items) : -1;
    int done = n < 0 ? -1 : 0;
    for (Py_ssize_t i = 0; i < n && !done; i++) {
        PyObject *item = PyList_GetItem(items, i);
        const char *key = kp_to_text(r->state, PyTuple_GetItem(item, 0), r->where, NULL);
        done = key ? cell_item(r, key, PyTuple_GetItem(item, 1), out) : -1;
    }
    Py_XDECREF(items);
    return done;
}

/* What is not said of a cell: six decimals, and the settings of all. */
static void cell_defaults(const settings_reader *r, kefu_cell *cell)
{
    int32_t kind = cell->kind;
    if (cell->scale < 0)
        cell->scale =
            kind == KEFU_CELL_NUMBER || kind == KEFU_CELL_PERCENT || kind == KEFU_CELL_DURATION ? 6
                                                                                                : 0;
    if (kind == KEFU_CELL_TIME && !cell->offset)
        cell->offset = r->out->offset;
    if (r->out->round && kind != KEFU_CELL_TEXT && kind != KEFU_CELL_DATE)
        cell->flags |= KEFU_CELL_ROUND;
}

/* The library looks at a cell once here, so that a wrong one is not a wrong row. */
static int cell_check(const settings_reader *r, const kefu_cell *cell)
{
    kefu_error error;
    int64_t value;
    int32_t state;
    kefu_status status;
    if (cell->kind == KEFU_CELL_TEXT)
        return 0;
    status = kefu_cell_parse(cell, "", 0, &value, &state, &error);
    if (status)
        kp_raise(r->state, r->where, status, &error);
    return status ? -1 : 0;
}

static int settings_give_cell(settings_reader *r, const char *name, const kefu_cell *cell)
{
    kp_rule *rule = settings_find(r, name);
    if (!rule || cell->as)
        rule = settings_rule(r, rule ? rule->from : name, cell->as ? cell->as : name);
    if (!rule)
        return -1;
    if (rule->has_cell) {
        kp_fail(r->state, KEFU_E_EXISTS, "%s: column '%s' has two cells; give one an \"as\"",
                r->where, name);
        return -1;
    }
    rule->has_cell = 1;
    rule->cell = *cell;
    rule->cell.column = rule->from;
    rule->cell.as = rule->as;
    return 0;
}

static int settings_cell_one(settings_reader *r, const char *name, PyObject *value)
{
    kefu_cell cell = {.struct_size = sizeof cell, .scale = -1};
    int done;
    if (PyUnicode_Check(value))
        done = cell_kind(r, value, &cell);
    else if (PyDict_Check(value))
        done = cell_dict(r, value, &cell);
    else
        done = settings_type(r, "a cell", "a word, a dict or a list of them", value);
    if (done < 0)
        return -1;
    cell_defaults(r, &cell);
    return cell_check(r, &cell) < 0 ? -1 : settings_give_cell(r, name, &cell);
}

static int settings_cell(settings_reader *r, PyObject *key, PyObject *value)
{
    const char *name = settings_name(r, key);
    int done = 0;
    if (!name)
        return -1;
    if (!PyList_Check(value))
        return settings_cell_one(r, name, value);
    for (Py_ssize_t i = 0; i < PyList_Size(value) && !done; i++) {
        PyObject *one = PyList_GetItem(value, i);
        Py_INCREF(one);
        done = settings_cell_one(r, name, one);
        Py_DECREF(one);
    }
    return done;
}

static int settings_scale(settings_reader *r, PyObject *key, PyObject *value)
{
    const char *name = settings_name(r, key);
    kp_rule *rule = name ? settings_find(r, name) : NULL;
    if (name && !rule)
        rule = settings_rule(r, name, name);
    if (!rule || kp_to_int32(r->state, value, r->where, &rule->scale) < 0)
        return -1;
    if (rule->scale < 0 || rule->scale > (rule->has_cell ? 9 : 18)) {
        kp_fail(r->state, KEFU_E_ARGUMENT, "%s: scale %d of '%s', expected 0..%d", r->where,
                (int)rule->scale, name, rule->has_cell ? 9 : 18);
        return -1;
    }
    rule->has_scale = 1;
    if (rule->has_cell)
        rule->cell.scale = rule->scale;
    return 0;
}

/* ---- Keywords -------------------------------------------------------------------------------- */

static int key_columns(settings_reader *r, PyObject *value)
{
    return settings_each(r, "columns", value, settings_column);
}

static int key_cells(settings_reader *r, PyObject *value)
{
    return settings_each(r, "cells", value, settings_cell);
}

static int key_scale(settings_reader *r, PyObject *value)
{
    return settings_each(r, "scale", value, settings_scale);
}

static int key_offset(settings_reader *r, PyObject *value)
{
    r->out->has_offset = 1;
    return kp_to_offset(r->state, value, r->where, &r->out->offset);
}

static int key_round(settings_reader *r, PyObject *value)
{
    return settings_flag(value, &r->out->round);
}

static int key_skip(settings_reader *r, PyObject *value)
{
    int32_t skip = 0;
    if (settings_flag(value, &skip) < 0)
        return -1;
    r->out->strict = !skip;
    return 0;
}

static int key_encoding(settings_reader *r, PyObject *value)
{
    int64_t encoding;
    if (kp_to_word(r->state, value, &row_encoding_words, r->where, &encoding) < 0)
        return -1;
    r->out->encoding = (int32_t)encoding;
    return 0;
}

static int key_names(settings_reader *r, PyObject *value)
{
    PyObject *tuple;
    Py_ssize_t n;
    int done = 0;
    if (PyUnicode_Check(value))
        return settings_type(r, "names", "a list of names", value);
    tuple = PySequence_Tuple(value);
    n = tuple ? PyTuple_Size(tuple) : -1;
    r->out->names = n < 0 ? NULL : kp_store_block(&r->out->hold, (size_t)n, sizeof(char *));
    if (!r->out->names)
        done = -1;
    for (Py_ssize_t i = 0; i < n && !done; i++) {
        r->out->names[i] = settings_name(r, PyTuple_GetItem(tuple, i));
        done = r->out->names[i] ? 0 : -1;
    }
    r->out->n_names = (int32_t)n;
    Py_XDECREF(tuple);
    return done;
}

static int key_bad_rows(settings_reader *r, PyObject *value)
{
    int64_t word;
    if (kp_to_word(r->state, value, &row_bad_rows_words, r->where, &word) < 0)
        return -1;
    r->out->bad_rows = (int32_t)word;
    return 0;
}

static int key_delimiter(settings_reader *r, PyObject *value)
{
    size_t size = 0;
    const char *text = kp_to_text(r->state, value, r->where, &size);
    if (!text)
        return -1;
    if (size != 1) {
        kp_fail(r->state, KEFU_E_ARGUMENT, "%s: delimiter is %R, expected one of , ; | and tab",
                r->where, value);
        return -1;
    }
    r->out->delimiter = (unsigned char)*text;
    return 0;
}

static int key_skip_lines(settings_reader *r, PyObject *value)
{
    return kp_to_int32(r->state, value, r->where, &r->out->skip_lines);
}

static int key_only_cells(settings_reader *r, PyObject *value)
{
    return settings_flag(value, &r->out->only_cells);
}

static int key_quotes(settings_reader *r, PyObject *value)
{
    int32_t quotes = 1;
    if (settings_flag(value, &quotes) < 0)
        return -1;
    r->out->no_quotes = !quotes;
    return 0;
}

enum { OF_ROWS = 1, OF_CSV = 2 };

/* In the order in which they are read: cells look at what holds for all of them. */
static const struct settings_key {
    const char *name;
    int (*read)(settings_reader *, PyObject *);
    int of;
} settings_keys[] = {
    {"offset", key_offset, OF_ROWS | OF_CSV},
    {"round", key_round, OF_ROWS | OF_CSV},
    {"columns", key_columns, OF_ROWS | OF_CSV},
    {"cells", key_cells, OF_ROWS | OF_CSV},
    {"scale", key_scale, OF_ROWS},
    {"skip", key_skip, OF_ROWS},
    {"encoding", key_encoding, OF_ROWS | OF_CSV},
    {"names", key_names, OF_ROWS},
    {"bad_rows", key_bad_rows, OF_CSV},
    {"delimiter", key_delimiter, OF_CSV},
    {"skip_lines", key_skip_lines, OF_CSV},
    {"only_cells", key_only_cells, OF_CSV},
    {"quotes", key_quotes, OF_CSV},
};
enum { N_KEYS = sizeof settings_keys / sizeof *settings_keys };

static int settings_read_all(settings_reader *r, PyObject *keywords, int of)
{
    Py_ssize_t known = 0;
    for (size_t k = 0; k < N_KEYS; k++) {
        PyObject *value =
            settings_keys[k].of & of ? PyDict_GetItemString(keywords, settings_keys[k].name) : NULL;
        int done = 0;
        if (!value)
            continue;
        known++;
        Py_INCREF(value);
        if (value != Py_None)
            done = settings_keys[k].read(r, value);
        Py_DECREF(value);
        if (done < 0)
            return -1;
    }
    return known == PyDict_Size(keywords) ? 0 : 1;
}

/* A keyword that is none of ours. */
static int settings_unknown(const settings_reader *r, PyObject *keywords, int of)
{
    PyObject *key, *value;
    Py_ssize_t at = 0;
    while (PyDict_Next(keywords, &at, &key, &value)) {
        size_t k = 0;
        while (k < N_KEYS && !(settings_keys[k].of & of &&
                               PyUnicode_CompareWithASCIIString(key, settings_keys[k].name) == 0))
            k++;
        if (k < N_KEYS)
            continue;
        PyErr_Format(PyExc_TypeError, "%s got an unexpected keyword argument '%S'", r->where, key);
        return -1;
    }
    return 0;
}

int kp_settings_read(kp_state *state, PyObject *keywords, int is_csv, const char *where,
                     kp_settings *out)
{
    settings_reader r = {state, where, out, 0};
    int of = is_csv ? OF_CSV : OF_ROWS, done;
    out->is_csv = is_csv;
    if (!keywords)
        return 0;
    done = settings_read_all(&r, keywords, of);
    if (done > 0)
        done = settings_unknown(&r, keywords, of);
    if (done < 0)
        kp_settings_free(out);
    return done;
}

void kp_settings_free(kp_settings *settings)
{
    free(settings->rules);
    kp_store_free(&settings->hold);
    memset(settings, 0, sizeof *settings);
}
