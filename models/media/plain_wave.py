"""Header of a WAV file in which nothing is unusual: a tenth of the time of opening a decoder.

Most samples are such files. Whatever is unusual, such as another length than the file has, several
streams, compression or an unknown chunk, is left to the decoder.

Source: IBM and Microsoft, Multimedia Programming Interface 1.0 (1991); Microsoft, Multiple Channel
Audio Data and WAVE Files (2007).
"""

from __future__ import annotations

from dataclasses import dataclass
from struct import Struct

from models.media.stream import Read

_RIFF = Struct("<4sI4s")
_CHUNK = Struct("<4sI")
_FORMAT = Struct("<HHIIHH")
_EXTENDED = Struct("<HHI16s")
_USUAL = Struct("<4sI4s4sIHHIIHH4sI")
"""The header that most files have: nothing but the format before the audio."""
_PCM, _FLOAT, _EXTENSIBLE = 1, 3, 0xFFFE
_SUBFORMAT = bytes.fromhex("000000001000800000aa00389b71")
"""GUID of PCM and float, behind their tag."""
_DEPTHS = {_PCM: (8, 16, 24, 32), _FLOAT: (32, 64)}
_LENGTHS = {_PCM: (16, 18), _FLOAT: (16, 18), _EXTENSIBLE: (40,)}
"""Of the chunk `fmt `."""
_SKIPPED = {b"LIST", b"JUNK", b"PAD ", b"id3 "}
"""Chunks that never keep the decoder from reading the audio, whatever they hold."""
_FACT = (b"fact", 4)
"""The chunk that extensible files have, and its length."""
_HIGHEST, _MOST = 768_000, 32
"""Sample rate in hertz and number of channels up to which nothing is unusual."""
_CHUNKS = 32
_Form = tuple[int, int, int, bool]
"""Rate, channels, bits, and whether samples are floating-point numbers."""


@dataclass(frozen=True, slots=True)
class PlainWave:
    """Format and length of the audio."""

    frames: int
    rate: int
    channels: int
    bits: int
    """Per sample."""
    floating: bool
    start: int
    """Offset of the audio in the file."""


def plain_header(wave: PlainWave, frames: int) -> bytes:
    """Return the header of a WAV file with that many frames of the same kind.

    The audio follows, and a zero byte if its length is odd.
    """
    block = wave.channels * wave.bits // 8
    length = frames * block
    tag = _FLOAT if wave.floating else _PCM
    form = _FORMAT.pack(tag, wave.channels, wave.rate, wave.rate * block, block, wave.bits)
    chunks = _CHUNK.pack(b"fmt ", len(form)) + form + _CHUNK.pack(b"data", length)
    return _RIFF.pack(b"RIFF", 4 + len(chunks) + length + (length & 1), b"WAVE") + chunks


def plain_wave(read: Read, size: int, *, trusted: bool = False) -> PlainWave | None:
    """Return what the header says, if that is what a decoder reads; `None`: ask a decoder.

    Args:
        read: Returns bytes at an offset; fewer at the end of the file.
        size: Of the file in bytes.
        trusted: A decoder opened the file, so that other chunks may hold anything.
    """
    head = read(0, _USUAL.size)
    if len(head) == _USUAL.size and (wave := _usual(head, size)) is not None:
        return wave
    if len(head) < _RIFF.size:
        return None
    magic, length, form = _RIFF.unpack_from(head)
    if magic != b"RIFF" or form != b"WAVE" or not size - 1 <= length + 8 <= size:
        return None
    at, found, audio, start = 12, None, None, 0
    for _ in range(_CHUNKS):
        if at >= size - 1:
            break
        head = read(at, 8)
        if len(head) < _CHUNK.size:
            return None
        name, length = _CHUNK.unpack(head)
        if at + 8 + length > size:
            return None
        if name == b"fmt " and found is None:
            found = _format(read(at + 8, length), length)
            if found is None:
                return None
        elif name == b"data" and found is not None and audio is None:
            audio, start = length, at + 8
        elif name in {b"fmt ", b"data"} or not (
            trusted or name in _SKIPPED or (name, length) == _FACT
        ):
            return None
        at += 8 + length + (length & 1)
    if found is None or audio is None or at < size - 1:
        return None
    return _with_length(found, audio, start)


def _with_length(found: _Form, audio: int, start: int) -> PlainWave | None:
    """Return the form of so many bytes of audio at `start`; `None`: no whole frames."""
    rate, channels, bits, floating = found
    frames, rest = divmod(audio, channels * bits // 8)
    return None if rest or not frames else PlainWave(frames, rate, channels, bits, floating, start)


def _usual(head: bytes, size: int) -> PlainWave | None:
    """Return what a header says that is followed by the audio, and the audio by nothing."""
    magic, length, form, *words, name, audio = _USUAL.unpack(head)
    named = (magic, form, words[0], name) == (b"RIFF", b"WAVE", b"fmt ", b"data")
    if not named or words[1] != _LENGTHS[_PCM][0] or not size - 1 <= length + 8 <= size:
        return None
    if not size - 1 <= _USUAL.size + audio + (audio & 1) or _USUAL.size + audio > size:
        return None
    found = _checked(words[2], words[3], words[4], words[6], words[7])
    return None if found is None else _with_length(found, audio, _USUAL.size)


def _format(data: bytes, length: int) -> _Form | None:
    """Return the form that the chunk `fmt ` tells."""
    if len(data) < _FORMAT.size:
        return None
    tag, channels, rate, _, block, bits = _FORMAT.unpack_from(data)
    if length not in _LENGTHS.get(tag, ()):
        return None
    if tag == _EXTENSIBLE:
        _, valid, _, subformat = _EXTENDED.unpack_from(data, _FORMAT.size)
        tag = int.from_bytes(subformat[:2], "little")
        if subformat[2:] != _SUBFORMAT or valid != bits:
            return None
    return _checked(tag, channels, rate, block, bits)


def _checked(tag: int, channels: int, rate: int, block: int, bits: int) -> _Form | None:
    """Return the form if nothing is unusual."""
    usual = 0 < channels <= _MOST and 0 < rate <= _HIGHEST and block == channels * bits // 8
    if not usual or bits not in _DEPTHS.get(tag, ()):
        return None
    return rate, channels, bits, tag == _FLOAT
