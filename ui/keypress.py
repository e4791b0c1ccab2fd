"""Resolves key presses: the key table with the user's changes, and its chords."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Mapping
from dataclasses import dataclass, replace

from models.state.key_names import renew_names
from models.state.screen import Panel
from ui.keymap import BINDINGS, Binding
from ui.keystroke import InvalidKey, display_keys, parse_keys
from ui.text import key_sheet as text

WAITING = "g"
"""First key of every chord; it consumes the next key, whatever that is."""
WITHIN = {Panel.SLICES: Panel.WAVEFORM}
"""Panels whose keys apply, too."""
PATIENCE = 1.0
"""Seconds a chord waits for its second key."""
MODAL = {
    *("step-back", "full-screen", "quit", "play", "shortcuts", "settings", "history"),
    *("next-stop", "previous-stop", "open-menu"),
}
"""Commands that act while a sheet is open; all others would change what it hides."""
ESSENTIAL = {
    *("play", "keep", "reject", "row-up", "row-down", "undo", "redo"),
    *("shortcuts", "settings", "step-back"),
}
"""Commands whose default keys no other command takes; those of all others give way to a choice."""
TOOLTIP_KEYS = 2
"""Maximum number of keys in a tooltip."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Result of a key press."""

    pending: str = ""
    """The chord that waits for its second key."""
    binding: Binding | None = None
    lost: str = ""
    """An unbound chord, for the status bar."""


class InvalidBinding(ValueError):
    """A line of `[keys]` is invalid; the message says why."""


@dataclass(frozen=True, slots=True)
class Keymap:
    """All bindings, and the errors in the user's."""

    bindings: tuple[Binding, ...] = BINDINGS
    problems: tuple[str, ...] = ()

    @classmethod
    def with_overrides(cls, overrides: Mapping[str, tuple[str, ...]]) -> Keymap:
        """Return the key table with some keys replaced.

        An invalid override is reported in `problems` and leaves the table unchanged.

        Args:
            overrides: Keys by current or former command name; an empty tuple unbinds the command.
        """
        keymap, chosen = cls(), renew_names(overrides)
        firm = ESSENTIAL - chosen.keys()
        for name, keys in chosen.items():
            firm |= {name}
            try:
                bindings = keymap._with(name, keys, firm)
                keymap = replace(keymap, bindings=bindings)
            except (InvalidKey, InvalidBinding) as error:
                reason = text.key_ignored(name, str(error))
                keymap = replace(keymap, problems=(*keymap.problems, reason))
        return keymap

    def _with(self, name: str, keys: tuple[str, ...], firm: set[str]) -> tuple[Binding, ...]:
        """Return the bindings with other keys of `name`; defaults but those of `firm` give way."""
        default = next((row for row in BINDINGS if row.name == name), None)
        if default is None:
            raise InvalidBinding(text.UNKNOWN_COMMAND)
        if name == "step-back":
            raise InvalidBinding(text.STOP)
        others = [row for row in self.bindings if row.name != name]
        made = [replace(default, keys=parse_keys(written)) for written in keys]
        for row in made:
            _check_free(row, [other for other in others if other.name in firm])
        left = [row for row in others if not any(_meet(row, one) for one in made)]
        order = {row.name: place for place, row in enumerate(BINDINGS)}
        at = bisect(left, order[name], key=lambda row: order[row.name])
        return (*left[:at], *made, *left[at:])

    def find(self, keys: str, panel: Panel) -> Binding | None:
        """Return the binding of `keys` on `panel`.

        A panel's own binding precedes one of the panel that it is within, and a global one.
        """
        rows = [row for row in self.bindings if row.keys == keys]
        for place in (panel, WITHIN.get(panel, panel)):
            if (own := next((row for row in rows if place in row.panels), None)) is not None:
                return own
        return next((row for row in rows if not row.panels), None)

    def choose(self, candidates: tuple[str, ...], panel: Panel, pending: str = "") -> str:
        """Return the first of `candidates` that is bound or starts a chord; else `""`.

        Args:
            candidates: See `keystroke.candidates`.
            panel: Panel with the keyboard focus.
            pending: First key of a pending chord, or empty.
        """
        for pressed in candidates:
            keys = f"{pending} {pressed}" if pending else pressed
            if (not pending and pressed == WAITING) or self.find(keys, panel) is not None:
                return pressed
        return ""

    def press(
        self,
        pressed: str,
        panel: Panel,
        pending: str = "",
        *,
        repeated: bool = False,
        modal: bool = False,
    ) -> Outcome:
        """Return the result of a key press.

        Args:
            pressed: See `keystroke.stroke`.
            panel: Panel with the keyboard focus.
            pending: First key of a pending chord, or empty.
            repeated: The event is an auto-repeat of a held key.
            modal: A sheet lies over the window: only commands in `MODAL` act.
        """
        if modal:
            found = self.find(pressed, panel)
            ours = found is not None and found.name in MODAL and not repeated
            return Outcome(binding=found if ours else None)
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

    def tooltip(self, hint: str, command: str) -> str:
        """Return the tooltip of a button: `Find similar (s)`.

        Args:
            hint: What the button does; empty: the description of `command`.
            command: Name of the command that does the same; empty, or one without keys: none.
        """
        rows = [row for row in self.bindings if row.name == command]
        words = hint or (rows[0].words if rows else "")
        keys = " ".join(dict.fromkeys(display_keys(row.keys) for row in rows[:TOOLTIP_KEYS]))
        return text.with_keys(words, keys) if keys else words

    def keys_of(self, command: str) -> str:
        """Return the first key of a command for display; empty: it has none."""
        found = next((row for row in self.bindings if row.name == command), None)
        return display_keys(found.keys) if found is not None else ""

    def continuations(self, pending: str) -> tuple[tuple[str, str], ...]:
        """Return the second keys of the chord `pending`, and their descriptions."""
        first = f"{pending} "
        rows = (row for row in self.bindings if row.keys.startswith(first))
        return tuple((row.keys.removeprefix(first), row.words) for row in rows)


def _check_free(own: Binding, others: list[Binding]) -> None:
    """Raise `InvalidBinding` unless the keys are free.

    Raises:
        InvalidBinding: They are bound where `own` applies, or can never be pressed.
    """
    first, _, second = own.keys.partition(" ")
    if second and first != WAITING:
        raise InvalidBinding(text.wrong_chord(WAITING))
    if own.keys == WAITING or "escape" in own.keys:
        raise InvalidBinding(text.key_reserved(display_keys(own.keys)))
    for row in others:
        if _meet(row, own):
            raise InvalidBinding(text.key_taken(display_keys(own.keys), row.name))


def _meet(one: Binding, other: Binding) -> bool:
    """Return whether two bindings have the same keys on a panel."""
    same = set(one.panels) & set(other.panels) or not (one.panels and other.panels)
    return one.keys == other.keys and bool(same)
