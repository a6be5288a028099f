/* kl.h - what the files of the Lua binding share: versions of Lua, objects, a call under way. */
#ifndef KL_H
#define KL_H

#include <locale.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "calls/define.h"
#include "calls/field.h"

#include <lauxlib.h>
#include <lua.h>

/* ---- Versions of Lua ------------------------------------------------------------------------ */

/* In metatables: the bound calls that give elements, and find a row by its key. */
static const char module_items_key = 0;
static const char module_find_key = 1;

/* Only what Lua 5.1 and LuaJIT have is used, and this. */
#if LUA_VERSION_NUM >= 502
#define kl_rawlen(L, at) ((size_t)lua_rawlen(L, at))
#else
#define kl_rawlen(L, at) ((size_t)lua_objlen(L, at))
#endif
#if LUA_VERSION_NUM >= 503 && LUA_MAXINTEGER >= INT64_MAX
#define KL_INTEGERS 1 /* numbers of Lua hold all of an int64_t */
#else
#define KL_INTEGERS 0
#endif

/* From here on a double has no neighbours that are 1 apart. */
#define KL_EXACT INT64_C(9007199254740992)

static int kl_absolute(lua_State *L, int at);
static void kl_rawfield(lua_State *L, int table, const char *name);
static void kl_rawgetp(lua_State *L, int table, const void *key);
static void kl_rawsetp(lua_State *L, int table, const void *key);

/* ---- Objects -------------------------------------------------------------------------------- */

typedef struct kl_core kl_core;
typedef struct kl_events kl_events;

/* What the host keeps for a moment, without asking for memory. */
enum { KL_RAISED = 1, KL_FUNCTION = 2 };

/* One for each state of Lua: who calls, and what a function of Lua raised meanwhile. */
typedef struct kl_host {
    lua_State *L;
    int slots;  /* reference to a table that is there from the beginning: KL_RAISED ... */
    int raised; /* 1: a function of Lua raised something */
    const void *value_metatable;
} kl_host;

/* A handle of the library, counted: by its object, and by what borrows it. Calls that use it have
 * its object on their stack; they are counted for kl_close alone, as an error of Lua may pass by
 * their end. */
struct kl_core {
    const kb_class *class;
    void *pointer;
    kl_host *host;
    kl_core **kept; /* what it borrows */
    int *refs;      /* functions and tables of Lua that it calls */
    int n_kept, n_refs;
    int users;
    int calls;         /* under way, and those that an error of Lua has ended */
    int busy;          /* those that the library is working on */
    int borrowed;      /* 1: the pointer belongs to what is kept */
    int orphan;        /* 1: its object went while it was busy, as they all do with the state */
    kl_events *events; /* of a tally: see events.c */
};

/* The userdata. */
typedef struct kl_object {
    kl_core *core; /* NULL once closed */
    kl_core *left; /* to the collector: it was closed while a call used it */
} kl_object;

/* ---- Calls ---------------------------------------------------------------------------------- */

/* What a function of Lua is bound to. */
typedef struct kl_bound {
    const kb_info *info;
    kl_host *host;
} kl_bound;

enum { KL_MAX_USED = 64, KL_TEXT = 512, KL_PASSING = 4 };

/* A call under way. */
typedef struct kl_frame {
    lua_State *L;
    kl_host *host;
    const kb_info *info;
    kl_core *self;
    kl_core *made;              /* what is made, or whatever keeps what is borrowed until the end */
    int made_at;                /* stack index of the object that is made, 0 = none */
    kl_core *used[KL_MAX_USED]; /* they live until the end, whoever closes them */
    int n_used;
    int first; /* stack index of the first argument, and the last */
    int last;
    unsigned given;   /* a bit for each argument that is there and not nil */
    int table;        /* 1: the last one is a table */
    int named;        /* stack index of the table with named arguments, 0 = none */
    const char *what; /* name of the argument or field that is read */
    int source;       /* of KB_BATCHES that come in pieces: the parameter, and the kefu.csv */
    kl_core *from;    /* NULL: all is there */
    kl_object *passing[KL_PASSING]; /* rows that were made for this call */
    int n_passing;
    kb_call call;
    kefu_error error;
} kl_frame;

/* How one value is read or pushed: a parameter; of a field and a result, the same. */
typedef kb_param kl_slot;

/* handle.c */
static kl_object *kl_object_new(lua_State *L, kl_host *host, const kb_class *class);
static kl_core *kl_core_of(lua_State *L, int at, const kb_class **class);
static kefu_status kl_pin(kl_frame *f, kl_core *core);
static kefu_status kl_use(kl_frame *f, kl_core *core);
static void kl_let_go(kl_frame *f);
static void kl_release(lua_State *L, kl_core *core);
static int kl_keep(kl_core *keeper, kl_core *kept);
static int kl_keep_ref(lua_State *L, kl_core *keeper, int at);
static int kl_close(lua_State *L);
static void kl_metatable(lua_State *L, const void *key);

/* fail.c */
static kefu_status kl_fail(kl_frame *f, kefu_status status, const char *format, ...);
static kefu_status kl_fail_about(kl_frame *f, kefu_status status, const char *what);
static int kl_failed(kl_frame *f, kefu_status status);
static int kl_raise(kl_frame *f, kefu_status status);
static int kl_return_error(lua_State *L, kl_host *host, const kefu_error *error);
static kefu_status kl_raised(kl_host *host);
static void kl_error_clear(kefu_error *error);

/* names.c */
static const char *kl_name(const kb_info *info);
static const char *kl_call_name(const kb_info *info, char out[80]);
static void kl_say(const char *message, char *out, size_t capacity);
static void kl_complete(kl_frame *f, kefu_status status);

/* int64.c */
enum { KL_NO_NUMBER = 0, KL_WHOLE = 1, KL_FRACTION = 2, KL_TOO_BIG = 3 };
static int kl_to_int64(lua_State *L, int at, int64_t *out);
static void kl_push_int64(lua_State *L, int64_t number);
static void kl_shortest(double number, char out[40]);

/* value.c */
static const kefu_value *kl_to_value(lua_State *L, int at);
static const kefu_value *kl_to_value_of(lua_State *L, int at, const void *metatable);
static void kl_push_value(lua_State *L, const kefu_value *value);
static int kl_value_of_double(double number, kefu_value *out);

/* arguments.c, structs.c */
static void *kl_scratch(lua_State *L, size_t size);
static kefu_status kl_read(kl_frame *f, int at, const kl_slot *slot, kb_arg *out);
static kefu_status kl_read_struct(kl_frame *f, int at, const kb_struct *of, void *out, int named);
static kefu_status kl_wrong(kl_frame *f, int at, const char *expected);
static kefu_status kl_room(kl_frame *f, int n);
static kefu_status kl_find_row(kl_frame *f, int at, int64_t *row);
static int64_t kl_count_rows(kl_frame *f);

/* results.c */
static void kl_push_struct(lua_State *L, const kb_struct *of, const void *from);
static void kl_push_word(lua_State *L, const kb_words *words, int64_t value);
static kefu_status kl_give(kl_frame *f);

/* calls.c */
static kefu_status kl_run(kl_frame *f);
static kefu_status kl_run_all(kl_frame *f);
static kefu_status kl_arguments(kl_frame *f);
static void kl_begin(kl_frame *f, lua_State *L, const kl_bound *bound, int first, int last);
static void kl_end(kl_frame *f);

/* rows.c, csv.c */
static kefu_status kl_read_batch(kl_frame *f, int at, const kl_slot *slot, kb_arg *out);
static kefu_status kl_run_source(kl_frame *f);

/* events.c */
static kefu_status kl_events_flush(lua_State *L, kl_core *core, kefu_error *error);
static void kl_events_free(lua_State *L, kl_events *events);

#endif
