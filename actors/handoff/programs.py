"""Other programs, started to open files and folders; they outlive us."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence

import trio

from models.handoff.system_opener import reports_failure

PATIENCE = 1.0
"""Seconds in which a program that fails is expected to end."""
LONGEST = 10.0
"""Seconds that a program may take whose output is awaited; PowerShell needs some to start."""
REASONS = {
    ("xdg-open", 2): "does not find the file",
    ("xdg-open", 3): "finds no program that opens it",
    ("xdg-open", 4): "finds no program that opens it",
}
"""What a status means. Source: manual page of xdg-open."""
OURS = ("KIVY_", "SDL_")
"""Prefixes of variables that we set for our own window."""


class ProgramFailed(Exception):
    """A program did not start, or ended with an error; the message says which and why."""


async def start(arguments: Sequence[bytes], nursery: trio.Nursery) -> None:
    """Start a program in a session of its own, and wait whether it fails at once.

    Args:
        arguments: The program and its arguments.
        nursery: Waits for its end, however late.

    Raises:
        ProgramFailed: It is not there, or ended with an error.
    """
    name = os.fsdecode(arguments[0])
    try:
        process = await trio.lowlevel.open_process(
            [os.fsdecode(one) for one in arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env=_environment(os.environ),
        )
    except OSError as error:
        raise ProgramFailed(f"{name}: {error.strerror}") from error
    except ValueError as error:  # a zero byte
        raise ProgramFailed(f"{name}: {error}") from error
    with trio.move_on_after(PATIENCE):
        if (status := await process.wait()) and reports_failure(arguments[0]):
            raise ProgramFailed(f"{name} {REASONS.get((name, status), f'ended with {status}')}")
    nursery.start_soon(process.wait)


async def output_of(arguments: Sequence[bytes]) -> bytes:
    """Return what a program printed that ends at once.

    Raises:
        ProgramFailed: It is not there, takes too long, or ended with an error.
    """
    name, line = os.fsdecode(arguments[0]), [os.fsdecode(one) for one in arguments]
    try:
        with trio.fail_after(LONGEST):
            done = await trio.run_process(line, capture_stdout=True, capture_stderr=True)
    except trio.TooSlowError as error:
        raise ProgramFailed(f"{name} takes too long") from error
    except subprocess.CalledProcessError as error:
        raise ProgramFailed(f"{name} ended with {error.returncode}") from error
    except (OSError, ValueError) as error:
        raise ProgramFailed(f"{name}: {error}") from error
    return bytes(done.stdout)


def _environment(ours: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in ours.items() if not name.startswith(OURS)}
