"""All that the predecessor knew, as its files say it; nothing is checked against the disk yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


def _nothing() -> Mapping[str, object]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class OldSource:
    """A folder it showed."""

    id: str
    root: str
    """Absolute, in the manner of the system it ran on."""


@dataclass(frozen=True, slots=True)
class OldMember:
    """A sample in a collection."""

    source: str
    """Id of a source, which need not be known."""
    path: str
    """Below the root of the source, or below `clip_root`."""
    clip_root: str | None = None
    """Absolute; what the path is relative to in place of a source."""


@dataclass(frozen=True, slots=True)
class OldCollection:
    """A person's set of samples."""

    id: str
    name: str
    members: tuple[OldMember, ...] = ()
    """In order; may name one sample twice."""
    export_folder: str | None = None
    """The folder that its files were copied into."""
    hotkey: int | None = None


@dataclass(frozen=True, slots=True)
class Installation:
    """One place, or several of them put together."""

    places: tuple[str, ...] = ()
    """Files it was read from, newest layout first."""
    choices: Mapping[str, object] = field(default_factory=_nothing)
    """By dotted names as in its newest `config.toml`: `volume`, `controls.bpm_value`."""
    sources: tuple[OldSource, ...] = ()
    collections: tuple[OldCollection, ...] = ()
    known_roots: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Roots of sources that were removed, by id: members may still name those."""
    problems: tuple[str, ...] = ()
    """What could not be taken as it stands, a line each."""

    def over(self, older: Installation) -> Installation:
        """Return both together; where they disagree, the newer one (this) is right.

        Nothing of the older one is dropped: the program forgot it when it
        moved to another folder, the person did not.
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
