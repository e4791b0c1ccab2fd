"""Metadata after conversion or trimming: what remains valid and what was left out.

A loop is kept only if it lies within the range entirely: a cut edge removes the frames it joined.
Markers within the range are kept; the span of a marker is trimmed with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from models.audio.clock import count_noun
from models.metadata.broadcast import Broadcast
from models.metadata.change import Change
from models.metadata.loop import Loop
from models.metadata.marker import Marker
from models.metadata.metadata import Metadata
from models.metadata.sampler import UINT32, Sampler
from models.metadata.tags import Field, Tags

_LEVEL = re.compile(r"REPLAYGAIN_.*|R128_.*")
"""Fields that hold loudness."""
_PLACES = re.compile(r"CHAPTER\d+.*|CUESHEET")
"""Fields that hold times within the sound."""
_CODING = re.compile(r"ENCODERSETTINGS|LENGTH|COMMENT:ITUN.*")
"""Fields that describe the encoding of the original."""
_CHANNELS = "WAVEFORMATEXTENSIBLE_CHANNEL_MASK"
_UINT64 = 2**64 - 1


def convert_metadata(found: Metadata, change: Change) -> tuple[Metadata, tuple[str, ...]]:
    """Return the metadata valid for the new file, and a line (what, why) per omission."""
    left: list[str] = []
    now = replace(
        found,
        rate=change.rate,
        channels=change.channels,
        frames=change.frames,
        sampler=_sampler(found.sampler, change, left),
        loops=_loops(found.loops, change, left),
        markers=_markers(found.markers, change, left),
        rhythm=replace(found.rhythm, beats=_beats(found.rhythm.beats, change))
        if found.rhythm
        else None,
        broadcast=_broadcast(found.broadcast, change, left) if found.broadcast else None,
        ixml=_ixml(found, change, left),
        tags=_tags(found.tags, change, left),
        others=(),
        problems=(),
    )
    left += (f"{one.name}: not known to sempal" for one in found.others)
    left += (f"{problem}, not carried over" for problem in found.problems)
    return now, tuple(dict.fromkeys(left))


def _sampler(sampler: Sampler | None, change: Change, left: list[str]) -> Sampler | None:
    if sampler is None or change.same_places:
        return sampler
    if sampler.data:
        left.append("sampler data: may hold positions")
    if sampler.smpte_offset and change.start:
        left.append("SMPTE offset: the clip starts later")
        sampler = replace(sampler, smpte_format=0, smpte_offset=0)
    return replace(sampler, data=b"")


def _loops(loops: Iterable[Loop], change: Change, left: list[str]) -> tuple[Loop, ...]:
    kept: list[Loop] = []
    outside = cut = 0
    for loop in loops:
        if loop.end <= change.start or loop.start >= change.end:
            outside += 1
        elif loop.start < change.start or loop.end > change.end:
            cut += 1
        else:
            kept.append(_loop(loop, change))
    if outside:
        left.append(f"{count_noun(outside, 'loop')}: outside the clip")
    if cut:
        left.append(f"{count_noun(cut, 'loop')}: cut by the edge of the clip")
    return tuple(kept)


def _loop(loop: Loop, change: Change) -> Loop:
    """Return a loop with its duration kept; at least one frame."""
    start = min(change.place(loop.start), max(0, change.frames - 1))
    end = max(start + 1, change.place(loop.end))
    return replace(
        loop, start=start, end=end, fraction=loop.fraction if change.rate == change.old_rate else 0
    )


def _markers(markers: Iterable[Marker], change: Change, left: list[str]) -> tuple[Marker, ...]:
    kept: list[Marker] = []
    outside = 0
    for marker in markers:
        last = marker.frame + marker.length
        if change.holds(marker.frame) or (
            marker.length and marker.frame < change.end and last > change.start
        ):
            start = change.place(max(marker.frame, change.start))
            length = change.place(min(last, change.end)) - start if marker.length else 0
            kept.append(replace(marker, frame=start, length=max(0, length)))
        else:
            outside += 1
    if outside:
        left.append(f"{count_noun(outside, 'marker')}: outside the clip")
    return tuple(kept)


def _beats(beats: int, change: Change) -> int:
    """Return the number of beats in the range, rounded; the tempo is unchanged."""
    if change.whole or not change.old_frames:
        return beats
    return min(UINT32, round(beats * (change.end - change.start) / change.old_frames))


def _broadcast(broadcast: Broadcast, change: Change, left: list[str]) -> Broadcast:
    frames = change.scaled(broadcast.reference_frames + change.start)
    layout = {1: ",M=mono", 2: ",M=stereo"}.get(change.channels, "")
    before = broadcast.history.rstrip("\r\n")
    coding = f"A=PCM,F={change.rate},W={change.bits}{layout},T=sempal\r\n"
    loudness = broadcast.loudness
    if loudness and not (change.same_level and change.same_channels and change.whole):
        left.append(f"bext loudness: {_louder(change)}")
        loudness = None
    if any(broadcast.umid):
        left.append("bext UMID: it names the original")
    return replace(
        broadcast,
        reference_frames=min(frames, _UINT64),
        version=2 if loudness else 1,
        umid=bytes(len(broadcast.umid)),
        loudness=loudness,
        history=f"{before}\r\n{coding}" if before else coding,
    )


def _louder(change: Change) -> str:
    """Return why loudness has changed."""
    if not change.whole:
        return "it was that of the whole file"
    return "the channels were mixed" if not change.same_channels else "the level changed"


def _ixml(found: Metadata, change: Change, left: list[str]) -> bytes:
    if not found.ixml:
        return b""
    if not change.same_channels:
        left.append("iXML: it tells of other channels")
        return b""
    return shifted_ixml(found.ixml, change)


def shifted_ixml(text: bytes, change: Change) -> bytes:
    """Return iXML with the time of the first frame that is kept, the new rate and bit depth."""
    values = {
        b"AUDIO_BIT_DEPTH": change.bits,
        b"FILE_SAMPLE_RATE": change.rate,
        b"TIMESTAMP_SAMPLE_RATE": change.rate,
    }
    for name in (b"TIMESTAMP_SAMPLES_SINCE_MIDNIGHT", b"BWF_TIME_REFERENCE"):
        if (number := _number(text, name)) is not None:
            moved = min(change.scaled(number + change.start), _UINT64)
            low = b"_LO" if name.startswith(b"TIME") else b"_LOW"
            high = b"_HI" if name.startswith(b"TIME") else b"_HIGH"
            values |= {name + low: moved & UINT32, name + high: moved >> 32}
    for tag, value in values.items():
        text = re.sub(rb"(<%b>)\s*\d+\s*(</%b>)" % (tag, tag), rb"\g<1>%d\g<2>" % value, text)
    return text


def _number(text: bytes, name: bytes) -> int | None:
    """Return a 64-bit number that iXML stores in two halves."""
    low = re.search(rb"<%b_LOW?>\s*(\d{1,10})\s*<" % name, text)
    high = re.search(rb"<%b_HI(?:GH)?>\s*(\d{1,10})\s*<" % name, text)
    return None if low is None else int(low[1]) | (int(high[1]) << 32 if high else 0)


def _tags(tags: Tags, change: Change, left: list[str]) -> Tags:
    kept: list[Field] = []
    level = change.same_level and change.same_channels and change.whole
    for name, value in tags.fields:
        if _LEVEL.fullmatch(name) and not level:
            left.append(f"{name}: {_louder(change)}")
        elif _PLACES.fullmatch(name) and not change.whole:
            left.append(f"{name}: it tells times of the whole file")
        elif name == _CHANNELS and not change.same_channels:
            left.append(f"{name}: the channels were mixed")
        elif _CODING.fullmatch(name):
            left.append(f"{name}: it tells of the coding of the original")
        else:
            kept.append((name, value))
    return Tags(tuple(kept), tags.pictures)
