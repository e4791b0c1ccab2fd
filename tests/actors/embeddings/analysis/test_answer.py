"""What a process answers is what it found out."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from actors.embeddings.analysis.answer import pack_analysis, unpack_analysis
from models.analysis.analysis import Analysis
from models.analysis.key import Key, Mode
from models.audio.units import SampleId
from models.library.features import SampleFeatures

numbers = st.floats(-100, 400)
sure = st.floats(0, 1)
analyses = st.builds(
    Analysis,
    st.none() | numbers,
    sure,
    st.none() | st.builds(Key, st.integers(0, 11), st.sampled_from(Mode)),
    sure,
    st.none() | numbers,
    st.integers(0, 99),
)


@given(analyses, st.lists(st.floats(0, 60, width=32), max_size=5))
def test_what_was_packed_is_unpacked(analysis: Analysis, onsets: list[float]) -> None:
    answer = pack_analysis(analysis, np.array(onsets, np.float32))
    found = unpack_analysis(SampleFeatures(SampleId(7), b"/a", b"token", answer))

    assert found.analysis == analysis
    assert (found.sample, found.token, found.reason) == (SampleId(7), b"token", "")
    assert np.allclose(np.frombuffer(found.onsets, "<f4"), onsets, atol=1e-4)


def test_a_reason_is_kept_as_such() -> None:
    found = unpack_analysis(SampleFeatures(SampleId(7), b"/a", b"token", b"", "empty"))

    assert found.reason == "empty"
    assert found.analysis.onsets == 0
