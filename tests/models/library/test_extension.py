"""What is taken for audio."""

from __future__ import annotations

import pytest

from models.library.extension import is_audio


@pytest.mark.parametrize(
    "name", [b"a.wav", b"A.WAV", b"a.b.Flac", b".wav", b"\xff.aiff", b"x.opus", b"x.w64", b"x.rf64"]
)
def test_these_are(name: bytes) -> None:
    assert is_audio(name)


@pytest.mark.parametrize("name", [b"wav", b"a.wav.asd", b"a.txt", b"._a.wav", b"a.", b"", b"a.raw"])
def test_these_are_not(name: bytes) -> None:
    assert not is_audio(name)
