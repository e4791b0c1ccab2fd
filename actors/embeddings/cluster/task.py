"""What runs on a worker: `run`, which Dask calls by this name.

A worker takes requests only if it was started by `worker_process`, and runs the same version of
sempal and of the embedding model as the app.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import FileIO
from pathlib import Path
from threading import Lock

from actors.embeddings.cluster.envelope import (
    LONGEST,
    Answer,
    File,
    Malformed,
    Purpose,
    pack_answer,
    unpack_request,
)
from actors.embeddings.cluster.program import program_version
from actors.embeddings.cluster.reader import Reader
from actors.embeddings.executor import PATIENCE, Fault, Work
from actors.embeddings.local_executor import MODULES
from actors.embeddings.reply import BETWEEN, FAILED, UNSEEN
from actors.media.content_token import token
from actors.media.error import os_error_reason
from actors.model_files.registry import model_digest
from models.embedding.network import NetworkError


@dataclass(slots=True)
class Host:
    """What a worker process works with."""

    folder: Path
    """The `.sempal` folder of this machine, where models are installed."""
    _digests: dict[str, str] = field(default_factory=dict)
    _idle: dict[tuple[str, ...], list[Reader]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def answer(self, message: bytes) -> Answer:
        """Return the replies to a request; may be called by several threads."""
        try:
            purpose, questions = unpack_request(message)
            work = Work(purpose.work)
        except (Malformed, ValueError) as error:
            return Answer(reason=f"the request is not understood: {error}", refused=True)
        if reason := self._mismatch(purpose):
            return Answer(reason=reason, refused=True)
        replies: list[bytes | None] = [
            next((UNSEEN + reason.encode() for file in files if (reason := _differs(file))), None)
            for files in questions
        ]
        seen = [at for at, reply in enumerate(replies) if reply is None]
        arguments = (purpose.model, str(self.folder)) if work is Work.EMBED else ()
        requests = [BETWEEN.join(file.path for file in questions[at]) for at in seen]
        found, fault, reason = self._read((MODULES[work], *arguments), requests)
        for at, reply in zip(seen, found, strict=False):
            replies[at] = reply if len(reply) <= LONGEST else FAILED + b"the result is too long"
        return Answer(tuple(replies), fault, reason)

    def digest(self, model: str) -> str:
        """Return the hash of a model of this machine, after checking each of its files.

        Raises:
            NetworkError: It is not installed, or was changed.
        """
        with self._lock:
            if model not in self._digests:
                self._digests[model] = model_digest(model, self.folder)
            return self._digests[model]

    def _mismatch(self, purpose: Purpose) -> str:
        """Return why nothing can be done for this purpose; empty: it can."""
        if purpose.program != program_version():
            return f"it runs {program_version()}, not {purpose.program}"
        if not purpose.model:
            return ""
        try:
            digest = self.digest(purpose.model)
        except NetworkError as error:
            return str(error)
        if digest != purpose.digest:
            return f"its model {purpose.model} is {digest[:12]}, not {purpose.digest[:12]}"
        return ""

    def _read(
        self, program: tuple[str, ...], requests: Sequence[bytes]
    ) -> tuple[list[bytes], Fault | None, str]:
        """Return the replies of a process, and the fault of which it ended."""
        if not requests:
            return [], None, ""
        with self._lock:
            idle = self._idle.setdefault(program, [])
            reader = idle.pop() if idle else None
        reader = reader or Reader(*program)
        replies, end = reader.ask(requests, PATIENCE)
        if end is None:
            with self._lock:
                idle.append(reader)
            return replies, None, ""
        reader.end()
        if end:
            return replies, Fault.DIED, end
        return replies, Fault.SLOW, f"it takes longer than {PATIENCE:.0f} s"


_hosts: list[Host] = []
"""The host of this process, once it is a worker."""


def become_worker(folder: Path) -> Host:
    """Let this process take requests."""
    host = Host(folder)
    _hosts[:] = [host]
    return host


def run(message: bytes) -> bytes:
    """Return the packed answer to a packed request."""
    if not _hosts:
        return pack_answer(Answer(reason="it was not started by “sempal worker”", refused=True))
    return pack_answer(_hosts[0].answer(message))


def _differs(file: File) -> str:
    """Return why a file is not the one that is meant; empty: it is."""
    try:
        with FileIO(file.path) as opened:
            status = os.fstat(opened.fileno())
            if not stat.S_ISREG(status.st_mode):
                return "not a file"
            if file.token and token(opened, status.st_size) != file.token:
                return "it has other content there"
    except (OSError, ValueError) as error:
        return os_error_reason(error) if isinstance(error, OSError) else str(error)
    return ""
