"""The small pieces every part of the screen is made of: type, buttons, lists.

They know the theme, but no message, no state and no part.
"""
