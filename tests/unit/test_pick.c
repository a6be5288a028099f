/* test_pick.c - drawing rows by id: what is drawn, with what chance, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "kefu/pick.h"
#include "mend.h"
#include "oom.h"

/* Conversations of two agents and of nobody, in no order of ids. */
enum { ROWS = 12 };
static const int64_t ids[ROWS] = {109, 101, 112, 104, 103, 111, 107, 102, 110, 105, 108, 106};
static const char *const text_ids[ROWS] = {"109", "101", "112", "104", "103", "111",
                                           "107", "102", "110", "105", "108", "106"};
static const char *const agents[ROWS] = {"li", "wang", "li", "li",   "wang", NULL,
                                         "li", "li",   "li", "wang", NULL,   "li"};
static const double weights[ROWS] = {1, 2.5, 0, 1, 4, 1, 0.125, 1, 1, 1, 1, 1e6};

static const kefu_column id_column = {
    .struct_size = sizeof id_column, .name = "id", .type = KEFU_COLUMN_I64, .data = ids};
static const kefu_column text_column = {
    .struct_size = sizeof text_column, .name = "id", .type = KEFU_COLUMN_TEXT_Z, .data = text_ids};
static const kefu_column agent_column = {.struct_size = sizeof agent_column,
                                         .name = "agent",
                                         .type = KEFU_COLUMN_TEXT_Z,
                                         .data = agents};
static const kefu_column weight_column = {.struct_size = sizeof weight_column,
                                          .name = "weight",
                                          .type = KEFU_COLUMN_F64,
                                          .data = weights};
static const kefu_column *const columns[] = {&id_column, &agent_column, &weight_column};
static const kefu_column *const text_columns[] = {&text_column, &agent_column, &weight_column};

static kefu_batch batch_of(const kefu_column *const *which)
{
    return (kefu_batch){
        .struct_size = sizeof(kefu_batch), .rows = ROWS, .n_columns = 3, .columns = which};
}

static kefu_pick_options options_of(const char *by, const char *weight, int64_t k)
{
    return (kefu_pick_options){.struct_size = sizeof(kefu_pick_options),
                               .seed = "2026-W47",
                               .id = "id",
                               .by = by,
                               .weight = weight,
                               .k = k,
                               .scale = 3};
}

static kefu_pick *draw(const kefu_pick_options *options, const kefu_batch *batch, int64_t *count)
{
    kefu_pick *pick = NULL;
    kefu_error e;
    assert_int_equal(kefu_pick_new(options, &pick, &e), KEFU_OK);
    assert_int_equal(kefu_pick_update(pick, batch, &e), KEFU_OK);
    assert_int_equal(kefu_pick_finish(pick, count, &e), KEFU_OK);
    return pick;
}

static kefu_picked at(const kefu_pick *pick, int64_t i)
{
    kefu_picked row = {.struct_size = sizeof row};
    assert_int_equal(kefu_pick_at(pick, i, &row), KEFU_OK);
    return row;
}

/* python3 tests/oracle/pick_hash.py draw: ids by hash under the seed, and by wait / weight. */
static const char *const least[ROWS] = {"105", "109", "103", "106", "111", "108",
                                        "110", "112", "107", "104", "101", "102"};
static const char *const soonest[ROWS - 1] = {"106", "105", "103", "109", "111", "108",
                                              "110", "101", "104", "102", "107"};

static void least_hashes_are_drawn(void **state)
{
    (void)state;
    for (int64_t k = 1; k <= ROWS + 1; k++) {
        kefu_batch batch = batch_of(k % 2 ? columns : text_columns);
        kefu_pick_options options = options_of(NULL, NULL, k);
        int64_t count;
        kefu_pick *pick = draw(&options, &batch, &count);
        assert_int_equal(count, k < ROWS ? k : ROWS);
        for (int64_t i = 0; i < count; i++) {
            kefu_picked row = at(pick, i);
            assert_string_equal(row.id.data, least[i]);
            assert_string_equal(row.id.data, text_ids[row.row]);
            assert_int_equal(row.id.size, 3);
            assert_int_equal(row.place, i + 1);
            assert_int_equal(row.rows, ROWS);
            assert_int_equal(row.weight, 1);
            assert_string_equal(row.group.data, "");
            assert_int_equal(row.chance.num, count);
            assert_int_equal(row.chance.den, ROWS);
            assert_int_equal(row.chance.status, KEFU_VALUE_OK);
        }
        kefu_pick_free(pick);
    }
}

/* Without an agent "" (2 rows), li 7, wang 3. */
static void each_group_has_its_own(void **state)
{
    static const struct group_case {
        const char *name;
        int64_t rows, drawn;
    } groups[] = {{"", 2, 2}, {"li", 7, 3}, {"wang", 3, 3}};
    kefu_batch batch = batch_of(columns);
    kefu_pick_options options = options_of("agent", NULL, 3);
    int64_t count, i = 0;
    kefu_pick *pick = NULL;
    (void)state;
    batch.first_row = 1000;
    pick = draw(&options, &batch, &count);
    assert_int_equal(count, 8);
    for (size_t g = 0; g < 3; g++) {
        size_t next = 0; /* in the order of hashes, those of the group */
        for (int64_t place = 1; place <= groups[g].drawn; place++, i++) {
            kefu_picked row = at(pick, i);
            const char *agent = agents[row.row - 1000];
            assert_string_equal(row.group.data, groups[g].name);
            assert_string_equal(agent ? agent : "", groups[g].name);
            assert_int_equal(row.place, place);
            assert_int_equal(row.rows, groups[g].rows);
            assert_int_equal(row.chance.num, groups[g].drawn);
            assert_int_equal(row.chance.den, groups[g].rows);
            for (;; next++) {
                size_t r = 0;
                while (strcmp(text_ids[r], least[next]))
                    r++;
                if (!strcmp(agents[r] ? agents[r] : "", groups[g].name))
                    break;
            }
            assert_string_equal(row.id.data, least[next++]);
        }
    }
    kefu_pick_free(pick);
}

static void weights_draw(void **state)
{
    kefu_batch batch = batch_of(text_columns);
    (void)state;
    for (int64_t k = 1; k <= ROWS; k++) {
        kefu_pick_options options = options_of(NULL, "weight", k);
        int64_t count;
        kefu_pick *pick = draw(&options, &batch, &count);
        assert_int_equal(count, k < ROWS - 1 ? k : ROWS - 1);
        for (int64_t i = 0; i < count; i++) {
            kefu_picked row = at(pick, i);
            assert_string_equal(row.id.data, soonest[i]);
            assert_int_equal(row.weight, (int64_t)(weights[row.row] * 1000));
            assert_int_equal(row.rows, ROWS);
            assert_int_equal(row.chance.status, KEFU_VALUE_NO_DATA);
        }
        kefu_pick_free(pick);
    }
}

/* 0.0005 and less at scale 3 round to 0.001 and 0: the second is refused, a 0 that was given is
 * not.
 */
static void weights_are_rounded(void **state)
{
    static const double fine[2] = {0.0005, 0.0004999}, plain[2] = {0.0005, -0.0};
    static const float single[2] = {0.0005f, 1e-30f};
    static const char *const texts[2] = {"0.0005", "0.0004"}, *const zeros[2] = {"0.0005", "0.000"};
    static const int64_t millionths[2] = {500, 499};
    static const struct {
        int32_t type, scale;
        uint32_t flags;
        const void *data;
        kefu_status status;
    } cases[] = {{KEFU_COLUMN_F64, 0, 0, fine, KEFU_E_PRECISION},
                 {KEFU_COLUMN_F32, 0, 0, single, KEFU_E_PRECISION},
                 {KEFU_COLUMN_TEXT_Z, 0, KEFU_COLUMN_DECIMAL, texts, KEFU_E_PRECISION},
                 {KEFU_COLUMN_I64, 6, 0, millionths, KEFU_E_PRECISION},
                 {KEFU_COLUMN_TEXT_Z, 0, KEFU_COLUMN_DECIMAL, zeros, KEFU_OK},
                 {KEFU_COLUMN_F64, 0, 0, plain, KEFU_OK}};
    static const int64_t two[2] = {1, 2};
    kefu_column id = id_column, weight = weight_column;
    const kefu_column *both[] = {&id, &weight};
    kefu_batch batch = {.struct_size = sizeof batch, .rows = 2, .n_columns = 2, .columns = both};
    kefu_pick_options options = options_of(NULL, "weight", 5);
    int64_t count;
    kefu_pick *pick = NULL;
    (void)state;
    id.data = two;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kefu_error error = {.row = -2};
        weight.type = cases[i].type;
        weight.scale = cases[i].scale;
        weight.flags = cases[i].flags;
        weight.data = cases[i].data;
        assert_int_equal(kefu_pick_new(&options, &pick, NULL), KEFU_OK);
        assert_int_equal(kefu_pick_update(pick, &batch, &error), cases[i].status);
        if (cases[i].status) {
            assert_int_equal(error.row, 1);
            assert_non_null(strstr(error.message, "would be 0 at scale 3"));
        }
        kefu_pick_free(pick);
    }
    pick = draw(&options, &batch, &count);
    assert_int_equal(count, 1);
    assert_int_equal(at(pick, 0).weight, 1);
    assert_int_equal(at(pick, 0).row, 0);
    kefu_pick_free(pick);
}

/* ---- What is refused ------------------------------------------------------------------------- */

static void options_are_checked(void **state)
{
    static const struct option_case {
        const char *seed, *id, *by, *weight;
        int64_t k;
        int32_t scale;
        kefu_status status;
    } cases[] = {
        {NULL, "id", NULL, NULL, 1, 0, KEFU_E_ARGUMENT},
        {"", "id", NULL, NULL, 1, 0, KEFU_E_ARGUMENT},
        {"\xFF", "id", NULL, NULL, 1, 0, KEFU_E_ENCODING},
        {"s", NULL, NULL, NULL, 1, 0, KEFU_E_ARGUMENT},
        {"s", "", NULL, NULL, 1, 0, KEFU_E_ARGUMENT},
        {"s", "id", "", NULL, 1, 0, KEFU_E_ARGUMENT},
        {"s", "id", NULL, "\xFF", 1, 0, KEFU_E_ENCODING},
        {"s", "id", NULL, NULL, 0, 0, KEFU_E_ARGUMENT},
        {"s", "id", NULL, NULL, -1, 0, KEFU_E_ARGUMENT},
        {"s", "id", NULL, NULL, INT64_C(1) << 31, 0, KEFU_E_ARGUMENT},
        {"s", "id", NULL, NULL, 1, 10, KEFU_E_ARGUMENT},
        {"s", "id", NULL, NULL, 1, -1, KEFU_E_ARGUMENT},
        {"s", "id", NULL, NULL, INT32_MAX, 9, KEFU_OK},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kefu_pick_options options = options_of(cases[i].by, cases[i].weight, cases[i].k);
        kefu_pick *pick = NULL;
        options.seed = cases[i].seed;
        options.id = cases[i].id;
        options.scale = cases[i].scale;
        assert_int_equal(kefu_pick_new(&options, &pick, NULL), cases[i].status);
        kefu_pick_free(pick);
    }
}

/* One row that is wrong among good ones, in the second batch. */
static void rows_are_checked(void **state)
{
    static const int64_t big[2] = {1, INT64_MAX};
    static const double wide[2] = {1, 9007199254740993.0 * 2}, half[2] = {1, 1.5};
    static const double nan_weight[2] = {1, (double)(1e308 * 10 - 1e308 * 10)};
    static const double below[2] = {1, -0.001}, huge[2] = {1, 1e300};
    static const char *const no_id[2] = {"a", NULL}, *const empty[2] = {"a", ""};
    static const char *const bytes[2] = {"a", "\xFF\xFE"};
    static const uint8_t first_only = 1;
    static const struct row_case {
        int32_t type;
        const void *data, *weights;
        const uint8_t *validity;
        kefu_status status;
    } cases[] = {
        {KEFU_COLUMN_I64, big, half, NULL, KEFU_OK},
        {KEFU_COLUMN_I64, big, half, &first_only, KEFU_E_DATA},
        {KEFU_COLUMN_F64, wide, half, NULL, KEFU_E_PRECISION},
        {KEFU_COLUMN_F64, half, half, NULL, KEFU_E_PRECISION},
        {KEFU_COLUMN_F64, nan_weight, half, NULL, KEFU_E_DATA},
        {KEFU_COLUMN_TEXT_Z, no_id, half, NULL, KEFU_E_DATA},
        {KEFU_COLUMN_TEXT_Z, empty, half, NULL, KEFU_E_DATA},
        {KEFU_COLUMN_TEXT_Z, bytes, half, NULL, KEFU_E_ENCODING},
        {KEFU_COLUMN_I64, big, nan_weight, NULL, KEFU_E_DATA},
        {KEFU_COLUMN_I64, big, below, NULL, KEFU_E_DATA},
        {KEFU_COLUMN_I64, big, huge, NULL, KEFU_E_OVERFLOW},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kefu_column id = id_column, weight = weight_column;
        const kefu_column *both[] = {&id, &weight};
        kefu_batch batch = {.struct_size = sizeof batch,
                            .rows = 2,
                            .first_row = 500,
                            .n_columns = 2,
                            .columns = both};
        kefu_pick_options options = options_of(NULL, "weight", 1);
        kefu_pick *pick = NULL;
        kefu_error error = {0};
        int64_t count;
        id.type = cases[i].type;
        id.data = cases[i].data;
        id.validity = cases[i].validity;
        weight.data = cases[i].weights;
        assert_int_equal(kefu_pick_new(&options, &pick, NULL), KEFU_OK);
        assert_int_equal(kefu_pick_update(pick, &batch, &error), cases[i].status);
        if (cases[i].status) {
            assert_int_equal(error.row, 501);
            assert_int_equal(kefu_pick_update(pick, &batch, &error), KEFU_E_STATE);
            assert_int_equal(kefu_pick_finish(pick, &count, &error), KEFU_E_STATE);
            assert_int_equal(kefu_pick_save(pick, &(kefu_sink){0}, NULL), KEFU_E_ARGUMENT);
        }
        kefu_pick_free(pick);
    }
}

static void missing_columns_do_not_poison(void **state)
{
    kefu_batch batch = batch_of(columns);
    kefu_pick_options options = options_of("agnet", NULL, 3);
    kefu_pick *pick = NULL;
    kefu_error error;
    int64_t count = 7;
    (void)state;
    assert_int_equal(kefu_pick_new(&options, &pick, NULL), KEFU_OK);
    assert_int_equal(kefu_pick_update(pick, &batch, &error), KEFU_E_NAME);
    assert_non_null(strstr(error.message, "'agent'"));
    assert_int_equal(kefu_pick_finish(pick, &count, NULL), KEFU_OK);
    assert_int_equal(count, 0);
    kefu_pick_free(pick);
}

/* Rows after finishing are welcome; what was found before them is not given out any more. */
static void an_id_twice(void **state)
{
    kefu_batch batch = batch_of(columns);
    kefu_pick_options options = options_of(NULL, NULL, 100);
    kefu_picked row = {.struct_size = sizeof row};
    kefu_buffer *buffer;
    kefu_error error;
    int64_t count;
    kefu_pick *pick = draw(&options, &batch, &count);
    (void)state;
    batch.first_row = 12;
    batch.rows = 1;
    assert_int_equal(kefu_pick_update(pick, &batch, NULL), KEFU_OK);
    assert_int_equal(kefu_pick_at(pick, 0, &row), KEFU_E_STATE);
    assert_int_equal(kefu_pick_finish(pick, &count, &error), KEFU_E_DUPLICATE);
    assert_string_equal(error.message, "column 'id': '109' is in row 0 and again in row 12");
    assert_int_equal(error.row, 12);
    assert_int_equal(kefu_buffer_new(NULL, &buffer, NULL), KEFU_OK);
    assert_int_equal(kefu_pick_save(pick, kefu_buffer_sink(buffer), NULL), KEFU_E_DUPLICATE);
    kefu_buffer_free(buffer);
    kefu_pick_free(pick);
}

static void limits_hold(void **state)
{
    static const struct limit_case {
        int64_t groups, bytes;
        const char *said;
    } cases[] = {{2, 0, "limits.groups"}, {0, 400, "limits.state_bytes"}};
    kefu_batch batch = batch_of(columns);
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        kefu_limits limits = {
            .struct_size = sizeof limits, .groups = cases[i].groups, .state_bytes = cases[i].bytes};
        kefu_pick_options options = options_of("agent", NULL, 3);
        kefu_pick *pick = NULL;
        kefu_error error;
        if (cases[i].bytes)
            options.by = NULL;
        options.limits = &limits;
        options.k = 12;
        assert_int_equal(kefu_pick_new(&options, &pick, NULL), KEFU_OK);
        assert_int_equal(kefu_pick_update(pick, &batch, &error), KEFU_E_LIMIT);
        assert_non_null(strstr(error.message, cases[i].said));
        kefu_pick_free(pick);
    }
}

/* ---- Merging and bytes ----------------------------------------------------------------------- */

static void other_options_do_not_merge(void **state)
{
    kefu_batch batch = batch_of(columns);
    kefu_pick_options first = options_of("agent", "weight", 3);
    kefu_buffer *buffer;
    kefu_pick *mine;
    int64_t count;
    size_t size;
    const char *bytes;
    static const char *const fields[] = {"seed", "id", "by", "weight", "k", "scale"};
    (void)state;
    mine = draw(&first, &batch, &count);
    assert_int_equal(kefu_buffer_new(NULL, &buffer, NULL), KEFU_OK);
    assert_int_equal(kefu_pick_save(mine, kefu_buffer_sink(buffer), NULL), KEFU_OK);
    bytes = kefu_buffer_data(buffer, &size);
    for (size_t i = 0; i < 7; i++) {
        kefu_pick_options options = first;
        kefu_pick *other = NULL, *loaded = NULL;
        kefu_error error;
        kefu_status wanted = i < 6 ? KEFU_E_MISMATCH : KEFU_OK;
        options.seed = i == 0 ? "2026-W48" : options.seed;
        options.id = i == 1 ? "no" : options.id;
        options.by = i == 2 ? NULL : options.by;
        options.weight = i == 3 ? NULL : options.weight;
        options.k += i == 4;
        options.scale += i == 5;
        assert_int_equal(kefu_pick_new(&options, &other, NULL), KEFU_OK);
        assert_int_equal(kefu_pick_merge(mine, other, &error), wanted);
        if (i < 6)
            assert_non_null(strstr(error.message, fields[i]));
        assert_int_equal(kefu_pick_load(&options, bytes, size, &loaded, &error), wanted);
        if (i < 6)
            assert_non_null(strstr(error.message, fields[i]));
        kefu_pick_free(loaded);
        kefu_pick_free(other);
    }
    assert_int_equal(kefu_pick_merge(mine, mine, NULL), KEFU_E_ARGUMENT);
    kefu_buffer_free(buffer);
    kefu_pick_free(mine);
}

/* Bytes cut off anywhere, and with any bit another, are refused. */
static void damaged_bytes(void **state)
{
    kefu_batch batch = batch_of(columns);
    kefu_pick_options options = options_of("agent", "weight", 3);
    kefu_buffer *buffer;
    int64_t count;
    size_t size;
    char bytes[1024];
    kefu_pick *pick = draw(&options, &batch, &count), *loaded = NULL;
    (void)state;
    assert_int_equal(kefu_buffer_new(NULL, &buffer, NULL), KEFU_OK);
    assert_int_equal(kefu_pick_save(pick, kefu_buffer_sink(buffer), NULL), KEFU_OK);
    kefu_buffer_data(buffer, &size);
    assert_true(size < sizeof bytes);
    memcpy(bytes, kefu_buffer_data(buffer, &size), size);
    for (size_t i = 0; i < size; i++)
        assert_int_not_equal(kefu_pick_load(&options, bytes, i, &loaded, NULL), KEFU_OK);
    for (size_t i = 0; i < size * 8; i++) {
        bytes[i / 8] = (char)(bytes[i / 8] ^ 1 << i % 8);
        assert_int_not_equal(kefu_pick_load(&options, bytes, size, &loaded, NULL), KEFU_OK);
        assert_null(loaded);
        bytes[i / 8] = (char)(bytes[i / 8] ^ 1 << i % 8);
    }
    assert_int_equal(kefu_pick_load(&options, bytes, size, &loaded, NULL), KEFU_OK);
    kefu_pick_free(loaded);
    kefu_buffer_free(buffer);
    kefu_pick_free(pick);
}

/* Bytes whose length and checksum are right, and which no pick saves: by the format of
 * lib/pick/pick_bytes.c. `find` is what stands before the byte that is another; groups are those of
 * nobody, li and wang, of 2, 7 and 3 rows. */
static void bytes_that_no_pick_saves(void **state)
{
    static const struct {
        const char *find, *by;
        size_t size;
        unsigned char is, becomes;
        const char *says;
    } cases[] = {
        {"\3\0", "agent", 2, 1, 4, "unknown flags"},
        {"\5agent", "agent", 6, 3, 2, "there are bytes behind its groups"},
        {"\2\2li", "agent", 4, 7, 0, "a group has no rows, or too many"},
        {"\2\2li", "agent", 4, 7, 2, "not as many rows as are drawn"},
        {"\2\2l", "agent", 3, 'i', 'z', ""}, /* lz is before wang, too */
        {"\2\4", "agent", 2, 'w', 'a', "a group stands twice, or out of order"},
        {"\2id", NULL, 3, 1, 2, "it has groups, and is not by any"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kefu_batch batch = batch_of(columns);
        kefu_pick_options options = options_of(cases[i].by, NULL, 3);
        kefu_buffer *buffer;
        int64_t count;
        size_t size, at = KF_SAVED_OPENING + sizeof(uint64_t);
        unsigned char bytes[1024];
        kefu_error error = {0};
        kefu_pick *pick = draw(&options, &batch, &count), *loaded = NULL;
        assert_int_equal(kefu_buffer_new(NULL, &buffer, NULL), KEFU_OK);
        assert_int_equal(kefu_pick_save(pick, kefu_buffer_sink(buffer), NULL), KEFU_OK);
        kefu_buffer_data(buffer, &size);
        assert_true(size < sizeof bytes);
        memcpy(bytes, kefu_buffer_data(buffer, &size), size);
        while (memcmp(bytes + at, cases[i].find, cases[i].size) != 0)
            assert_true(++at + cases[i].size < size);
        at += cases[i].size;
        assert_int_equal(bytes[at], cases[i].is);
        bytes[at] = cases[i].becomes;
        mend(bytes, size);
        kefu_status status = kefu_pick_load(&options, bytes, size, &loaded, &error);
        assert_int_equal(status, *cases[i].says ? KEFU_E_DATA : KEFU_OK);
        if (!strstr(error.message, cases[i].says))
            fail_msg("%s, not %s", error.message, cases[i].says);
        kefu_pick_free(loaded);
        kefu_buffer_free(buffer);
        kefu_pick_free(pick);
    }
}

/* ---- By rate --------------------------------------------------------------------------------- */

/* A hash below rate × 2^64: with hashes in the order of `least`, each more of them as it rises. */
static void rates(void **state)
{
    kefu_batch batch = batch_of(columns);
    int64_t rows[ROWS], count, before = 0;
    uint64_t key;
    kefu_error error;
    (void)state;
    assert_int_equal(kefu_pick_key("2026-W47", 8, &key, NULL), KEFU_OK);
    batch.first_row = 99;
    for (int64_t rate = 0; rate <= 1000000000; rate += 5000000) {
        int64_t below = 0;
        assert_int_equal(kefu_pick_rate(NULL, key, rate, &batch, "id", rows, ROWS, &count, NULL),
                         KEFU_OK);
        for (int64_t i = 0; i < ROWS; i++) {
            /* hash / 2^64 < rate / 10^9, in halves: hash has a first half h, 10^9 h + .. < rate
             * 2^32 */
            uint64_t hash = kefu_pick_hash(key, ids[i]);
            uint64_t high = (hash >> 32) * 1000000000u;
            uint64_t low = (hash & 0xFFFFFFFFu) * 1000000000u;
            uint64_t sum = high + (low >> 32); /* below 2^62 */
            if (sum < (uint64_t)rate << 32) {
                assert_int_equal(rows[below], i);
                below++;
            }
        }
        assert_int_equal(count, below);
        assert_true(count >= before);
        before = count;
    }
    assert_int_equal(before, ROWS);
    assert_int_equal(kefu_pick_rate(NULL, key, 1000000000, &batch, "id", rows, 3, &count, &error),
                     KEFU_E_LIMIT);
    assert_int_equal(kefu_pick_rate(NULL, key, 1000000001, &batch, "id", rows, 3, &count, NULL),
                     KEFU_E_ARGUMENT);
    assert_int_equal(kefu_pick_rate(NULL, key, -1, &batch, "id", rows, 3, &count, NULL),
                     KEFU_E_ARGUMENT);
    assert_int_equal(kefu_pick_rate(NULL, key, 1, &batch, "di", rows, 3, &count, NULL),
                     KEFU_E_NAME);
    assert_int_equal(kefu_pick_rate(NULL, key, 0, &batch, "id", NULL, 0, &count, NULL), KEFU_OK);
    batch = batch_of(text_columns);
    assert_int_equal(kefu_pick_rate(NULL, key, 1000000000, &batch, "id", rows, ROWS, &count, NULL),
                     KEFU_OK);
    assert_int_equal(count, ROWS);
}

/* ---- Memory ---------------------------------------------------------------------------------- */

static kefu_status load_again(const kefu_pick_options *options, kefu_pick *pick, kefu_pick **out)
{
    kefu_buffer *buffer = NULL;
    size_t size;
    const char *bytes;
    kefu_status status = kefu_buffer_new(options->allocator, &buffer, NULL);
    if (!status)
        status = kefu_pick_save(pick, kefu_buffer_sink(buffer), NULL);
    if (!status) {
        bytes = kefu_buffer_data(buffer, &size);
        status = kefu_pick_load(options, bytes, size, out, NULL);
    }
    kefu_buffer_free(buffer);
    return status;
}

static int everything(const kefu_allocator *allocator)
{
    kefu_batch batch = batch_of(text_columns), half = batch;
    kefu_pick_options options = options_of("agent", "weight", 2);
    kefu_pick *pick = NULL, *other = NULL, *loaded = NULL;
    int64_t rows[ROWS], count;
    kefu_status status;
    options.allocator = allocator;
    half.rows = 5;
    status = kefu_pick_new(&options, &pick, NULL);
    if (!status)
        status = kefu_pick_new(&options, &other, NULL);
    if (!status)
        status = kefu_pick_update(pick, &half, NULL);
    if (!status)
        status = load_again(&options, pick, &loaded);
    if (!status)
        status = kefu_pick_merge(other, loaded, NULL);
    if (!status)
        status = kefu_pick_finish(other, &count, NULL);
    if (!status)
        status = kefu_pick_rate(allocator, 7, 500000000, &batch, "id", rows, ROWS, &count, NULL);
    kefu_pick_free(pick);
    kefu_pick_free(other);
    kefu_pick_free(loaded);
    return status ? (status == KEFU_E_MEMORY ? 0 : -1) : 1;
}

static void no_memory(void **state)
{
    (void)state;
    assert_true(oom_sweep(everything) > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(least_hashes_are_drawn),
        cmocka_unit_test(each_group_has_its_own),
        cmocka_unit_test(weights_draw),
        cmocka_unit_test(weights_are_rounded),
        cmocka_unit_test(options_are_checked),
        cmocka_unit_test(rows_are_checked),
        cmocka_unit_test(missing_columns_do_not_poison),
        cmocka_unit_test(an_id_twice),
        cmocka_unit_test(limits_hold),
        cmocka_unit_test(other_options_do_not_merge),
        cmocka_unit_test(damaged_bytes),
        cmocka_unit_test(bytes_that_no_pick_saves),
        cmocka_unit_test(rates),
        cmocka_unit_test(no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
