"""What a key press leads to: the table, as the person changed it, and its chords."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from models.state.key_names import renamed
from models.state.screen import Panel
from ui.keymap import BINDINGS, Binding
from ui.keystroke import NoKey, parsed, spelled
from ui.text import key_sheet as text

WAITING = "g"
"""The first key of every chord; it swallows the next one, whatever it is."""
PATIENCE = 1.0
"""Seconds a chord waits for its second key."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a key press led to."""

    pending: str = ""
    """The chord that waits for its second key."""
    binding: Binding | None = None
    lost: str = ""
    """A chord that leads nowhere, for the status bar."""


class Refused(ValueError):
    """A line of `[keys]` cannot be; the text says why."""


@dataclass(frozen=True, slots=True)
class Keymap:
    """All bindings, and what was wrong with those a person wished for."""

    bindings: tuple[Binding, ...] = BINDINGS
    problems: tuple[str, ...] = ()

    @classmethod
    def rebound(cls, wishes: Mapping[str, tuple[str, ...]]) -> Keymap:
        """Return the table with these keys in place of its own.

        Args:
            wishes: Keys by the name of what they do, now or formerly; an empty tuple takes all
                keys from it.

        A wish that cannot be is reported and leaves the table as it was.
        """
        keymap = cls()
        for name, keys in renamed(wishes).items():
            try:
                keymap = replace(keymap, bindings=keymap._with(name, keys))
            except (NoKey, Refused) as error:
                problem = text.ignored(name, str(error))
                keymap = replace(keymap, problems=(*keymap.problems, problem))
        return keymap

    def _with(self, name: str, keys: tuple[str, ...]) -> tuple[Binding, ...]:
        own = [row for row in self.bindings if row.name == name]
        if not own:
            raise Refused(text.UNKNOWN_COMMAND)
        if name == "step-back":
            raise Refused(text.STOP)
        others = [row for row in self.bindings if row.name != name]
        for written in keys:
            _refuse_taken(parsed(written), own[0], others)
        made = [replace(own[0], keys=parsed(written)) for written in keys]
        at = self.bindings.index(own[0])
        return (
            *(row for row in self.bindings[:at] if row.name != name),
            *made,
            *(row for row in self.bindings[at:] if row.name != name),
        )

    def find(self, keys: str, panel: Panel) -> Binding | None:
        """Return the binding of `keys` on `panel`; the panel's own beats the common one."""
        rows = [row for row in self.bindings if row.keys == keys]
        own = (row for row in rows if panel in row.panels)
        return next(own, None) or next((row for row in rows if not row.panels), None)

    def choose(self, candidates: tuple[str, ...], panel: Panel, pending: str = "") -> str:
        """Return the first of `candidates` that leads anywhere; else `""`.

        Args:
            candidates: See `keystroke.candidates`.
            panel: Where the keyboard is.
            pending: The first key of a chord, if one waits.
        """
        for pressed in candidates:
            keys = f"{pending} {pressed}" if pending else pressed
            if (not pending and pressed == WAITING) or self.find(keys, panel) is not None:
                return pressed
        return ""

    def press(
        self, pressed: str, panel: Panel, pending: str = "", *, repeated: bool = False
    ) -> Outcome:
        """Return what the key press `pressed` leads to.

        Args:
            pressed: See `keystroke.stroke`.
            panel: Where the keyboard is.
            pending: The first key of a chord, if one waits.
            repeated: The key is held and repeats itself.
        """
        if pending:
            if repeated:
                return Outcome(pending=pending)
            found = self.find(f"{pending} {pressed}", panel)
            lost = "" if found or pressed == "escape" else f"{pending} {pressed}"
            return Outcome(binding=found, lost=lost)
        if pressed == WAITING:
            return Outcome(pending="" if repeated else WAITING)
        found = self.find(pressed, panel)
        if found is None or (repeated and not found.repeats):
            return Outcome()
        return Outcome(binding=found)

    def continuations(self, pending: str) -> tuple[tuple[str, str], ...]:
        """Return the second keys of the chord `pending` and what each does."""
        first = f"{pending} "
        rows = (row for row in self.bindings if row.keys.startswith(first))
        return tuple((row.keys.removeprefix(first), row.words) for row in rows)


def _refuse_taken(keys: str, own: Binding, others: list[Binding]) -> None:
    """Do nothing if `keys` are free.

    Raises:
        Refused: they mean something else where `own` holds, or can never be pressed.
    """
    first, _, second = keys.partition(" ")
    if second and first != WAITING:
        raise Refused(text.chord(WAITING))
    if keys == WAITING or "escape" in keys:
        raise Refused(text.reserved(spelled(keys)))
    for row in others:
        meet = set(row.panels) & set(own.panels) or not (row.panels and own.panels)
        if row.keys == keys and meet:
            raise Refused(text.taken(spelled(keys), row.name))
