/* golden_pick.c - lines of drawing rows. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "golden.h"

static void run_numbers(void)
{
    int64_t out[64];
    kefu_error e = {0};
    uint64_t key = strtoull(text_of(1), NULL, 10);
    need(kefu_pick_numbers(NULL, key, number_of(2), number_of(3), out, &e), &e);
    list_clear();
    for (int64_t i = 0; i < number_of(3); i++)
        list_add(" ", out[i]);
    check_text(text_of(4), listed);
}

/* In offers of a third of what is left, with room for two. */
static void run_reservoir(void)
{
    kefu_reservoir *reservoir;
    kefu_error e = {0};
    int64_t left = number_of(3), in[2], slots[2], count, taken;
    need(kefu_reservoir_new(NULL, strtoull(text_of(1), NULL, 10), number_of(2), &reservoir, &e),
         &e);
    list_clear();
    for (; left; left -= taken) {
        int64_t seen = kefu_reservoir_seen(reservoir);
        need(kefu_reservoir_offer(reservoir, left / 3 + 1, in, slots, 2, &count, &taken, &e), &e);
        for (int64_t i = 0; i < count; i++) {
            list_add(" ", seen + in[i]);
            list_add(":", slots[i]);
        }
    }
    check_text(text_of(4), listed);
    kefu_reservoir_free(reservoir);
}

static int64_t common(int64_t a, int64_t b) { return b ? common(b, a % b) : a; }

static void run_pps(void)
{
    kefu_pps_options options = {.struct_size = sizeof options, .id = "id", .size = "size"};
    int64_t drawn[MOST_ROWS];
    kefu_value chances[MOST_ROWS];
    kefu_error e = {0};
    options.seed = text_of(1);
    options.k = number_of(2);
    options.scale = (int32_t)number_of(3);
    need(kefu_pick_pps(&options, batch_now(), drawn, chances, &e), &e);
    list_clear();
    for (int64_t i = 0; i < options.k; i++)
        list_add(" ", drawn[i]);
    check_text(text_of(4), listed);
    list_clear();
    for (int64_t i = 0; i < options.k; i++) {
        int64_t divisor = common(chances[i].num, chances[i].den);
        list_add(" ", chances[i].num / divisor);
        list_add("/", chances[i].den / divisor);
    }
    check_text(text_of(5), listed);
}

static void check_hash(const char *expected, uint64_t got)
{
    char hex[17];
    snprintf(hex, sizeof hex, "%016" PRIx64, got);
    check_text(expected, hex);
}

static void run_pick_key(void)
{
    uint64_t key;
    kefu_error e = {0};
    need(kefu_pick_key(text_of(1), strlen(text_of(1)), &key, &e), &e);
    check_hash(text_of(2), key);
}

static void run_pick_hash(void)
{
    char *end = NULL;
    const char *id = text_of(2);
    uint64_t key = strtoull(text_of(1), NULL, 16);
    int64_t number = strtoll(id, &end, 10);
    char digits[24];
    check_hash(text_of(3), kefu_pick_hash_text(key, id, strlen(id)));
    snprintf(digits, sizeof digits, "%" PRId64, number);
    if (!strcmp(digits, id))
        check_hash(text_of(3), kefu_pick_hash(key, number));
}

static void check_picked(kefu_pick *pick)
{
    int64_t count;
    kefu_error e = {0};
    need(kefu_pick_finish(pick, &count, &e), &e);
    list_clear();
    for (int64_t i = 0; i < count; i++) {
        kefu_picked one = {.struct_size = sizeof one};
        need(kefu_pick_at(pick, i, &one), &e);
        list_add(" ", one.row);
    }
    check_text(text_of(6), listed);
}

/* The rows drawn, the state, and what is loaded from that. */
static void run_pick(void)
{
    kefu_pick_options options = {.struct_size = sizeof options, .id = "id"};
    kefu_pick *pick, *loaded;
    kefu_buffer *buffer;
    kefu_error e = {0};
    size_t size;
    const char *bytes;
    char *hex;
    options.seed = text_of(1);
    options.by = strcmp(text_of(2), "-") ? text_of(2) : NULL;
    options.weight = strcmp(text_of(3), "-") ? text_of(3) : NULL;
    options.k = number_of(4);
    options.scale = (int32_t)number_of(5);
    need(kefu_pick_new(&options, &pick, &e), &e);
    need(kefu_pick_update(pick, batch_now(), &e), &e);
    check_picked(pick);
    need(kefu_buffer_new(NULL, &buffer, &e), &e);
    need(kefu_pick_save(pick, kefu_buffer_sink(buffer), &e), &e);
    bytes = kefu_buffer_data(buffer, &size);
    hex = hex_of(bytes, size);
    check_text(text_of(7), hex);
    free(hex);
    need(kefu_pick_load(&options, bytes, size, &loaded, &e), &e);
    check_picked(loaded);
    kefu_pick_free(loaded);
    kefu_pick_free(pick);
    kefu_buffer_free(buffer);
}

static void run_pick_rate(void)
{
    int64_t drawn[MOST_ROWS], count;
    kefu_error e = {0};
    need(kefu_pick_rate(NULL, strtoull(text_of(1), NULL, 16), number_of(2), batch_now(), "id",
                        drawn, MOST_ROWS, &count, &e),
         &e);
    list_clear();
    for (int64_t i = 0; i < count; i++)
        list_add(" ", drawn[i]);
    check_text(text_of(3), listed);
}

const golden_line pick_lines[] = {{"numbers", run_numbers},
                                  {"reservoir", run_reservoir},
                                  {"pps", run_pps},
                                  {"pick_key", run_pick_key},
                                  {"pick_hash", run_pick_hash},
                                  {"pick", run_pick},
                                  {"pick_rate", run_pick_rate},
                                  {NULL, NULL}};
