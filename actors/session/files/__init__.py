"""Rules of files and folders: names, moves, deletion."""
