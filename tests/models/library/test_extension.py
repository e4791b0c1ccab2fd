"""What is taken for audio."""

from __future__ import annotations

import pytest

from models.library.extension import is_audio
from models.library.files.name_rules import extension_error, new_file_name


@pytest.mark.parametrize(
    "name", [b"a.wav", b"A.WAV", b"a.b.Flac", b".wav", b"\xff.aiff", b"x.opus", b"x.w64", b"x.rf64"]
)
def test_these_are(name: bytes) -> None:
    assert is_audio(name)


@pytest.mark.parametrize("name", [b"wav", b"a.wav.asd", b"a.txt", b"._a.wav", b"a.", b"", b"a.raw"])
def test_these_are_not(name: bytes) -> None:
    assert not is_audio(name)


@pytest.mark.parametrize(
    ("before", "after", "fits"),
    [
        (b"a.wav", b"a.flac", False),
        (b"a.wav", b"b.WAV", True),
        (b"a.aif", b"a.aiff", True),
        (b"a.v2.mp3", b"a.v2.wav", False),
        (b"a.m4a", b"a.wma", False),
        (b"a.mp2", b"a.mp3", True),
        (b"a.dat", b"a.wav", True),
    ],
)
def test_a_new_name_does_not_feign_another_format(before: bytes, after: bytes, fits: bool) -> None:
    assert (extension_error(before, new_file_name(before, after.decode())) == "") is fits
