"""Scan: compares a source with the disk. It reads files and never writes any."""
