/* load_posix.c - shared objects of Linux, macOS and the BSDs. */
#include "load/load.h"

#if !defined(_WIN32)
#include <dlfcn.h>
#include <string.h>

#include "base/fail.h"

/* "x.so: cannot open ..." without what the caller knows. */
static const char *loader_words(const char *said, const char *path)
{
    size_t size = strlen(path);
    if (!said)
        return "the system does not say why";
    return strncmp(said, path, size) == 0 && said[size] == ':' && said[size + 1] == ' '
               ? said + size + 2
               : said;
}

kefu_status kf_load_open(const kf_memory *memory, const char *path, void **library,
                         kefu_error *error)
{
    /* A name without a slash would be looked for in the library directories. */
    size_t size = strlen(path) + sizeof "./", lead = strchr(path, '/') ? 0 : 2;
    char *file = kf_alloc(memory, size);
    kefu_status status = KEFU_OK;
    if (!file)
        return kf_no_memory(error);
    memcpy(file, "./", 2);
    memcpy(file + lead, path, strlen(path) + 1);
    *library = dlopen(file, RTLD_NOW | RTLD_LOCAL);
    if (!*library)
        status = kf_fail(error, KEFU_E_PLUGIN, "cannot be loaded as a shared object: %s",
                         loader_words(dlerror(), file));
    kf_free(memory, file, size);
    return status;
}

kf_plugin_entry kf_load_entry(void *library, const char *name)
{
    kf_plugin_entry entry = NULL;
    void *found = dlsym(library, name);
    memcpy(&entry, &found, sizeof entry); /* ISO C knows no such cast, POSIX wants it to work */
    return entry;
}
#endif
