/* table.h - rows of the library as Python has them: kefu.Table. */
#ifndef KEFU_PY_TABLE_H
#define KEFU_PY_TABLE_H

#include "rows.h"

struct ArrowArrayStream;

/* Columns of a builder's batch (BOOL, I64, F32, F64, DATE, TIME, TEXT) as a stream that owns them.
 */
int kp_table_stream(const kefu_batch *batch, struct ArrowArrayStream *out);

/* Methods of other objects. */
PyObject *kp_frame_stream(PyObject *self, PyObject *args, PyObject *keywords);
PyObject *kp_sheet_stream(PyObject *self, PyObject *args, PyObject *keywords);
PyObject *kp_sample_stream(PyObject *self, PyObject *args, PyObject *keywords);
PyObject *kp_look_function(PyObject *module, PyObject *args);

extern PyType_Spec kp_table_spec, kp_rows_spec, kp_mark_spec, kp_export_spec;

#endif
