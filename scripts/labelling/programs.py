"""The 128 programs of General MIDI.

Source: General MIDI System Level 1, MIDI Manufacturers Association, 1991.
"""

from __future__ import annotations

PROGRAMS = tuple(
    (
        "Acoustic Grand Piano|Bright Acoustic Piano|Electric Grand Piano|Honky-tonk "
        "Piano|Electric Piano 1|Electric Piano "
        "2|Harpsichord|Clavi|Celesta|Glockenspiel|Music "
        "Box|Vibraphone|Marimba|Xylophone|Tubular Bells|Dulcimer|Drawbar Organ|Percussive "
        "Organ|Rock Organ|Church Organ|Reed Organ|Accordion|Harmonica|Tango "
        "Accordion|Acoustic Guitar nylon|Acoustic Guitar steel|Electric Guitar "
        "jazz|Electric Guitar clean|Electric Guitar muted|Overdriven Guitar|Distortion "
        "Guitar|Guitar harmonics|Acoustic Bass|Electric Bass finger|Electric Bass "
        "pick|Fretless Bass|Slap Bass 1|Slap Bass 2|Synth Bass 1|Synth Bass "
        "2|Violin|Viola|Cello|Contrabass|Tremolo Strings|Pizzicato Strings|Orchestral "
        "Harp|Timpani|String Ensemble 1|String Ensemble 2|Synth Strings 1|Synth Strings "
        "2|Choir Aahs|Voice Oohs|Synth Voice choir|Orchestra "
        "Hit|Trumpet|Trombone|Tuba|Muted Trumpet|French Horn|Brass Section|Synth Brass "
        "1|Synth Brass 2|Soprano Sax|Alto Sax|Tenor Sax|Baritone Sax|Oboe|English "
        "Horn|Bassoon|Clarinet|Piccolo|Flute|Recorder|Pan Flute|Blown "
        "Bottle|Shakuhachi|Whistle|Ocarina|Square Lead|Sawtooth Lead|Calliope Lead|Chiff "
        "Lead|Charang Lead|Voice Lead|Fifths Lead|Bass and Lead|New Age Pad|Warm "
        "Pad|Polysynth Pad|Choir Pad|Bowed Glass Pad|Metallic Pad|Halo Pad|Sweep Pad|Rain "
        "pad|Soundtrack pad|Crystal bell|Atmosphere pad|Brightness pad|Goblins pad|Echoes "
        "pad|Sci-fi pad|Sitar|Banjo|Shamisen|Koto|Kalimba|Bagpipe|Fiddle|Shanai|Tinkle "
        "Bell|Agogo|Steel Drums|Woodblock|Taiko Drum|Melodic Tom|Synth Drum tom|Reverse "
        "Cymbal|Guitar Fret Noise|Breath Noise|Seashore|Bird Tweet|Telephone "
        "Ring|Helicopter|Applause|Gunshot"
    ).split("|")
)
"""Names by number, from 0."""
