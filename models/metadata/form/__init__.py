"""Serialisation of metadata for each container; reports what the container cannot hold."""
