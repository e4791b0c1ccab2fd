"""Mixdown of all channels to mono."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def mix_to_mono(audio: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the mean of all channels, or their alternating-sign mean if that has more energy.

    Sounds in opposite phase would cancel in the plain mean.

    Args:
        audio: float32 [channels, frames], one channel or more.

    Returns:
        float32 [frames]; a view if there is a single channel.
    """
    if audio.shape[0] == 1:
        alone: NDArray[np.float32] = audio[0]
        return alone
    share = np.float32(1 / audio.shape[0])
    sign = np.where(np.arange(audio.shape[0]) % 2, -share, share)
    added: NDArray[np.float32]
    against: NDArray[np.float32]
    added, against = np.stack([np.full_like(sign, share), sign]) @ audio
    return added if np.vdot(added, added) >= np.vdot(against, against) else against
