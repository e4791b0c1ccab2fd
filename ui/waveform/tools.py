"""Tools below the picture: playback, loop, channels, marks, selection length."""

from __future__ import annotations

from collections.abc import Callable

from kivy.metrics import dp
from kivy.uix.widget import Widget

from actors.messages import intents
from models.audio.clock import span_words
from models.audio.tempo import beat_words
from models.audio.units import FramePosition, Hertz, Seconds
from models.layout.part import Part
from models.layout.tree import Leaf, Row
from models.library.tag import Tag
from models.state.editor import Editor
from models.state.settings import Settings
from models.state.transport import Transport
from models.waveform.channels import Channels
from models.waveform.display import Display
from ui.edits.edit_menu import shown_choices
from ui.text import edits as edit_text
from ui.text import slices as slice_text
from ui.text import waveform as text
from ui.text.common import KEEP, REJECT
from ui.text.sources import read_only
from ui.theme import NUMBER, PALETTE, Sizes, faded
from ui.widgets.button import INEFFECTIVE, ON, PLAIN, PRIMARY, ButtonStyle, PushButton
from ui.widgets.label import TextLabel
from ui.widgets.menu import Choice, Menu
from ui.widgets.placing import box_of, button, has_room, pixels, place
from ui.widgets.text_texture import measure

SAID = 110
"""Room for the length of the selection, in dp."""
Face = tuple[str, str, ButtonStyle]
"""Text, icon and style of a button."""
KEPT = ButtonStyle(faded(PALETTE.keep, 0.1), PALETTE.keep, PALETTE.keep)
TRASHED = ButtonStyle(faded(PALETTE.trash, 0.1), PALETTE.trash, PALETTE.trash)


class Tools(Widget):
    """Buttons that act on the loaded sample."""

    def __init__(
        self,
        post: Callable[[intents.Intent], None],
        sizes: Sizes,
        playhead: Callable[[], FramePosition | None],
    ) -> None:
        """Create the row; `playhead` returns the frame being played, `None` while stopped."""
        super().__init__()
        self._post, self._sizes = post, sizes
        self._channels = Channels.SPLIT
        self._said: tuple[str, ...] = ("",)
        """Descriptions of the selection, from long to short."""
        self._play = PushButton(lambda: post(intents.TogglePlay()), style=PRIMARY, command="play")
        self._loop = PushButton(lambda: post(intents.ToggleLoop(playhead())), command="loop")
        self._slice = PushButton(lambda: post(intents.ToggleSlices()), command="slice")
        self._edit = PushButton(self._open_edits, hint=edit_text.EDIT)
        self._selection = False
        self._split = PushButton(self._toggle_channels, hint=text.SPLIT_CHANNELS)
        self._display = PushButton(lambda: post(intents.NextDisplay()), command="display")
        self._all = PushButton(lambda: post(intents.ShowAll()), command="zoom-all")
        self._more = PushButton(self._open_more, icon="more", hint=text.MORE)
        self._selected = TextLabel(face=NUMBER, shade=PALETTE.second, align="right")
        self._keep = PushButton(lambda: post(intents.MarkShown(Tag.KEEP)), command="keep")
        self._trash = PushButton(lambda: post(intents.MarkShown(Tag.TRASH)), command="reject")
        self._similar = PushButton(
            lambda: post(intents.FindSimilar(shown=True)), command="find-similar"
        )
        self._faces: dict[PushButton, Face] = {
            self._play: (text.PLAY, "play", PRIMARY),
            self._loop: (text.LOOP, "loop", PLAIN),
            self._slice: (slice_text.SLICE, "cut", PLAIN),
            self._edit: (edit_text.EDIT, "edit", PLAIN),
            self._keep: (KEEP, "check", PLAIN),
            self._trash: (REJECT, "close", PLAIN),
            self._split: (text.SPLIT, "waveform", PLAIN),
            self._display: (text.DISPLAYS[Display.WAVEFORM], "tune", PLAIN),
            self._all: (text.FIT_SHORT, "zoom_fit", PLAIN),
            self._similar: (text.SIMILAR, "headset", PLAIN),
        }
        """Of each button, from left to right; the last one stands at the right."""
        self._folding = (
            *(self._all, self._split, self._display, self._similar, self._slice),
            *(self._edit, self._trash, self._keep, self._loop, self._play),
        )
        """What shows only its icon where there is little room, the first one first."""
        for widget in (*self._faces, self._selected, self._more):
            self.add_widget(widget)
        self.bind(pos=self._place, size=self._place)

    def resize(self, sizes: Sizes) -> None:
        """Apply the sizes of another density."""
        self._sizes = sizes
        self._place()

    def _open_edits(self) -> None:
        at = self.to_window(self._edit.x, self._edit.top + dp(4))
        Menu.open(at, self._sizes, shown_choices(self._post, selected=self._selection))

    def _toggle_channels(self) -> None:
        split = self._channels is Channels.SPLIT
        self._post(intents.ChangeSetting("channels", Channels.MONO if split else Channels.SPLIT))

    def show(
        self, editor: Editor, transport: Transport, settings: Settings, protected: str = ""
    ) -> None:
        """Show the state of each button, and the selection.

        Args:
            editor: The shown sample.
            transport: Its playback.
            settings: How it is displayed.
            protected: Name of its source, if that is read-only.
        """
        faces = self._faces
        shown = editor.sample.id if editor.sample else None
        pauses = transport.pauses(shown)
        words, icon = (text.PAUSE, "pause") if pauses else (text.PLAY, "play")
        faces[self._play] = (words, icon, PRIMARY)
        faces[self._loop] = (text.LOOP, "loop", ON if transport.loop else PLAIN)
        tag = editor.sample.tag if editor.sample else Tag.NEUTRAL
        faces[self._keep] = (KEEP, "check", KEPT if tag is Tag.KEEP else PLAIN)
        faces[self._trash] = (REJECT, "close", TRASHED if tag is Tag.TRASH else PLAIN)
        faces[self._edit] = (edit_text.EDIT, "edit", INEFFECTIVE if protected else PLAIN)
        self._edit.hint = read_only(protected) if protected else edit_text.EDIT
        display = settings.display
        style = PLAIN if display is Display.WAVEFORM else ON
        faces[self._display] = (text.DISPLAYS[display], "tune", style)
        self._channels = settings.channels
        self._selection = editor.selection is not None
        split = settings.channels is Channels.SPLIT
        faces[self._split] = (text.SPLIT, "waveform", ON if split else PLAIN)
        rate = editor.sample.rate if editor.sample else 0
        if editor.selection is not None and rate:
            length = Seconds(editor.selection.length / rate)
            tempo = (editor.sample.tempo if editor.sample else None) or settings.tempo
            beats = beat_words(editor.selection.length, tempo, Hertz(rate))
            parts = (
                text.selection(span_words(length)),
                text.frames(editor.selection.length),
                beats,
            )
            self._said = (" · ".join(parts), f"{parts[0]} · {beats}", parts[0])
        else:
            self._said = ("",)
        self._place()

    def _place(self, *_: object) -> None:
        """Lay out the buttons; with little room some show only their icon, or go to the menu."""
        tall, least = pixels(self._sizes.tool), {self._play: pixels(96)}
        order = {one: at for at, one in enumerate(self._folding, 1)}
        leaves = []
        for one, (words, icon, style) in self._faces.items():
            one.show(words, icon, style)
            at, wide = order[one], least.get(one, 0)
            leaves.append(button(one, tall, least=wide, fold=at, drop=at))
        # The selection has room for its length.
        said = Part(
            max(measure(words, NUMBER) for words in self._said) + dp(4),
            pixels(SAID) if self._said[-1] else 0,
            grow=1,
        )
        more = Leaf(self._more, Part(tall, overflow=True), Part(tall))
        children = (*leaves[:-1], Leaf(self._selected, said), more, leaves[-1])
        place(Row(children, pixels(8)), box_of(self))
        self._fit()

    def _open_more(self) -> None:
        at = self.to_window(self._more.x, self._more.top + dp(4))
        rest = tuple(
            Choice(words, one.press, one.command)
            for one, (words, _icon, _style) in self._faces.items()
            if not has_room(one)
        )
        Menu.open(at, self._sizes, rest)

    def _fit(self) -> None:
        """Show the longest description of the selection that fits; none if none does."""
        room = self._selected.width - dp(4)
        fitting = (words for words in self._said if measure(words, NUMBER) <= room)
        self._selected.show(next(fitting, ""))
