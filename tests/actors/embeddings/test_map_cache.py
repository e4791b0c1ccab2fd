"""The map is kept, and new sounds find a place on it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from actors.embeddings.map_cache import NAME, lay_out_cached
from tests.models.map.test_layout import sounds

IDS = np.arange(1, 201)


def test_the_next_start_shows_the_same_map(tmp_path: Path) -> None:
    vectors, _ = sounds(200)
    first = lay_out_cached(IDS, vectors, tmp_path, "model")
    again = lay_out_cached(IDS, vectors, tmp_path, "model")

    assert np.array_equal(first.places, again.places)
    assert first.ids.array.tolist() == IDS.tolist()


def test_what_lies_somewhere_stays_there_when_sounds_come_and_go(tmp_path: Path) -> None:
    vectors, kind = sounds(200)
    before = lay_out_cached(IDS[:180], vectors[:180], tmp_path, "model")
    after = lay_out_cached(IDS[10:], vectors[10:], tmp_path, "model")
    new = after.places[170:]
    apart = ((new[:, None] - before.places[None]) ** 2).sum(-1)

    assert np.array_equal(before.places[10:], after.places[:170])
    assert (kind[:180][apart.argmin(1)] == kind[180:]).mean() > 0.9


def test_with_mostly_new_sounds_it_is_laid_out_anew(tmp_path: Path) -> None:
    vectors, _ = sounds(200)
    before = lay_out_cached(IDS[:50], vectors[:50], tmp_path, "model")
    after = lay_out_cached(IDS, vectors, tmp_path, "model")

    assert not np.array_equal(before.places, after.places[:50])


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut", None])
def test_a_damaged_or_foreign_one_is_made_anew(tmp_path: Path, content: bytes | None) -> None:
    vectors, _ = sounds(50)
    first = lay_out_cached(IDS[:50], vectors, tmp_path, "other" if content is None else "model")
    if content is not None:
        (tmp_path / NAME).write_bytes(content)

    assert np.array_equal(lay_out_cached(IDS[:50], vectors, tmp_path, "model").places, first.places)


def test_a_place_that_cannot_be_written_is_no_reason_to_show_none(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    vectors, _ = sounds(20)

    assert len(lay_out_cached(IDS[:20], vectors, tmp_path / "file" / "below", "model").places) == 20


@pytest.mark.parametrize(
    "places", [np.full((50, 2), np.nan), np.full((50, 2), 9.0), np.zeros((50, 3)), np.zeros(50)]
)
def test_places_that_cannot_be_are_not_believed(
    tmp_path: Path, places: NDArray[np.float64]
) -> None:
    vectors, _ = sounds(50)
    first = lay_out_cached(IDS[:50], vectors, tmp_path, "model")
    np.savez(tmp_path / NAME, model=np.array("model"), ids=IDS[:50], places=places)

    assert np.array_equal(lay_out_cached(IDS[:50], vectors, tmp_path, "model").places, first.places)


def test_a_sound_with_another_content_lies_elsewhere(tmp_path: Path) -> None:
    vectors, _ = sounds(200)
    marks = np.zeros(200, np.uint32)
    before = lay_out_cached(IDS, vectors, tmp_path, "model", marks)
    vectors[7], marks[7] = vectors[150], 1
    after = lay_out_cached(IDS, vectors, tmp_path, "model", marks)

    others = np.arange(200) != 7
    assert np.array_equal(before.places[others], after.places[others])
    assert not np.array_equal(before.places[7], after.places[7])
