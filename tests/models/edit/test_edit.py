"""Which edits are valid for which sounds."""

from __future__ import annotations

import pytest

from models.audio.span import Span
from models.audio.units import Frames
from models.edit.edit import SPAN_ONLY, Edit, Op, edit_error
from models.library.export.settings import Container, Depth

SOME = Span(Frames(100), Frames(200))
WHOLE = Span(Frames(0), Frames(48_000))


@pytest.mark.parametrize(
    ("edit", "channels", "reason"),
    [
        (Edit(Op.CROP), 2, "nothing is selected"),
        (Edit(Op.CROP, WHOLE), 2, "the selection is the whole file already"),
        (Edit(Op.TRIM_OUT, WHOLE), 2, "nothing would be left"),
        (Edit(Op.REVERSE, Span(Frames(0), Frames(48_001))), 2, "beyond the end"),
        (Edit(Op.MONO, SOME), 2, "about the whole file"),
        (Edit(Op.MONO), 1, "mono already"),
        (Edit(Op.STEREO), 2, "stereo already"),
        (Edit(Op.SWAP_CHANNELS), 1, "no left and right"),
        (Edit(Op.GAIN), 2, "changes nothing"),
        (Edit(Op.GAIN, level=float("nan")), 2, "the gain is not from"),
        (Edit(Op.FADE_IN, curve=1.5), 2, "the curve is not"),
        (Edit(Op.NORMALISE, peak=3), 2, "the peak is not"),
        (Edit(Op.NORMALISE, loudness=-99), 2, "the loudness is not"),
        (Edit(Op.TRIM_SILENCE, threshold=0), 2, "the threshold is not"),
        (Edit(Op.REMOVE_CLICK, Span(Frames(0), Frames(9_000))), 2, "that is no click"),
        (Edit(Op.LOOP_CROSSFADE, SOME, length=0.1), 2, "longer than the selection"),
        (Edit(Op.LOOP_CROSSFADE, Span(Frames(9), Frames(20_000))), 2, "too little before"),
        (Edit(Op.CONVERT), 2, "nothing to convert"),
        (Edit(Op.CONVERT, rate=48_000), 2, "nothing to convert"),
        (Edit(Op.CONVERT, rate=7), 2, "the rate is not"),
    ],
)
def test_an_invalid_edit_is_refused_with_a_reason(edit: Edit, channels: int, reason: str) -> None:
    """Each says what is wrong."""
    assert reason in edit_error(edit, 48_000, 48_000, channels)


@pytest.mark.parametrize(
    "edit",
    [
        *(Edit(op) for op in Op if op not in {*SPAN_ONLY, Op.MONO,
                                              Op.STEREO, Op.GAIN, Op.CONVERT}),
        *(Edit(op, SOME) for op in (*SPAN_ONLY, Op.REVERSE)),
        Edit(Op.CONVERT, container=Container.FLAC),
        Edit(Op.CONVERT, depth=Depth.INT16),
        Edit(Op.CONVERT, rate=44_100),
        Edit(Op.GAIN, level=-6.0),
    ],
)  # fmt: skip
def test_a_valid_edit_is_accepted(edit: Edit) -> None:
    """No reason is given."""
    assert not edit_error(edit, 48_000, 48_000, 2)
    assert edit_error(edit, 0, 48_000, 2)
    assert edit.makes_copy == (edit.container is Container.FLAC)
