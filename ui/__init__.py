"""What a person sees and touches; it only says intents and shows state."""
