"""Files on their way to other programs and from them: formats, and what became of a drag."""
