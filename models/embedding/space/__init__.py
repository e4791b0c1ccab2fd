"""How alike sounds are, aspect by aspect: the space they lie in, and questions to it."""
