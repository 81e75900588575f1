"""Which command was meant, and how does it end? The `po` group and the one error boundary."""

import errno
import gc
import os
import re
import signal
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from textwrap import wrap as wrapped
from typing import Any, NoReturn

import typer
from typer import _completion_shared as scripts
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException
from typer.main import get_command

from pocli import __version__, lazy
from pocli.cli import options, table, usage
from pocli.cli.beginning import check_folder, open_streams, start_again_in_utf8
from pocli.cli.table import COMMANDS
from pocli.errors import PoError
from pocli.text import width, wrapped_line

CRASH = 70
wrap = partial(wrapped, break_on_hyphens=False)
INDENTED: Any = {"initial_indent": "    ", "subsequent_indent": "    "}
NARROW = 60
"""Cells: below, a help has no columns."""
ALONE = {"sprint": "show"}
"""What a command does that has commands of its own, where none of them is named."""
TEXTS = ("explain", "prompt", "schema")
"""The commands that answer with a text, which has one format only."""
COMPLETE = "_PO_COMPLETE"
"""The variable in which a shell's script says what it wants."""
SHELL_NAMED = "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION"
"""The variable with which Typer takes a shell by its name instead of detecting it."""
OBJECTS = 200_000
"""Between two collections: a large backlog is many small objects, and none of them is garbage."""
DISK = frozenset(
    [
        *(errno.EIO, errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.ESTALE, errno.ENODEV, errno.ENXIO, errno.EMFILE),
        *(errno.EACCES, errno.EPERM, errno.ENAMETOOLONG, errno.ELOOP),
    ]
)
"""What a failing disk, an exhausted system, or a path that nobody can open says, at any call."""
EPILOG = "Every command also takes --backlog, --today, --color, --no-cache, --yes, -q, -v; try: po rank --help"


def _shared(holder: Any = options.shared, *, hidden: bool = False) -> list[Any]:  # noqa: ANN401 - a function's options
    """Return the parameters of the shared options, made by Typer."""
    group = typer.Typer(add_completion=False)
    group.command()(holder)
    shared: list[Any] = [one for one in get_command(group).params if one.name in options.SHARED + options.LEAVING]
    for param in shared:
        param.hidden = hidden
        param.rich_help_panel = "Shared options"
    return shared


class Command(TyperCommand):
    """A command that also takes the shared options and opens the session."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Typer's own arguments
        """Append the shared options to the command's own."""
        super().__init__(*args, **kwargs)
        taken = {flag for param in self.params for flag in param.opts}
        answers = self.name in TEXTS or any(param.name == "form" for param in self.params)
        self.answers = answers and "--output" not in taken
        self.params.extend([*(_shared(options.leaving) if self.answers else []), *_shared()])

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]  # noqa: ANN401
        """Run the command with its session in `ctx.obj`."""
        after = {name: ctx.params.pop(name) for name in options.SHARED}
        leaving = {name: ctx.params.pop(name) for name in options.LEAVING if self.answers}
        ctx.obj = options.run(ctx.find_root().params if ctx.parent else {}, after)._replace(**leaving)
        try:
            return super().invoke(ctx)
        except PoError as error:
            if not error.path:
                raise
            from pocli.output import located

            said = (located(ctx.obj, text, [error.path], error.base) for text in (error.message, error.hint))
            raise PoError(*said, exit_code=error.exit_code) from error

    def format_help(self, ctx: typer.Context, formatter: Any) -> None:  # type: ignore[override]  # noqa: ANN401
        """Write the help; where there is no room for columns, each option above what it does."""
        if width() >= NARROW:
            super().format_help(ctx, formatter)
        else:
            formatter.write("\n".join(_narrow_help(self, ctx, width())))


def _narrow_help(command: TyperCommand | TyperGroup, ctx: typer.Context, width: int) -> Iterator[str]:
    """Give the lines of a command's help, without columns."""
    yield from wrap(" ".join(command.get_usage(ctx).split()), width, subsequent_indent="  ")
    for paragraph in re.split(r"\n\s*\n|\n\s*(?=\$ )", (command.help or "").strip()):
        example = paragraph.startswith("$ ")
        yield from ([] if example else [""])
        yield from wrap(" ".join(paragraph.split()), width, subsequent_indent="    " * example)
    yield from ("", "Options")
    for param in command.get_params(ctx):
        told: Any = param
        if not getattr(told, "hidden", False):
            names = told.opts if told.param_type_name == "option" else ()
            value = "" if getattr(told, "is_flag", False) else told.metavar or "N"
            value = told.metavar or told.name if not names else value
            yield from wrap(f"{', '.join(names)} {value}".strip(), width, subsequent_indent="  ")
            yield from wrap(told.help or "", width, **INDENTED)


class Subcommands(TyperGroup):
    """A command that has commands of its own."""

    def resolve_command(self, ctx: typer.Context, args: list[str]) -> Any:  # type: ignore[override]  # noqa: ANN401
        """Say which of its commands was meant by one that is not there."""
        if args[0] not in self.commands and not args[0].startswith("-"):
            raise usage.unknown_part(ctx.command_path, args, self.commands)
        return super().resolve_command(ctx, args)


class CommandGroup(TyperGroup):
    """The `po` group; a command's module is loaded when it is run."""

    def format_help(self, ctx: typer.Context, formatter: Any) -> None:  # type: ignore[override]  # noqa: ANN401
        """Write the help; where there is no room for columns, each command above what it does."""
        if width() >= NARROW:
            super().format_help(ctx, formatter)
            return
        formatter.write("\n".join(_narrow_help(self, ctx, width())))
        for name, entry in COMMANDS.items():
            if entry.panel:
                formatter.write("\n".join(["", name, *wrap(entry.summary, width(), **INDENTED)]))
        formatter.write("\n".join(["", "", *wrap(EPILOG, width())]))

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]  # noqa: ARG002
        """Return the commands' names in the order of the help."""
        return [name for name, entry in COMMANDS.items() if entry.panel]

    def get_command(self, ctx: typer.Context, cmd_name: str) -> Any:  # type: ignore[override]  # noqa: ANN401
        """Return a stub for the help, or the command itself where it is to be run."""
        if cmd_name not in COMMANDS:
            return None
        entry = COMMANDS[cmd_name]
        if ctx.command is self and ctx.invoked_subcommand is None and _wants_help(usage.helped(sys.argv[1:])):
            return TyperCommand(cmd_name, help=entry.summary, rich_help_panel=entry.panel)
        functions = table.functions(cmd_name)
        several = set(functions) != {cmd_name}
        kind = Subcommands if several else TyperGroup
        made = typer.Typer(cls=kind, add_completion=False, rich_markup_mode="rich", no_args_is_help=several)
        for name, function in functions.items():
            made.command(name, cls=Command, help=_help(function.__doc__ or ""))(function)
        command = get_command(made)
        command.help = command.help or entry.summary
        return command

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """Read `po help rank` as `po rank --help`."""
        return super().parse_args(ctx, usage.helped(args))

    def resolve_command(self, ctx: typer.Context, args: list[str]) -> Any:  # type: ignore[override]  # noqa: ANN401
        """Read `po 12` as `po show 12`, and `po explain 12`; say what was meant by a command that is not there."""
        args = usage.written_out(args)
        if args[0] in ALONE and all(word.startswith("-") and word != "--help" for word in args[1:2]):
            args = [args[0], ALONE[args[0]], *args[1:]]
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            raise usage.unknown(args)
        return super().resolve_command(ctx, args)


def _wants_help(words: list[str]) -> bool:
    """Tell whether the group's own help was asked for: `--help` with no command before it."""
    for word in words:
        if word == "--help":
            return True
        if word in COMMANDS:
            return False
    return False


def _help(text: str) -> str:
    """Return a command's docstring as Typer shows it: examples keep their lines."""
    return text.strip().replace("\n    $ ", "\n\n    $ ")


def _version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"po {__version__}\n")
        raise typer.Exit


def _main(
    ctx: typer.Context,
    version: bool = typer.Option(False, "--version", is_eager=True, callback=_version, help="Show the version."),  # noqa: ARG001
) -> None:
    """Rank, plan and check the backlog that lives in this repository."""
    if ctx.invoked_subcommand is None:
        ctx.obj = options.run(ctx.params, {})
        table.functions("overview")["overview"](ctx)


def _app() -> Any:  # noqa: ANN401 - Typer's group
    check_folder()
    app = typer.Typer(cls=CommandGroup, add_completion=True, invoke_without_command=True, rich_markup_mode="rich")
    app.callback(invoke_without_command=True)(_main)
    if any(word.partition("=")[0].endswith("-completion") for word in sys.argv):
        from pocli.cli import shells

        scripts._completion_scripts["bash"] = shells.BASH  # noqa: SLF001 - Typer has no way to say another one
        if "=" in sys.argv[-1] or not sys.argv[-1].startswith("-"):
            os.environ[SHELL_NAMED] = "1"
    group = get_command(app)
    group.params.extend(_shared(hidden=True))
    group.epilog = EPILOG
    callback = group.callback

    def own(**values: Any) -> Any:  # noqa: ANN401
        return callback(**{name: value for name, value in values.items() if name not in options.SHARED})  # type: ignore[misc]

    group.callback = own
    return group


def main() -> None:
    """Run `po`, and leave with an exit code of docs/cli.md."""
    gc.set_threshold(OBJECTS)
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    open_streams()
    try:
        code = _completed() if COMPLETE in os.environ else _app()(prog_name="po", standalone_mode=False)
    except PoError as error:
        code = _say(error.message, error.hint, error.exit_code)
    except TyperException as error:
        text = usage.message(error)  # empty where the help was shown instead
        code = _say(text, usage.misused(error), 2) if text else 2
    except (KeyboardInterrupt, typer.Abort):
        code = 130
    except Exception as error:  # noqa: BLE001 - the boundary: a bug in po
        code = _failed(error) if isinstance(error, OSError) and error.errno in DISK else _crash(error)
    sys.exit(code if isinstance(code, int) else 0)


def _completed() -> int:
    """Answer a shell; whatever happens, nothing else is said on the screen of a person who is typing."""
    lazy.install()
    from pocli.cli import shells

    try:
        text, code = shells.answer(_app(), os.environ[COMPLETE], os.environ)
    except Exception:  # noqa: BLE001 - a fault of the backlog or of po is told by the command itself
        return 2
    sys.stdout.write(text)
    return code


def script() -> NoReturn:
    """Run `po` as a process of its own, which ends at once: taking apart what it made takes a tenth of a short run."""
    start_again_in_utf8()
    code: int | str | None = 0
    try:
        main()
    except SystemExit as end:
        code = end.code
    try:
        sys.stdout.flush()
    except OSError as error:
        code = _failed(error)
    with suppress(OSError):
        sys.stderr.flush()
    os._exit(code if isinstance(code, int) else 0)


def _say(message: str, hint: str, code: int) -> int:
    lines = [f"po: {message}", *([f"  hint: {hint}"] if hint else [])]
    sys.stderr.write("".join(wrapped_line(line, sys.stderr) for line in lines))
    return code


def _failed(error: OSError) -> int:
    """Say that the disk or the system failed where nobody expects it to; that is no bug."""
    what = f"`{error.filename}`: " if error.filename else ""
    return _say(f"{what}{error.strerror}", "the system refused the operation; check the disk, then try again", 2)


def _crash(error: Exception) -> int:
    """Write a report outside the repository, and say where it is."""
    from pocli.crash import report

    return _say("this is a bug in po, not in your backlog", report(error), CRASH)
