"""What the command line says of a cluster that leaves something out, and its exit status."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.analysis.report import AnalysisReport
from models.cluster.place import HERE
from models.similarity.embedding_report import EmbeddingReport
from ui.commandline.cluster import ClusterRefused, TlsOptions, finish_work, with_problem
from ui.commandline.status import Status

GOOD = EmbeddingReport("aisfx", embedded=3, failed=0, known=4, seconds=0.5)
NAMED = "/sounds/a.wav: file not found"


@pytest.mark.parametrize(
    ("report", "status", "words"),
    [
        (GOOD, Status.DONE, ""),
        (replace(GOOD, failed=2, example=NAMED), Status.DONE, ""),
        (replace(GOOD, embedded=0, failed=2), Status.DONE, ""),
        (replace(GOOD, embedded=0, known=0), Status.DONE, ""),
        (replace(GOOD, embedded=0, known=0, failed=2, example=NAMED), Status.FAILED, NAMED),
        (replace(GOOD, unread=2, example=NAMED), Status.FAILED, "2 sounds could not be read"),
        (replace(GOOD, unread=2, warnings=("w",)), Status.FAILED, "--map"),
        (replace(GOOD, reason="no workers", unread=2), Status.FAILED, "no workers"),
        (AnalysisReport(3, 0.5), Status.DONE, ""),
        (AnalysisReport(0, 0.5, unread=1, example=NAMED), Status.FAILED, NAMED),
    ],
)
def test_the_status_tells_whether_something_was_left_out(
    capsys: pytest.CaptureFixture[str],
    report: EmbeddingReport | AnalysisReport,
    status: Status,
    words: str,
) -> None:
    found = with_problem(report)
    assert finish_work("summary", found, as_json=False) is status
    printed = capsys.readouterr()
    assert words in printed.err
    assert bool(printed.err) == bool(words)
    assert ("summary" in printed.out) == (not words or report.unread > 0)
    assert finish_work("summary", found, as_json=True) is status
    assert words in capsys.readouterr().out


@pytest.mark.parametrize("options", [TlsOptions(), TlsOptions(tls_ca="ca.pem")])
def test_an_unprotected_connection_is_refused_with_the_options_that_help(
    options: TlsOptions,
) -> None:
    with pytest.raises(ClusterRefused, match=r"--tls-ca FILE .* or --insecure"):
        options.place_at("tcp://studio:8786", HERE)
    with pytest.raises(ClusterRefused) as other:
        TlsOptions().place_at("studio", HERE)
    assert "--insecure" not in str(other.value)
