"""Status bar: keyboard focus or pending chord, notice or hint, and the audio output."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from kivy.clock import Clock
from kivy.graphics import Color, RoundedRectangle
from kivy.input.motionevent import MotionEvent
from kivy.metrics import dp

from actors.messages import intents
from models.audio.output import Output
from models.layout.part import Part
from models.layout.tree import Leaf, Margin, Row
from models.state.notice import Notice, Severity
from models.state.screen import Panel, Screen, Sheet
from ui.keystroke import display_keys
from ui.shell.output_colour import output_colour
from ui.text import shell as text
from ui.text.audio_output import output_summary
from ui.text.notices import notice_words
from ui.theme import NUMBER, PALETTE, SMALL, Sizes
from ui.widgets.bar import Bar
from ui.widgets.button import BARE, PushButton
from ui.widgets.label import TextLabel
from ui.widgets.placing import box_of, filling, has_room, pixels, place
from ui.widgets.placing import text as text_leaf
from ui.widgets.pointer import presses
from ui.widgets.rounded import spread
from ui.widgets.text_texture import measure

WHILE = 6.0
"""Seconds a notice is shown at least; then the hint of the panel returns."""
WHILE_ERROR = 15.0
"""Seconds that an error is shown at least: nobody waits for it."""
HINT, NOTICE = 80, 320
"""Least width of hints in dp, and that of notices that need so much."""
WAY_BACK = 104
"""dp for the button that undoes."""
READING = 1 / 15
"""Seconds per character: slow readers take in 15 a second."""


def reading_time(notice: Notice) -> float:
    """Return how many seconds a notice stays."""
    least = WHILE_ERROR if notice.severity is Severity.ERROR else WHILE
    return max(least, 2 + len(notice_words(notice)) * READING)


class StatusBar(Bar):
    """The bar along the lower edge."""

    def __init__(
        self,
        post: Callable[[intents.Intent], None],
        sizes: Sizes,
        duration: Callable[[Notice], float] = reading_time,
    ) -> None:
        """Create the bar; `duration` returns how many seconds a notice is shown."""
        super().__init__("top")
        self._post, self._sizes, self._duration = post, sizes, duration
        self._screen, self._panel = Screen(), Panel.SAMPLES
        self._ways: tuple[tuple[str, str], ...] = ()
        self._notice: Notice | None = None
        """The notice shown last."""
        self._latest: Notice | None = None
        """The newest notice; reports of scans are not shown while an error is being read."""
        self._read = False
        """Whether it was shown long enough."""
        with self.canvas:
            self._chip_colour = Color(rgba=PALETTE.raised)
            self._chip = RoundedRectangle(radius=[dp(4)])
        self._focus = TextLabel(face=NUMBER, shade=PALETTE.second, align="center")
        self._words = TextLabel(face=SMALL, shade=PALETTE.second)
        self.said: tuple[tuple[float, Notice], ...] = ()
        """The last notices and when they were first shown, in seconds since the epoch."""
        self._recent = PushButton(
            lambda: post(intents.ToggleSheet(Sheet.NOTICES)),
            icon="list",
            style=BARE,
            command="notices",
        )
        self._output = TextLabel(face=NUMBER, shade=PALETTE.second, align="right")
        self._help = PushButton(
            lambda: post(intents.ToggleSheet(Sheet.KEYS)),
            icon="help",
            style=BARE,
            command="shortcuts",
        )
        for widget in (self._focus, self._words, self._recent, self._output, self._help):
            self.add_widget(widget)
        self.bind(pos=self._place, size=self._place)

    @property
    def place_of_words(self) -> tuple[float, float, float]:
        """Left edge of notices, the width that they have, and the height of the bar."""
        return float(self._words.x), float(self._words.width), float(self.height)

    def resize(self, sizes: Sizes) -> None:
        """Apply the sizes of another density."""
        self._sizes = sizes
        self._place()

    def show(
        self,
        screen: Screen,
        panel: Panel,
        output: Output,
        ways: tuple[tuple[str, str], ...],
        pending: str,
    ) -> None:
        """Show focus or pending chord with its continuations, notice or hint, and the output.

        Args:
            screen: With the notice.
            panel: The panel whose keys apply.
            output: The audio output.
            ways: Continuations of the pending chord.
            pending: The pending chord.
        """
        self._chip_colour.rgba = PALETTE.accent if pending else PALETTE.raised
        self._focus.show(
            f"{pending} …" if pending else text.PANELS[panel],
            PALETTE.on_accent if pending else PALETTE.second,
        )
        self._screen, self._panel, self._ways = screen, panel, ways
        self._show_words()
        self._output.show(output_summary(output), output_colour(output, PALETTE.second))
        self._place()

    def _show_words(self) -> None:
        self._note(self._screen.notices)
        if self._screen.notice is not self._latest:
            self._latest = self._screen.notice
            self._take(self._latest)
        notice = self._notice
        if self._ways:
            said = (text.chord_continuation(display_keys(key), words) for key, words in self._ways)
            self._words.show(" · ".join(said), PALETTE.second)
        elif notice is not None and not self._read:
            shade = PALETTE.trash if notice.severity is Severity.ERROR else PALETTE.text
            self._words.show(notice_words(notice), shade)
        else:
            self._words.show(text.HINTS[self._panel], PALETTE.second)

    def _take(self, notice: Notice | None) -> None:
        """Show the newest notice from now on, unless it waits for an error to be read."""
        if notice is not None and notice.waits and self._telling_error:
            return
        self._notice, self._read = notice, False
        Clock.unschedule(self._expire)
        if notice is not None:
            Clock.schedule_once(self._expire, self._duration(notice))

    @property
    def _telling_error(self) -> bool:
        notice = self._notice
        return self._telling and notice is not None and notice.severity is Severity.ERROR

    def _note(self, notices: tuple[Notice, ...]) -> None:
        """Keep the time of notices that are new."""
        if notices and (not self.said or self.said[-1][1] is not notices[-1]):
            now, known = time.time(), {notice.number: at for at, notice in self.said}
            self.said = tuple((known.get(one.number, now), one) for one in notices)

    def on_touch_down(self, touch: MotionEvent) -> bool:
        """List the last notices on a press on the present one."""
        if super().on_touch_down(touch):
            return True
        if presses(touch) and self._words.collide_point(*touch.pos):
            self._post(intents.ToggleSheet(Sheet.NOTICES))
            return True
        return False

    def _expire(self, _since: float) -> None:
        self._read = True
        self._show_words()
        self._place()

    @property
    def _telling(self) -> bool:
        """Whether a notice is shown: it goes before the output."""
        return self._notice is not None and not self._read

    def _least_words(self) -> int:
        """Return the pixels that words need."""
        notice = self._notice
        if notice is None or not self._telling:
            return pixels(HINT)
        wanted = self._words.natural_width() + (pixels(WAY_BACK) if notice.undoable else 2)
        return min(math.ceil(wanted), pixels(NOTICE))

    def _place(self, *_: object) -> None:
        sizes = self._sizes
        square = pixels(max(28, sizes.target))
        chip = math.ceil(measure(self._focus.text, NUMBER) + dp(16))
        place(
            Row(
                (
                    Leaf(self._focus, Part(chip, drop=2)),
                    filling(self._words, self._words.natural_width() + 2, self._least_words()),
                    text_leaf(self._output, least=pixels(90), drop=1 if self._telling else 4),
                    Leaf(self._recent, Part(square, drop=3)),
                    Leaf(self._help, Part(square)),
                ),
                gap=pixels(10),
                margin=Margin(left=pixels(sizes.inset), right=pixels(sizes.gap)),
            ),
            box_of(self),
        )
        tall = min(dp(20), self.height - dp(6)) if has_room(self._focus) else 0
        at = (self._focus.x, round(self.center_y - tall / 2))
        spread(self._chip, at, (self._focus.width, tall))
