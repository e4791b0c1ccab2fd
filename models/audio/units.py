"""Units: a bare number never crosses a module border."""

from typing import NewType

Seconds = NewType("Seconds", float)
Frames = NewType("Frames", int)
"""A count of sample frames, or the index of one; a frame holds one value per channel."""
Hertz = NewType("Hertz", int)
Decibels = NewType("Decibels", float)
"""Relative to full scale; 0 is unchanged, negative is quieter."""
Pixels = NewType("Pixels", float)
SampleId = NewType("SampleId", int)
CollectionId = NewType("CollectionId", int)
"""The library's lasting name of one audio file; survives renames and moves."""
SourceId = NewType("SourceId", int)
Ticket = NewType("Ticket", int)
"""Names one job; its events carry it back, so that late answers can be told apart."""
