"""Makes the sounds of `data/demo`, from nothing but arithmetic."""
