from __future__ import annotations

import numpy as np

from models.audio.mono import mix_to_mono

TONE = np.sin(np.arange(100) / 7).astype(np.float32)


def test_one_channel_stays_as_it_is() -> None:
    assert np.array_equal(mix_to_mono(TONE[None]), TONE)


def test_two_alike_are_one() -> None:
    assert np.allclose(mix_to_mono(np.stack([TONE, TONE])), TONE)


def test_opposite_channels_do_not_vanish() -> None:
    assert np.allclose(mix_to_mono(np.stack([TONE, -TONE])), TONE)
