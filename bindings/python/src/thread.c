/* thread.c - C without the GIL, and callbacks that take it back. */
#include "kp_call.h"

/* The innermost stretch of this thread. An interpreter that a callback enters has its own. */
static KP_THREAD kp_away *innermost;

void kp_leave(kp_away *away, int release)
{
    away->outer = innermost;
    away->raised[0] = away->raised[1] = away->raised[2] = NULL;
    away->released = (uint8_t)release;
    innermost = away;
    away->thread = release ? PyEval_SaveThread() : NULL;
}

int kp_join(kp_away *away)
{
    if (away->thread)
        PyEval_RestoreThread(away->thread);
    innermost = away->outer;
    if (!away->raised[0])
        return 0;
    PyErr_Restore(away->raised[0], away->raised[1], away->raised[2]);
    return -1;
}

int kp_enter_python(void)
{
    kp_away *away = innermost;
    if (!away || !away->thread)
        return 0;
    PyEval_RestoreThread(away->thread);
    away->thread = NULL;
    return 1;
}

void kp_leave_python(int entered)
{
    if (entered)
        innermost->thread = PyEval_SaveThread();
}

void kp_catch(void)
{
    kp_away *away = innermost;
    PyObject *raised[3];
    PyErr_Fetch(&raised[0], &raised[1], &raised[2]);
    int kept =
        away && (!away->raised[0] || PyErr_GivenExceptionMatches(away->raised[0], PyExc_Exception));
    for (int i = 0; i < 3; i++) {
        Py_XDECREF(kept ? away->raised[i] : raised[i]);
        if (kept)
            away->raised[i] = raised[i];
    }
}
