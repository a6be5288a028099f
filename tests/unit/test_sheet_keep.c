/* test_sheet_keep.c - sheets as bytes: what is refused and what is said then, that no change of the
 * bytes does harm, limits, memory. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "kept_sheet.h"
#include "mend.h"
#include "oom.h"
#include "rich_sheet.h"
#include "sheet_scenario.h"

enum { MOST = 8192 };

typedef struct bytes {
    unsigned char data[MOST];
    size_t size;
} bytes;

static kefu_sheet *small(void)
{
    kefu_sheet *sheet = NULL;
    assert_int_equal(fixture_sheet(NULL, fixture_rows, 2, &sheet, NULL), KEFU_OK);
    return sheet;
}

static bytes saved(const kefu_sheet *sheet)
{
    bytes b = {{0}, 0};
    kefu_buffer *buffer = kept_bytes(sheet, kept_save);
    const char *data = kefu_buffer_data(buffer, &b.size);
    assert_true(b.size && b.size < MOST);
    memcpy(b.data, data, b.size);
    kefu_buffer_free(buffer);
    return b;
}

static bytes small_bytes(void)
{
    kefu_sheet *sheet = small();
    bytes b = saved(sheet);
    kefu_sheet_free(sheet);
    return b;
}

static bytes rich_bytes(void)
{
    kefu_sheet *sheet = rich_sheet(NULL);
    bytes b = saved(sheet);
    kefu_sheet_free(sheet);
    return b;
}

/* ---- A sheet by hand -------------------------------------------------------------------------
 *
 * One person, one item that gives 50 of 100 points whatever the figure. Written by hand from
 * lib/score/sheet_format.h; the checksum with Python's zlib.crc32. A saved sheet of format 1 is
 * kept for ever: a line here changes only with a new format. */
static const char hand_card[] =
    "{\"format\":1,\"id\":\"t/"
    "1\",\"sections\":[{\"id\":\"s\",\"items\":[{\"id\":\"i\",\"metric\":\"m\",\"weight\":100,"
    "\"unit\":\"count\",\"direction\":\"higher\",\"curve\":{\"type\":\"steps\",\"bands\":[{"
    "\"points\":50}]}}]}]}";

static const struct piece {
    const char *what, *hex; /* NULL: the card's text */
} by_hand[] = {
    {"magic, kind 2, format 1", "8b6b6566750d0a1a0200000001000000"},
    {"the card, of 179 bytes", "b301"},
    {"its text", NULL},
    {"period 2026-10, no roster, no ledger, no day", "07323032362d3130000000"},
    {"the item's definition is not said", "00"},
    {"one line, one group, without a name", "010100"},
    {"ann, name ann, no team", "03616e6e03616e6e00"},
    {"total 50 points, items 50, adjustments 0", "80c2d72f80c2d72f00"},
    {"coverage 1, weights of 100, printed first", "80897a8084af5f00"},
    {"group 0, no grade, no tier, has a total, no flags", "0001010000"},
    {"place 1 as 2, shared by 1, of 1, ranked", "04020200"},
    {"a figure: 3 / 1, n not known, full", "0106010100"},
    {"50 points", "0180c2d72f"},
    {"no basis, counts, means, nor what they are made of", "0000000000"},
    {"scored from the figure, no flags in the column", "010000"},
    {"no days, no ramp", "0000"},
    {"no hits, moves, exclusions, decisions", "00000000"},
    {"no steps, kept figures, badges", "000000"},
    {"286 bytes in all", "1e01000000000000"},
    {"checksum", "80ed1e48"},
};

static bytes hand_bytes(void)
{
    bytes b = {{0}, 0};
    for (size_t i = 0; i < sizeof by_hand / sizeof *by_hand; i++) {
        const char *hex = by_hand[i].hex;
        if (!hex) {
            memcpy(b.data + b.size, hand_card, sizeof hand_card - 1);
            b.size += sizeof hand_card - 1;
        }
        for (; hex && *hex; hex += 2) {
            static const char digits[] = "0123456789abcdef";
            b.data[b.size++] = (unsigned char)((strchr(digits, hex[0]) - digits) << 4 |
                                               (strchr(digits, hex[1]) - digits));
        }
    }
    return b;
}

static kefu_sheet *hand_sheet(void)
{
    static const char *const who[] = {"ann"};
    static const int64_t three[] = {3};
    const kefu_column person = rich_column("person", KEFU_COLUMN_TEXT_Z, who);
    const kefu_column m = rich_column("m", KEFU_COLUMN_I64, three);
    const kefu_column *const columns[] = {&person, &m};
    const kefu_batch batch = {
        .struct_size = sizeof batch, .rows = 1, .n_columns = 2, .columns = columns};
    const kefu_score_options o = {.struct_size = sizeof o, .period = "2026-10"};
    const kefu_metric_info info = {.struct_size = sizeof info, .name = "m"};
    kefu_report *report = NULL;
    kefu_frame *frame = NULL;
    kefu_card *card = NULL;
    kefu_sheet *sheet = NULL;
    assert_int_equal(kefu_report_new(NULL, NULL, &report, NULL), KEFU_OK);
    assert_int_equal(kefu_report_key(report, "person", NULL), KEFU_OK);
    assert_int_equal(kefu_report_metric(report, &info, NULL, NULL), KEFU_OK);
    assert_int_equal(kefu_report_read(report, &batch, &frame, NULL), KEFU_OK);
    assert_int_equal(kefu_card_from_json(NULL, NULL, hand_card, sizeof hand_card - 1, &card, NULL),
                     KEFU_OK);
    assert_int_equal(kefu_score(card, frame, &o, &sheet, NULL), KEFU_OK);
    kefu_card_free(card);
    kefu_frame_free(frame);
    kefu_report_free(report);
    return sheet;
}

static void test_bytes_by_hand(void **state)
{
    const bytes expected = hand_bytes();
    kefu_sheet *sheet = hand_sheet(), *loaded = NULL;
    bytes b = saved(sheet);
    kefu_error error = {0};
    size_t at = 0;
    (void)state;
    for (size_t i = 0; i < sizeof by_hand / sizeof *by_hand; i++) {
        size_t size = by_hand[i].hex ? strlen(by_hand[i].hex) / 2 : sizeof hand_card - 1;
        if (at + size > b.size || memcmp(b.data + at, expected.data + at, size) != 0)
            fail_msg("not as written: %s, at byte %zu", by_hand[i].what, at);
        at += size;
    }
    assert_int_equal(b.size, expected.size);
    if (kefu_sheet_load(NULL, NULL, expected.data, expected.size, &loaded, &error))
        fail_msg("%s", error.message);
    assert_true(kept_same(sheet, loaded, kept_html));
    kefu_sheet_free(sheet);
    kefu_sheet_free(loaded);
}

/* ---- There and back -------------------------------------------------------------------------- */

static void test_all_of_it_comes_back(void **state)
{
    kefu_error error = {0};
    kefu_sheet *sheet = small(), *again = kept_again(sheet, &error);
    int64_t row = -1;
    (void)state;
    assert_non_null(again);
    for (size_t i = 0; i < sizeof kept_writers / sizeof *kept_writers; i++)
        assert_true(kept_same(sheet, again, kept_writers[i]));
    assert_true(kept_same_arrow(sheet, again));
    assert_string_equal(kefu_sheet_card_id(again), "test.card/1");
    assert_string_equal(kefu_sheet_card_hash(again), kefu_sheet_card_hash(sheet));
    assert_string_equal(kefu_sheet_period(again), "2026-09");
    assert_int_equal(kefu_sheet_find(again, "007", &row, NULL), KEFU_OK);
    assert_int_equal(kefu_sheet_find(again, "7", &row, &error), KEFU_E_NAME);
    kefu_sheet_free(sheet);
    kefu_sheet_free(again);
}

static void same_decisions(const kefu_sheet *a, const kefu_sheet *b, int64_t row)
{
    assert_int_equal(kefu_sheet_decisions(a, row), kefu_sheet_decisions(b, row));
    for (int32_t i = 0; i < kefu_sheet_decisions(a, row); i++) {
        kefu_decision x = {.struct_size = sizeof x}, y = {.struct_size = sizeof y};
        assert_int_equal(kefu_sheet_decision(a, row, i, &x), KEFU_OK);
        assert_int_equal(kefu_sheet_decision(b, row, i, &y), KEFU_OK);
        assert_string_equal(x.person, y.person);
        assert_string_equal(x.part, y.part);
        assert_string_equal(x.by, y.by);
        assert_string_equal(x.reason, y.reason);
        assert_string_equal(x.evidence, y.evidence);
        assert_string_equal(x.to, y.to);
        assert_int_equal(x.action, y.action);
        assert_int_equal(x.day, y.day);
        assert_int_equal(x.count, y.count);
    }
}

/* All of the card language, and all decisions. */
static void test_a_rich_sheet_comes_back(void **state)
{
    kefu_error error = {0};
    kefu_sheet *sheet = rich_sheet(&error), *again;
    (void)state;
    if (!sheet)
        fail_msg("%s", error.message);
    again = kept_again(sheet, &error);
    if (!again)
        fail_msg("%s", error.message);
    for (size_t i = 0; i < sizeof kept_writers / sizeof *kept_writers; i++)
        assert_true(kept_same(sheet, again, kept_writers[i]));
    assert_true(kept_same_arrow(sheet, again));
    assert_string_equal(kefu_sheet_roster_id(again), kefu_sheet_roster_id(sheet));
    assert_string_equal(kefu_sheet_ledger_id(again), kefu_sheet_ledger_id(sheet));
    assert_int_equal(strlen(kefu_sheet_ledger_id(again)), 32);
    assert_int_equal(kefu_sheet_as_of(again), 30);
    for (int64_t row = 0; row < RICH_PEOPLE; row++) {
        same_decisions(sheet, again, row);
        kefu_sheet_row a = {.struct_size = sizeof a}, b = {.struct_size = sizeof b};
        assert_int_equal(kefu_sheet_row_at(sheet, row, &a), KEFU_OK);
        assert_int_equal(kefu_sheet_row_at(again, row, &b), KEFU_OK);
        assert_string_equal(a.tier, b.tier);
        assert_int_equal(a.team_part, b.team_part);
        assert_int_equal(a.bonus, b.bonus);
        assert_memory_equal(&a.share_of_days, &b.share_of_days, sizeof a.share_of_days);
        for (int32_t i = 0; i < 3; i++) {
            kefu_section_row x = {.struct_size = sizeof x}, y = {.struct_size = sizeof y};
            assert_int_equal(kefu_sheet_section(sheet, row, i, &x), KEFU_OK);
            assert_int_equal(kefu_sheet_section(again, row, i, &y), KEFU_OK);
            assert_memory_equal(&x, &y, sizeof x);
        }
    }
    kefu_sheet_free(sheet);
    kefu_sheet_free(again);
}

static void test_nobody_comes_back(void **state)
{
    kefu_sheet *sheet = NULL, *again;
    (void)state;
    assert_int_equal(fixture_sheet(NULL, fixture_rows, 0, &sheet, NULL), KEFU_OK);
    again = kept_again(sheet, NULL);
    assert_int_equal(kefu_sheet_rows(again), 0);
    assert_true(kept_same(sheet, again, kept_html));
    kefu_sheet_free(sheet);
    kefu_sheet_free(again);
}

/* ---- Damage ---------------------------------------------------------------------------------- */

/* Refused with a message, or a sheet that every writer writes and that saves those very bytes. */
static int harmless(const bytes *b)
{
    kefu_sheet *sheet = NULL;
    kefu_error error = {0};
    kefu_status status = kefu_sheet_load(NULL, NULL, b->data, b->size, &sheet, &error);
    if (status) {
        assert_null(sheet);
        assert_true(status == KEFU_E_DATA || status == KEFU_E_UNSUPPORTED ||
                    status == KEFU_E_LIMIT);
        assert_true(*error.message);
        return 0;
    }
    for (size_t i = 0; i < sizeof kept_writers / sizeof *kept_writers; i++)
        assert_true(kept_same(sheet, sheet, kept_writers[i]));
    bytes again = saved(sheet);
    assert_int_equal(again.size, b->size);
    assert_memory_equal(again.data, b->data, b->size);
    kefu_sheet_free(sheet);
    return 1;
}

static void test_a_byte_changed_is_noticed(void **state)
{
    bytes b = small_bytes();
    (void)state;
    for (size_t i = 0; i < b.size; i++) {
        b.data[i] ^= 0x10;
        assert_int_equal(harmless(&b), 0);
        b.data[i] ^= 0x10;
    }
}

/* Every byte of the small sheet; of the rich one those behind its card. */
static void change_all(const bytes *b, size_t from)
{
    static const unsigned char changes[] = {0x01, 0x02, 0x80, 0xFF};
    int refused = 0;
    for (size_t i = from; i < b->size - KF_SAVED_TAIL; i++)
        for (size_t k = 0; k < sizeof changes; k++) {
            bytes changed = *b;
            changed.data[i] ^= changes[k];
            mend(changed.data, changed.size);
            refused += !harmless(&changed);
        }
    assert_true(refused > 0);
}

/* Of nobody, where a column is there or not makes no difference but in its flag. */
static bytes nobodys_bytes(void)
{
    kefu_sheet *sheet = NULL;
    assert_int_equal(fixture_sheet(NULL, fixture_rows, 0, &sheet, NULL), KEFU_OK);
    bytes b = saved(sheet);
    kefu_sheet_free(sheet);
    return b;
}

static void test_a_byte_changed_with_its_checksum_does_no_harm(void **state)
{
    const bytes small_one = small_bytes(), rich_one = rich_bytes(), none = nobodys_bytes();
    (void)state;
    change_all(&small_one, 0);
    change_all(&none, KF_SAVED_OPENING);
    change_all(&rich_one, KF_SAVED_OPENING + 2 + sizeof rich_card - 1);
}

static void test_bytes_cut_off_are_refused(void **state)
{
    const bytes b = small_bytes();
    (void)state;
    for (size_t size = 0; size < b.size; size++) {
        bytes cut = b;
        cut.size = size;
        assert_int_equal(harmless(&cut), 0);
        if (size < KF_SAVED_OPENING + KF_SAVED_TAIL)
            continue;
        mend(cut.data, size);
        assert_int_equal(harmless(&cut), 0);
    }
}

/* ---- What is said ---------------------------------------------------------------------------- */

static void assert_refused(const bytes *b, kefu_status expected, int64_t offset,
                           const char *message)
{
    kefu_sheet *sheet = NULL;
    kefu_error error = {0};
    assert_int_equal(kefu_sheet_load(NULL, NULL, b->data, b->size, &sheet, &error), expected);
    assert_string_equal(error.message, message);
    assert_int_equal(error.offset, offset);
}

/* Where a text stands in the bytes. */
static size_t place_of(const bytes *b, const char *text)
{
    size_t size = strlen(text);
    for (size_t i = 0; i + size <= b->size; i++)
        if (!memcmp(b->data + i, text, size))
            return i;
    fail_msg("no %s", text);
    return 0;
}

static void test_what_is_wrong_is_said(void **state)
{
    bytes b = small_bytes(), other = {"not kefu, not at all, and long enough", 37};
    size_t at;
    (void)state;
    assert_refused(&other, KEFU_E_DATA, 0, "these bytes are no saved sheet of kefu");
    b.data[8] = 1;
    mend(b.data, b.size);
    assert_refused(&b, KEFU_E_UNSUPPORTED, -1,
                   "saved sheet: it is of kind 1, and no sheet (kind 2)");
    b.data[8] = 2;
    b.data[12] = 9;
    mend(b.data, b.size);
    assert_refused(&b, KEFU_E_UNSUPPORTED, -1,
                   "saved sheet: its format is 9, this release reads 1..1");
    b.data[12] = 1;
    at = place_of(&b, "\"sections\"");
    b.data[at] = '!';
    mend(b.data, b.size);
    assert_refused(&b, KEFU_E_DATA, 16,
                   "saved sheet: its card, line 1: JSON: expected a key in double quotes, "
                   "found '!'");
}

static void test_points_that_do_not_add_up_are_refused(void **state)
{
    bytes b = small_bytes();
    size_t at = place_of(&b, "007\x03"
                             "007");
    (void)state;
    /* key, name, an empty team, then the total: 100 = 60 + 36 + 4 points, 100,000,000 as zigzag
     * 200,000,000: 80 84 AF 5F */
    static const unsigned char total[] = {0x82, 0x84, 0xAF, 0x5F};
    at += 8;
    assert_memory_equal(b.data + at, "\x80\x84\xAF\x5F", sizeof total);
    memcpy(b.data + at, total, sizeof total);
    mend(b.data, b.size);
    assert_refused(&b, KEFU_E_DATA, (int64_t)b.size - KF_SAVED_TAIL,
                   "saved sheet: '007': its points do not add up to its total");
}

static void test_limits(void **state)
{
    const bytes b = small_bytes();
    const kefu_limits rows = {.struct_size = sizeof rows, .groups = 1};
    const kefu_limits text = {.struct_size = sizeof text, .text_bytes = 100};
    kefu_sheet *sheet = NULL;
    kefu_error error = {0};
    (void)state;
    assert_int_equal(kefu_sheet_load(NULL, &rows, b.data, b.size, &sheet, &error), KEFU_E_LIMIT);
    assert_string_equal(error.message, "saved sheet: it has 2 rows, the limit is 1");
    assert_int_equal(kefu_sheet_load(NULL, &text, b.data, b.size, &sheet, &error), KEFU_E_LIMIT);
}

/* ---- Sinks and memory ------------------------------------------------------------------------ */

static kefu_status KEFU_CALL refuse(void *user, const void *data, size_t size)
{
    (void)user;
    (void)data;
    (void)size;
    return KEFU_E_DATA;
}

static void test_sinks(void **state)
{
    const kefu_sink refusing = {sizeof refusing, refuse, NULL}, none = {sizeof none, NULL, NULL};
    kefu_sheet *sheet = small();
    kefu_error error = {0};
    (void)state;
    assert_int_equal(kefu_sheet_save(sheet, &refusing, &error), KEFU_E_CALLBACK);
    assert_int_equal(kefu_sheet_save(sheet, &none, &error), KEFU_E_ARGUMENT);
    assert_string_equal(error.message, "kefu_sheet_save: sink->write is NULL");
    kefu_sheet_free(sheet);
}

static kefu_status KEFU_CALL write_saved(const kefu_sheet *sheet, const kefu_write_options *options,
                                         const kefu_sink *sink, kefu_error *error)
{
    (void)options;
    return kefu_sheet_save(sheet, sink, error);
}

static int save_scenario(const kefu_allocator *a) { return fixture_scenario(a, write_saved); }

static bytes swept;

static int load_scenario(const kefu_allocator *a)
{
    kefu_sheet *sheet = NULL;
    kefu_status status = kefu_sheet_load(a, NULL, swept.data, swept.size, &sheet, NULL);
    kefu_sheet_free(sheet);
    return status == KEFU_OK ? 1 : status == KEFU_E_MEMORY ? 0 : 2;
}

static void test_memory(void **state)
{
    (void)state;
    swept = small_bytes();
    assert_true(oom_sweep(save_scenario) > 0);
    assert_true(oom_sweep(load_scenario) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bytes_by_hand),
        cmocka_unit_test(test_all_of_it_comes_back),
        cmocka_unit_test(test_a_rich_sheet_comes_back),
        cmocka_unit_test(test_nobody_comes_back),
        cmocka_unit_test(test_a_byte_changed_is_noticed),
        cmocka_unit_test(test_a_byte_changed_with_its_checksum_does_no_harm),
        cmocka_unit_test(test_bytes_cut_off_are_refused),
        cmocka_unit_test(test_what_is_wrong_is_said),
        cmocka_unit_test(test_points_that_do_not_add_up_are_refused),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_sinks),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
