"""Proof on a bare system: packages are installed, run, heard and removed without a trace.

Needs root, `mount`, debootstrap and the package sources of the system; whatever is missing is told,
and the check then ends with status 0. `scripts/package` starts a private screen and sound server.
"""

from __future__ import annotations

import json
import math
import os
import shutil
import struct
import subprocess
import time
import wave
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from scripts.packaging import deb
from scripts.packaging.wheel import ROOT

SUITE, MIRROR = "bookworm", "http://deb.debian.org/debian"
PATIENCE = 60.0
STARTING, EACH, PAUSE = 6.0, 0.6, 0.05
"""Seconds until a slow machine has listed rows and opened its output; of each sound; of a poll."""
HOME = "/root"
CERTIFICATES = f"{HOME}/certificates.crt"
"""Those of this machine, which may know a registry of its own."""
ASOUNDRC = "pcm.!default { type pulse }\nctl.!default { type pulse }\n"
"""Programs of ALSA reach the sound server; what a desktop's packages set up."""
AUDIBLE = 0.003
"""RMS of what was recorded."""


def check_packages(folder: Path, *, build: bool) -> int:
    """Build the packages unless they are there, and prove them; return the exit status."""
    if missing := _missing():
        print(f"skipped: {missing}")
        return 0
    made = [deb.build_deb(folder)] if build else sorted(folder.glob("sempal_*.deb"))
    wheels = sorted(folder.glob("sempal-*.whl"))
    for package in (*made, *wheels):
        print(f"{package.name}: {package.stat().st_size / 1e6:.1f} MB")
    base = bare_system(folder)
    with system(base, folder) as root:
        check_deb(root, made[-1])
    with system(base, folder) as root:
        check_wheel(root, wheels[-1])
    print("both packages hold")
    return 0


def _missing() -> str:
    if os.geteuid() != 0:
        return "only root may set up a bare system"
    for program in ("debootstrap", "mount", "chroot", "xdotool", "parec"):
        if shutil.which(program) is None:
            return f"{program} is not installed"
    if "DISPLAY" not in os.environ or "PULSE_SERVER" not in os.environ:
        return "no screen or no sound server"
    return ""


def bare_system(folder: Path) -> Path:
    """Return a minimal system made by debootstrap, which is kept for the next time."""
    base = folder / SUITE
    if not (base / "etc/debian_version").exists() or not (base / "complete").exists():
        shutil.rmtree(base, ignore_errors=True)
        command = ["debootstrap", "--variant=minbase", SUITE, str(base), MIRROR]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        (base / "complete").touch()
    return base


@contextmanager
def system(base: Path, folder: Path) -> Generator[Path]:
    """Yield a copy of the bare system with what a kernel provides; it is removed afterwards."""
    root = folder / "root"
    with ExitStack() as stack:
        shutil.rmtree(root, ignore_errors=True)
        subprocess.run(["cp", "-a", str(base), str(root)], check=True)
        stack.callback(shutil.rmtree, root, ignore_errors=True)
        sockets = Path(os.environ["PULSE_SERVER"].removeprefix("unix:")).parent
        mounts = {"/proc": "proc", "/dev": "dev", "/tmp/.X11-unix": "tmp/.X11-unix"}  # noqa: S108 - where X servers are
        for place, inside in {**mounts, str(sockets): str(sockets).lstrip("/")}.items():
            (root / inside).mkdir(parents=True, exist_ok=True)
            subprocess.run(["mount", "--rbind", place, str(root / inside)], check=True)
            stack.callback(subprocess.run, ["umount", "-l", str(root / inside)], check=True)
        for name in ("etc/resolv.conf", "etc/hosts"):
            shutil.copy(Path("/") / name, root / name)
        # Under a name of its own, as a package of the system brings the usual one.
        shutil.copy("/etc/ssl/certs/ca-certificates.crt", root / CERTIFICATES.lstrip("/"))
        (root / "root/.asoundrc").write_text(ASOUNDRC, "utf-8")
        sounds = root / "root/sounds"
        shutil.copytree(ROOT / "data/demo/Drums", sounds)
        inside_run(root, "apt-get", "update", "-qq")
        yield root


def inside(root: Path, *command: str) -> list[str]:
    """Return the command line that runs a command in the system."""
    return ["chroot", str(root), *command]


def environment() -> dict[str, str]:
    """Return the environment of programs in the system."""
    kept = {name: os.environ[name] for name in ("DISPLAY", "PULSE_SERVER") if name in os.environ}
    return {
        **kept,
        "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
        "HOME": HOME,
        "LANG": "C.UTF-8",
        "DEBIAN_FRONTEND": "noninteractive",
        "PIP_CERT": CERTIFICATES,
    }


def inside_run(root: Path, *command: str) -> str:
    """Run a command in the system; return what it printed.

    Raises:
        RuntimeError: It failed.
    """
    done = subprocess.run(
        inside(root, *command), env=environment(), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: {done.returncode}\n{done.stdout}\n{done.stderr}")
    return done.stdout


def check_deb(root: Path, package: Path) -> None:
    """Install, use and remove the Debian package.

    Raises:
        RuntimeError: Something is not as it should be.
    """
    before = files(root)
    shutil.copy(package, root / "root" / package.name)
    begun = time.monotonic()
    install = ("apt-get", "install", "-y", "-qq", "--no-install-recommends")
    inside_run(root, *install, f"/root/{package.name}")
    print(f"installed in {time.monotonic() - begun:.0f} s")
    need(not (root / "usr/bin/gcc").exists(), "there is no compiler")
    added = sorted(files(root) - before)
    print(f"{sum('usr/lib/sempal' in path for path in added)} files in /usr/lib/sempal")
    use(root, "sempal")
    inside_run(root, "apt-get", "purge", "-y", "-qq", "sempal")
    left = sorted(path for path in files(root) - before if "sempal" in path.lower())
    need(left == [], f"nothing is left: {left[:5]}")


def check_wheel(root: Path, made: Path) -> None:
    """Install the wheel by pipx, with wheels alone, and use it.

    Raises:
        RuntimeError: Something is not as it should be.
    """
    libraries = [one.partition(" | ")[0] for one in deb.DEPENDS if one.startswith("lib")]
    libraries = [one.replace("libasound2t64", "libasound2") for one in libraries]
    install = ("apt-get", "install", "-y", "-qq", "--no-install-recommends")
    inside_run(root, *install, "pipx", "python3-venv", *libraries)
    need(not (root / "usr/bin/gcc").exists(), "there is no compiler")
    shutil.copy(made, root / "root" / made.name)
    begun = time.monotonic()
    inside_run(root, "pipx", "install", "--pip-args=--only-binary :all:", f"/root/{made.name}")
    print(f"pipx installed it in {time.monotonic() - begun:.0f} s")
    use(root, f"{HOME}/.local/bin/sempal")


def use(root: Path, program: str) -> None:
    """Start the program in every way, play, and start it once more.

    Raises:
        RuntimeError: Something is not as it should be.
    """
    need(inside_run(root, program, "--version").startswith("sempal "), "it tells its version")
    found = json.loads(inside_run(root, program, "doctor", "--json"))
    print(f"graphics: {found['graphics']['renderer']}, audio: {found['audio']['default']}")
    inside_run(root, program, "scan", "/root/sounds")
    begun = time.monotonic()
    window = subprocess.Popen(
        inside(root, program, "--no-demo", "/root/sounds/Kicks"), env=environment()
    )
    try:
        number = wait(window_number, "its window comes")
        print(f"window after {time.monotonic() - begun:.1f} s")
        time.sleep(STARTING)
        level = heard(root, lambda: press(number, "Down", "Down", "Down"))
        print(f"three presses are heard: RMS {level:.4f}")
        need(level > AUDIBLE, "it is heard")
        first = time.monotonic()
        inside_run(root, program, "/root/sounds/Snares")
        print(f"a second start hands over in {time.monotonic() - first:.1f} s")
    finally:
        window.terminate()
        window.wait(PATIENCE)


def window_number() -> str:
    """Return the number of the window; empty: it is not there yet."""
    command = ["xdotool", "search", "--onlyvisible", "--class", "sempal"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.split()[-1] if done.stdout.split() else ""


def press(window: str, *keys: str) -> None:
    """Press keys in a window, half a second each."""
    subprocess.run(["xdotool", "windowfocus", "--sync", window], check=True)
    for key in keys:
        subprocess.run(["xdotool", "key", key], check=True)
        time.sleep(EACH)


def heard(root: Path, act: Callable[[], None]) -> float:
    """Return the RMS of what the sound server plays meanwhile."""
    path = root.parent / "heard.wav"
    command = ["parec", "-d", "@DEFAULT_MONITOR@", "--file-format=wav", "--format=s16le", str(path)]
    recorder = subprocess.Popen(command)
    try:
        time.sleep(EACH)
        act()
    finally:
        recorder.terminate()
        recorder.wait(PATIENCE)
    with wave.open(str(path)) as sound:
        frames = sound.readframes(1 << 30)
    values = struct.unpack(f"<{len(frames) // 2}h", frames[: len(frames) // 2 * 2])
    return math.sqrt(sum(one * one for one in values) / max(1, len(values))) / 32768


def files(root: Path) -> set[str]:
    """Return the files of the system that packages own or leave."""
    return {
        f"{folder}/{name}"
        for place in ("etc", "usr", "opt", "var/lib", "srv")
        for folder, _, names in os.walk(root / place)
        for name in names
        if "/var/lib/apt/" not in folder and "/var/lib/dpkg/" not in folder
    }


def wait(look: Callable[[], str], words: str) -> str:
    """Return the first answer that is not empty.

    Raises:
        RuntimeError: It does not come.
    """
    for _ in _ticks():
        if found := look():
            return found
    raise RuntimeError(f"not so: {words}")


def _ticks() -> Iterator[None]:
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        yield
        time.sleep(PAUSE)


def need(holds: object, words: str) -> None:
    """Raise `RuntimeError` unless it holds."""
    if not holds:
        raise RuntimeError(f"not so: {words}")
