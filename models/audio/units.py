"""Units of measure; a bare number never crosses a module border."""

from typing import NewType

Seconds = NewType("Seconds", float)
"""A duration, or a point on the clock named by the user of the type."""
Frames = NewType("Frames", int)
"""A number of frames, or the index of one; a frame holds one value per channel."""
Hertz = NewType("Hertz", int)
"""Frames per second."""
Decibels = NewType("Decibels", float)
"""Relative to full scale, or a gain; 0 is unity, negative is quieter."""
FramePosition = NewType("FramePosition", float)
"""A fractional frame index."""
Pixels = NewType("Pixels", int)
"""A number of physical pixels; negative is to the left."""
PixelPosition = NewType("PixelPosition", float)
"""Physical pixels from the left edge of a picture."""
FramesPerPixel = NewType("FramesPerPixel", float)
"""Zoom of the waveform; below 1, a frame is wider than a pixel."""
SampleId = NewType("SampleId", int)
"""The library's permanent id of an audio file; survives renames and moves."""
CollectionId = NewType("CollectionId", int)
"""The library's permanent id of a collection."""
SourceId = NewType("SourceId", int)
"""The library's permanent id of a source."""
Ticket = NewType("Ticket", int)
"""Identifies a job; its events carry it, so that outdated ones can be recognised."""
