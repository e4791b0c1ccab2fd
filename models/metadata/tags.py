"""Texts and pictures under container-independent names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from models.metadata.picture import Picture

Field = tuple[str, str]
"""Vorbis comment name in upper case (`TITLE`, `BPM`), and value."""


@dataclass(frozen=True, slots=True)
class Tags:
    """Fields and pictures; names may repeat."""

    fields: tuple[Field, ...] = ()
    pictures: tuple[Picture, ...] = ()

    def values(self, name: str) -> tuple[str, ...]:
        """Return the values of a field, in order."""
        return tuple(value for key, value in self.fields if key == name)

    def first(self, name: str) -> str:
        """Return the first value of a field, or an empty string."""
        return next(iter(self.values(name)), "")

    def merged(self, other: Tags) -> Tags:
        """Return these tags, with missing fields and pictures taken from `other`."""
        known = {name for name, _ in self.fields}
        more = tuple(field for field in other.fields if field[0] not in known)
        return Tags(self.fields + more, self.pictures or other.pictures)

    def without(self, names: Iterable[str]) -> Tags:
        """Return these tags without the given fields."""
        gone = frozenset(names)
        return Tags(tuple(field for field in self.fields if field[0] not in gone), self.pictures)
