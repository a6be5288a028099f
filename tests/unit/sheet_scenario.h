/* sheet_scenario.h - from rows to the bytes of a writer, for sweeps over a failing allocator. */
#ifndef TESTS_SHEET_SCENARIO_H
#define TESTS_SHEET_SCENARIO_H

#include "sheet_fixture.h"

typedef kefu_status(KEFU_CALL *fixture_writer)(const kefu_sheet *, const kefu_write_options *,
                                               const kefu_sink *, kefu_error *);

/* 1 when all worked, 0 for want of memory, 2 for any other failure: a scenario of oom_sweep. */
static int fixture_scenario(const kefu_allocator *a, fixture_writer writer)
{
    kefu_sheet *sheet = NULL;
    kefu_findings *findings = NULL;
    kefu_buffer *buffer = NULL;
    kefu_status status = fixture_sheet(a, fixture_rows, 2, &sheet, &findings);
    if (!status)
        status = kefu_buffer_new(a, &buffer, NULL);
    const kefu_write_options options = {.struct_size = sizeof options, .findings = findings};
    if (!status)
        status = writer(sheet, &options, kefu_buffer_sink(buffer), NULL);
    kefu_buffer_free(buffer);
    kefu_findings_free(findings);
    kefu_sheet_free(sheet);
    return status == KEFU_OK ? 1 : status == KEFU_E_MEMORY || status == KEFU_E_CALLBACK ? 0 : 2;
}

#endif
