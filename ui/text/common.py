"""Texts shared by several panels."""

from __future__ import annotations

KEEP, REJECT, UNMARKED, CLEAR_MARK = "Keep", "Reject", "Unmarked", "Clear mark"
ALL = "All"
UNDO = "Undo"
CANCEL, CLOSE, DONE = "Cancel", "Close", "Done"
ADD, BROWSE, RENAME, IMPORT, EXPORT = "Add", "Browse…", "Rename…", "Import", "Export"
PATH = "/path/to/folder"
FIND_SIMILAR = "Find similar"
SEND, SEND_TO = "Send to hot folder", "Send to…"
REVEAL = "Show in file manager"
ALL_SOURCES = "All sources"
MISSING = "missing"
IMPORT_PREDECESSOR = "Import from sempal (Rust)"
RESIZE = "Drag to resize, double click to reset"
