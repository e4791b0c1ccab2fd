"""Each decision has a number of its own, in its name, its title and the index."""

from __future__ import annotations

import re
from pathlib import Path

PAGES = Path(__file__).parents[2] / "docs" / "decisions"


def test_each_decision_has_a_number_of_its_own_and_is_in_the_index() -> None:
    pages = sorted(PAGES.glob("[0-9]*.md"))
    numbers = [int(page.name[:4]) for page in pages]
    titles = [page.read_text(encoding="utf-8").splitlines()[0] for page in pages]
    index = (PAGES / "README.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| (\d+) \| \[.*?\]\((\d{4}-[\w-]+\.md)\)", index, re.MULTILINE)

    assert len(pages) > 40
    assert len(set(numbers)) == len(numbers)
    assert [int(re.findall(r"^# (\d+)\.", title)[0]) for title in titles] == numbers
    assert [(int(number), name) for number, name in listed] == [
        (number, page.name) for number, page in zip(numbers, pages, strict=True)
    ]
