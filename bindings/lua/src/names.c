/* names.c - what the library calls by its name in C, as Lua has it; and what failed without a word.
 */

static const kb_info *const name_infos[] = {
#define CALL(class, call, ...) &class##_##call##_info,
#include "calls/all.inc"
#undef CALL
};
enum { NAME_CALLS = sizeof name_infos / sizeof *name_infos };

/* Names that mean something else in Lua: tally:add{...} counts an event, by hand. */
static const char *kl_name(const kb_info *info)
{
    int renamed =
        info->run && strcmp(info->class_name, "tally") == 0 && strcmp(info->name, "add") == 0;
    return renamed ? "metric" : info->name;
}

/* "tally.metric", "kefu.rank". */
static const char *kl_call_name(const kb_info *info, char out[80])
{
    int module = strcmp(info->class_name, "module") == 0;
    snprintf(out, 80, "%s.%s", module ? "kefu" : info->class_name, kl_name(info));
    return out;
}

/* ---- In messages ---------------------------------------------------------------------------- */

static int name_letter(char c)
{
    return (c >= 'a' && c <= 'z') || c == '_' || (c >= '0' && c <= '9');
}

static size_t name_length(const char *text)
{
    size_t size = 0;
    while (name_letter(text[size]))
        size++;
    return size;
}

/* Whether a call stands for the function of C, whose name is so long. */
static int name_stands_for(const kb_info *info, const char *name, size_t size)
{
    const char *at = strstr(info->c, "kefu_");
    for (; at; at = strstr(at + 5, "kefu_"))
        if (name_length(at) == size && memcmp(at, name, size) == 0)
            return 1;
    return 0;
}

static const kb_info *name_find(const char *name, size_t size)
{
    for (int i = 0; i < NAME_CALLS; i++)
        if (name_stands_for(name_infos[i], name, size))
            return name_infos[i];
    return NULL;
}

/* Options that are called otherwise than in C. */
static const char *const name_options[][2] = {
    {"from", "first_day"}, {"to", "last_day"}, {"language", "lang"}, {NULL, NULL}};

/* "options." or "kefu_pick_options." goes: a field has a name alone. */
static size_t name_of_field(const char *text, size_t size, char out[80])
{
    const char *field = text + size + 1;
    size_t length = name_length(field);
    for (int i = 0; name_options[i][0]; i++)
        if (strlen(name_options[i][0]) == length && !memcmp(field, name_options[i][0], length)) {
            strcpy(out, name_options[i][1]);
            return size + 1 + length;
        }
    return size + 1;
}

/* How much of C's begins here, and what Lua has in its place: 0 if nothing. */
static size_t name_of_c(const char *text, char out[80])
{
    size_t size = name_length(text);
    int options = size == 7 && memcmp(text, "options", 7) == 0;
    int kefu = size > 5 && memcmp(text, "kefu_", 5) == 0;
    out[0] = 0;
    if ((options || kefu) && text[size] == '.' && name_letter(text[size + 1]))
        return name_of_field(text, size, out);
    const kb_info *info = kefu ? name_find(text, size) : NULL;
    if (info)
        kl_call_name(info, out);
    return info ? size : 0;
}

/* The message as it is told in Lua. What is quoted stays as it is. */
static void kl_say(const char *message, char *out, size_t capacity)
{
    size_t used = 0;
    for (const char *at = message; *at && used + 80 < capacity;) {
        char name[80];
        int begins = at == message || at[-1] == ' ' || at[-1] == '(';
        size_t size = begins && (*at == 'k' || *at == 'o') ? name_of_c(at, name) : 0;
        if (size == 0) {
            out[used++] = *at++;
            continue;
        }
        memcpy(out + used, name, strlen(name));
        used += strlen(name);
        at += size;
    }
    out[used] = 0;
}

/* ---- Without a word -------------------------------------------------------------------------- */

/* "row 12 of 9", where it is known how many there are. */
static int name_row_missing(kl_frame *f, char *out, size_t capacity)
{
    int64_t n = f->info->params ? kl_count_rows(f) : -1, row = f->call.in[0].i;
    char number[24], count[24];
    if (n < 0 || (row >= 0 && row < n))
        return 0;
    int64_text(row + 1, number);
    int64_text(n, count);
    snprintf(out, capacity, "%s %s of %s", f->info->params[0].name, number, count);
    return 1;
}

/* What was given, as far as it is short: "index = 7, lang = ...". */
static void name_given(const kl_frame *f, char *out, size_t capacity)
{
    out[0] = 0;
    for (int k = 0; f->info->params && f->info->params[k].name; k++) {
        const kb_param *param = &f->info->params[k];
        const kb_arg *arg = &f->call.in[k];
        int whole = param->kind == KB_ROW || param->kind == KB_INT32 || param->kind == KB_INT64;
        int text = param->kind == KB_TEXT || param->kind == KB_VIEW, from_1;
        char number[24] = "";
        size_t used = strlen(out);
        if (!whole && (!text || !arg->data || arg->size > 60))
            continue;
        from_1 = param->kind == KB_ROW || param->of == &kb_index;
        if (whole)
            int64_text(arg->i + from_1, number);
        snprintf(out + used, capacity - used, "%s%s = %s%.*s%s", used ? ", " : "", param->name,
                 whole ? number : "'", whole ? 0 : (int)arg->size,
                 whole ? "" : (const char *)arg->data, whole ? "" : "'");
    }
}

static const char *name_why(kefu_status status)
{
    return status == KEFU_E_NAME       ? "there is none of this name"
           : status == KEFU_E_ARGUMENT ? "out of range"
                                       : kefu_status_name(status);
}

/* Calls without an error of their own fail with a status alone: what was given says the rest. */
static void kl_complete(kl_frame *f, kefu_status status)
{
    char name[80], given[120];
    int said = f->error.code == status && f->error.message[0];
    if (said)
        return;
    kl_call_name(f->info, name);
    if (status == KEFU_E_ARGUMENT && name_row_missing(f, given, sizeof given)) {
        kl_fail(f, status, "%s: %s", name, given);
        return;
    }
    name_given(f, given, sizeof given);
    kl_fail(f, status, "%s: %s%s%s", name, given, given[0] ? ": " : "", name_why(status));
}
