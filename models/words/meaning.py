"""What a description of a sound means: kinds, attributes, filters, unwanted and unknown words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache

from models.words.attribute import Attribute
from models.words.filters import find_filters
from models.words.spelling import inflected_from, nearest_word
from models.words.vocabulary import Kinds, Phrase, Vocabulary
from models.words.weights import SENTENCE

_TOKEN = re.compile(r"(?P<minus>(?<!\S)-)?(?P<word>[^\W\d_]+(?:'[a-z]+)?|\d+)|(?P<break>[,;/.+&])")
_NOT = frozenset(["not", "no", "without", "except", "minus", "but", "never", "avoid"])
_ALSO_NOT = frozenset(["or", "nor", "and"])
"""Words that continue a negation: `no kick or snare`."""
_FORCE = {
    **dict.fromkeys(("very", "really", "super", "quite"), 1.6),
    "extremely": 2.0,
    "slightly": 0.5,
    "bit": 0.5,
    "little": 0.5,
    "rather": 0.8,
    "too": 1.3,
    "more": 1.0,
    "less": -1.0,
}
"""How much of an attribute is wanted; a word after one of these is no kind."""
PLAIN = "more"
"""Stands before an adjective and changes nothing."""
_EMPTY = frozenset(
    {
        *(
            "a",
            "an",
            "the",
            "of",
            "in",
            "on",
            "with",
            "and",
            "or",
            "to",
            "some",
            "someone",
            "something",
            "somebody",
            "being",
            "sound",
            "sounds",
            "like",
            "this",
            "sounding",
            "hit",
            "hits",
            "note",
            "notes",
            "sample",
            "samples",
            "one",
            "shot",
            "oneshot",
            "played",
            "playing",
            "at",
            "by",
            "for",
            "from",
            "is",
            "it",
            "that",
            "than",
            "my",
            "me",
            "i",
            "want",
            "please",
            "find",
            "any",
            "kind",
            "type",
            "style",
        ),
    }
)
"""Words that tell nothing about a sound."""


class Role(Enum):
    """What a part of a description is for."""

    KIND = "kind"
    ATTRIBUTE = "attribute"
    FILTER = "filter"
    UNKNOWN = "unknown"
    """Searched for in names only."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a description."""

    role: Role
    text: str
    """As written, without a negation."""
    unwanted: bool = False
    kinds: Kinds = field(default_factory=dict)
    """For `Role.KIND`."""
    attributes: Mapping[Attribute, float] = field(default_factory=dict)
    """For `Role.ATTRIBUTE`: how much more (or less) of each is wanted."""
    words: Phrase = ()
    """Words that count when they occur in a name."""

    @property
    def written(self) -> str:
        """The part as it is written on its own."""
        return f"not {self.text}" if self.unwanted else self.text


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a description means."""

    parts: tuple[Part, ...] = ()

    def kinds(self, *, unwanted: bool = False) -> dict[str, float]:
        """Return the weights of the kinds that are wanted, or of the unwanted ones."""
        found: dict[str, float] = {}
        for part in self.parts:
            if part.unwanted is unwanted:
                for kind, weight in part.kinds.items():
                    found[kind] = max(found.get(kind, 0.0), weight)
        return found

    @property
    def attributes(self) -> dict[Attribute, float]:
        """How much more (or less) of each attribute is wanted."""
        found: dict[Attribute, float] = {}
        for part in self.parts:
            for attribute, direction in part.attributes.items():
                found[attribute] = found.get(attribute, 0.0) + direction
        return found

    @property
    def filters(self) -> str:
        """The terms of the search that filter the list."""
        return " ".join(part.text for part in self.parts if part.role is Role.FILTER)

    @property
    def understood(self) -> bool:
        """Whether any part tells how a sound sounds."""
        return any(part.role in {Role.KIND, Role.ATTRIBUTE} for part in self.parts)

    @property
    def filters_only(self) -> bool:
        """Whether it only tells what passes, such as a length, not how a sound sounds."""
        return bool(self.parts) and all(part.role is Role.FILTER for part in self.parts)

    def for_network(self, text: str) -> str:
        """Return what a text network is asked beside; empty: words tell all there is.

        It is asked what is unknown here, and whole sentences; never what is unwanted, and no
        filters, as such networks are weak at negation and numbers.

        Args:
            text: The description that means this.
        """
        wanted = [one for one in self.parts if not one.unwanted and one.role is not Role.FILTER]
        plain = " ".join(one.text for one in wanted)
        if not any(one.unwanted for one in self.parts):  # as it is written, without filters
            plain = text
            for one in reversed(find_filters(text)):
                plain = plain[: one.start] + plain[one.end :]
            plain = " ".join(plain.replace(",", " ").split())
        unknown = any(one.role is Role.UNKNOWN for one in wanted)
        return plain if unknown or len(plain.split()) >= SENTENCE else ""

    def without(self, part: Part) -> Meaning:
        """Return the meaning without one part."""
        return Meaning(tuple(one for one in self.parts if one != part))

    @property
    def written(self) -> str:
        """A description with this meaning."""
        said = [part for part in self.parts if part.role is not Role.FILTER]
        written = ", ".join(part.written for part in self.parts)
        if len(said) == 1 and said[0].role is Role.ATTRIBUTE and " " not in said[0].written:
            # On its own a word may also be a kind: `sub`.
            return written.replace(said[0].written, f"{PLAIN} {said[0].written}", 1)
        return written


@dataclass(frozen=True, slots=True)
class _Token:
    word: str
    negated: bool
    """A minus stands before it."""
    start: int
    end: int
    opens: bool
    """It begins a clause: no phrase reaches across."""


def understand(text: str, vocabulary: Vocabulary) -> Meaning:
    """Return what a description means.

    The longest phrase wins; a word that is also an adjective is a kind only on its own. Typing
    errors are forgiven; short codes mean nothing here.
    """
    filters = find_filters(text)
    blanked = text
    for one in filters:
        blanked = blanked[: one.start] + "," + " " * (one.end - one.start - 1) + blanked[one.end :]
    parts = [(one.start, Part(Role.FILTER, one.term)) for one in filters]
    parts += _Reading(blanked, vocabulary).parts()
    ordered = (part for _, part in sorted(parts, key=lambda pair: pair[0]))
    return Meaning(tuple(_distinct(ordered)))


def _distinct(parts: Iterator[Part]) -> Iterator[Part]:
    seen: list[Part] = []
    for part in parts:
        if part not in seen:
            seen.append(part)
            yield part


class _Reading:
    """Reads a description from left to right."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self._text, self._vocabulary = text, vocabulary
        self._tokens = list(_tokens(text))
        self._lone = len(self._tokens) == 1
        self._forms = [_form(token.word, vocabulary) for token in self._tokens]

    def parts(self) -> Iterator[tuple[int, Part]]:
        """Yield position and part."""
        at, away, force, begin = 0, False, None, -1
        last_away = False
        while at < len(self._tokens):
            token = self._tokens[at]
            if token.opens:
                away, force, begin, last_away = False, None, -1, False
            if token.word in _ALSO_NOT and last_away:
                away, at = True, at + 1
                continue
            if token.word in _NOT:
                away, at = True, at + 1
                continue
            if token.word in _FORCE and at + 1 < len(self._tokens):
                force, begin, at = _FORCE[token.word], token.start, at + 1
                continue
            size, part = self._part_at(at, force)
            if part is None:
                at += 1
                continue
            start = begin if begin >= 0 and part.role is Role.ATTRIBUTE else token.start
            said = self._text[start : self._tokens[at + size - 1].end]
            unwanted = away or token.negated
            yield token.start, _placed(part, said, unwanted=unwanted)
            at, last_away = at + size, unwanted
            away, force, begin = False, None, -1

    def _part_at(self, at: int, force: float | None) -> tuple[int, Part | None]:
        """Return the number of words of the part that begins here, and the part.

        Args:
            at: First word.
            force: How much of an attribute is wanted; `None`: nothing was said.
        """
        vocabulary, token = self._vocabulary, self._tokens[at]
        room = 1
        while at + room < len(self._tokens) and not self._tokens[at + room].opens:
            room += 1
        for size in range(min(vocabulary.longest, room), 0, -1):
            words = tuple(one.word for one in self._tokens[at : at + size])
            forms = tuple(self._forms[at : at + size])
            lone = self._lone and force is None
            if size == 1 and not lone and words[0] in vocabulary.adjectives:
                continue
            kinds = (
                vocabulary.phrases.get(words)
                or vocabulary.phrases.get(forms)
                or vocabulary.rare_kinds(words)
            )
            if kinds and not (size == 1 and words[0] in _EMPTY):
                weighed = {kind: weight * size for kind, weight in kinds.items()}
                return size, Part(Role.KIND, "", kinds=weighed, words=words)
        word, form = token.word, self._forms[at]
        compared = vocabulary.adjectives.get(word) or vocabulary.adjectives.get(form)
        if compared is not None:
            strength = 1.0 if force is None else force
            directions = {one: way * strength for one, way in compared.items()}
            return 1, Part(Role.ATTRIBUTE, "", attributes=directions, words=(word,))
        if word in _EMPTY or word.isdigit():
            return 1, None
        return 1, Part(Role.UNKNOWN, "", words=(word,))


def _placed(part: Part, said: str, *, unwanted: bool) -> Part:
    """Return a part as written; an unwanted attribute is the opposite one, wanted."""
    turned = {one: -way for one, way in part.attributes.items()} if unwanted else part.attributes
    return Part(part.role, said, unwanted, part.kinds, turned, part.words)


def _tokens(text: str) -> Iterator[_Token]:
    opens = True
    for match in _TOKEN.finditer(re.sub(r"(?<=\w)-(?=\w)", " ", text)):
        if match["break"]:
            opens = True
            continue
        word = match["word"].lower().partition("'")[0]
        yield _Token(word, bool(match["minus"]), match.start("word"), match.end(), opens)
        opens = False


@lru_cache(maxsize=4096)
def _form(word: str, vocabulary: Vocabulary) -> str:
    """Return the known word that a word means; itself if none."""
    if vocabulary.rare_kinds((word,)):
        return inflected_from(word, vocabulary.words) or word
    return nearest_word(word, vocabulary.words) or word
