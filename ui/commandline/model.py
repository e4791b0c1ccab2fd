"""`sempal model list`, `install`, `verify` and `use`: the embedding models."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import asdict, dataclass, replace

from actors.model_files import registry
from actors.model_files.installation import install as install_clap
from models.embedding.checkpoint.weights import CheckpointError
from models.embedding.network import NetworkError
from ui.commandline.argument import option, positional
from ui.commandline.context import Context
from ui.commandline.download import local_copy
from ui.commandline.lock import Locked
from ui.commandline.output import complain
from ui.commandline.status import Status
from ui.commandline.verb import Group, Lock, Options, Verb
from ui.text import commandline as text


@dataclass(frozen=True, slots=True, kw_only=True)
class InstallOptions(Options):
    """Arguments of `model install`."""

    model: str = positional("clap", "model to install", choices=["clap"])
    checkpoint: str = option("--checkpoint", "FILE|URL", "its weights")
    tokenizer: str = option(
        "--tokenizer", "FILE|URL", "its tokenizer.json (default: beside the weights)"
    )
    digest: str = option("--sha256", "HEX", "SHA-256 that the weights must have")


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyOptions(Options):
    """Arguments of `model verify`."""

    model: str = positional("MODEL", "model (default: the active one)", nargs="?", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class UseOptions(Options):
    """Arguments of `model use`."""

    model: str = positional("MODEL", "model to use from now on: aisfx or clap")


async def list_models(context: Context, options: Options) -> int:
    """Print all models."""
    return _finish(context, options, lambda: None)


async def install(context: Context, options: InstallOptions) -> int:
    """Install a model, then print all."""

    def work() -> None:
        target = registry.model_folder(options.model, context.folder)
        with ExitStack() as fetched:
            weights = fetched.enter_context(local_copy(options.checkpoint, target.parent))
            words = options.tokenizer or None
            tokenizer = words and fetched.enter_context(local_copy(words, target.parent))
            install_clap(weights, target, tokenizer=tokenizer or None, digest=options.digest)

    return _finish(context, options, work)


async def verify(context: Context, options: VerifyOptions) -> int:
    """Verify the checksums of a model, then print all."""

    def work() -> None:
        choice = context.entry.load_settings(context.folder).model
        name = registry.active_model(options.model or choice, context.folder)
        registry.verify_model(name, context.folder)
        if not options.json:
            print(text.verify_done(name))

    return _finish(context, options, work)


async def use(context: Context, options: UseOptions) -> int:
    """Select a model, then print all."""

    def work() -> None:
        registry.open_model(options.model, context.folder).check()
        with context.lock():
            context.entry.load_settings(
                context.folder, lambda settings: replace(settings, model=options.model)
            )

    return _finish(context, options, work)


def _finish(context: Context, options: Options, work: Callable[[], None]) -> Status:
    try:
        work()
    except Locked as locked:
        complain(str(locked))
        return Status.LOCKED
    except (NetworkError, CheckpointError, OSError) as error:
        complain(str(error))
        return Status.FAILED
    listed = registry.list_models(context.entry.load_settings(context.folder).model, context.folder)
    if options.json:
        print(json.dumps([asdict(one) for one in listed]))
        return Status.DONE
    for one in listed:
        print(
            text.model_line(one.name, active=one.chosen, installed=one.installed, words=one.words)
        )
    return Status.DONE


VERB = Group(
    "model",
    "manage the models that compare sounds",
    (
        Verb(
            "list",
            "list all models",
            Options,
            list_models,
            example="sempal model list",
            lock=Lock.NEVER,
            app=False,
        ),
        Verb(
            "install",
            "install a model from weights you have",
            InstallOptions,
            install,
            example="sempal model install clap --checkpoint ~/Downloads/model.safetensors",
            mistake=lambda options: "" if options.checkpoint else text.WHERE_WEIGHTS_ARE,
            app=False,
        ),
        Verb(
            "verify",
            "verify a model",
            VerifyOptions,
            verify,
            example="sempal model verify clap",
            lock=Lock.NEVER,
            app=False,
        ),
        Verb(
            "use",
            "select a model",
            UseOptions,
            use,
            example="sempal model use clap",
            lock=Lock.LATE,
            app=False,
        ),
    ),
)
