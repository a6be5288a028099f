/* call.c - the parser's calls: scalar functions, aggregates with their filters, metric(). */
#include <string.h>

#include "base/decimal.h"
#include "base/time.h"
#include "expr/parser.h"

enum { CALL_ROUND_MOST = 9 };

static int32_t call_fail(kf_parser *p, const kf_token *name, kefu_status code, const char *message)
{
    p->status = kf_fail_at(p->error, code, kf_parser_place(p, name), "%t(): %s",
                           p->lexer.text + name->offset, name->size, message);
    return 0;
}

/* ---- Scalar functions ----------------------------------------------------------------------- */

/* round(x, digits): the digits move into the node of round. */
static int32_t call_digits(kf_parser *p, const kf_token *name, size_t first, int32_t *digits)
{
    const kf_node *node = kf_parsed_constant(p, first);
    int64_t one = kf_pow10(p->formula->scale);
    if (!node || node->op != KF_OP_NUMBER || node->as.number % one || node->as.number < 0 ||
        node->as.number / one > CALL_ROUND_MOST)
        return call_fail(p, name, KEFU_E_SYNTAX, "the digits are a whole number from 0 to 9");
    *digits = (int32_t)(node->as.number / one);
    p->code->n = first;
    return 1;
}

static int32_t call_round(kf_parser *p, const kf_token *name, int32_t *digits)
{
    size_t first = p->code->n;
    *digits = 0;
    return !kf_parser_accept(p, KF_TOKEN_COMMA)
               ? !p->status
               : kf_parse_nested(p) && call_digits(p, name, first, digits);
}

static int32_t call_mark_time(kf_parser *p, size_t first)
{
    const kf_node *node = &p->code->nodes[first];
    if (p->code->n == first + 1 && node->op == KF_OP_COLUMN)
        p->formula->uses[node->index].is_time = 1;
    return 1;
}

/* After argument number n: functions of any number of arguments are chains of pairs, if() is a
 * case. */
static int32_t call_after_argument(kf_parser *p, const kf_function *f, const kf_token *name,
                                   size_t first, int32_t n)
{
    if (f->op == KF_OP_CASE && n >= 2)
        return kf_emit(p, n == 2 ? KF_OP_CASE : KF_OP_CASE_ELSE, name->offset) != NULL;
    if (f->most < 0 && n >= 2)
        return kf_emit(p, f->op, name->offset) != NULL;
    if (f->op >= KF_OP_HOUR && f->op <= KF_OP_DAY && n == 1)
        return call_mark_time(p, first);
    return 1;
}

static int32_t call_arguments(kf_parser *p, const kf_function *f, const kf_token *name, int32_t *n)
{
    size_t first = p->code->n;
    do {
        if (!kf_parse_nested(p) || !call_after_argument(p, f, name, first, ++*n))
            return 0;
        if (f->op == KF_OP_ROUND)
            return 1;
    } while ((f->most < 0 || *n < f->most) && kf_parser_accept(p, KF_TOKEN_COMMA));
    return !p->status;
}

static int32_t call_count(kf_parser *p, const kf_function *f, const kf_token *name)
{
    static const char *const wants[] = {"takes 1 argument", "takes 2 arguments",
                                        "takes 3 arguments"};
    if (f->most < 0)
        return call_fail(p, name, KEFU_E_SYNTAX, "needs an argument");
    return call_fail(p, name, KEFU_E_SYNTAX, wants[f->most - 1]);
}

static int32_t call_scalar(kf_parser *p, const kf_function *f, const kf_token *name)
{
    int32_t n = 0, digits = 0;
    kf_node *node;
    if (p->token.kind == KF_TOKEN_CLOSE)
        return call_count(p, f, name);
    if (!call_arguments(p, f, name, &n))
        return 0;
    if (f->op == KF_OP_ROUND && !call_round(p, name, &digits))
        return 0;
    if (n < f->least || p->token.kind == KF_TOKEN_COMMA)
        return call_count(p, f, name);
    if (!kf_parser_expect(p, KF_TOKEN_CLOSE, "an operator, a comma or )"))
        return 0;
    if (f->most < 0 || f->op == KF_OP_CASE)
        return 1;
    node = kf_emit(p, f->op, name->offset);
    if (node)
        node->index = digits;
    return node != NULL;
}

/* date('2026-10-31') is a constant. */
static int32_t call_date(kf_parser *p, const kf_token *name)
{
    kf_token t = p->token;
    const kefu_text *text;
    kf_node *node;
    int32_t days;
    if (t.kind != KF_TOKEN_TEXT)
        return call_fail(p, name, KEFU_E_SYNTAX, "takes a date in quotes: date('2026-10-31')");
    text = kf_parser_text(p, &t);
    if (!text)
        return 0;
    if (!kf_parse_date(text->data, text->size, &days)) {
        p->status = kf_fail_at(p->error, KEFU_E_DATA, kf_parser_place(p, &t),
                               "'%t' is no date; write date('2026-10-31')", text->data, text->size);
        return 0;
    }
    node = kf_parser_next(p) && kf_parser_expect(p, KF_TOKEN_CLOSE, ")")
               ? kf_emit(p, KF_OP_NUMBER, name->offset)
               : NULL;
    if (node) {
        node->as.number = days * kf_pow10(p->formula->scale);
        node->is_day = 1;
    }
    return node != NULL;
}

/* ---- metric("name") ------------------------------------------------------------------------- */

static int32_t call_metric_index(kf_parser *p, const kf_token *t, const kefu_text *name)
{
    const kf_resolver *r = p->resolver;
    kf_near near;
    for (int32_t i = 0; i < r->n_metrics; i++)
        if (strlen(r->metrics[i]) == name->size && !memcmp(r->metrics[i], name->data, name->size))
            return i;
    kf_near_init(&near, name->data, name->size);
    for (int32_t i = 0; i < r->n_metrics; i++)
        kf_near_add(&near, r->metrics[i]);
    p->status = kf_fail_at(p->error, KEFU_E_NAME, kf_parser_place(p, t),
                           "no metric '%t' comes before this one%s", name->data, name->size,
                           kf_near_text(&near));
    return -1;
}

static int32_t call_metric(kf_parser *p, const kf_token *name)
{
    kf_token t = p->token;
    const kefu_text *text;
    kf_node *node;
    int32_t index;
    if (p->code != &p->formula->outer)
        return call_fail(p, name, KEFU_E_SYNTAX,
                         "has no place among the values of a row, only beside aggregates");
    if (t.kind != KF_TOKEN_DOUBLE && t.kind != KF_TOKEN_TEXT)
        return call_fail(p, name, KEFU_E_SYNTAX, "takes a name in quotes: metric('name')");
    text = kf_parser_text(p, &t);
    index = text ? call_metric_index(p, &t, text) : -1;
    if (index < 0 || !kf_parser_next(p) || !kf_parser_expect(p, KF_TOKEN_CLOSE, ")"))
        return 0;
    node = kf_emit(p, KF_OP_METRIC, name->offset);
    if (node)
        node->index = index;
    return node != NULL;
}

/* ---- Row programs of aggregates ------------------------------------------------------------- */

static uint32_t call_shape(const kf_formula *f, size_t first)
{
    uint32_t hash = 2166136261u;
    for (size_t i = first; i < f->rows.n; i++) {
        hash = (hash ^ f->rows.nodes[i].op) * 16777619u;
        hash = (hash ^ (uint32_t)f->rows.nodes[i].index) * 16777619u;
    }
    return hash;
}

/* The nodes from `first` on become a program, or go again where there is an equal one. */
static int32_t call_program(kf_parser *p, size_t first, int32_t *number)
{
    kf_formula *f = p->formula;
    kf_program program = {0}, *programs;
    program.first = first;
    program.end = f->rows.n;
    program.hash = call_shape(f, first);
    for (size_t i = 0; i < f->n_programs; i++)
        if (f->programs[i].hash == program.hash &&
            kf_program_same(f, &f->programs[i], f, &program)) {
            f->rows.n = first;
            *number = (int32_t)i;
            return 1;
        }
    programs = kf_reserve(&f->memory, f->programs, &f->programs_capacity, f->n_programs + 1,
                          sizeof *programs);
    if (!programs)
        return kf_parser_no_memory(p);
    f->programs = programs;
    programs[f->n_programs] = program;
    *number = (int32_t)f->n_programs++;
    return 1;
}

static int32_t call_row_program(kf_parser *p, int32_t *number)
{
    size_t first = p->formula->rows.n;
    return kf_parse_nested(p) && call_program(p, first, number);
}

/* ---- Aggregates ----------------------------------------------------------------------------- */

static const kf_aggregate *call_aggregate_of(const kf_resolver *r, const char *name, size_t size)
{
    for (int32_t i = 0; r && i < r->n_aggregates; i++)
        if (kf_is_word(name, size, r->aggregates[i].name))
            return &r->aggregates[i];
    return NULL;
}

static int32_t call_arity(kf_parser *p, const kf_token *name, const kf_aggregate *a)
{
    const char *filter = p->token.kind == KF_TOKEN_WHERE ? "; the filter comes last" : "";
    int32_t most = a->n_args + a->n_params, least = a->n_required;
    for (int32_t i = 0; i < a->n_params; i++)
        least += !(a->params[i]->flags & KEFU_PARAM_OPTIONAL);
    if (least && least < most)
        p->status = kf_fail_at(p->error, KEFU_E_SYNTAX, kf_parser_place(p, name),
                               "%s(): takes %d to %d arguments%s", a->name, least, most, filter);
    else
        p->status =
            kf_fail_at(p->error, KEFU_E_SYNTAX, kf_parser_place(p, name),
                       "%s(): takes %s%d argument%s%s%s", a->name, least < most ? "at most " : "",
                       most, most == 1 ? "" : "s", a->star ? ", or *" : "", filter);
    return 0;
}

static int32_t call_aggregate_args(kf_parser *p, const kf_aggregate *a, const kf_token *name,
                                   kf_call *call)
{
    if (a->star && kf_parser_accept(p, KF_TOKEN_STAR))
        return 1;
    if (p->status || p->token.kind == KF_TOKEN_WHERE || p->token.kind == KF_TOKEN_CLOSE)
        return !p->status;
    do {
        if (call->n_args == a->n_args || call->n_args == KF_CALL_ARGS)
            return call_arity(p, name, a);
        if (!call_row_program(p, &call->arg[call->n_args++]))
            return 0;
    } while ((call->n_args < a->n_args || !a->n_params) && kf_parser_accept(p, KF_TOKEN_COMMA));
    return !p->status;
}

/* A bound without decimals that it does not use. */
static void call_bound(int64_t value, int32_t scale, char out[48])
{
    while (scale && value % 10 == 0) {
        value /= 10;
        scale--;
    }
    kf_decimal_format(value, scale, out);
}

static int32_t call_param_refused(kf_parser *p, const kf_aggregate *a, const kefu_param *param,
                                  const kf_token *t)
{
    char least[48], most[48];
    call_bound(param->least, param->scale, least);
    call_bound(param->most, param->scale, most);
    if (param->scale)
        p->status = kf_fail_at(p->error, KEFU_E_SYNTAX, kf_parser_place(p, t),
                               "%s(): '%s' is a constant from %s to %s, with at most %d decimals",
                               a->name, param->name, least, most, param->scale);
    else
        p->status = kf_fail_at(p->error, KEFU_E_SYNTAX, kf_parser_place(p, t),
                               "%s(): '%s' is a whole number from %s to %s", a->name, param->name,
                               least, most);
    return 0;
}

/* A constant at the scale of the parameter, whatever that of the formula is. */
static int32_t call_param_read(kf_parser *p, int32_t scale)
{
    const int32_t formula_scale = p->formula->scale;
    int32_t done;
    p->formula->scale = scale;
    done = kf_parse_nested(p);
    p->formula->scale = formula_scale;
    return done || p->status == KEFU_E_PRECISION || p->status == KEFU_E_OVERFLOW;
}

/* One constant after the arguments. */
static int32_t call_param(kf_parser *p, const kf_aggregate *a, kf_call *call)
{
    const kefu_param *param = a->params[call->n_params];
    const kf_token t = p->token;
    size_t first = p->code->n;
    const kf_node *node;
    if (!call_param_read(p, param->scale))
        return 0;
    node = p->status ? NULL : kf_parsed_constant(p, first);
    if (!node || node->op != KF_OP_NUMBER || node->as.number < param->least ||
        node->as.number > param->most)
        return call_param_refused(p, a, param, &t);
    call->params[call->n_params++] = node->as.number;
    p->code->n = first;
    return 1;
}

static int32_t call_params(kf_parser *p, const kf_aggregate *a, const kf_token *name, kf_call *call)
{
    while (call->n_args == a->n_args && call->n_params < a->n_params &&
           kf_parser_accept(p, KF_TOKEN_COMMA))
        if (!call_param(p, a, call))
            return 0;
    if (p->status)
        return 0;
    if (p->token.kind == KF_TOKEN_COMMA)
        return call_arity(p, name, a);
    for (; call->n_params < a->n_params; call->n_params++) {
        if (!(a->params[call->n_params]->flags & KEFU_PARAM_OPTIONAL))
            return call_arity(p, name, a);
        call->params[call->n_params] = a->params[call->n_params]->usual;
    }
    return 1;
}

static int32_t call_aggregate_inside(kf_parser *p, const kf_aggregate *a, const kf_token *name,
                                     kf_call *call)
{
    if (!call_aggregate_args(p, a, name, call))
        return 0;
    if (call->n_args < a->n_required && !(a->star && !call->n_args))
        return call_arity(p, name, a);
    if (!call_params(p, a, name, call))
        return 0;
    if (kf_parser_accept(p, KF_TOKEN_WHERE) && !call_row_program(p, &call->where))
        return 0;
    if (call->where >= 0 && p->token.kind == KF_TOKEN_COMMA)
        return call_fail(p, name, KEFU_E_SYNTAX, "the filter comes last, after all arguments");
    return !p->status && kf_parser_expect(p, KF_TOKEN_CLOSE,
                                          call->where < 0 ? "an operator, a comma, where or )"
                                                          : "an operator or )");
}

static int32_t call_add(kf_parser *p, const kf_call *call)
{
    kf_formula *f = p->formula;
    kf_call *calls;
    kf_node *node;
    if (f->n_calls == KF_CALLS_MOST) {
        p->status = kf_fail_at(p->error, KEFU_E_LIMIT, call->at, "a formula may call %d aggregates",
                               (int32_t)KF_CALLS_MOST);
        return 0;
    }
    calls = kf_reserve(&f->memory, f->calls, &f->calls_capacity, f->n_calls + 1, sizeof *calls);
    if (!calls)
        return kf_parser_no_memory(p);
    f->calls = calls;
    calls[f->n_calls] = *call;
    node = kf_emit(p, KF_OP_CALL, (size_t)call->at.offset);
    if (node)
        node->index = (int32_t)f->n_calls++;
    return node != NULL;
}

static int32_t call_aggregate(kf_parser *p, const kf_aggregate *a, const kf_token *name)
{
    kf_call call = {0};
    int32_t done;
    if (p->inside) {
        p->status =
            kf_fail_at(p->error, KEFU_E_SYNTAX, kf_parser_place(p, name),
                       "%s() inside %s(): aggregates do not nest", a->name, p->inside->name);
        return 0;
    }
    call.aggregate = (int32_t)(a - p->resolver->aggregates);
    call.where = -1;
    call.at = kf_parser_place(p, name);
    p->inside = a;
    p->code = &p->formula->rows;
    done = call_aggregate_inside(p, a, name, &call);
    p->code = &p->formula->outer;
    p->inside = NULL;
    return done && call_add(p, &call);
}

/* ---- Names ---------------------------------------------------------------------------------- */

static const char *call_aggregate_meant(const kf_resolver *r, const char *name, size_t size)
{
    for (int32_t i = 0; r && i < r->n_aggregates; i++)
        for (const char *const *near = r->aggregates[i].near; near && *near; near++)
            if (kf_is_word(name, size, *near))
                return r->aggregates[i].name;
    return NULL;
}

static int32_t call_unknown(kf_parser *p, const kf_token *t)
{
    const char *name = p->lexer.text + t->offset;
    int32_t outer = p->code == &p->formula->outer;
    const char *what = outer ? "aggregate" : "function";
    const char *meant = outer ? call_aggregate_meant(p->resolver, name, t->size) : NULL;
    kf_place at = kf_parser_place(p, t);
    kf_near near;
    if (!meant)
        meant = kf_function_meant(name, t->size);
    if (meant) {
        p->status = kf_fail_at(p->error, KEFU_E_NAME, at, "unknown %s '%t'; did you mean '%s'?",
                               what, name, t->size, meant);
        return 0;
    }
    kf_near_init(&near, name, t->size);
    for (int32_t i = 0; outer && i < p->resolver->n_aggregates; i++)
        kf_near_add(&near, p->resolver->aggregates[i].name);
    kf_function_near(&near);
    p->status = kf_fail_at(p->error, KEFU_E_NAME, at, "unknown %s '%t'%s", what, name, t->size,
                           kf_near_text(&near));
    return 0;
}

int32_t kf_parse_call(kf_parser *p, const kf_token *t)
{
    const char *name = p->lexer.text + t->offset;
    const kf_function *function = kf_function_find(name, t->size);
    const kf_aggregate *aggregate;
    if (!kf_parser_next(p))
        return 0;
    if (function)
        return call_scalar(p, function, t);
    if (kf_is_word(name, t->size, "date"))
        return call_date(p, t);
    if (kf_is_word(name, t->size, "metric") && p->resolver)
        return call_metric(p, t);
    aggregate = call_aggregate_of(p->resolver, name, t->size);
    return aggregate ? call_aggregate(p, aggregate, t) : call_unknown(p, t);
}
