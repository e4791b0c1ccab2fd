"""Progress of running tasks in the top bar: name, count, rate, time left, cancel button."""

from __future__ import annotations

from collections.abc import Callable

from kivy.graphics import Color, RoundedRectangle
from kivy.metrics import dp
from kivy.uix.widget import Widget

from actors.messages import intents
from models.audio.clock import clock, thousands
from models.audio.units import Ticket
from models.layout.part import Part
from models.layout.tree import FILL, Leaf, Row
from models.state.progress import Progress as Measured
from models.state.task import Task
from models.state.task_label import TaskKind
from ui.text import shell as text
from ui.text.cluster import WAITING
from ui.text.common import CANCEL
from ui.text.tasks import task_words
from ui.theme import BODY, NUMBER, PALETTE, Sizes
from ui.widgets.button import BARE, PushButton
from ui.widgets.label import TextLabel
from ui.widgets.placing import box_of, has_room, pixels, place
from ui.widgets.placing import text as text_leaf
from ui.widgets.rounded import spread

THIN = 3
"""Height in dp of the line where there is no room for a bar."""
ELSEWHERE = frozenset({TaskKind.EMBED, TaskKind.ANALYSE, TaskKind.FIND_DUPLICATES})
"""Tasks that a cluster carries out, if one is used."""


def figures(progress: Measured) -> str:
    """Return the figures of a task: `35 830 / 56 888 · 212/s · 1:39`."""
    parts = [thousands(progress.done)]
    if progress.total is not None:
        parts = [f"{thousands(progress.done)} / {thousands(progress.total)}"]
    if progress.rate:
        parts.append(text.rate(progress.rate))
    if progress.left is not None:
        parts.append(clock(progress.left, 0))
    if progress.workers:
        parts.append(text.workers(progress.workers))
    return " · ".join(parts)


class Progress(Widget):
    """Shows the newest task, and how many others run."""

    def __init__(self, post: Callable[[intents.Intent], None], **options: object) -> None:
        super().__init__(**options)
        self._post = post
        self._ticket: Ticket | None = None
        self._part = 0.0
        self._pausable = False
        self._label = TextLabel(face=BODY, shade=PALETTE.second)
        self._figures = TextLabel(face=NUMBER, shade=PALETTE.second)
        self._pause = PushButton(
            lambda: self._post(intents.PauseWork()), icon="pause", style=BARE, command="pause-work"
        )
        self._cancel = PushButton(self._cancelled, icon="close", style=BARE, hint=CANCEL)
        with self.canvas:
            Color(rgba=PALETTE.raised)
            self._line = RoundedRectangle(radius=[dp(3)])
            Color(rgba=PALETTE.loop)
            self._done = RoundedRectangle(radius=[dp(3)])
        self._bar = Widget()
        for widget in (self._label, self._bar, self._figures, self._pause, self._cancel):
            self.add_widget(widget)
        self.opacity = 0
        self.bind(pos=self._place, size=self._place)

    @property
    def running(self) -> bool:
        """Whether there is a task to show."""
        return self._ticket is not None

    def resize(self, sizes: Sizes) -> None:
        """Apply the sizes of another density."""
        self._pause.reach = self._cancel.reach = dp(sizes.target)

    def show(self, tasks: tuple[Task, ...], *, waiting: bool = False) -> None:
        """Show the newest of `tasks`; nothing if there is none.

        Args:
            tasks: The running ones.
            waiting: Whether those of a cluster wait for it.
        """
        self.opacity = 1 if tasks else 0
        if not tasks:
            self._ticket = None
            return
        task = tasks[-1]
        self._ticket = task.ticket
        self._label.show(task_words(task.label) + text.more_tasks(len(tasks) - 1))
        waits = waiting and task.label.kind in ELSEWHERE
        words = text.PAUSED if task.paused else WAITING if waits else figures(task.progress)
        self._figures.show(words)
        self._pausable = task.paused is not None
        self._pause.opacity = 1 if self._pausable else 0
        self._pause.show(icon="play" if task.paused else "pause")
        self._part = task.progress.fraction
        self._place()

    def _cancelled(self) -> None:
        if self._ticket is not None:
            self._post(intents.CancelTask(self._ticket))

    def _place(self, *_: object) -> None:
        square = min(pixels(32), round(self.height))
        place(
            Row(
                (
                    text_leaf(self._label, least=pixels(90), drop=2),
                    Leaf(self._bar, Part(pixels(116), pixels(24), drop=3), FILL),
                    text_leaf(self._figures, least=None, drop=1),
                    Leaf(self._pause, Part(square if self._pausable else 0), Part(square)),
                    Leaf(self._cancel, Part(square), Part(square)),
                ),
                gap=pixels(8),
            ),
            box_of(self),
        )
        x, y, bar, thick = self._bar.x, self.center_y - dp(3), self._bar.width, dp(6)
        if not has_room(self._bar):  # a thin line below the buttons
            x, y, bar, thick = self.x, self.y - dp(4), self.width, dp(THIN)
        spread(self._line, (round(x), round(y)), (bar, thick))
        spread(self._done, (round(x), round(y)), (bar * self._part, thick))

    def on_touch_down(self, touch: object) -> bool:
        """Ignore touches while no task runs."""
        return bool(self._ticket is not None and super().on_touch_down(touch))
