"""Metadata as FLAC blocks."""

from __future__ import annotations

from models.metadata import flac, picture, vorbis
from models.metadata.form.riff import place_chunks
from models.metadata.form.written import Written
from models.metadata.metadata import Metadata

BLOCK = 2**24 - 1
"""Maximum bytes of a FLAC block."""


def flac_blocks(found: Metadata) -> Written:
    """Return FLAC blocks: comments, pictures, and WAV chunks as `flac` stores them."""
    left: list[str] = []
    fields = list(found.tags.fields)
    sustained = [loop for loop in found.loops if not loop.release]
    if sustained:  # for readers that ignore `riff` blocks
        fields += [
            ("LOOPSTART", str(sustained[0].start)),
            ("LOOPLENGTH", str(sustained[0].end - sustained[0].start)),
        ]
    blocks: list[tuple[int, bytes]] = []
    if fields:
        comments = vorbis.write_comments(tuple(fields))
        if len(comments) > BLOCK:
            left.append("tags: too large for FLAC")
        else:
            blocks.append((flac.COMMENT, comments))
    for number, one in enumerate(found.tags.pictures, 1):
        body = picture.write_picture(one)
        if len(body) > BLOCK:
            left.append(f"picture {number}: too large for FLAC")
        else:
            blocks.append((flac.PICTURE, body))
    for chunk in place_chunks(found, left):
        if len(chunk) + len(flac.RIFF) > BLOCK:
            left.append(f"{chunk[:4].decode('latin-1').strip()}: too large for FLAC")
        else:
            blocks.append((flac.APPLICATION, flac.RIFF + chunk))
    return Written(tuple(bytes([kind]) + body for kind, body in blocks), tuple(left))
