"""Extract the key from a file name."""

from __future__ import annotations

import re
import unicodedata

from models.analysis.key import Key, parse_key

_SIGN = r"(?:#|♯|b|♭|[ _-]?sharp|[ _-]?flat)"
_MODED = re.compile(
    rf"(?<![^\W\d_])(?P<letter>[A-Ga-g])(?P<sign>{_SIGN})?(?P<apart>[ _-]?)"
    r"(?P<mode>minor|min|major|maj)(?:\d{1,2}(?!\d))?(?![^\W\d_])",
    re.IGNORECASE,
)
"""Amin, F# minor, Bb_Maj7."""
_SHORT = re.compile(
    rf"(?<![^\W_])(?P<letter>[A-G])(?P<sign>{_SIGN})?m(?:\d{{1,2}}(?!\d))?(?![^\W_])"
    rf"|(?<![^\W_])(?P<low>[a-g])(?P<lowsign>[#♯♭b])m(?:\d{{1,2}}(?!\d))?(?![^\W_])"
)
"""Am, C#m, Gbm7; without an accidental the capital is required: cm and gm mean other things."""
_SIGNED = re.compile(
    r"(?<![^\W_])(?P<letter>[A-G])(?P<sign>#|♯|b|♭|[ _-]?sharp|[ _-]?flat)\d?(?![^\W_])"
)
"""Bb, F#, C♯2."""
_SAID = re.compile(
    rf"(?<![^\W_])key(?: of |[ _=:-]{{1,3}})(?:of )?(?P<letter>[A-G])(?P<sign>{_SIGN})?(?![^\W_])",
    re.IGNORECASE,
)
"""Key of D, key=F#."""
_CAMELOT = r"(?:1[0-2]|[1-9])[AB]"
_MIXED = re.compile(
    rf"^(?P<first>{_CAMELOT})(?= - |_-_| \d{{2,3}}(?!\d)|$)"
    rf"| - (?P<last>{_CAMELOT})(?= - |$)"
    rf"|[(\[](?P<held>{_CAMELOT})[)\]]"
    rf"|(?:(?i:key|camelot)[ _:=-]{{0,2}})(?P<said>{_CAMELOT})(?![^\W_])"
    rf"|\d(?:[ _-]?(?i:bpm))[ _-](?P<behind>{_CAMELOT})(?![^\W_])"
    rf"|(?<![^\W_])(?P<before>{_CAMELOT})[ _-]\d{{2,3}}(?:\.\d+)?[ _-]?(?i:bpm)"
)
"""Camelot codes in the notation of DJ programs; in `Kick 1A` and `take 8a` they are numbers."""
_SENTENCE = re.compile("i|not|so|too|the|a|an|never|here|still|going|gonna|just|really|he|she")
"""Words next to which `Am` is English."""
_TRANSPOSING = re.compile(
    "clarinet|trumpet|sax|saxophone|cornet|tuba|horn|flugelhorn|alto|tenor|soprano|bari|baritone"
)
"""Transposing instruments, named by a note: Bb clarinet."""
_OTHERWISE = {
    "Fm": re.compile("bass|synth|bells?|piano|keys|pad|lead|stab|pluck|radio|ep|drum"),
    "Gm": re.compile("kit|bank|drums?|font|set|piano"),
}
"""Following words that change the meaning: frequency modulation, General MIDI."""


def key_in_name(name: str) -> Key | None:
    """Return the key or note in a file name; `None` if there is none, or several.

    `Am`, `F#min`, `Gb_Maj`, `C♯m7`, `Bb`, `key of D`, and Camelot codes in unambiguous places: `8A
    - x`, `(11B)`, `128bpm 4A`. A lone letter (`Bass Drum A`) or a note with its octave (`A1 kick`)
    does not count.

    Args:
        name: File name, with or without extension.
    """
    name = unicodedata.normalize("NFC", name)
    stem = name.rpartition(".")[0] if re.search(r"\.\w{1,5}$", name) else name
    for found in (_moded(stem) | _short(stem) | _codes(stem), _said(stem), _signed(stem)):
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def _moded(stem: str) -> set[Key]:
    found: set[Key] = set()
    for match in _MODED.finditer(stem):
        if match["letter"].islower() and not match["sign"] and match["apart"] in {" ", "-"}:
            continue  # a minor thing
        found |= _key(match["letter"], match["sign"], match["mode"])
    return found


def _short(stem: str) -> set[Key]:
    found: set[Key] = set()
    for match in _SHORT.finditer(stem):
        letter, sign = match["letter"] or match["low"], match["sign"] or match["lowsign"]
        before, after = _beside(stem, match)
        if not sign:
            if letter == "A" and (_SENTENCE.fullmatch(before) or _SENTENCE.fullmatch(after)):
                continue
            if (other := _OTHERWISE.get(f"{letter}m")) and other.fullmatch(after):
                continue
        found |= _key(letter, sign, "min")
    return found


def _signed(stem: str) -> set[Key]:
    found: set[Key] = set()
    for match in _SIGNED.finditer(stem):
        if _TRANSPOSING.fullmatch(_beside(stem, match)[1]):
            continue
        found |= _key(match["letter"], match["sign"], "")
    return found


def _said(stem: str) -> set[Key]:
    found: set[Key] = set()
    for match in _SAID.finditer(stem):
        found |= _key(match["letter"], match["sign"], "")
    return found


def _codes(stem: str) -> set[Key]:
    codes = [next(filter(None, match.groups())) for match in _MIXED.finditer(stem)]
    return {one for code in codes if (one := parse_key(code)) is not None}


def _key(letter: str, sign: str | None, mode: str) -> set[Key]:
    """Return the key as a set; empty if it cannot be parsed."""
    sign = (sign or "").strip(" _-").lower()
    sign = {"sharp": "#", "flat": "b"}.get(sign, sign)
    found = parse_key(f"{letter}{sign} {mode}".strip())
    return set() if found is None else {found}


def _beside(stem: str, match: re.Match[str]) -> tuple[str, str]:
    """Return the words directly before and after a match, in lower case; empty if none."""
    before = re.search(r"(?<![^\W_])([^\W\d_]+)[\s_-]*$", stem[: match.start()])
    after = re.match(r"[\s_-]*([^\W\d_]+)", stem[match.end() :])
    return (before[1].lower() if before else "", after[1].lower() if after else "")
