"""All channels of a sound as one."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def mix_to_mono(audio: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return all channels in one: added, or against each other if that is louder.

    A sound in opposite phase would vanish in the sum.

    Args:
        audio: float32 [channels, frames], one channel or more.

    Returns:
        float32 [frames]; of a single channel it is a view.
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
