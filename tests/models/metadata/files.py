"""Audio files built byte by byte, as other programs write them."""

from __future__ import annotations

import struct

RATE = 44_100


def chunk(tag: bytes, body: bytes) -> bytes:
    return tag + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def wave(*chunks: bytes, frames: int = 1000, rate: int = RATE, channels: int = 1) -> bytes:
    """Return a silent 16-bit WAV; the chunks are between `fmt ` and `data`."""
    layout = (1, channels, rate, 2 * channels * rate, 2 * channels, 16)
    body = chunk(b"fmt ", struct.pack("<HHIIHH", *layout)) + b"".join(chunks)
    body += chunk(b"data", bytes(2 * channels * frames))
    return b"RIFF" + struct.pack("<I", 4 + len(body)) + b"WAVE" + body


def smpl(*loops: tuple[int, int], note: int = 57, kind: int = 0) -> bytes:
    """Return `smpl` with loops given by first and last frame."""
    head = struct.pack("<9I", 0, 0, 10**9 // RATE, note, 0, 0, 0, len(loops), 0)
    each = (struct.pack("<6I", n, kind, *loop, 0, 0) for n, loop in enumerate(loops))
    return chunk(b"smpl", head + b"".join(each))


def cue(*frames: int) -> bytes:
    points = (struct.pack("<II4sIII", n, f, b"data", 0, 0, f) for n, f in enumerate(frames, 1))
    return chunk(b"cue ", struct.pack("<I", len(frames)) + b"".join(points))


def labels(**texts: str) -> bytes:
    """Return `LIST adtl`; the keys are `_1`, `_2`, … for marker numbers."""
    each = (
        chunk(b"labl", struct.pack("<I", int(key[1:])) + text.encode() + b"\0")
        for key, text in texts.items()
    )
    return chunk(b"LIST", b"adtl" + b"".join(each))


def info(**texts: str) -> bytes:
    each = (chunk(key.encode(), text.encode() + b"\0") for key, text in texts.items())
    return chunk(b"LIST", b"INFO" + b"".join(each))


def acid(tempo: float, beats: int, *, one_shot: bool = False) -> bytes:
    flags = (1 if one_shot else 0) | 2 | 4
    return chunk(b"acid", struct.pack("<IHHfIHHf", flags, 57, 0x8000, 0.0, beats, 4, 4, tempo))


def bext(description: str, frames: int, *, loudness: bool = False, history: str = "") -> bytes:
    texts = struct.pack(
        "<256s32s32s10s8s", description.encode(), b"recorder", b"X1", b"2026-11-29", b"10:11:12"
    )
    levels = struct.pack("<5h", -2300, 400, -100, -1800, -2000) if loudness else bytes(10)
    numbers = struct.pack("<QH", frames, 2 if loudness else 1) + bytes(64) + levels + bytes(180)
    return chunk(b"bext", texts + numbers + history.encode())


def long_wave(*chunks: bytes, frames: int) -> tuple[bytes, bytes]:
    """Return a 16-bit RF64 without its audio: the bytes before and after it."""
    size = 2 * frames
    before = struct.pack("<QQQI", 0, size, frames, 0)
    head = b"RF64" + struct.pack("<I", 2**32 - 1) + b"WAVE" + chunk(b"ds64", before)
    head += chunk(b"fmt ", struct.pack("<HHIIHH", 1, 1, RATE, 2 * RATE, 2, 16))
    return head + b"data" + struct.pack("<I", 2**32 - 1), b"".join(chunks)


def big(tag: bytes, body: bytes) -> bytes:
    return tag + struct.pack(">I", len(body)) + body + b"\0" * (len(body) % 2)


def aiff(*chunks: bytes, frames: int = 1000, kind: bytes = b"AIFF") -> bytes:
    """Return a silent AIFF, 44 100 Hz and 16 bits."""
    rate = struct.pack(">HQ", 16383 + 15, RATE << 48)
    common = struct.pack(">HIH", 1, frames, 16) + rate
    common += b"sowt\x00\x00" if kind == b"AIFC" else b""
    body = big(b"COMM", common) + b"".join(chunks) + big(b"SSND", bytes(8 + 2 * frames))
    return b"FORM" + struct.pack(">I", 4 + len(body)) + kind + body


def mark(*markers: tuple[int, int, bytes]) -> bytes:
    """Return `MARK`; each marker is number, frame and name."""
    each = (
        struct.pack(">HIB", number, frame, len(name)) + name + b"\0" * ((len(name) + 1) % 2)
        for number, frame, name in markers
    )
    return big(b"MARK", struct.pack(">H", len(markers)) + b"".join(each))


def inst(
    note: int, detune: int, loop: tuple[int, int, int], release: tuple[int, int, int]
) -> bytes:
    return big(b"INST", struct.pack(">BbBBBBh6H", note, detune, 0, 127, 1, 127, 0, *loop, *release))


def frame(tag: bytes, body: bytes) -> bytes:
    """Return an ID3v2.3 frame."""
    return tag + struct.pack(">IH", len(body), 0) + body


def id3(*frames: bytes, version: int = 3) -> bytes:
    body = b"".join(frames)
    size = bytes((len(body) >> shift) & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3" + bytes([version, 0, 0]) + size + body


def comments(*texts: str) -> bytes:
    each = (struct.pack("<I", len(one.encode())) + one.encode() for one in texts)
    return struct.pack("<I", 3) + b"xyz" + struct.pack("<I", len(texts)) + b"".join(each)


def flac(*blocks: tuple[int, bytes], frames: int = 1000) -> bytes:
    """Return the header of a FLAC: 44 100 Hz, two channels, 16 bits."""
    packed = RATE << 44 | 1 << 41 | 15 << 36 | frames
    stream = struct.pack(">HH", 4096, 4096) + bytes(6) + struct.pack(">Q", packed) + bytes(16)
    every = [(0, stream), *blocks, (1, bytes(8))]
    return b"fLaC" + b"".join(
        bytes([kind | (0x80 if n == len(every) - 1 else 0)]) + len(body).to_bytes(3, "big") + body
        for n, (kind, body) in enumerate(every)
    )


def page(serial: int, number: int, *packets: bytes) -> bytes:
    """Return an Ogg page that completes all its packets; its checksum is wrong."""
    lacing = b"".join(bytes([255] * (len(one) // 255) + [len(one) % 255]) for one in packets)
    head = struct.pack("<4sBBqIII", b"OggS", 0, 0, 0, serial, number, 0)
    return head + bytes([len(lacing)]) + lacing + b"".join(packets)


def ogg(*texts: str) -> bytes:
    """Return the header of an Ogg Vorbis file at 44 100 Hz."""
    first = b"\x01vorbis" + struct.pack("<IBI", 0, 2, RATE) + bytes(14)
    return page(7, 0, first) + page(7, 1, b"\x03vorbis" + comments(*texts) + b"\1")
