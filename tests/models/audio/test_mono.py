from __future__ import annotations

import numpy as np

from models.audio.mono import together

TONE = np.sin(np.arange(100) / 7).astype(np.float32)


def test_one_channel_stays_as_it_is() -> None:
    assert np.array_equal(together(TONE[None]), TONE)


def test_two_alike_are_one() -> None:
    assert np.allclose(together(np.stack([TONE, TONE])), TONE)


def test_opposite_channels_do_not_vanish() -> None:
    assert np.allclose(together(np.stack([TONE, -TONE])), TONE)
