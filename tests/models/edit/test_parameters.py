"""Parameters of edits and slices as text: what was used last comes back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from models.edit.edit import Edit, Op
from models.edit.parameters import PARAMETERS, decode_parameters, encode_parameters
from models.library.export.settings import RATES, Container, Depth
from models.slices.parameters import decode_slicing, encode_slicing
from models.slices.settings import BEATS, Method, SliceSettings

_USED = {
    "curve": st.floats(-1, 1),
    "peak": st.floats(-60, 0),
    "loudness": st.none() | st.floats(-60, 0),
    "level": st.floats(0.1, 60),
    "threshold": st.floats(-120, -6),
    "length": st.floats(0.001, 30),
    "rate": st.none() | st.integers(RATES[0], RATES[-1]),
    "depth": st.sampled_from(Depth),
    "container": st.sampled_from(Container),
}
EDITS = st.sampled_from(sorted(PARAMETERS, key=lambda one: one.value)).flatmap(
    lambda op: st.builds(Edit, st.just(op), **{name: _USED[name] for name in PARAMETERS[op]})
)


@given(st.lists(EDITS, unique_by=lambda one: one.op))
def test_parameters_come_back_as_they_were(used: list[Edit]) -> None:
    assert decode_parameters(encode_parameters(used)) == tuple(used)


@given(st.text() | st.sampled_from([*Op]).map(lambda op: f"{op.value} curve=9 level=nan rate=1"))
def test_what_makes_no_sense_is_left_out(text: str) -> None:
    for edit in decode_parameters(text):
        assert decode_parameters(encode_parameters([edit])) == (edit,)
    assert decode_slicing(encode_slicing(decode_slicing(text))) == decode_slicing(text)


@given(
    st.builds(
        SliceSettings,
        st.sampled_from(Method),
        st.floats(0, 1),
        st.floats(-80, -6),
        parts=st.integers(1, 128),
        beats=st.sampled_from(BEATS),
    )
)
def test_settings_of_slices_come_back(chosen: SliceSettings) -> None:
    assert decode_slicing(encode_slicing(chosen)) == chosen
