"""Hashes of the installed files, to detect later changes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from actors.media.whole_file import replace_file
from models.embedding.network import NetworkError

NAME = "installed.json"
FORM = "sempal model 1"


def digest(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal.

    Raises:
        OSError: The file cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def joint_digest(paths: Iterable[Path]) -> str:
    """Return the SHA-256 of the names and hashes of files, in hexadecimal.

    Raises:
        NetworkError: A file cannot be read.
    """
    joint = hashlib.sha256()
    for path in paths:
        try:
            joint.update(f"{path.name} {digest(path)}\n".encode())
        except OSError as error:
            raise NetworkError(f"{path.name}: {error.strerror}") from error
    return joint.hexdigest()


def file_names(folder: Path) -> tuple[str, ...]:
    """Return the names of the installed files, sorted.

    Raises:
        NetworkError: Nothing is installed, or the list of hashes is damaged.
    """
    return tuple(sorted(_read(folder)["files"]))


def write_seal(folder: Path, source: str) -> None:
    """Write the hashes of all files in `folder`, and sync them to disk.

    Args:
        folder: The complete installation.
        source: SHA-256 of the checkpoint.

    Raises:
        OSError: The disk is full or the folder cannot be written.
    """
    files = {path.name: digest(path) for path in sorted(folder.iterdir())}
    listed = json.dumps({"form": FORM, "source": source, "files": files}, indent=1)
    with replace_file(folder / NAME) as file:
        file.write(f"{listed}\n".encode())


def source_digest(folder: Path) -> str:
    """Return the SHA-256 of the checkpoint that the weights came from.

    Raises:
        NetworkError: Nothing is installed, or the list of hashes is damaged.
    """
    return str(_read(folder)["source"])


def check_files(folder: Path, names: Iterable[str] | None = None) -> None:
    """Check that files match their hashes from the installation.

    Args:
        folder: Folder of the installation.
        names: Files to check; `None`: all.

    Raises:
        NetworkError: A file is missing, truncated or changed.
    """
    files: dict[str, str] = _read(folder)["files"]
    for name in files if names is None else names:
        if name not in files:
            raise NetworkError(f"{folder.name}: {name} was not installed")
        try:
            found = digest(folder / name)
        except OSError as error:
            raise NetworkError(f"{folder.name}: {name}: {error.strerror}") from error
        if found != files[name]:
            raise NetworkError(f"{folder.name}: {name} is not as it was installed")


def _read(folder: Path) -> dict[str, Any]:
    try:
        listed = json.loads((folder / NAME).read_text(encoding="utf-8"))
        if (
            listed["form"] != FORM
            or not isinstance(listed["files"], dict)
            or "source" not in listed
        ):
            raise ValueError("of another form")
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise NetworkError(f"{folder.name}: {NAME}: {error}") from error
    return dict(listed)
