"""Grapheme clusters: what a reader takes for one character.

Source: UAX #29, rules GB3 to GB13, with the properties that `unicodedata` knows; those it lacks are
listed here from Unicode's `GraphemeBreakProperty.txt` and `emoji-data.txt`.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from functools import lru_cache

JOINER = "\u200d"
"""ZERO WIDTH JOINER."""
_SOLID = frozenset(
    "\u102b\u102c\u1038\u1062\u1063\u1064\u1067\u1068\u1069\u106a\u106b\u106c\u106d\u1083\u1087"
    "\u1088\u1089\u108a\u108b\u108c\u108f\u109a\u109b\u109c\u1a61\u1a63\u1a64\uaa7b\uaa7d"
)
"""Spacing marks that begin a cluster of their own (Myanmar, Tai Tham)."""
_ATTACHED = frozenset("\u0e33\u0eb3\u200c\uff9e\uff9f")
"""What is no mark and yet extends a cluster: AM of Thai and Lao, ZWNJ, halfwidth voicing."""
_PREPENDED = frozenset(
    [
        *map(chr, (*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0xD4E)),
        *map(chr, (0x110BD, 0x110CD, 0x111C2, 0x111C3, 0x1193F, 0x11941, 0x11A3A)),
        *map(chr, (*range(0x11A84, 0x11A8A), 0x11D46, 0x11F02)),
    ]
)
"""What belongs to the character after it."""
_LINKERS = frozenset("\u094d\u09cd\u0acd\u0b4d\u0c4d\u0d4d\u1039\u17d2")
"""Signs that join two consonants to one cluster (rule GB9c)."""
_CONJUNCT = (
    *((0x900, 0x97F), (0x980, 0x9FF), (0xA80, 0xAFF), (0xB00, 0xB7F), (0xC00, 0xC7F)),
    *((0xD00, 0xD7F), (0x1000, 0x109F), (0x1780, 0x17FF)),
)
"""Blocks whose consonants these join."""
_PICTURES = (
    *((0xA9, 0xA9), (0xAE, 0xAE), (0x203C, 0x203C), (0x2049, 0x2049), (0x2122, 0x2122)),
    *((0x2139, 0x2139), (0x2194, 0x2199), (0x21A9, 0x21AA), (0x231A, 0x231B), (0x2328, 0x2328)),
    *((0x2388, 0x2388), (0x23CF, 0x23CF), (0x23E9, 0x23F3), (0x23F8, 0x23FA), (0x24C2, 0x24C2)),
    *((0x25AA, 0x25AB), (0x25B6, 0x25B6), (0x25C0, 0x25C0), (0x25FB, 0x25FE), (0x2600, 0x2605)),
    *((0x2607, 0x2612), (0x2614, 0x2685), (0x2690, 0x2705), (0x2708, 0x2712), (0x2714, 0x2714)),
    *((0x2716, 0x2716), (0x271D, 0x271D), (0x2721, 0x2721), (0x2728, 0x2728), (0x2733, 0x2734)),
    *((0x2744, 0x2744), (0x2747, 0x2747), (0x274C, 0x274C), (0x274E, 0x274E), (0x2753, 0x2755)),
    *((0x2757, 0x2757), (0x2763, 0x2767), (0x2795, 0x2797), (0x27A1, 0x27A1), (0x27B0, 0x27B0)),
    *((0x27BF, 0x27BF), (0x2934, 0x2935), (0x2B05, 0x2B07), (0x2B1B, 0x2B1C), (0x2B50, 0x2B50)),
    *((0x2B55, 0x2B55), (0x3030, 0x3030), (0x303D, 0x303D), (0x3297, 0x3297), (0x3299, 0x3299)),
    *((0x1F000, 0x1F0FF), (0x1F10D, 0x1F10F), (0x1F12F, 0x1F12F), (0x1F16C, 0x1F171)),
    *((0x1F17E, 0x1F17F), (0x1F18E, 0x1F18E), (0x1F191, 0x1F19A), (0x1F1AD, 0x1F1E5)),
    *((0x1F201, 0x1F20F), (0x1F21A, 0x1F21A), (0x1F22F, 0x1F22F), (0x1F232, 0x1F23A)),
    *((0x1F23C, 0x1F23F), (0x1F249, 0x1F3FA), (0x1F400, 0x1F53D), (0x1F546, 0x1F64F)),
    *((0x1F680, 0x1F6FF), (0x1F774, 0x1F77F), (0x1F7D5, 0x1F7FF), (0x1F80C, 0x1F80F)),
    *((0x1F848, 0x1F84F), (0x1F85A, 0x1F85F), (0x1F888, 0x1F88F), (0x1F8AE, 0x1F8FF)),
    *((0x1F90C, 0x1F93A), (0x1F93C, 0x1F945), (0x1F947, 0x1FAFF), (0x1FC00, 0x1FFFD)),
)
"""Extended_Pictographic: emoji, and what is reserved for them."""
_FIRSTS = [first for first, _ in _PICTURES]


def is_picture(letter: str) -> bool:
    """Return whether a character is an emoji or may be shown as one."""
    point = ord(letter)
    at = bisect_right(_FIRSTS, point) - 1
    return at >= 0 and point <= _PICTURES[at][1]


@lru_cache(maxsize=4096)
def _kind(letter: str) -> str:
    """Return the Grapheme_Cluster_Break of a character, by a letter; empty for any other."""
    point = ord(letter)
    if letter == JOINER:
        return "Z"
    category = unicodedata.category(letter)
    if letter in _PREPENDED:
        return "P"
    if category in {"Mn", "Me"} or letter in _ATTACHED:
        return "E"
    if category == "Mc":
        return "" if letter in _SOLID else "E"
    if 0x1F3FB <= point <= 0x1F3FF or 0xE0020 <= point <= 0xE007F:  # noqa: PLR2004 - skin, tags
        return "E"
    if category in {"Cc", "Cf", "Zl", "Zp", "Cs"}:
        return "C"
    if 0x1F1E6 <= point <= 0x1F1FF:  # noqa: PLR2004 - letters of flags
        return "R"
    return "X" if is_picture(letter) else _hangul(point)


def _hangul(point: int) -> str:
    if 0x1100 <= point <= 0x115F or 0xA960 <= point <= 0xA97C:  # noqa: PLR2004
        return "l"
    if 0x1160 <= point <= 0x11A7 or 0xD7B0 <= point <= 0xD7C6:  # noqa: PLR2004
        return "v"
    if 0x11A8 <= point <= 0x11FF or 0xD7CB <= point <= 0xD7FB:  # noqa: PLR2004
        return "t"
    if 0xAC00 <= point <= 0xD7A3:  # noqa: PLR2004
        return "lv" if (point - 0xAC00) % 28 == 0 else "lvt"
    return ""


def boundaries(text: str) -> list[int]:
    """Return where the grapheme clusters of `text` begin, and its length: ascending, from 0."""
    if text.isascii():
        return list(range(len(text) + 1))  # CR LF is no matter in one line
    if not text:
        return [0]
    kinds = [_kind(letter) for letter in text]
    return [0, *(at for at in range(1, len(text)) if not _joined(text, kinds, at)), len(text)]


def _joined(text: str, kinds: list[str], at: int) -> bool:  # rules in the order of UAX #29
    before, after = kinds[at - 1], kinds[at]
    if before == "C" or after == "C":  # GB3 to GB5
        return text[at - 1 : at + 1] == "\r\n"
    if before and after and before[-1] in "lvt" and after[0] in "lvt":  # GB6 to GB8
        return _syllable(before, after)
    if after in {"E", "Z"} or before == "P":  # GB9, 9a, 9b
        return True
    if _conjunct(text, kinds, at):  # GB9c
        return True
    if before == "Z" and after == "X":  # GB11
        back = at - 2
        while back >= 0 and kinds[back] == "E":
            back -= 1
        return back >= 0 and kinds[back] == "X"
    if before == after == "R":  # GB12, 13
        count = 0
        while count < at and kinds[at - 1 - count] == "R":
            count += 1
        return count % 2 == 1
    return False


def _syllable(before: str, after: str) -> bool:
    if before == "l":
        return after != "t"
    return after == "t" or (after == "v" and before[-1] == "v")


def _consonant(letter: str) -> bool:
    point = ord(letter)
    return unicodedata.category(letter) == "Lo" and any(
        first <= point <= last for first, last in _CONJUNCT
    )


def _conjunct(text: str, kinds: list[str], at: int) -> bool:
    if kinds[at - 1] not in {"E", "Z"} or not _consonant(text[at]):
        return False
    back, linked = at - 1, False
    while back >= 0 and (kinds[back] in {"E", "Z"}):
        linked = linked or text[back] in _LINKERS
        back -= 1
    return linked and back >= 0 and _consonant(text[back])
