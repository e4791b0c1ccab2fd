"""Desktop entry, AppStream metadata and icon."""
