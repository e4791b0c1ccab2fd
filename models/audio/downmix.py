"""Downmix of many channels to stereo."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_SIDE = 0.5**0.5
"""Gain of a centre or surround channel in each loudspeaker.

Source: Recommendation ITU-R BS.775-4, annex 4, table 2 (3/2 to 2/0)."""
_BOTH, _LEFT, _RIGHT = (_SIDE, _SIDE), (_SIDE, 0.0), (0.0, _SIDE)
_PAIR = ((1.0, 0.0), (0.0, 1.0))
_NONE = (0.0, 0.0)
_LAYOUTS: dict[int, tuple[tuple[float, float], ...]] = {
    3: (*_PAIR, _BOTH),  # left, right, centre
    4: (*_PAIR, _LEFT, _RIGHT),  # quadraphonic
    5: (*_PAIR, _BOTH, _LEFT, _RIGHT),  # 5.0
    6: (*_PAIR, _BOTH, _NONE, _LEFT, _RIGHT),  # 5.1; the LFE channel is dropped
    7: (*_PAIR, _BOTH, _NONE, _BOTH, _LEFT, _RIGHT),  # 6.1
    8: (*_PAIR, _BOTH, _NONE, _LEFT, _RIGHT, _LEFT, _RIGHT),  # 7.1
}
"""Gains (left, right) of each channel, in the channel order of WAVE files.

Source: Microsoft, "Multiple channel audio data and WAVE files" (order of channels)."""


def downmix(channels: int) -> NDArray[np.float32]:
    """Return the matrix that mixes `channels` channels down to two.

    Above eight channels the layout is unknown: odd ones go left, even ones right. No output exceeds
    the loudest input: the gains of each side sum up to at most 1.

    Args:
        channels: More than 2.

    Returns:
        float32 [channels, 2]; `frames @ matrix` mixes float32 [n, channels].

    Raises:
        ValueError: there are two channels or fewer.
    """
    if channels <= len(_PAIR):
        raise ValueError(f"nothing to mix down: {channels} channels")
    layout = _LAYOUTS.get(channels) or tuple(_PAIR[index % 2] for index in range(channels))
    matrix = np.array(layout, np.float32)
    scaled: NDArray[np.float32] = matrix / matrix.sum(0).max()
    return scaled
