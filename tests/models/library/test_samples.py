"""Lists tell which chosen samples they hold."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models.audio.units import SampleId
from models.library.samples import SampleIds

IDS = st.integers(1, 2**40).map(SampleId)


@given(listed=st.lists(IDS, unique=True), chosen=st.frozensets(IDS), shared=st.integers(0, 9))
def test_those_among_the_listed_are_kept(
    listed: list[SampleId], chosen: frozenset[SampleId], shared: int
) -> None:
    chosen |= frozenset(listed[:shared])
    held = SampleIds(np.array(listed, np.int64)).among(chosen)

    assert held == chosen & set(listed)
    assert held is chosen or held != chosen
