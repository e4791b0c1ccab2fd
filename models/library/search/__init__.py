"""What a person types into the search, and what it asks for."""
