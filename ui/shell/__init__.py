"""Window frame: bars, sheets, and layout of the panels."""
