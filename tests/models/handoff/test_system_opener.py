"""What opens and shows files on each system."""

from __future__ import annotations

import pytest

from models.handoff.system_opener import opener_line, reports_failure, reveal_line


@pytest.mark.parametrize(
    ("platform", "opened", "revealed"),
    [
        ("linux", (b"xdg-open", b"/a&b.wav"), ()),
        ("freebsd14", (b"xdg-open", b"/a&b.wav"), ()),
        ("darwin", (b"open", b"/a&b.wav"), (b"open", b"-R", b"/a&b.wav")),
        ("win32", (b"explorer", b"/a&b.wav"), (b"explorer", b"/select,/a&b.wav")),
    ],
)
def test_each_system_has_its_program(
    platform: str, opened: tuple[bytes, ...], revealed: tuple[bytes, ...]
) -> None:
    assert opener_line(b"/a&b.wav", platform) == opened
    assert reveal_line(b"/a&b.wav", platform) == revealed
    assert reports_failure(opened[0]) is (platform != "win32")
