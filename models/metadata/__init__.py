"""Non-audio content of sound files: loops, markers, tempo, tags, pictures."""
