"""When two files are called one sound."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.audio.units import Decibels, Hertz, SampleId, SourceId
from models.duplicates.group import Kind
from models.duplicates.proof import Proof, proven_kind, residual_limit
from models.library.sample import Sample

WAV, OGG = "WAV 16-bit", "OGG Vorbis"


def file(form: str = WAV, channels: int = 2) -> Sample:
    return Sample(
        SampleId(1), SourceId(1), b"/a", "a", rate=Hertz(44_100), channels=channels, format=form
    )


def proof(left: float, inside: float | None = None, level: float = 0.0) -> Proof:
    inside = left if inside is None else inside
    return Proof(Decibels(left), Decibels(inside), Decibels(level), Decibels(left))


@pytest.mark.parametrize("left", [-19.7, -20.7, -32.3, -21.5, -19.1, -21.1, -19.4, -21.3])
def test_layers_of_one_drum_are_no_copies(left: float) -> None:
    """They are those of Hydrogen's BJA_Pacific and GMRockKit and of FoxDot."""
    assert proven_kind(file(), file(), proof(left)) is None
    assert proven_kind(file(OGG), file(OGG), proof(left)) is None


def test_a_copy_in_another_form_is_near() -> None:
    assert proven_kind(file(), file("FLAC 16-bit"), proof(-60)) is Kind.NEAR
    assert proven_kind(file(), file(OGG), proof(-61)) is Kind.NEAR


@pytest.mark.parametrize("left", [-40.0, -43.1, -50.0, -59.9])
def test_what_lies_near_the_limit_is_only_likely(left: float) -> None:
    """-43.1 dB are left of a bass drum of a TR-808 at another position of its tone knob."""
    assert proven_kind(file(), file(), proof(left)) is Kind.LIKELY


@pytest.mark.parametrize(
    "other",
    [
        {"ends": 1.0},  # a frame longer
        {"ends": 44_100.0},
        {"parts": Decibels(-3.0)},  # one hit, or the tail, is another one
        {"inverted": True},
        {"level": Decibels(-0.6)},
    ],
)
def test_another_length_tail_part_polarity_or_level_is_only_likely(other: dict[str, float]) -> None:
    assert proven_kind(file(), file(), proof(-90)) is Kind.NEAR
    assert proven_kind(file(), file(), replace(proof(-90), **other)) is Kind.LIKELY  # type: ignore[arg-type]


def test_at_another_rate_a_length_is_rounded() -> None:
    half = replace(file(), rate=Hertz(22_050))
    assert proven_kind(file(), half, replace(proof(-90), ends=1.0)) is Kind.NEAR
    assert proven_kind(file(), half, replace(proof(-90), ends=3.0)) is Kind.LIKELY
    assert proven_kind(half, file(), replace(proof(-90), ends=1.0)) is Kind.LIKELY, (
        "it lacks the highs"
    )


@pytest.mark.parametrize("level", [-1.0, 1.0, 8.0])
def test_what_differs_in_level_may_be_a_layer(level: float) -> None:
    assert proven_kind(file(), file(), proof(-80, level=level)) is Kind.LIKELY


def test_an_encoding_with_loss_is_likely() -> None:
    assert proven_kind(file(), file(OGG), proof(-19)) is Kind.LIKELY
    assert proven_kind(file(), file(OGG), proof(-17)) is None


def test_a_cut_copy_is_likely() -> None:
    assert proven_kind(file(), file(), proof(-29, inside=-110)) is Kind.LIKELY
    assert proven_kind(file(), file(), proof(-22, inside=-110)) is None


def test_the_better_one_is_not_kept_for_sure_if_it_lacks_something() -> None:
    assert proven_kind(file(OGG), file(), proof(-50)) is Kind.LIKELY
    assert proven_kind(file(channels=1), file(channels=2), proof(-90)) is Kind.LIKELY
    assert proven_kind(file("WAV 8-bit"), file("WAV 24-bit"), proof(-50)) is Kind.LIKELY


@given(
    st.floats(-120, 0),
    st.floats(-120, 0),
    st.floats(-20, 20),
    st.sampled_from([WAV, OGG]),
    st.sampled_from([WAV, OGG]),
)
def test_whether_two_are_one_does_not_depend_on_which_is_better(
    left: float, inside: float, level: float, one: str, other: str
) -> None:
    what = proof(left, min(left, inside), level)
    there, back = (
        proven_kind(file(one), file(other), what),
        proven_kind(file(other), file(one), what),
    )

    assert (there is None) is (back is None)
    if left > residual_limit(file(one), file(other)):
        assert there is None
