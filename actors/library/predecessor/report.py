"""Import report from a plan."""

from __future__ import annotations

import os
from collections import defaultdict

from actors.library.predecessor.plan import Plan
from models.library.file_name import encode_path
from models.library.path_prefix import relative_path
from models.library.tag import Tag
from models.predecessor import choices
from models.predecessor.report import ImportReport


def import_report(plan: Plan) -> ImportReport:
    """Return the report of storing a plan."""
    old, chosen = plan.installation, plan.installation.choices
    tags, missing = _files(plan)
    ambiguous: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for source, path, reason in plan.ambiguous:
        ambiguous[source][path] = reason
    loud = choices.volume_setting(chosen)
    return ImportReport(
        places=old.places,
        volume=1.0 if loud is None else loud,
        autoplay_selection=choices.boolean_setting(
            chosen, "feature_flags.autoplay_selection", usual=True
        ),
        trash_folder=choices.text_setting(chosen, "trash_folder"),
        last_selected_source=choices.text_setting(chosen, "last_selected_source"),
        sources=tuple(source.id for source in plan.sources),
        roots={source.id: encode_path(source.root) for source in plan.sources},
        missing_sources=tuple(source.id for source in plan.sources if not source.online),
        collections={one.id: len(one.members) for one in plan.collections},
        collection_names={one.id: one.name for one in plan.collections},
        unresolved_members=len(plan.unresolved),
        unresolved=tuple(f"“{name}”: {path}" for name, path in plan.unresolved),
        tags=tags,
        missing_files=missing,
        ambiguous_tags=dict(ambiguous),
        hotkeys={one.id: one.hotkey for one in plan.collections if one.hotkey is not None},
        export_paths={
            one.id: encode_path(one.export_folder) for one in plan.collections if one.export_folder
        },
        duplicates_merged=plan.duplicates,
        problems=plan.problems + choices.convert_settings(chosen).problems,
    )


def _files(plan: Plan) -> tuple[dict[str, dict[str, str]], dict[str, tuple[str, ...]]]:
    """Return marks and missing files by source of the predecessor."""
    names = {source.root: source.name for source in plan.sources}
    tags: defaultdict[str, dict[str, str]] = defaultdict(dict)
    missing: defaultdict[str, list[str]] = defaultdict(list)
    for (root, path), file in plan.files.items():
        if not file.listed or not (file.missing or file.tag is not Tag.NEUTRAL):
            continue
        full = os.path.join(root, path)
        place = os.path.dirname(full)
        while place not in names:
            place = os.path.dirname(place)
        name, inner = names[place], encode_path(relative_path(full, place) or b"")
        if file.tag is not Tag.NEUTRAL:
            tags[name][inner] = file.tag.name.lower()
        if file.missing:
            missing[name].append(inner)
    return dict(tags), {name: tuple(paths) for name, paths in missing.items()}
