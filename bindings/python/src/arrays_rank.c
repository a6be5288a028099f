/* arrays_rank.c - places of many values, shares of a whole, all values of a metric. */
#include <stdlib.h>
#include <string.h>

#include "arrays.h"

WORDS(array_ties, WORD(KEFU_TIES_, COMPETITION, "competition"), WORD(KEFU_TIES_, DENSE, "dense"),
      WORD(KEFU_TIES_, MODIFIED, "modified"), WORD(KEFU_TIES_, FRACTIONAL, "fractional"),
      WORD(KEFU_TIES_, ORDINAL, "ordinal"));
WORDS(array_rest, WORD(KEFU_REST_, FIRST, "first"), WORD(KEFU_REST_, LAST, "last"));

/* ---- Ranks ----------------------------------------------------------------------------------- */

/* What is ranked, and how. */
typedef struct rank_job {
    kp_state *state;
    const char *where;
    kp_store hold;
    const kefu_value *values;
    int64_t n;
    kefu_rank_options options;
} rank_job;

static int rank_length(const rank_job *job, const char *name, int64_t n)
{
    if (n == job->n)
        return 0;
    kp_fail(job->state, KEFU_E_ARGUMENT, "%s: %lld values, %lld %s", job->where, (long long)job->n,
            (long long)n, name);
    return -1;
}

static int rank_groups(rank_job *job, PyObject *object)
{
    int64_t n;
    const int64_t *from = kp_to_int64s(job->state, object, "groups", &job->hold, &n);
    int32_t *to = from && !rank_length(job, "groups", n)
                      ? kp_store_block(&job->hold, (size_t)n, sizeof *to)
                      : NULL;
    kp_column column = {.state = job->state, .view = {.name = "groups"}};
    for (int64_t i = 0; to && i < n; i++) {
        if (from[i] < INT32_MIN || from[i] > INT32_MAX)
            return kp_column_fail(&column, KEFU_E_OVERFLOW, i, "%lld does not fit 32 bits",
                                  (long long)from[i]);
        to[i] = (int32_t)from[i];
    }
    job->options.groups = to;
    return to ? 0 : -1;
}

static int rank_ids(rank_job *job, PyObject *object)
{
    int64_t n;
    job->options.ids = kp_to_texts(job->state, object, "ids", &job->hold, &n);
    return job->options.ids ? rank_length(job, "ids", n) : -1;
}

/* ties, lower_first, min_n, groups, ids */
static int rank_read(rank_job *job, PyObject *values, PyObject *const *given)
{
    int64_t ties = KEFU_TIES_COMPETITION;
    int lower = given[1] ? PyObject_IsTrue(given[1]) : 0;
    job->values = kp_to_values(job->state, values, "values", &job->hold, &job->n);
    if (!job->values || lower < 0)
        return -1;
    job->options.struct_size = sizeof job->options;
    job->options.lower_first = lower;
    if (given[0] && kp_to_word(job->state, given[0], &array_ties_words, job->where, &ties) < 0)
        return -1;
    job->options.ties = (int32_t)ties;
    if (given[2] && kp_to_int64(job->state, given[2], job->where, &job->options.min_n) < 0)
        return -1;
    if (given[3] && given[3] != Py_None && rank_groups(job, given[3]) < 0)
        return -1;
    return given[4] && given[4] != Py_None ? rank_ids(job, given[4]) : 0;
}

static PyObject *rank_run(rank_job *job)
{
    kefu_place *places;
    int64_t *order;
    kefu_error error;
    kefu_status status;
    PyObject *ranking = kp_ranking_new(job->state, job->n, &places, &order);
    kp_away away;
    if (!ranking)
        return NULL;
    kp_leave(&away, job->n > KP_FEW);
    status = kefu_rank(job->values, job->n, &job->options, places, order, &error);
    if (kp_join(&away) == 0 && !status)
        return ranking;
    Py_DECREF(ranking);
    return status ? kp_raise(job->state, job->where, status, &error) : NULL;
}

KP_FUNCTION(kp_rank_function)
{
    static const char *const keywords[] = {"values", "ties", "lower_first", "min_n",
                                           "groups", "ids",  NULL};
    rank_job job = {.state = kp_state_of_module(self), .where = "rank()"};
    PyObject *given[6], *ranking = NULL;
    kp_room_of room;
    kp_store_begin(&job.hold, &room);
    if (kp_arguments((kp_given){args, n, names}, job.where, keywords, 1, given, NULL) == 0 &&
        rank_read(&job, given[0], given + 1) == 0)
        ranking = rank_run(&job);
    kp_store_free(&job.hold);
    return ranking;
}

static PyObject *rank_top_run(rank_job *job, int64_t k, int with_ties)
{
    int64_t *found = kp_store_block(&job->hold, (size_t)job->n, sizeof *found), count = 0;
    PyObject *indices;
    kefu_error error;
    kefu_status status;
    void *data = NULL;
    kp_away away;
    if (!found)
        return NULL;
    kp_leave(&away, job->n > KP_FEW);
    status = kefu_rank_top(job->values, job->n, k, with_ties, &job->options, found, job->n, &count,
                           &error);
    if (kp_join(&away) < 0)
        return NULL;
    if (status)
        return kp_raise(job->state, job->where, status, &error);
    indices = kp_array_new(job->state, count, 'q', &data);
    if (indices)
        memcpy(data, found, (size_t)count * sizeof *found);
    return indices;
}

KP_FUNCTION(kp_rank_top_function)
{
    static const char *const keywords[] = {"values", "k",   "ties",      "lower_first", "min_n",
                                           "groups", "ids", "with_ties", NULL};
    rank_job job = {.state = kp_state_of_module(self), .where = "rank_top()"};
    PyObject *given[8], *top = NULL;
    kp_room_of room;
    int64_t k = 0;
    int with_ties = 0;
    kp_store_begin(&job.hold, &room);
    if (kp_arguments((kp_given){args, n, names}, job.where, keywords, 2, given, NULL) == 0 &&
        kp_to_int64(job.state, given[1], "rank_top(): k", &k) == 0 &&
        (with_ties = given[7] ? PyObject_IsTrue(given[7]) : 0) >= 0 &&
        rank_read(&job, given[0], given + 2) == 0)
        top = rank_top_run(&job, k, with_ties);
    kp_store_free(&job.hold);
    return top;
}

/* ---- Shares ---------------------------------------------------------------------------------- */

static PyObject *apportion_run(kp_state *state, int64_t whole, PyObject *object, int32_t ties,
                               kp_store *hold)
{
    int64_t n;
    const int64_t *weights = kp_to_int64s(state, object, "weights", hold, &n);
    void *data = NULL;
    PyObject *shares = weights ? kp_array_new(state, n, 'q', &data) : NULL;
    kefu_error error;
    kefu_status status;
    kp_away away;
    if (!shares)
        return NULL;
    kp_leave(&away, n > KP_FEW);
    status = kefu_apportion(NULL, whole, weights, n, ties, data, &error);
    if (kp_join(&away) == 0 && !status)
        return shares;
    Py_DECREF(shares);
    return status ? kp_raise(state, "apportion()", status, &error) : NULL;
}

KP_FUNCTION(kp_apportion_function)
{
    static const char *const keywords[] = {"whole", "weights", "ties", NULL};
    kp_state *state = kp_state_of_module(self);
    PyObject *given[3], *shares = NULL;
    kp_room_of room;
    kp_store hold;
    int64_t whole, ties = KEFU_REST_FIRST;
    kp_store_begin(&hold, &room);
    if (kp_arguments((kp_given){args, n, names}, "apportion()", keywords, 2, given, NULL) == 0 &&
        kp_to_int64(state, given[0], "apportion(): whole", &whole) == 0 &&
        (!given[2] ||
         kp_to_word(state, given[2], &array_rest_words, "apportion(): ties", &ties) == 0))
        shares = apportion_run(state, whole, given[1], (int32_t)ties, &hold);
    kp_store_free(&hold);
    return shares;
}

/* ---- Values of a metric ---------------------------------------------------------------------- */

static int frame_metric(kp_state *state, const kefu_frame *frame, PyObject *object,
                        const char *where, int32_t *out)
{
    kefu_error error;
    kefu_status status;
    const char *name;
    if (!PyUnicode_Check(object))
        return kp_to_int32(state, object, where, out);
    name = kp_to_text(state, object, where, NULL);
    if (!name)
        return -1;
    status = kefu_frame_find_metric(frame, name, out, &error);
    if (status)
        kp_raise(state, where, status, &error);
    return status ? -1 : 0;
}

static PyObject *frame_values(kp_state *state, const kefu_frame *frame, int32_t metric)
{
    int64_t n = kefu_frame_rows(frame);
    kefu_value *values;
    PyObject *made = kp_values_new(state, n, &values);
    if (!made || (metric >= 0 && metric < kefu_frame_metrics(frame) &&
                  !kefu_frame_values(frame, metric, 0, n, values)))
        return made;
    Py_DECREF(made);
    return kp_fail(state, KEFU_E_ARGUMENT, "Frame.values(): there is no metric %d, only %d",
                   (int)metric, (int)kefu_frame_metrics(frame));
}

static PyObject *frame_column(PyObject *self, PyObject *metric, const char *where)
{
    kp_state *state = ((kp_object *)self)->state;
    const kefu_frame *frame = kp_take(state, self, "frame", 0, where);
    PyObject *values = NULL;
    int32_t index;
    if (!frame)
        return NULL;
    if (frame_metric(state, frame, metric, where, &index) == 0)
        values = frame_values(state, frame, index);
    kp_drop(self, 0);
    return values;
}

PyObject *kp_frame_column(PyObject *self, PyObject *name)
{
    return frame_column(self, name, "Frame[]");
}

KP_FUNCTION(kp_frame_values_method)
{
    static const char *const keywords[] = {"metric", NULL};
    PyObject *given[1];
    if (kp_arguments((kp_given){args, n, names}, "Frame.values()", keywords, 1, given, NULL) < 0)
        return NULL;
    return frame_column(self, given[0], "Frame.values()");
}
