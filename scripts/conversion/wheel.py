"""Published package that contains the weights; read, never installed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

NAME = "aisfx==0.1.2"
DIGEST = "bfe219950715af179e9a1653e7117cc1852baef267cd6596c42cad74afe1d194"
CHECKPOINT = "aisfx/models/checkpoint.pth"
LICENCE = "aisfx-0.1.2.dist-info/licenses/LICENSE"


def fetch(folder: Path) -> ZipFile:
    """Download the package into `folder`; pip verifies its hash.

    Raises:
        subprocess.CalledProcessError: the download failed or the hash differs.
    """
    wanted = folder / "wanted.txt"
    wanted.write_text(f"{NAME} --hash=sha256:{DIGEST}\n")
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    options = ["--no-deps", "--only-binary", ":all:", "--require-hashes"]
    subprocess.run([*pip, *options, "--dest", str(folder), "-r", str(wanted)], check=True)
    return ZipFile(next(folder.glob("*.whl")))
