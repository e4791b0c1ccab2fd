"""Recording a question for a verb: into a file that is gone afterwards."""

from __future__ import annotations

import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from models.audio.recording_phase import Phase
from models.audio.take import RecordingProgress, Take
from ui.commandline.context import Context
from ui.text import commandline as text


@asynccontextmanager
async def recorded_take(
    context: Context, input_name: str, longest: float, *, quiet: bool
) -> AsyncGenerator[Take, None]:
    """Record until silence; yield the take, whose file is removed at the end of the block.

    Args:
        context: Of the verb.
        input_name: Empty: the one of `config.toml`, or the system's default.
        longest: Maximum length in seconds.
        quiet: Print no progress.

    Raises:
        RequestRefused: There is no take; the text is the reason.
    """
    phase: Phase | None = None

    def tell(progress: RecordingProgress) -> None:
        nonlocal phase
        if progress.phase is not phase and not quiet:
            phase = progress.phase
            if line := text.recording_progress(progress):
                print(line, file=sys.stderr, flush=True)

    chosen = input_name or context.entry.load_settings(context.folder).recording_input
    with TemporaryDirectory(prefix="sempal-take-") as folder:
        path = Path(folder) / "take.wav"
        yield await context.entry.record_take(chosen, path, tell, longest)
