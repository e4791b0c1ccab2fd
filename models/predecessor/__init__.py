"""Data formats of the earlier sempal, written in Rust, and their equivalents here."""
