/* bench.c - kefu on the columns of data.c, through its public interface.
 *
 *   bench w1 DIR ROWS ints|floats 1|2     sums by agent, one or two threads by partition
 *   bench day DIR ROWS ints|floats 1|2    sums by agent and day
 *   bench whole DIR ROWS ints|floats 1|2  sums and exact quantiles by agent, in two readings
 *   bench w2 DIR ints|floats CARD         nine columns scored by a card, straight and by a frame
 *
 * One run warms up, five are timed; the median is printed as "NAME ms cpu-ms peak-MiB", then the
 * results go to DIR/kefu_w1.txt, _day, _whole, _w2 or _w2_columns, where peers.py compares them
 * with its own.
 */
#include "bench.h"

#include <pthread.h>

/* ---- W1 ------------------------------------------------------------------------------------- */

typedef struct file_column {
    const char *file, *name;
    int32_t type, scale;
    size_t size;
} file_column;

enum { W1_COLUMNS = 8 };
static const file_column w1_columns[2][W1_COLUMNS] = {
    {{"w1_agent.i32", "agent", KEFU_COLUMN_I32, 0, 4},
     {"w1_day.i16", "day", KEFU_COLUMN_I16, 0, 2},
     {"w1_replied.u8", "replied", KEFU_COLUMN_BOOL, 0, 1},
     {"w1_tenths.i32", "response", KEFU_COLUMN_I32, 1, 4},
     {"w1_converted.u8", "converted", KEFU_COLUMN_U8, 0, 1},
     {"w1_refunded.u8", "refunded", KEFU_COLUMN_U8, 0, 1},
     {"w1_complaint.u8", "complaint", KEFU_COLUMN_U8, 0, 1},
     {"w1_fen.i64", "amount", KEFU_COLUMN_I64, 2, 8}},
    {{"w1_agent.i32", "agent", KEFU_COLUMN_I32, 0, 4},
     {"w1_day.i16", "day", KEFU_COLUMN_I16, 0, 2},
     {"w1_replied.u8", "replied", KEFU_COLUMN_BOOL, 0, 1},
     {"w1_response.f32", "response", KEFU_COLUMN_F32, 0, 4},
     {"w1_converted.u8", "converted", KEFU_COLUMN_U8, 0, 1},
     {"w1_refunded.u8", "refunded", KEFU_COLUMN_U8, 0, 1},
     {"w1_complaint.u8", "complaint", KEFU_COLUMN_U8, 0, 1},
     {"w1_amount.f64", "amount", KEFU_COLUMN_F64, 0, 8}}};

/* The tenths of a row without reply are 0, so their sum needs no filter; its mean does. */
typedef struct w1_metric {
    const char *name, *formula;
} w1_metric;

typedef struct w1_kind {
    const char *what, *title, *results;
    const char *keys[3];
    w1_metric metrics[16];
    int32_t readings;
} w1_kind;

static const w1_kind w1_kinds[] = {{"w1",
                                    "w1_sums",
                                    "kefu_w1.txt",
                                    {"agent"},
                                    {{"n", "count(*)"},
                                     {"replied", "sum(replied)"},
                                     {"response", "sum(response)"},
                                     {"mean", "sum(response) / sum(replied)"},
                                     {"converted", "sum(converted)"},
                                     {"refunded", "sum(refunded)"},
                                     {"complaint", "sum(complaint)"},
                                     {"amount", "sum(amount)"},
                                     {"aov", "sum(amount) / sum(converted)"},
                                     {"rate", "sum(converted) / count(*)"}},
                                    1},
                                   {"day",
                                    "agent_day",
                                    "kefu_day.txt",
                                    {"agent", "day"},
                                    {{"n", "count(*)"},
                                     {"replied", "sum(replied)"},
                                     {"response", "sum(response)"},
                                     {"converted", "sum(converted)"},
                                     {"amount", "sum(amount)"}},
                                    1},
                                   {"whole",
                                    "w1_whole",
                                    "kefu_whole.txt",
                                    {"agent"},
                                    {{"n", "count(*)"},
                                     {"replied", "sum(replied)"},
                                     {"response", "sum(response)"},
                                     {"converted", "sum(converted)"},
                                     {"refunded", "sum(refunded)"},
                                     {"complaint", "sum(complaint)"},
                                     {"amount", "sum(amount)"},
                                     {"p50", "quantile(response, 0.5 where replied)"},
                                     {"p90", "quantile(response, 0.9 where replied)"},
                                     {"p95", "quantile(response, 0.95 where replied)"}},
                                    2}};

typedef struct w1_job {
    const w1_kind *kind;
    const char *folder;
    int64_t rows;
    int floats, threads;
    const char *data[W1_COLUMNS];
    kefu_tally *tally; /* of the last run */
} w1_job;

typedef struct w1_part {
    const w1_job *job;
    int64_t first, rows;
    kefu_tally *tally;
} w1_part;

static kefu_tally *w1_tally(const w1_kind *kind)
{
    kefu_tally_options options = {.struct_size = sizeof options, .readings = kind->readings};
    kefu_tally *tally;
    kefu_error e;
    need(kefu_tally_new(NULL, &options, &tally, &e), &e);
    for (int k = 0; kind->keys[k]; k++)
        need(kefu_tally_by(tally, kind->keys[k], &e), &e);
    for (const w1_metric *m = kind->metrics; m->name; m++) {
        kefu_metric_info info = {.struct_size = sizeof info, .name = m->name};
        need(kefu_tally_add(tally, &info, m->formula, &e), &e);
    }
    return tally;
}

static void w1_update(w1_part *part)
{
    const file_column *from = w1_columns[part->job->floats];
    kefu_column columns[W1_COLUMNS];
    const kefu_column *pointers[W1_COLUMNS];
    kefu_batch batch = {.struct_size = sizeof batch,
                        .rows = part->rows,
                        .first_row = part->first,
                        .n_columns = W1_COLUMNS,
                        .columns = pointers};
    kefu_error e;
    for (int k = 0; k < W1_COLUMNS; k++) {
        columns[k] = (kefu_column){.struct_size = sizeof columns[k],
                                   .name = from[k].name,
                                   .type = from[k].type,
                                   .scale = from[k].scale,
                                   .data = part->job->data[k] + (size_t)part->first * from[k].size};
        pointers[k] = &columns[k];
    }
    need(kefu_tally_update(part->tally, &batch, &e), &e);
}

static void *w1_count(void *argument)
{
    w1_part *part = argument;
    part->tally = w1_tally(part->job->kind);
    w1_update(part);
    return NULL;
}

static void *w1_again(void *argument)
{
    w1_update(argument);
    return NULL;
}

static void w1_each(w1_part *parts, int n, void *(*job)(void *))
{
    pthread_t thread;
    if (n == 2)
        pthread_create(&thread, NULL, job, &parts[1]);
    job(&parts[0]);
    if (n == 2)
        pthread_join(thread, NULL);
}

/* Both parts' rows in the first tally. */
static void w1_merge(w1_part *parts, int n)
{
    kefu_error e;
    if (n == 2)
        need(kefu_tally_merge(parts[0].tally, parts[1].tally, &e), &e);
}

static void w1_read_again(w1_part *parts, int n)
{
    kefu_frame *frame;
    kefu_error e;
    if (n == 2)
        need(kefu_tally_reread_for(parts[1].tally, parts[0].tally, &e), &e);
    need(kefu_tally_reread(parts[0].tally, &e), &e);
    w1_each(parts, n, w1_again);
    w1_merge(parts, n);
    need(kefu_tally_frame(parts[0].tally, &frame, &e), &e); /* selects: a part of the work */
    kefu_frame_free(frame);
}

static void w1_run(void *argument)
{
    w1_job *job = argument;
    w1_part parts[2] = {{job, 0, job->rows, NULL}, {job, 0, 0, NULL}};
    kefu_tally_free(job->tally);
    if (job->threads == 2) {
        parts[0].rows = job->rows / 2;
        parts[1].first = parts[0].rows;
        parts[1].rows = job->rows - parts[0].rows;
    }
    w1_each(parts, job->threads, w1_count);
    w1_merge(parts, job->threads);
    if (job->kind->readings == 2)
        w1_read_again(parts, job->threads);
    kefu_tally_free(parts[1].tally);
    job->tally = parts[0].tally;
}

static void w1_write(const w1_job *job)
{
    FILE *file = result_file(job->folder, job->kind->results);
    kefu_frame *frame;
    kefu_error e;
    need(kefu_tally_frame(job->tally, &frame, &e), &e);
    for (int64_t row = 0; row < kefu_frame_rows(frame); row++) {
        for (int32_t k = 0; k < kefu_frame_keys(frame); k++) {
            kefu_text key;
            kefu_frame_key(frame, row, k, &key);
            fprintf(file, "%s%s", k ? " " : "", key.data);
        }
        for (int32_t m = 0; m < kefu_frame_metrics(frame); m++) {
            kefu_value v;
            kefu_frame_value(frame, row, m, &v);
            fprintf(file, " %" PRId64 "/%" PRId64, v.num, v.den);
        }
        fprintf(file, "\n");
    }
    kefu_frame_free(frame);
    fclose(file);
}

static int w1(const w1_kind *kind, int argc, char **argv)
{
    w1_job job = {.kind = kind};
    char name[64];
    if (argc < 6)
        return 2;
    job.folder = argv[2];
    job.rows = strtoll(argv[3], NULL, 10);
    job.floats = !strcmp(argv[4], "floats");
    job.threads = atoi(argv[5]);
    for (int k = 0; k < W1_COLUMNS; k++) {
        const file_column *from = &w1_columns[job.floats][k];
        job.data[k] = column_data(job.folder, from->file, (size_t)job.rows * from->size);
    }
    snprintf(name, sizeof name, "%s kefu %s %dT", kind->title, argv[4], job.threads);
    report_median(name, w1_run, &job);
    w1_write(&job);
    kefu_tally_free(job.tally);
    return 0;
}

/* ---- W2 ------------------------------------------------------------------------------------- */

enum { W2_ROWS = 1000000, W2_FIGURES = 9 };

typedef struct w2_job {
    int floats;
    const void *data[W2_FIGURES];
    int64_t *ids;
    kefu_card *card;
    kefu_frame *frame;
    kefu_sheet *sheet;
    int64_t *totals, *points[W2_FIGURES];
} w2_job;

/* The figures, named as in the card. */
static void w2_columns(const w2_job *job, char names[W2_FIGURES][8], kefu_column *columns,
                       const kefu_column **pointers)
{
    for (int k = 0; k < W2_FIGURES; k++) {
        snprintf(names[k], sizeof names[k], "w2_%d", k);
        columns[k] = (kefu_column){.struct_size = sizeof columns[k],
                                   .name = names[k],
                                   .type = job->floats ? KEFU_COLUMN_F64 : KEFU_COLUMN_I64,
                                   .scale = job->floats ? 0 : 6,
                                   .data = job->data[k]};
        pointers[k] = &columns[k];
    }
}

static void w2_straight(void *argument)
{
    w2_job *job = argument;
    char names[W2_FIGURES][8];
    kefu_column columns[W2_FIGURES];
    const kefu_column *pointers[W2_FIGURES];
    kefu_batch batch = {
        .struct_size = sizeof batch, .rows = W2_ROWS, .n_columns = W2_FIGURES, .columns = pointers};
    kefu_error e;
    w2_columns(job, names, columns, pointers);
    need(kefu_score_columns(job->card, &batch, job->totals, job->points, &e), &e);
}

static void w2_read(void *argument)
{
    w2_job *job = argument;
    char names[W2_FIGURES][8];
    kefu_column columns[W2_FIGURES + 1];
    const kefu_column *pointers[W2_FIGURES + 1];
    kefu_batch batch = {.struct_size = sizeof batch,
                        .rows = W2_ROWS,
                        .n_columns = W2_FIGURES + 1,
                        .columns = pointers};
    kefu_report *report;
    kefu_error e;
    need(kefu_report_new(NULL, NULL, &report, &e), &e);
    need(kefu_report_key(report, "agent", &e), &e);
    columns[W2_FIGURES] = (kefu_column){.struct_size = sizeof(kefu_column),
                                        .name = "agent",
                                        .type = KEFU_COLUMN_I64,
                                        .data = job->ids};
    pointers[W2_FIGURES] = &columns[W2_FIGURES];
    w2_columns(job, names, columns, pointers);
    for (int k = 0; k < W2_FIGURES; k++) {
        kefu_metric_info info = {.struct_size = sizeof info};
        kefu_report_columns from = {.struct_size = sizeof from, .cell_flags = KEFU_CELL_ROUND};
        info.name = names[k];
        need(kefu_report_metric(report, &info, &from, &e), &e);
    }
    kefu_frame_free(job->frame);
    need(kefu_report_read(report, &batch, &job->frame, &e), &e);
    kefu_report_free(report);
}

static void w2_score(void *argument)
{
    w2_job *job = argument;
    kefu_error e;
    kefu_sheet_free(job->sheet);
    need(kefu_score(job->card, job->frame, NULL, &job->sheet, &e), &e);
}

static kefu_card *w2_card(const char *path)
{
    static char text[65536];
    FILE *file = fopen(path, "rb");
    size_t size = file ? fread(text, 1, sizeof text, file) : 0;
    kefu_card *card;
    kefu_error e;
    if (file)
        fclose(file);
    need(kefu_card_from_json(NULL, NULL, text, size, &card, &e), &e);
    return card;
}

static void w2_write(const char *folder, const w2_job *job)
{
    FILE *file = result_file(folder, "kefu_w2.txt");
    for (int64_t row = 0; row < kefu_sheet_rows(job->sheet); row++) {
        kefu_sheet_row line = {.struct_size = sizeof line};
        kefu_sheet_row_at(job->sheet, row, &line);
        fprintf(file, "%s %" PRId64 "\n", line.person, line.total);
    }
    fclose(file);
    file = result_file(folder, "kefu_w2_columns.txt");
    for (int64_t row = 0; row < W2_ROWS; row++)
        fprintf(file, "%" PRId64 " %" PRId64 "\n", row, job->totals[row]);
    fclose(file);
}

static int w2(int argc, char **argv)
{
    w2_job job = {0};
    char name[64];
    if (argc < 5)
        return 2;
    job.floats = !strcmp(argv[3], "floats");
    job.ids = malloc(W2_ROWS * sizeof *job.ids);
    for (int64_t i = 0; i < W2_ROWS; i++)
        job.ids[i] = i;
    for (int k = 0; k < W2_FIGURES; k++) {
        char file[32];
        snprintf(file, sizeof file, "w2_%d.%s", k, job.floats ? "f64" : "i64");
        job.data[k] = column_data(argv[2], file, (size_t)W2_ROWS * 8);
        job.points[k] = malloc(W2_ROWS * sizeof *job.points[k]);
    }
    job.totals = malloc(W2_ROWS * sizeof *job.totals);
    job.card = w2_card(argv[4]);
    snprintf(name, sizeof name, "w2_columns kefu %s", argv[3]);
    report_median(name, w2_straight, &job);
    snprintf(name, sizeof name, "w2_frame kefu %s", argv[3]);
    report_median(name, w2_read, &job);
    snprintf(name, sizeof name, "w2_score kefu %s", argv[3]);
    report_median(name, w2_score, &job);
    w2_write(argv[2], &job);
    kefu_sheet_free(job.sheet);
    kefu_frame_free(job.frame);
    kefu_card_free(job.card);
    for (int k = 0; k < W2_FIGURES; k++)
        free(job.points[k]);
    free(job.totals);
    free(job.ids);
    return 0;
}

int main(int argc, char **argv)
{
    int status = 2;
    for (size_t i = 0; i < sizeof w1_kinds / sizeof *w1_kinds; i++)
        if (argc > 1 && !strcmp(argv[1], w1_kinds[i].what))
            status = w1(&w1_kinds[i], argc, argv);
    if (argc > 1 && !strcmp(argv[1], "w2"))
        status = w2(argc, argv);
    if (status == 2)
        fprintf(stderr,
                "usage: bench w1|day DIR ROWS ints|floats 1|2 | bench w2 DIR ints|floats CARD\n");
    return status;
}
