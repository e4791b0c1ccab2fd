"""Colour schemes of the map."""

from __future__ import annotations

from enum import Enum


class Colouring(Enum):
    """Property that points are coloured by."""

    TYPE = "type"
    FOLDER = "folder"
    TAG = "tag"
