/* batches.c - rows as arguments, whatever they come in, and rows that come out. */

/* Rows for this call alone, of a table or of a file that has to be in one piece: on top of the
 * stack, and freed when it is over, whether they became whole or not. */
static kefu_status batch_make(kl_frame *f, int at, kl_core *csv, kl_core **out)
{
    *out = NULL;
    kefu_status status = csv ? kl_pin(f, csv) : KEFU_OK;
    if (!status)
        status = csv ? csv_read_rows(f, csv, out) : rows_read_table(f, at, 0, out);
    if (*out)
        f->passing[f->n_passing++ % KL_PASSING] = lua_touserdata(f->L, -1);
    return status;
}

/* An argument: a kefu.rows, a kefu.csv, or a table. */
static kefu_status kl_read_batch(kl_frame *f, int at, const kl_slot *slot, kb_arg *out)
{
    const kb_class *class;
    kl_core *core = kl_core_of(f->L, at, &class);
    kefu_status status = KEFU_OK;
    if (class && !core)
        return kl_fail(f, KEFU_E_STATE, "%s: the %s is closed", f->what, class->name);
    if (class == &csv_class && slot->kind == KB_BATCHES) {
        f->from = core;
        return kl_use(f, core);
    }
    if (class == &csv_class || lua_istable(f->L, at))
        status = batch_make(f, at, core, &core);
    else if (class != &rows_class)
        return kl_wrong(f, at, "rows: a list of tables, a table of lists, kefu.rows or kefu.csv");
    if (status)
        return status;
    out->data = kefu_builder_batch(core->pointer);
    return kl_use(f, core);
}

/* ---- Tables out ----------------------------------------------------------------------------- */

static const char *rows_cell_data(const kefu_column *column, int64_t row, int64_t size)
{
    return (const char *)column->data + row * (column->stride ? column->stride : size);
}

/* Numbers at a scale as what they say, which is exact up to 15 digits. */
static void rows_push_scaled(lua_State *L, int64_t number, int32_t scale)
{
    int64_t power = value_power(scale);
    if (number % power == 0)
        kl_push_int64(L, number / power);
    else
        lua_pushnumber(L, (lua_Number)number / (lua_Number)power);
}

static void rows_push_date(lua_State *L, int32_t day)
{
    char text[16];
    if (kefu_date_format(day, text, sizeof text))
        kl_push_int64(L, day);
    else
        lua_pushstring(L, text);
}

static void rows_push_from(lua_State *L, const kefu_column *column, int64_t row)
{
    int64_t whole;
    int32_t day;
    double number;
    kefu_text text;
    switch (column->type) {
    case KEFU_COLUMN_BOOL:
        lua_pushboolean(L, *rows_cell_data(column, row, 1));
        break;
    case KEFU_COLUMN_I64:
        memcpy(&whole, rows_cell_data(column, row, 8), sizeof whole);
        rows_push_scaled(L, whole, column->scale);
        break;
    case KEFU_COLUMN_F64:
        memcpy(&number, rows_cell_data(column, row, 8), sizeof number);
        lua_pushnumber(L, number);
        break;
    case KEFU_COLUMN_DATE:
        memcpy(&day, rows_cell_data(column, row, 4), sizeof day);
        rows_push_date(L, day);
        break;
    case KEFU_COLUMN_TIME:
        memcpy(&whole, rows_cell_data(column, row, 8), sizeof whole);
        rows_push_scaled(L, whole, 6);
        break;
    case KEFU_COLUMN_TEXT:
        memcpy(&text, rows_cell_data(column, row, sizeof text), sizeof text);
        if (text.data)
            lua_pushlstring(L, text.data, text.size);
        else
            cell_push_state(L, KEFU_VALUE_NO_DATA);
        break;
    default:
        cell_push_state(L, KEFU_VALUE_NO_DATA);
        break;
    }
}

static int32_t rows_state_at(const kefu_column *column, int64_t row)
{
    int64_t bit = column->validity_offset + row;
    if (column->states && column->states[row] != KEFU_VALUE_OK)
        return column->states[row];
    if (column->validity && !(column->validity[bit / 8] >> (bit % 8) & 1))
        return KEFU_VALUE_NO_DATA;
    return KEFU_VALUE_OK;
}

/* {agent = {...}, amount = {...}}, which is read again as rows. */
static void result_table(lua_State *L, const kl_slot *slot, const kb_arg *from)
{
    const kefu_batch *batch = from->data;
    (void)slot;
    lua_createtable(L, 0, batch->n_columns);
    for (int32_t c = 0; c < batch->n_columns; c++) {
        const kefu_column *column = batch->columns[c];
        lua_createtable(L, (int)batch->rows, 0);
        for (int64_t row = 0; row < batch->rows; row++) {
            int32_t state = rows_state_at(column, row);
            if (state == KEFU_VALUE_OK)
                rows_push_from(L, column, row);
            else
                cell_push_state(L, state);
            lua_rawseti(L, -2, (int)(row + 1));
        }
        lua_setfield(L, -2, column->name);
    }
}
