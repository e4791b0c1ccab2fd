"""Sound files that are edited in place: where their audio lies, and the bytes around it."""
