"""Whether samples fit a device, before anything is written."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from models.audio.clock import count_noun
from models.library.export.profile import Profile
from models.library.export.settings import Container

NAMED = 3
"""Samples named for each thing that does not fit."""
MOST_BITS = 24
HEADER = 128
"""Bytes before and after the audio of a file, without metadata."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A file to be written."""

    name: str
    """Of the sample, as shown."""
    path: str
    """Below the destination."""
    frames: int
    """Of the original."""
    rate: int
    channels: int
    format: str
    """Of the original, as the library tells it: `WAV 24-bit`."""


def check_fit(profile: Profile, files: Sequence[Planned]) -> tuple[str, ...]:
    """Return what does not fit: `7 of 40 are longer than 12 s: Kick 1, Kick 2, Kick 3 and 4 more`.

    Args:
        profile: The device.
        files: Readable files that will be written.
    """
    limits, whole = profile.limits, len(files)
    lengths = [one.frames / max(1, one.rate) for one in files]
    sizes = [planned_bytes(profile, one) for one in files]
    found = list[str]()

    def many(wrong: Sequence[bool], what: str) -> None:
        if names := [one.name for one, is_wrong in zip(files, wrong, strict=True) if is_wrong]:
            more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
            listed = ", ".join(names[:NAMED])
            verb = "is" if len(names) == 1 else "are"
            found.append(f"{len(names)} of {whole} {verb} {what}: {listed}{more}")

    if limits.count and whole > limits.count:
        found.append(f"{count_noun(whole, 'sample')} are more than {limits.count}")
    if limits.seconds:
        wrong = [length > limits.seconds for length in lengths]
        many(wrong, f"longer than {_seconds(limits.seconds)}")
    if limits.bytes:
        wrong = [size > limits.bytes for size in sizes]
        many(wrong, f"larger than {_bytes(limits.bytes)}")
    if limits.path:
        wrong = [len(one.path) > limits.path for one in files]
        many(wrong, f"at paths of more than {limits.path} letters")
    if limits.total_seconds and sum(lengths) > limits.total_seconds:
        together = _seconds(math.ceil(sum(lengths) * 10) / 10)
        found.append(f"together they last {together}, more than {_seconds(limits.total_seconds)}")
    if limits.total_bytes and sum(sizes) > limits.total_bytes:
        together = _bytes(sum(sizes))
        found.append(f"together they have {together}, more than {_bytes(limits.total_bytes)}")
    return tuple(found)


def planned_bytes(profile: Profile, one: Planned) -> int:
    """Return about how many bytes a file will have, without metadata; of FLAC the most."""
    sound = profile.sound
    frames = math.ceil(one.frames * sound.rate(one.rate) / max(1, one.rate))
    bits = sound.bits(_bits(one.format))
    if sound.container is Container.FLAC and bits is None:
        bits = 24
    return frames * sound.channels(one.channels) * (bits or 32) // 8 + HEADER


def _bits(format_: str) -> int | None:
    """Return the bits of an original; `None`: float, or more than 24."""
    found = re.search(r"(\d+)-bit", format_)
    if found is None:
        return 16
    bits = int(found[1])
    return bits if bits <= MOST_BITS and "float" not in format_ else None


def _seconds(seconds: float) -> str:
    return f"{seconds:g} s"


def _bytes(count: int) -> str:
    for unit, size in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if count >= size:
            return f"{count / size:.4g} {unit}"
    return f"{count} bytes"
