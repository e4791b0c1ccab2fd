"""Process of a worker that reads files, so that the worker itself survives each of them.

It runs the same modules as the processes of a `LocalExecutor`. Without trio, as Dask runs tasks in
threads.
"""

from __future__ import annotations

import os
import select
import subprocess
import sys
from collections.abc import Sequence
from time import monotonic

from actors.kernel.patience import Patience
from actors.kernel.serving import STEADY, frame, unframe
from actors.kernel.worker import SINGLE_THREAD

_PART = 65_536


class Reader:
    """A process that answers questions one after the other."""

    def __init__(self, module: str, *arguments: str) -> None:
        """Start the process.

        Args:
            module: See `local_executor.MODULES`.
            arguments: Its arguments.
        """
        self._process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, **SINGLE_THREAD, STEADY: "1"},
            bufsize=0,
        )
        if self._process.stdin is None or self._process.stdout is None:
            raise ValueError("a process without pipes")
        self._in, self._out = self._process.stdin.fileno(), self._process.stdout.fileno()
        os.set_blocking(self._in, False)

    @property
    def pid(self) -> int:
        """Process id."""
        return self._process.pid

    def ask(self, requests: Sequence[bytes], max_idle: float) -> tuple[list[bytes], str | None]:
        """Return the replies to requests, in order; what came before a failure is kept.

        Args:
            requests: The requests.
            max_idle: Seconds that it may be idle for each of them, see `Patience`.

        Returns:
            The replies, and how the process ended: `None`, it did not; empty, it takes too
            long. It can be asked again if there are as many replies as requests.
        """
        unsent = memoryview(b"".join(map(frame, requests)))
        replies: list[bytes] = []
        left = bytearray()
        patience, until = Patience(self.pid, max_idle), monotonic() + max_idle
        while len(replies) < len(requests):
            ready, writable, _ = select.select(
                [self._out], [self._in] if unsent else [], [], max(0.0, until - monotonic())
            )
            if not ready and not writable:
                if patience.is_over:
                    return replies, ""
                until = monotonic() + max_idle
                continue
            try:
                if writable:
                    unsent = unsent[os.write(self._in, unsent[:_PART]) :]
                if not ready:
                    continue
                part = os.read(self._out, _PART)
            except BrokenPipeError:
                part = b""
                while rest := os.read(self._out, _PART):
                    left += rest
            left += part
            while (reply := unframe(left)) is not None:
                replies.append(reply)
                patience.renew()
                until = monotonic() + max_idle
            if not part and len(replies) < len(requests):
                return replies, f"its process ended with {self._process.wait()}"
        return replies, None

    def end(self) -> None:
        """Kill the process and wait for its end."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        self._process.wait()
