/* state.h - structs of kefu/state.h. */

static const kb_field save_options_fields[] = {
    FIELD(kefu_save_options, format, INT32),
    FIELD(kefu_save_options, tag, OPTIONAL_TEXT),
};
STRUCT_OF(save_options, kefu_save_options, "The format and the tag of saved bytes.");

static const kb_field state_info_fields[] = {
    FIELD(kefu_state_info, format, INT32),
    FIELD_OF(kefu_state_info, roster_day, DAY, &kb_day_zero),
    FIELD(kefu_state_info, groups, INT64),
    FIELD(kefu_state_info, keys, INT32),
    FIELD(kefu_state_info, metrics, INT32),
    FIELD(kefu_state_info, aggregates, INT32),
    FIELD(kefu_state_info, fingerprint, HEX),
    FIELD(kefu_state_info, tag, VIEW),
};
STRUCT_OF(state_info, kefu_state_info, "What saved bytes of a tally are.");

static const kb_field aggregate_info_fields[] = {
    FIELD(kefu_aggregate_info, id, VIEW),
    FIELD(kefu_aggregate_info, name, VIEW),
    FIELD(kefu_aggregate_info, format, UINT32),
};
STRUCT_OF(aggregate_info, kefu_aggregate_info,
          "What an aggregate asks of the registry that its state is loaded with.");

static inline kefu_status state_aggregate_listed(kb_call *c)
{
    kefu_state_info info = {.struct_size = sizeof info};
    if (c->index >= 0)
        return kefu_state_aggregate(D(0), N(0), J_INDEX, OUT, ERROR);
    kefu_status status = kefu_state_inspect(D(0), N(0), &info, ERROR);
    return status ? status : GIVE(info.aggregates);
}
