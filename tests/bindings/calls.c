/* calls.c - what bindings/calls describes, as JSON: one call, class, struct or list of words a
 * line. tests/tools/calls.py checks it. */
#include <stdio.h>

#include "calls/define.h"

static const kb_info *const calls_all[] = {
#define CALL(class, call, ...) &class##_##call##_info,
#include "calls/all.inc"
#undef CALL
    NULL};

static void calls_text(const char *name, const char *text)
{
    printf("\"%s\": \"", name);
    for (const char *p = text ? text : ""; *p; p++)
        printf(*p == '"' || *p == '\\' ? "\\%c" : *p == '\n' ? " " : "%c", *p);
    printf("\"");
}

/* What `of` of a kind is, by its name. */
static void calls_of(int kind, const void *of)
{
    const char *name = "";
    if (kind == KB_WORD || kind == KB_FLAGS)
        name = of ? ((const kb_words *)of)->name : "";
    else if (kind == KB_HANDLE || kind == KB_HANDLES)
        name = of ? ((const kb_class *)of)->name : "";
    else if (kind == KB_STRUCT || kind == KB_OPTIONS || kind == KB_REQUIRED || kind == KB_DICT)
        name = of ? ((const kb_struct *)of)->name : "";
    printf("\"kind\": %d, ", kind);
    calls_text("of", name);
}

static void calls_words(const kb_words *words)
{
    printf("{\"is\": \"words\", ");
    calls_text("name", words->name);
    printf(", \"flags\": %d, \"list\": [", words->flags);
    for (const kb_word *w = words->list; w->name; w++) {
        printf("%s{", w == words->list ? "" : ", ");
        calls_text("name", w->name);
        printf(", \"value\": %lld}", (long long)w->value);
    }
    printf("]}\n");
}

static void calls_class(const kb_class *class)
{
    printf("{\"is\": \"class\", ");
    calls_text("name", class->name);
    printf(", ");
    calls_text("python", class->python);
    printf(", ");
    calls_text("doc", class->doc);
    printf(", ");
    calls_text("items", class->items);
    printf(", ");
    calls_text("find", class->find);
    printf(", \"threads\": %d}\n", class->threads);
}

static void calls_reach(int kind, const void *of, int depth);

static void calls_struct(const kb_struct *of, int depth)
{
    printf("{\"is\": \"struct\", ");
    calls_text("name", of->name);
    printf(", ");
    calls_text("doc", of->doc);
    printf(", \"size\": %d, \"fields\": [", of->size);
    for (int i = 0; i < of->n_fields; i++) {
        printf("%s{", i ? ", " : "");
        calls_text("name", of->fields[i].name);
        printf(", \"offset\": %d, \"count\": %d, ", of->fields[i].offset, of->fields[i].count);
        calls_of(of->fields[i].kind, of->fields[i].of);
        printf("}");
    }
    printf("]}\n");
    for (int i = 0; i < of->n_fields && depth < 8; i++)
        calls_reach(of->fields[i].kind, of->fields[i].of, depth + 1);
}

/* Prints what a kind stands on; the reader drops what comes twice. */
static void calls_reach(int kind, const void *of, int depth)
{
    if (!of)
        return;
    if (kind == KB_WORD || kind == KB_FLAGS)
        calls_words(of);
    else if (kind == KB_HANDLE || kind == KB_HANDLES)
        calls_class(of);
    else if (kind == KB_STRUCT || kind == KB_OPTIONS || kind == KB_REQUIRED || kind == KB_DICT)
        calls_struct(of, depth);
}

static void calls_info(const kb_info *info)
{
    printf("{\"is\": \"call\", ");
    calls_text("class", info->class_name);
    printf(", ");
    calls_text("name", info->name);
    printf(", ");
    calls_text("doc", info->doc);
    printf(", ");
    calls_text("c", info->c);
    printf(", \"call\": %d, \"params\": [", info->kind);
    for (const kb_param *p = info->params; p->name; p++) {
        printf("%s{", p == info->params ? "" : ", ");
        calls_text("name", p->name);
        printf(", \"optional\": %d, ", p->optional);
        calls_of(p->kind, p->of);
        printf("}");
    }
    printf("], \"list\": %d, \"borrowed\": %d, \"result\": {", info->result.list,
           info->result.borrowed);
    calls_of(info->result.kind, info->result.of);
    printf("}}\n");
    for (const kb_param *p = info->params; p->name; p++)
        calls_reach(p->kind, p->of, 0);
    calls_reach(info->result.kind, info->result.of, 0);
}

/* What only calls that are written by hand use. */
static const kb_struct *const calls_by_hand[] = {
    &cell_struct, &csv_options_struct, &rank_options_struct, &place_struct, &pps_options_struct,
};

int main(void)
{
    for (size_t i = 0; i < sizeof calls_by_hand / sizeof *calls_by_hand; i++)
        calls_struct(calls_by_hand[i], 0);
    for (const kb_info *const *info = calls_all; *info; info++)
        calls_info(*info);
    return 0;
}
