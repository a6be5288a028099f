/* proof_rows.c - what `update` is given in a round: a tally evaluates the call over columns, with a
 * metric in place of the one that is checked which notes its arguments. So rows are filtered,
 * scaled and freed of nulls as in any tally. */
#include <string.h>

#include "base/decimal.h"
#include "base/fail.h"
#include "base/text.h"
#include "metric/proof.h"
#include "metric/plugin_host.h"
#include "metric/tally.h"

enum { PROOF_SCALE = 6, PROOF_ROWS_MOST = 4000 };

/* ---- The metric that notes ------------------------------------------------------------------ */

static int32_t note_cell(kf_proof_rows *r, const kefu_vector *v, int64_t row, kf_proof_cell *cell)
{
    *cell = (kf_proof_cell){.value = v->values ? v->values[row] : 0,
                            .state = v->states ? v->states[row] : KEFU_VALUE_OK};
    if (!v->texts)
        return 1;
    cell->text.size = v->texts[row].size;
    cell->text.data = kf_arena_text(&r->arena, v->texts[row].data, v->texts[row].size);
    return cell->text.data != NULL;
}

static kefu_status KEFU_CALL note_update(void *states, size_t stride, const uint32_t *groups,
                                         const kefu_args *args, const kefu_context *context,
                                         kefu_error *error)
{
    kf_proof_rows *r = context->user;
    const size_t n_ports = (size_t)args->n_vectors, n = (size_t)r->n + (size_t)args->rows;
    kf_proof_cell *cells =
        kf_reserve(r->memory, r->cells, &r->capacity, n * n_ports + 1, sizeof *cells);
    (void)states;
    (void)stride;
    (void)groups;
    if (!cells)
        return kf_no_memory(error);
    r->cells = cells;
    r->n_ports = args->n_vectors;
    for (size_t k = 0; k < n_ports; k++) {
        const kefu_vector *v = args->vectors[k];
        r->has[k] |= (v->values ? KF_PROOF_VALUES : 0) | (v->texts ? KF_PROOF_TEXTS : 0) |
                     (v->states ? KF_PROOF_STATES : 0);
        for (int64_t i = 0; i < args->rows; i++)
            if (!note_cell(r, v, i, &cells[((size_t)r->n + (size_t)i) * n_ports + k]))
                return kf_no_memory(error);
    }
    r->n = (uint32_t)n;
    return KEFU_OK;
}

/* ---- The call ------------------------------------------------------------------------------- */

/* `name` in backticks, as a column. */
static void rows_put_column(kf_buffer *text, const char *name)
{
    kf_put_char(text, '`');
    for (; *name; name++) {
        kf_put_char(text, *name);
        if (*name == '`')
            kf_put_char(text, '`');
    }
    kf_put_char(text, '`');
}

/* "fcr(`buyer`, `at`)": as many ports as there may be. */
static void rows_put_call(kf_proof *p, kf_buffer *text)
{
    const kefu_metric *m = p->metric;
    int32_t n = m->n_ports;
    if (!p->batch)
        n = m->n_required + (int32_t)kf_proof_dice(p, (uint32_t)(m->n_ports - m->n_required) + 1);
    kf_put_text(text, m->name);
    kf_put_text(text, n ? "(" : "(*");
    for (int32_t i = 0; i < n; i++) {
        kf_put_text(text, i ? ", " : "");
        rows_put_column(text, m->ports[i]->name);
    }
    kf_put_text(text, ")");
}

/* A tally of the call alone, whose arguments are noted. */
static kefu_status rows_compile(kf_proof *p, const kefu_registry *registry, const char *text,
                                kefu_tally **out, kefu_error *error)
{
    kefu_tally_options o = {.struct_size = sizeof o, .allocator = &p->memory.with};
    kefu_metric_info info = {.struct_size = sizeof info, .name = "check"};
    kefu_tally *tally;
    kefu_status status;
    o.scale = p->bare && !p->batch && kf_proof_dice(p, 2) ? 1 + (int32_t)kf_proof_dice(p, 9)
                                                          : PROOF_SCALE;
    status = kefu_tally_new(registry, &o, &tally, error);
    if (status)
        return status;
    status = kefu_tally_add(tally, &info, text, error);
    if (!status && !kf_formula_is_call(tally->metrics[0].formula))
        status =
            kf_fail(error, KEFU_E_ARGUMENT, "kefu_metric_check: %s is more than one call of '%s'",
                    text, p->metric->name);
    if (status)
        kefu_tally_free(tally);
    else
        *out = tally;
    return status;
}

/* ---- Random columns ------------------------------------------------------------------------- */

/* Decimals that a column may have so that every port takes it. */
static int32_t rows_scale(const kf_proof *p, const kefu_tally *t, const char *column)
{
    int32_t scale = t->scale;
    for (int32_t i = 0; i < p->metric->n_ports; i++) {
        const kefu_port *port = p->metric->ports[i];
        if (port->type == KEFU_PORT_NUMBER && port->scale >= 0 && port->scale < scale &&
            (!p->bare || strcmp(port->name, column) == 0))
            scale = port->scale;
    }
    return scale;
}

/* How far from the end of 64 bits its numbers stay, in digits: no plain column overflows at any
 * port, and no product of two in a formula. */
static int32_t rows_room(const kf_proof *p, const kefu_tally *t, int32_t scale)
{
    int32_t most = t->scale;
    if (!p->bare)
        return 13 - scale;
    for (int32_t i = 0; i < p->metric->n_ports; i++)
        if (p->metric->ports[i]->scale > most)
            most = p->metric->ports[i]->scale;
    return most - scale;
}

static int64_t rows_count(kf_proof *p)
{
    static const int64_t counts[] = {0, 1, 2, 3, 5, 8, 13, 20, 20, 40, 60};
    if (kf_proof_dice(p, 40))
        return counts[kf_proof_dice(p, 11)];
    return 1 + (int64_t)kf_proof_dice(p, PROOF_ROWS_MOST);
}

static kefu_status rows_random(kf_proof *p, kefu_tally *t, kf_arena *arena, kefu_error *error)
{
    const int32_t n = kefu_tally_columns(t);
    kefu_column *columns = kf_arena_alloc(arena, (size_t)n * sizeof *columns);
    const kefu_column **pointers = kf_arena_alloc(arena, (size_t)n * sizeof *pointers);
    kefu_batch batch = {.struct_size = sizeof batch, .n_columns = n, .columns = pointers};
    batch.rows = rows_count(p);
    if (!columns || !pointers)
        return kf_no_memory(error);
    for (int32_t i = 0; i < n; i++) {
        const char *name = kefu_tally_column(t, i);
        int32_t type = kefu_tally_column_type(t, i), scale = type ? rows_scale(p, t, name) : 0;
        columns[i] = (kefu_column){.struct_size = sizeof *columns, .name = name, .scale = scale};
        if (!kf_proof_column(p, arena, type, rows_room(p, t, scale), batch.rows, &columns[i]))
            return kf_no_memory(error);
        pointers[i] = &columns[i];
    }
    return kefu_tally_update(t, &batch, error);
}

/* ---- Parameters ----------------------------------------------------------------------------- */

static kefu_status rows_check_params(kf_proof *p, kefu_error *error)
{
    kefu_error said = kf_metric_silent();
    kefu_status status = p->metric->check ? p->metric->check(&p->late, &said) : KEFU_OK;
    return kf_metric_returned(p->metric, "check", status, &said, -1, error);
}

static void rows_draw_params(kf_proof *p, int32_t usual)
{
    for (int32_t i = 0; i < p->metric->n_params; i++) {
        const kefu_param *param = p->metric->params[i];
        usual |= param->flags & KEFU_PARAM_OPTIONAL && !kf_proof_dice(p, 3);
        p->params[i] = usual || !kf_proof_dice(p, 3)
                           ? param->usual
                           : kf_proof_between(p, param->least, param->most);
    }
}

/* Parameters in range that go together; the usual ones if no others are found. */
static kefu_status rows_params(kf_proof *p, kefu_error *error)
{
    kefu_status status = KEFU_E_ARGUMENT;
    for (int32_t tries = 20; tries >= 0 && status; tries--) {
        if (p->bare)
            rows_draw_params(p, tries == 0);
        status = rows_check_params(p, error);
    }
    return status;
}

static void rows_contexts(kf_proof *p, const kefu_context *of_call)
{
    p->context = (kefu_context){.struct_size = sizeof p->context,
                                .user = p->user,
                                .host = &kf_host,
                                .allocator = &p->pool.allocator,
                                .params = p->params,
                                .n_params = p->metric->n_params,
                                .n_args = of_call->n_args,
                                .scale = of_call->scale};
    for (int32_t i = 0; i < of_call->n_params; i++)
        p->params[i] = of_call->params[i];
    p->late = p->context;
    if (!(p->metric->flags & KEFU_METRIC_LATE_PARAMS))
        return;
    p->context.params = NULL;
    p->context.n_params = 0;
}

/* ---- A round -------------------------------------------------------------------------------- */

static kefu_status rows_note(kf_proof *p, const kefu_registry *registry, const char *text,
                             kefu_error *error)
{
    kefu_tally *tally;
    kf_arena arena;
    kefu_status status = rows_compile(p, registry, text, &tally, error);
    if (status)
        return status;
    kf_arena_init(&arena, &p->memory);
    status =
        p->batch ? kefu_tally_update(tally, p->batch, error) : rows_random(p, tally, &arena, error);
    kf_arena_free(&arena);
    if (!status)
        rows_contexts(p, &tally->results[0].context);
    kefu_tally_free(tally);
    return status;
}

static kefu_status rows_record(kf_proof *p, kefu_error *error)
{
    kefu_metric table = {.struct_size = sizeof table,
                         .flags = p->metric->flags & KEFU_METRIC_NO_ARGS,
                         .id = p->metric->id,
                         .name = p->metric->name,
                         .ports = p->metric->ports,
                         .n_ports = p->metric->n_ports,
                         .n_required = p->metric->n_required,
                         .params = p->metric->params,
                         .n_params = p->bare ? 0 : p->metric->n_params,
                         .state_align = 1,
                         .update = note_update}; /* nobody asks for a frame */
    const kf_metric_entry entry = {&table, &p->rows, NULL};
    kefu_registry *registry;
    kf_buffer text;
    kefu_status status = kf_registry_of(&p->memory, &entry, 1, &registry, error);
    if (status)
        return status;
    kefu_registry_freeze(registry);
    kf_buffer_init(&text, &p->memory);
    if (p->bare)
        rows_put_call(p, &text);
    else
        kf_put_text(&text, p->call);
    status = kf_buffer_text(&text) ? rows_note(p, registry, kf_buffer_text(&text), error)
                                   : kf_no_memory(error);
    kf_buffer_free(&text);
    kefu_registry_free(registry);
    return status;
}

static kefu_status rows_reserve_list(kf_proof *p, size_t n, kefu_error *error)
{
    uint32_t *list = kf_reserve(&p->memory, p->list, &p->list_capacity, n, sizeof *list);
    uint32_t *other = kf_reserve(&p->memory, p->other, &p->other_capacity, n, sizeof *other);
    uint32_t *groups = kf_reserve(&p->memory, p->groups, &p->groups_capacity, n, sizeof *groups);
    p->list = list ? list : p->list;
    p->other = other ? other : p->other;
    p->groups = groups ? groups : p->groups;
    return list && other && groups ? KEFU_OK : kf_no_memory(error);
}

kefu_status kf_proof_rows_make(kf_proof *p, kefu_error *error)
{
    kf_proof_rows *r = &p->rows;
    kefu_status status = KEFU_OK;
    if (!p->batch || !r->made) {
        kf_arena_free(&r->arena);
        memset(r->has, 0, sizeof r->has);
        r->memory = &p->memory;
        r->n = 0;
        status = rows_record(p, error);
    }
    r->made |= !status;
    if (!status)
        status = rows_params(p, error);
    if (!status)
        status = rows_reserve_list(p, (size_t)r->n + 1, error);
    if (status)
        return status;
    for (uint32_t i = 0; i < r->n; i++)
        p->list[i] = i;
    p->n = r->n;
    if (p->batch) {
        int64_t n = rows_count(p);
        kf_proof_shuffle(p, p->list, p->n);
        p->n = n < (int64_t)p->n ? (uint32_t)n : p->n;
    }
    return KEFU_OK;
}

void kf_proof_rows_free(kf_proof *p)
{
    kf_free_array(&p->memory, p->rows.cells, p->rows.capacity, sizeof *p->rows.cells);
    kf_free_array(&p->memory, p->list, p->list_capacity, sizeof *p->list);
    kf_free_array(&p->memory, p->other, p->other_capacity, sizeof *p->other);
    kf_free_array(&p->memory, p->groups, p->groups_capacity, sizeof *p->groups);
    kf_arena_free(&p->rows.arena);
}
