/* catalogue_use.c - definitions into tallies: to count with one, and to see that each compiles. */
#include <string.h>

#include "base/fail.h"
#include "catalogue/catalogue.h"
#include "metric/tally.h"

static kefu_status catalogue_into(kefu_tally *tally, const kf_definition *d, const char *as,
                                  kefu_error *error)
{
    const kefu_metric_info info = {.struct_size = sizeof info,
                                   .name = as ? as : d->name,
                                   .label_zh = d->zh,
                                   .label_en = d->en,
                                   .unit = d->unit,
                                   .scale = d->scale,
                                   .direction = d->direction,
                                   .min_n = d->min_n,
                                   .definition = d->id};
    kefu_error said = {.row = -1, .offset = -1};
    kefu_status status = kf_tally_add(tally, &info, d->formula, &said);
    return status ? kf_fail_at(error, status, (kf_place){said.line, said.column, said.offset},
                               "%s: %s", d->id, said.message)
                  : KEFU_OK;
}

kefu_status KEFU_CALL kefu_tally_define(kefu_tally *tally, const kefu_catalogue *catalogue,
                                        const char *name, int32_t day, const char *as,
                                        kefu_error *error)
{
    int32_t index = 0;
    kefu_status status;
    if (!tally || !name)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_tally_define: %s is NULL",
                       tally ? "name" : "tally");
    status = kf_catalogue_find(catalogue, name, day, &index, error);
    return status ? status
                  : catalogue_into(tally, kf_catalogue_get(catalogue, index, NULL), as, error);
}

/* ---- Proof ---------------------------------------------------------------------------------- */

static int32_t catalogue_reads(const kefu_tally *tally, const char *column)
{
    for (int32_t i = 0; i < kefu_tally_columns(tally); i++)
        if (strcmp(kefu_tally_column(tally, i), column) == 0)
            return 1;
    return 0;
}

static kefu_status catalogue_check_columns(const kefu_tally *tally, const kf_definition *d,
                                           kefu_error *error)
{
    for (int32_t i = 0; i < kf_definition_columns(d); i++) {
        const char *name = kf_definition_column(d, i)->name;
        kf_near near;
        if (catalogue_reads(tally, name))
            continue;
        kf_near_init(&near, name, strlen(name));
        for (int32_t k = 0; k < kefu_tally_columns(tally); k++)
            kf_near_add(&near, kefu_tally_column(tally, k));
        return kf_fail(error, KEFU_E_DEFINITION,
                       "%s: it describes a column '%s', which its formula does not read%s", d->id,
                       name, kf_near_text(&near));
    }
    return KEFU_OK;
}

kefu_status KEFU_CALL kefu_catalogue_check(const kefu_catalogue *catalogue,
                                           const kefu_registry *registry, kefu_error *error)
{
    const int32_t n = catalogue ? catalogue->n : 0;
    kefu_tally_options options = {.struct_size = sizeof options};
    kefu_status status = KEFU_OK;
    if (catalogue) {
        options.allocator = &catalogue->memory.with;
        options.limits = &catalogue->limits;
    }
    for (int32_t i = 0; i < n && !status; i++) {
        kefu_tally *tally = NULL;
        status = kefu_tally_new(registry, &options, &tally, error);
        if (!status)
            status = catalogue_into(tally, &catalogue->loaded[i], NULL, error);
        if (!status)
            status = catalogue_check_columns(tally, &catalogue->loaded[i], error);
        kefu_tally_free(tally);
    }
    return status;
}
