"""Notices of the status bar leave once they could be read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from models.audio.output import Output
from models.audio.units import SourceId
from models.library.report import ScanReport
from models.state.notice import Notice, NoticeKind
from models.state.screen import Panel, Screen
from ui.text import shell as text
from ui.text.notices import notice_words

if TYPE_CHECKING:
    from tests.ui.stage import Stage

SAID = Notice(NoticeKind.LOG_COPIED, count=3, number=1)
ERROR = Notice(NoticeKind.LOG_UNREADABLE, reason="file not found", number=2)
AGAIN = Notice(NoticeKind.LOG_COPIED, count=3, number=3)
HINT = text.HINTS[Panel.SAMPLES]


def test_a_notice_leaves_and_the_next_one_is_shown(stage: Stage) -> None:
    from ui.shell.status_bar import StatusBar
    from ui.theme import DESKTOP
    from ui.widgets.label import TextLabel

    bar = StatusBar(lambda _intent: None, DESKTOP, lambda _notice: 0.1)
    stage.put(bar, 0, 0, 1000, 28)

    def shown() -> set[str]:
        return {child.text for child in bar.children if isinstance(child, TextLabel)}

    for notice in (SAID, ERROR, AGAIN):
        bar.show(Screen(notice=notice), Panel.SAMPLES, Output(), (), "")
        assert notice_words(notice) in shown()
        stage.until(lambda: HINT in shown())
        bar.show(Screen(notice=notice), Panel.SAMPLES, Output(), (), "")  # anything else changed
        assert HINT in shown()
    # A list of all is kept, of those that came between two frames, too, with the time of each.
    said = (SAID, ERROR, AGAIN)
    bar.show(Screen(notice=ERROR, notices=said[:2]), Panel.SAMPLES, Output(), (), "")
    before = bar.said
    bar.show(Screen(notice=AGAIN, notices=said), Panel.SAMPLES, Output(), (), "")
    assert (bar.said[:2], [one for _, one in bar.said]) == (before, list(said))
    bar.show(Screen(notice=SAID), Panel.SAMPLES, Output(), (), "")
    bar.show(Screen(), Panel.WAVEFORM, Output(), (), "")
    assert text.HINTS[Panel.WAVEFORM] in shown()


def test_a_report_of_a_scan_does_not_hide_an_error(stage: Stage) -> None:
    from ui.shell.status_bar import StatusBar
    from ui.theme import DESKTOP
    from ui.widgets.label import TextLabel

    bar = StatusBar(lambda _intent: None, DESKTOP, lambda _notice: 0.3)
    stage.put(bar, 0, 0, 1000, 28)
    scanned = Notice(NoticeKind.SCAN_ENDED, "Kicks", about=ScanReport(SourceId(1)), number=4)

    def shown() -> set[str]:
        return {child.text for child in bar.children if isinstance(child, TextLabel)}

    bar.show(Screen(notice=ERROR), Panel.SAMPLES, Output(), (), "")
    bar.show(Screen(notice=scanned), Panel.SAMPLES, Output(), (), "")
    assert notice_words(ERROR) in shown()
    stage.until(lambda: HINT in shown())
    again = replace(scanned, number=5)
    bar.show(Screen(notice=again), Panel.SAMPLES, Output(), (), "")
    assert notice_words(again) in shown()
    bar.show(Screen(notice=ERROR), Panel.SAMPLES, Output(), (), "")
    bar.show(Screen(notice=SAID), Panel.SAMPLES, Output(), (), "")  # the answer to a press
    assert notice_words(SAID) in shown()


def test_errors_and_long_notices_stay_longer(stage: Stage) -> None:
    from ui.shell.status_bar import WHILE, WHILE_ERROR, reading_time

    long = Notice(NoticeKind.LOG_UNREADABLE, reason="x" * 600)
    assert reading_time(SAID) == WHILE
    assert reading_time(ERROR) == WHILE_ERROR
    assert reading_time(long) > 40
