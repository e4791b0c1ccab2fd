"""Configures Kivy; must be imported before any of its modules.

Otherwise Kivy replaces stderr and logs to a file, for all tests.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from ui.window import prepare

SIZE = (1440, 900)

if "KIVY_HOME" not in os.environ:
    home = Path(tempfile.mkdtemp(prefix="sempal-kivy-"))
    prepare(home, SIZE, offscreen=not os.environ.get("DISPLAY"))
