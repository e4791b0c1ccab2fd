"""Collections: their members, and the steps that change them."""
