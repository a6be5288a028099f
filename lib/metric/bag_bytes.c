/* bag_bytes.c - bags as bytes; see bag.h. */
#include "base/alloc.h"
#include "base/fail.h"
#include "base/varint.h"
#include "base/wide.h"
#include "metric/bag.h"
#include "metric/builtin_bytes.h"

/* ---- Whole numbers -------------------------------------------------------------------------- */

/* 1 and *out, or 0. */
static int32_t bag_take_number(const unsigned char **at, const unsigned char *end, uint64_t *out)
{
    int32_t taken = kf_varint_take(*at, (size_t)(end - *at), out);
    if (taken > 0)
        *at += taken;
    return taken > 0;
}

/* 0 -1 1 -2 2 ... and 0 1 2 3 4 ... */
static uint64_t bag_folded(int64_t value)
{
    return value < 0 ? ~((uint64_t)value << 1) : (uint64_t)value << 1;
}

static int64_t bag_unfolded(uint64_t number)
{
    int64_t half = (int64_t)(number >> 1);
    return number & 1 ? -half - 1 : half;
}

/* ---- Steps ---------------------------------------------------------------------------------- */

static uint64_t bag_distance(const kf_bag_view *view, size_t i)
{
    return (uint64_t)view->pairs[i].value - (uint64_t)view->pairs[i - 1].value;
}

/* Of two values or more. */
static uint64_t bag_step(const kf_bag_view *view)
{
    uint64_t step = 0;
    for (size_t i = 1; i < view->n && step != 1; i++)
        step = kf_common(bag_distance(view, i), step);
    return step;
}

/* ---- Writing -------------------------------------------------------------------------------- */

/* Both ways over the same numbers: `at` NULL only counts. */
typedef struct bag_writer {
    unsigned char *at;
    size_t size;
} bag_writer;

static void bag_write(bag_writer *writer, uint64_t number)
{
    writer->size += kf_varint_size(number);
    if (writer->at)
        writer->at = kf_varint_put(writer->at, number);
}

static void bag_write_all(bag_writer *writer, const kf_bag_view *view)
{
    uint64_t step = 1;
    bag_write(writer, view->n);
    if (!view->n)
        return;
    bag_write(writer, bag_folded(view->pairs[0].value));
    if (view->n > 1) {
        step = bag_step(view);
        bag_write(writer, step - 1);
    }
    for (size_t i = 0; i < view->n; i++) {
        if (i)
            bag_write(writer, bag_distance(view, i) / step - 1);
        bag_write(writer, (uint64_t)view->pairs[i].count - 1);
    }
}

size_t kf_bag_bytes(const kf_bag_view *view)
{
    bag_writer writer = {NULL, 0};
    bag_write_all(&writer, view);
    return writer.size;
}

unsigned char *kf_bag_put(unsigned char *at, const kf_bag_view *view)
{
    bag_writer writer = {at, 0};
    bag_write_all(&writer, view);
    return writer.at;
}

/* ---- Reading -------------------------------------------------------------------------------- */

typedef struct bag_reader {
    const unsigned char *at, *end;
    uint64_t step;   /* 1 if there is one value */
    uint64_t common; /* of the distances so far, in steps */
} bag_reader;

static int32_t bag_read_least(bag_reader *reader, size_t n, int64_t *value)
{
    uint64_t number;
    reader->step = 1;
    if (!bag_take_number(&reader->at, reader->end, &number))
        return 0;
    *value = bag_unfolded(number);
    if (n == 1)
        return 1;
    if (!bag_take_number(&reader->at, reader->end, &number) || number == UINT64_MAX)
        return 0;
    reader->step = number + 1;
    return 1;
}

/* *value becomes the next one. */
static int32_t bag_read_next(bag_reader *reader, int64_t *value)
{
    uint64_t left = (uint64_t)INT64_MAX - (uint64_t)*value, steps;
    if (!bag_take_number(&reader->at, reader->end, &steps) || steps >= left / reader->step)
        return 0;
    steps++;
    *value = kf_signed((uint64_t)*value + steps * reader->step);
    reader->common = kf_common(steps, reader->common);
    return 1;
}

/* All n pairs into the run, which has room for them. */
static int32_t bag_read_all(bag_reader *reader, kf_bag *bag, size_t n)
{
    int64_t value;
    if (!bag_read_least(reader, n, &value))
        return 0;
    for (; bag->n_run < n; bag->n_run++) {
        uint64_t others; /* of the same value */
        if (bag->n_run && !bag_read_next(reader, &value))
            return 0;
        if (!bag_take_number(&reader->at, reader->end, &others) ||
            others >= (uint64_t)(INT64_MAX - bag->in_run))
            return 0;
        bag->run[bag->n_run] = (kf_bag_pair){value, (int64_t)others + 1};
        bag->in_run += (int64_t)others + 1;
    }
    return n == 1 || reader->common == 1;
}

kefu_status kf_bag_take(kf_bag *bag, const unsigned char **at, const unsigned char *end,
                        const kefu_allocator *allocator, kefu_error *error)
{
    kf_memory memory = {*allocator};
    bag_reader reader = {*at, end, 1, 0};
    kf_bag loaded = {0};
    uint64_t n = 0;
    int32_t whole = bag_take_number(&reader.at, end, &n);
    if (whole && n && n <= (uint64_t)(end - reader.at) / 2) { /* two bytes each at least */
        loaded.run = kf_alloc_array(&memory, (size_t)n, sizeof *loaded.run);
        if (!loaded.run)
            return kf_no_memory(error);
        loaded.run_capacity = (size_t)n;
        whole = bag_read_all(&reader, &loaded, (size_t)n);
    } else if (n) {
        whole = 0;
    }
    if (!whole) {
        kf_bag_free(&loaded, allocator);
        return kf_state_bad(error);
    }
    *bag = loaded;
    *at = reader.at;
    return KEFU_OK;
}
