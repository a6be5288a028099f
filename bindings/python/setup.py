"""Builds the extension: the library's sources as one file, those for wider registers beside it, and
the binding. In a checkout they are made of ../../lib; an sdist brings them in native/."""

import glob
import os
import platform
import re
import shutil
import subprocess
import sys

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext
from setuptools.command.build_py import build_py
from setuptools.command.sdist import sdist

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
SHIPPED = os.path.join(HERE, "native")
CHECKOUT = not os.path.isdir(SHIPPED)
NATIVE = os.path.join(ROOT, "build", "python", "native") if CHECKOUT else SHIPPED
CALLS = os.path.join(ROOT, "bindings", "calls") if CHECKOUT else os.path.join(NATIVE, "calls")

# Loops that are compiled once more for wider registers; the processor is asked before they are called.
AVX512 = "-mavx512f -mavx512vl -mavx512bw -mavx512dq -mprefer-vector-width=512"
KERNELS = {
    "avx2": "-mavx2",
    "avx512": AVX512,
    "vbmi2": AVX512 + " -mavx512vbmi -mavx512vbmi2 -mbmi -mbmi2 -mlzcnt -mpopcnt",
}


def version():
    with open(os.path.join(ROOT, "include", "kefu", "base.h") if CHECKOUT
              else os.path.join(NATIVE, "kefu.h"), encoding="utf-8") as header:
        text = header.read()
    return ".".join(re.search(r"#define KEFU_VERSION_%s (\d+)" % part, text).group(1)
                    for part in ("MAJOR", "MINOR", "PATCH"))


def amalgamate(out, sources, public="kefu.h"):
    """Writes sources (or the header) as one file."""
    command = ["awk", "-v", "version=" + version(), "-f", "lib/amalgamate.awk"]
    if public:
        command[1:1] = ["-v", "public=" + public]
    text = subprocess.run(command + sources, cwd=ROOT, check=True, capture_output=True).stdout
    path = os.path.join(NATIVE, out)
    if os.path.exists(path):
        with open(path, "rb") as old:
            if old.read() == text:
                return
    with open(path, "wb") as new:
        new.write(text)


def make_native():
    if not CHECKOUT:
        return
    os.makedirs(NATIVE, exist_ok=True)
    sources = sorted(os.path.relpath(s, ROOT) for s in glob.glob(os.path.join(ROOT, "lib/*/*.c")))
    kind = {s: next((k for k in KERNELS if s.endswith("_%s.c" % k)), "") for s in sources}
    load = [s for s in sources if "/load/" in s]  # last: headers of Windows define names
    amalgamate("kefu.h", ["include/kefu.h"], public=None)
    amalgamate("kefu.c", [s for s in sources if not kind[s] and s not in load] + load)
    for name in KERNELS:
        amalgamate("kefu_%s.c" % name, [s for s in sources if kind[s] == name])


class BuildExt(build_ext):
    """The kernels need flags of their own, if the compiler knows them."""

    def knows(self, flags):
        if self.compiler.compiler_type != "unix" or sys.maxsize < 2**32:
            return False
        if platform.machine().lower() not in ("x86_64", "amd64"):
            return False
        os.makedirs(self.build_temp, exist_ok=True)
        probe = os.path.join(self.build_temp, "probe.c")
        with open(probe, "w") as source:
            source.write("int probe;\n")
        command = self.compiler.compiler_so + ["-Werror"] + flags
        return subprocess.run(command + ["-c", probe, "-o", probe + ".o"],
                              capture_output=True).returncode == 0

    def build_extension(self, extension):
        make_native()
        macros = [("KF_HAVE_" + name.upper(), None) for name, flags in KERNELS.items()
                  if self.knows(flags.split())]
        extension.define_macros += macros
        if self.compiler.compiler_type == "unix":
            extension.extra_compile_args += ["-std=c11", "-O3", "-g0",
                                             "-fvisibility=hidden", "-ffp-contract=off"]
        elif self.compiler.compiler_type == "msvc":
            extension.extra_compile_args += ["/std:c11", "/O2", "/utf-8"]
        self.compile_native(extension, "kefu.c", [])
        for macro, _ in macros:
            name = macro.rsplit("_", 1)[1].lower()
            self.compile_native(extension, "kefu_%s.c" % name, KERNELS[name].split())
        extension.extra_link_args += self.hides()
        super().build_extension(extension)

    def hides(self):
        """One name is seen from outside: another copy of the library in the process is not mixed with
        this one."""
        if sys.platform == "darwin":
            return ["-Wl,-exported_symbol,_PyInit__kefu"]
        if self.compiler.compiler_type != "unix" or not sys.platform.startswith("linux"):
            return []
        path = os.path.join(self.build_temp, "exports.map")
        with open(path, "w") as exports:
            exports.write("{ global: PyInit__kefu; local: *; };\n")
        return ["-Wl,--version-script=" + path]

    def compile_native(self, extension, name, flags):
        extension.extra_objects += self.compiler.compile(
            [os.path.join(NATIVE, name)], output_dir=self.build_temp,
            macros=extension.define_macros, include_dirs=extension.include_dirs,
            extra_postargs=extension.extra_compile_args + flags)


class BuildPy(build_py):
    """The models of reviews lie beside the package."""

    def run(self):
        super().run()
        if not CHECKOUT:
            return
        models = os.path.join(self.build_lib, "kefu", "models")
        os.makedirs(models, exist_ok=True)
        for model in glob.glob(os.path.join(ROOT, "lib", "models", "*.bin")):
            shutil.copy(model, models)


class Sdist(sdist):
    """What lies elsewhere in a checkout comes along."""

    def make_release_tree(self, base_dir, files):
        super().make_release_tree(base_dir, files)
        if not CHECKOUT:
            return
        make_native()
        shutil.copytree(NATIVE, os.path.join(base_dir, "native"))
        shutil.copytree(CALLS, os.path.join(base_dir, "native", "calls"))
        models = os.path.join(base_dir, "kefu", "models")
        os.makedirs(models, exist_ok=True)
        for model in glob.glob(os.path.join(ROOT, "lib", "models", "*.bin")):
            shutil.copy(model, models)


extension = Extension(
    "kefu._kefu",
    sources=sorted(os.path.relpath(s, HERE) for s in glob.glob(os.path.join(HERE, "src", "*.c"))),
    depends=sorted(os.path.relpath(s, HERE) for s in glob.glob(os.path.join(HERE, "src", "*.h"))),
    include_dirs=[NATIVE, CALLS],
    define_macros=[("Py_LIMITED_API", "0x030b0000")],
    libraries=["dl"] if sys.platform.startswith("linux") else [],
    py_limited_api=True,
)

options = {"bdist_wheel": {"py_limited_api": "cp311"}}
if CHECKOUT:  # nothing of a build among the sources
    work = os.path.join(ROOT, "build", "python", "work")
    os.makedirs(work, exist_ok=True)
    options.update(build={"build_base": work}, egg_info={"egg_base": work})

os.chdir(HERE)
setup(version=version(), ext_modules=[extension], options=options,
      cmdclass={"build_ext": BuildExt, "build_py": BuildPy, "sdist": Sdist})
