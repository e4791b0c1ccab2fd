"""Texts of recorded questions."""

from __future__ import annotations

from models.audio.recording_phase import Phase
from models.audio.take import RecordingProgress
from models.state.recording import Recording

TITLE = "Search by recording"
INPUT, DEFAULT = "Input", "System default"
DONE, AGAIN = "Search with it", "Record again"
OPENING = "Opening the input…"
WAITING = "Sing, hum, speak or tap what you look for. It stops by itself when you do."
NOT_KEPT = "Esc forgets it. What is recorded is not kept unless you ask for it."
PLAY, PAUSE = "Play the recording", "Pause the recording"
KEEP = "Keep the recording as a file"
RECORD = "Search by voice or tapping"


def state_words(recording: Recording) -> str:
    """Return what a recording does, or why there is no take."""
    if recording.reason:
        return recording.reason[:1].upper() + recording.reason[1:]
    return OPENING if recording.progress is None else _progress(recording.progress)


def _progress(progress: RecordingProgress) -> str:
    if progress.phase is Phase.WAITING:
        return WAITING
    return f"Recording, {progress.seconds:.1f} s"


def input_words(name: str, names: tuple[str, ...]) -> str:
    """Return a chosen input; one that is not there is said."""
    if not name:
        return DEFAULT
    return name if name in names or not names else f"{name} (unavailable)"
