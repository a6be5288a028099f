/* test_urn.c - urns keep the rows with the least hashes, whatever the order they come in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "pick/hash.h"
#include "pick/urn.h"
#include "chance.h"
#include "oom.h"

enum { ROWS = 500 };
static const uint64_t key = UINT64_C(0x94e5a049fa347f4d);

static kf_memory plain(void)
{
    kf_memory memory;
    assert_int_equal(kf_memory_init(&memory, NULL, NULL), KEFU_OK);
    return memory;
}

/* Every third id is a text. */
static kf_key id_of(int64_t i, char text[24])
{
    if (i % 3)
        return kf_key_of_number(i);
    snprintf(text, 24, "c-%lld", (long long)i);
    return kf_key_of(text, strlen(text));
}

static kefu_status add(kf_urn *urn, int64_t i)
{
    char text[24];
    kf_key id = id_of(i, text);
    return kf_urn_add(urn, kf_pick_hash(key, &id), &id, i, NULL);
}

static void shuffle(int64_t *numbers, size_t n, uint64_t *seed)
{
    for (size_t i = n; i > 1; i--) {
        size_t j = (size_t)(chance(seed) % i);
        int64_t was = numbers[i - 1];
        numbers[i - 1] = numbers[j];
        numbers[j] = was;
    }
}

/* The least of all by another way: each is among the k least if fewer than k are below it. */
static void least_are_kept(void **state)
{
    static const size_t mosts[] = {0, 1, 7, 12, 13, 100, ROWS - 1, ROWS, ROWS + 1, SIZE_MAX};
    kf_memory memory = plain();
    int64_t order[ROWS];
    uint64_t hashes[ROWS], seed = 1;
    (void)state;
    for (int64_t i = 0; i < ROWS; i++) {
        char text[24];
        kf_key id = id_of(i, text);
        order[i] = i;
        hashes[i] = kf_pick_hash(key, &id);
    }
    for (size_t m = 0; m < sizeof mosts / sizeof *mosts; m++) {
        kf_urn_room room;
        kf_urn urn;
        kf_urn_room_init(&room, &memory, INT64_MAX);
        kf_urn_init(&urn, &room, mosts[m]);
        shuffle(order, ROWS, &seed);
        for (size_t i = 0; i < ROWS; i++) {
            assert_int_equal(add(&urn, order[i]), KEFU_OK);
            if (i % 97 == 0)
                assert_int_equal(kf_urn_sort(&urn, "id", NULL), KEFU_OK);
        }
        assert_int_equal(kf_urn_sort(&urn, "id", NULL), KEFU_OK);
        assert_int_equal(urn.n, mosts[m] < ROWS ? mosts[m] : ROWS);
        for (size_t i = 0; i < urn.n; i++) {
            size_t below = 0;
            for (size_t j = 0; j < ROWS; j++)
                below += hashes[j] < hashes[urn.rows[i].row];
            assert_int_equal(below, i);
        }
        if (mosts[m] && mosts[m] <= ROWS)
            assert_int_equal(kf_urn_bound(&urn), urn.rows[urn.n - 1].hash >> 32);
        else
            assert_int_equal(kf_urn_bound(&urn), UINT32_MAX);
        kf_urn_free(&urn);
        assert_int_equal(room.used, 0);
    }
}

/* Hashes that rise, fall, are all equal or nearly so: sorted, whatever the depth. */
static void any_order_is_sorted(void **state)
{
    enum { N = 3000 };
    kf_memory memory = plain();
    (void)state;
    for (int kind = 0; kind < 5; kind++) {
        kf_urn_room room;
        kf_urn urn;
        kf_urn_room_init(&room, &memory, INT64_MAX);
        kf_urn_init(&urn, &room, SIZE_MAX);
        for (int64_t i = 0; i < N; i++) {
            uint64_t hash = kind == 0   ? (uint64_t)i
                            : kind == 1 ? (uint64_t)(N - i)
                            : kind == 2 ? 7
                            : kind == 3 ? (uint64_t)(i % 3)
                                        : (uint64_t)(i < N / 2 ? i : N - i);
            kf_key id = kf_key_of_number(i * 7 % N);
            assert_int_equal(kf_urn_add(&urn, hash, &id, i, NULL), KEFU_OK);
        }
        assert_int_equal(kf_urn_sort(&urn, "id", NULL), KEFU_OK);
        for (size_t i = 1; i < urn.n; i++) {
            const kf_urn_row *a = &urn.rows[i - 1], *b = &urn.rows[i];
            assert_true(a->hash < b->hash || (a->hash == b->hash && a->id.number < b->id.number));
        }
        kf_urn_free(&urn);
    }
}

/* Equal hashes are told apart by ids; an id that comes twice is found, with both its rows. */
static void duplicates_are_found(void **state)
{
    kf_memory memory = plain();
    kf_urn_room room;
    kf_urn urn;
    kf_key id = kf_key_of("c-1", 3), other = kf_key_of("c-2", 3);
    kefu_error error;
    (void)state;
    kf_urn_room_init(&room, &memory, INT64_MAX);
    kf_urn_init(&urn, &room, 5);
    assert_int_equal(kf_urn_add(&urn, 9, &other, 1, NULL), KEFU_OK);
    assert_int_equal(kf_urn_add(&urn, 9, &id, 70, NULL), KEFU_OK);
    assert_int_equal(kf_urn_sort(&urn, "column 'id':", &error), KEFU_OK);
    assert_int_equal(urn.rows[0].row, 70);
    assert_int_equal(kf_urn_add(&urn, 9, &id, 12, NULL), KEFU_OK);
    assert_int_equal(kf_urn_sort(&urn, "column 'id':", &error), KEFU_E_DUPLICATE);
    assert_string_equal(error.message, "column 'id': 'c-1' is in row 12 and again in row 70");
    assert_int_equal(error.row, 70);
    kf_urn_free(&urn);
}

static void parts_merge(void **state)
{
    kf_memory memory = plain();
    kf_urn_room room;
    kf_urn whole, part[3];
    (void)state;
    kf_urn_room_init(&room, &memory, INT64_MAX);
    kf_urn_init(&whole, &room, 20);
    for (int p = 0; p < 3; p++)
        kf_urn_init(&part[p], &room, 20);
    for (int64_t i = 0; i < ROWS; i++) {
        assert_int_equal(add(&whole, i), KEFU_OK);
        assert_int_equal(add(&part[i % 3], i), KEFU_OK);
    }
    for (int p = 1; p < 3; p++)
        assert_int_equal(kf_urn_merge(&part[0], &part[p], NULL), KEFU_OK);
    assert_int_equal(kf_urn_sort(&part[0], "id", NULL), KEFU_OK);
    assert_int_equal(kf_urn_sort(&whole, "id", NULL), KEFU_OK);
    for (size_t i = 0; i < 20; i++)
        assert_int_equal(part[0].rows[i].row, whole.rows[i].row);
    kf_urn_free(&whole);
    for (int p = 0; p < 3; p++)
        kf_urn_free(&part[p]);
    assert_int_equal(room.used, 0);
}

/* The row, its texts and the heap are counted; what does not fit leaves the urn as it was. */
static void memory_has_an_end(void **state)
{
    kf_memory memory = plain();
    kf_urn_room room;
    kf_urn urn;
    int64_t i = 0;
    (void)state;
    kf_urn_room_init(&room, &memory, 4000);
    kf_urn_init(&urn, &room, SIZE_MAX);
    while (!add(&urn, i))
        i++;
    assert_int_equal(add(&urn, i), KEFU_E_LIMIT);
    assert_int_equal(urn.n, i);
    assert_true(i >= 32 && room.used <= 4000);
    kf_urn_free(&urn);
}

static const kf_saved_kind kind = {KF_SAVED_PICK, 1, "urn", "a test"};

static void save(kf_urn *urn, kefu_buffer *buffer)
{
    kf_memory memory = plain();
    kf_saved_writer w;
    assert_int_equal(kf_urn_sort(urn, "id", NULL), KEFU_OK);
    kf_saved_begin(&w, &kind, &memory, kefu_buffer_sink(buffer), 1, NULL);
    kf_urn_put(urn, &w);
    assert_int_equal(kf_saved_end(&w), KEFU_OK);
}

static void bytes_and_back(void **state)
{
    kf_memory memory = plain();
    kf_urn_room room;
    kf_urn urn, again;
    kefu_buffer *bytes, *more;
    kf_saved_reader r;
    uint32_t format;
    size_t size, other;
    const char *data, *saved;
    (void)state;
    assert_int_equal(kefu_buffer_new(NULL, &bytes, NULL), KEFU_OK);
    assert_int_equal(kefu_buffer_new(NULL, &more, NULL), KEFU_OK);
    kf_urn_room_init(&room, &memory, INT64_MAX);
    kf_urn_init(&urn, &room, 50);
    kf_urn_init(&again, &room, 50);
    for (int64_t i = 0; i < ROWS; i++)
        assert_int_equal(add(&urn, i), KEFU_OK);
    save(&urn, bytes);
    data = kefu_buffer_data(bytes, &size);
    assert_int_equal(kf_saved_open(&r, &kind, data, size, &format, NULL), KEFU_OK);
    assert_int_equal(kf_urn_take(&again, key, &r, NULL), KEFU_OK);
    assert_null(r.bad);
    assert_int_equal(r.left, 0);
    save(&again, more);
    saved = kefu_buffer_data(more, &other);
    assert_int_equal(size, other);
    assert_memory_equal(data, saved, size);
    kf_urn_free(&again);

    /* Under another key the hashes are others, and the order. */
    kf_urn_init(&again, &room, 50);
    assert_int_equal(kf_saved_open(&r, &kind, data, size, &format, NULL), KEFU_OK);
    assert_int_equal(kf_urn_take(&again, key + 1, &r, NULL), KEFU_OK);
    assert_non_null(r.bad);
    kf_urn_free(&again);
    /* A smaller urn cannot have had as many. */
    kf_urn_init(&again, &room, 49);
    assert_int_equal(kf_saved_open(&r, &kind, data, size, &format, NULL), KEFU_OK);
    assert_int_equal(kf_urn_take(&again, key, &r, NULL), KEFU_OK);
    assert_non_null(r.bad);
    kf_urn_free(&again);
    kf_urn_free(&urn);
    kefu_buffer_free(bytes);
    kefu_buffer_free(more);
}

static int draws(const kefu_allocator *allocator)
{
    kf_memory memory;
    kf_urn_room room;
    kf_urn urn, other;
    kefu_status status = kf_memory_init(&memory, allocator, NULL);
    kf_urn_room_init(&room, &memory, INT64_MAX);
    kf_urn_init(&urn, &room, 20);
    kf_urn_init(&other, &room, 20);
    for (int64_t i = 0; i < 60 && !status; i++)
        status = add(i % 2 ? &urn : &other, i);
    if (!status)
        status = kf_urn_merge(&urn, &other, NULL);
    if (!status)
        status = kf_urn_sort(&urn, "id", NULL);
    kf_urn_free(&urn);
    kf_urn_free(&other);
    return status ? (status == KEFU_E_MEMORY ? 0 : -1) : 1;
}

static void no_memory(void **state)
{
    (void)state;
    assert_true(oom_sweep(draws) > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(least_are_kept),
        cmocka_unit_test(any_order_is_sorted),
        cmocka_unit_test(duplicates_are_found),
        cmocka_unit_test(parts_merge),
        cmocka_unit_test(memory_has_an_end),
        cmocka_unit_test(bytes_and_back),
        cmocka_unit_test(no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
