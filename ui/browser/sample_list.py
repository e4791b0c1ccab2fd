"""The list of samples, by window."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from kivy.graphics import InstructionGroup
from kivy.input.motionevent import MotionEvent
from kivy.metrics import dp

from actors.messages import session
from models.audio.units import SampleId
from models.state.browser import Browser
from models.state.screen import Panel
from models.waveform.thumbnail import Thumbnail
from ui.browser.sample_row import Look, SampleRow
from ui.piece.row_list import Heard, RowList
from ui.theme import Sizes


class _Slot(SampleRow):
    """A row that asks its list what to draw."""

    def __init__(self, owner: SampleList) -> None:
        super().__init__(owner.sizes)
        self._owner = owner
        self.group: InstructionGroup

    def fill(self, row: int, width: float, height: float) -> None:
        """Draw row number `row`, or nothing if there is none."""
        self.sizes = self._owner.sizes
        if row >= self._owner.count:
            self.empty(width, height)
        else:
            self.draw(row, self._owner.look(row), width, height)


class SampleList(RowList):
    """Says which rows are on screen and which is chosen."""

    def __init__(self, say: Callable[[session.Intent], None], sizes: Sizes) -> None:
        self.sizes = sizes
        self._say = say
        self._browser = Browser()
        self._thumbnails: Mapping[SampleId, Thumbnail] = MappingProxyType({})
        self._playing: SampleId | None = None
        self._active = False
        heard = Heard(self._on_screen, self._choose, lambda _row, _touch: None)
        super().__init__(lambda: _Slot(self), dp(sizes.row), heard)

    def change_sizes(self, sizes: Sizes) -> None:
        """Take the sizes of another density."""
        self.sizes = sizes
        self.resize(dp(sizes.row))

    def look(self, row: int) -> Look:
        """Return how row number `row` is to be drawn."""
        browser = self._browser
        identity = browser.ids[row]
        return Look(
            browser.window.row(row),
            self._thumbnails.get(identity),
            focused=identity == browser.focus,
            active=self._active,
            playing=identity == self._playing,
        )

    def show_samples(
        self,
        browser: Browser,
        thumbnails: Mapping[SampleId, Thumbnail],
        playing: SampleId | None,
        *,
        active: bool,
    ) -> None:
        """Draw the rows as they are now; scroll to the focus when it moved by key."""
        before, self._browser = self._browser, browser
        self._thumbnails, self._playing, self._active = thumbnails, playing, active
        self.show(len(browser.ids))
        if browser.query != before.query:
            self.scroll_to_top()
        if browser.reveal != before.reveal and browser.row is not None:
            self.reveal(browser.row)

    def scroll_to_top(self) -> None:
        """Show the first row: the list is another one."""
        self.reveal(0)

    def _on_screen(self, first: int, count: int) -> None:
        self._say(session.ShowRows(first, count))

    def _choose(self, row: int, _touch: MotionEvent) -> None:
        self._say(session.FocusPanel(Panel.SAMPLES))
        self._say(session.FocusRow(row))
