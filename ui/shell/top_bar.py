"""Top bar: name, search, running tasks, volume, undo, redo, settings."""

from __future__ import annotations

from collections.abc import Callable

from kivy.graphics import Color, Rectangle
from kivy.metrics import dp

from actors.messages import intents
from data.icons import ICONS
from models.library.search.parse import LIKE, sound_description
from models.state.screen import Panel, Sheet
from ui.shell.progress import Progress
from ui.slices import TopBarSlices
from ui.text.shell import SEARCH, SETTINGS
from ui.theme import ICON, PALETTE, TITLE, Sizes
from ui.transport.volume import Volume
from ui.widgets.bar import Bar
from ui.widgets.button import PLAIN, ButtonStyle, PushButton
from ui.widgets.label import TextLabel
from ui.widgets.text_field import Field
from ui.widgets.text_texture import measure, texture

INEFFECTIVE = ButtonStyle(PLAIN.ground, PALETTE.third, PLAIN.border)
"""Style of a button without effect at the moment; a press shows why."""


class TopBar(Bar):
    """The bar along the upper edge."""

    def __init__(self, post: Callable[[intents.Intent], None], sizes: Sizes) -> None:
        super().__init__("bottom")
        self._post, self._sizes = post, sizes
        self._name = TextLabel("sem", TITLE)
        self._pal = TextLabel("pal", TITLE, PALETTE.accent)
        self._search = Field(
            on_words=self._text_changed,
            on_done=self._search_done,
            on_enter=lambda: post(intents.FocusPanel(Panel.SEARCH)),
            hint=SEARCH,
        )
        self._unnamed = False
        """Whether no sample is called what was typed."""
        self._progress = Progress(post)
        self._volume = Volume(post)
        self._options = PushButton(
            lambda: post(intents.ToggleSheet(Sheet.OPTIONS)),
            SETTINGS,
            "settings",
            command="settings",
        )
        self._undo = PushButton(lambda: post(intents.Undo()), icon="undo", command="undo")
        self._redo = PushButton(lambda: post(intents.Redo()), icon="redo", command="redo")
        widgets = (
            *(self._name, self._pal, self._search, self._progress),
            *(self._volume, self._undo, self._redo, self._options),
        )
        for widget in widgets:
            self.add_widget(widget)
        with self.canvas.after:
            Color(rgba=PALETTE.second)
            self._glass = Rectangle(texture=texture(ICONS["search"], ICON))
        self.bind(pos=self._place, size=self._place)

    def _text_changed(self, words: str) -> None:
        # A sound description is not part of a name: list everything until it is complete.
        self._post(intents.Search(words if sound_description(words) is None else ""))

    def _search_done(self) -> None:
        described = sound_description(self._search.text)
        if described is None and self._unnamed:
            # No name contains the words: they may describe how it sounds.
            described = self._search.text
        if described is not None:
            self._post(intents.FindByText(described))
        else:
            self._post(intents.FocusPanel(Panel.SAMPLES))

    def resize(self, sizes: Sizes) -> None:
        """Apply the sizes of another density."""
        self._sizes = sizes
        self._progress.resize(sizes)
        self._place()

    def show(self, state: TopBarSlices) -> None:
        """Show search, tasks and volume."""
        self._progress.show(state.tasks)
        self._volume.show(state.settings.volume)
        self._undo.show(icon="undo", style=PLAIN if state.history.undo else INEFFECTIVE)
        self._redo.show(icon="redo", style=PLAIN if state.history.redo else INEFFECTIVE)
        browser = state.browser
        settled = not browser.waiting and browser.query.words == self._search.text
        self._unnamed = settled and bool(browser.query.words) and not len(browser.ids)
        editing = state.screen.focus is Panel.SEARCH
        if not editing:
            self._search.fill(_search_text(state))
        if self._search.focus != editing:
            self._search.focus = editing

    @property
    def editing(self) -> bool:
        """Whether the search field has the keyboard focus."""
        return bool(self._search.focus)

    def _place(self, *_: object) -> None:
        tall = dp(max(34, self._sizes.target))
        y = round(self.center_y - tall / 2)
        x = self.x + dp(14)
        for name in (self._name, self._pal):
            name.size = (round(measure(name.text, TITLE)), self.height)
            name.pos = (round(x), self.y)
            x += name.width
        options = self._options.natural_width()
        volume = dp(170)
        field = max(dp(160), min(dp(400), self.width * 0.28))
        self._search.pos, self._search.size = (round(x + dp(14)), y), (field, tall)
        self._glass.size = self._glass.texture.size
        self._glass.pos = (
            round(self._search.x + dp(10)),
            round(self.center_y - self._glass.size[1] / 2),
        )
        right = self.right - dp(14)
        self._options.size = (options, tall)
        self._options.pos = (round(right - options), y)
        x = right - options
        step = dp(max(36, self._sizes.target))
        for button in (self._redo, self._undo):
            x -= step + dp(8)
            button.size, button.pos = (step, tall), (round(x), y)
        self._volume.size = (volume, tall)
        self._volume.pos = (round(x - dp(12) - volume), y)
        start = self._search.right + dp(14)
        self._progress.pos = (round(start), y)
        self._progress.size = (max(0, round(self._volume.x - dp(8) - start)), tall)


def _search_text(state: TopBarSlices) -> str:
    """Return the search as written: part of names, or the description of a sound."""
    search = state.similarity.search
    described = search.asked.words if search is not None else ""
    return f"{LIKE}:{described}" if described else state.browser.query.words
