"""What the names of a library tell of its sounds: which match a description, and which teach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from models.library.sample_name import SampleName
from models.library.text_folding import fold_for_search
from models.types.sound_type import SoundType
from models.words import weights
from models.words.meaning import Meaning, Part, Role
from models.words.naming import name_words, named_kinds
from models.words.vocabulary import Phrase, Vocabulary, split_words

SHORTEST = 4
"""Letters from which an unknown word may be a part of a word of a name."""


@dataclass(frozen=True, slots=True)
class NameEvidence:
    """What the names of one sample tell."""

    share: float = 0.0
    """Share of the wanted parts of a description that its names contain, 0 to 1."""
    shunned: float = 0.0
    """Share of the unwanted parts that its names contain."""
    named_so: bool = False
    """A name of its own, a collection or a corrected type tells a wanted kind."""
    folder_only: bool = False
    """Only its folder does."""
    otherwise: bool = False
    """It is named, and not so."""
    words: tuple[str, ...] = ()
    """Wanted parts found in names of its own."""
    folder_words: tuple[str, ...] = ()
    """Wanted parts found in the name of its folder only."""


@dataclass(slots=True)
class _Names:
    own: Phrase = ()
    """Words of the file name and of collections."""
    folder: Phrase = ()
    own_kinds: frozenset[str] = field(default_factory=frozenset)
    folder_kinds: frozenset[str] = field(default_factory=frozenset)


def search_words(meaning: Meaning, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return words one of which a name must contain to be evidence; folded, none in another."""
    kinds = {*meaning.kinds(), *meaning.kinds(unwanted=True)}
    found = {max(split_words(word), key=len) for kind in kinds for word in vocabulary.of_kind[kind]}
    for part in meaning.parts:
        if part.role is not Role.FILTER:
            found.update(part.words)
    folded = sorted({fold_for_search(word) for word in found} - {""}, key=len)
    shortest: list[str] = []
    for word in folded:
        if not any(one in word for one in shortest):
            shortest.append(word)
    return tuple(shortest)


def search_types(meaning: Meaning, vocabulary: Vocabulary) -> tuple[SoundType, ...]:
    """Return the corrected types that are evidence."""
    kinds = frozenset({*meaning.kinds(), *meaning.kinds(unwanted=True)})
    return tuple(one for one in SoundType if kinds & vocabulary.types.get(one.value, kinds - kinds))


def name_evidence(name: SampleName, meaning: Meaning, vocabulary: Vocabulary) -> NameEvidence:
    """Return what the names of a sample tell of it."""
    names = _read(name, vocabulary)
    wanted = [part for part in meaning.parts if part.words and not part.unwanted]
    unwanted = [part for part in meaning.parts if part.words and part.unwanted]
    kinds = frozenset(meaning.kinds())
    own = [part for part in wanted if _tells(part, names.own, names.own_kinds)]
    folder = [
        part
        for part in wanted
        if part not in own and _tells(part, names.folder, names.folder_kinds)
    ]
    shunned = [
        part
        for part in unwanted
        if part.role is not Role.ATTRIBUTE and _tells(part, names.own, names.own_kinds)
    ]
    named_so = bool(kinds & names.own_kinds)
    return NameEvidence(
        (len(own) + weights.FOLDER * len(folder)) / max(1, len(wanted)),
        len(shunned) / max(1, len(unwanted)),
        named_so,
        folder_only=not named_so and not names.own_kinds and bool(kinds & names.folder_kinds),
        otherwise=not named_so and bool(names.own_kinds),
        words=tuple(part.text for part in own),
        folder_words=tuple(part.text for part in folder),
    )


@lru_cache(maxsize=1 << 14)
def _read(name: SampleName, vocabulary: Vocabulary) -> _Names:
    own = name_words(name.name)
    kinds = named_kinds(own, vocabulary)
    for collection in name.collections:
        words = name_words(collection)
        own += words
        kinds |= named_kinds(words, vocabulary)
    if name.type is not None and name.type.value in vocabulary.types:
        kinds = vocabulary.types[name.type.value]  # a correction outweighs any name
    folder, folder_kinds = _read_folder(name.folder, vocabulary)
    return _Names(own, folder, kinds, folder_kinds)


@lru_cache(maxsize=1 << 12)
def _read_folder(path: str, vocabulary: Vocabulary) -> tuple[Phrase, frozenset[str]]:
    """Return the words of a folder and those around it, and the kinds that they tell."""
    parts = [name_words(part) for part in path.split("/")]
    kinds = frozenset(kind for words in parts for kind in named_kinds(words, vocabulary))
    return tuple(word for words in parts for word in words), kinds


def _tells(part: Part, words: Sequence[str], kinds: frozenset[str]) -> bool:
    if part.role is Role.KIND:
        return not kinds.isdisjoint(part.kinds)
    joined = " ".join(words)
    return all(word in (joined if len(word) >= SHORTEST else words) for word in part.words)
