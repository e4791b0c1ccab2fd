"""Nothing is shipped that is not listed with its origin, licence and hash."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.list_data import DATA, README, ROW, digest, shipped_files

ROWS = {row["path"]: row for row in ROW.finditer(README.read_text(encoding="utf-8"))}
OURS = {"MIT", "text of a licence"}


def test_every_shipped_file_is_listed_and_nothing_else() -> None:
    assert set(ROWS) == set(shipped_files())


@pytest.mark.parametrize("path", sorted(ROWS))
def test_a_shipped_file_is_the_one_that_was_listed(path: str) -> None:
    assert f"`{digest(path)}`" in ROWS[path][0]


def test_the_licence_of_others_lies_beside_their_work() -> None:
    wanted = {(Path(path).parent, row["licence"]) for path, row in ROWS.items()}

    missing = [
        f"{folder}/{licence}"
        for folder, licence in wanted
        if licence not in OURS and not (DATA / folder / "licences" / f"{licence}.txt").is_file()
    ]
    assert missing == []
