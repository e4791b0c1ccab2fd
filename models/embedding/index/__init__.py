"""The vectors of a library, and which of them answer a question best."""
