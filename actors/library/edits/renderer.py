"""The new version of an edited file, written beside it under a temporary name."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from fractions import Fraction
from io import BufferedReader
from pathlib import Path
from typing import assert_never

import numpy as np
import soxr

from actors.library.edits.facts import Facts, Known, sha256
from actors.library.edits.sound import (
    FRAMES,
    FlacSink,
    FlacSound,
    Measured,
    PcmSink,
    PcmSound,
    Sink,
    StoredSound,
    Values,
)
from actors.library.edits.target import Target
from actors.library.files.reason import write_error_reason
from actors.media import whole_file
from actors.media.error import Unreadable
from actors.media.sound_file import SoundFile
from models.edit.edit import Edit, Op, edit_error
from models.edit.file import aiff, flac, wave
from models.edit.file.layout import NotInPlace, Revision
from models.edit.pcm import Coding, PcmFormat, Stored, reverse_bytes, reverse_frames
from models.edit.positions import Positions
from models.edit.program import Backward, Changed, Copied, Made, Program, Silence
from models.edit.programs import make_program
from models.edit.report import Hindrance, NotEdited
from models.library.export.settings import Depth
from models.metadata.insertion import rewrite_flac
from models.metadata.source import Source

Pause = Callable[[int], None]
"""Called with the frames done since the last call; may raise to stop."""
Blocks = Iterator[Values]
"""Stored values of the new sound."""
_FLAC_BITS = {"PCM_S8": 8, "PCM_16": 16, "PCM_24": 24}
_INTEGERS = {Depth.INT16: 16, Depth.INT24: 24}
_IN_PLACE = {"WAV", "WAVEX", "RF64", "AIFF", "FLAC"}


@dataclass(frozen=True, slots=True)
class Rendered:
    """The new version of a file, complete and synced under a temporary name."""

    place: Path
    before: bytes
    """SHA-256 of the old file."""
    after: bytes
    """SHA-256 of the new one."""
    facts: Facts
    """Of the old file while it was read."""
    positions: Positions
    size: int
    notes: tuple[str, ...]


def render(  # noqa: PLR0913 - one optional
    path: bytes,
    edit: Edit,
    place: Path,
    pause: Pause,
    *,
    keep_time: bool,
    known: Known | None = None,
) -> Rendered:
    """Write the edited version of a file to `place`.

    Args:
        path: Absolute, links resolved.
        edit: Not one that makes a copy.
        place: In the same folder; nothing is left there on failure.
        pause: See `Pause`.
        keep_time: The new file has the modification time of the old one.
        known: SHA-256 of the file, and its facts when it had that; if it has others, it is read.

    Raises:
        NotEdited: It cannot be edited; the file is as it was.
    """
    with _hindrances(), open(path, "rb") as file:
        made = _render(path, file, edit, place, pause, known)
        if keep_time:
            os.utime(place, ns=(made.facts.mtime_ns, made.facts.mtime_ns))
        return made


def check(path: bytes, edit: Edit) -> None:
    """Check whether a file can be edited, by its header only.

    Raises:
        NotEdited: It cannot.
    """
    with _hindrances(), open(path, "rb") as file, SoundFile(path) as header:
        if reason := edit_error(edit, header.frames, header.rate, header.channels):
            raise NotEdited(Hindrance.EDIT, reason)
        if not edit.makes_copy:
            _sound(file, header)


@contextmanager
def _hindrances() -> Generator[None]:
    """Raise `NotEdited` for each error that hinders an edit."""
    try:
        yield
    except NotInPlace as error:
        raise NotEdited(Hindrance.CONTAINER, str(error)) from error
    except Unreadable as error:
        raise NotEdited(Hindrance.FILE, str(error)) from error
    except OSError as error:
        raise NotEdited(Hindrance.FILE, write_error_reason(error)) from error


def _render(  # noqa: PLR0913, PLR0917 - those of `render`
    path: bytes, file: BufferedReader, edit: Edit, place: Path, pause: Pause, known: Known | None
) -> Rendered:
    status = os.fstat(file.fileno())
    # Opened twice: duplicates of a descriptor share their position.
    with (
        ThreadPoolExecutor(1) as reading,
        _removed_on_failure(place),
        SoundFile(path) as header,
    ):
        sound = _sound(file, header)
        if known is not None and known[1] == Facts.of(status):
            hashed = reading.submit(lambda: known[0])
        else:
            hashed = reading.submit(sha256, path)
        notes: list[str] = []
        if edit.op is Op.CONVERT:
            if reason := edit_error(edit, sound.frames, sound.format.rate, sound.format.channels):
                raise NotEdited(Hindrance.EDIT, reason)
            form, positions, blocks, level = _converted(sound, edit, status, pause)
        else:
            program = make_program(edit, Measured(sound, pause))
            notes += program.notes
            form = _form(sound.format, program)
            positions, level = program.positions, program.same_level
            blocks = _carried_out(program, sound, form, pause)
        revision = Revision(sound.format, form, positions, level)
        whole_file.remove_leftovers(Path(os.fsdecode(path)))
        with place.open("xb"):  # raises the reason, which libsndfile does not
            pass
        write = _write_flac if isinstance(sound, FlacSound) else _write_pcm
        with Target(place) as target:
            notes += write(file, target, place, revision, blocks)
            after, size = target.finish(), target.size
        _keep_properties(path, place, status)
        _check_length(place, revision)
        facts = Facts.of(os.fstat(file.fileno()))
        before = hashed.result()
        if facts != Facts.of(status) or facts != Facts.of(os.stat(path)):
            raise NotEdited(Hindrance.CHANGED, "another program changed it meanwhile")
        if before == after:
            raise NotEdited(Hindrance.SAME, "nothing would change")
        return Rendered(place, before, after, facts, positions, size, tuple(notes))


@contextmanager
def _removed_on_failure(place: Path) -> Generator[None]:
    try:
        yield
    except BaseException:
        with suppress(OSError):
            place.unlink()
        raise


def _sound(file: BufferedReader, header: SoundFile) -> StoredSound:
    """Return the audio of a file that can be edited in place.

    Raises:
        NotInPlace: It cannot.
    """
    if header.format not in _IN_PLACE:
        raise NotInPlace(f"{header.format} cannot be written without loss")
    source = Source(file)
    head = source.part(0, 12)
    if header.format == "FLAC":
        bits = _FLAC_BITS.get(header.subtype)
        if head[:4] != b"fLaC" or bits is None:
            raise NotInPlace("its metadata is in front of the audio")
        return FlacSound(header, bits)
    if head[8:12] == b"WAVE" and head[:4] in {b"RIFF", b"RF64", b"BW64"}:
        audio = wave.read_audio(source)
    elif head[:4] == b"FORM":
        audio = aiff.read_audio(source)
    else:
        raise NotInPlace("its audio does not begin at the start of the file")
    if (audio.frames, audio.format.rate, audio.format.channels) != (
        header.frames,
        header.rate,
        header.channels,
    ):
        raise NotInPlace("its header does not say how long it is")
    return PcmSound(file, audio)


def _form(old: PcmFormat, program: Program) -> PcmFormat:
    channels = old.channels
    if program.order is not None:
        channels = len(program.order)
    elif program.mix is not None:
        channels = program.mix.shape[1]
    return PcmFormat(channels, old.rate, old.bits, old.coding, old.big)


def _carried_out(program: Program, sound: StoredSound, form: PcmFormat, pause: Pause) -> Blocks:
    """Yield the stored values of the new sound."""
    old = sound.format
    plain = program.mix is None and program.order is None
    for piece in program.pieces:
        match piece:
            case Silence(frames=frames):
                for at in range(0, frames, FRAMES):
                    count = min(FRAMES, frames - at)
                    yield np.zeros((count, form.channels), form.dtype)
                    pause(count)
            case Made(values=values):
                yield form.from_float(values)
            case Backward(start=start, end=end):
                for last in range(end, start, -FRAMES):
                    first = max(start, last - FRAMES)
                    if isinstance(sound, PcmSound):
                        data = sound.packed(sound.extent(first, last - first))
                        yield reverse_bytes(data, old.frame_bytes)
                    else:
                        yield reverse_frames(sound.stored(first, last - first))
                    pause(last - first)
            case Copied(start=start, end=end) | Changed(start=start, end=end):
                for at in range(start, end, FRAMES):
                    count = min(FRAMES, end - at)
                    if isinstance(piece, Copied) and plain:
                        yield sound.extent(at, count) or sound.stored(at, count)
                        pause(count)
                        continue
                    values = sound.stored(at, count)
                    if isinstance(piece, Changed):
                        values = form.from_float(piece.kernel(old.to_float(values), at - start))
                    elif program.mix is not None:
                        values = form.from_float(old.to_float(values) @ program.mix)
                    elif program.order is not None:
                        values = values[:, program.order]
                    yield values
                    pause(count)
            case _:
                assert_never(piece)


def _converted(
    sound: StoredSound, edit: Edit, status: os.stat_result, pause: Pause
) -> tuple[PcmFormat, Positions, Blocks, bool]:
    """Return format, positions and values at another rate or depth."""
    old = sound.format
    rate, bits, coding = edit.rate or old.rate, old.bits, old.coding
    if edit.depth is Depth.FLOAT:
        bits, coding = 32, Coding.FLOAT
        if isinstance(sound, FlacSound):
            raise NotInPlace("FLAC holds no floating-point numbers")
    elif edit.depth is not Depth.SAME:
        bits, coding = _INTEGERS[edit.depth], Coding.SIGNED
    form = PcmFormat(old.channels, rate, bits, coding, old.big)
    if form == old:
        raise NotEdited(Hindrance.SAME, "it has that format already")
    ratio = Fraction(rate, old.rate)
    frames = sound.frames if ratio == 1 else _resampled_frames(sound.frames, old.rate, rate)
    exact = ratio == 1 and (form.is_float or (not old.is_float and old.bits <= bits))
    noise = None
    if not exact and not form.is_float:  # equal conversions give equal files
        noise = np.random.default_rng([status.st_size, sound.frames, bits])
    positions = Positions.resampled(sound.frames, frames, ratio)
    return form, positions, _converted_blocks(sound, form, noise, frames, pause), exact


def _resampled_frames(frames: int, old: int, new: int) -> int:
    return max(1, -(-frames * new // old))


def _converted_blocks(
    sound: StoredSound,
    form: PcmFormat,
    noise: np.random.Generator | None,
    frames: int,
    pause: Pause,
) -> Iterator[Stored]:
    old, stream = sound.format, None
    if old.rate != form.rate:
        stream = soxr.ResampleStream(
            old.rate, form.rate, form.channels, dtype="float64", quality="VHQ"
        )
    left = frames
    for block in Measured(sound, pause).blocks(0, sound.frames):
        values = block
        if stream is not None:
            values = stream.resample_chunk(block).reshape(-1, form.channels)
        values = values[:left]
        left -= len(values)
        if len(values):
            yield form.from_float(values, noise)
    if stream is not None and left:
        empty = np.zeros((0, form.channels))
        values = stream.resample_chunk(empty, last=True).reshape(-1, form.channels)[:left]
        left -= len(values)
        if len(values):
            yield form.from_float(values, noise)
    if left:  # the resampler may end a frame early
        yield np.zeros((left, form.channels), form.dtype)


def _write_all(sink: Sink, blocks: Blocks) -> None:
    for block in blocks:
        sink.write(block)


def _write_pcm(
    file: BufferedReader,
    target: Target,
    _place: Path,
    revision: Revision,
    blocks: Blocks,
) -> tuple[str, ...]:
    """Write the new file; return what was lost."""
    source = Source(file)
    parts = (aiff if source.part(0, 4) == b"FORM" else wave).new_parts(source, revision)
    sink = PcmSink(file, target, revision.new)
    sink.parts(parts.before)
    _write_all(sink, blocks)
    sink.parts(parts.after)
    return tuple(parts.notes)


def _write_flac(
    file: BufferedReader,
    target: Target,
    place: Path,
    revision: Revision,
    blocks: Blocks,
) -> tuple[str, ...]:
    """Write the new file; return what was lost."""
    found, lost = flac.new_blocks(Source(file), revision)
    bare = place.with_name(f"{place.name}.flac")  # of the same kind, for cleaning up
    with _removed_on_failure(bare):
        sink = FlacSink(bare, revision.new)
        try:
            _write_all(sink, blocks)
        finally:
            sink.close()
        with bare.open("rb") as source:
            rewrite_flac(source, target, found)
    bare.unlink()
    return tuple(lost)


def _keep_properties(path: bytes, place: Path, status: os.stat_result) -> None:
    """Give the new file mode, owner and extended attributes of the old one.

    What the file system does not support is left out.
    """
    new = place.stat()
    with suppress(OSError):
        if (new.st_uid, new.st_gid) != (status.st_uid, status.st_gid):
            os.chown(place, status.st_uid, status.st_gid)
    if hasattr(os, "listxattr"):
        with suppress(OSError):
            for name in os.listxattr(path):
                with suppress(OSError):
                    os.setxattr(place, name, os.getxattr(path, name))
    with suppress(OSError):
        place.chmod(stat.S_IMODE(status.st_mode))


def _check_length(place: Path, revision: Revision) -> None:
    """Open the new file as any program does.

    Raises:
        OSError: It does not hold what it should.
    """
    with SoundFile(os.fsencode(place)) as sound:
        if (sound.frames, sound.channels) != (revision.frames, revision.new.channels):
            raise OSError(errno.EIO, "the new file is incomplete", str(place))
