from __future__ import annotations

import numpy as np
import pytest

from models.embedding.descriptor.mfcc_trajectory import COUNT, EDGES, trajectory_coefficients

CEPSTRA = np.random.default_rng(1).normal(size=(300, 20)).astype(np.float32)


@pytest.mark.parametrize("windows", [1, 5, EDGES[-1], EDGES[-1] + 1, 300])
def test_every_length_has_a_course(windows: int) -> None:
    found = trajectory_coefficients(CEPSTRA[:windows])

    assert found.shape == (COUNT,)
    assert np.isfinite(found).all()


def test_silence_after_the_end_changes_nothing() -> None:
    padded = np.pad(CEPSTRA[:50], ((0, 30), (0, 0)))

    assert np.allclose(trajectory_coefficients(padded), trajectory_coefficients(CEPSTRA[:50]))


def test_what_comes_first_tells_another_course_than_what_comes_last() -> None:
    early = np.pad(CEPSTRA[:20], ((0, 60), (0, 0)))
    late = np.pad(CEPSTRA[:20], ((60, 0), (0, 0)))

    assert not np.allclose(trajectory_coefficients(early), trajectory_coefficients(late), atol=0.1)
