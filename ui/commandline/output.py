"""Output of verbs: a sentence or JSON on standard output, errors on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import asdict
from enum import Enum
from typing import TYPE_CHECKING

from models.library.file_name import encode_path
from ui.commandline.status import Status

if TYPE_CHECKING:  # a verb that reports none of these does not wait for them
    from models.analysis.report import AnalysisReport
    from models.library.export.profile import Profile
    from models.library.export.report import ExportReport
    from models.library.report import ScanReport
    from models.similarity.embedding_report import EmbeddingReport

    Report = AnalysisReport | EmbeddingReport | ExportReport | ScanReport


def complain(reason: str) -> None:
    """Print an error on standard error."""
    sys.stderr.write(f"sempal: {reason}\n")


def report_fields(report: Report) -> dict[str, object]:
    """Return the fields of a report as printed: the reason is `problem`, as in every verb."""
    return {
        "problem" if name == "reason" else name: _paths_encoded(value)
        for name, value in asdict(report).items()
    }


def _paths_encoded(value: object) -> object:
    """Return a value of a report for JSON, which has no bytes."""
    if isinstance(value, tuple):
        return [_paths_encoded(one) for one in value]
    return encode_path(value) if isinstance(value, bytes) else value


def profile_fields(profile: Profile) -> dict[str, object]:
    """Return the fields of a hardware profile as printed; enumerations by their words."""

    def plain(value: object) -> object:
        if isinstance(value, Mapping):
            return {name: plain(one) for name, one in value.items()}
        if isinstance(value, tuple | list):
            return [plain(one) for one in value]
        return value.value if isinstance(value, Enum) else value

    return {name: plain(value) for name, value in asdict(profile).items()}


def finish(words: str, reason: str = "", *, fields: Mapping[str, object], as_json: bool) -> Status:
    """Print the outcome of a verb and return its exit status.

    Args:
        words: Printed on success, without `as_json`.
        reason: Why it failed; empty on success.
        fields: Object printed with `as_json`, on success and failure.
        as_json: Print JSON.
    """
    if as_json:
        print(json.dumps(dict(fields)))
    elif not reason and words:
        print(words)
    if reason:
        complain(reason)
    return Status.FAILED if reason else Status.DONE
