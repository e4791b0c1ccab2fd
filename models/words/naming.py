"""Kinds of sounds that names tell: of files, folders and collections."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from models.words.spelling import inflected_from
from models.words.vocabulary import Phrase, Vocabulary, split_words

_CAPITALS = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[^\W\d_])(?=\d)")
_EXTENSION = re.compile(r"\.\w{2,4}$")


def name_words(name: str) -> Phrase:
    """Return the words of a name: `OpenHat_01.wav` has `open`, `hat`, `01`."""
    return split_words(_CAPITALS.sub(" ", _EXTENSION.sub("", name)))


def named_kinds(words: Phrase, vocabulary: Vocabulary) -> frozenset[str]:
    """Return the kinds that the words of a name tell.

    Exact words, their forms and short codes count; no typing errors, and no words of several kinds.
    """
    # Most numbers only count the takes; without them names of one series are read once.
    known = vocabulary.words
    return _kinds_of(
        tuple(word for word in words if word in known or not word.isdigit()), vocabulary
    )


@lru_cache(maxsize=1 << 15)
def _kinds_of(words: Phrase, vocabulary: Vocabulary) -> frozenset[str]:
    return frozenset(kind for kinds in _read(words, vocabulary) for kind in kinds)


@lru_cache(maxsize=1 << 14)
def _form(word: str, vocabulary: Vocabulary) -> str:
    return inflected_from(word, vocabulary.words) or word


def _read(words: Phrase, vocabulary: Vocabulary) -> Iterator[Phrase]:
    forms = tuple(_form(word, vocabulary) for word in words)
    at = 0
    while at < len(words):
        for size in range(min(vocabulary.longest, len(words) - at), 0, -1):
            own, changed = words[at : at + size], forms[at : at + size]
            kinds = (
                vocabulary.phrases.get(own)
                or vocabulary.codes.get(own)
                or vocabulary.phrases.get(changed)
            )
            if kinds:
                if all(weight == 1.0 for weight in kinds.values()):
                    yield tuple(kinds)
                at += size
                break
        else:
            at += 1
