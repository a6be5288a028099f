/* metric.h - words, structs and classes of kefu/metric.h, kefu/plugin.h and kefu/load.h. */

FLAGS(metric_flags, WORD(KEFU_METRIC_, MERGEABLE, "mergeable"),
      WORD(KEFU_METRIC_, ORDER_FREE, "order_free"), WORD(KEFU_METRIC_, EXACT, "exact"),
      WORD(KEFU_METRIC_, NO_ARGS, "no_args"), WORD(KEFU_METRIC_, LATE_PARAMS, "late_params"));
WORDS(port_type, WORD(KEFU_PORT_, NUMBER, "number"), WORD(KEFU_PORT_, BOOL, "bool"),
      WORD(KEFU_PORT_, TEXT, "text"), WORD(KEFU_PORT_, ANY, "any"), WORD(KEFU_PORT_, KEY, "key"));
FLAGS(port_flags, WORD(KEFU_PORT_, NULLABLE, "nullable"));
FLAGS(param_flags, WORD(KEFU_PARAM_, OPTIONAL, "optional"));

static const kb_field metric_fields[] = {
    FIELD(kefu_metric, name, TEXT),
    FIELD(kefu_metric, id, TEXT),
    FIELD(kefu_metric, label_zh, TEXT),
    FIELD(kefu_metric, label_en, TEXT),
    FIELD_OF(kefu_metric, flags, FLAGS, &metric_flags_words),
    FIELD(kefu_metric, state_format, UINT32),
    FIELD(kefu_metric, n_ports, INT32),
    FIELD(kefu_metric, n_required, INT32),
    FIELD(kefu_metric, n_params, INT32),
    FIELD(kefu_metric, state_size, SIZE),
    FIELD(kefu_metric, state_align, SIZE),
};
STRUCT_OF(metric, kefu_metric, "An aggregate that formulas may call.");

static const kb_field port_fields[] = {
    FIELD(kefu_port, name, TEXT),
    FIELD_OF(kefu_port, type, WORD, &port_type_words),
    FIELD(kefu_port, scale, INT32),
    FIELD_OF(kefu_port, flags, FLAGS, &port_flags_words),
};
STRUCT_OF(port, kefu_port, "An argument of an aggregate; scale -1 is that of the tally.");

static const kb_field param_fields[] = {
    FIELD(kefu_param, name, TEXT),
    FIELD(kefu_param, scale, INT32),
    FIELD_OF(kefu_param, flags, FLAGS, &param_flags_words),
    FIELD(kefu_param, least, INT64),
    FIELD(kefu_param, most, INT64),
    FIELD(kefu_param, usual, INT64),
};
STRUCT_OF(param, kefu_param,
          "A constant that a call gives after its arguments; numbers are times 10^scale.");

/* A table of the registry, copied to OUT. */
static inline kefu_status metric_given(kb_call *c, const kefu_metric *metric)
{
    if (!metric)
        return kb_fail(ERROR, KEFU_E_NAME, "no aggregate of this name");
    kefu_metric *out = OUT;
    size_t size = metric->struct_size < sizeof *out ? metric->struct_size : sizeof *out;
    memset(out, 0, sizeof *out);
    memcpy(out, metric, size);
    return KEFU_OK;
}

/* Lists that a table has, by its name. */
static inline kefu_status metric_ports(kb_call *c)
{
    const kefu_metric *metric = kefu_registry_find(SELF, T(0));
    if (!metric || c->index < 0)
        return metric ? GIVE(metric->n_ports) : metric_given(c, NULL);
    memcpy(OUT, metric->ports[INDEX], sizeof(kefu_port));
    return KEFU_OK;
}

static inline kefu_status metric_params(kb_call *c)
{
    const kefu_metric *metric = kefu_registry_find(SELF, T(0));
    if (!metric || c->index < 0)
        return metric ? GIVE(metric->n_params) : metric_given(c, NULL);
    memcpy(OUT, metric->params[INDEX], sizeof(kefu_param));
    return KEFU_OK;
}

static inline kefu_status metric_aliases(kb_call *c)
{
    const kefu_metric *metric = kefu_registry_find(SELF, T(0));
    if (!metric)
        return metric_given(c, NULL);
    int64_t n = 0;
    while (metric->aliases && metric->aliases[n])
        n++;
    return c->index < 0 ? GIVE(n) : GIVE_TEXT(metric->aliases[INDEX]);
}

static const kb_field check_options_fields[] = {
    FIELD(kefu_check_options, rows, BATCH),
    FIELD(kefu_check_options, seed, INT64),
    FIELD(kefu_check_options, first_round, INT32),
    FIELD(kefu_check_options, rounds, INT32),
};
STRUCT_OF(check_options, kefu_check_options, "How long a metric is tried, and from which seed.");

CLASS(registry, kefu_registry, "Registry", KB_CONFINED, "metrics", NULL,
      "Aggregates that formulas may call: the built-in ones, and your own.");

static const kb_field tally_options_fields[] = {
    FIELD_OF(kefu_tally_options, limits, DICT, &limits_struct),
    FIELD(kefu_tally_options, where, OPTIONAL_TEXT),
    FIELD_KEPT(kefu_tally_options, roster, &roster_class),
    FIELD_OF(kefu_tally_options, roster_day, DAY, &kb_day_zero),
    FIELD(kefu_tally_options, scale, INT32),
    FIELD(kefu_tally_options, readings, INT32),
};
STRUCT_OF(tally_options, kefu_tally_options, "What a tally counts, and with which roster.");

CLASS(tally, kefu_tally, "Tally", KB_CONFINED, NULL, NULL,
      "Counts rows, group by group, into the figures of a frame.");
