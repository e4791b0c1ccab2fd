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
from functools import partial
from pathlib import Path

from scripts.packaging import appimage, deb
from scripts.packaging.wheel import ROOT

SUITE, MIRROR = "bookworm", "http://deb.debian.org/debian"
PATIENCE = 60.0
STARTING, EACH, PAUSE, TRIES = 6.0, 0.6, 0.05, 5
"""Seconds until rows are listed and the output is open; of each sound; of a poll; attempts."""
USER = "musician"
"""Who uses what root installed; a user cannot write beside it."""
HOME = f"/home/{USER}"
SOUNDS = f"{HOME}/sounds"
DESKTOP = ("libgl1", "libgl1-mesa-dri", "libegl1", "libgles2", "libasound2-plugins")
"""What an AppImage takes from the system, as each desktop has it."""
APT_INSTALL = ("apt-get", "install", "-y", "-qq", "--no-install-recommends")
CERTIFICATES = "/etc/certificates.crt"
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
    if build:
        deb.build_deb(folder)
        appimage.build_appimage(folder)
    base = bare_system(folder)
    for pattern, check in CHECKS.items():
        for package in sorted(folder.glob(f"sempal{pattern}")):
            print(f"{package.name}: {package.stat().st_size / 1e6:.1f} MB")
            with system(base, folder) as root:
                check(root, package)
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
        inside_run(root, "useradd", "--create-home", USER)
        (root / "etc/asound.conf").write_text(ASOUNDRC, "utf-8")
        shutil.copytree(ROOT / "data/demo/Drums", root / SOUNDS.lstrip("/"))
        inside_run(root, "chown", "-R", USER, HOME)
        sockets.chmod(0o755)  # of a server of our own
        inside_run(root, "apt-get", "update", "-qq")
        yield root


def inside(root: Path, user: str, *command: str) -> list[str]:
    """Return the command line that runs a command in the system as a user."""
    return ["chroot", f"--userspec={user}:{user}", str(root), *command]


def environment(user: str) -> dict[str, str]:
    """Return the environment of programs in the system."""
    kept = {name: os.environ[name] for name in ("DISPLAY", "PULSE_SERVER") if name in os.environ}
    return {
        **kept,
        "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
        "HOME": "/root" if user == "root" else HOME,
        "LANG": "C.UTF-8",
        "DEBIAN_FRONTEND": "noninteractive",
        "PIP_CERT": CERTIFICATES,
        "SSL_CERT_FILE": CERTIFICATES,
    }


def inside_run(root: Path, *command: str, user: str = "root") -> str:
    """Run a command in the system; return what it printed.

    Raises:
        RuntimeError: It failed.
    """
    done = subprocess.run(
        inside(root, user, *command),
        env=environment(user),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: {done.returncode}\n{done.stdout}\n{done.stderr}")
    return done.stdout


def check_deb(root: Path, package: Path) -> None:
    """Install, use and remove the Debian package.

    Raises:
        RuntimeError: Something is not as it should be.
    """
    shutil.copy(package, root / "srv" / package.name)
    before = files(root)
    begun = time.monotonic()
    inside_run(root, *APT_INSTALL, f"/srv/{package.name}")
    print(f"installed in {time.monotonic() - begun:.0f} s")
    need(not (root / "usr/bin/gcc").exists(), "there is no compiler")
    added = sorted(files(root) - before)
    print(f"{sum('usr/lib/sempal' in path for path in added)} files in /usr/lib/sempal")
    use(root, "sempal", USER)
    inside_run(root, "apt-get", "purge", "-y", "-qq", "sempal")
    left = sorted(path for path in files(root) - before if "sempal" in path.lower())
    need(left == [], f"nothing is left: {left[:5]}")


def check_wheel(root: Path, made: Path) -> None:
    """Install the wheel by pipx and by uv, with wheels alone, and use it.

    Raises:
        RuntimeError: Something is not as it should be.
    """
    libraries = [one.partition(" | ")[0] for one in deb.DEPENDS if one.startswith("lib")]
    libraries = [one.replace("libasound2t64", "libasound2") for one in libraries]
    inside_run(root, *APT_INSTALL, "pipx", "python3-venv", *libraries)
    need(not (root / "usr/bin/gcc").exists(), "there is no compiler")
    shutil.copy(made, root / "srv" / made.name)
    wheels = "--pip-args=--only-binary :all:"
    inside_run(root, "pipx", "install", wheels, "uv", user=USER)
    for tool, *words in (
        ("pipx", "install", wheels),
        (f"{HOME}/.local/bin/uv", "tool", "install", "--no-build"),
    ):
        begun = time.monotonic()
        inside_run(root, tool, *words, f"/srv/{made.name}", user=USER)
        print(f"{Path(tool).name} installed it in {time.monotonic() - begun:.0f} s")
        use(root, f"{HOME}/.local/bin/sempal", USER)
        inside_run(root, tool, *words[:-2], "uninstall", "sempal", user=USER)


def check_appimage(root: Path, made: Path) -> None:
    """Use the AppImage on a system without Python, mounted, and unpacked by a user.

    Raises:
        RuntimeError: Something is not as it should be.
    """
    inside_run(root, *APT_INSTALL, *DESKTOP)
    need(not list((root / "usr/bin").glob("python*")), "there is no Python")
    program = f"/srv/{made.name}"
    shutil.copy(made, root / program.lstrip("/"))
    use(root, program, "root")
    unpacked = (program, "--appimage-extract-and-run", "--version")
    need(inside_run(root, *unpacked, user=USER).startswith("sempal "), "it runs without FUSE")


def use(root: Path, program: str, user: str) -> None:
    """Start the program in every way, play, and start it once more.

    Raises:
        RuntimeError: Something is not as it should be.
    """
    run = partial(inside_run, root, program, user=user)
    need(run("--version").startswith("sempal "), "it tells its version")
    found = json.loads(run("doctor", "--json"))
    print(f"graphics: {found['graphics']['renderer']}, audio: {found['audio']['default']}")
    run("scan", SOUNDS)
    begun = time.monotonic()
    window = subprocess.Popen(
        inside(root, user, program, "--no-demo", f"{SOUNDS}/Kicks"), env=environment(user)
    )
    try:
        number = wait(window_number, "its window comes")
        print(f"window after {time.monotonic() - begun:.1f} s")
        for attempt in range(TRIES):
            time.sleep(STARTING)
            keys = ("Up", "Up", "Up") if attempt else ()  # from the first row again
            level = heard(root, partial(press, number, *keys, "Down", "Down", "Down"))
            if level > AUDIBLE:
                break
        print(f"three presses are heard: RMS {level:.4f}")
        need(level > AUDIBLE, "it is heard")
        first = time.monotonic()
        run(f"{SOUNDS}/Snares")
        print(f"a second start hands over in {time.monotonic() - first:.1f} s")
    finally:
        window.terminate()
        window.wait(PATIENCE)


CHECKS = {"*.deb": check_deb, "*.whl": check_wheel, "*.AppImage": check_appimage}
"""By the names of the packages."""


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
