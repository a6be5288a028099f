/* golden_tally.c - lines of tallies and their saved states. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "golden.h"

static kefu_tally *tally;
kefu_frame *frame;

void forget_tally(void)
{
    kefu_tally_free(tally);
    kefu_frame_free(frame);
    tally = NULL;
    frame = NULL;
}

kefu_tally *tally_now(void)
{
    kefu_error e = {0};
    kefu_tally_options options = {.struct_size = sizeof options};
    if (!tally)
        need(kefu_tally_new(NULL, &options, &tally, &e), &e);
    return tally;
}

static void run_by(void)
{
    kefu_error e = {0};
    need(kefu_tally_by(tally_now(), text_of(1), &e), &e);
}

static void run_metric(void)
{
    kefu_metric_info info = {.struct_size = sizeof info};
    kefu_error error = {0};
    kefu_status status;
    info.name = text_of(1);
    info.min_n = number_of(3);
    status = kefu_tally_add(tally_now(), &info, text_of(2), &error);
    if (fields > 4)
        expects_error(text_of(4), status, &error);
    else
        need(status, &error);
}

static void run_tally(void)
{
    kefu_error e = {0};
    need(kefu_tally_update(tally_now(), batch_now(), &e), &e);
    kefu_frame_free(frame);
    frame = NULL;
    need(kefu_tally_frame(tally, &frame, &e), &e);
}

static void run_fingerprint(void)
{
    uint8_t print[16];
    kefu_error e = {0};
    char *hex;
    need(kefu_tally_fingerprint(tally_now(), print, &e), &e);
    hex = hex_of(print, sizeof print);
    check_text(text_of(1), hex);
    free(hex);
}

static void check_saved(int32_t format)
{
    kefu_save_options o = {.struct_size = sizeof o, .format = format, .tag = text_of(2)};
    kefu_buffer *buffer = NULL;
    kefu_error e = {0};
    size_t size;
    const char *data;
    char *hex;
    need(kefu_buffer_new(NULL, &buffer, &e), &e);
    need(kefu_tally_save(tally_now(), &o, kefu_buffer_sink(buffer), &e), &e);
    data = kefu_buffer_data(buffer, &size);
    hex = hex_of(data, size);
    check_text(text_of(1), hex);
    free(hex);
    kefu_buffer_free(buffer);
}

static void check_tag(kefu_text tag)
{
    char text[256] = "";
    memcpy(text, tag.data, tag.size);
    check_text(text_of(2), text);
}

/* These bytes make a tally that saves them again, in the format that they have. */
static void run_loaded(void)
{
    kefu_error e = {0};
    kefu_state_info info = {.struct_size = sizeof info};
    kefu_tally *loaded = NULL;
    size_t size;
    unsigned char *bytes = bytes_of(text_of(1), &size);
    need(kefu_state_inspect(bytes, size, &info, &e), &e);
    check_tag(info.tag);
    need(kefu_tally_load(NULL, NULL, bytes, size, &loaded, &e), &e);
    free(bytes);
    kefu_tally_free(tally);
    tally = loaded;
    check_saved(info.format);
    kefu_frame_free(frame);
    frame = NULL;
    need(kefu_tally_frame(tally, &frame, &e), &e);
}

/* The tally saves these bytes, too. */
static void run_state(void)
{
    check_saved(0);
    run_loaded();
}

static void run_again(void)
{
    kefu_tally_free(tally);
    tally = NULL;
}

static void run_value(void)
{
    kefu_text key;
    int64_t row = 0;
    int32_t metric = 0;
    kefu_value v;
    kefu_error e = {0};
    key.data = text_of(1);
    key.size = strlen(key.data);
    need(kefu_frame_find(frame, &key, 1, &row, &e), &e);
    need(kefu_frame_find_metric(frame, text_of(2), &metric, &e), &e);
    need(kefu_frame_value(frame, row, metric, &v), &e);
    check_i64(text_of(3), v.num);
    check_i64(text_of(4), v.den);
    check_i64(text_of(5), v.n);
    check_text(text_of(6), state_names[v.status]);
    check_i64(text_of(7), (int64_t)v.flags);
}

const golden_line tally_lines[] = {{"by", run_by},
                                   {"metric", run_metric},
                                   {"tally", run_tally},
                                   {"fingerprint", run_fingerprint},
                                   {"loaded", run_loaded},
                                   {"state", run_state},
                                   {"again", run_again},
                                   {"value", run_value},
                                   {NULL, NULL}};
