"""What was understood of a search, as chips that remove their part, and why a sound was found."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from kivy.metrics import dp

from actors.messages import intents
from models.audio.units import SampleId
from models.layout.part import Part
from models.layout.tree import FILL, Column, Leaf, Margin, Row
from models.library.file_name import display_name
from models.similarity.reference_sound import Sound
from models.state.similarity import Similarity
from models.state.transport import Transport
from models.words.meaning import Role
from ui.text import similarity as words
from ui.text.recording import KEEP, PAUSE, PLAY
from ui.theme import PALETTE, SMALL, Sizes
from ui.widgets.bar import Bar
from ui.widgets.button import CHIP, ButtonStyle, PushButton
from ui.widgets.label import TextLabel
from ui.widgets.placing import box_of, pixels, place

NAMES_ONLY = ButtonStyle(PALETTE.raised, PALETTE.third)
GAP, LINE = 6, 20
"""dp between chips, and height of the reasons."""


class Chip(NamedTuple):
    """A button about a part of the question."""

    label: str
    intent: intents.Intent
    """What a press does."""
    style: ButtonStyle = CHIP
    icon: str = "close"
    hint: str = words.REMOVE_PART


def parts_of(similarity: Similarity, transport: Transport) -> list[Chip]:
    """Return the parts of the question: those of the description, then the sounds."""
    search, answer = similarity.search, similarity.answer
    if search is None:
        return []
    found: list[Chip] = []
    if answer is not None and answer.meaning is not None and search.asked.words:
        for at, part in enumerate(answer.meaning.parts):
            style = NAMES_ONLY if part.role is Role.UNKNOWN else CHIP
            label = words.part_label(part, by_text=answer.by_text)
            found.append(Chip(label, intents.RemovePart(at), style))
    asked = search.asked
    if asked.triage is not None:
        trained = answer.trained if answer is not None else None
        label = words.triage_label(asked.triage.order, trained)
        return [Chip(label, intents.LeaveSimilar())]
    if asked.inside:
        found.append(Chip(words.INSIDE, intents.LookInside(on=False)))
    recorded = any(sound.recorded for sound in asked.sounds)
    if not asked.words and len(asked.sounds) <= 1 and not recorded:
        return found
    for sounds, wanted in ((asked.wanted, True), (asked.unwanted, False)):
        for sound in sounds:
            if sound.recorded:
                found += _take_chips(sound, pauses=transport.pauses_file(sound.path))
                continue
            label = words.sound_label(_name(sound), wanted=wanted)
            found.append(Chip(label, intents.RemoveSound(sound)))
    return found


def _take_chips(sound: Sound, *, pauses: bool) -> list[Chip]:
    """Return the chips of a recording: it is removed, heard and kept by them."""
    icon, hint = ("pause", PAUSE) if pauses else ("play", PLAY)
    return [
        Chip(words.recording_label(sound.recorded), intents.RemoveSound(sound)),
        Chip("", intents.PlayTake(sound), icon=icon, hint=hint),
        Chip("", intents.KeepTake(sound), icon="save", hint=KEEP),
    ]


def _name(sound: Sound) -> str:
    return display_name(sound.path.rpartition(b"/")[2]) or words.A_SOUND


class Understood(Bar):
    """Chips that remove their part of the question; below, why the focused sound was found."""

    def __init__(self, post: Callable[[intents.Intent], None], sizes: Sizes) -> None:
        super().__init__("bottom", PALETTE.ground)
        self._post, self._sizes = post, sizes
        self._chips: list[PushButton] = []
        self._parts: list[Chip] = []
        self._reasoned = False
        self._why = TextLabel(face=SMALL, shade=PALETTE.second)
        self.bind(pos=self._place, size=self._place)

    def natural_height(self) -> float:
        """Return the height in pixels; 0 unless there is something to remove."""
        return self.chips_height() + self.reasons_height() if self._parts else 0.0

    def chips_height(self) -> float:
        """Return the height of a line of chips in pixels."""
        return float(dp(self._chip + 8))

    def reasons_height(self) -> float:
        """Return which part of that is the line of reasons."""
        return float(dp(LINE)) if self._parts and self._reasoned else 0.0

    @property
    def _chip(self) -> int:
        return max(24, self._sizes.target)

    def change_sizes(self, sizes: Sizes) -> None:
        """Apply the sizes of another density."""
        self._sizes = sizes
        self._place()

    def show(self, similarity: Similarity, transport: Transport, focus: SampleId | None) -> None:
        """Show the parts of the question, and why the focused sound was found."""
        parts = parts_of(similarity, transport)
        if parts != self._parts:
            self._parts = parts
            self.clear_widgets()
            self._chips = [
                PushButton(
                    partial(self._post, part.intent),
                    part.label,
                    part.icon,
                    style=part.style,
                    face=SMALL,
                    hint=part.hint,
                )
                for part in parts
            ]
            for widget in (*self._chips, self._why) if parts else ():
                self.add_widget(widget)
            self._place()
        self.opacity = 1 if parts else 0
        answer = similarity.answer
        self._reasoned = answer is not None and bool(answer.reasons)
        reasons = answer.reasons_for(focus) if answer is not None and focus is not None else ()
        self._why.show(words.reasons_text(reasons))

    def _place(self, *_: object) -> None:
        tall = Part(pixels(self._chip))
        chips = tuple(
            Leaf(chip, Part(chip.natural_width(), pixels(34)), tall) for chip in self._chips
        )
        inset = pixels(self._sizes.inset)
        why = Leaf(self._why, FILL, Part(pixels(LINE if self._reasoned else 0), drop=1))
        rows = (Row(chips, pixels(GAP), across=FILL), why)
        place(Column(rows, pixels(2), Margin(inset, pixels(2), inset, pixels(4))), box_of(self))
