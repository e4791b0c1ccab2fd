"""How the colour of a sound changes in its course, early moments in more detail than late ones."""

from __future__ import annotations

import numpy as np

from models.embedding.descriptor.cepstrum import dct_matrix
from models.embedding.descriptor.moments import Floats
from models.embedding.frontend.silence import pad_zeros

EDGES = (0, 1, 2, 3, 5, 8, 12, 20, 32, 52, 84, 136)
"""Windows (12 ms each) where the stretches begin; the last one goes on to the end."""
COEFFICIENTS, TURNS = 13, 4
"""How many cepstral coefficients, and of how many turns each course is made up.

Source: `scripts/bench quality`; 20 coefficients and 12 turns are no better.
"""
COUNT = COEFFICIENTS * TURNS
_LENGTHS = np.diff(EDGES).astype(np.float32)
_COSINES = dct_matrix(len(EDGES), TURNS)


def trajectory_coefficients(cepstra: Floats) -> Floats:
    """Return float32 [COUNT]; a sound that has ended goes on as silence.

    Args:
        cepstra: float32 [windows, 20], 0 where it is silent.
    """
    wide = cepstra[:, :COEFFICIENTS]
    padded = pad_zeros(wide[: EDGES[-1]], after=max(0, EDGES[-1] - len(wide)))
    early = np.add.reduceat(padded, EDGES[:-1], axis=0) / _LENGTHS[:, None]
    late = wide[EDGES[-1] :]
    last = late.mean(0) if len(late) else np.zeros(COEFFICIENTS, np.float32)
    found: Floats = (_COSINES.T @ np.vstack([early, last])).ravel().astype(np.float32)
    return found
