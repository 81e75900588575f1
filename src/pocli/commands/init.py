"""`po init`: start a backlog here."""

from typing import Annotated

import typer

from pocli import options, output, session
from pocli.tasks import around

CI = Annotated[
    str,
    typer.Option(
        "--ci",
        help="Check it in CI: github or gitlab.",
        metavar="NAME",
        autocompletion=options.among("github", "gitlab"),
    ),
]
Editor = Annotated[
    str,
    typer.Option(
        "--editor", help="Help who types its files: vscode.", metavar="NAME", autocompletion=options.among("vscode")
    ),
]


def command(
    ctx: typer.Context,
    folder: Annotated[str, typer.Argument(help="Where; the default is here.", metavar="[DIR]")] = ".",
    example: Annotated[bool, typer.Option("--example", help="Copy the example backlog instead.")] = False,
    ci: CI = "",
    pre_commit: Annotated[bool, typer.Option("--pre-commit", help="Check it before each commit.")] = False,
    editor: Editor = "",
) -> None:
    """Start a backlog here: po.yaml with comments, the folders, one good story; nothing is overwritten.

    With --ci, --pre-commit or --editor, a backlog that is there already gets these.

    Examples:
        $ po init
        $ po init shop --example
        $ po init --ci github --pre-commit --editor vscode
    """
    wanted = around.Named(ci, editor, pre_commit).templates()
    if not (wanted and session.known(folder)):
        made = session.start(ctx.obj, folder, "backlog" if example else "start")
        output.note(ctx.obj, f"made {len(made)} files in {folder}; next: po rank")
    if wanted:
        around.add(ctx.obj, folder, wanted)
