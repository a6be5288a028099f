/* plugin.c - all metrics of a plugin into a registry, or none. */
#include "base/fail.h"
#include "metric/plugin_contract.h"
#include "metric/plugin_host.h"
#include "metric/registry.h"

enum { PLUGIN_METRICS = 1024 };

/* What is wrong with a plugin, after its name; and what it was made for, if that is newer. */
static kefu_status plugin_fail(const kefu_plugin *p, kefu_status status, const char *message,
                               kefu_error *error)
{
    int32_t v = p->header_version;
    if (v <= KEFU_HEADER_VERSION)
        return kf_fail(error, status, "plugin '%s' %s: %s", p->name, p->version, message);
    return kf_fail(error, status, "plugin '%s' %s (made for kefu %d.%d.%d): %s", p->name,
                   p->version, v / 10000, v / 100 % 100, v % 100, message);
}

static const char *plugin_missing(const kefu_plugin *p)
{
    return !p->name                        ? "name is NULL"
           : !p->version                   ? "version is NULL"
           : !p->metrics                   ? "metrics is NULL"
           : p->user_free && !p->user_new  ? "'user_free' without 'user_new'"
           : p->n_metrics < 1              ? "n_metrics is below 1"
           : p->n_metrics > PLUGIN_METRICS ? "n_metrics is above 1024"
                                           : NULL;
}

static kefu_status plugin_check(const kefu_plugin *p, kefu_error *error)
{
    const char *missing;
    kefu_error why;
    if (p->abi != KEFU_PLUGIN_ABI) {
        kf_fail(&why, KEFU_E_UNSUPPORTED, "its ABI is %i, that of this kefu (%s) is %d",
                (int64_t)p->abi, kefu_version_string(), (int32_t)KEFU_PLUGIN_ABI);
        return plugin_fail(p, why.code, why.message, error);
    }
    missing = plugin_missing(p);
    if (missing)
        return plugin_fail(p, KEFU_E_PLUGIN, missing, error);
    if (p->reserved0)
        return plugin_fail(p, KEFU_E_UNSUPPORTED, "reserved0 is not 0", error);
    for (int32_t i = 0; i < p->n_metrics; i++)
        if (!p->metrics[i]) {
            kf_fail(&why, KEFU_E_PLUGIN, "metrics[%d] is NULL", i);
            return plugin_fail(p, why.code, why.message, error);
        }
    return KEFU_OK;
}

/* Our copy of the table. Its head is where it is in every ABI, so one that is longer than ours is
 * still named. */
static kefu_status plugin_take(kefu_plugin *out, const kefu_plugin *plugin, kefu_error *error)
{
    kefu_error why;
    kefu_status status = kf_take(out, sizeof *out, plugin, &why);
    if (status && status != KEFU_E_UNSUPPORTED)
        return kf_fail(error, status, "the table of a plugin: %s", why.message);
    if (!status)
        return plugin_check(out, error);
    return plugin->abi != KEFU_PLUGIN_ABI ? plugin_check(plugin, error)
                                          : plugin_fail(plugin, status, why.message, error);
}

static kefu_status plugin_user(const kefu_registry *r, const kefu_plugin *p, void **user,
                               kefu_error *error)
{
    kefu_error said = kf_metric_silent(), why;
    kefu_status status =
        p->user_new ? p->user_new(&kf_host, &kf_registry_memory(r)->with, user, &said) : KEFU_OK;
    status = kf_callback_returned("user_new", status, &said, &why);
    return status ? plugin_fail(p, status, why.message, error) : KEFU_OK;
}

kefu_status KEFU_CALL kefu_registry_add_plugin(kefu_registry *registry, const kefu_plugin *plugin,
                                               kefu_error *error)
{
    kefu_plugin p;
    kefu_error why;
    kefu_status status;
    void *user = NULL;
    if (!registry || !plugin)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_registry_add_plugin: %s is NULL",
                       registry ? "plugin" : "registry");
    if (kf_registry_frozen(registry))
        return kf_fail(error, KEFU_E_STATE, "kefu_registry_add_plugin: the registry is frozen");
    status = plugin_take(&p, plugin, error);
    if (!status)
        status = plugin_user(registry, &p, &user, error);
    if (status)
        return status;
    status = kf_registry_add(registry, p.metrics, p.n_metrics, user, p.user_free, &why);
    if (!status)
        return KEFU_OK;
    if (p.user_free)
        p.user_free(user);
    return plugin_fail(&p, status, why.message, error);
}
