"""How text is divided, ordered and shortened, whatever its script."""
