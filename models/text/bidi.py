"""Order of text that is read from right to left, alone or mixed.

Source: UAX #9 for one line whose paragraph level is 0 (`docs/decisions`, "Text of the world").
Explicit embeddings, overrides and isolates do nothing: a name could feign another extension with
them, so they are drawn as signs (`models.text.controls`). Instead, what sentences and paths are put
together from is isolated by its own signs: parts between `·`, `→` and `/` stand from left to right,
and what stands in quotation marks does not reach out of them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_PAIRS = {
    "(": ")",
    "[": "]",
    "{": "}",
    "༺": "༻",
    "༼": "༽",
    "᚛": "᚜",
    "⁅": "⁆",
    "⁽": "⁾",
    "₍": "₎",
    "⌈": "⌉",
    "⌊": "⌋",
    "\u2329": "\u232a",
    "❨": "❩",
    "❪": "❫",
    "❬": "❭",
    "❮": "❯",
    "❰": "❱",
    "❲": "❳",
    "❴": "❵",
    "⟅": "⟆",
    "⟦": "⟧",
    "⟨": "⟩",
    "⟪": "⟫",
    "⟬": "⟭",
    "⟮": "⟯",
    "⦃": "⦄",
    "⦅": "⦆",
    "⦇": "⦈",
    "⦉": "⦊",
    "⦋": "⦌",
    "⦍": "⦐",
    "⦏": "⦎",
    "⦑": "⦒",
    "⦓": "⦔",
    "⦕": "⦖",
    "⦗": "⦘",
    "⧘": "⧙",
    "⧚": "⧛",
    "⧼": "⧽",
    "⸢": "⸣",
    "⸤": "⸥",
    "⸦": "⸧",
    "⸨": "⸩",
    "⹕": "⹖",
    "⹗": "⹘",
    "⹙": "⹚",
    "⹛": "⹜",
    "\u3008": "\u3009",
    "《": "》",
    "「": "」",
    "『": "』",
    "【": "】",
    "〔": "〕",
    "〖": "〗",
    "〘": "〙",
    "〚": "〛",
    "﹙": "﹚",
    "﹛": "﹜",
    "﹝": "﹞",
    "\uff08": "\uff09",
    "\uff3b": "\uff3d",
    "\uff5b": "\uff5d",
    "\uff5f": "\uff60",
    "\uff62": "\uff63",
}
"""Brackets that are matched (rule N0). Source: Unicode's `BidiBrackets.txt`."""
_CLOSING = {closing: opening for opening, closing in _PAIRS.items()}
_SAME = {"\u2329": "\u3008", "\u232a": "\u3009"}
_SEPARATOR = re.compile(" [·→] |/")
_QUOTED = re.compile("“[^“”]*”")
_OPEN = 63
"""Brackets that may be open at once (BD16)."""
_STRONG = {"L": "L", "R": "R", "EN": "R", "AN": "R"}
"""Direction that a type counts as among neutral ones (rules N0 to N2)."""
_NEUTRAL = frozenset({"B", "S", "WS", "ON"})
_IGNORED = frozenset({"BN", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})


@lru_cache(maxsize=4096)
def _type(letter: str) -> str:
    kind = unicodedata.bidirectional(letter)
    if not kind:  # unassigned characters take that of their block
        point = ord(letter)
        arabic = 0x860 <= point <= 0x8FF or 0xFB50 <= point <= 0xFDFF  # noqa: PLR2004
        arabic = arabic or 0xFE70 <= point <= 0xFEFF or 0x1EE00 <= point <= 0x1EEFF  # noqa: PLR2004
        hebrew = 0x590 <= point <= 0x85F or 0xFB1D <= point <= 0xFB4F  # noqa: PLR2004
        hebrew = hebrew or 0x10800 <= point <= 0x10FFF or 0x1E800 <= point <= 0x1EFFF  # noqa: PLR2004
        return "AL" if arabic else "R" if hebrew else "L"
    return kind


def is_turned(text: str) -> bool:
    """Return whether any part of `text` is read from right to left."""
    return any(_type(letter) in {"R", "AL", "AN"} for letter in text)


def levels(text: str) -> list[int]:
    """Return the embedding level of each character: even from left to right, odd from the right."""
    result = [0] * len(text)
    if not is_turned(text):
        return result
    begin = 0
    for found in [*_SEPARATOR.finditer(text), None]:
        end = found.start() if found else len(text)
        result[begin:end] = _isolated(text[begin:end])
        begin = found.end() if found else end
    return result


def _isolated(text: str) -> list[int]:
    """Return levels of a part; quotations are neutral in it, and have a direction of their own."""
    quotes = [(one.start() + 1, one.end() - 1) for one in _QUOTED.finditer(text)]
    inner = {at for start, end in quotes for at in range(start, end)}
    outer = [at for at in range(len(text)) if at not in inner]
    result = [0] * len(text)
    for at, level in zip(outer, resolved("".join(text[at] for at in outer)), strict=True):
        result[at] = level
    for start, end in quotes:
        around, base = result[start - 1], _direction(text[start:end])
        higher = around + 1 if base == 0 and around % 2 else 0  # within text from the right
        result[start:end] = [one + higher for one in resolved(text[start:end], base)]
    return result


def _direction(text: str) -> int:
    """Return the paragraph level of a text: that of its first letter (rules P2, P3)."""
    strong = (kind for kind in map(_type, text) if kind in {"L", "R", "AL"})
    return int(next(strong, "L") != "L")


def resolved(text: str, base: int = 0) -> list[int]:
    """Return the levels by the implicit rules alone.

    Args:
        text: One line.
        base: Paragraph level, 0 or 1.
    """
    given = [_type(letter) for letter in text]
    edge = "R" if base else "L"
    shown = [at for at, kind in enumerate(given) if kind not in _IGNORED]  # X9
    types = [given[at] for at in shown]
    _weak(types, edge)
    _brackets([text[at] for at in shown], [given[at] for at in shown], types, edge)
    _neutral(types, edge)
    found = dict(zip(shown, (_LEVELS[kind][base] for kind in types), strict=True))
    result, last = [], base
    for at in range(len(text)):
        last = found.get(at, last)
        result.append(last)
    _trailing(given, result, base)
    return result


_LEVELS = {"L": (0, 2), "R": (1, 1), "EN": (2, 2), "AN": (2, 2)}
"""Rules I1 and I2 at the levels 0 and 1."""


def _trailing(given: list[str], result: list[int], base: int) -> None:
    """Set spaces at the end, and before a separator, to the paragraph level (rule L1)."""
    ends = True
    for at in range(len(given) - 1, -1, -1):
        if given[at] in {"S", "B"}:
            ends, result[at] = True, base
        elif ends and (given[at] == "WS" or given[at] in _IGNORED):
            result[at] = base
        else:
            ends = False


def _weak(types: list[str], edge: str) -> None:
    """Resolve weak types in place (rules W1 to W7); `edge` is the direction of the paragraph."""
    before = edge  # the type before the first is that of the paragraph
    for at, kind in enumerate(types):  # W1
        if kind == "NSM":
            types[at] = before
        before = types[at]
    strong = edge
    for at, kind in enumerate(types):  # W2, W3 (the latter changes nothing that W2 looks for)
        if kind in {"L", "R", "AL"}:
            strong = kind
        elif kind == "EN" and strong == "AL":
            types[at] = "AN"
    types[:] = ["R" if kind == "AL" else kind for kind in types]
    for at in range(1, len(types) - 1):  # W4
        around = types[at - 1]
        if types[at + 1] == around and (
            (types[at] in {"ES", "CS"} and around == "EN") or (types[at] == "CS" and around == "AN")
        ):
            types[at] = around
    _terminators(types)
    strong = edge
    for at, kind in enumerate(types):  # W6, W7
        if kind in {"ES", "ET", "CS"}:
            types[at] = "ON"
        elif kind in {"L", "R"}:
            strong = kind
        elif kind == "EN" and strong == "L":
            types[at] = "L"


def _terminators(types: list[str]) -> None:
    """Make signs beside a number part of it (rule W5)."""
    at = 0
    while at < len(types):
        end = at
        while end < len(types) and types[end] == "ET":
            end += 1
        if end > at and "EN" in (
            types[at - 1] if at else "",
            types[end] if end < len(types) else "",
        ):
            types[at:end] = ["EN"] * (end - at)
        at = max(end, at + 1)


def _brackets(letters: list[str], given: list[str], types: list[str], edge: str) -> None:
    """Give brackets the direction of what they hold, or of what is before them (rule N0)."""
    for first, last in _bracket_pairs(letters, types):
        inside = {_STRONG[kind] for kind in types[first + 1 : last] if kind in _STRONG}
        if edge in inside:
            kind = edge
        elif inside:
            before = (_STRONG[one] for one in reversed(types[:first]) if one in _STRONG)
            kind = next(before, edge)
        else:
            continue
        for at in (first, last):
            types[at] = kind
            for after in range(at + 1, len(types)):
                if given[after] != "NSM":
                    break
                types[after] = kind


def _bracket_pairs(letters: list[str], types: list[str]) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    stack: list[tuple[str, int]] = []
    for at, letter in enumerate(letters):
        if types[at] != "ON":
            continue
        if letter in _PAIRS:
            if len(stack) == _OPEN:
                return []
            closing = _PAIRS[letter]
            stack.append((_SAME.get(closing, closing), at))
        elif letter in _CLOSING:
            wanted = _SAME.get(letter, letter)
            for depth in range(len(stack) - 1, -1, -1):
                if stack[depth][0] == wanted:
                    pairs.append((stack[depth][1], at))
                    del stack[depth:]
                    break
    return sorted(pairs)


def _neutral(types: list[str], edge: str) -> None:
    """Give neutral characters the direction of both sides, or of the paragraph (N1, N2)."""
    at, before = 0, edge
    while at < len(types):
        end = at
        while end < len(types) and types[end] in _NEUTRAL:
            end += 1
        after = _STRONG[types[end]] if end < len(types) else edge
        types[at:end] = [before if before == after else edge] * (end - at)
        if end < len(types):
            before = after
        at = end + 1


def visual_order(levels_of: list[int]) -> list[int]:
    """Return the indices of things with these levels from left to right (rule L2)."""
    order = list(range(len(levels_of)))
    for level in range(max(levels_of, default=0), 0, -1):
        at = 0
        while at < len(order):
            end = at
            while end < len(order) and levels_of[order[end]] >= level:
                end += 1
            order[at:end] = reversed(order[at:end])
            at = max(end, at + 1)
    return order
