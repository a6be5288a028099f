/* missing.c - all names that are missing, in one error. */
#include <string.h>

#include "base/fail.h"
#include "base/show.h"

static int32_t missing_is_known(const kf_missing *missing, const char *name)
{
    const int32_t n = missing->n < KF_MISSING_NAMES ? missing->n : KF_MISSING_NAMES;
    for (int32_t i = 0; i < n; i++)
        if (strcmp(missing->names[i], name) == 0)
            return 1;
    return 0;
}

/* "'day' (日期; did you mean 'dayy'?)", if all of it fits. */
static int32_t missing_put(kf_missing *missing, const char *name, const char *also,
                           const char *near)
{
    kf_show show = {.out = missing->text, .capacity = sizeof missing->text, .need = missing->size};
    if (!*also && *near)
        near += sizeof "; " - 1;
    kf_show_format(&show, missing->size ? ", '%s'" : "'%s'", name);
    if (*also || *near)
        kf_show_format(&show, " (%s%s)", also, near);
    if (show.need >= sizeof missing->text) {
        missing->text[missing->size] = 0;
        return 0;
    }
    missing->size = kf_show_end(&show) - 1;
    return 1;
}

void kf_missing_add(kf_missing *missing, const kf_near *near, const char *also)
{
    kf_near mine = *near;
    if (missing_is_known(missing, near->name))
        return;
    if (missing->n < KF_MISSING_NAMES)
        missing->names[missing->n] = near->name;
    if (!missing->n++) {
        missing->also = also;
        missing->nearest = *near;
    }
    if (!missing->more)
        missing->more = !missing_put(missing, near->name, also, kf_near_text(&mine)) &&
                        !missing_put(missing, near->name, "", "");
}

kefu_status kf_missing_fail(const kf_missing *missing, const char *from, const char *what,
                            const char *in, kefu_error *error)
{
    kf_near near = missing->nearest;
    if (!missing->n)
        return KEFU_OK;
    if (missing->n > 1)
        return kf_fail(error, KEFU_E_NAME, "%sthere are no %ss %s%s%s", from, what, missing->text,
                       missing->more ? " and more" : "", in);
    return kf_fail(error, KEFU_E_NAME, "%sthere is no %s '%s'%s%s%s%s%s", from, what, near.name,
                   *missing->also ? " (" : "", missing->also, *missing->also ? ")" : "", in,
                   kf_near_text(&near));
}
