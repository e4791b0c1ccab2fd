"""CLAP, which knows sounds and words: heard as its authors do, with weights a person brings."""
