/* store.c - see store.h. */
#include "table/store.h"

#include <string.h>

static const struct store_type {
    int32_t type;
    size_t item;
} store_types[] = {
    {KEFU_COLUMN_I64, sizeof(int64_t)},  {KEFU_COLUMN_TIME, sizeof(int64_t)},
    {KEFU_COLUMN_DATE, sizeof(int32_t)}, {KEFU_COLUMN_F64, sizeof(double)},
    {KEFU_COLUMN_F32, sizeof(float)},    {KEFU_COLUMN_TEXT, sizeof(kefu_text)},
    {KEFU_COLUMN_BOOL, sizeof(uint8_t)},
};

void kf_store_init(kf_store *store, const char *name, int32_t type, int32_t scale, uint32_t flags)
{
    const struct store_type *known = store_types;
    while (known->type != type)
        known++;
    memset(store, 0, sizeof *store);
    store->item = known->item;
    store->view.struct_size = sizeof store->view;
    store->view.name = name;
    store->view.type = type;
    store->view.scale = scale;
    store->view.flags = flags;
}

void kf_store_free(kf_store *store, const kf_memory *memory)
{
    kf_free_array(memory, store->data, store->data_capacity, store->item);
    kf_free_array(memory, store->at, store->at_capacity, sizeof *store->at);
    kf_free(memory, store->states, store->states_capacity);
}

static int32_t store_room_text(kf_store *store, const kf_memory *memory, size_t rows)
{
    size_t *at = kf_reserve(memory, store->at, &store->at_capacity, rows, sizeof *at);
    if (!at)
        return 0;
    store->at = at;
    return 1;
}

/* The states grow last, so that their capacity tells whether the rest has room. */
int32_t kf_store_room(kf_store *store, const kf_memory *memory, size_t rows)
{
    void *data;
    uint8_t *states;
    if (rows <= store->states_capacity)
        return 1;
    if (store->view.type == KEFU_COLUMN_TEXT && !store_room_text(store, memory, rows))
        return 0;
    data = kf_reserve(memory, store->data, &store->data_capacity, rows, store->item);
    if (!data)
        return 0;
    store->data = data;
    states = kf_reserve(memory, store->states, &store->states_capacity, rows, 1);
    if (!states)
        return 0;
    store->states = states;
    return 1;
}

void kf_store_number(kf_store *store, int64_t row, int64_t value)
{
    if (store->view.type == KEFU_COLUMN_DATE)
        ((int32_t *)store->data)[row] = (int32_t)value;
    else if (store->view.type == KEFU_COLUMN_BOOL)
        ((uint8_t *)store->data)[row] = (uint8_t)value;
    else
        ((int64_t *)store->data)[row] = value;
    store->states[row] = KEFU_VALUE_OK;
}

void kf_store_bytes(kf_store *store, int64_t row, const void *value)
{
    memcpy((char *)store->data + (size_t)row * store->item, value, store->item);
    store->states[row] = KEFU_VALUE_OK;
}

void kf_store_text(kf_store *store, int64_t row, size_t at, size_t size)
{
    store->at[row] = at;
    ((kefu_text *)store->data)[row].size = size;
    store->states[row] = KEFU_VALUE_OK;
}

void kf_store_state(kf_store *store, int64_t row, int32_t state)
{
    memset((char *)store->data + (size_t)row * store->item, 0, store->item);
    store->states[row] = (uint8_t)state;
    store->any = 1;
}

void kf_store_finish(kf_store *store, int64_t rows, const char *heap)
{
    store->view.data = store->data;
    store->view.states = store->any ? store->states : NULL;
    if (store->view.type != KEFU_COLUMN_TEXT)
        return;
    for (int64_t i = 0; i < rows; i++) {
        kefu_text *text = &((kefu_text *)store->data)[i];
        text->data = store->states[i] ? NULL : text->size ? heap + store->at[i] : "";
    }
}
