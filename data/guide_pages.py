"""The guide as HTML: `docs/guide` in a checkout, `data/guide` once installed."""

from __future__ import annotations

import html
import re
import shutil
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

_HERE = Path(__file__).parent
_CHECKOUT = _HERE.parent / "docs" / "guide"
PAGES = _CHECKOUT if _CHECKOUT.is_dir() else _HERE / "guide"
"""Folder of the Markdown pages; its `pictures` are shown in them."""
START = "README.md"
"""The first page: its list of links is the order of the others."""
_LINK = re.compile(r"\]\(([a-z-]+\.md)\)")
_COMMENT = re.compile(r"^<!-- .* -->\n", re.MULTILINE)
_STYLE = """
:root { color-scheme: light dark; --ground: #fff; --text: #1b1f24; --dim: #59636e; --line: #d5dae0;
  --accent: #a05f00; --panel: #f4f6f8 }
@media (prefers-color-scheme: dark) { :root { --ground: #0e1013; --text: #e4e8ec; --dim: #98a2ad;
  --line: #2a3038; --accent: #ffb454; --panel: #171b20 } }
* { box-sizing: border-box }
body { margin: 0; background: var(--ground); color: var(--text);
  font: 16px/1.6 Inter, system-ui, sans-serif; display: flex; flex-wrap: wrap }
nav { flex: 0 0 15rem; padding: 2rem 1.5rem }
nav a { display: block; padding: .2rem 0; color: var(--dim); text-decoration: none }
nav a:hover, nav a[aria-current] { color: var(--accent) }
main { flex: 1 1 30rem; min-width: 0; max-width: 52rem; padding: 1rem 2rem 4rem }
h1, h2, h3 { line-height: 1.25 } h2 { margin-top: 2.2em } a { color: var(--accent) }
img { max-width: 100%; height: auto; border: 1px solid var(--line); border-radius: 8px }
table { border-collapse: collapse; display: block; overflow-x: auto }
td, th { padding: .25rem .8rem .25rem 0; border-bottom: 1px solid var(--line); text-align: left;
  vertical-align: top }
kbd, code { font: .88em "JetBrains Mono", ui-monospace, monospace }
kbd { padding: .08em .4em; border: 1px solid var(--line); border-bottom-width: 2px;
  border-radius: 4px; background: var(--panel) }
pre { padding: 1rem; overflow-x: auto; background: var(--panel); border-radius: 8px }
"""


def write(folder: Path) -> Path:
    """Write all pages and pictures into a folder; return the first page.

    Raises:
        OSError: They cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    titles = {name: title_of(name) for name in page_names()}
    for name in titles:
        (folder / target(name)).write_text(_page(name, titles), "utf-8")
    shutil.copytree(PAGES / "pictures", folder / "pictures", dirs_exist_ok=True)
    return folder / target(START)


def page_names() -> tuple[str, ...]:
    """Return the names of the pages in their order."""
    text = (PAGES / START).read_text("utf-8")
    return (START, *dict.fromkeys(_LINK.findall(text)))


def title_of(name: str) -> str:
    """Return the heading of a page."""
    first = (PAGES / name).read_text("utf-8").splitlines()[0]
    return first.removeprefix("# ")


def target(name: str) -> str:
    """Return the name of the HTML file of a page."""
    return "index.html" if name == START else f"{Path(name).stem}.html"


def _page(name: str, titles: dict[str, str]) -> str:
    source = _COMMENT.sub("", (PAGES / name).read_text("utf-8"))
    reader = MarkdownIt("commonmark", {"html": True}).enable("table")
    tokens = reader.parse(source)
    for token in tokens:
        _finish(token)
    body = reader.renderer.render(tokens, reader.options, {})
    links = ""
    for one, title in titles.items():
        here = " aria-current=page" if one == name else ""
        links += f'<a href="{target(one)}"{here}>{html.escape(title)}</a>'
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{html.escape(titles[name])}</title><style>{_STYLE}</style>"
        f"<body><nav>{links}</nav><main>{body}</main></body></html>"
    )


def _finish(token: Token) -> None:
    """Give headings an anchor, and let links to pages lead to their HTML."""
    for child in token.children or ():
        _finish(child)
    address = token.attrGet("href")
    if isinstance(address, str) and re.fullmatch(r"[\w-]+\.md(#[\w-]+)?", address):
        page, _, place = address.partition("#")
        token.attrSet("href", target(page) + (f"#{place}" if place else ""))
