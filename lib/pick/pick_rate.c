/* pick_rate.c - rows whose ids hash below a rate. */
#include "base/cpu.h"
#include "base/fail.h"
#include "pick/ids.h"

enum { RATE_WHOLE = 1000000000 };
/* To ask a virtual machine for its processor takes as long as to hash some thousand ids. */
enum { RATE_CPU_ROWS = 1 << 14 };

typedef struct rate_job {
    uint64_t last; /* the greatest hash that is in */
    int64_t *rows;
    int64_t capacity, count;
} rate_job;

/* The least number not below rate × 2^64 / 10^9, and one less; rate > 0. */
static uint64_t rate_last(uint64_t rate)
{
    uint64_t high, low, rest;
    if (rate == RATE_WHOLE)
        return UINT64_MAX;
    high = (rate << 32) / RATE_WHOLE;
    rest = (rate << 32) % RATE_WHOLE;
    low = (rest << 32) / RATE_WHOLE;
    rest = (rest << 32) % RATE_WHOLE;
    return (high << 32) + low - (rest ? 0 : 1);
}

static kefu_status rate_block(rate_job *job, kf_pick_ids *ids, int64_t first, int64_t count,
                              kefu_error *error)
{
    uint16_t hits[KF_BLOCK];
    kefu_status status = kf_pick_ids_read(ids, first, count, error);
    size_t n;
    if (status)
        return status;
    n = kf_pick_ids_below(ids, (size_t)count, (uint32_t)(job->last >> 32), hits);
    for (size_t h = 0; h < n; h++) {
        kf_key id;
        if (kf_pick_ids_at(ids, hits[h], &id) > job->last)
            continue;
        if (job->count == job->capacity)
            return kf_fail(error, KEFU_E_LIMIT,
                           "kefu_pick_rate: capacity: more than %i rows are drawn", job->capacity);
        job->rows[job->count++] = first + hits[h];
    }
    return KEFU_OK;
}

static kefu_status rate_rows(rate_job *job, kf_pick_ids *ids, int64_t rows, kefu_error *error)
{
    kefu_status status = KEFU_OK;
    for (int64_t first = 0; first < rows && !status; first += KF_BLOCK) {
        int64_t left = rows - first;
        status = rate_block(job, ids, first, left < KF_BLOCK ? left : KF_BLOCK, error);
    }
    return status;
}

static kefu_status rate_batch(rate_job *job, const kf_batch *batch, uint64_t key, const char *id,
                              kefu_error *error)
{
    kf_pick_ids *ids = kf_alloc(batch->memory, sizeof *ids);
    kefu_status status;
    if (!ids)
        return kf_no_memory(error);
    kf_pick_ids_init(ids, batch->memory, key,
                     batch->rows < RATE_CPU_ROWS ? KF_CPU_PLAIN : kf_cpu());
    status = kf_batch_need(batch, id, &ids->column, error);
    if (!status)
        status = rate_rows(job, ids, batch->rows, error);
    kf_pick_ids_free(ids);
    kf_free(batch->memory, ids, sizeof *ids);
    return status;
}

static kefu_status rate_check(int64_t rate, const kefu_batch *batch, const char *id,
                              const rate_job *job, const int64_t *count, kefu_error *error)
{
    if (!batch || !id || !count || (!job->rows && job->capacity > 0))
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_pick_rate: %s is NULL",
                       !batch ? "batch"
                       : !id  ? "id"
                              : (count ? "rows" : "count"));
    if (rate < 0 || rate > RATE_WHOLE)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_pick_rate: rate: 0 .. 10^9, not %i", rate);
    if (job->capacity < 0)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_pick_rate: capacity: is below 0");
    return KEFU_OK;
}

kefu_status KEFU_CALL kefu_pick_rate(const kefu_allocator *allocator, uint64_t key, int64_t rate,
                                     const kefu_batch *batch, const char *id, int64_t *rows,
                                     int64_t capacity, int64_t *count, kefu_error *error)
{
    rate_job job = {0, rows, capacity, 0};
    kf_memory memory;
    kf_batch open;
    kefu_status status = rate_check(rate, batch, id, &job, count, error);
    if (!status)
        status = kf_memory_init(&memory, allocator, error);
    if (!status)
        status = kf_batch_open(&open, &memory, batch, error);
    if (status)
        return status;
    if (rate) {
        job.last = rate_last((uint64_t)rate);
        status = rate_batch(&job, &open, key, id, error);
    }
    kf_batch_close(&open);
    if (!status)
        *count = job.count;
    return status;
}
