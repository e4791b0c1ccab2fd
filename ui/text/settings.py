"""Words of the settings sheet that name no setting: where its buttons lead."""

from __future__ import annotations

TITLE = "Settings"
AUDIO, MODELS, COPY_LOG = "Audio…", "Models…", "Copy log"
