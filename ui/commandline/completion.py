"""`sempal completion`: completion of its command line, for bash, zsh and fish."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ui.commandline.argument import positional
from ui.commandline.context import Context
from ui.commandline.status import Status
from ui.commandline.synopsis import Option, Synopsis, synopses
from ui.commandline.verb import Lock, Options, Verb

SHELLS = ("bash", "zsh", "fish")


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletionOptions(Options):
    """Arguments of `completion`."""

    shell: str = positional("SHELL", "bash, zsh or fish", choices=SHELLS)


async def run(_context: Context, options: CompletionOptions) -> int:
    """Print the script."""
    print(script(options.shell, tuple(synopses())))
    return Status.DONE


def script(shell: str, all_: tuple[Synopsis, ...]) -> str:
    """Return the completion script for a shell of `SHELLS`."""
    return {"bash": _bash, "zsh": _zsh, "fish": _fish}[shell](all_)


def _bash(all_: tuple[Synopsis, ...]) -> str:
    groups = _groups(all_)
    lines = [
        "# bash completion of sempal",
        "_sempal() {",
        "    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}",
        "    local verb= word index",
        "    for ((index = 1; index < COMP_CWORD; index++)); do",
        "        word=${COMP_WORDS[index]}",
        "        case $word in",
        f"        {'|'.join(_valued(all_))}) ((index++)) ;;",
        "        -*) ;;",
        "        *)",
        '            case "$verb" in',
        '            "") verb=$word ;;',
        f'            {"|".join(groups)}) verb="$verb $word" ;;',
        "            esac ;;",
        "        esac",
        "    done",
        "    COMPREPLY=()",
        '    case "$verb:$previous" in',
    ]
    lines += [
        f'    "{one.words}:{option.flag}") COMPREPLY=($(compgen -W "{" ".join(option.choices)}"'
        ' -- "$current")); return ;;'
        for one in all_
        for option in one.options
        if option.choices
    ]
    lines += [
        f"    *:{'|*:'.join(_valued(all_))}) compopt -o default; return ;;",
        "    esac",
        "    local options= words=",
        '    case "$verb" in',
    ]
    for one in all_:
        flags = " ".join(option.flag for option in one.options)
        words = " ".join(_words(one, all_))
        lines.append(f'    "{one.words}") options="{flags}" words="{words}" ;;')
    lines += [f'    "{group}") words="{" ".join(names)}" ;;' for group, names in groups.items()]
    lines += [
        "    esac",
        "    case $current in",
        '    -*) COMPREPLY=($(compgen -W "$options" -- "$current")) ;;',
        '    *) compopt -o default; COMPREPLY=($(compgen -W "$words" -- "$current")) ;;',
        "    esac",
        "}",
        "complete -F _sempal sempal",
    ]
    return "\n".join(lines)


def _zsh(all_: tuple[Synopsis, ...]) -> str:
    groups = _groups(all_)
    lines = [
        "#compdef sempal",
        "_sempal() {",
        "    local -a commands",
        "    if (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then",
        f"        commands=({_described(_first(all_))})",
        "        _describe command commands",
        "        _files",
        "        return",
        "    fi",
    ]
    for group, names in groups.items():
        summary = ((name, _of(all_, f"{group} {name}").help) for name in names)
        lines += [
            f"    if (( CURRENT == 3 )) && [[ $words[2] == {group} ]]; then",
            f"        commands=({_described(summary)})",
            "        _describe action commands",
            "        return",
            "    fi",
        ]
    lines.append('    case "$words[2] $words[3]" in')
    for one in all_:
        if one.words:
            typed = one.words if " " in one.words else f"{one.words} "
            lines += [f"    {_quoted(typed)}*)", f"        _arguments {_zsh_arguments(one)} ;;"]
    lines += [f"    *) _arguments {_zsh_arguments(all_[0])} ;;", "    esac", "}", '_sempal "$@"']
    return "\n".join(lines)


def _zsh_arguments(one: Synopsis) -> str:
    found = []
    for option in one.options:
        summary = option.help.replace("[", "(").replace("]", ")").replace(":", "\\:")
        value = f":{_zsh_name(option)}:{_zsh_values(option)}" if option.value else ""
        found.append(f"{option.flag}[{summary}]{value}")
    found += [f"*:{_zsh_name(option)}:{_zsh_values(option)}" for option in one.positionals]
    if not one.positionals:
        found.append("*:file:_files")
    return " ".join(map(_quoted, found))


def _zsh_name(option: Option) -> str:
    return "value" if option.choices else option.value


def _zsh_values(option: Option) -> str:
    return f"({' '.join(option.choices)})" if option.choices else "_files"


def _fish(all_: tuple[Synopsis, ...]) -> str:
    groups = _groups(all_)
    lines = ["# fish completion of sempal"]
    for name, summary in _first(all_):
        lines.append(f"complete -c sempal -n __fish_use_subcommand -a {name} -d {_quoted(summary)}")
    for group, names in groups.items():
        seen = f"__fish_seen_subcommand_from {group}; and not __fish_seen_subcommand_from"
        lines += [
            f"complete -c sempal -n {_quoted(f'{seen} ' + ' '.join(names))} -a {name}"
            f" -d {_quoted(_of(all_, f'{group} {name}').help)}"
            for name in names
        ]
    for one in all_:
        needed = [f"__fish_seen_subcommand_from {word}" for word in one.words.split()]
        where = _quoted("; and ".join(needed) or "__fish_use_subcommand")
        for option in one.options:
            values = f" -r -a {_quoted(' '.join(option.choices))}" if option.choices else ""
            takes = values or (" -r" if option.value else "")
            flag, summary = option.flag.removeprefix("--"), _quoted(option.help)
            lines.append(f"complete -c sempal -n {where} -l {flag} -d {summary}{takes}")
        lines += [
            f"complete -c sempal -n {where} -a {_quoted(' '.join(option.choices))}"
            for option in one.positionals
            if option.choices
        ]
    return "\n".join(lines)


def _groups(all_: Iterable[Synopsis]) -> dict[str, list[str]]:
    """Return the second words of verbs of two by their first."""
    found = dict[str, list[str]]()
    for one in all_:
        first, _, second = one.words.partition(" ")
        if second:
            found.setdefault(first, []).append(second)
    return found


def _first(all_: Iterable[Synopsis]) -> Iterator[tuple[str, str]]:
    """Yield the first words of all verbs with their help, once each."""
    from ui.commandline.verbs import summaries

    known = summaries()
    for name in dict.fromkeys(one.words.split()[0] for one in all_ if one.words):
        yield name, known[name]


def _words(one: Synopsis, all_: tuple[Synopsis, ...]) -> Iterator[str]:
    if not one.words:
        yield from (name for name, _ in _first(all_))
    for option in one.positionals:
        yield from option.choices


def _of(all_: Iterable[Synopsis], words: str) -> Synopsis:
    return next(one for one in all_ if one.words == words)


def _valued(all_: Iterable[Synopsis]) -> list[str]:
    """Return the options that have a value, of any verb."""
    return sorted({option.flag for one in all_ for option in one.options if option.value})


def _described(pairs: Iterable[tuple[str, str]]) -> str:
    return " ".join(_quoted(f"{name}:{summary.replace(':', ' -')}") for name, summary in pairs)


def _quoted(words: str) -> str:
    return "'" + words.replace("'", "") + "'"


VERB = Verb(
    "completion",
    "print the completion script for a shell",
    CompletionOptions,
    run,
    example="sempal completion bash",
    lock=Lock.NEVER,
    app=False,
)
