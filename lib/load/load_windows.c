/* load_windows.c - DLLs of Windows, by paths of UTF-8. */
#include "load/load.h"

#if defined(_WIN32)
#define WIN32_LEAN_AND_MEAN
#include <windows.h>

#include <string.h>

#include "base/fail.h"

static kefu_status loader_failed(DWORD code, kefu_error *error)
{
    enum { WIDE = 256 };
    wchar_t wide[WIDE];
    char text[3 * WIDE + 1];
    DWORD n = FormatMessageW(FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS, NULL, code,
                             0, wide, WIDE, NULL);
    int size;
    while (n && (wide[n - 1] <= L' ' || wide[n - 1] == L'.'))
        n--;
    size = n ? WideCharToMultiByte(CP_UTF8, 0, wide, (int)n, text, sizeof text - 1, NULL, NULL) : 0;
    text[size] = 0;
    return kf_fail(error, KEFU_E_PLUGIN, "cannot be loaded as a DLL: %s (Windows error %i)", text,
                   (int64_t)code);
}

/* The file's full name. Windows would add .dll to one without a dot, unless it ends with one. */
static wchar_t *loader_full(const kf_memory *memory, const wchar_t *wide, size_t *capacity)
{
    DWORD size = GetFullPathNameW(wide, 0, NULL, NULL), n;
    wchar_t *full;
    const wchar_t *name;
    *capacity = (size_t)size + 1;
    full = size ? kf_alloc_array(memory, *capacity, sizeof *full) : NULL;
    if (!full)
        return NULL;
    n = GetFullPathNameW(wide, size, full, NULL);
    if (!n || n >= size)
        n = 0;
    full[n] = 0;
    name = wcsrchr(full, L'\\');
    if (!wcschr(name ? name : full, L'.'))
        wcscpy(full + n, L".");
    return full;
}

static void *loader_library(const wchar_t *full, DWORD *code)
{
    DWORD before = 0;
    HMODULE module;
    *code = 0;
    if (GetFileAttributesW(full) == INVALID_FILE_ATTRIBUTES) {
        *code = GetLastError();
        return NULL;
    }
    SetThreadErrorMode(SEM_FAILCRITICALERRORS, &before); /* no window that waits for a click */
    module = LoadLibraryExW(full, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
    if (!module)
        *code = GetLastError();
    SetThreadErrorMode(before, NULL);
    return module;
}

kefu_status kf_load_open(const kf_memory *memory, const char *path, void **library,
                         kefu_error *error)
{
    int n = MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, path, -1, NULL, 0);
    size_t size = 0;
    DWORD code = 0;
    wchar_t *wide, *full;
    if (n <= 0)
        return kf_fail(error, KEFU_E_ENCODING, "the path is not UTF-8");
    wide = kf_alloc_array(memory, (size_t)n, sizeof *wide);
    if (!wide)
        return kf_no_memory(error);
    MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, path, -1, wide, n);
    full = loader_full(memory, wide, &size);
    kf_free_array(memory, wide, (size_t)n, sizeof *wide);
    if (!full)
        return kf_no_memory(error);
    *library = loader_library(full, &code);
    kf_free_array(memory, full, size, sizeof *full);
    return *library ? KEFU_OK : loader_failed(code, error);
}

kf_plugin_entry kf_load_entry(void *library, const char *name)
{
    kf_plugin_entry entry = NULL;
    FARPROC found = GetProcAddress((HMODULE)library, name);
    memcpy(&entry, &found, sizeof entry);
    return entry;
}
#endif
