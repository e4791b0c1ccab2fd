"""Models sheet: select and verify embedding models; install CLAP by dropping its weights."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kivy.metrics import dp

from actors.messages import intents
from models.embedding.model_info import Known
from models.state.embedding_models import EmbeddingModels
from models.state.notice import Severity
from models.state.screen import Sheet
from ui.shell.choice_row import HEIGHT
from ui.shell.sheet import SheetFrame
from ui.text import embedding_models as text
from ui.text.notices import notice_words
from ui.theme import BODY, PALETTE, SMALL
from ui.widgets.button import ON, PLAIN, PushButton
from ui.widgets.label import TextLabel

LINE = 64
"""Row height in dp."""


class _Line:
    """One model."""

    def __init__(self, post: Callable[[intents.Intent], None], name: str) -> None:
        self.name = name
        self.title = TextLabel(text.NAMES[name], BODY, PALETTE.text)
        self.about = TextLabel("", SMALL, PALETTE.second)
        self.use = PushButton(partial(post, intents.UseModel(name)), text.USE)
        self.verify = PushButton(partial(post, intents.VerifyModel(name)), text.VERIFY)

    @property
    def widgets(self) -> tuple[TextLabel | PushButton, ...]:
        return self.title, self.about, self.use, self.verify

    def show(self, known: Known | None) -> None:
        """Show the state of the model; before the models actor replies, only its description."""
        about = text.ABOUT[self.name]
        self.about.show(
            text.model_state(
                about, active=known.chosen, installed=known.installed, text_search=known.words
            )
            if known
            else about
        )
        active, installed = bool(known and known.chosen), bool(known and known.installed)
        self.use.show(text.ACTIVE if active else text.USE, style=ON if active else PLAIN)
        # A model that is not installed has no buttons.
        for button in (self.use, self.verify):
            button.opacity = 1 if installed else 0
            button.disabled = not installed

    def place(self, x: float, y: float, wide: float) -> None:
        right = x + wide
        for button in (self.verify, self.use):
            button.size = (button.natural_width() + dp(10), dp(HEIGHT))
            right -= button.width
            button.pos = (round(right), round(y))
            right -= dp(8)
        self.title.pos, self.title.size = (x, y + dp(20)), (right - x, dp(26))
        self.about.pos, self.about.size = (x, y - dp(4)), (right - x, dp(24))


class ModelsSheet(SheetFrame):
    """The sheet behind “Models…” in the settings."""

    def __init__(self, post: Callable[[intents.Intent], None], models: EmbeddingModels) -> None:
        super().__init__(text.TITLE, lambda: post(intents.ToggleSheet(Sheet.MODELS)), (680, 320))
        self._post = post
        self._lines = [_Line(post, name) for name in text.ABOUT]
        self._notice = TextLabel("", SMALL, PALETTE.second)
        self._install_hint = TextLabel(text.INSTALL, SMALL, PALETTE.third)
        for line in self._lines:
            for widget in line.widgets:
                self.add_widget(widget)
        self.add_widget(self._notice)
        self.add_widget(self._install_hint)
        self.show(models)
        self.place()

    def install(self, path: bytes) -> None:
        """Install a dropped file of weights."""
        self._post(intents.InstallModel(path))

    def show(self, models: EmbeddingModels) -> None:
        """Show the models, and the operation in progress or its outcome."""
        known = {one.name: one for one in models.all}
        for line in self._lines:
            line.show(known.get(line.name))
        notice = models.busy or models.outcome
        failed = notice is not None and notice.severity is Severity.ERROR
        shade = PALETTE.trash if failed else PALETTE.loop
        self._notice.show(notice_words(notice) if notice else "", shade)
        self.place()

    def place(self, *_: object) -> None:
        """Lay out the widgets."""
        super().place()
        if not hasattr(self, "_install_hint"):
            return
        left, bottom, width, height = self.card
        x, wide, y = left + dp(20), width - dp(40), bottom + height - dp(112)
        for line in self._lines:
            line.place(x, y, wide)
            y -= dp(LINE)
        self._notice.pos, self._notice.size = (x, bottom + dp(48)), (wide, dp(26))
        self._install_hint.pos, self._install_hint.size = (x, bottom + dp(18)), (wide, dp(24))
