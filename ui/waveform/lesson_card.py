"""The empty waveform panel: what to press first, until it was pressed once."""

from __future__ import annotations

from collections.abc import Callable

from kivy.metrics import dp
from kivy.uix.widget import Widget

from actors.messages import intents
from models.layout.part import Part
from models.layout.tree import FILL, Column, Leaf, Margin, Row
from models.state.lesson import Lesson, parse_lessons
from models.state.screen import Sheet
from ui.text.lesson import COMMANDS, LESSONS
from ui.theme import BODY, NUMBER, PALETTE, Sizes
from ui.widgets.button import PLAIN, PushButton
from ui.widgets.label import TextLabel
from ui.widgets.menu import Menu
from ui.widgets.placing import box_of, filling, pixels, place
from ui.widgets.placing import text as text_leaf

KEY = 76
"""Width of the keys in dp; they end where the words begin."""
LINE, BUTTON = 26, 36
"""Least height of a line, and height of the button, in dp."""
GAP = 8
"""Above the button, in dp."""
FIRST = 10
"""Order of leaving out where room is short: the last line goes first, and the button last."""


class LessonCard(Widget):
    """A line with a key for each thing that was never done; the last is a button."""

    def __init__(self, post: Callable[[intents.Intent], None], sizes: Sizes) -> None:
        super().__init__()
        self._sizes = sizes
        self._lines = {
            lesson: (
                TextLabel(face=NUMBER, shade=PALETTE.accent, align="right"),
                TextLabel(words, BODY, PALETTE.second),
            )
            for lesson, words in LESSONS.items()
            if lesson is not Lesson.ADD
        }
        self._add = PushButton(
            lambda: post(intents.ToggleSheet(Sheet.ADD)),
            LESSONS[Lesson.ADD],
            "folder_add",
            style=PLAIN,
            command=COMMANDS[Lesson.ADD],
        )
        self.taught: tuple[Lesson, ...] = ()
        """What it teaches, from the top."""
        self.bind(pos=self._place, size=self._place)

    def resize(self, sizes: Sizes) -> None:
        """Apply the sizes of another density."""
        self._sizes = sizes
        self._add.reach = dp(sizes.target)
        self._place()

    def show(self, learned: str, *, empty: bool) -> None:
        """Teach what was never done, if the panel is empty."""
        known = parse_lessons(learned)
        taught = tuple(one for one in Lesson if one not in known) if empty else ()
        if taught == self.taught:
            return
        self.taught = taught
        self.clear_widgets()
        for lesson in taught:
            if lesson is Lesson.ADD:
                self.add_widget(self._add)
                continue
            key, words = self._lines[lesson]
            # The keys are those of the user, which are read after the widgets were made.
            key.show(Menu.keys_of(COMMANDS[lesson]))
            self.add_widget(key)
            self.add_widget(words)
        self._place()

    def _place(self, *_: object) -> None:
        gap, tall = pixels(14), pixels(max(BUTTON, self._sizes.target))
        lines = [self._line(at, lesson, gap) for at, lesson in enumerate(self.taught)]
        wide = max((line.width.natural for line in lines), default=0.0)
        add = Lesson.ADD in self.taught
        if add:
            button = Leaf(self._add, Part(self._add.natural_width()), Part(tall))
            row = (filling(None), button, filling(None))
            around = Margin(top=pixels(GAP))
            lines[-1] = Row(row, margin=around, along=Part(tall + around.top, drop=FIRST))
        middle = Column((filling(None), *lines, filling(None)), across=Part(wide, 0))
        place(Row((filling(None), middle, filling(None)), along=FILL), box_of(self))

    def _line(self, at: int, lesson: Lesson, gap: int) -> Row:
        if lesson is Lesson.ADD:
            return Row(())
        key, words = self._lines[lesson]
        tall = Part(pixels(LINE), drop=FIRST - 1 - at)
        return Row((Leaf(key, Part(pixels(KEY))), text_leaf(words)), gap, along=tall)
