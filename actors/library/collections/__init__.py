"""Collections: what is in them, and the steps that change them."""
