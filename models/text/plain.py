"""Text that needs no shaping: one font holds it, and each character stands for itself."""

from __future__ import annotations

import re

_PLAIN = re.compile(
    "[\n -~\xa0-\xac\xae-ıĴ-ňŊ-žΆ-ΊΌΎ-ΡΣ-ώЁ-ЌЎ-яё-ќўџẠ-ỹ–—\u2018-\u201a“-„†-•…‰\u2039\u203a€™"
    "\u2190-\u22ff─-◿♭-♯✓-✘␣]*"
)
"""Latin, Greek, Cyrillic; arrows, mathematics, shapes, accidentals and check marks.

All that is shown in a window of Latin names, so that nothing else is imported there. Held by the
fonts of `ui.widgets.font` (checked by a test); without marks, which are placed by shaping.
"""


def is_plain(text: str) -> bool:
    """Return whether `text` can be drawn character by character, in one font."""
    return (text.isascii() and text.isprintable()) or _PLAIN.fullmatch(text) is not None
