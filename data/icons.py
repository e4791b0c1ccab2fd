"""Characters of `fonts/icons.ttf` by icon name.

Names say what an icon means here; comments give the Material name where it differs.
"""

from __future__ import annotations

from typing import Final

ICONS: Final = {
    "add": "\ue145",
    "arrow_down": "\ue5db",  # arrow_downward
    "arrow_up": "\ue5d8",  # arrow_upward
    "back": "\ue5c4",  # arrow_back
    "bookmark": "\ue866",
    "cancel": "\ue5c9",
    "check": "\ue5ca",
    "chevron_down": "\ue5cf",  # expand_more
    "chevron_left": "\ue5cb",
    "chevron_right": "\ue5cc",
    "chevron_up": "\ue5ce",  # expand_less
    "close": "\ue5cd",
    "copy": "\ue14d",  # content_copy
    "crop": "\ue3be",
    "cut": "\ue14e",  # content_cut
    "download": "\ue2c4",  # file_download
    "edit": "\ue3c9",
    "error": "\ue000",
    "filter": "\ue152",  # filter_list
    "folder": "\ue2c7",
    "folder_add": "\ue2cc",  # create_new_folder
    "folder_off": "\ueb83",
    "folder_open": "\ue2c8",
    "fullscreen": "\ue5d0",
    "fullscreen_exit": "\ue5d1",
    "grid": "\ue3ec",  # grid_on
    "headset": "\ue310",
    "help": "\ue8fd",  # help_outline
    "info": "\ue88e",
    "keyboard": "\ue312",
    "library": "\ue030",  # library_music
    "list": "\ue896",
    "loop": "\ue040",  # repeat
    "map": "\ue55b",
    "menu": "\ue5d2",
    "mic": "\ue029",
    "more": "\ue5d4",  # more_vert
    "more_horizontal": "\ue5d3",  # more_horiz
    "music": "\ue405",  # music_note
    "offline": "\ue2c1",  # cloud_off
    "pause": "\ue034",
    "play": "\ue037",  # play_arrow
    "plus": "\ue145",  # add
    "redo": "\ue15a",
    "refresh": "\ue5d5",
    "remove": "\ue15b",
    "replay": "\ue042",
    "save": "\ue161",
    "search": "\ue8b6",
    "settings": "\ue8b8",
    "shuffle": "\ue043",
    "skip_next": "\ue044",
    "skip_previous": "\ue045",
    "sort": "\ue164",
    "star": "\ue838",
    "star_outline": "\ue83a",  # star_border
    "stop": "\ue047",
    "tag": "\ue892",  # label
    "trash": "\ue872",  # delete
    "tune": "\ue429",
    "undo": "\ue166",
    "volume": "\ue050",  # volume_up
    "volume_low": "\ue04d",  # volume_down
    "volume_off": "\ue04f",
    "warning": "\ue002",
    "waveform": "\ue1b8",  # graphic_eq
    "zoom_fit": "\uea10",  # fit_screen
    "zoom_in": "\ue8ff",
    "zoom_out": "\ue900",
}
"""Icon name to its character."""
