"""Colour of what is said about the audio output."""

from __future__ import annotations

from models.audio.dropout_rate import FEW, MANY
from models.audio.output import Output
from ui.theme import PALETTE, Colour


def output_colour(output: Output, calm: Colour) -> Colour:
    """Return a warning if the output is lost or drops out, else `calm`."""
    if (output.silent and output.reason) or output.lately >= MANY:
        return PALETTE.trash
    return PALETTE.accent if output.lately >= FEW else calm
