"""A chunk finds what a loop over all texts finds."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models.library.search.chunk import SIZE, SearchChunk, pieces

LETTERS = "ab1/_. é日-"
texts = st.lists(st.text(LETTERS, min_size=1, max_size=9), max_size=12)
words = st.text(LETTERS, min_size=1, max_size=5)


def _found(chunk: SearchChunk, word: str, *, in_name: bool = False) -> set[int]:
    there = [set(chunk.find(piece, in_name=in_name).tolist()) for piece in pieces(word)]
    return set.intersection(*there)


@given(texts=texts, word=words)
def test_all_texts_that_contain_a_word_are_found_and_of_a_single_piece_no_others(
    texts: list[str], word: str
) -> None:
    chunk = SearchChunk.build(enumerate(texts))
    wanted = {at for at, text in enumerate(texts) if word in text}
    named = {at for at, text in enumerate(texts) if word in text.rpartition("/")[2]}

    found = _found(chunk, word)
    assert wanted <= found
    if len(pieces(word)) == 1:
        assert wanted == found
    if "/" not in word:
        found = _found(chunk, word, in_name=True)
        assert named <= found
        if len(pieces(word)) == 1:
            assert named == found


@given(texts=texts)
def test_a_chunk_is_what_its_arrays_say(texts: list[str]) -> None:
    chunk = SearchChunk.build(enumerate(texts))
    again = SearchChunk(chunk.words, chunk.ends.copy(), chunk.places.copy())

    assert len(chunk.ends) == chunk.words.count(b"\n") - 1
    for word in ("a", "b/", "é"):
        assert _found(again, word) == _found(chunk, word)


def test_the_last_offset_of_a_chunk_has_room_beside_the_flag() -> None:
    chunk = SearchChunk.build([(SIZE - 1, "a/b"), (0, "b/a")])

    assert _found(chunk, "a") == {0, SIZE - 1}
    assert _found(chunk, "a", in_name=True) == {0}
    assert chunk.places.dtype == np.uint16
    assert pieces("a\nb") == ()
