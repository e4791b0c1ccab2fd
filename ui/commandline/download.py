"""Files named by a path or a URL."""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPResponse
from pathlib import Path
from typing import IO, cast
from urllib.parse import unquote, urlsplit

CHUNK = 1 << 20
"""Chunk size in bytes."""
PATIENCE = 30.0
"""Timeout of the server in seconds."""
OFTEN = 1.0
"""Seconds between two progress lines."""


@contextmanager
def local_copy(named: str, folder: Path) -> Iterator[Path]:
    """Yield a local path of a file; a downloaded one is deleted afterwards.

    Args:
        named: A path, or a URL that starts with `http://` or `https://`.
        folder: Folder for downloads.

    Raises:
        OSError: The server does not respond, or the download is incomplete.
    """
    if not named.startswith(("http://", "https://")):
        yield Path(named).expanduser()
        return
    folder.mkdir(parents=True, exist_ok=True)
    place = Path(tempfile.mkdtemp(prefix="fetched-", dir=folder))
    try:
        name = Path(unquote(urlsplit(named).path)).name or "file"
        _download(named, place / name)
        yield place / name
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _download(address: str, target: Path) -> None:
    try:
        request = urllib.request.Request(address, headers={"User-Agent": "sempal"})  # noqa: S310 - http or https, see above
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer, target.open("wb") as file:  # noqa: S310
            total = int(answer.headers.get("Content-Length") or 0)
            taken = _copy_response(cast("HTTPResponse", answer), file, total, target.name)
    except (OSError, ValueError) as error:
        raise OSError(f"{address} cannot be fetched: {error}") from error
    if total and taken < total:
        raise OSError(f"{address} cannot be fetched: only {taken} of {total} bytes came")


def _copy_response(answer: HTTPResponse, file: IO[bytes], total: int, name: str) -> int:
    """Copy the response to `file`, printing progress; return the number of bytes."""
    taken, reported = 0, time.monotonic()
    while chunk := answer.read(CHUNK):
        file.write(chunk)
        taken += len(chunk)
        if time.monotonic() - reported > OFTEN:
            reported = time.monotonic()
            of = f" of {total / 1e6:.0f}" if total else ""
            sys.stderr.write(f"{name}: {taken / 1e6:.0f}{of} MB\n")
    return taken
