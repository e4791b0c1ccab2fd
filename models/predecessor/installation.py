"""Contents of the predecessor's files, not yet compared with the disk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


def _nothing() -> Mapping[str, object]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class OldSource:
    """A source folder."""

    id: str
    root: str
    """Absolute path in the syntax of its operating system."""


@dataclass(frozen=True, slots=True)
class OldMember:
    """A sample in a collection."""

    source: str
    """Source id, possibly unknown."""
    path: str
    """Relative to the source's root, or to `clip_root`."""
    clip_root: str | None = None
    """Absolute; replaces the source's root as the base of `path`."""


@dataclass(frozen=True, slots=True)
class OldCollection:
    """A user's collection of samples."""

    id: str
    name: str
    members: tuple[OldMember, ...] = ()
    """In order; may repeat a sample."""
    export_folder: str | None = None
    """Folder that its files were copied to."""
    hotkey: int | None = None


@dataclass(frozen=True, slots=True)
class Installation:
    """One location, or several merged."""

    places: tuple[str, ...] = ()
    """Files it was read from, newest layout first."""
    choices: Mapping[str, object] = field(default_factory=_nothing)
    """Settings by dotted name as in its newest `config.toml`: `volume`, `controls.bpm_value`."""
    sources: tuple[OldSource, ...] = ()
    collections: tuple[OldCollection, ...] = ()
    known_roots: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Roots of removed sources by id: members may still refer to them."""
    problems: tuple[str, ...] = ()
    """What could not be read as stored, one line each."""

    def over(self, older: Installation) -> Installation:
        """Return both merged; on conflict this one, the newer, wins.

        Everything in the older one is kept: the program lost it when it moved to another folder,
        the user did not remove it.
        """
        ids = {source.id for source in self.sources}
        names = {collection.id for collection in self.collections}
        return Installation(
            self.places + older.places,
            MappingProxyType({**older.choices, **self.choices}),
            self.sources + tuple(one for one in older.sources if one.id not in ids),
            self.collections + tuple(one for one in older.collections if one.id not in names),
            MappingProxyType({**older.known_roots, **self.known_roots}),
            self.problems + older.problems,
        )
