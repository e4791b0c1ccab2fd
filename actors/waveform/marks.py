"""Loops and markers from a file's metadata."""

from __future__ import annotations

import os
from pathlib import Path

from loguru import logger

from actors.messages import waveform
from models.audio.units import Ticket
from models.library.sample import Sample
from models.metadata.reader import read_metadata


def read_marks(sample: Sample, ticket: Ticket) -> waveform.MarksRead:
    """Return the loops and markers of a file; none if unreadable, which its picture reports."""
    try:
        with Path(os.fsdecode(sample.path)).open("rb") as file:
            found = read_metadata(file)
    except OSError as error:
        logger.info("marks of sample {}: {}", sample.id, error)
        return waveform.MarksRead(ticket, (), ())
    for reason in found.problems:
        logger.info("metadata of sample {}: {}", sample.id, reason)
    return waveform.MarksRead(ticket, found.loops, found.markers)
