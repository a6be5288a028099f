/* arrays_pick.c - rows drawn at random: which, as numbers. */
#include <string.h>

#include "arrays.h"

/* ---- By number ------------------------------------------------------------------------------- */

PyObject *kp_pick_numbers_function(PyObject *module, PyObject *args, PyObject *keywords)
{
    static const char *const names[] = {"key", "n", "k", NULL};
    kp_state *state = kp_state_of_module(module);
    kp_array drawn = {NULL, NULL};
    PyObject *given[3];
    kefu_error error;
    kefu_status status;
    uint64_t key;
    int64_t n, k;
    kp_away away;
    if (kp_arguments(args, keywords, "pick_numbers()", names, 3, given, NULL) < 0 ||
        kp_to_key(state, given[0], "pick_numbers(): key", &key) < 0 ||
        kp_to_int64(state, given[1], "pick_numbers(): n", &n) < 0 ||
        kp_to_int64(state, given[2], "pick_numbers(): k", &k) < 0)
        return NULL;
    if (k < 0 || k > n || k > INT32_MAX)
        return kp_fail(state, KEFU_E_ARGUMENT, "pick_numbers(): k is %lld, expected 0 to %lld",
                       (long long)k, (long long)(n < INT32_MAX ? n : INT32_MAX));
    if (kp_array_new(&drawn, k, sizeof(int64_t)) < 0)
        return NULL;
    kp_leave(&away, 1);
    status = kefu_pick_numbers(NULL, key, n, k, drawn.data, &error);
    if (kp_join(&away) == 0 && !status)
        return kp_array_view(&drawn, "q");
    kp_array_drop(&drawn);
    return status ? kp_raise(state, "pick_numbers()", status, &error) : NULL;
}

/* ---- By rate --------------------------------------------------------------------------------- */

typedef struct rate_job {
    kp_state *state;
    const char *id;
    uint64_t key;
    int64_t rate; /* billionths */
    kp_growing drawn;
} rate_job;

static int rate_batch(rate_job *job, const kefu_batch *batch)
{
    size_t before = job->drawn.size;
    int64_t *rows = kp_growing_add(&job->drawn, (size_t)batch->rows * sizeof *rows), count = 0;
    kefu_error error;
    kefu_status status;
    kp_away away;
    if (!rows)
        return -1;
    kp_leave(&away, 1);
    status = kefu_pick_rate(NULL, job->key, job->rate, batch, job->id, rows, batch->rows, &count,
                            &error);
    if (kp_join(&away) < 0)
        return -1;
    if (status) {
        kp_raise(job->state, "pick_rate()", status, &error);
        return -1;
    }
    for (int64_t i = 0; i < count; i++)
        rows[i] += batch->first_row;
    job->drawn.size = before + (size_t)count * sizeof *rows;
    return 0;
}

static PyObject *rate_rows(rate_job *job, PyObject *object, PyObject *settings)
{
    kp_rows *rows = kp_rows_open(job->state, object, settings, 0, "pick_rate()");
    const kefu_batch *batch = NULL;
    PyObject *drawn = NULL;
    int more = rows ? 1 : -1;
    while (more > 0 && (more = kp_rows_next(rows, &batch)) > 0)
        if (rate_batch(job, batch) < 0)
            more = -1;
    if (!more)
        drawn = kp_growing_view(&job->drawn, "q");
    kp_rows_close(rows);
    kp_growing_free(&job->drawn);
    return drawn;
}

PyObject *kp_pick_rate_function(PyObject *module, PyObject *args, PyObject *keywords)
{
    static const char *const names[] = {"rows", "id", "rate", "key", NULL};
    rate_job job = {.state = kp_state_of_module(module)};
    PyObject *given[4], *settings = NULL, *drawn = NULL;
    if (kp_arguments(args, keywords, "pick_rate()", names, 4, given, &settings) < 0)
        return NULL;
    job.id = kp_to_text(job.state, given[1], "pick_rate(): id", NULL);
    if (job.id && kp_to_decimal(job.state, given[2], 9, "pick_rate(): rate", &job.rate) == 0 &&
        kp_to_key(job.state, given[3], "pick_rate(): key", &job.key) == 0)
        drawn = rate_rows(&job, given[0], settings);
    Py_XDECREF(settings);
    return drawn;
}

/* ---- By size --------------------------------------------------------------------------------- */

static PyObject *pps_batch(kp_state *state, const kefu_pps_options *options,
                           const kefu_batch *batch)
{
    kp_array drawn = {NULL, NULL};
    kp_store hold = {NULL};
    kefu_value *chances = kp_store_block(&hold, (size_t)options->k, sizeof *chances);
    PyObject *rows = NULL, *values = NULL, *pair = NULL;
    kefu_error error;
    kefu_status status;
    kp_away away;
    if (chances && kp_array_new(&drawn, options->k, sizeof(int64_t)) == 0) {
        kp_leave(&away, 1);
        status = kefu_pick_pps(options, batch, drawn.data, chances, &error);
        if (kp_join(&away) == 0 && status)
            kp_raise(state, "pick_pps()", status, &error);
        if (!PyErr_Occurred())
            values = kp_values_view(state, chances, options->k);
        rows = values ? kp_array_view(&drawn, "q") : NULL;
    }
    pair = rows ? PyTuple_Pack(2, rows, values) : NULL;
    Py_XDECREF(rows);
    Py_XDECREF(values);
    kp_array_drop(&drawn);
    kp_store_free(&hold);
    return pair;
}

static int pps_options(kp_state *state, PyObject *const *given, kefu_pps_options *out)
{
    if (kp_to_int64(state, given[1], "pick_pps(): k", &out->k) < 0)
        return -1;
    out->seed = kp_to_text(state, given[2], "pick_pps(): seed", NULL);
    out->id = out->seed ? kp_to_text(state, given[3], "pick_pps(): id", NULL) : NULL;
    out->size = out->id ? kp_to_text(state, given[4], "pick_pps(): size", NULL) : NULL;
    return out->size && (!given[5] ||
                         kp_to_int32(state, given[5], "pick_pps(): scale", &out->scale) == 0)
               ? 0
               : -1;
}

PyObject *kp_pick_pps_function(PyObject *module, PyObject *args, PyObject *keywords)
{
    static const char *const names[] = {"rows", "k", "seed", "id", "size", "scale", NULL};
    kp_state *state = kp_state_of_module(module);
    kefu_pps_options options = {.struct_size = sizeof options};
    PyObject *given[6], *settings = NULL, *pair = NULL;
    const kefu_batch *batch = NULL;
    kp_rows *rows = NULL;
    if (kp_arguments(args, keywords, "pick_pps()", names, 5, given, &settings) < 0)
        return NULL;
    if (pps_options(state, given, &options) == 0)
        rows = kp_rows_open(state, given[0], settings, 1, "pick_pps()");
    if (rows && kp_rows_next(rows, &batch) > 0) {
        if (options.k < 0 || options.k > batch->rows)
            kp_fail(state, options.k < 0 ? KEFU_E_ARGUMENT : KEFU_E_INFEASIBLE,
                    "pick_pps(): %lld of %lld rows cannot be drawn", (long long)options.k,
                    (long long)batch->rows);
        else
            pair = pps_batch(state, &options, batch);
    }
    kp_rows_close(rows);
    Py_XDECREF(settings);
    return pair;
}

/* ---- As they come ---------------------------------------------------------------------------- */

enum { OFFER_CHUNK = 1024 };

/* Offers until all rows have been looked at. */
static int offer_all(kp_state *state, kefu_reservoir *reservoir, int64_t rows, kp_growing *in,
                     kp_growing *slots)
{
    int64_t at = 0;
    while (at < rows) {
        int64_t chunk_in[OFFER_CHUNK], chunk_slots[OFFER_CHUNK], count = 0, taken = 0, *to;
        kefu_error error;
        kefu_status status;
        kp_away away;
        kp_leave(&away, 1);
        status = kefu_reservoir_offer(reservoir, rows - at, chunk_in, chunk_slots, OFFER_CHUNK,
                                      &count, &taken, &error);
        if (kp_join(&away) < 0)
            return -1;
        if (status) {
            kp_raise(state, "Reservoir.offer()", status, &error);
            return -1;
        }
        to = kp_growing_add(in, (size_t)count * sizeof *to);
        for (int64_t i = 0; to && i < count; i++)
            to[i] = at + chunk_in[i];
        to = to ? kp_growing_add(slots, (size_t)count * sizeof *to) : NULL;
        if (!to)
            return -1;
        memcpy(to, chunk_slots, (size_t)count * sizeof *to);
        at += taken;
    }
    return 0;
}

PyObject *kp_reservoir_offer_method(PyObject *self, PyObject *args, PyObject *keywords)
{
    static const char *const names[] = {"rows", NULL};
    kp_state *state = ((kp_object *)self)->state;
    kp_growing in = {NULL, 0, 0}, slots = {NULL, 0, 0};
    PyObject *given[1], *first = NULL, *second = NULL, *pair = NULL;
    kefu_reservoir *reservoir;
    int64_t rows;
    if (kp_arguments(args, keywords, "Reservoir.offer()", names, 1, given, NULL) < 0 ||
        kp_to_int64(state, given[0], "Reservoir.offer(): rows", &rows) < 0)
        return NULL;
    if (rows < 0)
        return kp_fail(state, KEFU_E_ARGUMENT, "Reservoir.offer(): %lld rows", (long long)rows);
    reservoir = kp_take(state, self, "reservoir", 1, "Reservoir.offer()");
    if (!reservoir)
        return NULL;
    if (offer_all(state, reservoir, rows, &in, &slots) == 0) {
        first = kp_growing_view(&in, "q");
        second = first ? kp_growing_view(&slots, "q") : NULL;
        pair = second ? PyTuple_Pack(2, first, second) : NULL;
    }
    kp_drop(self, 1);
    Py_XDECREF(first);
    Py_XDECREF(second);
    kp_growing_free(&in);
    kp_growing_free(&slots);
    return pair;
}
