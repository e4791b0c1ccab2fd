"""A part of a sample as a file of its own, frame for frame."""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

import soundfile

from actors.library.errors import LibraryError
from actors.library.export.form import WHOLE
from actors.library.export.metadata import carry
from actors.library.export.placing import digest, settle, take, unfinished
from actors.media.error import Unreadable
from actors.media.sound_file import SoundFile
from models.library.export.naming import Names, shortened
from models.library.naming import openable
from models.metadata.change import Change

_EXACT = frozenset({"PCM_S8", "PCM_U8", "PCM_16", "PCM_24", "PCM_32"})
_FLOAT = frozenset({"FLOAT", "DOUBLE"})
_BITS = {"PCM_S8": 8, "PCM_U8": 8, "PCM_16": 16, "PCM_24": 24}
"""Of a value; 32 in all other forms."""
FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
"""Why a folder cannot take another file, though others can."""


@dataclass(frozen=True, slots=True)
class Clip:
    """A file that was written."""

    path: Path
    left_out: tuple[str, ...] = ()
    """A line for each thing beside the sound that it does not have: what, why."""


def write(path: bytes, start: int, end: int, elsewhere: Path) -> Clip:
    """Write frames `start` to `end` of a sample beside it.

    What the format of the sample holds exactly stays in that format; what was coded
    with a loss becomes WAV with float values, so that nothing more is lost.

    Args:
        path: Of the sample.
        start: First frame.
        end: The frame after the last one.
        elsewhere: Where to write if the folder of the sample may not be written.

    Raises:
        LibraryError: it cannot be read or written; the text says which and why.
    """
    text = os.fsdecode(path)
    folder, stem = Path(text).parent, Path(text).stem
    try:
        try:
            return _write(text, start, end, folder, stem)
        except OSError as error:
            if error.errno not in FORBIDDEN:
                raise
            elsewhere.mkdir(parents=True, exist_ok=True)
            return _write(text, start, end, elsewhere, stem)
    except (soundfile.SoundFileError, Unreadable) as error:
        raise LibraryError(f"{text} cannot be cut: {error}") from error
    except OSError as error:
        reason = os.strerror(error.errno).lower() if error.errno else str(error)
        raise LibraryError(f"the clip cannot be written: {error.filename}: {reason}") from error


def _write(path: str, start: int, end: int, folder: Path, stem: str) -> Clip:
    with SoundFile(os.fsencode(path)) as source:
        form, subtype, ending = _form(source, path)
        target = unfinished(folder, f"clip-{token_hex(8)}")  # several may be cut at once
        try:
            with target.open("xb"):  # says why not, which libsndfile does not
                pass
            source.seek(min(start, source.frames))
            with soundfile.SoundFile(
                openable(os.fsencode(target)),
                "w",
                source.rate,
                source.channels,
                subtype,
                format=form,
            ) as file:
                _copy(source, file, end - start)
            if soundfile.info(openable(os.fsencode(target))).frames != end - start:
                raise LibraryError(f"{path} cannot be cut: it ends earlier than it did")
            change = Change(
                source.rate,
                source.frames,
                start,
                end,
                source.rate,
                end - start,
                source.channels,
                bits=_BITS.get(subtype, 32),
            )
            left = carry(os.fsencode(path), target, form, change)
            settle(target)
            return Clip(_named(target, f"{shortened(stem)}_clip", ending), left)
        finally:
            target.unlink(missing_ok=True)


def _named(target: Path, stem: str, ending: str) -> Path:
    """Let it take the first free name; the very same clip need not be there twice."""
    for name in Names().offers(stem, ending):
        path = target.with_name(name)
        if take(target, path) or (path.is_file() and digest(path) == digest(target)):
            return path
    raise AssertionError("names have no end")


def _form(source: SoundFile, path: str) -> tuple[str, str, str]:
    exact = source.format in WHOLE and (source.subtype in _EXACT or source.subtype in _FLOAT)
    if exact:
        return source.format, source.subtype, os.path.splitext(path)[1]
    return "WAV", "FLOAT", ".wav"


def _copy(source: SoundFile, target: soundfile.SoundFile, frames: int) -> None:
    left = frames
    while left > 0:
        count = min(left, 65_536)
        if source.subtype in _EXACT:
            block = source.read(count, "int32")
        else:  # 64 bits hold 32
            block = source.read(count, "float64")
        if not len(block):
            return
        target.write(block)
        left -= len(block)
