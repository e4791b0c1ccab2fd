"""`sempal config`: which choices hold, and where each comes from."""

from __future__ import annotations

import json
import sys
from collections.abc import Awaitable, Callable
from typing import Any

from ui.commandline.arguments import Asked


def explain(asked: Asked, explained: Callable[..., Any]) -> Callable[[], Awaitable[int]]:
    """Return the work: print all choices, and say what was ignored."""

    async def work() -> int:
        path, rows, problems = explained(asked.folder)
        if asked.json:
            found = {row.place: {"value": row.value, "from": row.origin} for row in rows}
            report = {"file": str(path), "choices": found, "problems": list(problems)}
            print(json.dumps(report))
        else:
            print(f"{path}{'' if path.exists() else ' (not there: everything is as usual)'}")
            for row in rows:
                print(f"{row.place:<20} {json.dumps(row.value):<20} {row.origin}")
        for problem in problems:
            sys.stderr.write(f"sempal: {problem}\n")
        return 0

    return work
