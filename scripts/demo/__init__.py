"""Synthesis of the sounds in `data/demo`."""
