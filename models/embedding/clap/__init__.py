"""CLAP: embeds sounds and text in one space, with user-supplied weights."""
