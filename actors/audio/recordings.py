"""The recordings of a run: one at a time, each into a file that is not kept."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from itertools import count
from pathlib import Path
from secrets import token_hex
from tempfile import gettempdir

import trio

from actors.audio.recording import RecordingFailed, list_inputs, record
from actors.kernel.jobs import Jobs
from actors.messages import audio
from models.audio.take import RecordingProgress

TAKES = Path(gettempdir()) / "sempal" / "takes"
"""Folder of takes where there is no data folder."""
_RUN = f"{token_hex(4)}-"
"""Begins the names of this run's takes, which a restart of the actor leaves."""
_RECORDING, _INPUTS, _SWEEP = "recording", "inputs", "takes"
"""Keys of the jobs."""


class Recordings:
    """Records takes into a folder, which holds none but those of this run."""

    def __init__(self, jobs: Jobs, folder: Path, emit: Callable[[audio.Event], None]) -> None:
        """Create it, and remove what earlier runs left.

        Args:
            jobs: Runs a recording beside the commands.
            folder: Where takes lie while something is asked with them; it need not exist.
            emit: Sends an event; must not block.
        """
        self._jobs, self._folder, self._emit = jobs, folder, emit
        self._finish = trio.Event()
        jobs.start(_SWEEP, partial(trio.to_thread.run_sync, self._sweep))

    def start(self, command: audio.StartRecording) -> None:
        """Record, in place of a recording that runs."""
        self._finish = trio.Event()
        self._jobs.start(_RECORDING, partial(self._record, command, self._finish))

    def finish(self) -> None:
        """End the recording: what sounded is the take."""
        self._finish.set()

    def cancel(self) -> None:
        """End the recording without a take."""
        self._jobs.cancel(_RECORDING)

    def find_inputs(self) -> None:
        """List the inputs."""
        self._jobs.start(_INPUTS, self._find_inputs)

    def drop(self, command: audio.DropTakes) -> None:
        """Remove takes; nothing else that lies elsewhere."""
        paths = [Path(os.fsdecode(path)) for path in command.paths]
        ours = [path for path in paths if path.parent == self._folder]
        self._jobs.start(object(), partial(trio.to_thread.run_sync, partial(_remove, ours)))

    async def _record(self, command: audio.StartRecording, finish: trio.Event) -> None:
        def tell(progress: RecordingProgress) -> None:
            self._emit(audio.RecordingProgressed(command.ticket, progress))

        path = self._free_path()
        try:
            take = await record(command.input_name, path, tell, finish)
        except RecordingFailed as error:
            self._emit(audio.RecordingFailed(command.ticket, str(error)))
        else:
            self._emit(audio.TakeRecorded(command.ticket, take))

    async def _find_inputs(self) -> None:
        self._emit(audio.InputsListed(await list_inputs()))

    def _free_path(self) -> Path:
        paths = (self._folder / f"{_RUN}{number}.wav" for number in count(1))
        return next(path for path in paths if not path.exists())

    def _sweep(self) -> None:
        with suppress(OSError):
            _remove([one for one in self._folder.iterdir() if not _is_ours(one.name)])


def _is_ours(name: str) -> bool:
    return name.lstrip(".").startswith(_RUN)  # hidden ones are being written


def _remove(paths: list[Path]) -> None:
    for path in paths:
        with suppress(OSError):
            path.unlink()
