"""Clips: sample-exact spans of a sample, written to new files."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from secrets import token_hex

import numpy as np
import soundfile

from actors.library.errors import LibraryError
from actors.library.export.form import LARGEST, WHOLE
from actors.library.export.metadata import carry_metadata
from actors.library.export.placement import (
    file_digest,
    temporary_path,
)
from actors.library.export.writer import disk_full_error, is_disk_full
from actors.library.files.reason import write_error_reason
from actors.media.error import Unreadable
from actors.media.sound_file import SoundFile
from actors.media.view import read_at
from actors.media.whole_file import rename_exclusively, sync_file, sync_folder
from models.audio.span import Span
from models.audio.units import Frames
from models.library.export.name_template import truncate_stem
from models.library.file_name import display_path, soundfile_path
from models.media.plain_wave import plain_header, plain_wave
from models.metadata.change import Change

_EXACT = frozenset({"PCM_S8", "PCM_U8", "PCM_16", "PCM_24", "PCM_32"})
_FLOAT = frozenset({"FLOAT", "DOUBLE"})
_BITS = {"PCM_S8": 8, "PCM_U8": 8, "PCM_16": 16, "PCM_24": 24}
"""Bits per sample; 32 for all other subtypes."""

_PART = 1 << 20
"""Bytes copied at once; a multiple of the size of a value."""


@dataclass(frozen=True, slots=True)
class Clip:
    """The file of a clip."""

    path: Path
    new: bool
    """It was written now; else an identical file already existed."""
    left_out: tuple[str, ...] = ()
    """Lost metadata, one line each: what, why."""


def write_clip(  # noqa: PLR0913 - what a clip is of, and what for
    path: bytes,
    start: int,
    end: int,
    folder: Path,
    *,
    stem: str | None = None,
    passing: bool = False,
) -> Clip:
    """Write frames `start` to `end` of a sample to a folder, under a free name.

    A format that stores the samples losslessly is kept; lossy formats become float WAV, to avoid
    further loss.

    Args:
        path: Of the sample.
        start: First frame.
        end: The frame after the last one.
        folder: Absolute; must exist.
        stem: Name without extension, of a file that is new in any case; `None`: that of the sample
            and `_clip`, unless an identical file has one of these names.
        passing: For another program that waits for it: as WAV, which is written quickest, and not
            synced to the disk.

    Raises:
        LibraryError: It cannot be read or written; the text says which and why.
    """
    text = os.fsdecode(path)
    try:
        span = Span(Frames(start), Frames(end))
        return _write(text, span, folder, stem, passing=passing)
    except (soundfile.SoundFileError, Unreadable) as error:
        raise LibraryError(f"{display_path(path)} cannot be cut: {error}") from error
    except OSError as error:
        failed = f"the clip cannot be saved in {display_path(bytes(folder))}"
        raise LibraryError(f"{failed}: {write_error_reason(error)}") from error


def _write(path: str, span: Span, folder: Path, stem: str | None, *, passing: bool) -> Clip:
    start, end = span.start, span.end
    with SoundFile(os.fsencode(path)) as source:
        form, subtype, ending = _form(source, path, only_wav=passing)
        target = temporary_path(folder, f"clip-{token_hex(8)}")  # several may be cut at once
        try:
            with target.open("xb"):  # raises the reason, which libsndfile does not
                pass
            if not _copy_plain(source, path, target, span):
                source.seek(min(start, source.frames))
                _write_decoded(source, target, (form, subtype), span.length)
            if soundfile.info(soundfile_path(os.fsencode(target))).frames != end - start:
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
            left = carry_metadata(os.fsencode(path), target, form, change)
            if not passing:
                sync_file(target)
            reuse = stem is None
            stem = stem or f"{truncate_stem(Path(path).stem)}_clip"
            named, new = _named(target, stem, ending, reuse=reuse)
            if not passing:
                with suppress(OSError):  # unsupported on some network drives
                    sync_folder(folder)
            return Clip(named, new, left)
        finally:
            target.unlink(missing_ok=True)


def _named(target: Path, stem: str, ending: str, *, reuse: bool) -> tuple[Path, bool]:
    """Rename it to the first free name and return True.

    With `reuse`, an identical file that has one of the names is returned instead, and False.

    The names are `stem`, `stem_2`, `stem_3`, … with the extension.
    """
    path = target.with_name(f"{stem}{ending}")
    for number in count(2):
        if rename_exclusively(target, path):
            return path, True
        if reuse and path.is_file() and file_digest(path) == file_digest(target):
            break
        path = target.with_name(f"{stem}_{number}{ending}")
    return path, False


def _write_decoded(source: SoundFile, target: Path, form: tuple[str, str], frames: int) -> None:
    """Write frames of an open file; `form`: libsndfile format and subtype."""
    container, subtype = form
    try:
        with soundfile.SoundFile(
            soundfile_path(os.fsencode(target)),
            "w",
            source.rate,
            source.channels,
            subtype,
            format=container,
        ) as file:
            _copy(source, file, frames)
    except soundfile.LibsndfileError as error:
        if is_disk_full(target):
            raise disk_full_error(target) from error
        raise


def _copy_plain(source: SoundFile, path: str, target: Path, span: Span) -> bool:
    """Copy the bytes of a span without a decoder; return whether that was possible.

    It is not if anything about the file is unusual, or if values are not finite.
    """
    with open(path, "rb") as file:
        handle = file.fileno()
        if source.format != "WAV":
            return False
        wave = plain_wave(partial(read_at, handle), os.fstat(handle).st_size, trusted=True)
        if wave is None or wave.frames != source.frames or span.end > wave.frames:
            return False
        block = wave.channels * wave.bits // 8
        at, left = wave.start + span.start * block, span.length * block
        if left > LARGEST:
            return False
        with target.open("wb") as copy:
            copy.write(plain_header(wave, span.length))
            while left > 0:
                part = read_at(handle, at, min(left, _PART))
                if not part or (wave.floating and not _is_finite(part, wave.bits)):
                    return False
                copy.write(part)
                at, left = at + len(part), left - len(part)
            if span.length * block & 1:
                copy.write(b"\0")
    return True


def _is_finite(part: bytes, bits: int) -> bool:
    whole = len(part) - len(part) % (bits // 8)
    values = np.frombuffer(part[:whole], f"<f{bits // 8}")
    return bool(np.isfinite(values).all())


def _form(source: SoundFile, path: str, *, only_wav: bool) -> tuple[str, str, str]:
    """Return libsndfile format and subtype, and the extension with the dot."""
    exact = source.format in WHOLE and (source.subtype in _EXACT or source.subtype in _FLOAT)
    if exact and only_wav and source.format not in {"WAV", "WAVEX", "RF64"}:
        return "WAV", "PCM_U8" if source.subtype == "PCM_S8" else source.subtype, ".wav"
    if exact:
        return source.format, source.subtype, os.path.splitext(path)[1]
    return "WAV", "FLOAT", ".wav"


def _copy(source: SoundFile, target: soundfile.SoundFile, frames: int) -> None:
    left = frames
    while left > 0:
        count = min(left, 65_536)
        if source.subtype in _EXACT:
            block = source.read(count, "int32")
        else:  # float64 represents 32-bit values exactly
            block = source.read(count, "float64")
        if not len(block):
            return
        target.write(block)
        left -= len(block)
