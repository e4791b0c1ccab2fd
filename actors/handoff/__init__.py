"""Files for other programs and from them: drag out of the window, clipboard, file manager.

One process of ours speaks to the X server, beside the window's own connection.
"""
