# amalgamate.awk - writes sources (or one header) as a single file: each project header is spelled
# out where it is first included, system headers are kept.
#
#   awk -v version=0.1.0 -f lib/amalgamate.awk include/kefu.h             the public header
#   awk -v version=0.1.0 -v public=kefu.h -f lib/amalgamate.awk lib/*/*.c the sources, beside it

function found(name,    path, line) {
    if (public && name ~ /^kefu(\/|\.h)/) return ""
    path = "lib/" name
    if ((getline line < path) >= 0) { close(path); return path }
    path = "include/" name
    if ((getline line < path) >= 0) { close(path); return path }
    print "amalgamate: no file for #include \"" name "\"" > "/dev/stderr"
    exit 1
}

function spell(path,    line, name) {
    while ((getline line < path) > 0) {
        if (line ~ /^#include "/) {
            split(line, part, "\"")
            name = part[2]
            if (name in seen) continue
            seen[name] = 1
            include_path = found(name)
            if (include_path != "") spell(include_path)
        } else print line
    }
    close(path)
}

BEGIN {
    print "/* kefu " version ", one file: generated, do not edit. */"
    if (public) {
        print "#define KEFU_BUILD"
        print "#ifndef KEFU_STATIC"
        print "#define KEFU_STATIC"
        print "#endif"
        print "#include \"" public "\""
    }
    for (i = 1; i < ARGC; i++) {
        print ""
        print "/* ==== " ARGV[i] " */"
        spell(ARGV[i])
    }
    exit 0
}
