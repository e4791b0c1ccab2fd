"""Import from the earlier sempal, written in Rust: locate, read and convert; never write to it.

If any part cannot be read, nothing is changed at all.
"""
