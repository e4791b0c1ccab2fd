"""Metadata carried over when a file is converted or cut."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from actors.library.export.verification import verify
from actors.media.whole_file import replace_file
from models.metadata.change import Change
from models.metadata.conversion import convert_metadata
from models.metadata.form.container import for_container
from models.metadata.form.kept_chunks import keep_chunks
from models.metadata.insertion import UnfitFile, append_chunks, rewrite_flac
from models.metadata.reader import read_metadata


def carry_metadata(
    path: bytes,
    target: Path,
    container: str,
    change: Change,
    kept: Sequence[str] | None = None,
) -> tuple[str, ...]:
    """Copy the metadata that is still valid to a converted file.

    Args:
        path: The original.
        target: Complete audio file without metadata; modified.
        container: libsndfile format of the target.
        change: What was done to the audio.
        kept: Chunks that the file may have, named as in WAV; `None`: all.

    Returns:
        Lost metadata, one line each: what, why.

    Raises:
        OSError: A file operation failed; the target is incomplete then.
    """
    with open(path, "rb") as file:
        found = read_metadata(file)
    now, left = convert_metadata(found, change)
    written = for_container(now, container)
    if kept is not None:
        written = keep_chunks(written, container, kept)
    left += written.left_out
    if not written.parts:
        return left
    try:
        _put(target, container, written.parts)
    except UnfitFile as error:
        return (*left, f"chunks and tags: {error}")
    verify(target, change.frames)
    return left


def _put(target: Path, container: str, parts: tuple[bytes, ...]) -> None:
    if container != "FLAC":
        with target.open("rb+") as file:
            append_chunks(file, parts)
        return
    # Not durable: the target is unfinished itself, and is synced when it is complete.
    with target.open("rb") as source, replace_file(target, durable=False) as file:
        rewrite_flac(source, file, parts)
