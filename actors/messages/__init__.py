"""Every word spoken between actors, one file per listener.

Commands are orders (`Play`), events are facts (`Started`), intents are a
person's wishes. Import the module and say its name: `audio.Play(...)`.
"""
