"""What lets a repository's CI, its hooks and its editors know of the backlog in it?"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from pocli import __version__, output, session
from pocli.disk import backlog_root, find, journal
from pocli.disk.near import near
from pocli.disk.save import FileChange, named
from pocli.errors import PoError
from pocli.reading.schema_text import KINDS, json_schema
from pocli.run import Run

CI = ("github", "gitlab")
EDITORS = ("vscode",)
PLAIN = re.compile(r"[\w./-]+")
"""What means the same in YAML, in a shell, and, but for the points, in a pattern."""
SCHEMAS = ".vscode/backlog"
"""The folder of the schemas; they are po's own, and written anew."""


class WantedHelpers(NamedTuple):
    """Which helpers are wanted."""

    ci: str = ""
    editor: str = ""
    pre_commit: bool = False

    def templates(self) -> tuple[str, ...]:
        """Return the folders of templates.

        Raises:
            PoError: there is no such CI, or no such editor.
        """
        for word, known, what in ((self.ci, CI, "a CI"), (self.editor, EDITORS, "an editor")):
            if word and word not in known:
                raise PoError(f"`{word}` is not {what} that po knows", f"there are: {', '.join(known)}")
        found = (self.ci, "pre-commit" if self.pre_commit else "", self.editor)
        return tuple(name for name in found if name)


def add(run: Run, folder: str, templates: Sequence[str]) -> None:
    """Write the files that the templates name into the repository; what is there is never overwritten, but shown.

    Args:
        run: this run's settings.
        folder: a folder of the backlog, or one above it.
        templates: names of folders of templates.

    Raises:
        PoError: there is no backlog, its folder's name is not plain, or a file cannot be written; nothing is then.
    """
    root = backlog_root.root(Path(folder).absolute())
    top = find.top(root)
    below = root.relative_to(top).as_posix()
    if not PLAIN.fullmatch(below):
        hint = "give the folder a name of letters, digits, `-`, `_` and `.`"
        raise PoError(f"`{below}` cannot be written into these files as it is", hint)
    own = session.prefix(run._replace(backlog=str(root)))
    wanted = {path: text for name in templates for path, text in _files(name, below, own)}
    changes = tuple(one for path, text in wanted.items() if (one := _change(top, path, text)))
    made = tuple(one for one in changes if one.before is None or one.path.startswith(SCHEMAS))
    if made:
        journal.commit(top, made, tuple(f"made {one.path}" for one in made))
    for one in made:
        output.note(run, f"made {near(top, one.path)}")
    for one in changes:
        if one not in made:
            output.note(run, f"{near(top, one.path)} is already there; what po would have written:")
            output.emit("".join(f"  {line}\n" for line in wanted[one.path].splitlines()), "screen")
    if not changes:
        output.note(run, "nothing to do: the files already say so")


def _change(top: Path, path: str, text: str) -> FileChange | None:
    """Return what would become of a file; None where it says the same already."""
    if not (top / path).exists():
        return FileChange(path, None, text.encode())
    before = find.content(top, path)
    return (
        FileChange(path, b"" if isinstance(before, str) else before, text.encode()) if before != text.encode() else None
    )


def _files(name: str, backlog: str, id_prefix: str) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of each file of a template, made for a backlog's folder below the top."""
    prefix = "" if backlog == "." else backlog + "/"
    source = session.data("templates", "templates") / name
    for path in sorted(one for one in source.rglob("*") if one.is_file()):
        text = path.read_text(encoding="utf-8").replace("@VERSION@", __version__)
        yield path.relative_to(source).as_posix(), text.replace("@BACKLOG@", backlog).replace("@PREFIX@", prefix)
    if name == "vscode":
        yield from ((f"{SCHEMAS}/{kind}.schema.json", json_schema(kind, id_prefix)) for kind in KINDS)


def known(folder: str) -> bool:
    """Tell whether there is a backlog in a folder, above it, or in its `backlog/`."""
    return find.there(Path(folder).absolute()) is not None


def start(folder: str, template: str) -> tuple[str, ...]:
    """Copy a template backlog into a folder and return the new files' paths; nothing is overwritten.

    Raises:
        PoError: a backlog or one of the files is already there, or the folder cannot be written.
    """
    target = Path(folder).absolute()
    if find.is_there(target / find.SETTINGS):
        raise PoError(f"there is already a backlog in `{folder}`", "look at it with: po rank")
    for place in find.candidates(target, "."):
        backlog_root.refuse_left_out(place)
    source = session.data(template, f"examples/{template}")
    found = sorted(path for path in source.rglob("*") if path.is_file())
    files = tuple(FileChange(path.relative_to(source).as_posix(), None, path.read_bytes()) for path in found)
    with named(f"`{folder}`"):
        target.mkdir(parents=True, exist_ok=True)
    journal.commit(target, files, (f"a new backlog in {folder}",))
    return tuple(file.path for file in files)
