"""Rules of files for other programs and from them."""
