"""Sounds in fewer numbers: levels of bins, built block by block, and the quick sketch."""
