"""Vector indexes of a library, for nearest neighbour search."""
