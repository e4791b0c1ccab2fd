"""Texts and pictures about a sound, under names that do not depend on the container."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from models.metadata.picture import Picture

Field = tuple[str, str]
"""Name in upper case as Vorbis comments have it (`TITLE`, `BPM`), and value."""


@dataclass(frozen=True, slots=True)
class Tags:
    """A name may occur more than once: each value counts."""

    fields: tuple[Field, ...] = ()
    pictures: tuple[Picture, ...] = ()

    def values(self, name: str) -> tuple[str, ...]:
        """Return the values of a field, in order."""
        return tuple(value for key, value in self.fields if key == name)

    def first(self, name: str) -> str:
        """Return the first value of a field, or an empty text."""
        return next(iter(self.values(name)), "")

    def merged(self, other: Tags) -> Tags:
        """Return these tags, with fields and pictures of `other` where these have none."""
        known = {name for name, _ in self.fields}
        more = tuple(field for field in other.fields if field[0] not in known)
        return Tags(self.fields + more, self.pictures or other.pictures)

    def without(self, names: Iterable[str]) -> Tags:
        """Return these tags without fields of these names."""
        gone = frozenset(names)
        return Tags(tuple(field for field in self.fields if field[0] not in gone), self.pictures)
