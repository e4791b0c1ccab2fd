"""What a file carries beside its sound goes along when it is converted or cut."""

from __future__ import annotations

from pathlib import Path

from actors.library.export.verification import verify
from models.metadata.change import Change
from models.metadata.conversion import converted
from models.metadata.form.container import for_container
from models.metadata.insertion import UnfitFile, append, rewritten
from models.metadata.reader import read


def carry(path: bytes, target: Path, container: str, change: Change) -> tuple[str, ...]:
    """Put what still makes sense of a file into the one that was made of it.

    Args:
        path: The original.
        target: Whole, without metadata; changed.
        container: Of the target, as libsndfile calls it.
        change: What was done to the sound.

    Returns:
        A line for each thing that was left out: what, why.

    Raises:
        OSError: as the file system says; the target is not whole then.
    """
    with open(path, "rb") as file:
        found = read(file)
    now, left = converted(found, change)
    written = for_container(now, container)
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
            append(file, parts)
        return
    new = target.with_name(f"{target.name}-tagged")
    try:
        with target.open("rb") as source, new.open("xb") as file:
            rewritten(source, file, parts)
        new.replace(target)
    finally:
        new.unlink(missing_ok=True)
