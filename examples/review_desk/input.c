/* input.c - reviews from CSV, tab-separated text or plain lines, as they come. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "desk.h"

/* Names that a field's column may have. */
static const char *const names[FIELDS][4] = {{"评价", "正文", "评价内容", "text"},
                                             {"追评", "追加评价", "follow_up", NULL},
                                             {"评价ID", "review", "id", NULL},
                                             {"商品", "商品ID", "product", NULL},
                                             {"客服", "agent", NULL, NULL},
                                             {"日期", "评价日期", "day", "date"},
                                             {"星级", "评分", "stars", NULL},
                                             {"有图", "pictures", NULL, NULL},
                                             {"已回复", "answered", NULL, NULL},
                                             {"追评已回复", "answered_follow_up", NULL, NULL},
                                             {"会员", "vip", NULL, NULL},
                                             {"重点商品", "key_product", NULL, NULL},
                                             {"追评日期", "follow_up_day", NULL, NULL}};

typedef struct reading {
    desk *d;
    int32_t columns[FIELDS]; /* of the batch; -1 = not there */
    int known;               /* the columns have been looked for */
} reading;

/* ---- Columns -------------------------------------------------------------------------------- */

static int32_t column_named(const kefu_batch *batch, const char *name)
{
    for (int32_t i = 0; i < batch->n_columns; i++)
        if (!strcmp(batch->columns[i]->name, name))
            return i;
    return -1;
}

static void fail_column(const desk *d, const kefu_batch *batch, const char *name)
{
    char text[1024];
    int n = snprintf(text, sizeof text, "column '%.100s' is missing; it has", name);
    for (int32_t i = 0; i < batch->n_columns && n < 800; i++)
        n += snprintf(text + n, sizeof text - (size_t)n, "%s %.60s", i ? "," : "",
                      batch->columns[i]->name);
    snprintf(text + n, sizeof text - (size_t)n, "; say which with --column text=NAME");
    fail_text(d->s->input, text);
}

static void find_columns(reading *r, const kefu_batch *batch)
{
    for (int field = 0; field < FIELDS; field++) {
        const char *given = r->d->s->columns[field];
        r->columns[field] = given ? column_named(batch, given) : -1;
        if (given && r->columns[field] < 0)
            fail_column(r->d, batch, given);
        for (int i = 0; !given && i < 4 && names[field][i] && r->columns[field] < 0; i++)
            r->columns[field] = column_named(batch, names[field][i]);
    }
    if (r->columns[AS_TEXT] < 0)
        fail_column(r->d, batch, names[AS_TEXT][0]);
    r->known = 1;
}

/* ---- Rows ----------------------------------------------------------------------------------- */

static kefu_text cell(const reading *r, const kefu_batch *batch, int field, int64_t row)
{
    const kefu_text none = {NULL, 0};
    if (r->columns[field] < 0)
        return none;
    const kefu_column *c = batch->columns[r->columns[field]];
    return c->states && c->states[row] ? none : ((const kefu_text *)c->data)[row];
}

/* 1, 是, yes, y, true, √ */
static int is_yes(kefu_text t)
{
    static const char *const yes[] = {"1", "是", "有", "yes", "y", "true", "√"};
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        if (t.size == strlen(yes[i]) && !memcmp(t.data, yes[i], t.size))
            return 1;
    return 0;
}

/* Whole stars in front of whatever stands behind them: 5, 5星, 4.0. */
static int32_t stars_of(kefu_text t, const char *where)
{
    if (!t.size)
        return 0;
    if (t.data[0] < '1' || t.data[0] > '5' || (t.size > 1 && t.data[1] >= '0' && t.data[1] <= '9'))
        fail_text(where, "stars are 1 to 5");
    return t.data[0] - '0';
}

static int32_t day_of(kefu_text t, int32_t otherwise, const char *where)
{
    kefu_error error;
    int32_t day = otherwise;
    size_t size = t.size; /* a time of day may stand behind it */
    const char *blank = size ? memchr(t.data, ' ', size) : NULL;
    if (blank)
        size = (size_t)(blank - t.data);
    if (size)
        check(kefu_date_parse(t.data, size, &day, &error), where, &error);
    return day;
}

static uint32_t flags_of(const reading *r, const kefu_batch *batch, int64_t row)
{
    static const struct {
        int field;
        uint32_t flag;
    } all[] = {{AS_PICTURES, KEFU_REVIEW_PICTURES},
               {AS_ANSWERED, KEFU_REVIEW_ANSWERED},
               {AS_ANSWERED_FOLLOW_UP, KEFU_REVIEW_ANSWERED_FOLLOW_UP},
               {AS_VIP, KEFU_REVIEW_VIP},
               {AS_KEY_PRODUCT, KEFU_REVIEW_KEY_PRODUCT}};
    uint32_t flags = 0;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (is_yes(cell(r, batch, all[i].field, row)))
            flags |= all[i].flag;
    return flags;
}

static void read_row(reading *r, const kefu_batch *batch, int64_t row)
{
    char where[4200];
    snprintf(where, sizeof where, "%.4096s: row %lld", r->d->s->input,
             (long long)(batch->first_row + row + 1));
    const kefu_review review = {.struct_size = sizeof review,
                                .text = cell(r, batch, AS_TEXT, row),
                                .follow_up = cell(r, batch, AS_FOLLOW_UP, row),
                                .id = cell(r, batch, AS_ID, row),
                                .product = cell(r, batch, AS_PRODUCT, row),
                                .agent = cell(r, batch, AS_AGENT, row),
                                .day = day_of(cell(r, batch, AS_DAY, row), r->d->s->day, where),
                                .follow_up_day =
                                    day_of(cell(r, batch, AS_FOLLOW_UP_DAY, row), 0, where),
                                .stars = stars_of(cell(r, batch, AS_STARS, row), where),
                                .by = r->d->s->by,
                                .flags = flags_of(r, batch, row)};
    desk_read(r->d, &review, where);
}

static void show_progress(const desk *d)
{
    if (d->s->colour && d->s->limit < d->reviews && d->reviews % 65536 == 0)
        fprintf(stderr, "\r%lld ", (long long)d->reviews);
}

static kefu_status KEFU_CALL take_rows(void *user, const kefu_batch *batch, kefu_error *error)
{
    reading *r = user;
    (void)error;
    if (!r->known)
        find_columns(r, batch);
    for (int64_t row = 0; row < batch->rows; row++) {
        read_row(r, batch, row);
        show_progress(r->d);
    }
    return KEFU_OK;
}

/* ---- Files ---------------------------------------------------------------------------------- */

static void feed_table(desk *d, FILE *f)
{
    static char bytes[65536];
    kefu_error error;
    reading r = {.d = d};
    kefu_csv_reader *reader;
    const kefu_csv_options options = {.struct_size = sizeof options,
                                      .encoding = d->s->encoding,
                                      .delimiter = d->s->form == FORM_TSV ? '\t' : ',',
                                      .no_quotes = d->s->form == FORM_TSV,
                                      .on_batch = take_rows,
                                      .user = &r};
    check(kefu_csv_reader_new(&options, &reader, &error), d->s->input, &error);
    for (size_t n; (n = fread(bytes, 1, sizeof bytes, f)) > 0;)
        check(kefu_csv_reader_feed(reader, bytes, n, &error), d->s->input, &error);
    check(kefu_csv_reader_finish(reader, &error), d->s->input, &error);
    kefu_csv_reader_free(reader);
}

static void feed_line(desk *d, char *line, size_t size, long long number)
{
    char where[4200];
    snprintf(where, sizeof where, "%.4096s:%lld", d->s->input, number);
    while (size && (line[size - 1] == '\n' || line[size - 1] == '\r'))
        size--;
    const kefu_review review = {
        .struct_size = sizeof review, .text = {line, size}, .day = d->s->day, .by = d->s->by};
    desk_read(d, &review, where);
    show_progress(d);
}

static void feed_lines(desk *d, FILE *f)
{
    char *line = grow(NULL, 65536);
    size_t size = 0, room = 65536;
    long long number = 0;
    for (int c; (c = getc(f)) != EOF;) {
        if (size == room)
            line = grow(line, room *= 2);
        line[size++] = (char)c;
        if (c == '\n') {
            feed_line(d, line, size, ++number);
            size = 0;
        }
    }
    if (size)
        feed_line(d, line, size, ++number);
    free(line);
}

void read_reviews(desk *d)
{
    FILE *f = strcmp(d->s->input, "-") ? fopen(d->s->input, "rb") : stdin;
    if (!f)
        fail_text(d->s->input, strerror(errno));
    if (d->s->form == FORM_LINES)
        feed_lines(d, f);
    else
        feed_table(d, f);
    if (ferror(f))
        fail_text(d->s->input, "cannot be read");
    if (f != stdin)
        fclose(f);
    if (d->s->colour && d->reviews >= 65536)
        fprintf(stderr, "\r%12s\r", "");
}
