"""Rules of hot folders: where files are sent, and under which names."""
