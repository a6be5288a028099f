/* id.c - see id.h. */
#include "base/id.h"

#include <string.h>

static int32_t id_is_digit(char c) { return c >= '0' && c <= '9'; }

static int32_t id_is_word(char c)
{
    return (c >= 'a' && c <= 'z') || id_is_digit(c) || c == '_' || c == '-';
}

/* Parts that are not empty, by dots, two at least. */
static int32_t id_is_stem(const char *stem, size_t size)
{
    int32_t dots = 0;
    for (size_t i = 0; i < size; i++) {
        const int32_t inner = i && i + 1 < size && stem[i - 1] != '.';
        if (stem[i] == '.' && inner)
            dots++;
        else if (!id_is_word(stem[i]))
            return 0;
    }
    return dots > 0;
}

int32_t kf_id_is_good(const char *id)
{
    const size_t size = strlen(id), stem = strcspn(id, "/"), digits = size - stem;
    if (size > KF_ID_MOST || digits < 2 || digits > 10 || id[stem + 1] == '0')
        return 0;
    for (size_t i = stem + 1; i < size; i++)
        if (!id_is_digit(id[i]))
            return 0;
    return id_is_stem(id, stem);
}

int32_t kf_id_is_ours(const char *id) { return strncmp(id, "kefu.", 5) == 0; }

size_t kf_id_stem(const char *id) { return (size_t)(strrchr(id, '/') - id); }

size_t kf_id_name(const char *id) { return (size_t)(strrchr(id, '.') + 1 - id); }

int32_t kf_id_revision(const char *id)
{
    int32_t revision = 0;
    for (const char *c = strrchr(id, '/') + 1; *c; c++)
        revision = revision * 10 + (*c - '0');
    return revision;
}
