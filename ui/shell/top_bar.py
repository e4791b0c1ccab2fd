"""Top bar: name, search, running tasks, volume, undo, redo, settings."""

from __future__ import annotations

import math
from collections.abc import Callable

from kivy.graphics import Color, Rectangle
from kivy.metrics import dp

from actors.messages import intents
from data.icons import ICONS
from models.layout.part import Part
from models.layout.tree import Leaf, Margin, Row
from models.library.search.completion import Known
from models.library.search.parse import LIKE, parse, sound_description
from models.library.search.search import Property
from models.state.screen import Panel, Sheet
from ui.shell.progress import Progress
from ui.shell.search_field import SearchField
from ui.slices import TopBarSlices
from ui.text.drop import ADD_TO_SEARCH, FIND_SIMILAR
from ui.text.shell import SETTINGS
from ui.theme import ICON, PALETTE, TABLET, TITLE, Sizes
from ui.transport.volume import Volume
from ui.widgets.bar import Bar
from ui.widgets.button import INEFFECTIVE, PLAIN, PushButton
from ui.widgets.drag_layer import DragPayload, Drop
from ui.widgets.label import TextLabel
from ui.widgets.placing import box_of, button, pixels, place
from ui.widgets.text_texture import measure, texture

MOST_FOLDERS = 2000
"""Folders whose names complete `folder:`."""
FIELD, FIELD_OF_FINGERS = 180, 152
"""Least width of the search field in dp; among buttons that are as large as fingers need them."""


class TopBar(Bar):
    """The bar along the upper edge."""

    def __init__(
        self,
        post: Callable[[intents.Intent], None],
        sizes: Sizes,
        walked: Callable[[], bool] = lambda: False,
    ) -> None:
        """Create it; `walked` tells whether Tab has led the keyboard elsewhere since."""
        super().__init__("bottom")
        self._walked = walked
        self._post, self._sizes = post, sizes
        self._name = TextLabel("sem", TITLE)
        self._pal = TextLabel("pal", TITLE, PALETTE.accent)
        self._search = SearchField(
            sizes,
            on_words=self._text_changed,
            on_done=self._search_done,
            on_enter=lambda: post(intents.FocusPanel(Panel.SEARCH)),
            on_clear=self._search_cleared,
        )
        self._search.record = lambda: post(intents.Record())
        self._asked = self._described = False
        """Whether the results shown are those of a description."""
        self._unnamed = False
        """Whether no sample is called what was typed."""
        self._filling = False
        """Whether the field is being filled, and not typed into."""
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
        for widget in (*widgets, self._search.cross, self._search.mic):
            self.add_widget(widget)
        with self.canvas.after:
            Color(rgba=PALETTE.second)
            self._glass = Rectangle(texture=texture(ICONS["search"], ICON))
        self.bind(pos=self._place, size=self._place)

    def _text_changed(self, words: str) -> None:
        if self._filling:
            return  # nobody typed it: the list has its query already
        # A sound description is not part of a name: list everything until it is complete.
        self._post(intents.Search(words if sound_description(words) is None else ""))

    def _search_done(self) -> None:
        self._remember(self._search.text.strip())
        described = sound_description(self._search.text)
        if described is None and self._unnamed:
            # No name contains the words: they may describe how it sounds.
            described = self._search.text
        if described is not None:
            self._post(intents.FindByText(described))
        else:
            self._post(intents.FocusPanel(Panel.SAMPLES))

    def _remember(self, words: str) -> None:
        if words and words != next(iter(self._search.recent), ""):
            recent = (words, *self._search.recent)
            self._post(intents.ChangeSetting("searches", recent))

    def _search_cleared(self) -> None:
        if self._described:
            self._post(intents.LeaveSimilar())

    def resize(self, sizes: Sizes) -> None:
        """Apply the sizes of another density."""
        self._sizes = sizes
        self._search.resize(sizes)
        self._progress.resize(sizes)
        self._place()

    def show(self, state: TopBarSlices) -> None:
        """Show search, tasks and volume."""
        running = self._progress.running
        self._progress.show(state.tasks, waiting=bool(state.cluster.unreached))
        if running is not self._progress.running:
            self._place()
        self._volume.show(state.settings.volume)
        self._search.recent = state.settings.searches
        self._undo.show(icon="undo", style=PLAIN if state.can_undo else INEFFECTIVE)
        self._redo.show(icon="redo", style=PLAIN if state.can_redo else INEFFECTIVE)
        browser = state.browser
        settled = not browser.waiting and browser.query.words == self._search.text
        words = browser.query.words
        # Mistakes stay as told: `bpm:abc` describes no sound.
        meant = settled and bool(words) and not parse(words).problems
        self._unnamed = meant and not len(browser.ids)
        editing = state.screen.focus is Panel.SEARCH
        search = state.similarity.search
        self._asked = search is not None
        self._described = search is not None and bool(search.asked.words)
        if editing:
            self._search.show_known(known_values(state))
        else:
            self._filling = True
            self._search.fill(_search_text(state))
            self._filling = False
        if self._search.focus != editing and not (editing and self._walked()):
            self._search.focus = editing

    def nudge(self, _x: float, _y: float, _since: float) -> bool:
        """Return that nothing scrolls here during a drag."""
        return False

    def drop(self, payload: DragPayload, x: float, y: float) -> Drop | None:
        """Return the effect of a drop on the search field: a search with what is dropped."""
        field = self._search
        if payload.asked is None or not field.collide_point(x, y):
            return None
        words = ADD_TO_SEARCH if self._asked else FIND_SIMILAR
        return Drop((*field.pos, *field.size), payload.asked, words)

    @property
    def editing(self) -> bool:
        """Whether the search field has the keyboard focus."""
        return bool(self._search.focus)

    def _place(self, *_: object) -> None:
        sizes = self._sizes
        tall, step = pixels(max(34, sizes.target)), pixels(max(36, sizes.target))
        field = min(pixels(400), round(self.width * 0.28))
        names = tuple(
            Leaf(name, Part(math.ceil(measure(name.text, TITLE))))
            for name in (self._name, self._pal)
        )
        least = FIELD if sizes.target < TABLET.target else FIELD_OF_FINGERS
        running = self._progress.running
        volume = Part(pixels(170), pixels(112), folded=pixels(60), fold=2, drop=2)
        place(
            Row(
                (
                    Row(names, across=Part(sum(one.width.natural for one in names), drop=1)),
                    Leaf(self._search, Part(max(field, pixels(200)), pixels(least)), Part(tall)),
                    Leaf(
                        self._progress,
                        Part(pixels(500), pixels(72), grow=1) if running else Part(0, 0, grow=1),
                        Part(tall),
                    ),
                    Leaf(self._volume, volume, Part(tall)),
                    Leaf(self._undo, Part(step), Part(tall)),
                    Leaf(self._redo, Part(step, drop=3), Part(tall)),
                    button(self._options, tall, fold=1),
                ),
                gap=pixels(sizes.gap),
                margin=Margin(left=pixels(sizes.inset), right=pixels(sizes.inset)),
            ),
            box_of(self),
        )
        self._glass.size = self._glass.texture.size
        self._glass.pos = (
            round(self._search.x + dp(10)),
            round(self.center_y - self._glass.size[1] / 2),
        )


def known_values(state: TopBarSlices) -> Known:
    """Return what the search field completes with."""
    counts = state.browser.counts
    folders = dict.fromkeys(folder.name for folder in state.folders.all[:MOST_FOLDERS])
    values = {
        Property.COLLECTION: tuple(one.name for one in state.collections.all),
        Property.FOLDER: tuple(folders),
    }
    return Known(values, (counts.types if counts else None) or {})


def _search_text(state: TopBarSlices) -> str:
    """Return the search as written: part of names, or the description of a sound."""
    search = state.similarity.search
    described = search.asked.words if search is not None else ""
    return f"{LIKE}:{described}" if described else state.browser.query.words
