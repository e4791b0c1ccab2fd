"""Texts of the similarity search."""

from __future__ import annotations

from models.embedding.aspect import Aspect

RESET = "Reset"
RESET_WEIGHTS = "Reset all weights to their defaults"
ASPECTS = {
    Aspect.TIMBRE: "Character",
    Aspect.SPECTRUM: "Tone colour",
    Aspect.ENVELOPE: "Envelope",
    Aspect.PITCH: "Pitch",
    Aspect.COURSE: "Evolution",
    Aspect.KIND: "Type",
}
"""Labels of the weight sliders."""


def similar_to(title: str) -> str:
    """Return the title of a list of similar sounds."""
    return f"similar to {title}"
