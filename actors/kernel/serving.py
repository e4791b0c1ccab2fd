"""A worker's end: handle requests until the end of input.

Requests and replies are length-prefixed bytes. Nothing but the standard library is imported here:
each worker would pay for it.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Callable

LENGTH = struct.Struct("<I")
NICENESS = 10
"""Niceness added to the worker."""

STEADY = "SEMPAL_STEADY"
"""Environment variable, of processes that are not to stand still on a busy machine.

Those of a desk do, so that nothing waits for them: beside two busy programs they got 0.3 % of
two cores, where these get 6 %.
"""


def serve(answer: Callable[[bytes], bytes], *, awaited: bool = False) -> None:
    """Handle requests until end of input.

    Args:
        answer: Returns the reply to a request.
        awaited: The user waits for the replies, so it runs at the usual priority.
    """
    if not awaited:
        _yield_to_others()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # libraries must not print between replies
    left = bytearray()
    while True:
        request = unframe(left)
        if request is not None:
            answers.write(frame(answer(request)))
            try:
                answers.flush()  # after each: if a request kills the process, it is known which one
            except BrokenPipeError:  # whoever asked has ended
                os._exit(0)
            continue
        part = os.read(0, 65536)
        if not part:
            return
        left += part


def frame(message: bytes) -> bytes:
    """Return `message` with its length prefix."""
    return LENGTH.pack(len(message)) + message


def unframe(left: bytearray) -> bytes | None:
    """Take the first complete message out of `left`; `None` if it is still incomplete."""
    if len(left) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack_from(left)
    end = LENGTH.size + length
    if len(left) < end:
        return None
    message = bytes(left[LENGTH.size : end])
    del left[:end]
    return message


def _yield_to_others() -> None:
    """Lower the scheduling priority, so that audio and window always run first."""
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    if hasattr(os, "SCHED_IDLE"):
        kind = os.SCHED_BATCH if STEADY in os.environ else os.SCHED_IDLE
        os.sched_setscheduler(0, kind, os.sched_param(0))
