"""What is kept from one search to the next: only what is no duplicate."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from actors.embeddings.duplicates import ruled_out
from actors.embeddings.duplicates.ruled_out import NAME, RuledOut, pair_names
from models.audio.units import SampleId, SourceId
from models.library.sample import Sample

ONE, OTHER, THIRD = (
    Sample(SampleId(at), SourceId(1), b"/%d" % at, str(at), token=bytes([at]) * 16)
    for at in range(3)
)


def test_pairs_are_known_again_whichever_comes_first(tmp_path: Path) -> None:
    RuledOut(tmp_path / "cache").keep(pair_names([(ONE, OTHER)]))
    known = RuledOut(tmp_path / "cache").known(pair_names([(OTHER, ONE), (ONE, THIRD)]))

    assert known.tolist() == [True, False]


def test_of_a_file_that_was_not_read_nothing_is_kept(tmp_path: Path) -> None:
    pairs = pair_names([(ONE, replace(OTHER, token=b""))])
    RuledOut(tmp_path).keep(pairs)

    assert not RuledOut(tmp_path).known(pairs).any()


def test_no_pairs(tmp_path: Path) -> None:
    assert RuledOut(tmp_path).known(pair_names([])).tolist() == []


@pytest.mark.parametrize("damage", [b"", b"PK", b"\0" * 4_000])
def test_a_damaged_file_is_as_none(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / NAME).write_bytes(damage)

    assert not RuledOut(tmp_path).known(pair_names([(ONE, OTHER)])).any()


def test_under_another_rule_nothing_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pairs = pair_names([(ONE, OTHER)])
    RuledOut(tmp_path).keep(pairs)
    monkeypatch.setattr(ruled_out, "RULE", "another")

    assert not RuledOut(tmp_path).known(pairs).any()


def test_where_nothing_can_be_written_nothing_is_lost(tmp_path: Path) -> None:
    (tmp_path / "cache").write_bytes(b"")
    RuledOut(tmp_path / "cache").keep(np.array([1], np.uint64))

    assert (tmp_path / "cache").read_bytes() == b""
