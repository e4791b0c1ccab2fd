"""The voices that are hit; every one returns mono frames, or stereo where a room is part of it."""
