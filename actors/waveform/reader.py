"""Reads arbitrary spans of a sound with as few reads and seeks as their order allows."""

from __future__ import annotations

import numpy as np

from actors.waveform.sound import Sound, UnreadableSound
from models.waveform.reduction.pyramid import Floats

LOUDEST = 100.0
"""Larger magnitudes are clipped, so that their squares stay finite."""
NEAR = 1 << 15
"""Gaps of up to this many frames are read through instead of seeking."""

PART = 1 << 15
"""Frames per read: damage costs what is read together with it."""


class Reader:
    """Returns spans in ascending order; frames that are missing or unreadable are silent."""

    def __init__(self, sound: Sound) -> None:
        self._sound = sound
        self._first = 0
        self._held: Floats = np.zeros((sound.channels, 0), np.float32)
        self._lost = False

    def frames(self, first: int, last: int) -> Floats:
        """Return a span: float32 [channels, last - first], magnitudes up to `LOUDEST`.

        Args:
            first: May be negative; may go back by the length of the previous span.
            last: Exclusive; may lie beyond the end of the sound.
        """
        self._advance(max(0, first))
        missing = last - self._first - self._held.shape[1]
        if missing > 0:
            self._held = np.concatenate([self._held, self._read(missing)], 1)
        before = min(max(0, self._first - first), last - first)
        found = self._held[:, : max(0, last - self._first)]
        behind = last - first - before - found.shape[1]
        return np.pad(found, ((0, 0), (before, behind))) if before or behind else found

    def _advance(self, first: int) -> None:
        """Drop buffered frames before `first`; seek or skip to it."""
        held = self._first + self._held.shape[1]
        if self._first <= first <= held:
            self._held = self._held[:, first - self._first :]
        elif self._sound.seekable and not held <= first <= held + NEAR:
            self._held = self._held[:, :0]
            self._jump(first)
        else:
            self._held = self._held[:, :0]
            self._skip(first - held)
        self._first = first

    def _jump(self, first: int) -> None:
        try:
            self._sound.seek(first)
            self._lost = False
        except UnreadableSound:
            self._lost = True  # silent from here; damage is reported with the picture

    def _skip(self, frames: int) -> None:
        while frames > 0:
            read = self._read(min(frames, NEAR)).shape[1]
            if not read:
                return  # the end, or damage
            frames -= read

    def _read(self, frames: int) -> Floats:
        """Return the next frames; fewer at the end or before damage."""
        parts = [self._held[:, :0]]
        while frames > 0 and not self._lost:
            try:
                block = self._sound.read(min(frames, PART))
            except UnreadableSound:
                break
            if not block.shape[1]:
                break
            parts.append(np.clip(block, -LOUDEST, LOUDEST, out=block))
            frames -= block.shape[1]
        return np.concatenate(parts, 1)
