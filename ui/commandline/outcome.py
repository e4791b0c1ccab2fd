"""Run a verb and map its outcome to an exit status; Ctrl+C and SIGTERM end it cleanly."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Awaitable, Callable

import trio
from loguru import logger

from actors.kernel.mailbox import MailboxFull
from actors.kernel.reply import NoReply
from ui.commandline.output import complain
from ui.commandline.status import Status
from ui.text.commandline import INTERRUPTED


def run_verb(run: Callable[..., int], work: Callable[[], Awaitable[int]]) -> int:
    """Run `work` under trio and return its exit status."""
    status: int = Status.INTERRUPTED
    try:
        status = run(_until_signal, work)
        sys.stdout.flush()  # a broken pipe can still be distinguished from a failure here
        if status == Status.INTERRUPTED:
            complain(INTERRUPTED)
    except* (NoReply, MailboxFull) as failed:
        complain(_reason(failed))
        status = Status.FAILED
    except* KeyboardInterrupt:
        complain(INTERRUPTED)
        status = Status.INTERRUPTED
    except* BrokenPipeError:
        # The reader closed our output early (`sempal list | head`): not an error.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = Status.DONE
    return status


def _reason(errors: BaseExceptionGroup[Exception]) -> str:
    first = errors.exceptions[0]
    return _reason(first) if isinstance(first, BaseExceptionGroup) else str(first)


async def _until_signal(work: Callable[[], Awaitable[int]]) -> int:
    status: int = Status.INTERRUPTED
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
            logger.info("received {}", signal.Signals(number).name)
            scope.cancel()
            return
