"""Metadata serialisation by container; reports what the container cannot hold."""

from __future__ import annotations

from models.metadata.form.aiff import aiff_chunks
from models.metadata.form.caf import caf_chunks
from models.metadata.form.flac import flac_blocks
from models.metadata.form.riff import wave_chunks
from models.metadata.form.written import Written
from models.metadata.metadata import Metadata


def no_parts(found: Metadata, container: str) -> Written:
    """Return no parts, with everything reported as left out."""
    tags = ", ".join(sorted({name for name, _ in found.tags.fields}))
    things = (
        (found.loops, "loops"),
        (found.markers, "markers"),
        (found.sampler or found.instrument, "root note"),
        (found.rhythm, "acid"),
        (found.broadcast, "bext"),
        (found.ixml, "iXML"),
        (tags, f"tags ({tags})"),
        (found.tags.pictures, "pictures"),
    )
    lines = tuple(f"{what}: not supported by {container}" for thing, what in things if thing)
    return Written((), lines)


def for_container(found: Metadata, container: str) -> Written:
    """Return the parts for a container, named as in libsndfile."""
    match container:
        case "WAV" | "WAVEX" | "RF64":
            return wave_chunks(found)
        case "AIFF":
            return aiff_chunks(found)
        case "FLAC":
            return flac_blocks(found)
        case "CAF":
            return caf_chunks(found)
        case _:
            return no_parts(found, container)
