/* test_definitions.c - the built-in definitions: every one compiles, tells the meaning of the
 * columns it reads, and goes by names of its own; what they compute, by hand on a few rows. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "kefu/catalogue.h"

static kefu_definition at(int32_t index)
{
    kefu_definition d = {.struct_size = sizeof d};
    assert_int_equal(kefu_catalogue_at(NULL, index, &d), KEFU_OK);
    return d;
}

static kefu_tally *defined(const char *name)
{
    kefu_tally *tally = NULL;
    kefu_error error;
    assert_int_equal(kefu_tally_new(NULL, NULL, &tally, NULL), KEFU_OK);
    if (kefu_tally_define(tally, NULL, name, 0, NULL, &error))
        fail_msg("%s: %s", name, error.message);
    return tally;
}

/* ---- All of them ---------------------------------------------------------------------------- */

/* Columns that it documents are those that the compiled formula reads, in that order. */
static void test_each_compiles_and_documents_its_columns(void **state)
{
    (void)state;
    assert_true(kefu_catalogue_count(NULL) > 100);
    for (int32_t i = 0; i < kefu_catalogue_count(NULL); i++) {
        const kefu_definition d = at(i);
        kefu_tally *tally = defined(d.id);
        if (kefu_tally_columns(tally) != d.n_columns)
            fail_msg("%s reads %d columns and tells of %d", d.id, kefu_tally_columns(tally),
                     d.n_columns);
        for (int32_t k = 0; k < d.n_columns; k++) {
            kefu_definition_column column = {.struct_size = sizeof column};
            assert_int_equal(kefu_catalogue_column(NULL, i, k, &column), KEFU_OK);
            assert_string_equal(column.name, kefu_tally_column(tally, k));
            assert_true(*column.meaning_zh && *column.meaning_en);
        }
        kefu_tally_free(tally);
    }
}

static int is_one_of(const char *text, const char *const *list)
{
    for (; *list; list++)
        if (strcmp(*list, text) == 0)
            return 1;
    return 0;
}

static void test_each_is_complete(void **state)
{
    static const char *const rows[] = {"any",   "session", "reply", "buyer_day", "call",   "case",
                                       "order", "review",  "mark",  "day",       "person", NULL};
    static const char *const units[] = {"ratio", "s", "yuan",  "points",
                                        "count", "h", "clock", NULL};
    (void)state;
    for (int32_t i = 0; i < kefu_catalogue_count(NULL); i++) {
        const kefu_definition d = at(i);
        char id[128];
        snprintf(id, sizeof id, "kefu.%s/%d", d.name, d.revision);
        assert_string_equal(d.id, id);
        assert_true(d.revision >= 1 &&
                    strspn(d.name, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen(d.name));
        assert_true(*d.label_zh && *d.label_en && *d.topic && *d.source);
        assert_string_not_equal(d.label_zh, d.label_en);
        assert_true(is_one_of(d.row, rows) && is_one_of(d.unit, units));
        assert_in_range(d.grade, 'A', 'D');
        assert_int_equal(!*d.note_zh, !*d.note_en);
        assert_true(!d.from || !d.to || d.from <= d.to);
    }
}

/* No name, label or alias leads to two definitions, so each finds its newest revision. */
static void test_each_is_found_by_all_its_names(void **state)
{
    (void)state;
    for (int32_t i = 0; i < kefu_catalogue_count(NULL); i++) {
        const kefu_definition d = at(i);
        const char *names[8] = {d.name, d.label_zh, d.label_en};
        int32_t found;
        kefu_error error;
        assert_in_range(d.n_aliases, 0, 4);
        for (int32_t k = 0; k < d.n_aliases; k++)
            names[3 + k] = kefu_catalogue_alias(NULL, i, k);
        assert_int_equal(kefu_catalogue_find(NULL, d.id, 0, &found, NULL), KEFU_OK);
        assert_int_equal(found, i);
        for (const char **name = names; *name; name++) {
            if (kefu_catalogue_find(NULL, *name, 0, &found, &error))
                fail_msg("%s: %s", d.id, error.message);
            assert_string_equal(at(found).name, d.name);
            assert_true(at(found).revision >= d.revision);
        }
    }
}

/* ---- What they compute ---------------------------------------------------------------------- */

/* Rows by "|", cells by spaces, "-" is null. Every expected figure was computed by hand, as the
 * fraction in the comment or the two numbers say; n of a count is the count. */
static const struct definition_case {
    const char *name, *columns, *rows;
    int64_t num, den, n;
} definition_cases[] = {
    /* sales */
    {"consulted_users", "buyer", "7|8|7|-", 2, 1, 3},
    {"received_users", "received", "12|9|-|1", 22, 1, 3},
    {"enquiry_users", "enquired", "5|6", 11, 1, 2},
    {"valid_sessions", "agent_messages", "3|0|-|1|7", 3, 1, 3},
    {"enquiry_loss_users", "enquired ordered", "10 4|5 5|3 -", 6, 1, 2},
    {"enquiry_loss_rate", "enquired ordered", "10 4|5 5|3 -", 6, 15, 15},
    {"enquiry_order_rate_d0", "ordered_same_day enquired", "1 1|0 1|0 1", 1, 3, 3},
    {"enquiry_pay_rate_final", "paid enquired", "45 100|7 8", 52, 108, 108},
    {"order_pay_rate_final", "paid ordered", "9 10", 9, 10, 10},
    {"agent_sales_amount", "amount", "250.50|49.5", 300, 1, 2},
    /* a refund may be a row of its own */
    {"agent_sales_net", "amount refund", "250.50 50.25|49.5 -|- 10", 23975, 100, 3},
    {"agent_sales_share_shop", "amount shop_amount", "300 1000|100 -", 400, 1000, 1},
    {"silent_sales_amount", "agent amount", "ann 10|- 20|bob 30|- 2.5", 225, 10, 2},
    {"agent_buyers", "buyer", "7|8|7", 2, 1, 3},
    {"agent_orders", "order", "1|1|2|3", 3, 1, 4},
    {"avg_order_value", "amount buyer", "100 7|50 8|30.5 7", 1805, 20, 3},
    {"items_per_buyer", "items buyer", "2 7|1 8|3 7", 6, 2, 3},
    {"avg_order_value_daily", "amount paid", "500 2|100 1", 600, 3, 3},
    /* (1120 / 10) / (10000 / 100) */
    {"aov_ratio_to_shop", "amount paid shop_amount shop_paid", "1120 10 10000 100", 112, 100, 100},
    {"sales_target_rate", "amount target", "50 200|60 -", 110, 200, 1},
    {"lost_enquiry_unanswered_share", "lost agent_messages", "1 0|1 4|0 0|1 0", 2, 3, 3},
    /* after-sales */
    {"refund_handling_time", "handling_s", "3600|7200|-", 10800, 2, 2},
    {"refund_only_self_close_time", "handling_s refund_only intervened",
     "100 1 0|300 1 0|900 1 1|50 0 0", 400, 2, 2},
    {"return_refund_self_close_time/1", "handling_s refund_only intervened",
     "100 1 0|50 0 0|60 0 1", 50, 1, 1},
    {"return_refund_self_close_time", "handling_s shipping_wait_s refund_only intervened",
     "900 600 0 0|100 - 0 0|7 0 1 0", 400, 2, 2},
    {"refund_self_close_rate", "closed intervened", "1 0|1 0|1 1", 2, 3, 3},
    {"dispute_refund_rate", "disputed refunds", "2 50|1 30", 3, 80, 80},
    {"pdd_dispute_refund_rate", "disputed orders", "3 1000", 3, 1000, 1000},
    {"platform_help_rate", "disputed complaints orders", "2 1 400", 3, 400, 400},
    {"service_ticket_24h_rate", "handling_s", "86400|86401|-|10", 2, 4, 4},
    {"ticket_audit_20min_rate", "audit_s", "1200|1201|-", 1, 2, 2},
    {"ticket_bad_rate", "rating", "1|2|3|5|-", 2, 4, 4},
    {"aftersales_cost_per_case", "compensation", "5|-|10|0", 15, 4, 4},
    {"negative_recovered_rate", "recovered to_recover", "3 4", 3, 4, 4},
    /* response */
    {"first_response_time", "first_response_s", "10|-|35", 45, 2, 2},
    {"avg_response_time", "response_s", "30|1200|-", 1230, 2, 2},
    {"ww_avg_manual_response/1", "response_s", "30|1200|-", 630, 2, 2},
    {"ww_avg_manual_response", "response_s", "30|1200|-", 1230, 3, 3},
    {"median_time_to_reply", "response_s", "40|10|-|20|31", 255, 10, 4},
    /* type 7 of eleven: the tenth */
    {"p90_first_reply", "first_response_s", "10|20|30|40|50|60|70|80|90|100|110", 100, 1, 11},
    /* variance (16 + 0 + 16) / 2 */
    {"response_deviation", "response_s", "1|5|9", 4, 1, 3},
    {"manual_reply_rate_3m", "response_s", "180|181|-|20", 2, 4, 4},
    {"douyin_reply_rate_3m/1", "mean_response_s", "180|181|-", 1, 3, 3},
    {"douyin_reply_rate_3m", "response_s", "180|181|-", 1, 3, 3},
    {"kuaishou_reply_rate_3m/1", "slowest_response_s", "20|200|-", 1, 3, 3},
    {"kuaishou_reply_rate_3m", "slowest_response_s bot", "20 0|200 0|5 1", 1, 2, 2},
    {"pdd_reply_rate_3m", "slowest_response_s", "180|-", 1, 2, 2},
    {"pdd_effective_reply_rate", "slowest_response_s", "3600|3601|-|4", 2, 4, 4},
    {"first_reply_30s_rate", "first_response_s", "30|31|-|0", 2, 4, 4},
    {"first_reply_45s_rate", "first_response_s", "30|31|-|46", 2, 4, 4},
    {"reply_rate", "replied received", "48 50|2 4", 50, 54, 54},
    {"unreplied_users", "received replied", "50 48|4 2", 4, 1, 2},
    {"no_service_rate", "agent_messages", "0|3|0|1", 2, 4, 4},
    {"slow_response_users", "slow_replies", "3|2|0|4", 2, 1, 2},
    {"leave_message_share", "left_messages consulted", "3 10", 3, 10, 10},
    /* service */
    {"qa_ratio", "agent_messages buyer_messages", "12 10|6 5", 18, 15, 15},
    {"msgs_per_session", "agent_messages", "4|0|5", 9, 3, 3},
    {"peak_concurrency", "started_at ended_at", "0 60|30 90|60 70|65 66", 3, 1, 4},
    {"satisfaction_rate", "rating", "5|4|3|-|1", 2, 4, 4},
    {"satisfaction_rate_3_level", "rating", "3|2|3|-", 2, 3, 3},
    {"dissatisfaction_rate", "rating", "5|4|3|-|1", 1, 4, 4},
    {"dissatisfaction_rate_with_fair", "rating", "5|4|3|-|1", 2, 4, 4},
    {"eval_participation_rate", "rating", "5|-|-|1", 2, 4, 4},
    {"eval_participation_rate_invited", "rating invited", "5 1|- 1|- 0|1 0", 1, 2, 2},
    {"invited_satisfaction_ratio", "rating invited", "5 1|2 1|5 0", 1, 2, 2},
    {"bot_resolve_rate", "handed_over returned bot", "0 0 1|0 1 1|1 0 1|0 0 0", 1, 3, 3},
    /* 100 for 9 and 10, 0 for 7 and 8, -100 below */
    {"nps", "recommend", "10|9|8|7|6|0|-", 0, 1, 6},
    {"one_touch_rate", "agent_messages solved", "1 1|3 1|1 0|1 -", 1, 2, 2},
    {"service_level_20s", "wait_s abandoned", "20 0|21 0|5 1|30 1", 1, 4, 4},
    {"service_level_20s_answered", "wait_s abandoned", "20 0|21 0|5 1|30 1", 1, 2, 2},
    {"service_level_20s_met", "wait_s abandoned", "20 0|21 0|5 1|30 1", 2, 4, 4},
    {"service_level_20s_dropped", "wait_s abandoned", "20 0|21 0|5 1|30 1", 1, 3, 3},
    {"asa", "wait_s abandoned", "10 0|20 0|90 1", 30, 2, 2},
    {"aht", "talk_s hold_s wrap_s", "100 20 30|50 - -|- 5 5", 200, 2, 2},
    /* quality */
    {"qc_score", "mark", "90|85.5|-", 1755, 20, 2},
    {"auto_fail_rate", "fatal_errors", "0|1|0|2", 2, 4, 4},
    {"customer_critical_accuracy", "customer_errors", "0|1|0|0", 3, 4, 4},
    {"qc_overturn_rate", "overturned appealed", "1 4", 1, 4, 4},
    /* (0.8 × 3 + 1 × 1) / 4 */
    {"grader_alignment", "mark expert_mark full_mark weight", "8 10 10 3|5 5 5 1", 17, 20, 2},
    {"within_tolerance_rate", "mark expert_mark", "80 90|80 91|95 90", 2, 3, 3},
    /* reviews */
    {"review_good_cnt", "rating", "5|4|3|2|1|-", 2, 1, 2},
    {"review_neutral_cnt", "rating", "5|4|3|2|1|-", 1, 1, 1},
    {"review_bad_cnt", "rating", "5|4|3|2|1|-", 2, 1, 2},
    {"low_score_rate", "rating", "5|4|3|2|1|-", 3, 5, 5},
    {"named_praise_cnt", "names_agent rating", "1 5|1 2|0 5|1 4", 2, 1, 2},
    {"review_reply_rate", "replied", "1|0|-|1", 2, 3, 3},
    /* (7200 - 0) and (90000 - 3600) */
    {"review_close_time", "found_at closed_at rating", "0 7200 1|3600 90000 2|0 5 5|0 - 1", 93600,
     2, 2},
    {"followup_bad_rate", "rating followup", "1 1|5 1|1 0|4 1", 1, 3, 3},
    /* workload */
    {"attendance_rate", "attended scheduled", "21 22", 21, 22, 22},
    {"work_days", "day", "20761|20761|20762", 2, 1, 3},
    /* 23:58 and 00:04 */
    {"earliest_online", "first_online_s", "86280|240", 60, 1, 2},
    {"supervisor_rating", "supervisor day", "80 1|90 3|70 2", 90, 1, 3},
    {"online_hours", "online_s", "28800|27000", 155, 10, 2},
    {"schedule_adherence", "adherent_s scheduled_s", "27000 28800", 27000, 28800, 1},
    {"share_of_traffic", "received team_received", "30 100|20 100", 50, 200, 200},
    {"veteran_share", "tenure_months", "24|23|60", 2, 3, 3},
    {"team_gap", "points", "88.5|61.25|97", 3575, 100, 3},
};

/* The next word of *text, up to a space or '|'. */
static kefu_text cut(const char **text)
{
    kefu_text word = {*text, strcspn(*text, " |")};
    *text += word.size + ((*text)[word.size] == ' ');
    return word;
}

static kefu_builder *rows_of(const struct definition_case *c)
{
    kefu_builder *builder = NULL;
    const char *text = c->columns;
    int32_t n = 0;
    assert_int_equal(kefu_builder_new(NULL, NULL, &builder, NULL), KEFU_OK);
    for (; *text; n++) {
        const kefu_text word = cut(&text);
        char name[64];
        snprintf(name, sizeof name, "%.*s", (int)word.size, word.data);
        assert_int_equal(
            kefu_builder_add(builder, name, KEFU_COLUMN_TEXT, 0, KEFU_COLUMN_DECIMAL, NULL, NULL),
            KEFU_OK);
    }
    for (text = c->rows; *text; text += *text == '|') {
        for (int32_t k = 0; k < n; k++) {
            const kefu_text cell = cut(&text);
            if (cell.size != 1 || *cell.data != '-')
                assert_int_equal(kefu_builder_set_text(builder, k, cell.data, cell.size, NULL),
                                 KEFU_OK);
        }
        assert_int_equal(kefu_builder_end_row(builder, NULL), KEFU_OK);
    }
    return builder;
}

static void assert_computes(const struct definition_case *c)
{
    kefu_tally *tally = defined(c->name);
    kefu_builder *builder = rows_of(c);
    kefu_frame *frame = NULL;
    const kefu_value expected = {c->num, c->den, c->n, KEFU_VALUE_OK, 0};
    kefu_value got;
    kefu_error error;
    int32_t order;
    if (kefu_tally_update(tally, kefu_builder_batch(builder), &error) ||
        kefu_tally_frame(tally, &frame, &error))
        fail_msg("%s: %s", c->name, error.message);
    assert_int_equal(kefu_frame_value(frame, 0, 0, &got), KEFU_OK);
    if (kefu_value_compare(&got, &expected, &order) || order || got.n != c->n)
        fail_msg("%s: %lld/%lld of %lld, expected %lld/%lld of %lld", c->name, (long long)got.num,
                 (long long)got.den, (long long)got.n, (long long)c->num, (long long)c->den,
                 (long long)c->n);
    kefu_frame_free(frame);
    kefu_builder_free(builder);
    kefu_tally_free(tally);
}

static void test_figures(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof definition_cases / sizeof *definition_cases; i++)
        assert_computes(&definition_cases[i]);
}

/* Truths may be bool columns, days dates and moments times: what is 1 hour apart is 3,600. */
static void test_types_of_columns(void **state)
{
    static const uint8_t solved[] = {1, 0, 1};
    static const int32_t days[] = {20761, 20761, 20762};
    static const int64_t found[] = {0, 1000000, 2000000};
    static const int64_t closed[] = {3600000000, 3601000000, 3602500000};
    static const struct {
        const char *name;
        int64_t num, den;
    } cases[] = {{"resolve_rate", 2, 3}, {"work_days", 2, 1}, {"review_handling_time", 108005, 30}};
    const kefu_column columns[] = {
        {.struct_size = sizeof *columns,
         .name = "solved",
         .type = KEFU_COLUMN_BOOL,
         .data = solved},
        {.struct_size = sizeof *columns, .name = "day", .type = KEFU_COLUMN_DATE, .data = days},
        {.struct_size = sizeof *columns,
         .name = "found_at",
         .type = KEFU_COLUMN_TIME,
         .data = found},
        {.struct_size = sizeof *columns,
         .name = "closed_at",
         .type = KEFU_COLUMN_TIME,
         .data = closed}};
    const kefu_column *const list[] = {&columns[0], &columns[1], &columns[2], &columns[3]};
    const kefu_batch batch = {
        .struct_size = sizeof batch, .rows = 3, .n_columns = 4, .columns = list};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kefu_tally *tally = defined(cases[i].name);
        kefu_frame *frame = NULL;
        const kefu_value expected = {cases[i].num, cases[i].den, 3, KEFU_VALUE_OK, 0};
        kefu_value got;
        kefu_error error;
        int32_t order;
        if (kefu_tally_update(tally, &batch, &error) || kefu_tally_frame(tally, &frame, &error))
            fail_msg("%s: %s", cases[i].name, error.message);
        assert_int_equal(kefu_frame_value(frame, 0, 0, &got), KEFU_OK);
        assert_int_equal(kefu_value_compare(&got, &expected, &order), KEFU_OK);
        assert_int_equal(order, 0);
        kefu_frame_free(frame);
        kefu_tally_free(tally);
    }
}

/* As the header says: a truth that is compared may be a number or a bool, 2 of 3 either way. */
static void test_truths_of_both_types(void **state)
{
    static const int32_t types[] = {KEFU_COLUMN_I64, KEFU_COLUMN_BOOL};
    (void)state;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        kefu_tally *tally = defined("resolve_rate");
        kefu_builder *builder = NULL;
        kefu_frame *frame = NULL;
        kefu_value got;
        assert_int_equal(kefu_builder_new(NULL, NULL, &builder, NULL), KEFU_OK);
        assert_int_equal(kefu_builder_add(builder, "solved", types[i], 0, 0, NULL, NULL), KEFU_OK);
        for (int64_t row = 0; row < 4; row++) { /* 0, 1, null, 1 */
            if (row != 2)
                assert_int_equal(kefu_builder_set_i64(builder, 0, row > 0, NULL), KEFU_OK);
            assert_int_equal(kefu_builder_end_row(builder, NULL), KEFU_OK);
        }
        assert_int_equal(kefu_tally_update(tally, kefu_builder_batch(builder), NULL), KEFU_OK);
        assert_int_equal(kefu_tally_frame(tally, &frame, NULL), KEFU_OK);
        assert_int_equal(kefu_frame_value(frame, 0, 0, &got), KEFU_OK);
        assert_int_equal(got.num, 2);
        assert_int_equal(got.den, 3);
        kefu_frame_free(frame);
        kefu_builder_free(builder);
        kefu_tally_free(tally);
    }
}

/* Published: JD looks at the rate from 31 ratings on. */
static void test_a_published_minimum_volume(void **state)
{
    struct definition_case c = {"jd_satisfaction_rate", "rating", NULL, 0, 1, 0};
    char text[64];
    (void)state;
    for (int64_t n = 30; n <= 31; n++) {
        kefu_tally *tally = defined(c.name);
        kefu_builder *builder;
        kefu_frame *frame = NULL;
        kefu_value got;
        for (int64_t i = 0; i < n; i++)
            memcpy(text + 2 * i, "5|", 2);
        text[2 * n - 1] = 0;
        c.rows = text;
        builder = rows_of(&c);
        assert_int_equal(kefu_tally_update(tally, kefu_builder_batch(builder), NULL), KEFU_OK);
        assert_int_equal(kefu_tally_frame(tally, &frame, NULL), KEFU_OK);
        assert_int_equal(kefu_frame_value(frame, 0, 0, &got), KEFU_OK);
        assert_int_equal(got.status, n == 31 ? KEFU_VALUE_OK : KEFU_VALUE_LOW_VOLUME);
        kefu_frame_free(frame);
        kefu_builder_free(builder);
        kefu_tally_free(tally);
    }
}

/* The revision that was in force is the one that is found. */
static void test_dated_revisions(void **state)
{
    static const struct {
        const char *day;
        int32_t revision;
    } days[] = {{"2022-11-11", 1}, {"2023-02-28", 1}, {"2023-03-01", 2}, {"2026-11-11", 2}};
    (void)state;
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        int32_t day, index;
        assert_int_equal(kefu_date_parse(days[i].day, 10, &day, NULL), KEFU_OK);
        assert_int_equal(kefu_catalogue_find(NULL, "快手3分钟人工回复率", day, &index, NULL),
                         KEFU_OK);
        assert_int_equal(at(index).revision, days[i].revision);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_compiles_and_documents_its_columns),
        cmocka_unit_test(test_each_is_complete),
        cmocka_unit_test(test_each_is_found_by_all_its_names),
        cmocka_unit_test(test_figures),
        cmocka_unit_test(test_types_of_columns),
        cmocka_unit_test(test_truths_of_both_types),
        cmocka_unit_test(test_a_published_minimum_volume),
        cmocka_unit_test(test_dated_revisions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
