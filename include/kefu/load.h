/* kefu/load.h - plugins from files. Uses metric.h.
 *
 * The one part of the library that asks for more than memory: dlopen, or LoadLibrary on Windows. A
 * library built with KEFU_NO_LOAD=1 does not have it, nor has the one file of `make amalgamation`
 * unless KEFU_LOAD=1 is given: who calls it then is told by the linker, nobody else notices. A
 * plugin that is linked in needs none of it: kefu_registry_add_plugin.
 */
#ifndef KEFU_LOAD_H
#define KEFU_LOAD_H

#include "kefu/metric.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Loads a shared object, calls its kefu_plugin_entry_v1 and adds what it returns with
 * kefu_registry_add_plugin. The code of the file runs with all that the program may do: load none
 * that you would not run. `path` is UTF-8 on Windows, what the system takes elsewhere, and always a
 * file, as seen from the working directory: no list of folders is searched. A file stays loaded
 * until the program ends, also where its plugin is refused; the same one may be loaded into any
 * number of registries. KEFU_E_PLUGIN if it is not there, no shared object of this machine, no
 * plugin, or one that cannot work with this host, each with the path and the system's words; else
 * as kefu_registry_add_plugin. Systems trust what a shared object says of itself: one that was cut
 * short may end the program. [setup] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_registry_load(kefu_registry *registry, const char *path,
                                                  kefu_error *error);

#ifdef __cplusplus
}
#endif
#endif
