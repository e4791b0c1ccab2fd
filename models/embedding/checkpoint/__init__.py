"""Weights that others published, read without the programs that wrote them."""
