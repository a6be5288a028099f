/* arrays_pick.c - rows drawn at random: which, as numbers. */
#include <string.h>

#include "arrays.h"

/* ---- By number ------------------------------------------------------------------------------- */

static PyObject *numbers_run(kp_state *state, uint64_t key, int64_t n, int64_t k)
{
    kefu_error error;
    kefu_status status;
    void *data = NULL;
    PyObject *drawn = kp_array_new(state, k, 'q', &data);
    kp_away away;
    if (!drawn)
        return NULL;
    kp_leave(&away, k > KP_FEW);
    status = kefu_pick_numbers(NULL, key, n, k, data, &error);
    if (kp_join(&away) == 0 && !status)
        return drawn;
    Py_DECREF(drawn);
    return status ? kp_raise(state, "pick_numbers()", status, &error) : NULL;
}

KP_FUNCTION(kp_pick_numbers_function)
{
    static const char *const keywords[] = {"key", "n", "k", NULL};
    kp_state *state = kp_state_of_module(self);
    PyObject *given[3];
    uint64_t key;
    int64_t whole, k;
    if (kp_arguments((kp_given){args, n, names}, "pick_numbers()", keywords, 3, given, NULL) < 0 ||
        kp_to_key(state, given[0], "pick_numbers(): key", &key) < 0 ||
        kp_to_int64(state, given[1], "pick_numbers(): n", &whole) < 0 ||
        kp_to_int64(state, given[2], "pick_numbers(): k", &k) < 0)
        return NULL;
    if (k < 0 || k > whole || k > INT32_MAX)
        return kp_fail(state, KEFU_E_ARGUMENT, "pick_numbers(): k is %lld, expected 0 to %lld",
                       (long long)k, (long long)(whole < INT32_MAX ? whole : INT32_MAX));
    return numbers_run(state, key, whole, k);
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
    kp_leave(&away, batch->rows > KP_FEW);
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

static PyObject *rate_rows(rate_job *job, PyObject *object, PyObject *settings, kp_store *hold)
{
    kp_rows *rows = kp_rows_open(job->state, object, settings, 0, "pick_rate()", hold);
    const kefu_batch *batch = NULL;
    int more = rows ? 1 : -1;
    while (more > 0 && (more = kp_rows_next(rows, &batch)) > 0)
        if (rate_batch(job, batch) < 0)
            more = -1;
    return more ? NULL : kp_growing_array(job->state, &job->drawn, 'q');
}

KP_FUNCTION(kp_pick_rate_function)
{
    static const char *const keywords[] = {"rows", "id", "rate", "key", NULL};
    rate_job job = {.state = kp_state_of_module(self)};
    PyObject *given[4], *settings = NULL, *drawn = NULL;
    kp_room_of room;
    kp_store hold;
    if (kp_arguments((kp_given){args, n, names}, "pick_rate()", keywords, 4, given, &settings) < 0)
        return NULL;
    kp_store_begin(&hold, &room);
    job.id = kp_to_text(job.state, given[1], "pick_rate(): id", NULL);
    if (job.id && kp_to_decimal(job.state, given[2], 9, "pick_rate(): rate", &job.rate) == 0 &&
        kp_to_key(job.state, given[3], "pick_rate(): key", &job.key) == 0)
        drawn = rate_rows(&job, given[0], settings, &hold);
    kp_store_free(&hold);
    kp_growing_free(&job.drawn);
    Py_XDECREF(settings);
    return drawn;
}

/* ---- By size --------------------------------------------------------------------------------- */

static PyObject *pps_batch(kp_state *state, const kefu_pps_options *options,
                           const kefu_batch *batch)
{
    kefu_value *chances = NULL;
    void *data = NULL;
    PyObject *rows = kp_array_new(state, options->k, 'q', &data);
    PyObject *values = rows ? kp_values_new(state, options->k, &chances) : NULL, *pair = NULL;
    kefu_error error;
    kefu_status status;
    kp_away away;
    if (values) {
        kp_leave(&away, batch->rows > KP_FEW);
        status = kefu_pick_pps(options, batch, data, chances, &error);
        if (kp_join(&away) == 0 && status)
            kp_raise(state, "pick_pps()", status, &error);
        pair = PyErr_Occurred() ? NULL : PyTuple_Pack(2, rows, values);
    }
    Py_XDECREF(rows);
    Py_XDECREF(values);
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

static PyObject *pps_rows(kp_state *state, const kefu_pps_options *options, PyObject *object,
                          PyObject *settings, kp_store *hold)
{
    kp_rows *rows = kp_rows_open(state, object, settings, 1, "pick_pps()", hold);
    const kefu_batch *batch = NULL;
    if (!rows || kp_rows_next(rows, &batch) <= 0)
        return NULL;
    if (options->k >= 0 && options->k <= batch->rows)
        return pps_batch(state, options, batch);
    return kp_fail(state, options->k < 0 ? KEFU_E_ARGUMENT : KEFU_E_INFEASIBLE,
                   "pick_pps(): %lld of %lld rows cannot be drawn", (long long)options->k,
                   (long long)batch->rows);
}

KP_FUNCTION(kp_pick_pps_function)
{
    static const char *const keywords[] = {"rows", "k", "seed", "id", "size", "scale", NULL};
    kp_state *state = kp_state_of_module(self);
    kefu_pps_options options = {.struct_size = sizeof options};
    PyObject *given[6], *settings = NULL, *pair = NULL;
    kp_room_of room;
    kp_store hold;
    if (kp_arguments((kp_given){args, n, names}, "pick_pps()", keywords, 5, given, &settings) < 0)
        return NULL;
    kp_store_begin(&hold, &room);
    if (pps_options(state, given, &options) == 0)
        pair = pps_rows(state, &options, given[0], settings, &hold);
    kp_store_free(&hold);
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

KP_FUNCTION(kp_reservoir_offer_method)
{
    static const char *const keywords[] = {"rows", NULL};
    kp_state *state = ((kp_object *)self)->state;
    kp_growing in = {NULL, 0, 0}, slots = {NULL, 0, 0};
    PyObject *given[1], *first = NULL, *second = NULL, *pair = NULL;
    kefu_reservoir *reservoir;
    int64_t rows;
    if (kp_arguments((kp_given){args, n, names}, "Reservoir.offer()", keywords, 1, given, NULL) <
            0 ||
        kp_to_int64(state, given[0], "Reservoir.offer(): rows", &rows) < 0)
        return NULL;
    if (rows < 0)
        return kp_fail(state, KEFU_E_ARGUMENT, "Reservoir.offer(): %lld rows", (long long)rows);
    reservoir = kp_take(state, self, "reservoir", 1, "Reservoir.offer()");
    if (!reservoir)
        return NULL;
    if (offer_all(state, reservoir, rows, &in, &slots) == 0) {
        first = kp_growing_array(state, &in, 'q');
        second = first ? kp_growing_array(state, &slots, 'q') : NULL;
        pair = second ? PyTuple_Pack(2, first, second) : NULL;
    }
    kp_drop(self, 1);
    Py_XDECREF(first);
    Py_XDECREF(second);
    kp_growing_free(&in);
    kp_growing_free(&slots);
    return pair;
}
