"""Words of the search for similar sounds."""

from __future__ import annotations

from models.embedding.aspect import Aspect

RESET = "Reset"
PREVIOUS, NEXT = "Previous search", "Next search"
ASPECTS = {
    Aspect.TIMBRE: "Character",
    Aspect.SPECTRUM: "Tone colour",
    Aspect.ENVELOPE: "Envelope",
    Aspect.PITCH: "Pitch",
    Aspect.COURSE: "Evolution",
    Aspect.KIND: "Type",
}
"""What a slider weighs."""


def similar_to(title: str) -> str:
    """Return what the list is while similar sounds are listed."""
    return f"similar to {title}"
