"""History sheet: every step with its time; versions of the shown file; space in use."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from kivy.metrics import dp

from actors.messages import intents
from models.audio.clock import size_words
from models.layout.part import Part
from models.layout.tree import FILL, Leaf, Node, Row
from models.state.editing import Journal
from ui.browser.name_list import NameList
from ui.browser.name_row import Named
from ui.shell.sheet import SheetFrame, growing, line
from ui.text import edits as text
from ui.text.actions import action_words
from ui.theme import DESKTOP, PALETTE, SMALL
from ui.widgets.button import ON, PLAIN, ButtonStyle, PushButton
from ui.widgets.paragraph import Paragraph
from ui.widgets.placing import pixels
from ui.widgets.row_list import ListCallbacks

DANGER = ButtonStyle(PALETTE.control, PALETTE.trash, PALETTE.trash)
Post = Callable[[intents.Intent], None]


class HistorySheet(SheetFrame):
    """The sheet behind `U`: the newest step is on top, the present position is marked."""

    def __init__(self, post: Post, journal: Journal) -> None:
        close = lambda: post(intents.OpenHistory())  # noqa: E731 - short
        super().__init__(text.HISTORY, close, (680, 640))
        self._post, self._journal = post, journal
        self._rows: tuple[int, ...] = ()
        """Id of the step or version in each row."""
        self._list = NameList(
            dp(DESKTOP.row), dp(DESKTOP.row), ListCallbacks(on_press=self._pressed)
        )
        self._list.walked = True
        self._hint = Paragraph(face=SMALL, shade=PALETTE.second)
        self._space = Paragraph(face=SMALL, shade=PALETTE.second)
        steps = lambda: post(intents.ShowVersions(on=False))  # noqa: E731 - short
        versions = lambda: post(intents.ShowVersions(on=True))  # noqa: E731 - short
        self._steps, self._versions = (
            PushButton(steps, text.STEPS),
            PushButton(versions, text.VERSIONS),
        )
        self._reclaim = (
            PushButton(lambda: post(intents.ReclaimSpace()), text.RECLAIM),
            PushButton(lambda: post(intents.ReclaimSpace(everything=True)), text.RECLAIM_ALL),
        )
        yes = lambda: post(intents.ConfirmReclaim(agreed=True))  # noqa: E731 - short
        no = lambda: post(intents.ConfirmReclaim(agreed=False))  # noqa: E731 - short
        self._delete = PushButton(yes, text.DELETE, style=DANGER)
        self._keep = PushButton(no, text.KEEP_ORIGINALS)
        for widget in (
            *(self._list, self._hint, self._space, self._steps, self._versions),
            *(*self._reclaim, self._delete, self._keep),
        ):
            self.add_widget(widget)
        self.show(journal)

    def show(self, journal: Journal) -> None:
        """Show the steps or the versions, and the space in use."""
        self._journal = journal
        versions = journal.versions is not None
        self._steps.show(text.STEPS, style=PLAIN if versions else ON)
        self._versions.show(text.VERSIONS, style=ON if versions else PLAIN)
        rows = self._version_rows() if versions else self._step_rows()
        self._rows = tuple(number for number, _ in rows)
        self._list.show_names(tuple(row for _, row in rows))
        if not rows:
            self._hint.show(text.NO_STEPS)
        else:
            self._hint.show(text.TO_VERSION if versions else text.GO_TO)
        asked = journal.question
        if asked is None:
            self._space.show(text.space(journal.originals), PALETTE.second)
        else:
            self._space.show(text.reclaim_question(asked), PALETTE.trash)
        for button in self._reclaim:
            button.opacity = 0 if asked else 1
        self._delete.opacity = 1 if asked and asked.removed else 0
        self._keep.opacity = 1 if asked else 0
        self.place()

    def _step_rows(self) -> list[tuple[int, Named]]:
        """Return a row for each step, the newest on top, and one for the beginning."""
        journal = self._journal
        if not journal.steps:
            return []
        rows = [
            (
                step.id,
                Named(
                    f"{when(step.at)}   {_capital(action_words(step.action))}",
                    None,
                    "redo" if step.undone else "check",
                    chosen=number == journal.current,
                    dim=step.undone,
                ),
            )
            for number, step in enumerate(journal.steps)
        ]
        start = Named(text.START, None, "undo", chosen=journal.current < 0)
        return [*reversed(rows), (0, start)]

    def _version_rows(self) -> list[tuple[int, Named]]:
        found = self._journal.versions.versions if self._journal.versions else ()
        return [
            (
                one.id,
                Named(
                    " · ".join(
                        (
                            f"{when(one.at)}   "
                            + (_capital(action_words(one.action)) if one.action else text.FIRST),
                            size_words(one.size),
                            *((text.NOW,) if one.current else ()),
                            *(() if one.kept or one.current else (text.NOT_KEPT,)),
                        )
                    ),
                    None,
                    "check" if one.current else "replay",
                    chosen=one.current,
                    dim=not one.kept and not one.current,
                ),
            )
            for one in reversed(found)
        ]

    def _pressed(self, row: int, _touch: object) -> None:
        if not 0 <= row < len(self._rows):
            return
        number = self._rows[row]
        if self._journal.versions is None:
            self._post(intents.GoToStep(number))
            return
        found = self._journal.versions.versions
        one = next(one for one in found if one.id == number)
        if one.kept and not one.current:
            self._post(intents.RestoreVersion(number))

    def content(self) -> Sequence[Node]:
        """Return the rows below the title."""
        views = tuple(
            Leaf(one, Part(one.natural_width()), Part(pixels(40)))
            for one in (self._steps, self._versions)
        )
        return [
            Row(views, pixels(8), across=FILL),
            line(self._hint),
            growing(self._list, 420, 160),
            line(self._space),
        ]

    def actions(self) -> Sequence[PushButton | None]:
        """Return the buttons below the content."""
        asked = self._journal.question
        if asked is None:
            return self._reclaim
        # Not where the buttons were that asked: a double press must not agree.
        return (self._delete if asked.removed else None, self._keep)


def when(at: float) -> str:
    """Return the local time of a step: `14:03:22`, on other days with the date."""
    then, now = time.localtime(at), time.localtime()
    today = then[:3] == now[:3]
    return time.strftime("%H:%M:%S" if today else "%Y-%m-%d %H:%M", then)


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
