/* fuzz_draw.c - any bytes as a saved draw. Length and checksum are put right first, so that what
 * lies before them is reached: it is refused, or a draw that saves the very bytes that it came
 * from, merges, and gives a sample whose rows add up. */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/saved.h"
#include "kefu/sample.h"

static void fuzz_require(int truth)
{
    if (!truth)
        __builtin_trap();
}

static const char fuzz_plan[] =
    "{\"format\":1,\"id\":\"f.d/1\",\"key\":\"id\",\"by\":[\"a\",\"c\"],\"exclude\":[{\"id\":\"e\","
    "\"where\":\"t < 1\"}],\"agent\":{\"column\":\"a\",\"min\":2,\"max\":30,\"if_fewer\":\"all\"},"
    "\"classes\":[{\"id\":\"r\",\"where\":\"t = 1\",\"take\":\"all\"},{\"id\":\"n\",\"where\":"
    "\"t = 2\",\"rate\":\"20%\"},{\"id\":\"u\",\"where\":\"t = 3\",\"min\":2,\"if_fewer\":\"all\"},"
    "{\"id\":\"x\",\"take\":2,\"if_fewer\":\"all\"}],\"reserve\":1}";

static const kefu_limits fuzz_limits = {
    .struct_size = sizeof fuzz_limits, .groups = 64, .state_bytes = 1 << 22};
static const kefu_draw_options fuzz_options = {
    .struct_size = sizeof fuzz_options, .limits = &fuzz_limits, .seed = "s"};

static void fuzz_mend(unsigned char *bytes, size_t size)
{
    for (size_t i = 0; i < 8; i++)
        bytes[size - KF_SAVED_TAIL + i] = (unsigned char)((uint64_t)size >> (8 * i) & 0xFF);
    const uint32_t crc = kf_crc32(0, bytes, size - 4);
    for (size_t i = 0; i < 4; i++)
        bytes[size - 4 + i] = (unsigned char)(crc >> (8 * i) & 0xFF);
}

/* A state may hold an id twice in different rows, which is found when it is saved or sampled. */
static void fuzz_saves(const kefu_draw *draw, const unsigned char *bytes, size_t size)
{
    kefu_buffer *buffer = NULL;
    size_t saved = 0;
    fuzz_require(!kefu_buffer_new(NULL, &buffer, NULL));
    const kefu_status status = kefu_draw_save(draw, kefu_buffer_sink(buffer), NULL);
    const char *again = kefu_buffer_data(buffer, &saved);
    fuzz_require(!status || status == KEFU_E_DUPLICATE);
    fuzz_require(status || (saved == size && !memcmp(again, bytes, size)));
    kefu_buffer_free(buffer);
}

static void fuzz_rows(const kefu_sample *sample, const kefu_draw_counts *counts)
{
    int64_t in_cells = 0, drawn = 0;
    char text[256];
    for (int64_t i = 0; i < kefu_sample_cells(sample); i++) {
        kefu_sample_cell cell = {.struct_size = sizeof cell};
        fuzz_require(!kefu_sample_cell_at(sample, i, &cell));
        fuzz_require(cell.n <= cell.rows);
        in_cells += cell.rows;
        drawn += cell.n;
    }
    fuzz_require(in_cells == counts->population && drawn == kefu_sample_count(sample));
    for (int64_t i = 0; i < drawn; i++) {
        kefu_sample_row row = {.struct_size = sizeof row};
        int64_t found = -1;
        fuzz_require(!kefu_sample_at(sample, i, &row));
        fuzz_require(!kefu_sample_find(sample, row.id.data, row.id.size, &found, NULL));
        fuzz_require(found == i);
        fuzz_require(!kefu_sample_text(sample, i, (int32_t)(i & 1), text, sizeof text, NULL));
    }
}

static void fuzz_sample(const kefu_draw *draw)
{
    const kefu_sample_write_options excel = {.struct_size = sizeof excel,
                                             .flags = KEFU_SAMPLE_EXCEL};
    kefu_draw_counts counts = {.struct_size = sizeof counts};
    kefu_sample *sample = NULL;
    kefu_buffer *buffer = NULL;
    fuzz_require(!kefu_draw_counted(draw, &counts));
    fuzz_require(counts.rows == counts.outside + counts.excluded + counts.unclassed +
                                    counts.listed + counts.population);
    const kefu_status status = kefu_sample_new(draw, NULL, &sample, NULL);
    fuzz_require(!status || status == KEFU_E_INFEASIBLE || status == KEFU_E_DUPLICATE ||
                 status == KEFU_E_LIMIT);
    if (status)
        return;
    fuzz_rows(sample, &counts);
    fuzz_require(!kefu_buffer_new(NULL, &buffer, NULL));
    fuzz_require(!kefu_sample_json(sample, NULL, kefu_buffer_sink(buffer), NULL));
    fuzz_require(!kefu_sample_csv(sample, &excel, kefu_buffer_sink(buffer), NULL));
    kefu_buffer_free(buffer);
    kefu_sample_free(sample);
}

static void fuzz_merges(const kefu_plan *plan, const kefu_draw *draw)
{
    kefu_draw *other = NULL;
    fuzz_require(!kefu_draw_new(plan, &fuzz_options, &other, NULL));
    fuzz_require(!kefu_draw_merge(other, draw, NULL));
    const kefu_status twice = kefu_draw_merge(other, draw, NULL);
    fuzz_require(!twice || twice == KEFU_E_OVERFLOW || twice == KEFU_E_LIMIT);
    kefu_draw_free(other);
}

static void fuzz_load(const kefu_plan *plan, const unsigned char *bytes, size_t size)
{
    kefu_draw *draw = NULL;
    kefu_error error;
    kefu_draw_info info = {.struct_size = sizeof info};
    const kefu_status looked = kefu_draw_inspect(bytes, size, &info, &error);
    fuzz_require(!looked || error.code == looked);
    const kefu_status status = kefu_draw_load(plan, &fuzz_options, bytes, size, &draw, &error);
    fuzz_require(status || (!looked && info.cells <= info.population));
    if (status) {
        fuzz_require(!draw && error.code == status && *error.message);
        return;
    }
    fuzz_saves(draw, bytes, size);
    fuzz_sample(draw);
    fuzz_merges(plan, draw);
    kefu_draw_free(draw);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    kefu_plan *plan = NULL;
    unsigned char *copy = malloc(size ? size : 1);
    fuzz_require(copy != NULL);
    fuzz_require(!kefu_plan_from_json(NULL, NULL, fuzz_plan, sizeof fuzz_plan - 1, &plan, NULL));
    memcpy(copy, data, size);
    if (size >= KF_SAVED_OPENING + KF_SAVED_TAIL)
        fuzz_mend(copy, size);
    fuzz_load(plan, copy, size);
    kefu_plan_free(plan);
    free(copy);
    return 0;
}
