"""Texts of the bar about actors that do not work."""

from __future__ import annotations

from models.state.parts import Fault, Parts, Standing
from ui.text.notices import capitalised

WITHOUT = {
    "library": "samples cannot be listed, marked, moved or added",
    "audio": "no sound",
    "waveform": "no waveforms",
    "embeddings": "no analysis, similar sounds, map or duplicates",
    "config": "settings are not saved",
    "handoff": "files cannot be dragged out, copied or revealed",
}
"""What does not work without an actor."""


def parts_words(parts: Parts) -> str:
    """Return what does not work at the moment; empty if everything does."""
    said = [_line(name, fault) for name, fault in sorted(parts.faults.items())]
    return " · ".join(said)


def _line(name: str, fault: Fault) -> str:
    without = WITHOUT.get(name, "nothing responds")
    advice = ". Restart sempal" if fault.standing is Standing.STOPPED else ""
    return f"{capitalised(fault.reason)}: {without}{advice}"
