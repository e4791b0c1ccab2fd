"""Run a command to its exit status; Ctrl+C and SIGTERM end it cleanly."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Awaitable, Callable

import trio
from loguru import logger

from actors.kernel.mailbox import MailboxFull
from actors.kernel.reply import NoReply

LAST_STREAM = 2
"""Number of standard error."""
FAILED = 1
"""Exit status where a part that is needed does not work."""
INTERRUPTED = 130
"""Exit status after Ctrl+C. Source: POSIX shells, 128 + SIGINT."""


def hold_streams() -> None:
    """Let what is written to a closed standard stream go nowhere.

    A file that is opened later would take its number, and get what libraries print.
    """
    while (number := os.open(os.devnull, os.O_RDWR)) <= LAST_STREAM:
        pass
    os.close(number)
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            setattr(sys, name, os.fdopen(nowhere, "w", encoding="utf-8"))


def outcome(run: Callable[..., int], work: Callable[[], Awaitable[int]]) -> int:
    """Run `work` under trio and return its exit status."""
    status = INTERRUPTED
    try:
        status = run(_until_told, work)
        sys.stdout.flush()  # here a closed pipe can still be told from a failure
    except* (NoReply, MailboxFull) as failed:
        sys.stderr.write(f"sempal: {_reason(failed)}\n")
        status = FAILED
    except* KeyboardInterrupt:
        sys.stderr.write("interrupted\n")
        status = INTERRUPTED
    except* BrokenPipeError:
        # Whoever read our output has enough (`sempal list | head`): that is no error.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    return status


def _reason(errors: BaseExceptionGroup[Exception]) -> str:
    first = errors.exceptions[0]
    return _reason(first) if isinstance(first, BaseExceptionGroup) else str(first)


async def _until_told(work: Callable[[], Awaitable[int]]) -> int:
    status = INTERRUPTED
    async with trio.open_nursery() as nursery:
        nursery.start_soon(_cancel_on_signal, nursery.cancel_scope)
        status = await work()
        nursery.cancel_scope.cancel()
    return status


async def _cancel_on_signal(scope: trio.CancelScope) -> None:
    wanted = [signal.SIGTERM, signal.SIGINT]
    if hasattr(signal, "SIGHUP"):
        wanted.append(signal.SIGHUP)
    with trio.open_signal_receiver(*wanted) as signals:
        async for number in signals:
            logger.info("ending: {}", signal.Signals(number).name)
            scope.cancel()
            return
