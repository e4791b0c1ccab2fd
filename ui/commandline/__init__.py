"""Command line of `sempal`: the window, and verbs without a window."""
