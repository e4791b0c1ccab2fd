"""What a person is likely to keep, learned from what they kept and rejected. Pure."""
