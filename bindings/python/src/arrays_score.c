/* arrays_score.c - a card or an expression over all rows: an array each. */
#include <string.h>

#include "arrays.h"

/* ---- Cards ----------------------------------------------------------------------------------- */

/* The totals of all rows, and the points of items, if they are asked for. */
typedef struct score_job {
    kp_state *state;
    const kefu_card *card;
    kp_growing totals;
    kp_growing *items;
    int64_t **points; /* of the batch at hand */
    int32_t n_items;
} score_job;

static int score_room(score_job *job, int64_t rows, int64_t **totals)
{
    size_t size = (size_t)rows * sizeof(int64_t);
    *totals = kp_growing_add(&job->totals, size);
    for (int32_t i = 0; i < job->n_items && *totals; i++) {
        job->points[i] = kp_growing_add(&job->items[i], size);
        if (!job->points[i])
            return -1;
    }
    return *totals ? 0 : -1;
}

static int score_batch(score_job *job, const kefu_batch *batch)
{
    int64_t *totals;
    kefu_error error;
    kefu_status status;
    kp_away away;
    if (score_room(job, batch->rows, &totals) < 0)
        return -1;
    kp_leave(&away, batch->rows > KP_FEW);
    status = kefu_score_columns(job->card, batch, totals, job->points, &error);
    if (kp_join(&away) < 0)
        return -1;
    if (status)
        kp_raise(job->state, "Card.score_columns()", status, &error);
    return status ? -1 : 0;
}

static PyObject *score_result(const score_job *job)
{
    PyObject *totals = kp_growing_array(job->state, &job->totals, 'q'), *list, *pair;
    if (!job->points || !totals)
        return totals;
    list = PyList_New(job->n_items);
    for (int32_t i = 0; i < job->n_items && list; i++) {
        PyObject *points = kp_growing_array(job->state, &job->items[i], 'q');
        if (!points || PyList_SetItem(list, i, points) < 0)
            Py_CLEAR(list);
    }
    pair = list ? PyTuple_Pack(2, totals, list) : NULL;
    Py_DECREF(totals);
    Py_XDECREF(list);
    return pair;
}

static PyObject *score_rows(score_job *job, PyObject *object, PyObject *settings, kp_store *hold)
{
    kp_rows *rows = kp_rows_open(job->state, object, settings, 0, "Card.score_columns()", hold);
    const kefu_batch *batch = NULL;
    PyObject *result = NULL;
    int more = rows ? 1 : -1;
    while (more > 0 && (more = kp_rows_next(rows, &batch)) > 0)
        if (score_batch(job, batch) < 0)
            more = -1;
    if (!more)
        result = score_result(job);
    return result;
}

static int score_items(score_job *job, kp_store *hold)
{
    job->n_items = kefu_card_parts(job->card, KEFU_PART_ITEM);
    job->items = kp_store_block(hold, (size_t)job->n_items, sizeof *job->items);
    job->points =
        job->items ? kp_store_block(hold, (size_t)job->n_items, sizeof *job->points) : NULL;
    return job->points ? 0 : -1;
}

KP_FUNCTION(kp_score_columns_method)
{
    static const char *const keywords[] = {"rows", "points", NULL};
    score_job job = {.state = ((kp_object *)self)->state};
    PyObject *given[2], *settings = NULL, *result = NULL;
    kp_room_of room;
    kp_store hold;
    int points;
    if (kp_arguments((kp_given){args, n, names}, "Card.score_columns()", keywords, 1, given,
                     &settings) < 0)
        return NULL;
    kp_store_begin(&hold, &room);
    points = given[1] ? PyObject_IsTrue(given[1]) : 0;
    job.card = points < 0 ? NULL : kp_take(job.state, self, "card", 0, "Card.score_columns()");
    if (job.card) {
        if (!points || score_items(&job, &hold) == 0)
            result = score_rows(&job, given[0], settings, &hold);
        kp_drop(self, 0);
    }
    for (int32_t i = 0; i < job.n_items && job.items; i++)
        kp_growing_free(&job.items[i]);
    kp_growing_free(&job.totals);
    kp_store_free(&hold);
    Py_XDECREF(settings);
    return result;
}

/* ---- Expressions ----------------------------------------------------------------------------- */

typedef struct eval_job {
    kp_state *state;
    kefu_expr *expr;
    kp_growing values, states;
} eval_job;

static int eval_batch(eval_job *job, const kefu_batch *batch)
{
    int64_t *values = kp_growing_add(&job->values, (size_t)batch->rows * sizeof *values);
    uint8_t *states = values ? kp_growing_add(&job->states, (size_t)batch->rows) : NULL;
    kefu_error error;
    kefu_status status;
    kp_away away;
    if (!states)
        return -1;
    kp_leave(&away, batch->rows > KP_FEW);
    status = kefu_expr_eval(job->expr, batch, values, states, batch->rows, &error);
    if (kp_join(&away) < 0)
        return -1;
    if (status)
        kp_raise(job->state, "Expr.eval()", status, &error);
    return status ? -1 : 0;
}

static PyObject *eval_rows(eval_job *job, PyObject *object, PyObject *settings, kp_store *hold)
{
    kp_rows *rows = kp_rows_open(job->state, object, settings, 0, "Expr.eval()", hold);
    const kefu_batch *batch = NULL;
    PyObject *values, *states, *pair;
    int more = rows ? 1 : -1;
    while (more > 0 && (more = kp_rows_next(rows, &batch)) > 0)
        if (eval_batch(job, batch) < 0)
            more = -1;
    if (more < 0)
        return NULL;
    values = kp_growing_array(job->state, &job->values, 'q');
    states = values ? kp_growing_array(job->state, &job->states, 'B') : NULL;
    pair = states ? PyTuple_Pack(2, values, states) : NULL;
    Py_XDECREF(values);
    Py_XDECREF(states);
    return pair;
}

KP_FUNCTION(kp_expr_eval_method)
{
    static const char *const keywords[] = {"rows", NULL};
    eval_job job = {.state = ((kp_object *)self)->state};
    PyObject *given[1], *settings = NULL, *result = NULL;
    kp_room_of room;
    kp_store hold;
    if (kp_arguments((kp_given){args, n, names}, "Expr.eval()", keywords, 1, given, &settings) < 0)
        return NULL;
    kp_store_begin(&hold, &room);
    job.expr = kp_take(job.state, self, "expr", 1, "Expr.eval()");
    if (job.expr) {
        result = eval_rows(&job, given[0], settings, &hold);
        kp_drop(self, 1);
    }
    kp_store_free(&hold);
    kp_growing_free(&job.values);
    kp_growing_free(&job.states);
    Py_XDECREF(settings);
    return result;
}
