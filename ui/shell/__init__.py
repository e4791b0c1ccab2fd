"""The frame of the window: bars, sheets, and where the parts stand."""
