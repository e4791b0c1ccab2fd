"""Units: a bare number never crosses a module border."""

from typing import NewType

Seconds = NewType("Seconds", float)
"""A length of time, or a point of it on a clock that is named there."""
Frames = NewType("Frames", int)
"""A count of sample frames, or the index of one; a frame holds one value per channel."""
Hertz = NewType("Hertz", int)
"""Frames per second."""
Decibels = NewType("Decibels", float)
"""Relative to full scale; 0 is unchanged, negative is quieter."""
FramePosition = NewType("FramePosition", float)
"""A position between frames: the index of a frame, with the fraction up to the next."""
Pixels = NewType("Pixels", int)
"""A count of physical pixels; to the left it is negative."""
PixelPosition = NewType("PixelPosition", float)
"""Physical pixels from the left edge of a picture."""
FramesPerPixel = NewType("FramesPerPixel", float)
"""How close the waveform is looked at; below 1 a frame is wider than a pixel."""
SampleId = NewType("SampleId", int)
"""The library's lasting name of one audio file; survives renames and moves."""
CollectionId = NewType("CollectionId", int)
"""The library's lasting name of a collection."""
SourceId = NewType("SourceId", int)
"""The library's lasting name of a source."""
Ticket = NewType("Ticket", int)
"""Names one job; its events carry it back, so that late answers can be told apart."""
