"""What one system alone has stands where `docs/other-systems.md` says what others have for it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCES = sorted(
    path.relative_to(ROOT)
    for room in ("actors", "models", "ui")
    for path in (ROOT / room).rglob("*.py")
)
TABLE = (ROOT / "docs" / "other-systems.md").read_text("utf-8")
LISTED = set(re.findall(r"`((?:actors|models|ui)/[\w/]+\.py)`", TABLE))
"""Modules that the page names."""
MODULES = {
    *("fcntl", "grp", "pwd", "pty", "resource", "termios", "tty", "posix", "_posixshmem", "syslog"),
    *("_winapi", "msvcrt", "winreg"),
}
NAMES = {
    "os": {
        *("fork", "forkpty", "getuid", "geteuid", "getgid", "setuid", "setgid", "setsid", "killpg"),
        *("sched_setscheduler", "setpriority", "getpriority", "nice", "mkfifo", "statvfs", "chown"),
        *("fchown", "fchmod", "fchdir", "O_DIRECTORY", "O_NOFOLLOW", "posix_fallocate", "pread"),
        *("pwrite", "uname", "sendfile", "getxattr", "setxattr", "memfd_create", "pidfd_open"),
        *(
            "getloadavg",
            "sysconf",
            "wait",
            "waitpid",
            "sched_getaffinity",
            "getrlimit",
            "pipe2",
            "set_blocking",
        ),
    },
    "signal": {
        *("SIGKILL", "SIGHUP", "SIGUSR1", "SIGUSR2", "SIGSTOP", "SIGCONT", "SIGPIPE", "SIGALRM"),
        *("SIGCHLD", "alarm", "setitimer", "pthread_kill", "pthread_sigmask", "sigwait"),
    },
    "socket": {"AF_UNIX", "SO_PEERCRED", "SCM_RIGHTS"},
    "mmap": {
        "MADV_REMOVE",
        "MADV_DONTNEED",
        "MADV_WILLNEED",
        "MADV_RANDOM",
        "PROT_READ",
        "MAP_SHARED",
    },
}
KEYWORDS = {"dir_fd", "src_dir_fd", "dst_dir_fd", "preexec_fn", "pass_fds"}
ANY = re.compile(
    "|".join((*MODULES, *KEYWORDS, *(one for names in NAMES.values() for one in names), '"/'))
)
NO_CONTENT = {
    *("actors/media/whole_file.py", "actors/kernel/window_socket.py"),
    "actors/library/scan/content.py",  # for `open`, which adds it
    *("ui/commandline/lock.py", "ui/commandline/streams.py", "ui/commandline/outcome.py"),
}
"""Modules that open folders, devices and locks alone."""
PLACES = re.compile(r"/(proc|sys|dev|etc|usr|var)(/|$)")


def of_one_system(text: str) -> Iterator[str]:
    """Yield what a module uses that not every system has."""
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.Import(names=names):
                yield from (one.name for one in names if one.name in MODULES)
            case ast.ImportFrom(module=module, names=names) if module is not None:
                if module in MODULES:
                    yield module
                yield from (one.name for one in names if one.name in NAMES.get(module, ()))
            case ast.Attribute(value=ast.Name(id=name), attr=attribute):
                if attribute in NAMES.get(name, ()):
                    yield f"{name}.{attribute}"
            case ast.Call(keywords=keywords):
                yield from (one.arg for one in keywords if one.arg in KEYWORDS)
            case ast.Constant(value=str(words)) if PLACES.match(words):
                yield words
            case ast.Constant(value=bytes(words)) if PLACES.match(words.decode("latin-1")):
                yield words.decode("latin-1")
            case _:
                pass


def test_what_one_system_has_is_told_with_what_others_have() -> None:
    texts = {str(path): (ROOT / path).read_text("utf-8") for path in SOURCES}
    found = {
        path: sorted(set(of_one_system(text)))
        for path, text in texts.items()
        if path not in LISTED and ANY.search(text)
    }
    assert {path: names for path, names in found.items() if names} == {}

    # Windows opens as text unless it is told not to.
    opening = {path for path, text in texts.items() if "os.open(" in text}
    assert {path for path in opening if "O_BINARY" not in texts[path]} == NO_CONTENT


def test_the_page_names_modules_that_are_there() -> None:
    assert {path for path in LISTED if not (ROOT / path).is_file()} == set()


def test_what_is_of_one_system_is_found() -> None:
    planted = """
import fcntl
from os import fork
from signal import SIGKILL as kill
import os, subprocess
os.killpg(os.getuid(), 9)
subprocess.run([], preexec_fn=None)
print("/proc/self", "/process", b"/dev/null")
"""
    assert set(of_one_system(planted)) == {
        *("fcntl", "fork", "SIGKILL", "os.killpg", "os.getuid", "preexec_fn", "/proc/self"),
        "/dev/null",
    }
