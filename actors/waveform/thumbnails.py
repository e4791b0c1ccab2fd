"""Thumbnails for list rows, cached in memory by content."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

from actors.waveform.cache import Cache
from actors.waveform.decoder import decode_picture
from actors.waveform.sketch import make_sketch
from actors.waveform.sound import UnreadableSound, open_sound
from models.library.sample import Sample
from models.waveform.picture import Picture
from models.waveform.reduction.pyramid_builder import PyramidBuilder
from models.waveform.thumbnail import Thumbnail, empty_thumbnail, thumbnail

MAX_THUMBNAILS = 20_000
"""Maximum thumbnails cached; one takes 1.2 kB."""
SKETCH = 0.06
"""Seconds to spend on the sketch of a long sound; its thumbnail shows nothing else."""
NEEDED = 256
"""Spots of a sketch that give each pixel of a thumbnail one."""


class Thumbnails:
    """LRU cache of thumbnails."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._kept: OrderedDict[bytes, Thumbnail] = OrderedDict()
        self._sketched: set[bytes] = set()
        """Tokens of kept thumbnails that were drawn from a sketch."""

    def find(self, sample: Sample) -> Thumbnail | None:
        """Return the cached thumbnail; `None` if there is none."""
        found = self._kept.get(sample.token)
        if found is not None:
            self._kept.move_to_end(sample.token)
        return found

    def draw(self, sample: Sample, check: Callable[[], None]) -> Thumbnail:
        """Draw the thumbnail from the file; empty if it is unreadable.

        Args:
            sample: The file to read.
            check: Called between blocks; may raise to cancel.
        """
        try:
            picture = self._cache.load(sample)
            if picture is None and (picture := _sketch(sample, check)) is not None:
                self._sketched.add(sample.token)
            if picture is None:
                picture, _ = decode_picture(sample, lambda _: None, check)
        except UnreadableSound:
            return empty_thumbnail()  # the scan has reported the reason in row and log
        return thumbnail(picture)

    def sketched(self, sample: Sample) -> bool:
        """Tell whether the thumbnail shows a sketch only."""
        return sample.token in self._sketched

    def improve(self, sample: Sample, picture: Picture) -> Thumbnail:
        """Return the exact thumbnail, of a complete picture, and cache it."""
        self._sketched.discard(sample.token)
        small = thumbnail(picture)
        self.keep(sample, small)
        return small

    def keep(self, sample: Sample, small: Thumbnail) -> None:
        """Cache `small`, unless it is empty: the file may become readable."""
        if sample.token and not small.empty:
            self._kept[sample.token] = small
            if len(self._kept) > MAX_THUMBNAILS:
                token, _ = self._kept.popitem(last=False)
                self._sketched.discard(token)


def _sketch(sample: Sample, check: Callable[[], None]) -> Picture | None:
    """Return a picture made of a sketch; `None` if the sound is short enough to decode."""
    with open_sound(sample) as sound:
        level = make_sketch(sound, SKETCH, check, NEEDED)
        if level is None:
            return None
        pyramid = PyramidBuilder(sound.channels, 0).snapshot()
        return Picture(sample.id, sound.frames, sound.rate, sound.channels, pyramid, sketch=level)
