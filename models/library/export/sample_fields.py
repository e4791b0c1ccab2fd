"""Values of the fields of name templates for a sample."""

from __future__ import annotations

import os

from models.library.export.name_template import TemplateFields
from models.library.file_name import encode_path
from models.library.sample import Sample


def template_fields(collection: str, sample: Sample, source: str) -> TemplateFields:
    """Return the fields of a sample; `collection` and `source` are names."""
    folder, _, name = encode_path(sample.path).rpartition("/")
    stem, ext = os.path.splitext(name)
    tempo, key = sample.tempo, sample.analysis.sure_key
    return TemplateFields(
        stem,
        folder.rpartition("/")[2],
        source,
        collection,
        ext[1:],
        "" if tempo is None else f"{round(tempo, 1):g}",
        "" if key is None else key.name,
    )
