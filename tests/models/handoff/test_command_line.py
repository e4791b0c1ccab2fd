"""Command lines of editors."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.handoff.command_line import InvalidCommand, command_lines

PATHS = [b"/a b.wav", b"/\xff.wav"]


@pytest.mark.parametrize(
    ("template", "wanted"),
    [
        ("audacity %F", [[b"audacity", *PATHS]]),
        ("audacity", [[b"audacity", *PATHS]]),
        ("edit --one %f -x", [[b"edit", b"--one", path, b"-x"] for path in PATHS]),
        ("edit %U", [[b"edit", b"file:///a%20b.wav", b"file:///%FF.wav"]]),
        ("'/opt/my editor' 100%% %i %F", [[b"/opt/my editor", b"100%", *PATHS]]),
    ],
)
def test_codes(template: str, wanted: list[list[bytes]]) -> None:
    assert [[*line] for line in command_lines(template, PATHS)] == wanted


@pytest.mark.parametrize("template", ["", "  ", "edit 'a"])
def test_refused(template: str) -> None:
    with pytest.raises(InvalidCommand):
        command_lines(template, PATHS)


@given(st.text(), st.lists(st.binary(min_size=1).map(lambda raw: b"/" + raw), min_size=1))
def test_every_path_is_handed_over_once_and_whole(template: str, paths: list[bytes]) -> None:
    try:
        lines = command_lines(template, paths)
    except InvalidCommand:
        return
    if not set("%") & set(template):
        assert [word for line in lines for word in line][-len(paths) :] == paths
