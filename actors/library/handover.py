"""Files of samples for other programs: found, given readable names, cut out.

Some programs end or fail at a name that is not UTF-8: they get a link with a similar name instead.
Links and spans lie in the cache.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path

import trio
from loguru import logger

from actors.library.errors import LibraryError
from actors.library.export.placement import PART
from actors.library.files.reason import write_error_reason
from actors.library.query import samples
from actors.library.query.sample_ids import Lists
from actors.library.store import Store
from actors.media.error import os_error_reason
from actors.messages import library
from models.audio.span import Span
from models.library.file_name import display_path
from models.library.query import Query, Sort
from models.library.sample import Sample

FOLDER = Path("cache") / "handoff"
"""In the library folder."""
LINKS, SPANS, PASTED = "links", "spans", "pasted"
"""Its folders."""
KEPT = 30 * 24 * 3600.0
"""Seconds that a file is kept which a project of another program may still refer to."""


async def locate(
    command: library.LocateSamples | library.LocateMembers, store: Store
) -> library.FilesLocated:
    """Find the files of samples.

    Raises:
        LibraryError: The database cannot be read, or no link can be made.
    """
    if isinstance(command, library.LocateMembers):
        query = Query(sort=Sort.PLACE, collection=command.collection)
        read = partial(Lists().run_query, query=query, version=store.writer.version)
        ids = tuple((await store.lists.read(read)).ids.tolist())
    else:
        ids = command.samples
    found = await store.rows.read(partial(samples.by_ids, ids=ids))
    renamed = isinstance(command, library.LocateMembers) or command.renamed
    links = _folder(store) if renamed else None
    paths = await trio.to_thread.run_sync(_present, found, links)
    return library.FilesLocated(command.ticket, paths, len(ids) - len(paths))


async def render_span(command: library.RenderSpan, store: Store) -> library.FilesLocated:
    """Write a span of a sample to the cache; the same span is written once.

    Raises:
        LibraryError: It cannot be read or written; the text says which and why.
    """
    found = await store.rows.read(partial(samples.by_ids, ids=(command.sample,)))
    if not found:
        raise LibraryError("the sample is not in the library any more")
    path = await trio.to_thread.run_sync(_render, found[0], command, _folder(store))
    return library.FilesLocated(command.ticket, (path,))


async def tidy(store: Store) -> None:
    """Remove what earlier runs left in the cache for other programs, once it is old."""
    await trio.to_thread.run_sync(_tidy, _folder(store), time.time() - KEPT)


def _folder(store: Store) -> Path:
    return store.path.absolute().parent / FOLDER


def _present(found: Iterable[Sample], links: Path | None) -> tuple[bytes, ...]:
    """Return the paths of the files that exist; `links`: where those of other names are made."""
    paths = [sample.path for sample in found if os.path.exists(sample.path)]
    return tuple(paths if links is None else (_readable(path, links) for path in paths))


def _readable(path: bytes, folder: Path) -> bytes:
    """Return the path; a link to it, or a copy, if it is not UTF-8."""
    try:
        path.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return path
    name = (
        os.path.basename(path).decode("utf-8", "replace").replace("\N{REPLACEMENT CHARACTER}", "_")
    )
    # Files of one name lie in different folders of the cache.
    digest = hashlib.sha256(path).hexdigest()[:16]
    target = folder / LINKS / digest / name
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):
            target.unlink()
        try:
            target.symlink_to(os.fsdecode(path))
        except (OSError, NotImplementedError):  # a file system without links
            shutil.copyfile(path, target)
    except OSError as error:
        said = f"no link can be made in {folder}: {write_error_reason(error)}"
        raise LibraryError(said) from error
    return bytes(target)


def _render(sample: Sample, command: library.RenderSpan, folder: Path) -> bytes:
    from actors.library.export.clip import write_clip  # when something is cut

    span = command.span
    # A folder for each span, so that it is not compared with others of the same name.
    spans = folder / SPANS / _span_name(sample.path, span)
    try:
        spans.mkdir(parents=True, exist_ok=True)
        known = [one for one in spans.iterdir() if one.suffix != PART]
    except OSError as error:
        raise LibraryError(f"{spans} cannot be made: {write_error_reason(error)}") from error
    if known:
        made = known[0]
    else:
        made = write_clip(sample.path, span.start, span.end, spans, passing=True).path
    with suppress(OSError):  # it is in use again
        os.utime(made)
    return _readable(bytes(made), folder)


def _span_name(path: bytes, span: Span) -> str:
    """Return the name of the folder of a span, which tells contents of a path apart.

    Raises:
        LibraryError: The file cannot be reached.
    """
    try:
        status = os.stat(path)
    except OSError as error:
        raise LibraryError(
            f"{display_path(path)} cannot be cut: {os_error_reason(error)}"
        ) from error
    facts = (path, status.st_ino, status.st_size, status.st_mtime_ns, span.start, span.end)
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:16]


def _tidy(folder: Path, before: float) -> None:
    try:
        parents = [one for name in (SPANS, LINKS, PASTED) for one in folder.glob(f"{name}/*")]
        files = [one for parent in parents for one in parent.glob("*")]
        for path in (*files, *parents):  # earlier versions put spans beside each other
            if (path.is_symlink() or path.is_file()) and path.lstat().st_mtime < before:
                path.unlink()
        for parent in parents:
            if parent.is_dir() and not any(parent.iterdir()):
                parent.rmdir()
    except OSError as error:
        logger.info("cannot delete old copies made for other programs: {}", error)
