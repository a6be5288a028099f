/* plugin_contract.c - see plugin_contract.h. */
#include "metric/plugin_contract.h"

#include <string.h>

#include "base/fail.h"
#include "base/id.h"
#include "expr/program.h"

/* ---- The table ------------------------------------------------------------------------------ */

static int32_t contract_is_letter(char c) { return c >= 'a' && c <= 'z'; }

static int32_t contract_is_digit(char c) { return c >= '0' && c <= '9'; }

static int32_t contract_is_name(const char *name)
{
    if (!name || !(contract_is_letter(*name) || *name == '_'))
        return 0;
    for (; *name; name++)
        if (!contract_is_letter(*name) && !contract_is_digit(*name) && *name != '_')
            return 0;
    return 1;
}

static kefu_status contract_check_names(const kefu_metric *m, kefu_error *error)
{
    if (!contract_is_name(m->name))
        return kf_fail(error, KEFU_E_PLUGIN,
                       "metric name '%s': expected lower-case ASCII letters, digits and _",
                       m->name);
    if (kf_is_reserved(m->name))
        return kf_fail(error, KEFU_E_PLUGIN,
                       "metric name '%s': formulas have a word or function of this name", m->name);
    if (!m->id || !kf_id_is_good(m->id))
        return kf_fail(error, KEFU_E_PLUGIN,
                       "metric '%s': id '%s', expected " KF_ID_EXPECTED
                       " as in 'org.example.first_contact/1'",
                       m->name, m->id);
    return KEFU_OK;
}

static kefu_status contract_check_port(const kefu_metric *m, int32_t index, kefu_error *error)
{
    kefu_port port;
    kefu_error why;
    kefu_status status = kf_take(&port, sizeof port, m->ports[index], &why);
    if (status)
        return kf_fail(error, status, "metric '%s': port %d: %s", m->name, index, why.message);
    if (!port.name || !*port.name)
        return kf_fail(error, KEFU_E_PLUGIN, "metric '%s': port %d has no name", m->name, index);
    if (port.type < KEFU_PORT_NUMBER || port.type > KEFU_PORT_KEY)
        return kf_fail(error, KEFU_E_UNSUPPORTED, "metric '%s', port '%s': unknown type %d",
                       m->name, port.name, port.type);
    if (port.scale < -1 || port.scale > 9)
        return kf_fail(error, KEFU_E_PLUGIN, "metric '%s', port '%s': scale %d, expected -1..9",
                       m->name, port.name, port.scale);
    if (port.flags & ~(uint32_t)KEFU_PORT_NULLABLE || port.reserved0)
        return kf_fail(error, KEFU_E_UNSUPPORTED, "metric '%s', port '%s': unknown flags", m->name,
                       port.name);
    return KEFU_OK;
}

/* *optional: the one before it is; and then, whether this one is. */
static kefu_status contract_check_param(const kefu_metric *m, int32_t index, int32_t *optional,
                                        kefu_error *error)
{
    kefu_param p;
    kefu_error why;
    kefu_status status = kf_take(&p, sizeof p, m->params[index], &why);
    if (status)
        return kf_fail(error, status, "metric '%s': parameter %d: %s", m->name, index, why.message);
    if (!p.name || !*p.name)
        return kf_fail(error, KEFU_E_PLUGIN, "metric '%s': parameter %d has no name", m->name,
                       index);
    if (p.scale < 0 || p.scale > 9)
        return kf_fail(error, KEFU_E_PLUGIN, "metric '%s', parameter '%s': scale %d, expected 0..9",
                       m->name, p.name, p.scale);
    if (p.flags & ~(uint32_t)KEFU_PARAM_OPTIONAL)
        return kf_fail(error, KEFU_E_UNSUPPORTED, "metric '%s', parameter '%s': unknown flags",
                       m->name, p.name);
    if (*optional && !(p.flags & KEFU_PARAM_OPTIONAL))
        return kf_fail(error, KEFU_E_PLUGIN,
                       "metric '%s', parameter '%s': optional, as the one before it is", m->name,
                       p.name);
    if (p.least > p.most || p.usual < p.least || p.usual > p.most)
        return kf_fail(error, KEFU_E_PLUGIN,
                       "metric '%s', parameter '%s': expected least <= usual <= most", m->name,
                       p.name);
    *optional = (p.flags & KEFU_PARAM_OPTIONAL) != 0;
    return KEFU_OK;
}

static kefu_status contract_check_params(const kefu_metric *m, kefu_error *error)
{
    kefu_status status = KEFU_OK;
    int32_t optional = 0;
    if (m->n_params < 0 || m->n_params > KF_METRIC_PARAMS || (m->n_params && !m->params))
        return kf_fail(error, KEFU_E_PLUGIN, "metric '%s': %d parameters, expected 0..%d", m->name,
                       m->n_params, (int32_t)KF_METRIC_PARAMS);
    if (m->n_params && m->n_required != m->n_ports)
        return kf_fail(error, KEFU_E_PLUGIN,
                       "metric '%s': parameters follow the arguments, so all ports are required",
                       m->name);
    for (int32_t i = 0; i < m->n_params && !status; i++)
        status = contract_check_param(m, i, &optional, error);
    return status;
}

static kefu_status contract_check_ports(const kefu_metric *m, kefu_error *error)
{
    kefu_status status = KEFU_OK;
    if (m->n_ports < 0 || m->n_ports > KF_METRIC_PORTS || (m->n_ports && !m->ports))
        return kf_fail(error, KEFU_E_PLUGIN, "metric '%s': %d ports, expected 0..%d", m->name,
                       m->n_ports, (int32_t)KF_METRIC_PORTS);
    if (m->n_required < 0 || m->n_required > m->n_ports)
        return kf_fail(error, KEFU_E_PLUGIN, "metric '%s': n_required is %d of %d ports", m->name,
                       m->n_required, m->n_ports);
    if (!m->n_required != ((m->flags & KEFU_METRIC_NO_ARGS) != 0))
        return kf_fail(error, KEFU_E_PLUGIN,
                       "metric '%s': n_required is %d of %d ports: 0 goes with "
                       "KEFU_METRIC_NO_ARGS, any other without it",
                       m->name, m->n_required, m->n_ports);
    for (int32_t i = 0; i < m->n_ports && !status; i++)
        status = contract_check_port(m, i, error);
    return status;
}

static kefu_status contract_check_state(const kefu_metric *m, kefu_error *error)
{
    size_t align = m->state_align;
    if (m->state_size > KF_METRIC_STATE)
        return kf_fail(error, KEFU_E_PLUGIN, "metric '%s': state_size is %i, expected 0..%d",
                       m->name, (int64_t)m->state_size, (int32_t)KF_METRIC_STATE);
    if (!align || align > 16 || align & (align - 1))
        return kf_fail(error, KEFU_E_PLUGIN,
                       "metric '%s': state_align is %i, expected 1, 2, 4, 8 or 16", m->name,
                       (int64_t)align);
    return KEFU_OK;
}

static kefu_status contract_check_callbacks(const kefu_metric *m, kefu_error *error)
{
    const char *missing = !m->update                                      ? "update"
                          : !m->finalize                                  ? "finalize"
                          : !m->merge && m->flags & KEFU_METRIC_MERGEABLE ? "merge"
                          : !m->save && m->load                           ? "save"
                          : !m->load && m->save                           ? "load"
                                                                          : NULL;
    if (missing)
        return kf_fail(error, KEFU_E_PLUGIN, "metric '%s': the callback '%s' is missing", m->name,
                       missing);
    if (m->save && !m->state_format)
        return kf_fail(error, KEFU_E_PLUGIN,
                       "metric '%s': state_format is 0, expected 1 or more with 'save'", m->name);
    return KEFU_OK;
}

kefu_status kf_metric_check_table(const kefu_metric *metric, kefu_error *error)
{
    const uint32_t known = KEFU_METRIC_MERGEABLE | KEFU_METRIC_ORDER_FREE | KEFU_METRIC_EXACT |
                           KEFU_METRIC_NO_ARGS | KEFU_METRIC_LATE_PARAMS;
    kefu_status status = contract_check_names(metric, error);
    if (!status && metric->flags & ~known)
        status = kf_fail(error, KEFU_E_UNSUPPORTED, "metric '%s': unknown flags", metric->name);
    if (!status && metric->reserved0)
        status =
            kf_fail(error, KEFU_E_UNSUPPORTED, "metric '%s': reserved0 is not 0", metric->name);
    if (!status)
        status = contract_check_ports(metric, error);
    if (!status)
        status = contract_check_params(metric, error);
    if (!status)
        status = contract_check_state(metric, error);
    if (!status)
        status = contract_check_callbacks(metric, error);
    return status;
}

/* ---- What callbacks return ------------------------------------------------------------------ */

static int32_t contract_is_status(kefu_status status)
{
    return strcmp(kefu_status_name(status), "KEFU_E_UNKNOWN") != 0;
}

/* The message may lack its NUL. */
static size_t contract_said(const kefu_error *said)
{
    const char *end = memchr(said->message, 0, sizeof said->message);
    return end ? (size_t)(end - said->message) : sizeof said->message;
}

kefu_error kf_metric_silent(void) { return (kefu_error){.row = -1, .offset = -1}; }

kefu_status kf_callback_returned(const char *callback, kefu_status status, const kefu_error *said,
                                 kefu_error *error)
{
    if (!status)
        return KEFU_OK;
    if (!contract_is_status(status))
        return kf_fail(error, KEFU_E_PLUGIN, "'%s' returned %d, which is no status of kefu",
                       callback, status);
    if (!said->message[0])
        return kf_fail(error, status, "'%s' failed with %s", callback, kefu_status_name(status));
    return kf_fail(error, status, "%t", said->message, contract_said(said));
}

kefu_status kf_metric_returned(const kefu_metric *metric, const char *callback, kefu_status status,
                               const kefu_error *said, int64_t row, kefu_error *error)
{
    int32_t spoke = contract_is_status(status) && said->message[0];
    kefu_error why;
    status = kf_callback_returned(callback, status, said, &why);
    return status ? kf_fail_row(error, status, row, spoke ? "%s: %s" : "metric '%s': %s",
                                metric->name, why.message)
                  : KEFU_OK;
}

const char *kf_metric_value_fault(const kefu_value *v)
{
    const uint32_t known = KEFU_VALUE_ROUNDED | KEFU_VALUE_APPROX | KEFU_VALUE_HAS_LOW_VOLUME |
                           KEFU_VALUE_HAS_PROVISIONAL;
    if (v->status < KEFU_VALUE_OK || v->status > KEFU_VALUE_EXEMPT)
        return "an unknown status";
    if (v->flags & ~known)
        return "unknown flags";
    if (v->n < -1)
        return "n below -1";
    if (v->den < 0)
        return "a negative denominator";
    if (!v->den && v->num)
        return "a numerator without a denominator";
    if (!v->den && v->status < KEFU_VALUE_PROVISIONAL)
        return "no number, but a status that has one";
    if (v->den && v->status >= KEFU_VALUE_NO_DATA)
        return "a number, but a status that has none";
    return NULL;
}

kefu_status kf_metric_check_value(const kefu_metric *metric, const kefu_value *value,
                                  kefu_error *error)
{
    const char *fault = kf_metric_value_fault(value);
    return fault ? kf_fail(error, KEFU_E_PLUGIN, "metric '%s': 'finalize' gave %s", metric->name,
                           fault)
                 : KEFU_OK;
}
