"""ID3v1 genres by number. Source: id3.org, ID3v2.3.0, appendix A."""

from __future__ import annotations

import re

_ALL = (
    "Blues|Classic Rock|Country|Dance|Disco|Funk|Grunge|Hip-Hop|Jazz|Metal|New Age|Oldies|Other|Pop"
    "|R&B|Rap|Reggae|Rock|Techno|Industrial|Alternative|Ska|Death Metal|Pranks|Soundtrack"
    "|Euro-Techno|Ambient|Trip-Hop|Vocal|Jazz+Funk|Fusion|Trance|Classical|Instrumental|Acid|House"
    "|Game|Sound Clip|Gospel|Noise|AlternRock|Bass|Soul|Punk|Space|Meditative|Instrumental Pop"
    "|Instrumental Rock|Ethnic|Gothic|Darkwave|Techno-Industrial|Electronic|Pop-Folk|Eurodance"
    "|Dream|Southern Rock|Comedy|Cult|Gangsta|Top 40|Christian Rap|Pop/Funk|Jungle|Native American"
    "|Cabaret|New Wave|Psychadelic|Rave|Showtunes|Trailer|Lo-Fi|Tribal|Acid Punk|Acid Jazz|Polka"
    "|Retro|Musical|Rock & Roll|Hard Rock"
)
NAMES = tuple(_ALL.split("|"))
_NUMBERED = re.compile(r"\((\d{1,3})\)(.*)|(\d{1,3})", re.DOTALL)


def genre_name(text: str) -> str:
    """Return `Rock` for `17`, `(17)` and `(17)Rock`; other texts unchanged."""
    match = _NUMBERED.fullmatch(text)
    if match is None:
        return text
    if match[2]:
        return match[2]
    number = int(match[1] or match[3])
    return NAMES[number] if number < len(NAMES) else text
