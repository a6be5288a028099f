/* kefu_lua.c - kefu for Lua 5.1 to 5.4 and LuaJIT: the one file to compile, beside the library.
 *
 * It is found by require "kefu"; a program that has Lua inside links it and calls luaopen_kefu.
 */
#include "src/kl.h"

#include "src/shims.c"
#include "src/fail.c"
#include "src/handle.c"
#include "src/int64.c"
#include "src/value.c"
#include "src/arguments.c"
#include "src/arrays.c"
#include "src/structs.c"
#include "src/cells.c"
#include "src/results.c"
#include "src/rows.c"
#include "src/csv.c"
#include "src/batches.c"
#include "src/kinds.c"
#include "src/give.c"
#include "src/calls.c"
#include "src/events.c"
#include "src/metrics.c"
#include "src/metric_table.c"
#include "src/shapes.c"
#include "src/model_score.c"
#include "src/own.c"
#include "src/module.c"
