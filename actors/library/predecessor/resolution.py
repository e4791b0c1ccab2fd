"""Resolution of the predecessor's records against the disk; read-only."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from dataclasses import replace
from itertools import count
from pathlib import Path

from loguru import logger

from actors.library.errors import LibraryError
from actors.library.predecessor.marks import OldFile, read_files
from actors.library.predecessor.plan import (
    Place,
    Plan,
    PlannedCollection,
    PlannedFile,
    PlannedSource,
)
from actors.library.predecessor.source_lookup import SourceLookup
from actors.media.error import os_error_reason
from actors.media.sound_names import is_sound
from models.library.file_name import display_path
from models.library.path_prefix import relative_path
from models.library.system_folders import system_part
from models.library.tag import Tag
from models.predecessor import mark
from models.predecessor import path as paths
from models.predecessor.installation import Installation, OldCollection, OldMember, OldSource

ROWS, PAUSE = 32, 0.0005
"""Files looked up between two pauses of a thread, about a millisecond, and their seconds.

Each statement of another thread waits until this one leaves the interpreter, which it does by
itself after 5 ms only: without pauses, one mark that was made meanwhile took 120 ms.
"""


def resolve(installation: Installation, known: Iterable[bytes], lost: bytes) -> Plan:
    """Return the import plan.

    Args:
        installation: Everything that was read.
        known: Roots of our existing sources.
        lost: A folder that does not exist, under which members of unknown sources are listed.

    Raises:
        LibraryError: a database of the predecessor is damaged.
        OSError: a database cannot be read.
    """
    return _Resolution(installation, known, lost).plan()


class _Resolution:
    def __init__(self, installation: Installation, known: Iterable[bytes], lost: bytes) -> None:
        self._installation = installation
        self._source_lookup = SourceLookup(known)
        self._lost = lost
        self._roots: dict[str, tuple[str, bytes, bool]] = {}
        """By source id: root as stored, real root, whether it is reachable."""
        self._files: dict[Place, PlannedFile] = {}
        self._marks: dict[Place, Tag | None] = {}
        self._ambiguous: dict[tuple[str, str], str] = {}
        self._unresolved: list[tuple[str, str]] = []
        self._duplicates = 0
        self._problems = list(installation.problems)
        self._lookups = count(1)

    def plan(self) -> Plan:
        installation = self._installation
        old = self._own_sources()
        self._claim(real for _, real, _ in self._roots.values())
        sources = tuple(self._source(source) for source in old)
        for source in sources:
            if source.online:
                self._take_files(source)
        for one in installation.collections:
            self._claim(self._clip_roots(one))
        collections = tuple(self._collection(one) for one in installation.collections)
        return Plan(
            installation,
            self._new_roots(sources),
            sources,
            self._files,
            collections,
            tuple((name, path, reason) for (name, path), reason in self._ambiguous.items()),
            tuple(self._unresolved),
            self._duplicates,
            tuple(self._problems),
        )

    def _new_roots(self, sources: tuple[PlannedSource, ...]) -> tuple[bytes, ...]:
        """Return the roots that become sources, in the predecessor's order."""
        new = self._source_lookup.new
        held = [one.within for one in sources if one.within is not None]
        return tuple(root for root in dict.fromkeys([*held, *sorted(new)]) if root in new)

    def _own_sources(self) -> list[OldSource]:
        """Return the sources, without repeated ids."""
        old: dict[str, OldSource] = {}
        for source in self._installation.sources:
            if source.id in old:
                self._duplicates += 1
                if source.root != old[source.id].root:
                    self._problems.append(
                        f"two sources have one id; {source.root} is taken without its collections"
                    )
                    extra = f"{source.id} ({source.root})"
                    old[extra] = replace(source, id=extra)
                continue
            old[source.id] = source
        for source in old.values():
            self._roots[source.id] = (source.root, *_real(source.root))
        reals = [real for _, real, _ in self._roots.values()]
        self._duplicates += len(reals) - len(set(reals))
        return list(old.values())

    def _claim(self, roots: Iterable[bytes]) -> None:
        for root in self._source_lookup.claim(roots):
            self._problems.append(
                f"{display_path(root)} holds a folder that is a source already: only that is taken"
            )

    def _source(self, source: OldSource) -> PlannedSource:
        written, real, online = self._roots[source.id]
        name = written.replace("\\", "/").rstrip("/").rpartition("/")[2] or written
        return PlannedSource(source.id, name, real, self._source_lookup.holder(real), online)

    def _take_files(self, source: PlannedSource) -> None:
        try:
            rows = read_files(Path(os.fsdecode(source.root)))
        except OSError as error:
            reason = os_error_reason(error)
            raise LibraryError(f"{error.filename} cannot be read: {reason}") from error
        for row in rows:
            self._take(source, row)

    def _take(self, source: PlannedSource, row: OldFile) -> None:
        path = paths.relative_path(row.path, os.fsdecode(source.root))
        if path is None:
            self._problems.append(f"{source.name}: “{row.path}” leads out of its source")
            return
        folder, _, name = path.rpartition(b"/")
        listed = is_sound(name) and system_part(folder) is None
        if not listed and row.tag is Tag.NEUTRAL:
            return
        place, planned = self._met(source.root, path)
        if place is None:
            return
        before = self._marks.get(place, Tag.NEUTRAL)
        now = self._marks[place] = mark.merge_tags(before, row.tag)
        if now is None:
            reason = f"stored as {row.number}" if row.tag is None else "keep and trash"
            self._ambiguous[source.name, display_path(place[1])] = reason
        if planned is None:
            planned = PlannedFile(row.size, row.mtime_ns, missing=True)
        self._files[place] = replace(planned, tag=now or Tag.NEUTRAL, listed=True)

    def _met(self, root: bytes, path: bytes) -> tuple[Place | None, PlannedFile | None]:
        """Return our location of a file, and the planned file there."""
        if not next(self._lookups) % ROWS:
            time.sleep(PAUSE)
        for spelling in paths.spellings(path):
            full = os.path.join(root, spelling)
            try:
                status = os.stat(full)
            except (OSError, ValueError):
                continue
            found = PlannedFile(status.st_size, status.st_mtime_ns)
            return self._place(full), found
        return self._place(os.path.join(root, path)), None

    def _place(self, full: bytes) -> Place | None:
        holder = self._source_lookup.holder(full)
        return (holder, relative_path(full, holder) or b"") if holder is not None else None

    def _clip_roots(self, one: OldCollection) -> list[bytes]:
        roots = [member.clip_root for member in one.members if member.clip_root]
        return [_real(root)[0] for root in dict.fromkeys(roots)]

    def _collection(self, one: OldCollection) -> PlannedCollection:
        members: dict[Place, None] = {}
        for member in one.members:
            place = self._member(one, member)
            if place is None:
                continue
            self._duplicates += place in members
            members[place] = None
        folder = paths.as_bytes(one.export_folder) if one.export_folder else None
        return PlannedCollection(one.id, one.name, tuple(members), folder, one.hotkey)

    def _member(self, one: OldCollection, member: OldMember) -> Place | None:
        root = self._root_of(member)
        path = paths.relative_path(member.path, root or "/")
        if path is None:
            self._problems.append(f"“{one.name}”: “{member.path}” leads out of its source")
            self._unresolved.append((one.name, member.path))
            return None
        if root is None:
            return self._unknown(one, member, path, f"source {member.source}")
        real, online = _real(root)
        place, planned = self._met(real, path)
        if place is None:
            return self._unknown(one, member, path, os.path.basename(root) or "source")
        if planned is not None:
            self._files.setdefault(place, planned)
        elif not online or place not in self._files:
            self._unresolved.append((one.name, member.path))
        self._files.setdefault(place, PlannedFile(0, 0, missing=True))
        return place

    def _root_of(self, member: OldMember) -> str | None:
        if member.clip_root:
            return member.clip_root
        if member.source in self._roots:
            return self._roots[member.source][0]
        root = self._installation.known_roots.get(member.source)
        if root is not None:  # a removed source whose members remained
            self._claim([_real(root)[0]])
        return root

    def _unknown(self, one: OldCollection, member: OldMember, path: bytes, name: str) -> Place:
        """Add a member of unknown location, listed as missing."""
        self._unresolved.append((one.name, member.path))
        root = os.path.join(self._lost, paths.as_bytes(name.replace("/", "_")))
        self._source_lookup.claim([root])
        place = (root, path)
        self._files.setdefault(place, PlannedFile(0, 0, missing=True))
        logger.info("member of “{}” not found: {}", one.name, member.path)
        return place


def _real(root: str) -> tuple[bytes, bool]:
    """Return the real path of a root, and whether it is reachable."""
    written = paths.as_bytes(root)
    try:
        if os.path.isabs(written) and os.path.isdir(written):
            return os.path.realpath(written), True
    except ValueError:  # NUL in the path
        pass
    return os.path.normpath(written) if written.startswith(b"/") else written, False
