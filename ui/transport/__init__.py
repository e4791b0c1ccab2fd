"""Volume control."""
