/* test_structs.c - structs that grow: one of a later or an earlier release going in and coming out,
 * for every struct of the public headers that has a struct_size. */
#include <stdlib.h>

#include "quota_draw.h"
#include "sheet_fixture.h"
#include "review_fixture.h"
#include "kefu/train.h"
#include "small_model.h"
#include "stock/stock.h"
#include "table/arrow.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { STRUCT_ROOM = 512 };

typedef union room {
    char bytes[STRUCT_ROOM];
    size_t struct_size;
    int64_t align;
    void *pointer;
} room;

/* ---- What the calls need -------------------------------------------------------------------- */

static kefu_status KEFU_CALL on_batch(void *user, const kefu_batch *batch, kefu_error *error)
{
    (void)user;
    (void)batch;
    (void)error;
    return KEFU_OK;
}

static kefu_status KEFU_CALL sink_write(void *user, const void *bytes, size_t size)
{
    (void)user;
    (void)bytes;
    return size ? KEFU_OK : KEFU_E_INTERNAL;
}

static void *KEFU_CALL plain_allocate(void *user, size_t size)
{
    (void)user;
    return malloc(size);
}

static void *KEFU_CALL plain_reallocate(void *user, void *block, size_t old_size, size_t new_size)
{
    (void)user;
    (void)old_size;
    return realloc(block, new_size);
}

static void KEFU_CALL plain_release(void *user, void *block, size_t size)
{
    (void)user;
    (void)size;
    free(block);
}

static kefu_builder *rows;
static kefu_frame *frame;
static kefu_card *card;
static kefu_sheet *sheet;
static kefu_pay_plan *plan;
static kefu_payroll *payroll;

static const char plan_text[] =
    "{\"format\": 1, \"id\": \"test.pay/1\", \"currency\": \"CNY\", \"exponent\": 2,"
    " \"parts\": [{\"id\": \"f\", \"kind\": \"fixed\", \"amount\": 5},"
    " {\"id\": \"t\", \"kind\": \"pool\", \"amount\": 5, \"within\": \"all\", \"by\": \"heads\"}]}";

static kefu_status pay_by(const void *options, kefu_payroll **out)
{
    const kefu_sheet *sheets[] = {sheet};
    return kefu_pay(plan, sheets, 1, NULL, options, out, NULL);
}

static review_desk review_of_structs;

static int structs_begin(void **state)
{
    (void)state;
    return kefu_builder_new(NULL, NULL, &rows, NULL) || fixture_batch(rows, fixture_rows, 2) ||
           fixture_frame(NULL, kefu_builder_batch(rows), &frame) ||
           kefu_card_from_json(NULL, NULL, fixture_card, sizeof fixture_card - 1, &card, NULL) ||
           fixture_sheet(NULL, fixture_rows, 2, &sheet, NULL) ||
           kefu_pay_plan_from_json(NULL, NULL, plan_text, sizeof plan_text - 1, &plan, NULL) ||
           pay_by(NULL, &payroll);
}

static int structs_end(void **state)
{
    (void)state;
    if (review_of_structs.verdict)
        review_desk_close(&review_of_structs);
    kefu_payroll_free(payroll);
    kefu_pay_plan_free(plan);
    kefu_sheet_free(sheet);
    kefu_card_free(card);
    kefu_frame_free(frame);
    kefu_builder_free(rows);
    return 0;
}

static const kefu_sink sink = {sizeof sink, sink_write, NULL};

/* ---- Going in: each gives the struct to a function that takes it, and cleans up ------------- */

static kefu_status in_allocator(const void *s)
{
    kefu_buffer *buffer = NULL;
    kefu_status status = kefu_buffer_new(s, &buffer, NULL);
    kefu_buffer_free(buffer);
    return status;
}

static kefu_status in_limits(const void *s)
{
    kefu_builder *builder = NULL;
    kefu_status status = kefu_builder_new(NULL, s, &builder, NULL);
    kefu_builder_free(builder);
    return status;
}

static kefu_status in_card_limits(const void *s)
{
    kefu_card *made = NULL;
    kefu_status status =
        kefu_card_from_json(NULL, s, fixture_card, sizeof fixture_card - 1, &made, NULL);
    kefu_card_free(made);
    return status;
}

static kefu_status in_sink(const void *s)
{
    kefu_csv_writer *writer = NULL;
    kefu_status status = kefu_csv_writer_new(NULL, s, 0, &writer, NULL);
    kefu_csv_writer_free(writer);
    return status;
}

static kefu_status in_catalogue_sink(const void *s)
{
    return kefu_catalogue_json(NULL, 0, s, NULL);
}

static kefu_status in_catalogue_limits(const void *s)
{
    kefu_catalogue *catalogue = NULL;
    kefu_status status = kefu_catalogue_new(NULL, s, 0, &catalogue, NULL);
    kefu_catalogue_free(catalogue);
    return status;
}

static kefu_status in_json_sink(const void *s) { return kefu_sheet_json(sheet, NULL, s, NULL); }
static kefu_status in_csv_sink(const void *s) { return kefu_sheet_csv(sheet, NULL, s, NULL); }
static kefu_status in_sheet_limits(const void *s)
{
    kefu_sheet *loaded = NULL;
    kefu_buffer *buffer = NULL;
    kefu_status status = kefu_buffer_new(NULL, &buffer, NULL);
    size_t size = 0;
    if (!status)
        status = kefu_sheet_save(sheet, kefu_buffer_sink(buffer), NULL);
    const char *bytes = kefu_buffer_data(buffer, &size);
    if (!status)
        status = kefu_sheet_load(NULL, s, bytes, size, &loaded, NULL);
    kefu_sheet_free(loaded);
    kefu_buffer_free(buffer);
    return status;
}

static kefu_status in_save_sink(const void *s) { return kefu_sheet_save(sheet, s, NULL); }
static kefu_status in_html_sink(const void *s) { return kefu_sheet_html(sheet, NULL, s, NULL); }

static kefu_status in_column(const void *s)
{
    const kefu_column *const columns[] = {s};
    const kefu_batch batch = {.struct_size = sizeof batch, .n_columns = 1, .columns = columns};
    kefu_builder *builder = NULL;
    kefu_status status = kefu_builder_new(NULL, NULL, &builder, NULL);
    status = status ? status : kefu_builder_append(builder, &batch, NULL);
    kefu_builder_free(builder);
    return status;
}

static kefu_status in_batch(const void *s)
{
    kefu_builder *builder = NULL;
    kefu_status status = kefu_builder_new(NULL, NULL, &builder, NULL);
    status = status ? status : kefu_builder_append(builder, s, NULL);
    kefu_builder_free(builder);
    return status;
}

static kefu_status in_cell(const void *s)
{
    int64_t value;
    int32_t found;
    return kefu_cell_parse(s, "1", 1, &value, &found, NULL);
}

static kefu_status in_arrow_options(const void *s)
{
    struct ArrowSchema schema;
    struct ArrowArray array;
    kefu_arrow *arrow = NULL;
    kefu_status status = kefu_frame_arrow(frame, 0, &schema, &array, NULL);
    if (status)
        return status;
    status = kefu_arrow_from_array(s, &schema, &array, &arrow, NULL);
    kefu_arrow_free(arrow);
    schema.release(&schema);
    array.release(&array);
    return status;
}

static kefu_status in_csv_options(const void *s)
{
    kefu_csv_reader *reader = NULL;
    kefu_status status = kefu_csv_reader_new(s, &reader, NULL);
    kefu_csv_reader_free(reader);
    return status;
}

static kefu_status in_info(const void *s)
{
    kefu_tally *tally = NULL;
    kefu_status status = kefu_tally_new(NULL, NULL, &tally, NULL);
    status = status ? status : kefu_tally_add(tally, s, "count(*)", NULL);
    kefu_tally_free(tally);
    return status;
}

static kefu_status in_report_columns(const void *s)
{
    static const kefu_metric_info info = {.struct_size = sizeof info, .name = "m"};
    kefu_report *report = NULL;
    kefu_status status = kefu_report_new(NULL, NULL, &report, NULL);
    status = status ? status : kefu_report_metric(report, &info, s, NULL);
    kefu_report_free(report);
    return status;
}

static kefu_status in_expr_options(const void *s)
{
    kefu_expr *expr = NULL;
    kefu_status status = kefu_expr_new("1", 1, s, &expr, NULL);
    kefu_expr_free(expr);
    return status;
}

static kefu_status in_metric(const void *s)
{
    kefu_registry *registry = NULL;
    kefu_status status = kefu_registry_new(NULL, &registry, NULL);
    status = status ? status : kefu_registry_add(registry, s, NULL, NULL, NULL);
    kefu_registry_free(registry);
    return status;
}

static kefu_status in_plugin(const void *s)
{
    kefu_registry *registry = NULL;
    kefu_status status = kefu_registry_new(NULL, &registry, NULL);
    status = status ? status : kefu_registry_add_plugin(registry, s, NULL);
    kefu_registry_free(registry);
    return status;
}

static kefu_status in_save_options(const void *s)
{
    kefu_tally *tally = NULL;
    kefu_status status = kefu_tally_new(NULL, NULL, &tally, NULL);
    status = status ? status : kefu_tally_save(tally, s, &sink, NULL);
    kefu_tally_free(tally);
    return status;
}

static kefu_status in_state_sink(const void *s)
{
    kefu_tally *tally = NULL;
    kefu_status status = kefu_tally_new(NULL, NULL, &tally, NULL);
    status = status ? status : kefu_tally_save(tally, NULL, s, NULL);
    kefu_tally_free(tally);
    return status;
}

static kefu_status load_state(const void *bytes, size_t size, void *options)
{
    kefu_tally *loaded = NULL;
    kefu_status status = kefu_tally_load(NULL, options, bytes, size, &loaded, NULL);
    kefu_tally_free(loaded);
    return status;
}

static kefu_status inspect_state(const void *bytes, size_t size, void *out)
{
    return kefu_state_inspect(bytes, size, out, NULL);
}

static kefu_status aggregate_of_state(const void *bytes, size_t size, void *out)
{
    return kefu_state_aggregate(bytes, size, 0, out, NULL);
}

/* Gives the bytes of a tally of no rows to a function that reads them. */
static kefu_status with_state(kefu_status (*reads)(const void *, size_t, void *), void *s)
{
    kefu_metric_info info = {.struct_size = sizeof info, .name = "n"};
    kefu_tally *tally = NULL;
    kefu_buffer *buffer = NULL;
    size_t size;
    const char *bytes;
    kefu_status status = kefu_tally_new(NULL, NULL, &tally, NULL);
    status = status ? status : kefu_tally_add(tally, &info, "count(*)", NULL);
    status = status ? status : kefu_buffer_new(NULL, &buffer, NULL);
    status = status ? status : kefu_tally_save(tally, NULL, kefu_buffer_sink(buffer), NULL);
    bytes = kefu_buffer_data(buffer, &size);
    status = status ? status : reads(bytes, size, s);
    kefu_tally_free(tally);
    kefu_buffer_free(buffer);
    return status;
}

static kefu_status in_load_options(const void *s) { return with_state(load_state, (void *)s); }

static kefu_status in_check_options(const void *s)
{
    return kefu_metric_check(NULL, "sum", s, NULL);
}

static kefu_status in_tally_options(const void *s)
{
    kefu_tally *tally = NULL;
    kefu_status status = kefu_tally_new(NULL, s, &tally, NULL);
    kefu_tally_free(tally);
    return status;
}

static kefu_status in_rank_options(const void *s)
{
    static const kefu_value value = {1, 2, 2, KEFU_VALUE_OK, 0};
    kefu_place place;
    return kefu_rank(&value, 1, s, &place, NULL, NULL);
}

static kefu_status in_decision(const void *s)
{
    kefu_ledger *ledger = NULL;
    kefu_status status = kefu_ledger_new(NULL, &ledger, NULL);
    status = status ? status : kefu_ledger_add(ledger, s, NULL);
    kefu_ledger_free(ledger);
    return status;
}

/* One rule for everybody, who is not scored. */
static kefu_status in_person(const void *s)
{
    static const char rules[] = "{\"format\":1,\"id\":\"b/1\",\"rules\":[{\"card\":null}]}";
    kefu_book *book = NULL;
    int32_t picked;
    kefu_status status = kefu_book_from_json(NULL, NULL, rules, sizeof rules - 1, &book, NULL);
    status = status ? status : kefu_book_pick(book, s, 1, &picked, NULL);
    kefu_book_free(book);
    return status;
}

static kefu_status in_what_if(const void *s)
{
    return kefu_sheet_what_if_text(sheet, 0, s, KEFU_ZH, NULL, 0, NULL);
}

static kefu_status in_score_options(const void *s)
{
    kefu_sheet *made = NULL;
    kefu_status status = kefu_score(card, frame, s, &made, NULL);
    kefu_sheet_free(made);
    return status;
}

static kefu_status in_pay_options(const void *s)
{
    kefu_payroll *made = NULL;
    kefu_status status = pay_by(s, &made);
    kefu_payroll_free(made);
    return status;
}

static kefu_status in_pay_limits(const void *s)
{
    kefu_pay_plan *made = NULL;
    kefu_status status =
        kefu_pay_plan_from_json(NULL, s, plan_text, sizeof plan_text - 1, &made, NULL);
    kefu_pay_plan_free(made);
    return status;
}

static kefu_status with_peers(const void *options, void *pair, void *loads)
{
    static const char *const ids[] = {"a", "b", "c"};
    static const kefu_column person = {
        .struct_size = sizeof person, .name = "person", .type = KEFU_COLUMN_TEXT_Z, .data = ids};
    static const kefu_column *const columns[] = {&person};
    static const kefu_batch people = {
        .struct_size = sizeof people, .rows = 3, .n_columns = 1, .columns = columns};
    kefu_peers *peers = NULL;
    kefu_status status = kefu_peers_new(&people, options, &peers, NULL);
    if (!status && pair)
        status = kefu_peers_at(peers, 0, pair);
    if (!status && loads)
        status = kefu_peers_loads(peers, loads);
    kefu_peers_free(peers);
    return status;
}

static const kefu_peer_options peer_options = {.struct_size = sizeof peer_options, .seed = "s"};

static kefu_status in_peer_options(const void *s) { return with_peers(s, NULL, NULL); }
static kefu_status out_peer(void *s) { return with_peers(&peer_options, s, NULL); }
static kefu_status out_peer_loads(void *s) { return with_peers(&peer_options, NULL, s); }

static kefu_status in_plan_limits(const void *s)
{
    kefu_plan *made = NULL;
    kefu_status status =
        kefu_plan_from_json(NULL, s, quota_draw_plan, sizeof quota_draw_plan - 1, &made, NULL);
    kefu_plan_free(made);
    return status;
}

static kefu_status with_quotas(const void *options, void *cell, void *clash)
{
    kefu_draw *draw = NULL;
    kefu_quotas *quotas = NULL;
    kefu_status status = quota_draw(NULL, quota_draw_plan, &draw, NULL);
    if (!status)
        status = kefu_quotas_new(draw, options, &quotas, NULL);
    if (!status && cell)
        status = kefu_quotas_cell(quotas, 0, cell);
    if (!status && clash)
        status = kefu_quotas_clash(quotas, 0, clash);
    kefu_quotas_free(quotas);
    kefu_draw_free(draw);
    return status;
}

static kefu_status in_quota_options(const void *s) { return with_quotas(s, NULL, NULL); }
static kefu_status out_cell_quota(void *s) { return with_quotas(NULL, s, NULL); }
static kefu_status out_clash(void *s) { return with_quotas(NULL, NULL, s); }

/* One row of Amy and one of Bo. */
static const char sample_plan[] = "{\"format\":1,\"id\":\"a/1\",\"key\":\"id\",\"by\":[\"agent\"],"
                                  "\"classes\":[{\"id\":\"c\",\"take\":1}]}";

static kefu_status with_sample(const void *options, kefu_status (*then)(kefu_sample *, void *),
                               void *s)
{
    kefu_draw *draw = NULL;
    kefu_sample *sample = NULL;
    kefu_status status = quota_draw(NULL, sample_plan, &draw, NULL);
    if (!status)
        status = kefu_sample_new(draw, options, &sample, NULL);
    if (!status && then)
        status = then(sample, s);
    kefu_sample_free(sample);
    kefu_draw_free(draw);
    return status;
}

static kefu_status in_sample_options(const void *s) { return with_sample(s, NULL, NULL); }

static kefu_status csv_of_sample(kefu_sample *sample, void *s)
{
    return kefu_sample_csv(sample, NULL, s, NULL);
}
static kefu_status json_of_sample(kefu_sample *sample, void *s)
{
    return kefu_sample_json(sample, NULL, s, NULL);
}
static kefu_status in_sample_csv(const void *s)
{
    return with_sample(NULL, csv_of_sample, (void *)s);
}
static kefu_status in_sample_json(const void *s)
{
    return with_sample(NULL, json_of_sample, (void *)s);
}

static kefu_status words_of_sample(kefu_sample *sample, void *s)
{
    kefu_buffer *buffer = NULL;
    kefu_status status = kefu_buffer_new(NULL, &buffer, NULL);
    if (!status)
        status = kefu_sample_csv(sample, s, kefu_buffer_sink(buffer), NULL);
    if (!status)
        status = kefu_sample_json(sample, s, kefu_buffer_sink(buffer), NULL);
    kefu_buffer_free(buffer);
    return status;
}
static kefu_status in_sample_write(const void *s)
{
    return with_sample(NULL, words_of_sample, (void *)s);
}

static kefu_status row_of_sample(kefu_sample *sample, void *s)
{
    return kefu_sample_at(sample, 0, s);
}
static kefu_status cell_of_sample(kefu_sample *sample, void *s)
{
    return kefu_sample_cell_at(sample, 0, s);
}
static kefu_status out_sample_row(void *s) { return with_sample(NULL, row_of_sample, s); }
static kefu_status out_sample_cell(void *s) { return with_sample(NULL, cell_of_sample, s); }

static kefu_status replacement_of_sample(kefu_sample *sample, void *s)
{
    const char *reason = "r";
    kefu_sample_row row = {.struct_size = sizeof row};
    const kefu_status status = kefu_sample_at(sample, 0, &row);
    const kefu_column columns[] = {{.struct_size = sizeof(kefu_column),
                                    .name = "id",
                                    .type = KEFU_COLUMN_TEXT,
                                    .data = &row.id},
                                   {.struct_size = sizeof(kefu_column),
                                    .name = "reason",
                                    .type = KEFU_COLUMN_TEXT_Z,
                                    .data = &reason}};
    const kefu_column *const list[] = {&columns[0], &columns[1]};
    const kefu_batch unfit = {
        .struct_size = sizeof unfit, .rows = 1, .n_columns = 2, .columns = list};
    const kefu_sample_options options = {.struct_size = sizeof options, .unsuitable = &unfit};
    kefu_draw *draw = NULL;
    kefu_sample *without = NULL;
    if (status || quota_draw(NULL, sample_plan, &draw, NULL) ||
        kefu_sample_new(draw, &options, &without, NULL))
        return KEFU_E_INTERNAL;
    const kefu_status given = kefu_sample_replacement(without, 0, s);
    kefu_sample_free(without);
    kefu_draw_free(draw);
    return given;
}
static kefu_status out_replacement(void *s) { return with_sample(NULL, replacement_of_sample, s); }

static kefu_status with_draw(const void *options, const void *to, void *counts)
{
    kefu_plan *made = NULL;
    kefu_draw *draw = NULL;
    kefu_status status =
        kefu_plan_from_json(NULL, NULL, sample_plan, sizeof sample_plan - 1, &made, NULL);
    if (!status)
        status = kefu_draw_new(made, options, &draw, NULL);
    if (!status && to)
        status = kefu_draw_save(draw, to, NULL);
    if (!status && counts)
        status = kefu_draw_counted(draw, counts);
    kefu_draw_free(draw);
    kefu_plan_free(made);
    return status;
}

static const kefu_draw_options draw_options = {.struct_size = sizeof draw_options, .seed = "s"};

static kefu_status in_draw_options(const void *s) { return with_draw(s, NULL, NULL); }
static kefu_status in_draw_sink(const void *s) { return with_draw(&draw_options, s, NULL); }
static kefu_status in_draw_limits(const void *s)
{
    kefu_draw_options o = draw_options;
    o.limits = s;
    return with_draw(&o, NULL, NULL);
}
static kefu_status out_draw_counts(void *s) { return with_draw(&draw_options, NULL, s); }
static kefu_status out_draw_info(void *s)
{
    kefu_buffer *buffer = NULL;
    size_t size = 0;
    kefu_status status = kefu_buffer_new(NULL, &buffer, NULL);
    if (!status)
        status = with_draw(&draw_options, kefu_buffer_sink(buffer), NULL);
    if (!status) {
        const char *bytes = kefu_buffer_data(buffer, &size);
        status = kefu_draw_inspect(bytes, size, s, NULL);
    }
    kefu_buffer_free(buffer);
    return status;
}
static const char *const drawn_ids[] = {"7"};
static const kefu_column drawn_id = {
    .struct_size = sizeof drawn_id, .name = "id", .type = KEFU_COLUMN_TEXT_Z, .data = drawn_ids};
static const kefu_column *const drawn_columns[] = {&drawn_id};
static const kefu_batch drawn = {
    .struct_size = sizeof drawn, .rows = 1, .n_columns = 1, .columns = drawn_columns};
static kefu_status in_draw_excluded(const void *s)
{
    kefu_draw_options o = draw_options;
    o.excluded = s;
    return with_draw(&o, NULL, NULL);
}

static kefu_status with_model(kefu_status (*then)(const kefu_model *, void *), void *s)
{
    kefu_model *model = small_model_open(small_model_new("test.model/1"));
    kefu_status status = then(model, s);
    kefu_model_free(model);
    return status;
}
static kefu_status in_model_allocator(const void *s)
{
    small_model *small = small_model_new("test.model/1");
    kefu_buffer *buffer = small_model_bytes(small);
    kefu_model *model = NULL;
    size_t size;
    const char *bytes = kefu_buffer_data(buffer, &size);
    kefu_status status = kefu_model_from_bytes(s, bytes, size, 0, &model, NULL);
    kefu_model_free(model);
    kefu_buffer_free(buffer);
    free(small);
    return status;
}
static kefu_status in_model_scores(const void *s)
{
    kefu_model *model = small_model_open(small_model_new("test.model/1"));
    kefu_status status =
        kefu_model_score(model, NULL, NULL, 0, KEFU_UTF8, KEFU_INVALID_REFUSE, s, NULL);
    kefu_model_free(model);
    return status;
}
static const kefu_text scored_texts[] = {{"a", 1}};
static const kefu_column scored_column = {
    .struct_size = sizeof scored_column, .type = KEFU_COLUMN_TEXT, .data = scored_texts};
static kefu_status in_scored_column(const void *s)
{
    const kefu_model_scores out = {.struct_size = sizeof out};
    kefu_model *model = small_model_open(small_model_new("test.model/1"));
    kefu_status status = kefu_model_score_column(model, NULL, s, 1, 0, &out, NULL);
    kefu_model_free(model);
    return status;
}
static kefu_status in_trainer_options(const void *s)
{
    kefu_trainer *trainer = NULL;
    kefu_status status = kefu_trainer_new(s, &trainer, NULL);
    kefu_trainer_free(trainer);
    return status;
}
static kefu_status figures_of_model(const kefu_model *model, void *s)
{
    const int8_t labels[] = {1};
    return kefu_model_figures(model, NULL, scored_texts, 1, labels, KEFU_UTF8, 1, s, NULL);
}
static kefu_status info_of_model(const kefu_model *model, void *s)
{
    return kefu_model_describe(model, s);
}
static kefu_status head_of_model(const kefu_model *model, void *s)
{
    return kefu_model_head(model, 0, s);
}
static kefu_status out_model_info(void *s) { return with_model(info_of_model, s); }
static kefu_status out_figures(void *s) { return with_model(figures_of_model, s); }
static kefu_status out_head_info(void *s) { return with_model(head_of_model, s); }
/* A review that has one of everything, read when the first of them is asked for. */
static const kefu_verdict *with_verdict(void)
{
    static const char *const ids[] = {"lin"};
    static const char *const aliases[] = {"小林"};
    static const kefu_column person = {
        .struct_size = sizeof person, .name = "person", .type = KEFU_COLUMN_TEXT_Z, .data = ids};
    static const kefu_column alias = {
        .struct_size = sizeof alias, .name = "alias", .type = KEFU_COLUMN_TEXT_Z, .data = aliases};
    static const kefu_column *const columns[] = {&person, &alias};
    static const kefu_batch people = {
        .struct_size = sizeof people, .rows = 1, .n_columns = 2, .columns = columns};
    kefu_roster *named = NULL;
    if (review_of_structs.verdict)
        return review_of_structs.verdict;
    if (kefu_roster_from_batch(NULL, &people, &named, NULL))
        abort();
    review_desk_open(&review_of_structs, KEFU_ZH, KEFU_UTF8, named);
    kefu_roster_free(named);
    review_desk_read(&review_of_structs, "客服小林耐心,加微信,质量差", KEFU_BY_BUYER);
    return review_of_structs.verdict;
}

static kefu_status in_reviewer_options(const void *s)
{
    static const kefu_lexicon *const none[1];
    kefu_reviewer *reviewer = NULL;
    kefu_reviewer_options *o;
    size_t size;
    memcpy(&size, s, sizeof size);
    if (size < sizeof *o || size > STRUCT_ROOM)
        return kefu_reviewer_new(s, &reviewer, NULL);
    with_verdict();
    o = malloc(size);
    if (!o)
        abort();
    memcpy(o, s, size);
    o->model = review_of_structs.model;
    o->lexicons = none;
    kefu_status status = kefu_reviewer_new(o, &reviewer, NULL);
    kefu_reviewer_free(reviewer);
    free(o);
    return status;
}
static kefu_status in_review(const void *s)
{
    kefu_verdict *verdict = NULL;
    with_verdict();
    kefu_status status = kefu_verdict_new(NULL, &verdict, NULL);
    status = status ? status : kefu_review_read(review_of_structs.reviewer, s, verdict, NULL);
    kefu_verdict_free(verdict);
    return status;
}
static kefu_status in_verdict_sink(const void *s)
{
    return kefu_verdict_json(with_verdict(), s, NULL);
}
static kefu_status out_opinion(void *s) { return kefu_verdict_opinion(with_verdict(), 0, s); }
static kefu_status out_found_cause(void *s) { return kefu_verdict_cause(with_verdict(), 0, 0, s); }
static kefu_status out_mark(void *s) { return kefu_verdict_mark(with_verdict(), 0, 0, s); }
static kefu_status out_named(void *s) { return kefu_verdict_named(with_verdict(), 0, s); }
static kefu_status out_span(void *s) { return kefu_verdict_span(with_verdict(), 0, 0, s); }
static kefu_status out_route(void *s) { return kefu_verdict_route(with_verdict(), s); }

static kefu_status in_verdicts_limits(const void *s)
{
    kefu_verdicts *verdicts = NULL;
    const kefu_status status = kefu_verdicts_new(NULL, s, &verdicts, NULL);
    kefu_verdicts_free(verdicts);
    return status;
}
static kefu_status in_verdicts_sink(const void *s)
{
    kefu_verdicts *verdicts = NULL;
    kefu_status status = kefu_verdicts_new(NULL, NULL, &verdicts, NULL);
    status = status ? status : kefu_verdicts_csv(verdicts, KEFU_VERDICT_HITS, 0, s, NULL);
    kefu_verdicts_free(verdicts);
    return status;
}

/* ---- A stock-take of one product and one review, which may be pinned ------------------------- */

static kefu_stock *one_product(void)
{
    const kf_key key = kf_key_of("p", 1);
    kefu_stock *stock = NULL;
    kf_stock_state *state;
    kf_stock_pinned pin = {.praised = 2};
    if (kefu_stock_new(NULL, &stock, NULL) || kf_stock_state_of(stock, &key, &state, NULL) ||
        kf_stock_pin_text(stock, &pin, (kefu_text){"R1", 2}, NULL) ||
        kf_stock_pin(stock, state, &pin, NULL))
        abort();
    state->counts[KF_STOCK_REVIEWS] = state->counts[KF_STOCK_GOOD] = 1;
    return stock;
}
static kefu_status with_stock(kefu_status (*use)(kefu_stock *, void *), const void *s)
{
    kefu_stock *stock = one_product();
    void *plain;
    memcpy(&plain, &s, sizeof plain);
    const kefu_status status = use(stock, plain);
    kefu_stock_free(stock);
    return status;
}
static kefu_status in_stock_options(const void *s)
{
    kefu_stock *stock = NULL;
    const kefu_status status = kefu_stock_new(s, &stock, NULL);
    kefu_stock_free(stock);
    return status;
}
static kefu_status in_stock_limits(const void *s)
{
    const kefu_stock_options options = {.struct_size = sizeof options, .limits = s};
    return in_stock_options(&options);
}
static kefu_status save_stock(kefu_stock *stock, void *s)
{
    return kefu_stock_save(stock, s, NULL);
}
static kefu_status csv_of_stock(kefu_stock *stock, void *s)
{
    return kefu_stock_csv(stock, NULL, KEFU_ZH, 0, s, NULL);
}
static kefu_status json_of_stock(kefu_stock *stock, void *s)
{
    return kefu_stock_json(stock, NULL, s, NULL);
}
static kefu_status product_of_stock(kefu_stock *stock, void *s)
{
    return kefu_stock_product_at(stock, 0, s);
}
static kefu_status cause_of_stock(kefu_stock *stock, void *s)
{
    return kefu_stock_cause_at(stock, 0, KEFU_CAUSE_FAKE, s);
}
static kefu_status pin_of_stock(kefu_stock *stock, void *s)
{
    return kefu_stock_pin_at(stock, 0, 0, s);
}
static kefu_status change_of_stock(kefu_stock *stock, void *s)
{
    return kefu_stock_compare(stock, 0, stock, s);
}
static kefu_status in_stock_sink(const void *s) { return with_stock(save_stock, s); }
static kefu_status in_stock_csv(const void *s) { return with_stock(csv_of_stock, s); }
static kefu_status in_stock_json(const void *s) { return with_stock(json_of_stock, s); }
static kefu_status out_stock_product(void *s) { return with_stock(product_of_stock, s); }
static kefu_status out_stock_cause(void *s) { return with_stock(cause_of_stock, s); }
static kefu_status out_stock_pin(void *s) { return with_stock(pin_of_stock, s); }
static kefu_status out_stock_change(void *s) { return with_stock(change_of_stock, s); }

static kefu_status out_cause_info(void *s) { return kefu_cause(KEFU_CAUSE_FAKE, s); }

static kefu_status out_category_info(void *s) { return kefu_category(KEFU_CAUSE_FAKE, s); }

static kefu_status with_lexicon(const void *limits, const void *sink_of,
                                kefu_status (*then)(const kefu_lexicon *, void *), void *s)
{
    static const char json[] = "{\"format\":1,\"id\":\"a.b/1\",\"language\":\"zh\",\"entries\":["
                               "{\"phrase\":\"a\",\"category\":\"insult\"}]}";
    kefu_lexicon *lexicon = NULL;
    kefu_status status =
        kefu_lexicon_from_json(NULL, limits, json, sizeof json - 1, &lexicon, NULL);
    if (!status && sink_of)
        status = kefu_lexicon_json(lexicon, sink_of, NULL);
    if (!status && then)
        status = then(lexicon, s);
    kefu_lexicon_free(lexicon);
    return status;
}
static kefu_status info_of_lexicon(const kefu_lexicon *lexicon, void *s)
{
    return kefu_lexicon_describe(lexicon, s);
}
static kefu_status entry_of_lexicon(const kefu_lexicon *lexicon, void *s)
{
    return kefu_lexicon_at(lexicon, 0, s);
}
static kefu_status in_lexicon_limits(const void *s) { return with_lexicon(s, NULL, NULL, NULL); }
static kefu_status in_lexicon_sink(const void *s) { return with_lexicon(NULL, s, NULL, NULL); }
static kefu_status out_lexicon_info(void *s)
{
    return with_lexicon(NULL, NULL, info_of_lexicon, s);
}
static kefu_status out_lexicon_entry(void *s)
{
    return with_lexicon(NULL, NULL, entry_of_lexicon, s);
}

static kefu_status in_pay_csv(const void *s) { return kefu_payroll_csv(payroll, NULL, s, NULL); }
static kefu_status in_pay_write(const void *s)
{
    kefu_buffer *buffer = NULL;
    assert_int_equal(kefu_buffer_new(NULL, &buffer, NULL), KEFU_OK);
    kefu_status status = kefu_payroll_csv(payroll, s, kefu_buffer_sink(buffer), NULL);
    kefu_buffer_free(buffer);
    return status;
}
static kefu_status in_pay_json(const void *s) { return kefu_payroll_json(payroll, NULL, s, NULL); }

/* One prize, by the total. */
static const char prizes[] = "{\"format\":1,\"id\":\"a/1\",\"prizes\":[{\"id\":\"p\",\"kind\":"
                             "\"overall\",\"places\":1}]}";

static kefu_status in_award_limits(const void *s)
{
    kefu_award_plan *made = NULL;
    kefu_status status = kefu_award_plan_from_json(NULL, s, prizes, sizeof prizes - 1, &made, NULL);
    kefu_award_plan_free(made);
    return status;
}

static kefu_status with_awards(const void *options, kefu_status (*then)(kefu_awards *, void *),
                               void *s)
{
    const kefu_sheet *const sheets[] = {sheet};
    kefu_award_plan *made = NULL;
    kefu_awards *awards = NULL;
    kefu_status status =
        kefu_award_plan_from_json(NULL, NULL, prizes, sizeof prizes - 1, &made, NULL);
    if (!status)
        status = kefu_award(made, sheets, 1, frame, options, &awards, NULL);
    if (!status && then)
        status = then(awards, s);
    kefu_awards_free(awards);
    kefu_award_plan_free(made);
    return status;
}

static kefu_status in_award_options(const void *s) { return with_awards(s, NULL, NULL); }

static kefu_status csv_of_awards(kefu_awards *awards, void *s)
{
    return kefu_awards_csv(awards, NULL, s, NULL);
}

static kefu_status in_award_csv(const void *s)
{
    return with_awards(NULL, csv_of_awards, (void *)s);
}

static kefu_status in_write_options(const void *s)
{
    return kefu_sheet_json(sheet, s, &sink, NULL);
}

static kefu_status with_agree(const void *options, void *out)
{
    const kefu_column unit = {.struct_size = sizeof unit, .name = "unit", .type = KEFU_COLUMN_I64};
    const kefu_column rater = {
        .struct_size = sizeof rater, .name = "inspector", .type = KEFU_COLUMN_I64};
    const kefu_column mark = {.struct_size = sizeof mark, .name = "mark", .type = KEFU_COLUMN_I64};
    const kefu_column *const columns[] = {&unit, &rater, &mark};
    const kefu_batch none = {.struct_size = sizeof none, .n_columns = 3, .columns = columns};
    kefu_agree *agree = NULL;
    kefu_status status = kefu_agree_from_batch(&none, options, &agree, NULL);
    if (!status && out)
        status = kefu_agree_value(agree, 0, KEFU_COEFFICIENT_RAW, KEFU_APART_NOMINAL, out, NULL);
    kefu_agree_free(agree);
    return status;
}

/* One row drawn, if it is asked for. */
static kefu_status with_pick(const void *options, void *out)
{
    static const int64_t ids[] = {7, 8};
    const kefu_column id = {
        .struct_size = sizeof id, .name = "id", .type = KEFU_COLUMN_I64, .data = ids};
    const kefu_column *const columns[] = {&id};
    const kefu_batch two = {
        .struct_size = sizeof two, .rows = 2, .n_columns = 1, .columns = columns};
    int64_t count;
    kefu_pick *pick = NULL;
    kefu_status status = kefu_pick_new(options, &pick, NULL);
    if (!status)
        status = kefu_pick_update(pick, &two, NULL);
    if (!status)
        status = kefu_pick_finish(pick, &count, NULL);
    if (!status && out)
        status = kefu_pick_at(pick, 0, out);
    kefu_pick_free(pick);
    return status;
}

static kefu_status in_pick_options(const void *s) { return with_pick(s, NULL); }

/* One mark, of two rows. */
static kefu_status with_estimates(const void *options,
                                  kefu_status (*then)(const kefu_estimates *, void *), void *s)
{
    static const int64_t marks[] = {80}, sizes[] = {2};
    const kefu_column mark = {
        .struct_size = sizeof mark, .name = "mark", .type = KEFU_COLUMN_I64, .data = marks};
    const kefu_column size = {
        .struct_size = sizeof size, .name = "rows", .type = KEFU_COLUMN_I64, .data = sizes};
    const kefu_column *const columns[] = {&mark, &size};
    const kefu_batch one = {
        .struct_size = sizeof one, .rows = 1, .n_columns = 2, .columns = columns};
    kefu_estimates *made = NULL;
    kefu_status status = kefu_estimate_rows(&one, options, &made, NULL);
    if (!status && then)
        status = then(made, s);
    kefu_estimates_free(made);
    return status;
}

static kefu_status words_of_estimates(const kefu_estimates *made, void *s)
{
    kefu_buffer *buffer = NULL;
    kefu_status status = kefu_buffer_new(NULL, &buffer, NULL);
    if (!status)
        status = kefu_estimates_csv(made, s, kefu_buffer_sink(buffer), NULL);
    kefu_buffer_free(buffer);
    return status;
}
static kefu_status in_estimates_write(const void *s)
{
    return with_estimates(NULL, words_of_estimates, (void *)s);
}

static kefu_status in_estimate_options(const void *s) { return with_estimates(s, NULL, NULL); }

static kefu_status in_pps_options(const void *s)
{
    static const int64_t ids[] = {7, 8}, sizes[] = {1, 2};
    const kefu_column id = {
        .struct_size = sizeof id, .name = "id", .type = KEFU_COLUMN_I64, .data = ids};
    const kefu_column size = {
        .struct_size = sizeof size, .name = "size", .type = KEFU_COLUMN_I64, .data = sizes};
    const kefu_column *const columns[] = {&id, &size};
    const kefu_batch two = {
        .struct_size = sizeof two, .rows = 2, .n_columns = 2, .columns = columns};
    return kefu_pick_pps(s, &two, NULL, NULL, NULL);
}

static kefu_status in_acceptance_options(const void *s)
{
    kefu_acceptance found = {sizeof found, 0, 0, 0, 0};
    return kefu_acceptance_plan(s, &found, NULL);
}

static kefu_status in_agree_options(const void *s) { return with_agree(s, NULL); }

static kefu_status metric_update(void *states, size_t stride, const uint32_t *groups,
                                 const kefu_args *args, const kefu_context *context,
                                 kefu_error *error)
{
    (void)states;
    (void)stride;
    (void)groups;
    (void)args;
    (void)context;
    (void)error;
    return KEFU_OK;
}

static kefu_status metric_finalize(const void *state, kefu_value *out, const kefu_context *context,
                                   kefu_error *error)
{
    (void)state;
    (void)out;
    (void)context;
    (void)error;
    return KEFU_OK;
}

/* The smallest struct that works, for each. */
static const kefu_reviewer_options reviewer_options = {.struct_size = sizeof reviewer_options};
static const kefu_review review = {.struct_size = sizeof review};
static const kefu_trainer_options trainer_options = {.struct_size = sizeof trainer_options,
                                                     .id = "org.example.reviews/1"};
static const kefu_stock_options stock_options = {.struct_size = sizeof stock_options};
static const kefu_model_scores model_scores = {.struct_size = sizeof model_scores};
static const kefu_allocator allocator = {sizeof allocator, plain_allocate, plain_reallocate,
                                         plain_release, NULL};
static const kefu_limits limits = {.struct_size = sizeof limits};
static const kefu_column column = {
    .struct_size = sizeof column, .name = "c", .type = KEFU_COLUMN_I64};
static const kefu_batch batch = {.struct_size = sizeof batch};
static const kefu_cell cell = {.struct_size = sizeof cell, .column = "c", .kind = KEFU_CELL_NUMBER};
static const kefu_arrow_options arrow_options = {.struct_size = sizeof arrow_options};
static const kefu_csv_options csv_options = {.struct_size = sizeof csv_options,
                                             .on_batch = on_batch};
static const kefu_metric_info info = {.struct_size = sizeof info, .name = "m"};
static const kefu_report_columns report_columns = {.struct_size = sizeof report_columns};
static const kefu_expr_options expr_options = {.struct_size = sizeof expr_options};
static const kefu_save_options save_options = {.struct_size = sizeof save_options};
static const kefu_check_options check_options = {.struct_size = sizeof check_options, .rounds = 1};
static const kefu_tally_options tally_options = {.struct_size = sizeof tally_options};
static const kefu_rank_options rank_options = {.struct_size = sizeof rank_options};
static const kefu_score_options score_options = {.struct_size = sizeof score_options};
static const kefu_pay_options pay_options = {.struct_size = sizeof pay_options};
static const kefu_quota_options quota_options = {.struct_size = sizeof quota_options};
static const kefu_sample_options sample_options = {.struct_size = sizeof sample_options};
static const kefu_estimates_write_options estimates_write = {.struct_size = sizeof estimates_write};
static const kefu_sample_write_options sample_write = {.struct_size = sizeof sample_write};
static const kefu_award_options award_options = {.struct_size = sizeof award_options};
static const kefu_pick_options pick_options = {
    .struct_size = sizeof pick_options, .seed = "s", .id = "id", .k = 1};
static const kefu_pps_options pps_options = {
    .struct_size = sizeof pps_options, .seed = "s", .id = "id", .size = "size", .k = 1};
static const kefu_estimate_options estimate_options = {.struct_size = sizeof estimate_options};
static const kefu_acceptance_options acceptance_options = {
    .struct_size = sizeof acceptance_options, .bad = 500000000, .bad_risk = 500000000};
static const kefu_agree_options agree_options = {.struct_size = sizeof agree_options};
static const kefu_write_options write_options = {.struct_size = sizeof write_options};
static const kefu_what_if what_if = {.struct_size = sizeof what_if};
static const kefu_decision decision = {.struct_size = sizeof decision,
                                       .person = "p",
                                       .part = "x",
                                       .action = KEFU_CONFIRM,
                                       .count = 1,
                                       .by = "lead"};
static const kefu_person person_of_a_book = {.struct_size = sizeof person_of_a_book,
                                             .person = "007"};
static const kefu_metric metric = {.struct_size = sizeof metric,
                                   .flags = KEFU_METRIC_NO_ARGS,
                                   .state_format = 1,
                                   .id = "test.nothing/1",
                                   .name = "nothing",
                                   .state_align = 1,
                                   .update = metric_update,
                                   .finalize = metric_finalize};
static const kefu_metric *const plugin_metrics[] = {&metric};
static const kefu_plugin plugin = {.struct_size = sizeof plugin,
                                   .abi = KEFU_PLUGIN_ABI,
                                   .name = "test",
                                   .version = "1",
                                   .metrics = plugin_metrics,
                                   .n_metrics = 1};

static const struct going_in {
    const char *name;
    kefu_status (*give)(const void *);
    const void *works;
    size_t size;
} going_in[] = {
    {"allocator", in_allocator, &allocator, sizeof allocator},
    {"allocator of a model", in_model_allocator, &allocator, sizeof allocator},
    {"trainer_options", in_trainer_options, &trainer_options, sizeof trainer_options},
    {"reviewer_options", in_reviewer_options, &reviewer_options, sizeof reviewer_options},
    {"review", in_review, &review, sizeof review},
    {"sink of a verdict", in_verdict_sink, &sink, sizeof sink},
    {"limits of verdicts", in_verdicts_limits, &limits, sizeof limits},
    {"sink of verdicts", in_verdicts_sink, &sink, sizeof sink},
    {"stock_options", in_stock_options, &stock_options, sizeof stock_options},
    {"limits of a stock-take", in_stock_limits, &limits, sizeof limits},
    {"sink of a stock-take", in_stock_sink, &sink, sizeof sink},
    {"sink of a stock-take's CSV", in_stock_csv, &sink, sizeof sink},
    {"sink of a stock-take's JSON", in_stock_json, &sink, sizeof sink},
    {"model_scores", in_model_scores, &model_scores, sizeof model_scores},
    {"column of texts to score", in_scored_column, &scored_column, sizeof scored_column},
    {"limits", in_limits, &limits, sizeof limits},
    {"limits of a card", in_card_limits, &limits, sizeof limits},
    {"sink", in_sink, &sink, sizeof sink},
    {"sink of JSON", in_json_sink, &sink, sizeof sink},
    {"sink of a catalogue", in_catalogue_sink, &sink, sizeof sink},
    {"limits of a catalogue", in_catalogue_limits, &limits, sizeof limits},
    {"sink of CSV", in_csv_sink, &sink, sizeof sink},
    {"limits of a saved sheet", in_sheet_limits, &limits, sizeof limits},
    {"sink of a saved sheet", in_save_sink, &sink, sizeof sink},
    {"sink of HTML", in_html_sink, &sink, sizeof sink},
    {"column", in_column, &column, sizeof column},
    {"batch", in_batch, &batch, sizeof batch},
    {"cell", in_cell, &cell, sizeof cell},
    {"arrow_options", in_arrow_options, &arrow_options, sizeof arrow_options},
    {"csv_options", in_csv_options, &csv_options, sizeof csv_options},
    {"metric_info", in_info, &info, sizeof info},
    {"report_columns", in_report_columns, &report_columns, sizeof report_columns},
    {"expr_options", in_expr_options, &expr_options, sizeof expr_options},
    {"metric", in_metric, &metric, sizeof metric},
    {"plugin", in_plugin, &plugin, sizeof plugin},
    {"check_options", in_check_options, &check_options, sizeof check_options},
    {"tally_options", in_tally_options, &tally_options, sizeof tally_options},
    {"tally_options of a state", in_load_options, &tally_options, sizeof tally_options},
    {"save_options", in_save_options, &save_options, sizeof save_options},
    {"sink of a state", in_state_sink, &sink, sizeof sink},
    {"rank_options", in_rank_options, &rank_options, sizeof rank_options},
    {"decision", in_decision, &decision, sizeof decision},
    {"person", in_person, &person_of_a_book, sizeof person_of_a_book},
    {"what_if", in_what_if, &what_if, sizeof what_if},
    {"pay_options", in_pay_options, &pay_options, sizeof pay_options},
    {"estimate_options", in_estimate_options, &estimate_options, sizeof estimate_options},
    {"peer_options", in_peer_options, &peer_options, sizeof peer_options},
    {"limits of a plan", in_pay_limits, &limits, sizeof limits},
    {"sink of a payroll's CSV", in_pay_csv, &sink, sizeof sink},
    {"sink of a payroll's JSON", in_pay_json, &sink, sizeof sink},
    {"draw_options", in_draw_options, &draw_options, sizeof draw_options},
    {"limits of a draw", in_draw_limits, &limits, sizeof limits},
    {"excluded of a draw", in_draw_excluded, &drawn, sizeof drawn},
    {"sink of a draw", in_draw_sink, &sink, sizeof sink},
    {"sample_options", in_sample_options, &sample_options, sizeof sample_options},
    {"estimates_write_options", in_estimates_write, &estimates_write, sizeof estimates_write},
    {"sample_write_options", in_sample_write, &sample_write, sizeof sample_write},
    {"sink of a sample's CSV", in_sample_csv, &sink, sizeof sink},
    {"sink of a sample's JSON", in_sample_json, &sink, sizeof sink},
    {"quota_options", in_quota_options, &quota_options, sizeof quota_options},
    {"limits of a lexicon", in_lexicon_limits, &limits, sizeof limits},
    {"sink of a lexicon", in_lexicon_sink, &sink, sizeof sink},
    {"limits of a plan", in_plan_limits, &limits, sizeof limits},
    {"award_options", in_award_options, &award_options, sizeof award_options},
    {"limits of an award plan", in_award_limits, &limits, sizeof limits},
    {"pick_options", in_pick_options, &pick_options, sizeof pick_options},
    {"pps_options", in_pps_options, &pps_options, sizeof pps_options},
    {"acceptance_options", in_acceptance_options, &acceptance_options, sizeof acceptance_options},
    {"agree_options", in_agree_options, &agree_options, sizeof agree_options},
    {"sink of awards", in_award_csv, &sink, sizeof sink},
    {"score_options", in_score_options, &score_options, sizeof score_options},
    {"write_options", in_write_options, &write_options, sizeof write_options},
    {"write_options of a payroll", in_pay_write, &write_options, sizeof write_options},
};

static void in_is(const struct going_in *s, size_t size, char tail, kefu_status expected)
{
    room bytes = {{0}};
    kefu_status status;
    memcpy(bytes.bytes, s->works, s->size);
    bytes.struct_size = size;
    bytes.bytes[STRUCT_ROOM - 1] = tail;
    status = s->give(&bytes);
    if (status != expected)
        fail_msg("%s of %zu bytes, tail %d: %s", s->name, size, tail, kefu_status_name(status));
}

/* Half a struct has the fields that fit, and the others are 0: whatever comes of that, nothing
 * beyond it is read. */
static void in_is_cut(const struct going_in *s)
{
    for (size_t size = sizeof size; size < s->size; size += sizeof size) {
        char *cut = malloc(size);
        assert_non_null(cut);
        memcpy(cut, s->works, size);
        memcpy(cut, &size, sizeof size);
        (void)s->give(cut);
        free(cut);
    }
}

static void test_going_in(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof going_in / sizeof *going_in; i++) {
        const struct going_in *s = &going_in[i];
        in_is(s, s->size, 0, KEFU_OK);
        in_is(s, STRUCT_ROOM, 0, KEFU_OK);
        in_is(s, STRUCT_ROOM, 1, KEFU_E_UNSUPPORTED);
        in_is(s, 0, 0, KEFU_E_ARGUMENT);
        in_is(s, sizeof(size_t) - 1, 0, KEFU_E_ARGUMENT);
        in_is(s, SIZE_MAX, 0, KEFU_E_ARGUMENT);
        in_is_cut(s);
    }
}

/* What this release does not know: fields that it reserves, bits of flags. A metric's and a
 * plugin's are those of test_plugin.c. */
static const struct {
    const char *name; /* of going_in */
    size_t at;
} unknown[] = {
    {"limits", offsetof(kefu_limits, reserved0)},
    {"batch", offsetof(kefu_batch, reserved0)},
    {"csv_options", offsetof(kefu_csv_options, reserved0)},
    {"expr_options", offsetof(kefu_expr_options, reserved0)},
    {"tally_options", offsetof(kefu_tally_options, reserved0)},
    {"save_options", offsetof(kefu_save_options, reserved0)},
    {"score_options", offsetof(kefu_score_options, reserved0)},
    {"award_options", offsetof(kefu_award_options, reserved0)},
    {"peer_options", offsetof(kefu_peer_options, reserved0)},
    {"pick_options", offsetof(kefu_pick_options, reserved0)},
    {"pps_options", offsetof(kefu_pps_options, reserved0)},
    {"acceptance_options", offsetof(kefu_acceptance_options, reserved0)},
    {"agree_options", offsetof(kefu_agree_options, reserved0)},
    {"stock_options", offsetof(kefu_stock_options, reserved0)},
    {"column", offsetof(kefu_column, flags)},
    {"cell", offsetof(kefu_cell, flags)},
    {"arrow_options", offsetof(kefu_arrow_options, flags)},
    {"report_columns", offsetof(kefu_report_columns, cell_flags)},
    {"write_options", offsetof(kefu_write_options, flags)},
    {"estimates_write_options", offsetof(kefu_estimates_write_options, flags)},
    {"sample_write_options", offsetof(kefu_sample_write_options, flags)},
};

static void test_what_is_not_known(void **state)
{
    const uint32_t far_bit = UINT32_C(1) << 30;
    (void)state;
    for (size_t u = 0; u < sizeof unknown / sizeof *unknown; u++) {
        const struct going_in *s = going_in;
        room bytes = {{0}};
        while (strcmp(s->name, unknown[u].name))
            assert_true(++s < going_in + sizeof going_in / sizeof *going_in);
        memcpy(bytes.bytes, s->works, s->size);
        memcpy(bytes.bytes + unknown[u].at, &far_bit, sizeof far_bit);
        kefu_status status = s->give(&bytes);
        if (status != KEFU_E_UNSUPPORTED)
            fail_msg("%s, byte %zu: %s", s->name, unknown[u].at, kefu_status_name(status));
    }
}

/* ---- Coming out ----------------------------------------------------------------------------- */

static kefu_roster *roster;
static kefu_frame *lost; /* with a key that is not on the roster */
static kefu_findings *findings;

static kefu_status out_info(void *s) { return kefu_frame_metric(frame, 0, s); }
static kefu_status out_state_info(void *s) { return with_state(inspect_state, s); }
static kefu_status out_aggregate_info(void *s) { return with_state(aggregate_of_state, s); }
static kefu_status out_unmatched(void *s) { return kefu_frame_unmatched(lost, 0, s); }
static kefu_status out_person(void *s) { return kefu_roster_person(roster, 0, 1, s); }
static kefu_status out_card_part(void *s) { return kefu_card_part_at(card, KEFU_PART_ITEM, 0, s); }
static kefu_status out_part(void *s) { return kefu_sheet_part(sheet, KEFU_PART_ITEM, 0, s); }
static kefu_status out_finding(void *s) { return kefu_findings_at(findings, 0, s); }
static kefu_status out_change(void *s)
{
    kefu_sheet *nobody = NULL;
    kefu_diff *diff = NULL;
    kefu_status status = fixture_sheet(NULL, fixture_rows, 0, &nobody, NULL);
    if (!status)
        status = kefu_diff_sheets(nobody, sheet, &diff, NULL);
    if (!status)
        status = kefu_diff_at(diff, 0, s);
    kefu_diff_free(diff);
    kefu_sheet_free(nobody);
    return status;
}
static kefu_status out_decision(void *s)
{
    kefu_ledger *ledger = NULL;
    kefu_status status = kefu_ledger_new(NULL, &ledger, NULL);
    status = status ? status : kefu_ledger_add(ledger, &decision, NULL);
    status = status ? status : kefu_ledger_at(ledger, 0, s);
    kefu_ledger_free(ledger);
    return status;
}
static kefu_status out_row(void *s) { return kefu_sheet_row_at(sheet, 0, s); }
static kefu_status out_pay_part(void *s) { return kefu_pay_plan_part(plan, 0, s); }
static kefu_status out_pay_row(void *s) { return kefu_payroll_row(payroll, 0, s); }
static kefu_status out_pay_pool(void *s) { return kefu_payroll_pool(payroll, 1, 0, s); }
static kefu_status out_pay_amount(void *s) { return kefu_payroll_amount(payroll, 0, 0, s); }
static kefu_status prize_of_awards(kefu_awards *awards, void *s)
{
    return kefu_award_plan_prize(kefu_awards_plan(awards), 0, s);
}
static kefu_status winner_of_awards(kefu_awards *awards, void *s)
{
    return kefu_awards_at(awards, 0, s);
}
static kefu_status stat_of_awards(kefu_awards *awards, void *s)
{
    return kefu_awards_stat(awards, 0, s);
}
static kefu_status standing_of_awards(kefu_awards *awards, void *s)
{
    return kefu_awards_standing(awards, 0, 0, s);
}
static kefu_status out_standing(void *s) { return with_awards(NULL, standing_of_awards, s); }
static kefu_status out_prize(void *s) { return with_awards(NULL, prize_of_awards, s); }
static kefu_status out_winner(void *s) { return with_awards(NULL, winner_of_awards, s); }
static kefu_status out_stat(void *s) { return with_awards(NULL, stat_of_awards, s); }
static kefu_status out_picked(void *s) { return with_pick(&pick_options, s); }
static kefu_status out_acceptance(void *s)
{
    return kefu_acceptance_plan(&acceptance_options, s, NULL);
}

static kefu_status out_agreement(void *s) { return with_agree(NULL, s); }
static kefu_status estimated_of(const kefu_estimates *made, void *s)
{
    return kefu_estimates_at(made, 0, s);
}
static kefu_status made_of(const kefu_estimates *made, void *s)
{
    return kefu_estimates_made(made, s);
}
static kefu_status out_estimates_info(void *s) { return with_estimates(NULL, made_of, s); }
static kefu_status effect_of(const kefu_estimates *made, void *s)
{
    return kefu_estimates_effect(made, 0, 0, s);
}
static kefu_status out_estimated(void *s) { return with_estimates(NULL, estimated_of, s); }
static kefu_status out_effect(void *s) { return with_estimates(NULL, effect_of, s); }
static kefu_status out_section(void *s) { return kefu_sheet_section(sheet, 0, 0, s); }
static kefu_status out_what_if(void *s) { return kefu_sheet_next_points(sheet, 0, 0, s); }
static kefu_status out_what_if_given(void *s)
{
    static const kefu_value figure = {1, 2, 2, KEFU_VALUE_OK, 0};
    return kefu_sheet_what_if(sheet, 0, 0, &figure, s);
}
static kefu_status out_reason(void *s) { return kefu_sheet_reason(sheet, 0, 0, s); }

static kefu_status out_definition(void *s) { return kefu_catalogue_at(NULL, 0, s); }
static kefu_status out_definition_column(void *s) { return kefu_catalogue_column(NULL, 0, 0, s); }

static const struct coming_out {
    const char *name;
    kefu_status (*take)(void *);
    size_t size;
} coming_out[] = {
    {"metric_info", out_info, sizeof(kefu_metric_info)},
    {"definition", out_definition, sizeof(kefu_definition)},
    {"definition_column", out_definition_column, sizeof(kefu_definition_column)},
    {"state_info", out_state_info, sizeof(kefu_state_info)},
    {"aggregate_info", out_aggregate_info, sizeof(kefu_aggregate_info)},
    {"cause_info", out_cause_info, sizeof(kefu_cause_info)},
    {"category_info", out_category_info, sizeof(kefu_category_info)},
    {"lexicon_info", out_lexicon_info, sizeof(kefu_lexicon_info)},
    {"lexicon_entry", out_lexicon_entry, sizeof(kefu_lexicon_entry)},
    {"opinion", out_opinion, sizeof(kefu_opinion)},
    {"found_cause", out_found_cause, sizeof(kefu_found_cause)},
    {"mark", out_mark, sizeof(kefu_mark)},
    {"named", out_named, sizeof(kefu_named)},
    {"span", out_span, sizeof(kefu_span)},
    {"route", out_route, sizeof(kefu_route)},
    {"train_figures", out_figures, sizeof(kefu_train_figures)},
    {"stock_product", out_stock_product, sizeof(kefu_stock_product)},
    {"stock_cause", out_stock_cause, sizeof(kefu_stock_cause)},
    {"stock_pin", out_stock_pin, sizeof(kefu_stock_pin)},
    {"stock_change", out_stock_change, sizeof(kefu_stock_change)},
    {"model_info", out_model_info, sizeof(kefu_model_info)},
    {"head_info", out_head_info, sizeof(kefu_head_info)},
    {"draw_counts", out_draw_counts, sizeof(kefu_draw_counts)},
    {"draw_info", out_draw_info, sizeof(kefu_draw_info)},
    {"sample_row", out_sample_row, sizeof(kefu_sample_row)},
    {"sample_cell", out_sample_cell, sizeof(kefu_sample_cell)},
    {"replacement", out_replacement, sizeof(kefu_replacement)},
    {"cell_quota", out_cell_quota, sizeof(kefu_cell_quota)},
    {"clash", out_clash, sizeof(kefu_clash)},
    {"unmatched", out_unmatched, sizeof(kefu_unmatched)},
    {"person", out_person, sizeof(kefu_person)},
    {"card_part", out_card_part, sizeof(kefu_card_part)},
    {"card_part of a sheet", out_part, sizeof(kefu_card_part)},
    {"finding", out_finding, sizeof(kefu_finding)},
    {"change", out_change, sizeof(kefu_change)},
    {"decision", out_decision, sizeof(kefu_decision)},
    {"peer", out_peer, sizeof(kefu_peer)},
    {"peer_loads", out_peer_loads, sizeof(kefu_peer_loads)},
    {"pay_part", out_pay_part, sizeof(kefu_pay_part)},
    {"pay_row", out_pay_row, sizeof(kefu_pay_row)},
    {"pay_pool", out_pay_pool, sizeof(kefu_pay_pool)},
    {"pay_amount", out_pay_amount, sizeof(kefu_pay_amount)},
    {"prize", out_prize, sizeof(kefu_prize)},
    {"winner", out_winner, sizeof(kefu_winner)},
    {"prize_stat", out_stat, sizeof(kefu_prize_stat)},
    {"picked", out_picked, sizeof(kefu_picked)},

    {"estimates_info", out_estimates_info, sizeof(kefu_estimates_info)},
    {"estimated", out_estimated, sizeof(kefu_estimated)},
    {"effect", out_effect, sizeof(kefu_effect)},
    {"acceptance", out_acceptance, sizeof(kefu_acceptance)},
    {"agreement", out_agreement, sizeof(kefu_agreement)},
    {"standing", out_standing, sizeof(kefu_standing)},
    {"sheet_row", out_row, sizeof(kefu_sheet_row)},
    {"section_row", out_section, sizeof(kefu_section_row)},
    {"reason", out_reason, sizeof(kefu_reason)},
    {"what_if", out_what_if, sizeof(kefu_what_if)},
    {"what_if of a figure", out_what_if_given, sizeof(kefu_what_if)},
};

/* What is behind struct_size stays as it was, and struct_size itself; what a later release has
 * behind the struct is 0. */
static void out_is(const struct coming_out *s, size_t size)
{
    room out;
    memset(out.bytes, 0x5A, STRUCT_ROOM);
    out.struct_size = size;
    if (s->take(&out) != KEFU_OK || out.struct_size != size)
        fail_msg("%s of %zu bytes", s->name, size);
    for (size_t i = s->size; i < size; i++)
        if (out.bytes[i])
            fail_msg("%s of %zu bytes: byte %zu is not 0", s->name, size, i);
    for (size_t i = size; i < STRUCT_ROOM; i++)
        if (out.bytes[i] != 0x5A)
            fail_msg("%s of %zu bytes: byte %zu is written", s->name, size, i);
}

static void test_coming_out(void **state)
{
    kefu_builder *people = NULL;
    int32_t person;
    (void)state;
    assert_int_equal(kefu_builder_new(NULL, NULL, &people, NULL), KEFU_OK);
    assert_int_equal(kefu_builder_add(people, "person", KEFU_COLUMN_TEXT, 0, 0, &person, NULL),
                     KEFU_OK);
    assert_int_equal(kefu_builder_set_text(people, person, "007", 3, NULL), KEFU_OK);
    assert_int_equal(kefu_builder_end_row(people, NULL), KEFU_OK);
    assert_int_equal(kefu_roster_from_batch(NULL, kefu_builder_batch(people), &roster, NULL),
                     KEFU_OK);
    assert_int_equal(kefu_frame_with_roster(frame, roster, 1, &lost, NULL), KEFU_OK);
    assert_int_equal(kefu_card_lint(card, frame, &findings, NULL), KEFU_OK);
    for (size_t i = 0; i < sizeof coming_out / sizeof *coming_out; i++) {
        room none = {{0}};
        for (size_t size = sizeof size; size <= STRUCT_ROOM; size += sizeof size)
            out_is(&coming_out[i], size);
        assert_int_equal(coming_out[i].take(&none), KEFU_E_ARGUMENT);
    }
    kefu_findings_free(findings);
    kefu_frame_free(lost);
    kefu_roster_free(roster);
    kefu_builder_free(people);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_going_in),
        cmocka_unit_test(test_what_is_not_known),
        cmocka_unit_test(test_coming_out),
    };
    return cmocka_run_group_tests(tests, structs_begin, structs_end);
}
