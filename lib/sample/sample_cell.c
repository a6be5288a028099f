/* sample_cell.c - the rows of one cell that are drawn, and the next ones in place of those that are
 * not fit. */
#include "base/fail.h"
#include "sample/sampling.h"

/* The reason of a row that its own class, agent or the total asked for. */
static int32_t cell_why(const kf_plan_class *class_of, const kefu_cell_quota *quota, int64_t place)
{
    static const int32_t by_rule[] = {[KF_CLASS_SHARE] = KEFU_WHY_MIN,
                                      [KF_CLASS_ALL] = KEFU_WHY_ALL,
                                      [KF_CLASS_RATE] = KEFU_WHY_RATE,
                                      [KF_CLASS_TAKE] = KEFU_WHY_TAKE};
    if (place <= quota->least)
        return by_rule[class_of->rule];
    if (place <= quota->least + quota->agent)
        return KEFU_WHY_AGENT;
    return place <= quota->n ? KEFU_WHY_SHARE : KEFU_WHY_INSTEAD;
}

/* What came behind the quota came in for what was taken out in that place; that may itself have
 * come in for another. "" of rows within the quota. */
static kefu_text cell_instead_of(const kefu_sample *sample, const kf_sample_cell *cell,
                                 int64_t place)
{
    const size_t first = sample->n_replacements - (size_t)cell->unsuitable; /* of this cell */
    if (place <= cell->quota.n)
        return (kefu_text){"", 0};
    return sample->replacements[first + (size_t)(place - cell->quota.n - 1)].first;
}

static kefu_status cell_add_row(kf_sampling *s, size_t index, const kf_urn_row *from, int64_t place)
{
    kefu_sample *sample = s->sample;
    kf_sample_cell *cell = &sample->cells[index];
    uint32_t number = 0;
    kefu_status status = kf_groups_one(sample->ids, &from->id, &number, s->error);
    if (status)
        return status;
    kf_sample_row *row = &sample->rows[sample->n_rows++];
    *row = (kf_sample_row){
        .id = kf_sample_keep(sample, &from->id),
        .instead_of = cell_instead_of(sample, cell, place),
        .row = from->row,
        .place = place,
        .cell = (uint32_t)index,
        .why = cell_why(&sample->plan->classes[cell->quota.class_index], &cell->quota, place)};
    cell->n++;
    return row->id.data ? KEFU_OK : kf_no_memory(s->error);
}

static kf_unfit *cell_unfit(const kf_sampling *s, const kf_key *id)
{
    const uint32_t number = s->n_unfit ? kf_groups_find(s->unfit_ids, id) : UINT32_MAX;
    return number == UINT32_MAX ? NULL : &s->unfit[number];
}

/* The first that is taken out makes place for the first behind the quota, and so on; that one may
 * have to be taken out, too. */
static kefu_status cell_take_out(kf_sampling *s, size_t index, const kf_urn *urn,
                                 const kf_urn_row *row, kf_unfit *unfit)
{
    kefu_sample *sample = s->sample;
    kf_sample_cell *cell = &sample->cells[index];
    const kefu_text before = cell_instead_of(sample, cell, cell->n + cell->unsuitable + 1);
    const uint64_t next = (uint64_t)(cell->quota.n + cell->unsuitable++);
    const kf_key none = kf_key_of("", 0);
    uint32_t number = 0;
    kefu_status status = kf_groups_one(sample->out_ids, &row->id, &number, s->error);
    if (status)
        return status;
    kf_replacement *r = &sample->replacements[sample->n_replacements++];
    unfit->used = 1;
    *r = (kf_replacement){.id = kf_sample_keep(sample, &row->id),
                          .instead =
                              kf_sample_keep(sample, next < urn->n ? &urn->rows[next].id : &none),
                          .reason = unfit->reason,
                          .by = unfit->by,
                          .cell = (uint32_t)index};
    r->first = before.size ? before : r->id;
    return r->id.data && r->instead.data ? KEFU_OK : kf_no_memory(s->error);
}

static kefu_status cell_used_up(const kf_sampling *s, size_t index)
{
    const kf_sample_cell *cell = &s->sample->cells[index];
    const kefu_plan *plan = s->sample->plan;
    return kf_fail(s->error, KEFU_E_LIMIT,
                   "reserve: the plan keeps %d spare rows of a cell, and more of class '%s'%s%s "
                   "were not fit; ask for a larger \"reserve\"",
                   plan->reserve, plan->classes[cell->quota.class_index].id, plan->n_by ? ", " : "",
                   plan->n_by ? cell->keys[0].data : "");
}

/* If not all rows are kept, the last one is there only to be compared with the one before it. */
kefu_status kf_sampling_cell(kf_sampling *s, size_t index)
{
    kf_sample_cell *cell = &s->sample->cells[index];
    const kf_urn *urn = &s->draw->cells[s->order[index]].urn;
    const int64_t kept = (int64_t)urn->n - ((int64_t)urn->n < cell->quota.rows);
    kefu_status status = KEFU_OK;
    cell->first = s->sample->n_rows;
    for (int64_t at = 0; at < cell->quota.rows && cell->n < cell->quota.n && !status; at++) {
        if (at >= kept)
            return cell_used_up(s, index);
        const kf_urn_row *row = &urn->rows[at];
        kf_unfit *unfit = cell_unfit(s, &row->id);
        status =
            unfit ? cell_take_out(s, index, urn, row, unfit) : cell_add_row(s, index, row, at + 1);
    }
    return status;
}
