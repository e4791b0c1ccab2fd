"""A model in a process of its own, for queries: it comes when needed, and goes when idle.

A network with its runtime takes 60 MB, which the window would keep for the rest of the run.
"""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import trio
from numpy.typing import NDArray

from actors.embeddings import model_request
from actors.embeddings.extraction import Unembedded
from actors.embeddings.reply import EMBEDDED, UNUSABLE
from actors.kernel.worker import Worker, WorkerDied, start_worker
from models.audio.span import Span
from models.embedding.network import NetworkError

MODULE = "actors.embeddings.model_worker"
IDLE = 60.0
"""Seconds without a request after which the process ends."""
PATIENCE = 60.0
"""Seconds a request may take, half of them computing."""


class ModelProcess:
    """Answers requests one after the other; a process that died is replaced by the next request."""

    def __init__(self, nursery: trio.Nursery, name: str, folder: Path) -> None:
        """Start nothing yet.

        Args:
            nursery: The process ends with it at the latest.
            name: Name of the model.
            folder: The `.sempal` folder, where models are installed.
        """
        self._nursery, self._arguments = nursery, (name, str(folder))
        self._worker: Worker | None = None
        self._turn = trio.Lock()
        self._last = -math.inf

    @property
    def pid(self) -> int | None:
        """Id of the process; `None` if there is none at present."""
        return self._worker.pid if self._worker else None

    async def check(self) -> None:
        """Load the model.

        Raises:
            NetworkError: It cannot be used on this machine.
        """
        await self._ask(model_request.CHECK)

    async def verify(self) -> None:
        """Check every byte of the model, and run it.

        Raises:
            NetworkError: It differs from the installed one, or cannot be used.
        """
        await self._ask(model_request.VERIFY, patience=math.inf)

    async def features(self, path: bytes, span: Span | None = None) -> bytes:
        """Return the serialised features of a file, or of a span of it.

        Raises:
            Unembedded: The file cannot be read, or is silent.
            NetworkError: The model cannot be used on this machine.
        """
        if span is None:
            return await self._ask(model_request.FILE + path)
        bounds = model_request.BOUNDS.pack(span.start, span.end)
        return await self._ask(model_request.SPAN + bounds + path)

    async def windows(self, path: bytes, span: Span | None = None) -> bytes:
        """Return the features of the first windows of a file, or of a span of it, joined.

        Raises:
            Unembedded: The file cannot be read, or is silent.
            NetworkError: The model cannot be used on this machine.
        """
        start, end = (span.start, span.end) if span is not None else (0, 0)
        return await self._ask(model_request.WINDOWS + model_request.BOUNDS.pack(start, end) + path)

    async def text(self, words: str) -> NDArray[np.float32]:
        """Return the vector of a text: float32 [space.timbre], unit length.

        Raises:
            NetworkError: The model knows no words, or cannot be used on this machine.
        """
        found = await self._ask(model_request.TEXT + words.encode(errors="replace"))
        return np.frombuffer(found, np.float32)

    def end(self) -> None:
        """End the process, if there is one."""
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.kill()

    async def _ask(self, request: bytes, patience: float = PATIENCE) -> bytes:
        async with self._turn:
            try:
                answer = await (await self._started()).request(request, patience)
            except (WorkerDied, OSError) as error:
                self.end()
                raise NetworkError(str(error)) from error
            except trio.TooSlowError as error:
                self.end()
                raise NetworkError(f"it takes longer than {patience:.0f} s") from error
            except BaseException:  # cancelled: its reply would be taken for that to the next
                self.end()
                raise
            finally:
                self._last = trio.current_time()
        reason = answer[len(UNUSABLE) :].decode(errors="replace")
        if answer.startswith(UNUSABLE):
            raise NetworkError(reason)
        if not answer.startswith(EMBEDDED):
            raise Unembedded(reason)
        return answer[len(EMBEDDED) :]

    async def _started(self) -> Worker:
        if self._worker is None:
            self._worker = await start_worker(self._nursery, MODULE, *self._arguments)
            self._nursery.start_soon(self._retire, self._worker)
        return self._worker

    async def _retire(self, worker: Worker) -> None:
        """End a process that was idle for long."""
        while self._worker is worker:
            due = trio.current_time() if self._turn.locked() else self._last
            if trio.current_time() < due + IDLE:
                await trio.sleep_until(due + IDLE)
            else:
                self.end()
