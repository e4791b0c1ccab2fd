"""Pictures of real-world files match their frames."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import soundfile

from actors.waveform.decoder import decode_picture
from models.waveform.channels import Channels
from models.waveform.columns import columns
from models.waveform.thumbnail import thumbnail
from models.waveform.view import View
from tests.actors.waveform.files import sample

ENDINGS = {".wav", ".flac", ".ogg", ".mp3", ".aif", ".aiff", ".caf"}


def check(folder: Path) -> int:
    """Compare every sound below `folder` with its frames; return how many there are."""
    paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in ENDINGS)
    for path in paths:
        samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
        shown, reason = decode_picture(sample(path), lambda _: None, lambda: None)
        drawn = columns(shown, View.fit(shown.frames, 500), Channels.SPLIT)

        assert reason == "", path
        assert (shown.frames, shown.channels, shown.rate) == (*samples.shape, rate)
        if shown.frames >= 500:  # closer, the curve may reach beyond the frames
            np.testing.assert_array_equal(drawn.low.min(1), samples.min(0))
            np.testing.assert_array_equal(drawn.high.max(1), samples.max(0))
        assert thumbnail(shown).columns[1].max() >= samples.max()
    return len(paths)


def test_the_demo_library_is_drawn_as_it_is(demo_sounds: Path) -> None:
    assert check(demo_sounds) >= 48


def test_recordings_are_drawn_as_they_are(real_sounds: Path) -> None:
    assert check(real_sounds) > 100
