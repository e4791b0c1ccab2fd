"""Questions that are kept survive their stored form, whatever else stands there."""

from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from models.audio.span import Span
from models.audio.units import CollectionId, Frames, SampleId, SourceId
from models.embedding.aspect import WEIGHTS, Aspect
from models.library.query import Query
from models.library.tag import Tag
from models.similarity.query import SimilarityQuery
from models.similarity.reference_sound import Sound
from models.similarity.saved_search import Question, parse_question

paths = st.binary(min_size=1, max_size=12).filter(lambda path: b"\0" not in path)
spans = st.builds(
    lambda start, length: Span(Frames(start), Frames(start + length)),
    st.integers(0, 1000),
    st.integers(1, 1000),
)
sounds = st.builds(Sound, paths, st.none() | st.integers(1, 99).map(SampleId), st.none() | spans)
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
weights = st.dictionaries(st.sampled_from(Aspect), st.floats(0.1, 9), min_size=1)
asked = st.builds(
    SimilarityQuery,
    st.lists(sounds, min_size=1, max_size=3).map(tuple),
    st.lists(sounds, max_size=2).map(tuple),
    weights,
    words,
    inside=st.booleans(),
)
queries = st.builds(
    Query,
    st.none() | st.integers(1, 9).map(SourceId),
    folder=paths,
    words=words,
    tag=st.none() | st.sampled_from(Tag),
    descending=st.booleans(),
    collection=st.none() | st.integers(1, 9).map(CollectionId),
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


@given(query=queries, question=st.none() | asked)
def test_a_question_is_read_as_it_was_kept(query: Query, question: SimilarityQuery | None) -> None:
    kept = Question(query, question)

    assert parse_question(kept.to_text()) == kept


@given(plain=json_values, asked_plain=json_values, sound=json_values)
def test_a_damaged_one_is_read_as_far_as_it_is_valid(
    plain: object, asked_plain: object, sound: object
) -> None:
    for value in (
        plain,
        {"asked": asked_plain, "list": plain},
        {"asked": {"wanted": [sound], "words": "kick", "weights": plain, "unwanted": sound}},
    ):
        found = parse_question(json.dumps(value))
        if found.asked is not None:
            assert found.asked.wanted or found.asked.words
            assert any(found.asked.weights.values())
    assert parse_question("no JSON") == Question()


def test_what_asks_for_nothing_is_empty() -> None:
    asks = SimilarityQuery((Sound(b"/kick.wav"),))

    assert Question().empty
    assert Question(Query(SourceId(1))).empty
    assert not Question(Query(words="len<1")).empty
    assert not Question(asked=replace(asks, weights=WEIGHTS)).empty
