"""Basic widgets that all panels are made of: labels, buttons, lists.

They know the theme, but no message, no state and no panel.
"""
