/* catalogue.h - words, structs and classes of kefu/catalogue.h. */

FLAGS(catalogue_flags, WORD(KEFU_CATALOGUE_, EMPTY, "empty"),
      WORD(KEFU_CATALOGUE_, LOADED, "loaded"));

static const kb_field definition_fields[] = {
    FIELD(kefu_definition, id, TEXT),
    FIELD(kefu_definition, name, TEXT),
    FIELD(kefu_definition, label_zh, TEXT),
    FIELD(kefu_definition, label_en, TEXT),
    FIELD(kefu_definition, topic, TEXT),
    FIELD(kefu_definition, row, TEXT),
    FIELD(kefu_definition, formula, TEXT),
    FIELD(kefu_definition, unit, TEXT),
    FIELD(kefu_definition, source, TEXT),
    FIELD(kefu_definition, note_zh, TEXT),
    FIELD(kefu_definition, note_en, TEXT),
    FIELD(kefu_definition, min_n, INT64),
    FIELD(kefu_definition, revision, INT32),
    FIELD(kefu_definition, scale, INT32),
    FIELD_OF(kefu_definition, direction, WORD, &direction_words),
    FIELD(kefu_definition, grade, CHAR),
    FIELD_AS(kefu_definition, from, "from_day", DAY, &kb_day_zero),
    FIELD_AS(kefu_definition, to, "to_day", DAY, &kb_day_zero),
    FIELD(kefu_definition, n_columns, INT32),
    FIELD(kefu_definition, n_aliases, INT32),
};
STRUCT_OF(definition, kefu_definition, "One revision of what a metric is and how it is computed.");

static const kb_field definition_column_fields[] = {
    FIELD(kefu_definition_column, name, TEXT),
    FIELD(kefu_definition_column, meaning_zh, TEXT),
    FIELD(kefu_definition_column, meaning_en, TEXT),
};
STRUCT_OF(definition_column, kefu_definition_column, "A column as a definition describes it.");

CLASS(catalogue, kefu_catalogue, "Catalogue", KB_CONFINED, "definitions", "find",
      "Definitions of metrics: the built-in ones, and your own.");

/* Lists of a definition, which knows how long they are. */
static inline kefu_status definition_columns(kb_call *c)
{
    kefu_definition of = {.struct_size = sizeof of};
    kefu_status status = kefu_catalogue_at(SELF, J_ROW(0), &of);
    if (status || c->index < 0)
        return status ? status : GIVE(of.n_columns);
    return kefu_catalogue_column(SELF, J_ROW(0), J_INDEX, OUT);
}

static inline kefu_status definition_aliases(kb_call *c)
{
    kefu_definition of = {.struct_size = sizeof of};
    kefu_status status = kefu_catalogue_at(SELF, J_ROW(0), &of);
    if (status || c->index < 0)
        return status ? status : GIVE(of.n_aliases);
    return GIVE_TEXT(kefu_catalogue_alias(SELF, J_ROW(0), J_INDEX));
}
