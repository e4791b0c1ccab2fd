"""What the words for a form tell of its worth."""

from __future__ import annotations

import pytest

from models.duplicates.form import bit_depth, is_lossy


@pytest.mark.parametrize(
    "form",
    [
        "OGG Vorbis",
        "OGG Opus",
        "MP3",
        "MPEG layer II",
        "WAV GSM 6.10",
        "WAV µ-law",
        "WAV IMA ADPCM",
    ],
)
def test_codings_with_loss(form: str) -> None:
    assert is_lossy(form)


@pytest.mark.parametrize(
    ("form", "bits"),
    [("WAV 24-bit", 24), ("WAV 32-bit float", 32), ("AIFF 8-bit", 8), ("", 16)],
)
def test_codings_without_loss_and_their_bits(form: str, bits: int) -> None:
    assert not is_lossy(form)
    assert bit_depth(form) == bits
