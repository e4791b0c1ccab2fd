"""Why a sound was found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from models.words.attribute import Attribute


class ReasonKind(Enum):
    """What speaks for a sound."""

    KIND = auto()
    """`value`: probability; `about`: the kind."""
    NAME = auto()
    """`about`: words that its name, or a collection's, contains."""
    FOLDER = auto()
    """`about`: words that its folder's name contains."""
    TAUGHT = auto()
    """It is like sounds that are named so; `about`: the kind."""
    ATTRIBUTE = auto()
    """`value`: share of the sounds of the kind that have less of the wanted direction."""
    SIMILARITY = auto()
    """`value`: similarity to the wanted sounds."""
    TEXT = auto()
    """A text network finds that it fits; `value`: standard deviations above the others."""
    UNWANTED = auto()
    """`value`: probability of an unwanted kind; `about`: that kind."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason."""

    kind: ReasonKind
    about: str = ""
    value: float = 0.0
    attribute: Attribute | None = None
    more: bool = True
    """Whether more of the attribute is wanted."""
