"""Searches that are kept under a name."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NewType, cast

from models.audio.span import Span
from models.audio.units import CollectionId, Frames, SampleId, SourceId
from models.embedding.aspect import WEIGHTS, Aspect
from models.library.file_name import encode_path
from models.library.query import Query
from models.library.stored_json import Fields, as_integer, as_number, as_path, as_text, load_json
from models.library.view_state import parse_view_state, view_state_of
from models.similarity.query import SimilarityQuery
from models.similarity.reference_sound import Sound

SearchId = NewType("SearchId", int)
"""The library's permanent id of a saved search."""


@dataclass(frozen=True, slots=True)
class Question:
    """All that a list shows: a question by sounds and words, and filters."""

    query: Query = Query()
    asked: SimilarityQuery | None = None
    """`None`: only filters."""

    @property
    def empty(self) -> bool:
        """Whether it asks for nothing."""
        query = self.query
        filters = query.words or query.folder or query.tag is not None
        return self.asked is None and not filters and query.collection is None

    def to_text(self) -> str:
        """Return it as JSON; what was selected by hand is left out, and so is what marks teach."""
        asked = self.asked
        plain: dict[str, object] = {
            "list": view_state_of(self.query, None).to_json(),
            "source": self.query.source,
            "collection": self.query.collection,
        }
        if asked is not None:
            plain["asked"] = {
                "words": asked.words,
                "wanted": [_plain_sound(one) for one in asked.wanted],
                "unwanted": [_plain_sound(one) for one in asked.unwanted],
                "weights": {aspect.value: weight for aspect, weight in asked.weights.items()},
                "inside": asked.inside,
            }
        return json.dumps(plain)


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A question with a name."""

    id: SearchId
    name: str
    question: Question


def parse_question(text: str) -> Question:
    """Return a stored question; what is invalid counts as absent."""
    fields = Fields(load_json(text))
    source, collection = as_integer(fields["source"]), as_integer(fields["collection"])
    query = parse_view_state(fields["list"]).query(None if source is None else SourceId(source))
    if collection is not None:
        query = replace(query, collection=CollectionId(collection))
    if not isinstance(fields["asked"], dict):
        return Question(query)
    asked = Fields(fields["asked"])
    found = SimilarityQuery(
        _sounds(asked["wanted"]),
        _sounds(asked["unwanted"]),
        _weights(asked["weights"]),
        as_text(asked["words"]) or "",
        inside=asked["inside"] is True,
    )
    return Question(query, found if found.wanted or found.words else None)


def _plain_sound(sound: Sound) -> dict[str, object]:
    span = None if sound.span is None else [sound.span.start, sound.span.end]
    return {"path": encode_path(sound.path), "sample": sound.sample, "span": span}


def _sounds(plain: object) -> tuple[Sound, ...]:
    entries = cast("list[object]", plain) if isinstance(plain, list) else []
    return tuple(sound for entry in entries if (sound := _sound(Fields(entry))) is not None)


def _sound(fields: Fields) -> Sound | None:
    path, sample = as_path(fields["path"]), as_integer(fields["sample"])
    if path is None or (not path and sample is None):
        return None
    return Sound(path, None if sample is None else SampleId(sample), _span(fields["span"]))


def _span(plain: object) -> Span | None:
    entries = cast("list[object]", plain) if isinstance(plain, list) else []
    match [as_integer(one) for one in entries]:
        case [int(start), int(end)] if 0 <= start < end:
            return Span(Frames(start), Frames(end))
        case _:
            return None


def _weights(plain: object) -> Mapping[Aspect, float]:
    fields = Fields(plain)
    found = {aspect: as_number(fields[aspect.value]) for aspect in Aspect}
    known = {one: weight for one, weight in found.items() if weight is not None and weight >= 0}
    return known if any(known.values()) else WEIGHTS
