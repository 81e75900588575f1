"""What a command changes is checked first, then saved whole, and only if nobody came in between."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from house import Write
from pocli import session
from pocli.changes import transaction
from pocli.disk import journal
from pocli.errors import PoError
from pocli.model.backlog import Backlog
from pocli.model.edit import Create, Edit, Move, Replace, Set
from pocli.model.place import Route, Span
from pocli.model.proposal import Proposal
from pocli.run import Run

pytestmark = pytest.mark.usefixtures("state")

ONE = "id: PO-1  # the first\ntitle: One\nlabels: [a]\n"
PATH = "stories/PO-1.yaml"


class Asked:
    """A backlog of one story, and what commands do with it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.run = Run(backlog=str(root))
        self.seen: Backlog = session.read(self.run)

    def apply(
        self,
        *edits: Edit,
        dry_run: bool = False,
        force: bool | None = None,
        based_on: Mapping[str, bytes] | None = None,
        imported: bool = False,
    ) -> None:
        proposal = Proposal(self.seen, edits, ("PO-1: changed",), based_on=based_on or {}, imported=imported)
        transaction.apply(self.run, proposal, dry_run=dry_run, force=force)

    @property
    def text(self) -> str:
        return (self.root / PATH).read_text()


@pytest.fixture
def asked(write: Write, monkeypatch: pytest.MonkeyPatch) -> Asked:
    root = write({PATH: ONE})
    monkeypatch.chdir(root)
    return Asked(root)


def test_an_edit_changes_its_bytes_only_and_says_so(asked: Asked, capsys: pytest.CaptureFixture[str]) -> None:
    asked.apply(Set(PATH, ("title",), "Two"), Set(PATH, ("labels", 1), "b"))
    assert asked.text == "id: PO-1  # the first\ntitle: Two\nlabels: [a, b]\n"
    assert capsys.readouterr().out == "PO-1: changed\n"
    journal.undo(asked.root)
    assert asked.text == ONE


def test_what_changes_nothing_writes_nothing(asked: Asked, capsys: pytest.CaptureFixture[str]) -> None:
    before = (asked.root / PATH).stat()
    asked.apply(Set(PATH, ("title",), "One"))
    assert (asked.root / PATH).stat() == before
    assert capsys.readouterr().out == "nothing to change: the files already say so\n"


def test_a_dry_run_shows_the_difference(asked: Asked, capsys: pytest.CaptureFixture[str]) -> None:
    asked.apply(Set(PATH, ("title",), "Two\u202e"), Create("stories/PO-2.yaml", "id: PO-2\ntitle: X"), dry_run=True)
    assert capsys.readouterr().out == (
        f"--- {PATH}\n+++ {PATH}\n@@ -1,3 +1,3 @@\n id: PO-1  # the first\n-title: One\n"
        '+title: "Two\\u202E"\n labels: [a]\n'
        "--- /dev/null\n+++ stories/PO-2.yaml\n@@ -0,0 +1,2 @@\n+id: PO-2\n+title: X\n\\ No newline at end of file\n"
    )
    assert asked.text == ONE
    assert not (asked.root / "stories/PO-2.yaml").exists()


def test_a_new_error_is_shown_and_not_written(asked: Asked, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(PoError, match="would have a problem; nothing was written"):
        asked.apply(Set(PATH, ("points",), "many"))
    assert "error[wrong-type]: `many` is not a number" in capsys.readouterr().err
    assert asked.text == ONE
    asked.apply(Set(PATH, ("points",), "many"), force=True)
    assert asked.text == ONE.replace("labels", "points: many\nlabels")


def test_an_error_that_was_there_before_hinders_nothing(write: Write) -> None:
    asked = Asked(write({PATH: ONE + "points: many\n"}))
    asked.apply(Set(PATH, ("title",), "Two"))
    assert "title: Two" in asked.text


def test_what_somebody_changed_meanwhile_is_kept(asked: Asked) -> None:
    (asked.root / PATH).write_text(ONE.replace("[a]", "[a, theirs]"))
    with pytest.raises(PoError, match="was changed by somebody else in the meantime") as caught:
        asked.apply(Set(PATH, ("labels", 1), "ours"))
    assert caught.value.exit_code == 75
    assert "theirs" in asked.text


def test_a_comment_that_somebody_wrote_meanwhile_is_no_conflict(asked: Asked) -> None:
    (asked.root / PATH).write_text(ONE + "# theirs\n")
    asked.apply(Set(PATH, ("title",), "Two"))
    assert asked.text == ONE.replace("One", "Two") + "# theirs\n"


def test_an_edit_of_text_is_based_on_its_bytes(asked: Asked) -> None:
    edit = Replace(PATH, Span(2, 8, 2, 11), "Two")
    with pytest.raises(PoError) as caught:
        asked.apply(edit, based_on={PATH: b"other"})
    assert caught.value.exit_code == 75
    asked.apply(edit, based_on={PATH: ONE.encode()})
    assert asked.text == ONE.replace("One", "Two")


def test_a_moved_file_may_change_too(asked: Asked) -> None:
    asked.apply(Move(PATH, "stories/PO-7.yaml"), Set(PATH, ("id",), "PO-7"))
    assert not (asked.root / PATH).exists()
    assert (asked.root / "stories/PO-7.yaml").read_text() == ONE.replace("PO-1", "PO-7")


def test_a_link_is_not_changed(asked: Asked) -> None:
    (asked.root / "real").write_text(ONE)
    (asked.root / PATH).unlink()
    (asked.root / PATH).symlink_to("../real")
    with pytest.raises(PoError, match="it is a symbolic link"):
        asked.apply(Set(PATH, ("title",), "Two"))


@pytest.mark.parametrize(
    ("route", "value", "message"),
    [
        (("depends_on",), ["PO-1"], "these wait for each other: PO-1 → PO-1"),
        (("depends_on",), ["PO-2"], "these wait for each other: PO-1 → PO-2 → PO-1"),
        (("depends_on",), ["PO-9"], "`PO-9`"),
        (("parent",), "PO-3", "PO-3"),
        (("status",), "doign", "`doign`"),
    ],
)
def test_an_error_between_records_is_not_written(write: Write, route: Route, value: object, message: str) -> None:
    others = {
        "stories/PO-2.yaml": "id: PO-2\ntitle: Two\ndepends_on: [PO-1]\n",
        "stories/PO-3.yaml": "id: PO-3\ntitle: Three\nparent: PO-1\n",
        "stories/PO-4.yaml": "id: PO-4\ntitle: Four\nparent: PO-77\n",
    }
    asked = Asked(write({PATH: ONE, **others}))
    with pytest.raises(PoError, match=re.escape(message)) as caught:
        asked.apply(Set(PATH, route, value))
    assert caught.value.message.endswith("; nothing was written")
    assert asked.text == ONE
    asked.apply(Set(PATH, route, value), force=True)
    assert asked.text != ONE


def test_an_error_between_others_hinders_nothing(write: Write) -> None:
    asked = Asked(write({PATH: ONE, "stories/PO-4.yaml": "id: PO-4\ntitle: Four\nparent: PO-77\n"}))
    asked.apply(Set(PATH, ("depends_on",), ["PO-4"]))
    assert "depends_on: [PO-4]" in asked.text
