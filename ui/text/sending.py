"""Texts of the sheet that asks for a hot folder."""

from __future__ import annotations

from ui.text.export import FIELDS as FIELDS  # noqa: PLC0414 - the same language

TITLE, SEND = "Send to hot folder", "Send"
CREATE_AND_SEND = "Create folder and send"
HINT = "Choose a folder that your DAW watches. It is remembered here; Shift+H asks again."
FILE_NAME = "File name"
