"""Characters that are not seen, made visible wherever they could deceive."""

from __future__ import annotations

import re

SIGN = "␣"
"""Stands for one character that has no picture of its own."""
_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u180b-\u180f\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U000e0000-\U000e001f"
    "\U000e0080-\U000e0fff]"
    # Tags are part of a flag only; joiners are part of words in scripts that join, and of emoji.
    "|(?<![\U0001f3f4\U000e0020-\U000e007e])[\U000e0020-\U000e007f]"
    "|(?:(?<=[\x00-\u02ff\u2000-\u203b])|^)[\u200c\u200d]"
)
"""Controls, marks of direction, embeddings, overrides, isolates, spaces without width."""


def visible(text: str) -> str:
    """Return `text` with a sign for each invisible character; its length stays the same.

    An override (U+202E) could turn `exe.wav` round, and a space without width could make two names
    look the same. Joiners between letters of scripts that join, and within emoji, stay.
    """
    return text if text.isascii() and text.isprintable() else _HIDDEN.sub(SIGN, text)
