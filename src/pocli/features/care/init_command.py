"""`po init`: start a backlog here."""

from typing import Annotated

import typer

from pocli import output
from pocli.cli import options
from pocli.features.care import scaffold_work

CI = Annotated[
    str,
    typer.Option(
        "--ci",
        help="Add a CI check: github or gitlab.",
        metavar="NAME",
        autocompletion=options.among("github", "gitlab"),
    ),
]
Editor = Annotated[
    str,
    typer.Option(
        "--editor",
        help="Add completion and checks to an editor: vscode.",
        metavar="NAME",
        autocompletion=options.among("vscode"),
    ),
]


def command(
    ctx: typer.Context,
    folder: Annotated[str, typer.Argument(help="The folder; default: the current one.", metavar="[DIR]")] = ".",
    example: Annotated[bool, typer.Option("--example", help="Start with a copy of the example backlog.")] = False,
    ci: CI = "",
    pre_commit: Annotated[bool, typer.Option("--pre-commit", help="Add a check before each commit.")] = False,
    editor: Editor = "",
) -> None:
    """Start a backlog here: po.yaml with comments, the folders and a good first story; po overwrites nothing.

    --ci, --pre-commit and --editor also work in a backlog that exists.

    Examples:
        $ po init
        $ po init shop --example
        $ po init --ci github --pre-commit --editor vscode
    """
    wanted = scaffold_work.WantedHelpers(ci, editor, pre_commit).templates()
    if not (wanted and scaffold_work.known(folder)):
        made = scaffold_work.start(folder, "backlog" if example else "start")
        output.note(ctx.obj, f"made {len(made)} files in {folder}; next: po rank")
    if wanted:
        scaffold_work.add(ctx.obj, folder, wanted)
