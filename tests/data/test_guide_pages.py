"""The guide in a real browser."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from data import guide_pages

BROWSER = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), ""
)
SAY = """
<script>addEventListener("load", () => {
  const broken = [...document.images].filter(one => !one.naturalWidth).map(one => one.src);
  document.title = "broken: " + broken.join(" ") + "; wide: "
    + (document.documentElement.scrollWidth > innerWidth);
});</script>
"""


@pytest.mark.skipif(not BROWSER, reason="no Chromium: the guide was not opened in a browser")
@pytest.mark.parametrize("wide", [1200, 420])
def test_a_browser_shows_the_first_page_whole(tmp_path: Path, wide: int) -> None:
    first = guide_pages.write(tmp_path / "guide")
    first.write_text(first.read_text("utf-8") + SAY, "utf-8")
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=9000"]
    command = [BROWSER, *options, f"--window-size={wide},900", "--dump-dom", first.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)

    assert "<title>broken: ; wide: false</title>" in done.stdout
    assert "The first five minutes" in done.stdout
