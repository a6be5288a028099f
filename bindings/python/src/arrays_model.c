/* arrays_model.c - what a model says of many texts: an array a column. */
#include <string.h>

#include "arrays.h"

WORDS(array_invalid, WORD(KEFU_INVALID_, REFUSE, "refuse"),
      WORD(KEFU_INVALID_, REPLACE, "replace"));
WORDS(array_encoding, WORD(KEFU_, UTF8, "utf-8"), WORD(KEFU_, GB18030, "gb18030"));

enum { POLARITY, POSITIVE, THREE, ASPECTS, Z, COLUMNS };
static const char *const column_names[] = {"polarity", "positive", "three", "aspects", "z"};
static const char column_formats[] = {'b', 'i', 'b', 'I', 'i'};

typedef struct model_job {
    kp_state *state;
    const kefu_model *model, *delta;
    kp_store hold;
    int32_t encoding, invalid;
    int32_t wanted[COLUMNS];
    int64_t n;
    const kefu_text *texts;    /* of bytes; else */
    kefu_column column;        /* a column */
    PyObject *arrays[COLUMNS]; /* NULL where it is not wanted, */
    void *data[COLUMNS];       /* and their numbers */
} model_job;

/* ---- Texts ----------------------------------------------------------------------------------- */

/* bytes, which may have another encoding, must be told apart from str. */
static int model_has_bytes(PyObject *object)
{
    PyObject *first;
    int is = 0;
    if ((PyList_Check(object) || PyTuple_Check(object)) && PySequence_Size(object) > 0) {
        first = PySequence_GetItem(object, 0);
        is = first && PyBytes_Check(first);
        Py_XDECREF(first);
    }
    return is;
}

static int model_bytes(model_job *job, PyObject *object)
{
    PyObject *tuple = PySequence_Tuple(object);
    kp_column column = {.state = job->state, .view = {.name = "texts"}};
    kefu_text *texts;
    if (kp_store_object(&job->hold, tuple) < 0)
        return -1;
    job->n = PyTuple_Size(tuple);
    texts = kp_store_block(&job->hold, (size_t)job->n, sizeof *texts);
    for (int64_t i = 0; texts && i < job->n; i++) {
        PyObject *one = PyTuple_GetItem(tuple, (Py_ssize_t)i);
        char *bytes = "";
        Py_ssize_t size = 0;
        if (one != Py_None && !PyBytes_Check(one))
            return kp_column_fail(&column, KEFU_E_TYPE, i, "%R among bytes",
                                  (PyObject *)Py_TYPE(one));
        if (one != Py_None && PyBytes_AsStringAndSize(one, &bytes, &size) < 0)
            return -1;
        texts[i].data = bytes;
        texts[i].size = (size_t)size;
    }
    job->texts = texts;
    return texts ? 0 : -1;
}

static int model_texts(model_job *job, PyObject *object)
{
    kp_column column = {.state = job->state};
    if (model_has_bytes(object))
        return model_bytes(job, object);
    if (kp_column_one(job->state, object, "texts", &job->hold, &job->column, &job->n) < 0)
        return -1;
    if (job->column.type == KEFU_COLUMN_TEXT_FIXED)
        job->column.encoding = job->encoding;
    column.view = job->column;
    if (job->column.type < KEFU_COLUMN_TEXT)
        return kp_column_fail(&column, KEFU_E_TYPE, -1, "expected texts");
    if (job->encoding != KEFU_UTF8 && job->column.type != KEFU_COLUMN_TEXT_FIXED) {
        kp_fail(job->state, KEFU_E_ARGUMENT,
                "Model.score(): an encoding is for bytes; these texts are str");
        return -1;
    }
    return 0;
}

/* ---- Columns --------------------------------------------------------------------------------- */

static int model_want(model_job *job, PyObject *want)
{
    PyObject *tuple = PyUnicode_Check(want) ? PyTuple_Pack(1, want) : PySequence_Tuple(want);
    Py_ssize_t n = tuple ? PyTuple_Size(tuple) : -1;
    int done = n < 0 ? -1 : 0;
    for (Py_ssize_t i = 0; i < n && !done; i++) {
        PyObject *one = PyTuple_GetItem(tuple, i);
        int k = 0;
        while (k < COLUMNS && !(PyUnicode_Check(one) &&
                                PyUnicode_CompareWithASCIIString(one, column_names[k]) == 0))
            k++;
        if (k < COLUMNS) {
            job->wanted[k] = 1;
            continue;
        }
        kp_fail(job->state, KEFU_E_ARGUMENT,
                "Model.score(): want has %R, expected polarity, positive, three, aspects or z",
                one);
        done = -1;
    }
    Py_XDECREF(tuple);
    return done;
}

static int model_has_head(const kefu_model *model, const char *key)
{
    kefu_head_info head = {.struct_size = sizeof head};
    for (int32_t h = 0; kefu_model_head(model, h, &head) == KEFU_OK; h++)
        if (strcmp(head.key, key) == 0)
            return 1;
    return 0;
}

/* Heads of the model, and those that only its delta has. */
static int64_t model_heads(const model_job *job)
{
    kefu_head_info head = {.struct_size = sizeof head};
    int64_t n = 0;
    while (kefu_model_head(job->model, (int32_t)n, &head) == KEFU_OK)
        n++;
    for (int32_t h = 0; job->delta && kefu_model_head(job->delta, h, &head) == KEFU_OK; h++)
        n += !model_has_head(job->model, head.key);
    return n;
}

/* z has a row a head. */
static int model_room(model_job *job)
{
    for (int k = 0; k < COLUMNS; k++) {
        if (!job->wanted[k])
            continue;
        job->arrays[k] = k == Z
                             ? kp_array_new_rows(job->state, model_heads(job), job->n,
                                                 column_formats[k], &job->data[k])
                             : kp_array_new(job->state, job->n, column_formats[k], &job->data[k]);
        if (!job->arrays[k])
            return -1;
    }
    return 0;
}

static PyObject *model_result(const model_job *job)
{
    PyObject *scores = PyStructSequence_New((PyTypeObject *)kp_own(job->state)[KP_OWN_SCORES]);
    for (int k = 0; scores && k < COLUMNS; k++)
        PyStructSequence_SetItem(scores, k, Py_NewRef(job->arrays[k] ? job->arrays[k] : Py_None));
    return scores;
}

/* ---- The call -------------------------------------------------------------------------------- */

static PyObject *model_run(model_job *job)
{
    kefu_model_scores out = {.struct_size = sizeof out};
    kefu_error error;
    kefu_status status;
    kp_away away;
    if (model_room(job) < 0)
        return NULL;
    out.polarity = job->data[POLARITY];
    out.positive = job->data[POSITIVE];
    out.three = job->data[THREE];
    out.aspects = job->data[ASPECTS];
    out.z = job->data[Z];
    kp_leave(&away, 1);
    status = job->texts ? kefu_model_score(job->model, job->delta, job->texts, job->n,
                                           job->encoding, job->invalid, &out, &error)
                        : kefu_model_score_column(job->model, job->delta, &job->column, job->n,
                                                  job->invalid, &out, &error);
    if (kp_join(&away) < 0)
        return NULL;
    return status ? kp_raise(job->state, "Model.score()", status, &error) : model_result(job);
}

static int model_words(model_job *job, PyObject *encoding, PyObject *invalid)
{
    int64_t word = 0;
    if (encoding && kp_to_word(job->state, encoding, &array_encoding_words,
                               "Model.score(): encoding", &word) < 0)
        return -1;
    job->encoding = (int32_t)word;
    word = 0;
    if (invalid &&
        kp_to_word(job->state, invalid, &array_invalid_words, "Model.score(): invalid", &word) < 0)
        return -1;
    job->invalid = (int32_t)word;
    return 0;
}

/* texts, delta, want, encoding, invalid; the model has been taken. */
static PyObject *model_score(model_job *job, PyObject *const *given)
{
    PyObject *delta = given[1] && given[1] != Py_None ? given[1] : NULL, *result = NULL;
    if (!given[2])
        job->wanted[POLARITY] = job->wanted[POSITIVE] = 1;
    else if (model_want(job, given[2]) < 0)
        return NULL;
    if (model_words(job, given[3], given[4]) < 0 || model_texts(job, given[0]) < 0)
        return NULL;
    if (!delta)
        return model_run(job);
    job->delta = kp_take(job->state, delta, "model", 0, "Model.score(): delta");
    if (!job->delta)
        return NULL;
    result = model_run(job);
    kp_drop(delta, 0);
    return result;
}

KP_FUNCTION(kp_model_score_method)
{
    static const char *const keywords[] = {"texts", "delta", "want", "encoding", "invalid", NULL};
    model_job job = {.state = ((kp_object *)self)->state};
    PyObject *given[5], *scores = NULL;
    if (kp_arguments((kp_given){args, n, names}, "Model.score()", keywords, 1, given, NULL) < 0)
        return NULL;
    job.model = kp_take(job.state, self, "model", 0, "Model.score()");
    if (job.model) {
        scores = model_score(&job, given);
        kp_drop(self, 0);
    }
    for (int k = 0; k < COLUMNS; k++)
        Py_XDECREF(job.arrays[k]);
    kp_store_free(&job.hold);
    return scores;
}
