"""The commands of the guide to archives, word by word, on two hosts in network namespaces.

They have names, addresses and mounts of their own; what they share is the folder of the archive.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from data import guide_pages

PAGE = (guide_pages.PAGES / "archives.md").read_text("utf-8")
COMMANDS = [
    line.strip()
    for block in re.findall(r"^ *```\n(.*?)^ *```", PAGE, re.DOTALL | re.MULTILINE)
    for line in block.splitlines()
]
ADDRESSES = {"desk": "10.86.0.1", "tower": "10.86.0.2"}
SEEN = {"desk": "/mnt", "tower": "/srv"}
"""Where each host sees the archive, in a folder of that name."""
SETUP = """
mount --bind "$0" /etc/hosts && mount -t tmpfs none "$1" && mkdir "$1/archive" &&
mount --bind "$2" "$1/archive" && ip link set lo up && echo up && exec sleep infinity
"""


def _permitted() -> bool:
    """Return whether this machine lets us make hosts."""
    tools = ("unshare", "nsenter", "ip", "openssl")
    if os.geteuid() or not all(map(shutil.which, tools)):
        return False
    return subprocess.run(["unshare", "-n", "-m", "true"], check=False).returncode == 0


def command(*words: str) -> str:
    """Return the command of the guide that has all these words."""
    found: list[str] = [one for one in COMMANDS if all(word in one for word in words)]
    assert len(found) == 1, found
    return found[0]


class Host:
    """A host, as long as a process of it runs."""

    def __init__(self, name: str, folder: Path, archive: Path) -> None:
        names = folder / "hosts"
        lines = ["127.0.0.1 localhost", *(f"{at} {one}" for one, at in ADDRESSES.items())]
        names.write_text("\n".join(lines) + "\n")
        script = ["sh", "-c", SETUP, str(names), SEEN[name], str(archive)]
        self.name, self._folder = name, folder
        self._keeper = subprocess.Popen(
            ["unshare", "-n", "-m", *script], stdout=subprocess.PIPE, text=True
        )
        assert self._keeper.stdout is not None
        assert self._keeper.stdout.readline() == "up\n"

    @property
    def pid(self) -> str:
        """Process that keeps its namespaces."""
        return f"{self._keeper.pid}"

    def start(self, line: str) -> subprocess.Popen[str]:
        """Start a command of the guide here."""
        enter = ["nsenter", "-t", self.pid, "-n", "-m", f"--wd={self._folder}"]
        home = self._folder / self.name
        home.mkdir(exist_ok=True)
        path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        return subprocess.Popen(
            [*enter, *line.split()],
            env={**os.environ, "PATH": path, "HOME": str(home)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def run(self, line: str) -> str:
        """Carry out a command of the guide here, and return what it printed."""
        running = self.start(line)
        printed, _ = running.communicate(timeout=200)
        assert running.returncode == 0, printed
        return printed

    def end(self) -> None:
        self._keeper.kill()
        self._keeper.communicate()


@pytest.fixture
def hosts(tmp_path: Path, demo_sounds: Path) -> Iterator[tuple[Host, Host]]:
    """Two hosts with a link between them, and an archive that both see."""
    archive = tmp_path / "archive"
    archive.mkdir()
    for path in sorted((demo_sounds / "Drums" / "Kicks").iterdir())[:2]:
        shutil.copy(path, archive)
        shutil.copy(path, archive / f"copy of {path.name}")
    both = [Host(name, tmp_path, archive) for name in ADDRESSES]
    desk, tower = both
    try:
        wire = ["ip", "link", "add", "near", "type", "veth", "peer", "name", "far"]
        subprocess.run(["nsenter", "-t", desk.pid, "-n", *wire, "netns", tower.pid], check=True)
        for host, end in ((desk, "near"), (tower, "far")):
            enter = ["nsenter", "-t", host.pid, "-n", "ip"]
            address = ["addr", "add", f"{ADDRESSES[host.name]}/24", "dev", end]
            subprocess.run([*enter, *address], check=True)
            subprocess.run([*enter, "link", "set", end, "up"], check=True)
        yield desk, tower
    finally:
        for host in both:
            host.end()


def until(running: subprocess.Popen[str], words: str) -> None:
    """Wait until a process prints words."""
    assert running.stdout is not None
    printed = []
    for line in running.stdout:
        printed.append(line)
        if words in line:
            return
    pytest.fail("".join(printed))


@pytest.mark.skipif(not _permitted(), reason="needs namespaces of its own, and openssl")
def test_the_commands_of_the_guide_work_on_two_hosts_with_tls(hosts: tuple[Host, Host]) -> None:
    desk, tower = hosts
    for line in COMMANDS:
        if line.startswith("openssl"):
            desk.run(line.replace("rsa:3072", "rsa:2048"))  # which takes less time to find
    with ExitStack() as ends:

        def start(host: Host, line: str) -> subprocess.Popen[str]:
            running = host.start(line)
            ends.callback(running.communicate)
            ends.callback(os.killpg, running.pid, signal.SIGKILL)
            return running

        scheduler = start(desk, command("dask scheduler", "--tls-key"))
        worker = start(tower, command("sempal worker", "--tls-key"))
        assert "new" in desk.run(command("sempal scan"))
        assert "read-only" in desk.run(command("sempal source"))
        until(scheduler, "Scheduler at")
        until(worker, "working as tls://10.86.0.2:")
        secure = command("sempal embed", "--tls-key").partition("--cluster ")[2]
        plain = "tcp://localhost:8786"
        embedded = desk.run(command("sempal embed", plain).replace(plain, secure))
        analysed = desk.run(command("sempal analyse", plain).replace(plain, secure))
        found = desk.run(command("sempal duplicates", plain).replace(plain, secure))
    library = next((desk._folder / "desk").rglob("library.db"))
    with closing(sqlite3.connect(library)) as database:
        ((count,),) = database.execute("SELECT count(*) FROM embedding WHERE features != ''")
        ((root, there),) = database.execute("SELECT root, worker_root FROM source")

    assert count > 1
    assert f"{count // 2} embedded" in embedded  # copies have the same sound
    assert f"{count // 2} already embedded, 0 failed" in embedded
    assert f"{count} analysed" in analysed
    assert f"{count // 2} groups" in found
    assert (root, there) == (b"/mnt/archive", b"/srv/archive")
