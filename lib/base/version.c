/* version.c - the version of the library that is running. */
#include "kefu/base.h"

#define VERSION_TEXT_OF(x) #x
#define VERSION_TEXT(x)    VERSION_TEXT_OF(x)

int32_t KEFU_CALL kefu_version_number(void)
{
    return KEFU_VERSION_MAJOR * 10000 + KEFU_VERSION_MINOR * 100 + KEFU_VERSION_PATCH;
}

const char *KEFU_CALL kefu_version_string(void)
{
    return VERSION_TEXT(KEFU_VERSION_MAJOR) "." VERSION_TEXT(KEFU_VERSION_MINOR) "." VERSION_TEXT(
        KEFU_VERSION_PATCH);
}
