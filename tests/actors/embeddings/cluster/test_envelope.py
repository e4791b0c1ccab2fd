"""Messages between app and workers: they arrive unchanged, and whatever else arrives is refused."""

from __future__ import annotations

import pickle
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.embeddings.cluster import restricted_pickle
from actors.embeddings.cluster.content import is_valid
from actors.embeddings.cluster.envelope import (
    Answer,
    File,
    Malformed,
    Purpose,
    pack_answer,
    pack_request,
    unpack_answer,
    unpack_request,
)
from actors.embeddings.executor import Fault, Work

FILES = st.builds(File, st.binary(max_size=30), st.binary(max_size=16))
REPLIES = st.lists(st.binary(max_size=40), max_size=5)
PURPOSE = Purpose("embed", "sempal 1", "aisfx", "12ab")


@given(st.lists(st.lists(FILES, min_size=1, max_size=2), max_size=4))
def test_requests_arrive_as_they_were(questions: list[list[File]]) -> None:
    assert unpack_request(pack_request(PURPOSE, questions)) == (PURPOSE, questions)


@given(REPLIES, st.sampled_from([None, *Fault]), st.integers(0, 5))
def test_answers_arrive_as_they_were(
    replies: list[bytes], fault: Fault | None, missing: int
) -> None:
    parts: tuple[bytes | None, ...] = (*replies, *[None] * (missing if fault else 0))
    answer = Answer(parts, fault, "why")

    assert unpack_answer(pack_answer(answer), len(parts)) == answer
    with pytest.raises(Malformed):
        unpack_answer(pack_answer(answer), len(parts) + 1)


@given(REPLIES, st.data())
def test_damage_is_noticed(replies: list[bytes], data: st.DataObject) -> None:
    packed = bytearray(pack_answer(Answer(tuple(replies))))
    at = data.draw(st.integers(0, len(packed) - 1))
    packed[at] ^= data.draw(st.integers(1, 255))
    cut = bytes(packed[: data.draw(st.integers(0, len(packed)))])

    for wrong in (bytes(packed), cut if len(cut) < len(packed) else b"", "text", None, 7):
        with pytest.raises(Malformed):
            unpack_answer(wrong, len(replies))


@given(
    st.sampled_from(Work), st.binary(max_size=60), st.sampled_from([b"+", b"=", b"-", b"!", b""])
)
def test_any_content_is_judged_and_none_raises(work: Work, content: bytes, first: bytes) -> None:
    assert is_valid(work, first + content) in {True, False}
    if not first:
        with suppress(Malformed):
            unpack_answer(content, 1)


@pytest.mark.parametrize(
    "value", [b"bytes", "text", 7, [1, (2.5, None)], {"a": {1}}, ValueError("x")]
)
def test_plain_values_are_unpickled(value: Any) -> None:
    if isinstance(value, dict):
        with pytest.raises(restricted_pickle.ForbiddenPickle, match="set"):
            restricted_pickle.loads(pickle.dumps(value, 2))
    else:
        assert str(restricted_pickle.loads(pickle.dumps(value))) == str(value)


@pytest.mark.parametrize("name", ["eval", "exec", "open", "getattr", "__import__", "compile"])
def test_functions_are_not(name: str) -> None:
    with pytest.raises(restricted_pickle.ForbiddenPickle, match=name):
        restricted_pickle.loads(b"cbuiltins\n" + name.encode() + b"\n.")
    with pytest.raises(restricted_pickle.ForbiddenPickle, match="system"):
        restricted_pickle.loads(b"cposix\nsystem\n(S'true'\ntR.")
