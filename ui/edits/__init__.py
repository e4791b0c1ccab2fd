"""What edits have in common on the screen: the menu."""
