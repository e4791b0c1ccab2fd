"""Options of one run of the app."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Config:
    """Options of one run."""

    folder: Path
    """The `.sempal` folder."""
    sound: bool = True
    """Play audio; else playback is simulated and no engine process is started."""
    auto_embed: bool = False
    """Embed new samples in the background, so that they can be searched."""
    model: str = ""
    """Name of the embedding model of this run; empty: the configured one."""

    @property
    def takes(self) -> Path:
        """Folder of recordings while something is asked with them."""
        return self.folder.absolute() / "cache" / "takes"
