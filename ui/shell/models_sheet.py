"""Models sheet: select and verify embedding models; install CLAP by dropping its weights."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from kivy.metrics import dp

from actors.messages import intents
from models.embedding.model_info import Known
from models.layout.part import Part
from models.layout.tree import FILL, Leaf, Node, Row
from models.state.embedding_models import EmbeddingModels
from models.state.notice import Severity
from models.state.screen import Sheet
from ui.shell.choice_row import HEIGHT
from ui.shell.sheet import SheetFrame, line
from ui.text import embedding_models as text
from ui.text.notices import notice_words
from ui.theme import BODY, PALETTE, SMALL
from ui.widgets.button import ON, PLAIN, PushButton
from ui.widgets.label import TextLabel
from ui.widgets.paragraph import Paragraph
from ui.widgets.placing import pixels

"""Row height in dp."""


class _Line:
    """One model."""

    def __init__(self, post: Callable[[intents.Intent], None], name: str) -> None:
        self.name = name
        self.title = TextLabel(text.NAMES[name], BODY, PALETTE.text)
        self.about = Paragraph("", SMALL, PALETTE.second)
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

    def rows(self) -> tuple[Node, ...]:
        """Return its rows."""
        tall = Part(pixels(HEIGHT))
        buttons = tuple(
            Leaf(one, Part(one.natural_width() + dp(10)), tall) for one in (self.use, self.verify)
        )
        title = Leaf(self.title, Part(pixels(80), pixels(40), grow=1), tall)
        return Row((title, *buttons), pixels(8), across=FILL), line(self.about)


class ModelsSheet(SheetFrame):
    """The sheet behind “Models…” in the settings."""

    def __init__(self, post: Callable[[intents.Intent], None], models: EmbeddingModels) -> None:
        super().__init__(text.TITLE, lambda: post(intents.ToggleSheet(Sheet.MODELS)), (680, 0))
        self._post = post
        self._lines = [_Line(post, name) for name in text.ABOUT]
        self._notice = Paragraph("", SMALL, PALETTE.second)
        self._install_hint = Paragraph(text.INSTALL, SMALL, PALETTE.third)
        for one in self._lines:
            for widget in one.widgets:
                self.add_widget(widget)
        self.add_widget(self._notice)
        self.add_widget(self._install_hint)
        self.show(models)

    def take(self, path: bytes) -> bool:
        """Install a dropped file of weights."""
        self._post(intents.InstallModel(path))
        return True

    def show(self, models: EmbeddingModels) -> None:
        """Show the models, and the operation in progress or its outcome."""
        known = {model.name: model for model in models.all}
        for one in self._lines:
            one.show(known.get(one.name))
        notice = models.busy or models.outcome
        failed = notice is not None and notice.severity is Severity.ERROR
        shade = PALETTE.trash if failed else PALETTE.loop
        self._notice.show(notice_words(notice) if notice else "", shade)
        self.place()

    def content(self) -> Sequence[Node]:
        """Return the rows below the title."""
        models = [row for one in self._lines for row in one.rows()]
        return [*models, line(self._notice), line(self._install_hint)]
