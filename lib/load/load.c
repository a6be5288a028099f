/* load.c - a plugin from a file: found, asked, added. */
#include "load/load.h"

#include <string.h>

#include "base/fail.h"
#include "kefu/load.h"
#include "metric/plugin_host.h"
#include "metric/registry.h"

static const char loader_entry_name[] = "kefu_plugin_entry_v1";

static kefu_status loader_table(const kf_memory *memory, const char *path, const kefu_plugin **out,
                                kefu_error *error)
{
    void *library = NULL;
    kf_plugin_entry entry;
    kefu_status status = kf_load_open(memory, path, &library, error);
    if (status)
        return status;
    entry = kf_load_entry(library, loader_entry_name);
    if (!entry)
        return kf_fail(error, KEFU_E_PLUGIN,
                       "is this a kefu plugin? It does not export the function %s",
                       loader_entry_name);
    *out = entry(&kf_host);
    return *out ? KEFU_OK
                : kf_fail(error, KEFU_E_PLUGIN,
                          "the plugin says that it cannot work with this kefu (%s, ABI %d)",
                          kefu_version_string(), (int32_t)KEFU_PLUGIN_ABI);
}

/* The end of a path, so that a long one leaves room for what is said of it. */
static const char *loader_shown(const char *path)
{
    enum { SHOWN = 96 };
    size_t size = strlen(path);
    if (size <= SHOWN)
        return path;
    path += size - SHOWN;
    while (((unsigned char)*path & 0xC0) == 0x80)
        path++;
    return path;
}

kefu_status KEFU_CALL kefu_registry_load(kefu_registry *registry, const char *path,
                                         kefu_error *error)
{
    const kefu_plugin *plugin = NULL;
    const char *shown;
    kefu_error why;
    kefu_status status;
    if (!registry || !path || !*path)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_registry_load: %s",
                       !registry ? "registry is NULL"
                       : !path   ? "path is NULL"
                                 : "path is empty");
    if (kf_registry_frozen(registry))
        return kf_fail(error, KEFU_E_STATE, "kefu_registry_load: the registry is frozen");
    status = loader_table(kf_registry_memory(registry), path, &plugin, &why);
    if (!status)
        status = kefu_registry_add_plugin(registry, plugin, &why);
    if (!status)
        return KEFU_OK;
    shown = loader_shown(path);
    return kf_fail(error, status, "%s%s: %s", shown == path ? "" : "...", shown, why.message);
}
