"""The AppImage: one file with Python, sempal and all that it needs; nothing is installed.

It is the runtime of AppImage (type 2, `runtime/`) before a squashfs. The runtime mounts it by FUSE,
or unpacks it for the run where that is forbidden. From the system come the C library, graphics,
X11 and the configuration of sound, as only those of the system fit its drivers.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

from scripts.packaging.deb import PYTHON, prune, version_of_sempal
from scripts.packaging.share import write_share
from scripts.packaging.wheel import build_graph_wheel, build_wheel

RUNTIME = Path(__file__).parent / "runtime"
COMMIT = "caf24f9"
"""Of https://github.com/AppImage/type2-runtime, from which `runtime.c` is."""
LIBRARIES = ("squashfuse", "squashfuse_ll", "fuse3", "zstd", "z", "lzma", "lz4", "lzo2")
"""What the runtime is linked with: of Debian lib*-dev, and zlib1g-dev."""
UNUSED = (
    *("__pycache__", "ensurepip", "idlelib", "lib2to3", "pydoc_data", "site-packages", "test"),
    *("dist-packages", "tests", "tkinter", "turtledemo", "config-*", "_tkinter*", "_test*"),
    *("_curses*", "readline*", "nis.*", "_ctypes_test*", "xx*"),
)
"""Parts of Python's library that sempal does not need."""
OF_THE_SYSTEM = re.compile(
    r"(ld-linux.*|lib(c|m|dl|rt|pthread|util|resolv|mvec|nsl|gcc_s|stdc\+\+|z|expat|uuid"
    r"|GL|GLX|GLdispatch|EGL|GLES.*|X11|X11-xcb|xcb.*|Xau|Xdmcp|Xext|bsd|md|asound|drm|gbm))\.so.*"
)
"""Libraries that every desktop has, and that must be those of its drivers; the list of AppImage."""
BY_NAME = ("libmtdev.so.1",)
"""What Kivy loads by name."""
OPENED = ("libXi.so.6", "libXcursor.so.1", "libXrandr.so.2", "libXfixes.so.3", "libXrender.so.1")
"""What SDL opens by name when it runs."""
START = f"""#!/bin/sh
# Variables of another Python would lead to its modules.
unset PYTHONHOME PYTHONPATH PYTHONSTARTUP
export PYTHONNOUSERSITE=1
HERE=${{APPDIR:-$(dirname "$(readlink -f "$0")")}}
exec "$HERE/usr/bin/{PYTHON}" -P -m ui "$@"
"""


def build_appimage(folder: Path) -> Path:
    """Build the AppImage into a folder; return its path. Needs gcc, patchelf and mksquashfs."""
    tree = folder / "AppDir"
    shutil.rmtree(tree, ignore_errors=True)
    place_python(tree / "usr")
    packages = tree / f"usr/lib/{PYTHON}/site-packages"
    wheels = [build_wheel(folder), build_graph_wheel(folder)]
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-compile"]
    install = [*pip, "--only-binary", ":all:", "--target", str(packages), *map(str, wheels)]
    subprocess.run(install, check=True)
    prune(packages)
    shutil.rmtree(packages / "bin", ignore_errors=True)
    bundle_libraries(tree / "usr", packages)
    compile_all(tree / f"usr/bin/{PYTHON}", tree / f"usr/lib/{PYTHON}")
    write_share(tree / "usr/share")
    for name, target in (
        ("sempal.desktop", "usr/share/applications/sempal.desktop"),
        ("sempal.png", "usr/share/icons/hicolor/256x256/apps/sempal.png"),
        (".DirIcon", "sempal.png"),
    ):
        (tree / name).symlink_to(target)
    start = tree / "AppRun"
    start.write_text(START, "utf-8")
    start.chmod(0o755)
    machine = os.uname().machine
    made = folder / f"sempal-{version_of_sempal()}-{machine}.AppImage"
    runtime, packed = folder / "runtime", folder / "AppDir.squashfs"
    build_runtime(runtime)
    pack = ["mksquashfs", str(tree), str(packed), "-quiet", "-no-progress", "-noappend"]
    subprocess.run([*pack, "-root-owned", "-comp", "zstd", "-Xcompression-level", "9"], check=True)
    with made.open("wb") as file:
        for part in (runtime, packed):
            file.write(part.read_bytes())
            part.unlink()
    made.chmod(0o755)
    return made


def build_runtime(made: Path) -> None:
    """Compile the runtime, which needs no library of the system it runs on."""
    shim = made.with_suffix(".include")
    (shim / "squashfuse").mkdir(parents=True, exist_ok=True)
    shutil.copy(RUNTIME / "fuseprivate.h", shim / "squashfuse")
    options = ["-std=gnu99", "-Os", "-s", "-w", "-static", "-ffunction-sections", "-fdata-sections"]
    options += ["-Wl,--gc-sections", "-T", str(RUNTIME / "data_sections.ld")]
    options += ["-D_FILE_OFFSET_BITS=64", "-DFUSE_USE_VERSION=32", f'-DGIT_COMMIT="{COMMIT}"']
    options += [f"-I{shim}", "-I/usr/include/squashfuse", "-I/usr/include/fuse3"]
    linked = [f"-l{name}" for name in (*LIBRARIES, "pthread", "dl")]
    command = ["gcc", *options, str(RUNTIME / "runtime.c"), *linked, "-o", str(made)]
    subprocess.run(command, check=True, capture_output=True)
    shutil.rmtree(shim)
    with made.open("r+b") as file:
        file.seek(8)
        file.write(b"AI\x02")  # the mark of type 2, within what ELF leaves free


def place_python(usr: Path) -> None:
    """Copy the interpreter that runs this, and its library."""
    (usr / "bin").mkdir(parents=True)
    shutil.copy(Path(sys.executable).resolve(), usr / "bin" / PYTHON)
    library = Path(sysconfig.get_path("stdlib", vars={"base": sys.base_prefix}))
    ignored = shutil.ignore_patterns(*UNUSED)
    shutil.copytree(library, usr / "lib" / PYTHON, ignore=ignored)


def bundle_libraries(usr: Path, packages: Path) -> None:
    """Copy the libraries that Python's modules need and the system may lack beside them.

    Packages of the registry bring their own, but SDL opens some of X11 by name.
    """
    beside = usr / "lib/bundled"
    beside.mkdir()
    own = [usr / "bin" / PYTHON, *sorted((usr / f"lib/{PYTHON}/lib-dynload").glob("*.so"))]
    waiting, seen = list(own), set[str]()
    while waiting:
        for name, path in needed(waiting.pop()):
            if name not in seen and not OF_THE_SYSTEM.fullmatch(name):
                seen.add(name)
                shutil.copy(path, beside / name)
                waiting.append(beside / name)
    for path in own:
        above = "/".join([".."] * (len(path.relative_to(usr).parts) - 1))
        set_search_path(path, f"$ORIGIN/{above}/lib/bundled")
    (sdl,) = (packages / "Kivy.libs").glob("libSDL2-2-*")
    for name, path in known_libraries():
        if name in BY_NAME:
            shutil.copy(path, beside / name)
        if name in OPENED:
            shutil.copy(path, sdl.parent / name)
            set_search_path(sdl.parent / name, "$ORIGIN")
    set_search_path(sdl, "$ORIGIN")
    for path in beside.iterdir():
        set_search_path(path, "$ORIGIN")


def needed(binary: Path) -> Iterator[tuple[str, Path]]:
    """Yield names and places of the libraries that a file of ELF is linked with."""
    listed = subprocess.run(["ldd", str(binary)], capture_output=True, text=True, check=False)
    for found in re.finditer(r"^\s*(\S+) => (/\S+)", listed.stdout, re.MULTILINE):
        yield found[1], Path(found[2])


def known_libraries() -> Iterator[tuple[str, Path]]:
    """Yield names and places of the libraries that programs of this system find."""
    listed = subprocess.run(["ldconfig", "-p"], capture_output=True, text=True, check=True)
    for found in re.finditer(r"^\s*(\S+) \(.*x86-64.*\) => (/\S+)", listed.stdout, re.MULTILINE):
        yield found[1], Path(found[2])


def set_search_path(path: Path, places: str) -> None:
    """Write where a file of ELF finds its libraries."""
    subprocess.run(["patchelf", "--set-rpath", places, str(path)], check=True)


def compile_all(python: Path, library: Path) -> None:
    """Compile all modules: the image can only be read, so no start can keep what it compiled."""
    command = [str(python), "-m", "compileall", "-q", "-j", "0", str(library)]
    subprocess.run([*command, "--invalidation-mode", "unchecked-hash"], check=False)
