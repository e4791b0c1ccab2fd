"""Words for kinds of sounds and their attributes, read from tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from models.words.attribute import Attribute

Kinds = Mapping[str, float]
"""Weight of each kind that a word means, 0 to 1."""
Phrase = tuple[str, ...]
"""One word or several, lower case."""
_WORD = re.compile(r"[^\W\d_]+|\d+")
_WEIGHED = re.compile(r"(?P<kind>.+?)(?:\s+(?P<weight>\d+(?:\.\d+)?))?")
_COMPARED = re.compile(r"(?P<sign>[+-])\s*(?P<attribute>.+)")
COMMENT = "#"


@dataclass(frozen=True, slots=True)
class LineError:
    """An invalid line of a table."""

    line: int
    """From 1."""
    text: str
    reason: str


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """What words mean."""

    groups: Mapping[str, str]
    """Group of each kind, in order of the thesaurus."""
    phrases: Mapping[Phrase, Kinds]
    codes: Mapping[Phrase, Kinds] = field(default_factory=dict)
    """Short words that count in names of files only."""
    adjectives: Mapping[str, Mapping[Attribute, float]] = field(default_factory=dict)
    """Attributes of each adjective: 1 more of it, -1 less."""
    rare: Mapping[str, str] = field(default_factory=dict)
    """Words that are looked up if no other has that meaning: kind, tab, weight."""
    types: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Kinds of each type that a person may correct; other types are wider than any kind."""

    @cached_property
    def words(self) -> frozenset[str]:
        """All single words that are known, rare ones excepted: what misspelt ones may mean."""
        return frozenset(word for phrase in self.phrases for word in phrase) | frozenset(
            self.adjectives
        )

    @cached_property
    def longest(self) -> int:
        """Words of the longest phrase."""
        return max(map(len, self.phrases), default=1)

    def rare_kinds(self, words: Phrase) -> Kinds | None:
        """Return what a rare word or phrase means; `None`: it is none."""
        kind, _, weight = self.rare.get(" ".join(words), "").partition("\t")
        return {kind: float(weight)} if kind in self.groups else None

    @cached_property
    def of_kind(self) -> Mapping[str, tuple[str, ...]]:
        """Words that mean a kind, in names of files too."""
        found: dict[str, list[str]] = {kind: [] for kind in self.groups}
        for phrase, kinds in (*self.phrases.items(), *self.codes.items()):
            for kind in kinds:
                found[kind].append(" ".join(phrase))
        return {kind: tuple(words) for kind, words in found.items()}


def split_words(text: str) -> Phrase:
    """Return the words and numbers of a text, lower case."""
    return tuple(_WORD.findall(text.lower()))


def parse_vocabulary(
    thesaurus: str, general: str, adjectives: str, rare: str = "", types: str = ""
) -> Vocabulary:
    """Return the vocabulary of the shipped tables.

    Raises:
        ValueError: A line is invalid; the message names it.
    """
    groups: dict[str, str] = {}
    phrases: dict[Phrase, dict[str, float]] = {}
    codes: dict[Phrase, dict[str, float]] = {}
    for _, (kind, group, words, *short) in _rows(thesaurus):
        groups[kind] = group
        for target, listed in ((phrases, words), (codes, short[0] if short else "")):
            for word in filter(None, listed.split("|")):
                target.setdefault(split_words(word), {})[kind] = 1.0
    for line, (word, meaning, *_) in _rows(general):
        phrases[split_words(word)] = dict(_kinds(line, meaning, groups))
    unsure = dict(line.split("\t", 1) for line in rare.splitlines() if "\t" in line)
    compared = {
        word: dict(_attributes(line, meaning)) for line, (word, meaning) in _rows(adjectives)
    }
    corrected = {
        name: frozenset(kind for kind, _ in _kinds(line, meaning, groups))
        for line, (name, meaning) in _rows(types)
    }
    return Vocabulary(groups, phrases, codes, compared, unsure, corrected)


def extend_vocabulary(
    vocabulary: Vocabulary, table: str
) -> tuple[Vocabulary, tuple[LineError, ...]]:
    """Return the vocabulary with a person's own words, and the lines that are invalid.

    A line has a word or phrase, a tab, and its meaning: kinds with or without weights (`snare`,
    `snare 1, clap 0.5`) or attributes with `+` or `-` (`-brightness, +low end`).
    """
    phrases, adjectives = dict(vocabulary.phrases), dict(vocabulary.adjectives)
    errors = []
    for number, text in enumerate(table.splitlines(), 1):
        if not text.strip() or text.lstrip().startswith(COMMENT):
            continue
        word, tab, meaning = text.strip().partition("\t")
        said = split_words(word)
        try:
            if not tab or not said or not meaning:
                raise ValueError("write a word, a tab, and what it means")
            if _COMPARED.fullmatch(meaning.split(",")[0].strip()):
                if len(said) > 1:
                    raise ValueError("only a single word compares an attribute")
                adjectives[" ".join(said)] = dict(_attributes(number, meaning))
                phrases.pop(said, None)
            else:
                phrases[said] = dict(_kinds(number, meaning, vocabulary.groups))
                adjectives.pop(" ".join(said), None)
        except ValueError as error:
            reason = str(error).removeprefix(f"line {number}: ")
            errors.append(LineError(number, text, reason))
    newer = replace(vocabulary, phrases=phrases, adjectives=adjectives)
    return newer, tuple(errors)


def _rows(table: str) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(table.splitlines(), 1):
        if line and not line.startswith(COMMENT):
            yield number, line.split("\t")


def _kinds(line: int, meaning: str, known: Mapping[str, str]) -> Iterator[tuple[str, float]]:
    for part in meaning.split(","):
        match = _WEIGHED.fullmatch(part.strip())
        if match is None or match["kind"] not in known:
            raise ValueError(f"line {line}: no kind is called “{part.strip()}”")
        weight = float(match["weight"] or 1)
        if not 0 < weight <= 1:
            raise ValueError(f"line {line}: a weight is above 0 and at most 1, not {weight:g}")
        yield match["kind"], weight


def _attributes(line: int, meaning: str) -> Iterator[tuple[Attribute, float]]:
    for part in meaning.split(","):
        match = _COMPARED.fullmatch(part.strip())
        try:
            if match is None:
                raise ValueError
            attribute = Attribute(match["attribute"])
        except ValueError:
            known = ", ".join(Attribute)
            raise ValueError(
                f"line {line}: “{part.strip()}” is no attribute with + or -; they are: {known}"
            ) from None
        yield attribute, 1.0 if match["sign"] == "+" else -1.0
