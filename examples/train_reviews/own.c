/* own.c - a shop's own labelled reviews to a model, or to a delta on top of one. */
#include <stdlib.h>
#include <string.h>

#include "train_reviews.h"

/* ---- Heads ---- */

/* Kind and cause of a head of the base; 0 if it has none of that key. */
static int base_head(const kefu_model *base, const char *key, head *out)
{
    kefu_model_info info = {.struct_size = sizeof info};
    if (!base || kefu_model_describe(base, &info))
        return 0;
    for (int32_t h = 0; h < info.heads; h++) {
        kefu_head_info theirs = {.struct_size = sizeof theirs};
        (void)kefu_model_head(base, h, &theirs);
        if (strcmp(theirs.key, key) != 0)
            continue;
        out->kind = theirs.kind;
        out->cause = theirs.cause;
        return 1;
    }
    return 0;
}

static head head_of(const kefu_model *base, const char *key)
{
    head out = {.key = key, .kind = KEFU_HEAD_ASPECT};
    kefu_error error = {0};
    if (base_head(base, key, &out))
        return out;
    if (!strcmp(key, "negative") || !strcmp(key, "neutral") || !strcmp(key, "positive"))
        out.kind = KEFU_HEAD_CLASS;
    else
        check(kefu_cause_find(key, &out.cause, &error), "--heads", &error);
    return out;
}

/* polarity and those of --heads, whose text is cut in pieces. */
static int heads_of(const kefu_model *base, char *list, head *heads)
{
    int n = 0;
    heads[n++] = (head){.key = "polarity", .kind = KEFU_HEAD_POLARITY};
    for (char *at = strtok(list, ","); at; at = strtok(NULL, ",")) {
        if (!strcmp(at, "polarity"))
            continue;
        if (n == MOST_HEADS)
            fail_text("--heads", "there are at most 16 after polarity");
        heads[n++] = head_of(base, at);
    }
    return n;
}

/* ---- Rows ---- */

static kefu_status KEFU_CALL on_rows(void *user, const kefu_batch *batch, kefu_error *error)
{
    return kefu_trainer_add_batch(user, batch, error);
}

static kefu_status add_cell(kefu_csv_reader *reader, const char *column, const char *as,
                            int32_t kind, kefu_error *error)
{
    const kefu_cell cell = {
        .struct_size = sizeof cell, .column = column, .as = as, .kind = kind, .scale = 0};
    return kefu_csv_reader_cell(reader, &cell, error);
}

/* Whether the heading has the column. */
static int has_column(const char *text, const char *name)
{
    const size_t line = strcspn(text, "\r\n"), size = strlen(name);
    for (size_t i = 0; i + size <= line; i++)
        if (!strncmp(text + i, name, size))
            return 1;
    return 0;
}

static kefu_status feed(const settings *s, kefu_trainer *t, const head *heads, int n,
                        const char *text, size_t size, int32_t encoding, kefu_error *error)
{
    kefu_csv_reader *reader = NULL;
    const kefu_csv_options options = {.struct_size = sizeof options,
                                      .encoding = encoding,
                                      .only_cells = 1,
                                      .on_batch = on_rows,
                                      .user = t};
    kefu_status status = kefu_csv_reader_new(&options, &reader, error);
    if (!status)
        status = add_cell(reader, s->text, "text", KEFU_CELL_TEXT, error);
    if (!status && s->day)
        status = add_cell(reader, s->day, "day", KEFU_CELL_DATE, error);
    for (int h = 0; !status && h < n; h++)
        if (h || has_column(text, "polarity"))
            status = add_cell(reader, heads[h].key, NULL, KEFU_CELL_NUMBER, error);
    if (!status)
        status = kefu_csv_reader_feed(reader, text, size, error);
    if (!status)
        status = kefu_csv_reader_finish(reader, error);
    kefu_csv_reader_free(reader);
    return status;
}

/* A trainer with the rows of the file, in whichever encoding it is. */
static kefu_trainer *read_own(const settings *s, const kefu_trainer_options *options,
                              const head *heads, int n)
{
    size_t size;
    char *text = read_text(s->data, &size);
    kefu_error error = {0};
    kefu_trainer *t = trainer_of(options, heads, n);
    kefu_status status = feed(s, t, heads, n, text, size, KEFU_UTF8, &error);
    if (status == KEFU_E_ENCODING) {
        kefu_trainer_free(t);
        t = trainer_of(options, heads, n);
        status = feed(s, t, heads, n, text, size, KEFU_GB18030, &error);
    }
    free(text);
    check(status, s->data, &error);
    return t;
}

/* ---- Training ---- */

static void write_model(const settings *s, kefu_trainer *t)
{
    kefu_buffer *bytes = NULL;
    kefu_error error = {0};
    size_t size;
    check(kefu_buffer_new(NULL, &bytes, &error), s->out, &error);
    begin_progress(s->out);
    check(kefu_trainer_finish(t, kefu_buffer_sink(bytes), &error), s->data, &error);
    end_progress();
    const char *data = kefu_buffer_data(bytes, &size);
    write_bytes(s->out, data, size);
    printf(say(s, "%s:%zu 字节\n", "%s: %zu bytes\n"), s->out, size);
    kefu_buffer_free(bytes);
}

void train_own(const settings *s)
{
    char *bytes = NULL, *card = NULL, *list = grow(NULL, strlen(s->heads ? s->heads : "") + 1);
    size_t size;
    head heads[MOST_HEADS];
    kefu_train_figures shown[MOST_HEADS] = {{.struct_size = sizeof *shown}};
    kefu_error error = {0};
    kefu_model *base = s->base ? open_model(s->base, &bytes) : NULL;
    strcpy(list, s->heads ? s->heads : "");
    const int n = heads_of(base, list, heads);
    card = s->card ? read_text(s->card, &size) : NULL;
    const kefu_trainer_options options = {.struct_size = sizeof options,
                                          .id = s->id,
                                          .card = card,
                                          .language = s->language,
                                          .bits = s->bits,
                                          .base = base,
                                          .enough = s->enough,
                                          .progress = show_progress};
    kefu_trainer *t = read_own(s, &options, heads, n);
    begin_progress(say(s, "检验", "looking"));
    check(kefu_trainer_figures(t, n, shown, &error), s->data, &error);
    end_progress();
    print_own(s, shown, heads, n);
    write_model(s, t);
    kefu_trainer_free(t);
    kefu_model_free(base);
    free(bytes);
    free(card);
    free(list);
}
