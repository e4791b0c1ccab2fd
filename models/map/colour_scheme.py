"""What the colours of the map tell."""

from __future__ import annotations

from enum import Enum


class Colouring(Enum):
    """By what points are coloured."""

    TYPE = "type"
    FOLDER = "folder"
    TAG = "tag"
