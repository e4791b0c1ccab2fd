"""Intents of the user, by subject.

A new intent is a class in its module and a member of the union there.
"""

from __future__ import annotations

from actors.messages.intents.app import *
from actors.messages.intents.app import AppIntent
from actors.messages.intents.collections import *
from actors.messages.intents.collections import CollectionsIntent
from actors.messages.intents.edits import *
from actors.messages.intents.edits import EditsIntent
from actors.messages.intents.files import *
from actors.messages.intents.files import FilesIntent
from actors.messages.intents.handoff import *
from actors.messages.intents.handoff import HandoffIntent
from actors.messages.intents.inside import *
from actors.messages.intents.inside import InsideIntent
from actors.messages.intents.library import *
from actors.messages.intents.library import LibraryIntent
from actors.messages.intents.playback import *
from actors.messages.intents.playback import PlaybackIntent
from actors.messages.intents.recording import *
from actors.messages.intents.recording import RecordingIntent
from actors.messages.intents.samples import *
from actors.messages.intents.samples import SamplesIntent
from actors.messages.intents.searches import *
from actors.messages.intents.searches import SearchesIntent
from actors.messages.intents.sending import *
from actors.messages.intents.sending import SendingIntent
from actors.messages.intents.similarity import *
from actors.messages.intents.similarity import SimilarityIntent
from actors.messages.intents.slices import *
from actors.messages.intents.slices import SlicesIntent
from actors.messages.intents.waveform import *
from actors.messages.intents.waveform import WaveformIntent

Intent = (
    AppIntent
    | CollectionsIntent
    | EditsIntent
    | FilesIntent
    | HandoffIntent
    | InsideIntent
    | LibraryIntent
    | PlaybackIntent
    | RecordingIntent
    | SamplesIntent
    | SearchesIntent
    | SendingIntent
    | SimilarityIntent
    | SlicesIntent
    | WaveformIntent
)
