"""How samples leave the library: under which names, in which form."""
