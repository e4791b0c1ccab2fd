"""The list of samples, by window."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from kivy.graphics import InstructionGroup
from kivy.input.motionevent import MotionEvent
from kivy.metrics import dp

from actors.messages import session
from models.audio.units import SampleId
from models.library.naming import shown
from models.library.tag import Tag
from models.state.browser import Browser
from models.state.screen import Panel
from models.waveform.thumbnail import Thumbnail
from ui.browser.sample_row import Look, SampleRow
from ui.piece import hover
from ui.piece.menu import Choice, Menu
from ui.piece.row_list import Heard, RowList
from ui.piece.tip import Tip
from ui.theme import Sizes


class _Slot(SampleRow):
    """A row that asks its list what to draw, and draws it only if it is something else."""

    def __init__(self, owner: SampleList) -> None:
        super().__init__(owner.sizes)
        self._owner = owner
        self.group: InstructionGroup
        self._drawn: tuple[object, ...] = ()

    def fill(self, row: int, width: float, height: float) -> None:
        """Draw row number `row`, or nothing if there is none."""
        look = self._owner.look(row) if row < self._owner.count else None
        drawn = (row, look, width, height, self._owner.sizes)
        if drawn == self._drawn:
            return
        self._drawn = drawn
        self.sizes = self._owner.sizes
        if look is None:
            self.empty(width, height)
        else:
            self.draw(row, look, width, height)


class SampleList(RowList):
    """Says which rows are on screen and which is chosen."""

    def __init__(self, say: Callable[[session.Intent], None], sizes: Sizes) -> None:
        self.sizes = sizes
        self._say = say
        self._browser = Browser()
        self._thumbnails: Mapping[SampleId, Thumbnail] = MappingProxyType({})
        self._playing: SampleId | None = None
        self._active = False
        self._tip = Tip()
        heard = Heard(
            visible=self._on_screen,
            pressed=self._choose,
            menu=self._open_menu,
            over=self._rested,
            swiped=self._swiped,
        )
        super().__init__(lambda: _Slot(self), dp(sizes.row), dp(sizes.target), heard)

    @property
    def moving(self) -> bool:
        """Whether it needs frames by itself."""
        return super().moving or self._tip.waiting

    def change_sizes(self, sizes: Sizes) -> None:
        """Take the sizes of another density."""
        self.sizes = sizes
        self.resize(dp(sizes.row), dp(sizes.target))

    def look(self, row: int) -> Look:
        """Return how row number `row` is to be drawn."""
        browser = self._browser
        identity = browser.ids[row]
        return Look(
            browser.window.row(row),
            self._thumbnails.get(identity),
            focused=identity == browser.focus,
            selected=identity in browser.selection,
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
        if browser.ids is not before.ids:
            self._tip.leave()
        if browser.query != before.query:
            self.reveal(0)
        if browser.reveal != before.reveal and browser.row is not None:
            self.reveal(browser.row)

    def _on_screen(self, first: int, count: int) -> None:
        self._say(session.ShowRows(first, count))

    def _choose(self, row: int, _touch: MotionEvent) -> None:
        self._say(session.FocusPanel(Panel.SAMPLES))
        if hover.shift_held():
            self._say(session.ExtendTo(row))
        elif hover.control_held():
            self._say(session.ToggleSelected(row))
        else:
            self._say(session.FocusRow(row))

    def _swiped(self, row: int, right: bool) -> None:  # noqa: FBT001 - as the list tells it
        self._say(session.MarkRow(row, Tag.KEEP if right else Tag.TRASH))

    def _open_menu(self, row: int, touch: MotionEvent) -> None:
        browser = self._browser
        chosen = browser.ids[row] in browser.selection
        many = len(browser.selection) if chosen else 1

        def marking(tag: Tag) -> Callable[[], None]:
            wish = session.MarkSamples(tag) if chosen else session.MarkRow(row, tag)
            return lambda: self._say(wish)

        words = "these" if many > 1 else "it"
        Menu.open(
            self.to_window(*touch.pos),
            self.sizes,
            (
                Choice("Play", lambda: self._say(session.FocusRow(row))),
                Choice(f"Keep {words}", marking(Tag.KEEP)),
                Choice(f"Mark {words} as trash", marking(Tag.TRASH)),
                Choice("Neither keep nor trash", marking(Tag.NEUTRAL)),
                Choice(
                    "Take out of the selection" if chosen else "Add to the selection",
                    lambda: self._say(session.ToggleSelected(row)),
                ),
                Choice("Select all", lambda: self._say(session.SelectAllRows())),
            ),
        )

    def _rested(self, row: int | None) -> None:
        if row is None:
            self._tip.leave()
        else:
            self._tip.rest(lambda: self._path(row))

    def _path(self, row: int) -> str:
        if self.get_root_window() is None:  # the app was stopped meanwhile
            return ""
        sample = self._browser.window.row(row)
        return shown(sample.path) if sample else ""
