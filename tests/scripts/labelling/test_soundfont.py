"""Sounds out of a font, which is put together here by hand."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np

from scripts.labelling.soundfont import INSTRUMENT, SAMPLE, sounds


def chunk(name: bytes, content: bytes) -> bytes:
    return name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)


def font(audio: np.ndarray) -> bytes:
    """Return a font of one sound, played by program 5 of bank 0 and of the drums."""
    end = len(audio)
    pdta = [
        (b"phdr", struct.pack("<20sHHHIII", b"Five", 5, 0, 0, 0, 0, 0)),
        (b"phdr", struct.pack("<20sHHHIII", b"Drums", 5, 128, 1, 0, 0, 0)),
        (b"phdr", struct.pack("<20sHHHIII", b"EOP", 0, 0, 2, 0, 0, 0)),
        (b"pbag", struct.pack("<6H", 0, 0, 1, 0, 2, 0)),
        (b"pgen", struct.pack("<6H", INSTRUMENT, 0, INSTRUMENT, 0, 0, 0)),
        (b"inst", struct.pack("<20sH", b"Kicks", 0) + struct.pack("<20sH", b"EOI", 1)),
        (b"ibag", struct.pack("<4H", 0, 0, 1, 0)),
        (b"igen", struct.pack("<4H", SAMPLE, 0, 0, 0)),
        (b"shdr", struct.pack("<20sIIIIIBbHH", b"Kick", 2, end, 0, 0, 22_050, 60, 0, 0, 1)),
        (b"shdr", struct.pack("<20sIIIIIBbHH", b"EOS", 0, 0, 0, 0, 0, 0, 0, 0, 0)),
    ]
    joined: dict[bytes, bytes] = {}
    for name, content in pdta:
        joined[name] = joined.get(name, b"") + content
    lists = chunk(b"LIST", b"sdta" + chunk(b"smpl", audio.astype("<i2").tobytes()))
    lists += chunk(b"LIST", b"pdta" + b"".join(chunk(*one) for one in joined.items()))
    return chunk(b"RIFF", b"sfbk" + lists)


def test_a_sound_comes_with_its_name_rate_and_uses(tmp_path: Path) -> None:
    audio = np.arange(-50, 51, dtype=np.int16)
    (tmp_path / "font.sf2").write_bytes(font(audio))
    (sound,) = sounds(tmp_path / "font.sf2")

    assert (sound.name, sound.rate) == ("Kick", 22_050)
    assert sound.instruments == {"Kicks"}
    assert sound.programs == {(0, 5), (128, 5)}
    assert np.array_equal(sound.audio, audio[2:])
