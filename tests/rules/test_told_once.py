"""A fault is told once: what follows from it stays quiet until it is fixed."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest

from house import Write
from pocli import judge, session
from pocli.files import find
from pocli.files.assemble import assembled
from pocli.files.parse import parse
from pocli.files.patch import patched
from pocli.files.read import reading
from pocli.files.reading import Reading
from pocli.model.edit import Set
from pocli.run import Run

DAY = date(2026, 11, 23)
PAGES = Path(__file__).parents[2] / "docs" / "rules"
BLOCK = re.compile(r"^```yaml (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EXAMPLE = Path(__file__).parents[2] / "examples" / "backlog"
RICE = ("reach", "impact", "confidence", "effort")
LISTS = ("acceptance_criteria", "depends_on", "evidence", "needs")


def files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*.yaml"))}


def findings(read: Mapping[str, Reading]) -> set[tuple[str, str, str]]:
    return {(name, one.path, one.message) for name, _, one in judge.findings(assembled(read), DAY)}


def broken(path: str, data: bytes) -> Iterator[bytes]:
    """Give a file with each of its fields, and each input of a score, made unreadable; and whole, unreadable."""
    tree = parse(data).tree
    for field in tree:
        if not field.startswith("x-"):
            yield patched(data, [Set(path, (field,), "nothing" if field in LISTS else [{"lost": "found"}])])
    rice = tree.get("rice")
    for name in RICE if isinstance(rice, dict) else ():
        yield patched(data, [Set(path, ("rice", name), "lots")])
    yield data + b"  owner: 'ana\n"


def offspring(given: Mapping[str, bytes]) -> Iterator[tuple[str, set[tuple[str, str, str]]]]:
    """Give each text in which something cannot be read, and what the rules say of it that they did not say before."""
    read = {path: reading(path, data) for path, data in given.items()}
    before = findings(read)
    for path, data in given.items():
        for text in broken(path, data):
            now = reading(path, text)
            if now.diagnostics:
                yield text.decode(), findings({**read, path: now}) - before


def test_no_fault_of_the_example_has_another_one_for_a_consequence() -> None:
    tried = list(offspring(files(EXAMPLE)))
    assert len(tried) > 500
    assert [(text, more) for text, more in tried if more] == []


@pytest.mark.parametrize("name", sorted(page.stem for page in PAGES.glob("*.md")))
def test_no_fault_of_a_page_has_another_one_for_a_consequence(name: str) -> None:
    page = PAGES.joinpath(f"{name}.md").read_text(encoding="utf-8").partition("## Use instead")
    for half in page[::2]:
        given = {path: body.encode() for path, body in BLOCK.findall(half) if find.kind(path)}
        assert [(text, more) for text, more in offspring(given) if more] == []


def told(root: Path) -> list[str]:
    found, _ = session.problems(Run(backlog=str(root), today="2026-11-23"))
    return [f"{one.rule}: {one.message}" for one in found]


READY = "id: PO-1\ntitle: Pay\nstatus: ready\n"


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        (READY + "points: eight\nacceptance_criteria: [It adds up]\n", ["wrong-type: `eight` is not a number"]),
        (
            READY + "story_points: 5\nacceptance_criteria: [It adds up]\n",
            ["unknown-field: `story_points` is not a field"],
        ),
        (READY + "pionts: 5\nacceptance_criteria: [It adds up]\n", ["unknown-field: `pionts` is not a field"]),
        (READY + "points: 5\nac: [It adds up]\n", ["unknown-field: `ac` is not a field"]),
        ("id: PO-1\ntitel: Pay\n", ["unknown-field: `titel` is not a field"]),
        # What does not follow from the fault is still told.
        (
            READY + "points: eight\n",
            [
                "not-ready: `PO-1` is ready by status, but has no acceptance_criteria",
                "wrong-type: `eight` is not a number",
            ],
        ),
        (
            "id: PO-1\ntitle: Pay\nstatus: redy\ntype: bug\nacceptance_criteria: [{text: It adds up, done: true}]\n",
            ["unknown-status: `redy` is not a status"],
        ),
    ],
)
def test_a_fault_is_told_once(story: str, expected: list[str], write: Write) -> None:
    assert told(write({"po.yaml": "", "stories/PO-1.yaml": story})) == expected


def test_a_comment_that_silences_nothing_yet_is_no_fault_of_its_own(write: Write) -> None:
    ignored = "id: PO-1\ntitle: Pay\nstatus: ready  # po: ignore[not-ready] a trial\n"
    root = write({"po.yaml": "", "stories/PO-1.yaml": ignored + "points: eight\nac: [It adds up]\n"})
    assert told(root) == ["unknown-field: `ac` is not a field", "wrong-type: `eight` is not a number"][::-1]


def test_a_sprint_that_cannot_be_read_is_there(write: Write) -> None:
    files = {
        "po.yaml": "",
        "sprints/first.yaml": "id: S-1\nstart: soon\nend: 2026-12-04\n",
        "sprints/second.yaml": 'id: S-2\nname: "Second\n',
        "stories/PO-1.yaml": "id: PO-1\ntitle: Pay\nsprint: S-1\n",
        "stories/PO-2.yaml": "id: PO-2\ntitle: Ship\nsprint: S-2\n",
    }
    assert [line.partition(":")[0] for line in told(write(files))] == ["wrong-type", "invalid-yaml"]


def test_settings_that_cannot_be_read_turn_nothing_into_a_fault(write: Write) -> None:
    story = "id: TS-1\ntitle: Pay\nstatus: in-review\nas_a: owner\ni_want: to pay\nso_that: it is paid\n"
    settings = "id_prefix: TS\nstatuses: {in-review: doing}\npersonas: [owner]\nrules: {missing-criteria: off}\n"
    assert told(write({"po.yaml": settings, "stories/TS-1.yaml": story})) == []
    assert [line.partition(":")[0] for line in told(write({"po.yaml": settings + "project: 'Shop\n"}))] == [
        "invalid-yaml"
    ]
