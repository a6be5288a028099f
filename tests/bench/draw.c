/* draw.c - W4, draws from the columns of data.c: `draw DIR ROWS`.
 *
 *   by agent   20 of each agent, of ROWS events by 1,000 agents
 *   weighted   10,000 of ROWS / 5 by weight
 *   rate       one in a thousand of 2 × ROWS ids
 *   numbers    10,000 of 2 × ROWS, which nobody reads
 *   plan       20 of each agent's refunds and of all else, of ROWS / 5: a plan's draw and sample
 *
 * Results go to DIR/kefu_draw_*.txt, where peers.py looks at them: other hashes draw other rows, so
 * what is compared is how many there are, and of whom.
 */
#include "bench.h"

typedef struct draw_job {
    const char *by, *weight;
    int64_t k, rate, rows;
    kefu_batch batch;
    kefu_pick *pick;
    kefu_plan *plan;
    kefu_sample *sample;
    int64_t *out, count;
} draw_job;

static void draw_pick(void *what)
{
    draw_job *job = what;
    kefu_error e;
    kefu_pick_options options = {.struct_size = sizeof options, .seed = "2026-W47", .id = "id"};
    options.by = job->by;
    options.weight = job->weight;
    options.k = job->k;
    options.scale = 6;
    kefu_pick_free(job->pick);
    need(kefu_pick_new(&options, &job->pick, &e), &e);
    need(kefu_pick_update(job->pick, &job->batch, &e), &e);
    need(kefu_pick_finish(job->pick, &job->count, &e), &e);
}

static void draw_rate(void *what)
{
    draw_job *job = what;
    kefu_error e;
    uint64_t key;
    need(kefu_pick_key("2026-W47", 8, &key, &e), &e);
    need(kefu_pick_rate(NULL, key, job->rate, &job->batch, "id", job->out, job->rows, &job->count,
                        &e),
         &e);
}

static void draw_numbers(void *what)
{
    draw_job *job = what;
    kefu_error e;
    need(kefu_pick_numbers(NULL, 42, job->rows, job->k, job->out, &e), &e);
    job->count = job->k;
}

static const char draw_plan_json[] =
    "{\"format\": 1, \"id\": \"bench.w4/1\", \"key\": \"id\", \"by\": [\"agent\"], \"classes\": ["
    "{\"id\": \"refund\", \"where\": \"refunded = 1\", \"take\": 20, \"if_fewer\": \"all\"},"
    "{\"id\": \"rest\", \"take\": 20, \"if_fewer\": \"all\"}]}";

static void draw_plan(void *what)
{
    draw_job *job = what;
    kefu_error e;
    kefu_draw_options options = {.struct_size = sizeof options, .seed = "2026-W47"};
    kefu_draw *draw;
    kefu_sample_free(job->sample);
    need(kefu_draw_new(job->plan, &options, &draw, &e), &e);
    need(kefu_draw_update(draw, &job->batch, &e), &e);
    need(kefu_sample_new(draw, NULL, &job->sample, &e), &e);
    kefu_draw_free(draw);
}

static void draw_write_sample(const char *folder, const kefu_sample *sample)
{
    FILE *file = result_file(folder, "kefu_draw_plan.txt");
    for (int64_t i = 0; i < kefu_sample_count(sample); i++) {
        kefu_sample_row row = {.struct_size = sizeof row};
        kefu_sample_cell cell = {.struct_size = sizeof cell};
        kefu_text agent;
        need(kefu_sample_at(sample, i, &row), NULL);
        need(kefu_sample_cell_at(sample, row.cell, &cell), NULL);
        need(kefu_sample_cell_key(sample, row.cell, 0, &agent), NULL);
        fprintf(file, "%d %s %" PRId64 "\n", cell.class_index == 0, agent.data, row.row);
    }
    fclose(file);
}

static void draw_write(const char *folder, const char *name, const draw_job *job)
{
    FILE *file = result_file(folder, name);
    for (int64_t i = 0; i < job->count; i++) {
        kefu_picked row = {.struct_size = sizeof row};
        if (job->pick)
            need(kefu_pick_at(job->pick, i, &row), NULL);
        fprintf(file, "%s %" PRId64 "\n", job->pick ? row.group.data : "",
                job->pick ? row.row : job->out[i]);
    }
    fclose(file);
}

static kefu_column draw_column(const char *folder, const char *name, const char *file, int32_t type,
                               size_t size, int64_t rows)
{
    kefu_column column = {.struct_size = sizeof column, .name = name, .type = type};
    column.data = column_data(folder, file, (size_t)rows * size);
    return column;
}

int main(int argc, char **argv)
{
    int64_t rows = argc > 2 ? strtoll(argv[2], NULL, 10) : 0;
    const char *folder = argv[1], *only = argc > 3 ? argv[3] : "agent weighted rate numbers plan";
    if (rows < 5) {
        fprintf(stderr, "usage: draw DIR ROWS [agent|weighted|rate|numbers|plan]\n");
        return 2;
    }
    kefu_column id = draw_column(folder, "id", "w4_id.i64", KEFU_COLUMN_I64, 8, 2 * rows);
    kefu_column agent = draw_column(folder, "agent", "w1_agent.i32", KEFU_COLUMN_I32, 4, rows);
    kefu_column weight =
        draw_column(folder, "weight", "w4_weight.f64", KEFU_COLUMN_F64, 8, rows / 5);
    kefu_column refunded =
        draw_column(folder, "refunded", "w1_refunded.u8", KEFU_COLUMN_U8, 1, rows);
    const kefu_column *by_agent[] = {&id, &agent, &refunded}, *weighted[] = {&id, &weight};
    draw_job job = {.by = "agent", .k = 20};
    job.batch = (kefu_batch){sizeof job.batch, rows, 0, 2, 0, by_agent};
    if (strstr(only, "agent")) {
        report_median("w4_by_agent kefu", draw_pick, &job);
        draw_write(folder, "kefu_draw_agent.txt", &job);
    }
    kefu_pick_free(job.pick);
    job = (draw_job){.weight = "weight", .k = 10000};
    job.batch = (kefu_batch){sizeof job.batch, rows / 5, 0, 2, 0, weighted};
    if (strstr(only, "weighted")) {
        report_median("w4_weighted kefu", draw_pick, &job);
        draw_write(folder, "kefu_draw_weighted.txt", &job);
    }
    kefu_pick_free(job.pick);
    job = (draw_job){.rate = 1000000, .rows = 2 * rows, .k = 10000};
    job.batch = (kefu_batch){sizeof job.batch, 2 * rows, 0, 1, 0, by_agent};
    job.out = malloc((size_t)rows * 2 * sizeof *job.out);
    if (strstr(only, "rate")) {
        report_median("w4_rate kefu", draw_rate, &job);
        draw_write(folder, "kefu_draw_rate.txt", &job);
    }
    if (strstr(only, "numbers"))
        report_median("w4_numbers kefu", draw_numbers, &job);
    free(job.out);
    job = (draw_job){0};
    job.batch = (kefu_batch){sizeof job.batch, rows / 5, 0, 3, 0, by_agent};
    need(kefu_plan_from_json(NULL, NULL, draw_plan_json, strlen(draw_plan_json), &job.plan, NULL),
         NULL);
    if (strstr(only, "plan")) {
        report_median("w4_plan kefu", draw_plan, &job);
        draw_write_sample(folder, job.sample);
    }
    kefu_sample_free(job.sample);
    kefu_plan_free(job.plan);
    return 0;
}
