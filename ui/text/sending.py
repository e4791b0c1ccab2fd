"""Texts of the sheet that asks for a hot folder."""

from __future__ import annotations

from models.library.export.name_template import TOKENS

TITLE, SEND = "Send to hot folder", "Send"
HINT = "Choose a folder that your DAW watches. It is remembered here; Shift+H asks again."
FILE_NAME = "File name"
FIELDS = " ".join(f"{{{token}}}" for token in TOKENS)
