"""Reads the tables of words: the shipped ones, and a person's own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from models.words.mistakes import WordMistakes
from models.words.vocabulary import Vocabulary, extend_vocabulary, parse_vocabulary

SHIPPED = Path(__file__).parents[2] / "data" / "words"
OWN = "words.tsv"
"""A person's own words, beside `config.toml`."""
NAMES = ("thesaurus", "general", "adjectives", "wordnet", "types")


@dataclass(frozen=True, slots=True)
class Reading:
    """A vocabulary, and what is wrong with a person's own words."""

    vocabulary: Vocabulary
    mistakes: WordMistakes = WordMistakes()


@lru_cache(maxsize=1)
def shipped_vocabulary() -> Vocabulary:
    """Return the vocabulary of the shipped tables.

    Raises:
        OSError: A table is missing.
        ValueError: One is damaged.
    """
    tables = [(SHIPPED / f"{name}.tsv").read_text(encoding="utf-8") for name in NAMES]
    return parse_vocabulary(*tables)


def read_vocabulary(folder: Path | None) -> Reading:
    """Return the shipped vocabulary with a person's own words.

    Args:
        folder: Folder of `config.toml`, where `OWN` may lie; `None`: only the shipped words.
    """
    shipped = shipped_vocabulary()
    if folder is None:
        return Reading(shipped)
    try:
        table = (folder / OWN).read_text(encoding="utf-8")
    except FileNotFoundError:
        return Reading(shipped)
    except (OSError, UnicodeDecodeError) as error:
        return Reading(shipped, WordMistakes(problem=str(error)))
    vocabulary, errors = extend_vocabulary(shipped, table)
    return Reading(vocabulary, WordMistakes(errors))
