/* plugin_fcr.c - first-contact resolution, a metric in a shared object of its own.
 *
 *   fcr(buyer, at)          fcr(buyer, at, days)
 *
 * The share of contacts that the same buyer did not follow with another within `days` days (1..366,
 * 7 unless given). `at` is a time column, or seconds: of a date column write 日期 * 86400. A second
 * contact at the last instant of those days still is within them.
 *
 * A contact is judged once its days are over, that is: once the group has a contact later than the
 * last instant of them. Until then nobody knows, so it does not count, however it looks: n is the
 * number of contacts judged. A group sees its own contacts only: by agent, a buyer who comes back
 * to a colleague has not come back.
 */
#include <kefu/plugin.h>
#include <string.h>

typedef struct contact {
    unsigned char buyer[16]; /* a hash: the same for 7 and "7", on every machine */
    int64_t at;              /* microseconds */
} contact;

/* The contacts of a group, in any order. Zeroed it is empty, so there is no `init`. */
typedef struct contacts {
    contact *items;
    size_t n, capacity;
} contacts;

/* ---- Memory: all of it from the host, so that its limits hold ---- */

static kefu_status contacts_reserve(contacts *s, size_t more, const kefu_context *context)
{
    const kefu_allocator *a = context->allocator;
    size_t capacity = s->capacity ? s->capacity : 8;
    if (more > SIZE_MAX / sizeof(contact) / 2 - s->n)
        return KEFU_E_MEMORY;
    while (capacity < s->n + more)
        capacity *= 2;
    if (capacity == s->capacity)
        return KEFU_OK;
    const size_t size = capacity * sizeof(contact);
    void *block = s->items ? a->reallocate(a->user, s->items, s->capacity * sizeof(contact), size)
                           : a->allocate(a->user, size);
    if (!block)
        return KEFU_E_MEMORY;
    s->items = block;
    s->capacity = capacity;
    return KEFU_OK;
}

static void KEFU_CALL fcr_destroy(void *state, const kefu_context *context)
{
    contacts *s = state;
    if (s->items)
        context->allocator->release(context->allocator->user, s->items,
                                    s->capacity * sizeof(contact));
}

/* ---- Rows ---- */

static kefu_status KEFU_CALL fcr_update(void *states, size_t stride, const uint32_t *groups,
                                        const kefu_args *args, const kefu_context *context,
                                        kefu_error *error)
{
    const kefu_vector *buyers = args->vectors[0], *times = args->vectors[1];
    (void)error;
    for (int64_t i = 0; i < args->rows; i++) {
        contacts *s = (contacts *)(void *)((char *)states + stride * groups[i]);
        const kefu_status status = contacts_reserve(s, 1, context);
        if (status)
            return status;
        context->host->hash_key(buyers, i, s->items[s->n].buyer);
        s->items[s->n++].at = times->values[i];
    }
    return KEFU_OK;
}

static kefu_status KEFU_CALL fcr_merge(void *dst, const void *src, const kefu_context *context,
                                       kefu_error *error)
{
    contacts *a = dst;
    const contacts *b = src;
    const kefu_status status = contacts_reserve(a, b->n, context);
    (void)error;
    if (status || !b->n)
        return status;
    memcpy(a->items + a->n, b->items, b->n * sizeof(contact));
    a->n += b->n;
    return KEFU_OK;
}

/* ---- By buyer, then by time: whatever order they came in ---- */

static int contact_order(const contact *a, const contact *b)
{
    const int order = memcmp(a->buyer, b->buyer, sizeof a->buyer);
    return order ? order : (a->at > b->at) - (a->at < b->at);
}

static void contacts_sift(contact *items, size_t at, size_t n)
{
    for (size_t child; (child = 2 * at + 1) < n; at = child) {
        if (child + 1 < n && contact_order(&items[child], &items[child + 1]) < 0)
            child++;
        if (contact_order(&items[at], &items[child]) >= 0)
            return;
        const contact kept = items[at];
        items[at] = items[child];
        items[child] = kept;
    }
}

/* Heap sort, in place. It may be done to a state that is const: in any order it is the same one. */
static void contacts_sort(const contacts *s)
{
    for (size_t i = s->n / 2; i-- > 0;)
        contacts_sift(s->items, i, s->n);
    for (size_t i = s->n; i-- > 1;) {
        const contact last = s->items[i];
        s->items[i] = s->items[0];
        s->items[0] = last;
        contacts_sift(s->items, 0, i);
    }
}

/* ---- The value ---- */

/* From one contact to a later one, which a signed difference might not hold. */
static uint64_t time_between(int64_t from, int64_t to) { return (uint64_t)to - (uint64_t)from; }

static kefu_status KEFU_CALL fcr_finalize(const void *state, kefu_value *out,
                                          const kefu_context *context, kefu_error *error)
{
    const contacts *s = state;
    const uint64_t days = (uint64_t)context->params[0] * 86400u * 1000000u;
    int64_t newest = INT64_MIN, judged = 0, resolved = 0;
    (void)error;
    contacts_sort(s);
    for (size_t i = 0; i < s->n; i++)
        newest = s->items[i].at > newest ? s->items[i].at : newest;
    for (size_t i = 0; i < s->n; i++) {
        const contact *c = &s->items[i], *next = c + 1;
        if (time_between(c->at, newest) <= days)
            continue;
        judged++;
        resolved += i + 1 == s->n || memcmp(c->buyer, next->buyer, sizeof c->buyer) != 0 ||
                    time_between(c->at, next->at) > days;
    }
    if (judged)
        *out = (kefu_value){resolved, judged, judged, KEFU_VALUE_OK, 0};
    return KEFU_OK;
}

/* ---- Bytes: 24 a contact, sorted, so that equal contacts give equal bytes ---- */

enum { FCR_FORMAT = 1, CONTACT_BYTES = 24 };

static const char unknown_format[] = "a format of a later fcr";

static kefu_status KEFU_CALL fcr_save(const void *state, uint32_t format, void *out,
                                      size_t capacity, size_t *need, const kefu_context *context,
                                      kefu_error *error)
{
    const contacts *s = state;
    unsigned char *to = out;
    if (format != FCR_FORMAT)
        return context->host->set_error(error, KEFU_E_UNSUPPORTED, -1, unknown_format);
    *need = s->n * CONTACT_BYTES;
    if (*need > capacity)
        return KEFU_OK;
    contacts_sort(s);
    for (size_t i = 0; i < s->n; i++, to += CONTACT_BYTES) {
        memcpy(to, s->items[i].buyer, 16);
        for (int b = 0; b < 8; b++)
            to[16 + b] = (unsigned char)((uint64_t)s->items[i].at >> 8 * b);
    }
    return KEFU_OK;
}

static contact contact_read(const unsigned char *from)
{
    contact c;
    uint64_t at = 0;
    memcpy(c.buyer, from, 16);
    for (int b = 0; b < 8; b++)
        at |= (uint64_t)from[16 + b] << 8 * b;
    memcpy(&c.at, &at, sizeof c.at);
    return c;
}

static kefu_status KEFU_CALL fcr_load(void *state, uint32_t format, const void *bytes, size_t size,
                                      const kefu_context *context, kefu_error *error)
{
    contacts *s = state;
    const unsigned char *from = bytes;
    const size_t n = size / CONTACT_BYTES;
    if (format != FCR_FORMAT)
        return context->host->set_error(error, KEFU_E_UNSUPPORTED, -1, unknown_format);
    if (size % CONTACT_BYTES)
        return context->host->set_error(error, KEFU_E_DATA, -1, "the bytes are cut");
    const kefu_status status = contacts_reserve(s, n, context);
    if (status)
        return status;
    for (; s->n < n; s->n++) {
        s->items[s->n] = contact_read(from + s->n * CONTACT_BYTES);
        if (s->n && contact_order(&s->items[s->n - 1], &s->items[s->n]) > 0) {
            fcr_destroy(s, context); /* nobody else does after a failure */
            return context->host->set_error(error, KEFU_E_DATA, -1, "contacts are out of order");
        }
    }
    return KEFU_OK;
}

/* ---- Tables ---- */

static const kefu_port buyer = {sizeof buyer, "buyer", KEFU_PORT_KEY, 0, 0, 0};
static const kefu_port at = {sizeof at, "at", KEFU_PORT_NUMBER, 6, 0, 0};
static const kefu_port *const ports[] = {&buyer, &at};
static const kefu_param days = {sizeof days, "days", 0, KEFU_PARAM_OPTIONAL, 1, 366, 7};
static const kefu_param *const params[] = {&days};
static const char *const aliases[] = {"first_contact", "first_contact_resolution", NULL};

static const kefu_metric fcr = {
    .struct_size = sizeof fcr,
    .flags = KEFU_METRIC_MERGEABLE | KEFU_METRIC_ORDER_FREE | KEFU_METRIC_LATE_PARAMS,
    .state_format = FCR_FORMAT,
    .id = "org.example.first_contact/1",
    .name = "fcr",
    .label_zh = "首次解决率",
    .label_en = "first-contact resolution",
    .aliases = aliases,
    .ports = ports,
    .params = params,
    .n_ports = 2,
    .n_required = 2,
    .n_params = 1,
    .state_size = sizeof(contacts),
    .state_align = 8,
    .update = fcr_update,
    .merge = fcr_merge,
    .save = fcr_save,
    .load = fcr_load,
    .finalize = fcr_finalize,
    .destroy = fcr_destroy,
};
static const kefu_metric *const metrics[] = {&fcr};

static const kefu_plugin plugin = {
    .struct_size = sizeof plugin,
    .abi = KEFU_PLUGIN_ABI,
    .header_version = KEFU_HEADER_VERSION,
    .name = "first contact",
    .version = "1.0.0",
    .metrics = metrics,
    .n_metrics = 1,
};

const kefu_plugin *KEFU_CALL kefu_plugin_entry_v1(const kefu_host *host)
{
    return host->abi == KEFU_PLUGIN_ABI && KEFU_HAS(host, hash_key) ? &plugin : NULL;
}
