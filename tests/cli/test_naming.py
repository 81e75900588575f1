"""Hints name this backlog's ids and the kind that is wanted; what is near is of that kind."""

import pytest

from house import Po, Write
from pocli.field_table.field import Noun
from pocli.lookup import naming
from pocli.model.backlog import Backlog
from pocli.model.config import Config
from pocli.model.records import Goal
from pocli.model.story import Story

READY = "id: TS-4\ntitle: Ship\nstatus: ready\npoints: 3\nrice: {reach: 9, impact: 1, confidence: 1}\n"
FILES = {
    "po.yaml": "id_prefix: TS\n",
    "stories/TS-1.yaml": "id: TS-1\ntitle: Pay\nstatus: done\n",
    "stories/TS-4.yaml": READY,
    "stories/TS-6.yaml": 'id: TS-6\ntitle: "Lost\n',
    "goals/G-1.yaml": "id: G-1\ntitle: Paid on time\n",
    "requests/R-2.yaml": "id: R-2\ntitle: Acme renews\nneeds: [TS-4]\n",
    "sprints/S-5.yaml": "id: S-5\nstart: 2026-11-16\nend: 2026-11-27\nstate: active\ncapacity: 9\n",
}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("start G-1", "`G-1` names a goal; a story belongs here"),
        ("checklist R-2", "`R-2` names a request; a story belongs here"),
        ("plan --must S-5", "`S-5` names a sprint; a story belongs here"),
        ("rank --explain G-1", "`G-1` names a goal; a story belongs here"),
        ("explain G-1", "`G-1` names a goal; a story belongs here"),
        ("tradeoff S-5", "`S-5` names a sprint; a story, a request or a goal belongs here"),
        ("goals R-2", "`R-2` names a request; a goal belongs here\n  hint: there is: G-1"),
        ("goals TS-4", "`TS-4` names a story; a goal belongs here"),
        ("requests G-1", "`G-1` names a goal; a request belongs here\n  hint: there is: R-2"),
        ("forecast --request G-1", "`G-1` names a goal; a request belongs here"),
        ("review G-1", "`G-1` names a goal; a sprint belongs here\n  hint: there is: S-5"),
        ("list --goal S-5", "`S-5` names a sprint; a goal belongs here"),
        ("list --parent G-1", "`G-1` names a goal; a story belongs here"),
        ("set 4 sprint=G-1", "`G-1` names a goal; a sprint belongs here"),
        ("set 4 depends_on+=R-2", "`R-2` names a request; a story belongs here"),
        ("new Pay --goal TS-4", "`TS-4` names a story; a goal belongs here"),
        ("show TS-5", "no story is called `TS-5`\n  hint: did you mean `TS-4`?"),
        ("show 6", "`TS-6` cannot be read\n  hint: stories/TS-6.yaml:2: the quote that opens here is not closed"),
        ("start PO-4", "no story is called `PO-4`\n  hint: did you mean `TS-4`?"),
        ("show po-1", "no story is called `PO-1`\n  hint: did you mean `TS-1`?"),
        ("show G-7", "no goal is called `G-7`\n  hint: did you mean `G-1`?"),
        ("score TS-4", "write: po score TS-4 1200 high 80%"),
        ("drop TS-4", 'write: po drop TS-4 "two customers, both left"'),
        ("set 4", "such as: po set 4 points=5"),
        ("requests answer", "write: po requests answer R-2"),
        ("sprint show next", "no sprint is planned\n  hint: make one: po new sprint"),
    ],
)
def test_a_word_of_another_kind_is_told_from_an_unknown_one(line: str, said: str, po: Po, write: Write) -> None:
    done = po(*line.split(), cwd=write(FILES))
    assert (done.returncode, said in done.stderr) == (2, True), done.stderr
    assert "PO-" not in (done.stdout + done.stderr).replace(line.split()[1].upper(), "")


@pytest.mark.parametrize(("noun", "first"), [("goal", "po new goal"), ("sprint", "po new sprint"), ("story", "po new")])
def test_where_there_is_none_the_first_one_is_a_command_away(noun: Noun, first: str) -> None:
    assert naming.unknown(Backlog(), noun, "7")[1].startswith(f"there is none yet; write the first one: {first}")


def test_an_example_is_open_where_one_is() -> None:
    stories = (Story("", "TS-1", "Pay", status="done"), Story("", "TS-2", "Ship"))
    backlog = Backlog(Config(id_prefix="TS"), stories, (Goal("", "G-3", "Paid"),))
    assert naming.example(backlog, "story") == "TS-2"
    assert naming.example(backlog, "goal") == "G-3"
    assert naming.example(backlog, "sprint") == "ID"


def test_what_is_written_into_a_file_is_judged_alike(po: Po, write: Write) -> None:
    root = write({**FILES, "stories/TS-7.yaml": "id: TS-7\ntitle: Sail\ngoal: S-5\nsprint: G-1\nparent: R-2\n"})
    said = po("validate", "--format", "full", cwd=root).stdout
    for line in ("`S-5` names a sprint; a goal", "`G-1` names a goal; a sprint", "`R-2` names a request; a story"):
        assert f"{line} belongs here" in said
    assert "did you mean" not in said
    assert "PO-" not in said


def test_a_story_is_explained_by_its_place(po: Po, write: Write) -> None:
    root = write(FILES)
    assert po("explain", "TS-4", cwd=root).stdout == po("rank", "--explain", "TS-4", cwd=root).stdout != ""
    data = [
        po(*words, cwd=root).stdout
        for words in (("explain", "4", "-f", "json"), ("rank", "--explain", "4", "-f", "json"))
    ]
    assert data[0] == data[1] != ""


def test_the_examples_of_a_schema_are_of_this_backlog(po: Po, write: Write) -> None:
    root = write(FILES)
    assert '"TS-12"' in po("schema", "story", cwd=root).stdout
    assert "PO-" not in po("schema", "request", cwd=root).stdout
    po("init", "--editor", "vscode", cwd=root)
    made = [path.read_text(encoding="utf-8") for path in root.rglob("*.schema.json")]
    assert made
    assert not any("PO-" in text for text in made)
