"""Any stretch of a sound, in as few reads and seeks as its order allows."""

from __future__ import annotations

import numpy as np

from actors.waveform.sound import Sound, UnreadableSound
from models.waveform.reduction.pyramid import Floats

LOUDEST = 100.0
"""Larger magnitudes are cut off; their squares are still numbers."""
NEAR = 1 << 15
"""Frames that are rather read over than jumped over."""

PART = 1 << 15
"""Frames read at a time: damage costs what is read together with it."""


class Reader:
    """Gives stretches in rising order; what a sound does not hold, or not any more, is silent."""

    def __init__(self, sound: Sound) -> None:
        self._sound = sound
        self._first = 0
        self._held: Floats = np.zeros((sound.channels, 0), np.float32)
        self._lost = False

    def frames(self, first: int, last: int) -> Floats:
        """Return a stretch: float32 [channels, last - first], magnitudes up to `LOUDEST`.

        Args:
            first: May be negative; may go back by what was asked for last time.
            last: Behind the last frame; may lie beyond the end of the sound.
        """
        self._let_go(max(0, first))
        missing = last - self._first - self._held.shape[1]
        if missing > 0:
            self._held = np.concatenate([self._held, self._read(missing)], 1)
        before = min(max(0, self._first - first), last - first)
        found = self._held[:, : max(0, last - self._first)]
        behind = last - first - before - found.shape[1]
        return np.pad(found, ((0, 0), (before, behind))) if before or behind else found

    def _let_go(self, first: int) -> None:
        """Make what is held begin at `first`."""
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
            self._lost = True  # silent from here; whoever draws the picture tells of damage

    def _skip(self, frames: int) -> None:
        while frames > 0:
            read = self._read(min(frames, NEAR)).shape[1]
            if not read:
                return  # the end, or damage
            frames -= read

    def _read(self, frames: int) -> Floats:
        """Return the next frames; fewer at the end and before damage."""
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
