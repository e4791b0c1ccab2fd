"""Texts of the export sheet."""

from __future__ import annotations

from models.library.export.name_template import FIELDS as KNOWN
from models.library.name_fields import INDEX, NUMBER
from ui.text.quantity import signed

FOLDER, FILE_NAME = "Folder", "File name"
NAME_TOKEN = "{name}"  # noqa: S105 - a template token, not a secret
FORMAT, RATE, DEPTH, CHANNELS = "Format", "Sample rate", "Bit depth", "Channels"
PEAK, REMOVED = "Normalise peak", "Files no longer included"
ORIGINAL = "Original"
WAV, FLAC, AIFF = "WAV", "FLAC", "AIFF"
MONO, STEREO = "Mono", "Stereo"
RATES = (("44.1 kHz", 44_100), ("48 kHz", 48_000), ("96 kHz", 96_000))
BITS_16, BITS_24, FLOAT = "16", "24", "32 float"
PEAKS = (("Off", None), *((signed(one, "dBFS"), one) for one in (0.0, -1.0, -6.0)))
KEEP, DELETE = "Keep", "Delete"
DEVICE, NO_DEVICE = "Device", "None"
FIELDS = " ".join(f"{{{field}}}" for field in (*KNOWN, INDEX, f"{NUMBER}:03"))
TEMPLATE = f"{FIELDS}; existing files are never overwritten"


def title(collection: str) -> str:
    """Return the title of the sheet."""
    return f"Export “{collection}”"


def inside_source(source: str) -> str:
    """Return the warning about a destination folder inside a source."""
    return f"Folder is inside source “{source}”; files will show up there"


def device_hint(note: str, unsure: int) -> str:
    """Return what to do with the files of a device, and that facts about it are not sure."""
    doubt = (
        "Some of its limits are unverified: see `sempal export --list-profiles`. " if unsure else ""
    )
    return f"{doubt}{note}".strip()
