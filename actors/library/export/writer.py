"""Export of one sample: a copy or a conversion."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import soundfile

from actors.library.export.form import Form, device_form, output_form
from actors.library.export.metadata import carry_metadata
from actors.library.export.renderer import Pause, Recipe, Rendered, render
from actors.media.sound_file import SoundFile
from models.library.export.profile import Profile
from models.library.export.settings import ExportSettings
from models.library.file_name import encode_path
from models.library.sample import Sample
from models.metadata.change import Change

_BLOCK = 1 << 20


def conversion_form(sample: Sample, making: ExportSettings | Profile) -> Form | None:
    """Return the form to convert the sample to; `None`: copy it.

    Args:
        sample: The original.
        making: The device, or the settings without one.

    Raises:
        Unreadable: It cannot be read.
    """
    if isinstance(making, ExportSettings) and not making.converts:
        return None
    with SoundFile(sample.path) as file:
        if isinstance(making, Profile):
            made = device_form(file, making)
        else:
            made = output_form(file, making)
    return None if made.same else made


def ending(sample: Sample, made: Form | None) -> str:
    """Return the file name extension with the dot."""
    return os.path.splitext(encode_path(sample.path))[1] if made is None else made.ending


def write_sample(
    sample: Sample,
    made: Form | None,
    target: Path,
    making: ExportSettings | Profile,
    pause: Pause,
) -> tuple[str, ...]:
    """Write a sample to `target`, which is replaced.

    Args:
        sample: The original.
        made: Output format; `None`: copy it.
        target: Temporary path.
        making: The device, or the settings without one.
        pause: Called regularly; may raise to stop.

    Returns:
        Lost metadata, one line each; empty for a copy.

    Raises:
        OSError, soundfile.SoundFileError, Unreadable: It cannot be read or written.
    """
    if made is None:
        _copy(sample.path, target, pause)
        return ()
    try:
        if isinstance(making, Profile):
            recipe = Recipe(made, None, sample.token, making.sound.peak)
        else:
            recipe = Recipe(made, making.peak, sample.token)
        rendered = render(sample.path, target, recipe, pause)
    except soundfile.LibsndfileError as error:
        if is_disk_full(target):
            raise disk_full_error(target) from error
        raise
    change = _change(sample.path, made, rendered)
    kept = making.chunks if isinstance(making, Profile) else None
    return carry_metadata(sample.path, target, made.format, change, kept)


def _change(path: bytes, made: Form, rendered: Rendered) -> Change:
    with SoundFile(path) as file:
        return Change(
            file.rate,
            file.frames,
            0,
            file.frames,
            made.rate,
            rendered.frames,
            made.channels,
            same_channels=file.channels == made.channels,
            same_level=rendered.same_level,
            bits=made.bits or 32,
        )


def _copy(path: bytes, target: Path, pause: Pause) -> None:
    with open(path, "rb") as source, target.open("wb") as file:
        if os.fstat(source.fileno()).st_size > shutil.disk_usage(target.parent).free:
            raise disk_full_error(target)
        while block := source.read(_BLOCK):
            file.write(block)
            pause()


def is_disk_full(target: Path) -> bool:
    """Return whether libsndfile failed because the disk is full, which it does not report."""
    return shutil.disk_usage(target.parent).free < _BLOCK


def disk_full_error(target: Path) -> OSError:
    """Return the error of a full disk."""
    return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(target))
