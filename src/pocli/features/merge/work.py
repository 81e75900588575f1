"""How do the files of a backlog merge: in git's hands, and where a merge left its markers?"""

import os
import shlex
import site
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from pocli import output, prompting, session
from pocli.changes import transaction
from pocli.disk import attributes, find, journal
from pocli.disk.near import near
from pocli.errors import PoError
from pocli.features.merge import page as view
from pocli.features.merge import sides, sides_work
from pocli.git import invocation, objects, refs, worktree
from pocli.git.objects import Stages
from pocli.git.refs import NoRepository, Repository
from pocli.lookup import meaning as meanings
from pocli.lookup import naming
from pocli.merge import driver, markers
from pocli.merge.conflict import Conflict, Pick
from pocli.merge.merged_text import Blend, blended, chosen
from pocli.model import ident
from pocli.model.edit import whole
from pocli.model.place import spelled
from pocli.model.proposal import Proposal
from pocli.reading import assign
from pocli.reading.assign import Meaning
from pocli.run import Run
from pocli.yaml.letters import CONFLICT

COMMAND = (
    "{po} merge file -- %O %A %B %P; po=$?; test $po -eq 0 && exit 0; "
    "test $po -eq 1 && grep -q '^<<<<<<< ' %A && exit 1; "
    "git merge-file -L ours -L base -L theirs %A %O %B"
)
"""What git runs. Where po is not there any more, or cannot merge a file's fields, git merges its lines as ever.

An exit code of 1 alone is no proof: Python leaves with it too where the module is gone. So the markers are looked for.
"""


class Conflicted(NamedTuple):
    """A file with the markers of a merge."""

    path: str
    name: str
    """The id in its name, or else its path."""
    before: bytes
    blend: Blend
    sides: tuple[str, str]
    """What the two sides are called."""


def install(asked: Run, *, dry_run: bool) -> None:
    """Send the files of this backlog to the driver, and name it in this clone.

    Raises:
        PoError: there is no repository, or it cannot be written.
    """
    root = session.root(asked)
    repo = refs.needed(refs.repository(root))
    change = attributes.added(root)
    if dry_run:
        output.difference(asked, [(change.path, change.before, change.after)] if change else [])
        return
    po = f"{shlex.quote(sys.executable)} {_isolated()} -m pocli".replace("%", "%%")
    values = {"merge.po.name": "po: field by field", "merge.po.driver": COMMAND.format(po=po)}
    invocation.configure(repo.top, values)
    if change:
        said = f"{attributes.FILE}: the files of the backlog merge field by field"
        journal.commit(root, (change,), (said,))
        output.note(asked, f"{said}; commit it, so that every clone knows", [attributes.FILE])
    output.note(asked, "this clone merges them with po; every other clone needs its own: po merge install")


def _isolated() -> str:
    """Return the options with which Python imports nothing of the folder that it starts in, and yet finds po."""
    own = Path(site.getusersitepackages())
    return "-E -P" if Path(__file__).is_relative_to(own) else "-I"


def uninstall(asked: Run) -> None:
    """Take the driver out of this clone and out of the attributes.

    Raises:
        PoError: there is no repository, or it cannot be written.
    """
    root = session.root(asked)
    repo = refs.needed(refs.repository(root))
    if refs.driver(repo):
        invocation.configure(repo.top, {})
    change = attributes.removed(root)
    if change:
        journal.commit(root, (change,), (f"{attributes.FILE}: the files of the backlog merge line by line",))
    output.note(asked, "git merges the files of this backlog line by line again")


def status(asked: Run) -> None:
    """Say whether files merge field by field here.

    Raises:
        PoError: there is no repository.
    """
    root = session.root(asked)
    repo = refs.needed(refs.repository(root))
    sent, here = attributes.installed(root), bool(refs.driver(repo))
    files = [path for path in session.listing(asked)[0] if find.kind(path)]
    drivers = worktree.attribute(root, "merge", files)
    others = [path for path in files if drivers.get(path) != "po"]
    if sent and here and others:
        more = f" and {len(others) - 1} more" if len(others) > 1 else ""
        output.note(asked, f"files of this backlog merge field by field, but not {others[0]}{more}")
        output.note(asked, f"to see why: git check-attr merge {others[0]}")
    elif sent and here:
        output.note(asked, "files of this backlog merge field by field")
    else:
        where = "this clone" if sent else attributes.FILE if here else f"{attributes.FILE} and this clone"
        output.note(asked, f"files of this backlog merge line by line; missing in {where}: po merge install")


def drive(asked: Run, base: str, ours: str, theirs: str, path: str) -> bool:
    """Merge three files for git; tell whether there are conflicts.

    Raises:
        PoError: the fields cannot be merged.
    """
    known = {value for name, value in os.environ.items() if name.startswith("GITHEAD_")}
    names = ("ours", known.pop() if len(known) == 1 else "theirs")
    found = driver.drive(base, ours, theirs, path, names=names)
    for one in found:
        output.warn(asked, f"{path}: both sides changed {spelled(one.route)}; after the merge: po resolve")
    return bool(found)


def conflicted(
    asked: Run, words: tuple[str, ...], alone: Mapping[str, str]
) -> tuple[tuple[Conflicted, ...], tuple[str, ...]]:
    """Return the files with markers and the lines of those that one side deleted: all, or those of the named ids.

    Args:
        asked: this run's settings.
        words: ids; none means all.
        alone: what `one_sided` says, by name.

    Raises:
        PoError: a named one has no conflict, or the sides of one cannot be read.
    """
    root = session.root(asked)
    repo = refs.repository(root)
    found = []
    for path in session.listing(asked)[0]:
        data = find.content(root, path) if find.kind(path) else ""
        if isinstance(data, bytes) and CONFLICT.search(data.decode("utf-8", "replace")):
            found.append(_conflicted(None if isinstance(repo, NoRepository) else repo, path, data))
    if not words:
        return tuple(found), tuple(alone.values())
    seen = session.read(asked._replace(quiet=True))
    there = {one.name for one in found} | alone.keys()
    ids = there.union(seen.known_ids()) - {one.path for one in found}
    wanted = {naming.named(seen, "story", word, ids) or word for word in words}
    unknown = wanted - there
    if unknown:
        raise PoError(f"`{min(unknown)}` has no merge markers", "see po validate")
    lines = tuple(line for name, line in alone.items() if name in wanted)
    return tuple(one for one in found if one.name in wanted), lines


def one_sided(asked: Run) -> dict[str, str]:
    """Say of each file, by its name, that one side changed and the other deleted what to type: a person must choose.

    Raises:
        PoError: git fails, or takes too long.
    """
    root = session.root(asked)
    repo = refs.repository(root)
    if isinstance(repo, NoRepository):
        return {}
    said = {}
    for path, ours in objects.one_sided(repo).items():
        stages = objects.stages(repo, path)
        here, there = sides_work.named(repo, path, ("", ""), stages)
        who = (here, there) if ours else (there, here)
        typed = shlex.quote(near(root, path))
        name = ident.in_file_name(path.rpartition("/")[2]) or path
        said[name] = view.one_sided(name, who, typed)
    return said


def _conflicted(repo: Repository | None, path: str, data: bytes) -> Conflicted:
    ours, theirs, names = markers.sides(path, data)
    stages = objects.stages(repo, path) if repo else Stages()
    try:
        blend = blended(path, stages.base, ours, theirs)
    except PoError as error:
        raise PoError(
            f"`{path}`: {error.message}", "fix this file by hand: po edit, or your editor", path=path
        ) from None
    called = sides_work.named(repo, path, names, stages)
    return Conflicted(path, ident.in_file_name(path.rpartition("/")[2]) or path, data, blend, called)


def resolve(asked: Run, found: tuple[Conflicted, ...], *, every: str, fields: Mapping[str, str], dry_run: bool) -> None:
    """Choose a side for each field that is in conflict, by what was said or by asking, and write the files.

    Args:
        asked: this run's settings.
        found: the files.
        every: `ours`, `theirs`, or an empty text.
        fields: the side for single fields, by their names; it goes before `every`.
        dry_run: show the unified difference, write nothing.

    Raises:
        PoError: a field is named that is in no conflict, nobody can be asked, or a file cannot be written.
    """
    _check_fields(found, fields)
    seen = transaction.read(asked._replace(quiet=True), dry_run=dry_run)
    edits, said = [], []
    today = session.today(asked, seen)
    for one in found:
        meaning = meanings.meaning(seen, find.kind(one.path), today)
        picked = [
            _pick(asked, one, conflict, _said(conflict, fields, every), meaning) for conflict in one.blend.conflicts
        ]
        data = chosen(one.path, one.blend.data, [pick.conflict for pick in picked if pick.side != "ours"])
        edits.append(whole(one.path, one.before, data))
        said.append(view.message(one.name, one.sides, picked))
        for comment in one.blend.lost:
            output.warn(asked, f"{one.name}: a comment of {one.sides[1]} is left out: {comment}")
    proposal = Proposal(seen, edits, said, based_on={one.path: one.before for one in found})
    transaction.apply(asked, proposal, dry_run=dry_run)
    if not dry_run:
        here = [near(session.root(asked), one.path) for one in found]
        output.note(asked, f"next: git add {' '.join(map(shlex.quote, here))}")


def _check_fields(found: tuple[Conflicted, ...], fields: Mapping[str, str]) -> None:
    known = [conflict for one in found for conflict in one.blend.conflicts]
    for name, side in fields.items():
        if side not in ("ours", "theirs"):
            raise PoError(f"`{side}` is not a side", f"write --field {name}=ours or --field {name}=theirs")
        if not any(_means(name, one) for one in known):
            there = ", ".join(dict.fromkeys(spelled(one.route) for one in known))
            raise PoError(f"`{name}` is in no conflict", f"there are: {there}" if there else "nothing is open")


def _said(conflict: Conflict, fields: Mapping[str, str], every: str) -> str:
    return next((side for name, side in fields.items() if _means(name, conflict)), every)


def _means(name: str, conflict: Conflict) -> bool:
    """Tell whether a person means a field by its name, or by the end of it: `reach` for `rice.reach`."""
    full = spelled(conflict.route)
    return full == name or full.endswith(f".{name}") or full.startswith(f"{name}[")


def _pick(asked: Run, one: Conflicted, conflict: Conflict, said: str, meaning: Meaning) -> Pick:
    """Return what counts for a field: what was said, or what a person answers.

    Raises:
        PoError: nothing was said, and nobody can be asked.
    """
    if said:
        return Pick(conflict, said)
    if not prompting.able(asked):
        question = view.question(one.name, one.sides, conflict)
        raise PoError(question, view.options(one.sides, spelled(conflict.route)))
    choice = view.choice(one.sides, conflict)
    while True:
        answer = prompting.line(view.prompt(one.name, one.sides, conflict), (*one.sides, *sides.SIDES))
        found = sides.read(answer, choice)
        if found.side:
            return Pick(conflict, found.side)
        if found.value is None:
            output.warn(asked, view.unclear(answer, choice, twice=found.twice))
            continue
        try:
            word = f"{spelled(conflict.route)}={found.value}"
            typed = assign.assignment(word, find.kind(one.path), meaning)
            return Pick(conflict._replace(theirs=typed.value), "typed")
        except PoError as error:
            output.warn(asked, f"{error.message}; {error.hint}")
