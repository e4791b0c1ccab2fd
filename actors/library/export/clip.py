"""A part of a sample as a file of its own, frame for frame."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import soundfile

from actors.library.errors import LibraryError
from actors.library.export.form import WHOLE
from actors.library.export.placing import MARK, finished, place
from models.library.export.naming import nth

_EXACT = frozenset({"PCM_S8", "PCM_U8", "PCM_16", "PCM_24", "PCM_32"})
_FLOAT = frozenset({"FLOAT", "DOUBLE"})
FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
"""Why a folder cannot take another file, though others can."""


def write(path: bytes, start: int, end: int, elsewhere: Path) -> Path:
    """Write frames `start` to `end` of a sample beside it; return the new file.

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
    except soundfile.SoundFileError as error:
        raise LibraryError(f"{text} cannot be cut: {error}") from error
    except OSError as error:
        reason = os.strerror(error.errno).lower() if error.errno else str(error)
        raise LibraryError(f"the clip cannot be written: {error.filename}: {reason}") from error


def _write(path: str, start: int, end: int, folder: Path, stem: str) -> Path:
    with soundfile.SoundFile(path) as source:
        form, subtype, ending = _form(source, path)
        unfinished = folder / f"{MARK}{os.getpid()}-clip{ending}"
        try:
            with unfinished.open("xb") as file:  # says why not, which libsndfile does not
                file.flush()
            source.seek(start)
            with soundfile.SoundFile(
                unfinished, "w", source.samplerate, source.channels, subtype, format=form
            ) as target:
                _copy(source, target, end - start)
            finished(unfinished)
            return place(
                unfinished,
                lambda tries: folder / nth(f"{stem}_clip", ending, (), tries),
                ours=False,
            )[0]
        finally:
            unfinished.unlink(missing_ok=True)


def _form(source: soundfile.SoundFile, path: str) -> tuple[str, str, str]:
    exact = source.format in WHOLE and (source.subtype in _EXACT or source.subtype in _FLOAT)
    if exact:
        return source.format, source.subtype, os.path.splitext(path)[1]
    return "WAV", "FLOAT", ".wav"


def _copy(source: soundfile.SoundFile, target: soundfile.SoundFile, frames: int) -> None:
    left = frames
    while left > 0:
        count = min(left, 65_536)
        if source.subtype in _EXACT:
            block = source.read(count, dtype="int32", always_2d=True)
        else:  # 64 bits hold 32
            block = source.read(count, dtype="float64", always_2d=True)
        if not len(block):
            return
        target.write(block)
        left -= len(block)
