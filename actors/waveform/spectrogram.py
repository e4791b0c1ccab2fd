"""Computes the spectrogram of a view: coarse first if it takes long."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from actors.waveform.reader import Reader
from actors.waveform.sound import open_sound
from models.library.sample import Sample
from models.waveform.reduction.pyramid import Floats
from models.waveform.spectral.analysis import Analysis, analysis
from models.waveform.spectral.row import ROWS
from models.waveform.spectral.time_window import TimeWindow, time_window
from models.waveform.spectrum import LOWEST, Spectrum
from models.waveform.view import View

BATCH = 64
"""Columns per batch: 2 ms."""
COARSE = 8
"""Columns per coarse column, if columns lie far apart in the sound."""
FIRST_UPDATE, LATER_UPDATE = 0.1, 0.5
"""Seconds between partial spectrograms, at first and later."""

Levels = NDArray[np.uint8]


def compute_spectrogram(
    sample: Sample,
    view: View,
    show: Callable[[Spectrum], None],
    check: Callable[[], None],
) -> Spectrum:
    """Compute the spectrogram of `view`.

    Args:
        sample: The file to read; unreadable parts are silent.
        view: On the sample's frames.
        show: Called with partial spectrograms, in this thread.
        check: Called between batches; may raise to cancel.

    Raises:
        UnreadableSound: the file cannot be opened.
    """
    with open_sound(sample) as sound:
        levels = np.zeros((ROWS, view.width), np.uint8)
        highest = sound.rate / 2

        def spectrum(*, complete: bool) -> Spectrum:
            shown = levels.copy()
            shown.flags.writeable = False
            return Spectrum(sample.id, view, shown, highest, complete)

        if highest <= LOWEST:  # no audible frequencies
            return spectrum(complete=True)
        work = _Computation(Reader(sound), analysis(sound.rate), time_window(view), levels)
        sparse = sound.seekable and view.spp > work.width
        begun = time.monotonic()
        due = begun + FIRST_UPDATE
        for coarse in work.coarse_pass() if sparse else work.full_pass():
            check()
            now = time.monotonic()
            if coarse or now >= due:
                show(spectrum(complete=False))
                due = now + min(LATER_UPDATE, max(FIRST_UPDATE, (now - begun) / 2))
        return spectrum(complete=True)


class _Computation:
    """Fills the levels batch by batch."""

    def __init__(
        self, reader: Reader, analyser: Analysis, window: TimeWindow, levels: Levels
    ) -> None:
        self._reader, self._analyser, self._window, self._levels = reader, analyser, window, levels
        # A multiple of the grid, so that isolated columns keep their grid phase.
        self.width = 2 * -(-analyser.reach // analyser.grid) * analyser.grid + analyser.grid

    def full_pass(self) -> Iterator[bool]:
        """Compute columns from left to right, reading each frame once; yield after each batch."""
        for first in range(0, len(self._window.columns), BATCH):
            chosen = slice(first, first + BATCH)
            centres = self._window.centres[chosen]
            begin, end = (
                int(centres[0]) - self._analyser.reach,
                int(centres[-1]) + self._analyser.reach,
            )
            frames = self._reader.frames(begin, end)
            values = self._analyser.levels(frames, begin, centres)
            self._levels[:, self._window.columns[chosen]] = values
            yield False

    def coarse_pass(self) -> Iterator[bool]:
        """Compute every `COARSE`th column, repeated over its neighbours, then the others.

        Yields after each batch; true when the coarse pass is complete.
        """
        count = len(self._window.columns)
        some = np.arange(0, count, COARSE)
        for chosen in _batches(some):
            values = np.repeat(self._isolated(chosen), COARSE, axis=1)
            first = int(chosen[0])
            columns = self._window.columns[first : first + values.shape[1]]
            self._levels[:, columns] = values[:, : len(columns)]
            yield False
        yield True
        for chosen in _batches(np.setdiff1d(np.arange(count), some)):
            self._levels[:, self._window.columns[chosen]] = self._isolated(chosen)
            yield False

    def _isolated(self, chosen: NDArray[np.intp]) -> Levels:
        """Compute columns without common frames, side by side."""
        centres = self._window.centres[chosen]
        begins = (centres - self._analyser.reach) // self._analyser.grid * self._analyser.grid
        pieces: list[Floats] = [
            self._reader.frames(int(begin), int(begin) + self.width) for begin in begins
        ]
        moved = np.arange(len(chosen)) * self.width - begins
        return self._analyser.levels(np.concatenate(pieces, 1), 0, centres + moved)


def _batches(columns: NDArray[np.intp]) -> Iterator[NDArray[np.intp]]:
    for first in range(0, len(columns), BATCH):
        yield columns[first : first + BATCH]
