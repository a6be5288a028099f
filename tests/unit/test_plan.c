/* test_plan.c - plans of sampling from JSON: what is read, and each contradiction with its place.
 */
#include <stdio.h>
#include <string.h>

#include "oom.h"
#include "sample/plan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static kefu_status read_plan(const kefu_allocator *allocator, const char *json, kefu_plan **plan,
                             kefu_error *error)
{
    return kefu_plan_from_json(allocator, NULL, json, strlen(json), plan, error);
}

/* The plan at the head of kefu/sample.h. */
static const char whole[] =
    "{\"format\": 1, \"id\": \"org.example.weekly_qc/1\", "
    "\"label\": {\"zh\": \"每周抽检\", \"en\": \"Weekly QC\"},\n"
    "\"key\": \"会话ID\", \"where\": \"会话类型 <> '系统'\",\n"
    "\"exclude\": [{\"id\": \"short\", \"label\": \"短会话\", \"where\": \"时长 < 20\"}],\n"
    "\"by\": [\"客服\", \"渠道\"],\n"
    "\"agent\": {\"column\": \"客服\", \"min\": 5, \"max\": 12, \"if_fewer\": \"all\"},\n"
    "\"classes\": [{\"id\": \"refund\", \"label\": {\"zh\": \"退款会话\", \"en\": \"Refunds\"}, "
    "\"where\": \"退款 = 1\", \"take\": \"all\"},\n"
    "{\"id\": \"newcomer\", \"where\": \"入职天数 < 30\", \"rate\": \"20%\", \"x-why\": 1},\n"
    "{\"id\": \"vip\", \"where\": \"vip = 1\", \"take\": 3, \"if_fewer\": \"all\"},\n"
    "{\"id\": \"unhappy\", \"where\": \"满意度 <= 2\", \"min\": 2, \"if_fewer\": \"all\"},\n"
    "{\"id\": \"happy\", \"where\": \"满意度 >= 4\", \"min\": 1, \"max\": 3, \"spread\": 0.2},\n"
    "{\"id\": \"rest\"}],\n"
    "\"total\": 200, \"allocation\": \"power\", \"power\": \"1/2\", \"variance\": true, "
    "\"reserve\": 4}";

static void a_plan_is_read_whole(void **state)
{
    kefu_plan *p = NULL;
    kefu_error error;
    (void)state;
    if (read_plan(NULL, whole, &p, &error))
        fail_msg("%s", error.message);
    assert_string_equal(kefu_plan_id(p), "org.example.weekly_qc/1");
    assert_string_equal(kefu_plan_label(p, KEFU_ZH), "每周抽检");
    assert_string_equal(kefu_plan_label(p, KEFU_EN), "Weekly QC");
    assert_int_equal(strlen(kefu_plan_hash(p)), 32);
    assert_int_equal(kefu_plan_classes(p), 6);
    assert_string_equal(kefu_plan_class_id(p, 0), "refund");
    assert_string_equal(kefu_plan_class_label(p, 0, KEFU_EN), "Refunds");
    assert_string_equal(kefu_plan_class_label(p, 5, KEFU_ZH), "rest"); /* its id */
    assert_null(kefu_plan_class_id(p, 6));
    assert_null(kefu_plan_class_label(p, -1, KEFU_ZH));
    assert_int_equal(kefu_plan_by(p), 2);
    assert_string_equal(kefu_plan_by_column(p, 1), "渠道");
    assert_null(kefu_plan_by_column(p, 2));
    assert_int_equal(kefu_plan_exclusions(p), 1);
    assert_string_equal(kefu_plan_exclusion_id(p, 0), "short");
    assert_string_equal(kefu_plan_exclusion_label(p, 0, KEFU_EN), "短会话");
    assert_null(kefu_plan_exclusion_id(p, 1));
    assert_null(kefu_plan_exclusion_label(p, -1, KEFU_EN));
    assert_string_equal(kefu_plan_key(p), "会话ID");
    assert_int_equal(kefu_plan_agent(p), 0);
    assert_string_equal(p->key, "会话ID");
    assert_string_equal(p->excludes[0].where.text, "时长 < 20");
    assert_true(p->agent_min == 5 && p->agent_max == 12 && p->agent_fewer == 1);
    assert_int_equal(p->classes[0].rule, KF_CLASS_ALL);
    assert_int_equal(p->classes[1].rule, KF_CLASS_RATE);
    assert_int_equal(p->classes[1].rate, 200000000); /* billionths */
    assert_true(p->classes[2].rule == KF_CLASS_TAKE && p->classes[2].take == 3);
    assert_true(p->classes[3].rule == KF_CLASS_SHARE && p->classes[3].min == 2);
    assert_true(p->classes[3].fewer == 1 && p->classes[3].max == -1 && p->classes[3].spread == -1);
    assert_true(p->classes[4].max == 3 && p->classes[4].spread == 200000);
    assert_null(p->classes[5].where.text);
    assert_true(p->total == 200 && p->total_rate == -1 && p->variance == 1 && p->reserve == 4);
    assert_true(p->allocation == KF_SHARE_POWER && p->power == KF_POWER_1_2);
    kefu_plan_free(p);
}

/* Key and "by" first, then conditions as the plan has them, "where" before "exclude"; a digit each
 * for what they are read as: KEFU_EXPR_..., that of the first condition that needs one. */
static const struct columns_of {
    const char *json, *columns, *types;
} columns_of[] = {
    {whole, "会话ID 客服 渠道 会话类型 时长 退款 入职天数 vip 满意度", "000311111"},
    {"{\"format\":1,\"id\":\"a/1\",\"key\":\"id\",\"classes\":[{\"id\":\"a\",\"take\":1}]}", "id",
     "0"},
    {"{\"format\":1,\"id\":\"a/1\",\"key\":\"id\",\"by\":[\"b\"],\"where\":\"x > b and `a b` = 'y' "
     "or id = 1\","
     "\"exclude\":[{\"id\":\"e\",\"where\":\"`a b` is null or X > length(z)\"}],"
     "\"classes\":[{\"id\":\"a\",\"where\":\"z <> 'x' or z2\",\"take\":1}]}",
     "id b x a b X z z2", "1113132"},
    {"{\"format\":1,\"id\":\"a/1\",\"key\":\"id\",\"by\":[\"b\"],\"where\":\"b is null and n is "
     "not "
     "null\",\"classes\":[{\"id\":\"a\",\"where\":\"b = 'x' and f\",\"take\":1},{\"id\":\"c\","
     "\"where\":\"f = 1 or b > 2\",\"take\":1}]}",
     "id b n f", "0302"},
};

static void what_to_select_is_told(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof columns_of / sizeof *columns_of; i++) {
        kefu_plan *p = NULL;
        kefu_error error;
        char told[256] = "";
        if (read_plan(NULL, columns_of[i].json, &p, &error))
            fail_msg("%s", error.message);
        for (int32_t c = 0; c < kefu_plan_columns(p); c++) {
            strcat(told, c ? " " : "");
            strcat(told, kefu_plan_column(p, c));
            assert_int_equal(kefu_plan_column_type(p, c), columns_of[i].types[c] - '0');
        }
        assert_string_equal(told, columns_of[i].columns);
        assert_null(kefu_plan_column(p, -1));
        assert_null(kefu_plan_column(p, kefu_plan_columns(p)));
        assert_int_equal(strlen(columns_of[i].types), kefu_plan_columns(p));
        assert_int_equal(kefu_plan_column_type(p, -1), 0);
        assert_int_equal(kefu_plan_column_type(p, kefu_plan_columns(p)), 0);
        kefu_plan_free(p);
    }
}

static void what_is_left_out_has_defaults(void **state)
{
    kefu_plan *p = NULL;
    (void)state;
    assert_int_equal(read_plan(NULL,
                               "{\"format\":1,\"id\":\"a/1\",\"key\":\"k\",\"classes\":[{\"id\":"
                               "\"c\"}],\"total\":\"2.5%\"}",
                               &p, NULL),
                     KEFU_OK);
    assert_string_equal(kefu_plan_label(p, KEFU_ZH), "a/1");
    assert_int_equal(kefu_plan_by(p), 0);
    assert_int_equal(kefu_plan_agent(p), -1);
    assert_true(p->total == -1 && p->total_rate == 25000000);
    assert_int_equal(p->allocation, KF_SHARE_PROPORTIONAL);
    assert_int_equal(p->reserve, 10);
    assert_null(p->where.text);
    kefu_plan_free(p);
}

/* Order of members, white space and own notes are not part of what a plan is. */
static void equal_plans_have_equal_hashes(void **state)
{
    static const char *const same[] = {
        "{\"format\":1,\"id\":\"a/1\",\"key\":\"k\",\"classes\":[{\"id\":\"c\"}],\"total\":20}",
        "{\"total\": 20, \"classes\": [{\"id\": \"c\"}], \"key\": \"k\", \"x-n\": 1, \"id\": "
        "\"a/1\", \"format\": 1}"};
    kefu_plan *a = NULL, *b = NULL, *c = NULL;
    const kf_memory *memory;
    (void)state;
    assert_int_equal(read_plan(NULL, same[0], &a, NULL), KEFU_OK);
    assert_int_equal(read_plan(NULL, same[1], &b, NULL), KEFU_OK);
    assert_string_equal(kefu_plan_hash(a), kefu_plan_hash(b));
    memory = &a->scheme.memory;
    assert_int_equal(kf_plan_copy(memory, b, &c, NULL), KEFU_OK);
    assert_string_equal(kefu_plan_hash(a), kefu_plan_hash(c));
    kefu_plan_free(a);
    kefu_plan_free(b);
    kefu_plan_free(c);
}

/* ---- What is refused ------------------------------------------------------------------------ */

/* A plan with one part replaced; the message begins so. */
typedef struct fault {
    const char *key, *by, *classes, *rest;
    const char *message;
} fault;

static const fault faults[] = {
    {"\"\"", "", "{\"id\":\"c\"}", "", "key: expected a text"},
    {"\"k\"", "\"by\":[\"客服\",\"客服\"],", "{\"id\":\"c\"}", "", "by[1]: this column is there"},
    {"\"k\"", "\"by\":[\"k\"],", "{\"id\":\"c\"}", "", "by[0]: each row would be a cell"},
    {"\"k\"", "\"by\":[\"agent\"],\"agent\":{\"column\":\"agnet\"},", "{\"id\":\"c\"}", "",
     "agent.column: this column is not one of \"by\"; did you mean 'agent'?"},
    {"\"k\"", "\"agent\":{\"column\":\"a\"},", "{\"id\":\"c\"}", "",
     "agent.column: this column is not one of \"by\""},
    {"\"k\"", "\"by\":[\"a\"],\"agent\":{\"column\":\"a\",\"min\":6,\"max\":5},", "{\"id\":\"c\"}",
     "", "agent: min is above max"},
    {"\"k\"", "\"by\":[\"a\"],\"agent\":{\"column\":\"a\",\"if_fewer\":\"all\"},", "{\"id\":\"c\"}",
     "", "agent: if_fewer says nothing without min"},
    {"\"k\"", "\"by\":[\"a\"],\"agent\":{\"column\":\"a\",\"if_fewer\":\"some\"},",
     "{\"id\":\"c\"}", "", "agent.if_fewer: expected 'fail' or 'all'"},
    {"\"k\"", "", "{\"id\":\"c\",\"min\":3,\"max\":2}", "", "classes[0].min: min is above max, 2"},
    {"\"k\"", "", "{\"id\":\"c\",\"take\":3,\"rate\":\"5%\"}", "",
     "classes[0].rate: not beside take"},
    {"\"k\"", "", "{\"id\":\"c\",\"take\":\"all\",\"min\":3}", "",
     "classes[0].min: not beside take"},
    {"\"k\"", "", "{\"id\":\"c\",\"take\":5,\"max\":3}", "", "classes[0].max: not beside take"},
    {"\"k\"", "", "{\"id\":\"c\",\"take\":5,\"spread\":3}", "",
     "classes[0].spread: not beside take"},
    {"\"k\"", "", "{\"id\":\"c\",\"rate\":0.5,\"spread\":3}", "",
     "classes[0].spread: not beside rate"},
    {"\"k\"", "", "{\"id\":\"c\",\"take\":\"some\"}", "",
     "classes[0].take: expected \"all\" or a number"},
    {"\"k\"", "", "{\"id\":\"c\",\"take\":0}", "", "classes[0].take: expected a number of rows, 1"},
    {"\"k\"", "", "{\"id\":\"c\",\"if_fewer\":\"all\"}", "",
     "classes[0].if_fewer: says nothing without"},
    {"\"k\"", "", "{\"id\":\"c\",\"rate\":\"0%\"}", "", "classes[0].rate: expected a rate above 0"},
    {"\"k\"", "", "{\"id\":\"c\",\"rate\":\"101%\"}", "",
     "classes[0].rate: expected a rate above 0"},
    {"\"k\"", "", "{\"id\":\"c\",\"rate\":\"%\"}", "", "classes[0].rate: expected a rate above 0"},
    {"\"k\"", "", "{\"id\":\"c\",\"rate\":20}", "", "classes[0].rate: expected a rate above 0"},
    {"\"k\"", "", "{\"id\":\"c\",\"rate\":\"0.00000001%\"}", "",
     "classes[0].rate: a rate has at most"},
    {"\"k\"", "", "{\"id\":\"c\",\"spread\":-1}", "", "classes[0].spread: expected a spread of 0"},
    {"\"k\"", "", "{\"id\":\"c\",\"spread\":0.0000001}", "",
     "classes[0].spread: expected at most 6"},
    {"\"k\"", "", "{\"id\":\"c\",\"were\":\"a = 1\"}", "",
     "classes[0].were: unknown key (own notes begin with \"x-\"); did you mean 'where'"},
    {"\"k\"", "", "{\"id\":\"c\",\"where\":\"a = 1\"},{\"id\":\"c\"}", "",
     "classes[1].id: this id is taken: c"},
    {"\"k\"", "", "{\"id\":\"c\"},{\"id\":\"d\"}", "", "classes[1]: no row comes here"},
    {"\"k\"", "", "", "", "classes: expected at least one element"},
    {"\"k\"", "", "{\"id\":\"c\",\"where\":\"满意度 <= \"}", "",
     "classes[0].where: in the condition, character 8: "},
    {"\"k\"", "", "{\"id\":\"c\",\"where\":\"满意度 + 1\"}", "",
     "classes[0].where: this is no condition"},
    {"\"k\"", "", "{\"id\":\"c\",\"where\":\"a = 1\\n and = 2\"}", "",
     "classes[0].where: in the condition, line 2, character 6: "},
    {"\"k\"", "\"where\":7,", "{\"id\":\"c\"}", "", "where: expected a condition"},
    {"\"k\"", "\"exclude\":[{\"id\":\"e\"}],", "{\"id\":\"c\"}", "",
     "exclude[0]: a key is missing: where"},
    {"\"k\"", "\"exclude\":[{\"id\":\"e\",\"where\":\"a=1\"},{\"id\":\"e\",\"where\":\"a=2\"}],",
     "{\"id\":\"c\"}", "", "exclude[1].id: this id is taken: e"},
    {"\"k\"", "", "{\"id\":\"c\"}", ",\"total\":0", "total: expected a number of rows, 1"},
    {"\"k\"", "", "{\"id\":\"c\"}", ",\"total\":2.5",
     "total: expected a whole number, a number of rows"},
    {"\"k\"", "", "{\"id\":\"c\"}", ",\"total\":\"200\"", "total: expected a rate above 0"},
    {"\"k\"", "", "{\"id\":\"c\"}", ",\"allocation\":\"neymann\"",
     "allocation: expected 'proportional', "},
    {"\"k\"", "", "{\"id\":\"c\"}", ",\"power\":\"1/2\"",
     "power: says nothing without \"allocation\": \"power\""},
    {"\"k\"", "", "{\"id\":\"c\"}", ",\"total\":5,\"allocation\":\"power\"",
     "plan: a key is missing: power"},
    {"\"k\"", "", "{\"id\":\"c\"}", ",\"total\":5,\"allocation\":\"power\",\"power\":\"1/5\"",
     "power: expected '0', '1/4', "},
    {"\"k\"", "", "{\"id\":\"c\"}", ",\"reserve\":-1", "reserve: expected a number of rows, 0"},
    {"\"k\"", "", "{\"id\":\"c\"}", "", "plan: asks for no rows"},
    {"\"k\"", "", "{\"id\":\"c\",\"rate\":1,\"max\":0}", "", "plan: asks for no rows"},
};

static void contradictions_are_refused_with_their_path(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        const fault *f = &faults[i];
        kefu_plan *p = NULL;
        kefu_error error;
        char json[1024];
        snprintf(json, sizeof json,
                 "{\"format\":1,\"id\":\"a/1\",\n\"key\":%s,%s\"classes\":[%s]%s}", f->key, f->by,
                 f->classes, f->rest);
        if (read_plan(NULL, json, &p, &error) != KEFU_E_CARD)
            fail_msg("%s: taken, or not as a card: %s", json, p ? "taken" : error.message);
        assert_null(p);
        if (strncmp(error.message, f->message, strlen(f->message)) != 0)
            fail_msg("%s\n  says:     %s\n  expected: %s", json, error.message, f->message);
        assert_true(error.line > 0 && error.column > 0);
    }
}

/* A place is that of the JSON text: line 2, where the condition's quote opens. */
static void a_faulty_condition_has_both_places(void **state)
{
    static const char json[] = "{\"format\":1,\"id\":\"a/1\",\"key\":\"k\",\"total\":1,\n"
                               "\"classes\":[{\"id\":\"c\",\"where\":\"a = = 1\"}]}";
    kefu_plan *p = NULL;
    kefu_error error;
    (void)state;
    assert_int_equal(read_plan(NULL, json, &p, &error), KEFU_E_CARD);
    assert_int_equal(error.line, 2);
    assert_int_equal(error.column, 30);
    assert_non_null(strstr(error.message, "classes[0].where: in the condition, character 5: "));
}

static void text_that_is_no_json_is_a_fault_of_syntax(void **state)
{
    kefu_plan *p = NULL;
    (void)state;
    assert_int_equal(read_plan(NULL, "{\"format\":1,", &p, NULL), KEFU_E_SYNTAX);
    assert_int_equal(read_plan(NULL, "[]", &p, NULL), KEFU_E_CARD);
    assert_int_equal(kefu_plan_from_json(NULL, NULL, NULL, 0, &p, NULL), KEFU_E_ARGUMENT);
}

/* ---- What a plan implies -------------------------------------------------------------------- */

/* ceil(rate × rows), Python: math.ceil(Fraction(rate, 10**9) * rows) */
static void rates_are_rounded_up(void **state)
{
    static const struct {
        int64_t rate, rows, n;
    } cases[] = {{200000000, 10, 2},
                 {200000000, 11, 3},
                 {200000000, 1, 1},
                 {70000000, 100, 7}, /* 7 in doubles, too: 8 by ceil */
                 {1000000000, 7, 7},
                 {1, 1, 1},
                 {333333333, 3, 1},
                 {333333334, 3, 2},
                 {1000000000, INT64_MAX, INT64_MAX},
                 {1, INT64_MAX, 9223372037}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_true(kf_plan_rate(cases[i].rate, cases[i].rows) == cases[i].n);
}

/* What a draw must keep of a cell at most. */
static void the_most_a_cell_may_give_is_known_before_rows_are(void **state)
{
    static const int64_t most[] = {-1, -1, 3, 12, 3, 12}; /* the agent's max bounds shares */
    static const struct {
        const char *classes, *rest;
        int64_t most;
    } cases[] = {
        {"{\"id\":\"c\"}", ",\"total\":50", 50},
        {"{\"id\":\"c\",\"max\":9}", ",\"total\":50", 9},
        {"{\"id\":\"c\"}", ",\"total\":\"5%\"", -1},
        {"{\"id\":\"c\",\"min\":4}", "", 4},
        {"{\"id\":\"c\",\"min\":1}", ",\"variance\":true", 2},
        {"{\"id\":\"c\",\"min\":1}", ",\"by\":[\"a\"],\"agent\":{\"column\":\"a\",\"min\":6}", 6},
        {"{\"id\":\"c\",\"rate\":0.5,\"max\":8}", "", 8}};
    kefu_plan *p = NULL;
    (void)state;
    assert_int_equal(read_plan(NULL, whole, &p, NULL), KEFU_OK);
    for (int32_t i = 0; i < 6; i++)
        assert_true(kf_plan_class_most(p, i) == most[i]);
    kefu_plan_free(p);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char json[256];
        snprintf(json, sizeof json,
                 "{\"format\":1,\"id\":\"a/1\",\"key\":\"k\",\"classes\":[%s]%s}", cases[i].classes,
                 cases[i].rest);
        assert_int_equal(read_plan(NULL, json, &p, NULL), KEFU_OK);
        assert_true(kf_plan_class_most(p, 0) == cases[i].most);
        kefu_plan_free(p);
    }
}

static int make_plan(const kefu_allocator *allocator)
{
    kefu_plan *p = NULL, *copy = NULL;
    kefu_status status = read_plan(allocator, whole, &p, NULL);
    if (!status)
        status = kf_plan_copy(&p->scheme.memory, p, &copy, NULL);
    kefu_plan_free(copy);
    kefu_plan_free(p);
    return status == KEFU_OK ? 1 : status == KEFU_E_MEMORY ? 0 : 2;
}

static void memory_may_run_out_anywhere(void **state)
{
    (void)state;
    assert_true(oom_sweep(make_plan) > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plan_is_read_whole),
        cmocka_unit_test(what_to_select_is_told),
        cmocka_unit_test(what_is_left_out_has_defaults),
        cmocka_unit_test(equal_plans_have_equal_hashes),
        cmocka_unit_test(contradictions_are_refused_with_their_path),
        cmocka_unit_test(a_faulty_condition_has_both_places),
        cmocka_unit_test(text_that_is_no_json_is_a_fault_of_syntax),
        cmocka_unit_test(rates_are_rounded_up),
        cmocka_unit_test(the_most_a_cell_may_give_is_known_before_rows_are),
        cmocka_unit_test(memory_may_run_out_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
