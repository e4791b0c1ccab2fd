"""The edit menu: every edit, by groups, with its key; what removes sound stands last."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from actors.messages import intents
from models.edit.edit import SPAN_ONLY, Op
from ui.text import edits as text
from ui.text import slices as slice_text
from ui.widgets.menu import Choice

KEYS = {
    Op.CROP: "crop",
    Op.TRIM_OUT: "trim-out",
    Op.REVERSE: "reverse",
    Op.SILENCE: "silence",
    Op.NORMALISE: "normalise",
    Op.FADE_IN: "fade-in",
    Op.FADE_OUT: "fade-out",
}
"""Command in the key table of each edit that has a key."""
WITH_SHEET = {Op.NORMALISE, Op.GAIN, Op.TRIM_SILENCE, Op.LOOP_CROSSFADE, Op.CONVERT, Op.EDGE_FADES}
"""Edits whose parameters are chosen in a sheet."""
GROUPS = (
    (Op.FADE_IN, Op.FADE_OUT, Op.EDGE_FADES, Op.LOOP_CROSSFADE),
    (Op.NORMALISE, Op.GAIN, Op.REMOVE_DC),
    (Op.REVERSE, Op.SWAP_CHANNELS, Op.MONO, Op.STEREO, Op.CONVERT),
    (Op.REMOVE_CLICK, Op.SILENCE, Op.TRIM_SILENCE, Op.TRIM_OUT, Op.CROP),
)
ROWS = (
    (Op.NORMALISE, Op.GAIN, Op.REMOVE_DC),
    (Op.FADE_IN, Op.FADE_OUT, Op.EDGE_FADES),
    (Op.REVERSE, Op.SWAP_CHANNELS, Op.MONO, Op.STEREO, Op.CONVERT),
    (Op.TRIM_SILENCE,),
)
"""Edits of whole files."""
Post = Callable[[intents.Intent], None]


def shown_choices(post: Post, *, selected: bool) -> tuple[Choice, ...]:
    """Return the edits of the shown sample; without a selection those that need none."""
    found: list[Choice] = []
    for number, group in enumerate(GROUPS):
        offered = [op for op in group if selected or op not in NEED_SELECTION]
        for place, op in enumerate(offered):
            sheet = op in WITH_SHEET
            intent = intents.BeginEdit(op) if sheet else intents.EditShown(op)
            words = text.menu_line(op, 1, sheet=sheet)
            line = bool(number) and not place
            found.append(Choice(words, partial(post, intent), KEYS.get(op, ""), line=line))
    if selected:
        save = partial(post, intents.SaveSelection())
        found.insert(0, Choice(slice_text.SAVE_SELECTION, save, "save-selection"))
    return tuple(found)


NEED_SELECTION = SPAN_ONLY | {Op.LOOP_CROSSFADE}
"""Edits that are offered with a selection only."""


def row_choices(
    post: Post, make: Callable[[Op, bool], intents.Intent], count: int
) -> tuple[Choice, ...]:
    """Return the edits of rows.

    Args:
        post: Posts an intent.
        make: Returns the intent of an edit, and whether it opens a sheet.
        count: Number of rows.
    """
    found: list[Choice] = []
    for number, group in enumerate(ROWS):
        for place, op in enumerate(group):
            sheet = op in WITH_SHEET
            words = text.menu_line(op, count, sheet=sheet)
            line = bool(number) and not place
            found.append(Choice(words, partial(post, make(op, sheet)), line=line))
    return tuple(found)
