"""The Debian package: sempal and all Python packages that it needs in `/usr/lib/sempal`.

It holds compiled modules for one version of Python, that of the system on which it is built, and
depends on that. `/usr/lib/sempal` is a virtual environment of the system's Python.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from scripts.packaging.share import write_share
from scripts.packaging.wheel import ROOT, build_graph_wheel, build_wheel

PYTHON = f"python{sys.version_info.major}.{sys.version_info.minor}"
INSIDE = "/usr/lib/sempal"
DEPENDS = (
    PYTHON,
    *("libgl1", "libgl1-mesa-dri", "libxi6", "libxcursor1", "libxrandr2", "libegl1", "libgles2"),
    *("libasound2t64 | libasound2", "libasound2-plugins", "libjack-jackd2-0 | libjack0"),
    "libmtdev1",
)
RECOMMENDS = ("xdg-utils", "zenity | kdialog", "pipewire-pulse | pulseaudio")
START = f"""#!{INSIDE}/bin/python3 -P
import sys

from ui.__main__ main

sys.exit(main())
""".replace("ui.__main__ main", "ui.__main__ import main")
INSTALL = f"""#!/bin/sh
set -e
# Users may not write there, so that each of their starts would compile all modules again.
if [ "$1" = configure ]; then
    {INSIDE}/bin/python3 -m compileall -q {INSIDE}/lib >/dev/null 2>&1 || true
fi
"""
REMOVE = f"""#!/bin/sh
set -e
if [ "$1" = remove ] || [ "$1" = upgrade ]; then
    find {INSIDE} -name __pycache__ -type d -prune -exec rm -rf {{}} + 2>/dev/null || true
fi
"""
TESTS = ("tests", "test")
"""Folders of installed packages that nobody needs to run them."""


def build_deb(folder: Path) -> Path:
    """Build the package into a folder; return its path. Needs dpkg-deb and g++."""
    tree = folder / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    place = tree / INSIDE.lstrip("/")
    make_environment(place, [build_wheel(folder), build_graph_wheel(folder)])
    start = tree / "usr/bin/sempal"
    start.parent.mkdir(parents=True)
    start.write_text(START, "utf-8")
    start.chmod(0o755)
    write_share(tree / "usr/share")
    document = tree / "usr/share/doc/sempal"
    document.mkdir(parents=True)
    shutil.copy(ROOT / "LICENSE", document / "copyright")
    shutil.copy(ROOT / "CHANGELOG.md", document / "NEWS.md")
    _write_control(tree)
    machine = _output("dpkg", "--print-architecture")
    made = folder / f"sempal_{version_of_sempal()}_{PYTHON}_{machine}.deb"
    build = ["dpkg-deb", "--root-owner-group", "-Zzstd", "-z12", "--build", str(tree), str(made)]
    subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
    return made


def make_environment(place: Path, wheels: list[Path]) -> None:
    """Make a virtual environment of the system's Python with these wheels and what they need."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(place)], check=True)
    pip = [sys.executable, "-m", "pip", "--python", str(place / "bin/python")]
    install = ["install", "--quiet", "--no-compile", "--only-binary", ":all:"]
    subprocess.run([*pip, *install, *map(str, wheels)], check=True)
    for path in sorted((place / "bin").iterdir()):
        if path.name not in {"python", "python3"}:
            path.unlink()
    for name, target in (("python3", f"/usr/bin/{PYTHON}"), ("python", "python3")):
        (place / "bin" / name).unlink()
        (place / "bin" / name).symlink_to(target)
    text = "home = /usr/bin\ninclude-system-site-packages = false\n"
    (place / "pyvenv.cfg").write_text(text, "utf-8")
    prune(place / f"lib/{PYTHON}/site-packages")
    shutil.rmtree(place / "share", ignore_errors=True)


def prune(packages: Path) -> None:
    """Remove what installed packages bring and nobody needs to run them."""
    for package in ("numpy", "scipy", "onnxruntime", "kivy", "pyo"):
        for name in TESTS:
            for found in sorted((packages / package).rglob(name)):
                if found.is_dir():
                    shutil.rmtree(found, ignore_errors=True)
    shutil.rmtree(packages / "share", ignore_errors=True)


def _write_control(tree: Path) -> None:
    control = tree / "DEBIAN"
    control.mkdir()
    size = sum(path.lstat().st_size for path in tree.rglob("*")) // 1024
    (control / "control").write_text(
        f"Package: sempal\nVersion: {version_of_sempal()}\n"
        f"Architecture: {_output('dpkg', '--print-architecture')}\n"
        f"Installed-Size: {size}\nDepends: {', '.join(DEPENDS)}\n"
        f"Recommends: {', '.join(RECOMMENDS)}\n"
        "Section: sound\nPriority: optional\nMaintainer: the sempal authors <sempal@localhost>\n"
        "Description: go through tens of thousands of audio samples by ear\n"
        " Browse, audition, keep or reject, collect, cut and find samples that sound\n"
        " alike. A key press is a sound, and nothing is lost: every step can be undone.\n",
        "utf-8",
    )
    for name, text in (("postinst", INSTALL), ("prerm", REMOVE)):
        script = control / name
        script.write_text(text, "utf-8")
        script.chmod(0o755)


def version_of_sempal() -> str:
    """Return the version of this checkout."""
    from importlib.metadata import version

    return version("sempal")


def _output(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
