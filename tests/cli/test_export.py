"""What leaves for another tool is whole, goes where it should, and comes back the same."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from house import REPO, Po, Write
from pocli import registry


@pytest.fixture
def backlog(tmp_path: Path) -> Path:
    shutil.copytree(REPO / "examples" / "backlog", tmp_path, dirs_exist_ok=True)
    return tmp_path


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((folder / "stories").rglob("*.yaml"))}


def test_a_spreadsheet_comes_back_with_only_what_was_edited(backlog: Path, po: Po) -> None:
    assert po("export", "csv", "--output", "b.csv").stdout == "exported 46 stories to b.csv\n"
    before = bytes_of(backlog)
    assert "imported 46 stories unchanged\n" in po("import", "csv", "b.csv").stdout
    assert bytes_of(backlog) == before
    text = (backlog / "b.csv").read_text(encoding="utf-8")
    (backlog / "b.csv").write_text(
        text.replace("Remind customers of unpaid invoices,story,ready,8", "Remind,story,ready,5")
    )
    dry = po("import", "csv", "b.csv", "--dry-run")
    lines = [line for line in dry.stdout.splitlines() if line.startswith(("+", "-")) and line[1:2] not in "+-"]
    assert lines == ["-title: Remind customers of unpaid invoices", "+title: Remind", "-points: 8", "+points: 5"]
    po("import", "csv", "b.csv")
    after = bytes_of(backlog)
    assert [name[:5] for name in after if after[name] != before[name]] == ["PO-5-"]


@pytest.mark.usefixtures("backlog")
def test_what_has_no_place_there_is_named(po: Po) -> None:
    done = po("export", "csv")
    assert done.stderr == "not exported, as the format has no field for it: evidence (3), links (1)\n"
    assert po("export", "json").stderr == ""
    assert po("export", "mermaid").stderr == ""


def test_nothing_is_overwritten_unasked(backlog: Path, po: Po) -> None:
    (backlog / "b.csv").write_text("mine")
    done = po("export", "csv", "-o", "b.csv")
    assert (done.returncode, (backlog / "b.csv").read_text()) == (2, "mine")
    assert "`b.csv` is already there" in done.stderr
    assert "--force" in done.stderr
    assert po("export", "csv", "-o", "b.csv", "--force").returncode == 0
    assert (backlog / "b.csv").read_bytes().startswith(b"\xef\xbb\xbfid,title,")
    assert not list(backlog.glob(".po-*"))


@pytest.mark.parametrize("name", ["po.yaml", "stories/PO-99.yaml", "x.YML"])
def test_no_file_of_a_backlog_is_written(name: str, backlog: Path, po: Po) -> None:
    before = bytes_of(backlog)
    done = po("export", "changelog", "-o", name, "--force")
    assert (done.returncode, done.stderr.splitlines()[0]) == (2, f"po: `{name}` could be a file of the backlog")
    assert bytes_of(backlog) == before


def test_no_link_leads_out_of_the_folder_named(backlog: Path, po: Po) -> None:
    (backlog / "out").mkdir()
    (backlog / "elsewhere").write_text("mine")
    (backlog / "out" / "b.csv").symlink_to(backlog / "elsewhere")
    done = po("export", "csv", "-o", "out/b.csv", "--force")
    assert (done.returncode, (backlog / "elsewhere").read_text()) == (2, "mine")
    assert "symbolic link" in done.stderr


def test_feature_files_go_into_a_folder(backlog: Path, po: Po) -> None:
    none = po("export", "gherkin")
    assert (none.returncode, "this export makes 34 files" in none.stderr, "--output" in none.stderr) == (2, True, True)
    assert po("export", "gherkin", "-o", "features").stdout == "exported 34 stories to features as 34 files\n"
    assert len(list((backlog / "features").glob("PO-*.feature"))) == 34
    one = po("export", "gherkin", "--text", "Export invoices as CSV")
    assert one.stdout.startswith("@PO-10 @export\nFeature: Export invoices as CSV\n")


@pytest.mark.usefixtures("backlog")
def test_filters_choose_what_leaves(po: Po) -> None:
    found = json.loads(po("export", "json", "--status", "doing").stdout)
    assert {story["status"] for story in found["stories"]} <= {"doing", "in-review"}
    assert len(found["stories"]) == 4


@pytest.mark.usefixtures("backlog")
@pytest.mark.parametrize("name", [one for one in registry.names("exchange") if one != "gherkin"])
def test_every_format_takes_the_example(name: str, po: Po) -> None:
    member = registry.member("exchange", name)
    done = po("export", name)
    assert done.returncode == (0 if hasattr(member, "write") else 2)
    assert "Traceback" not in done.stderr


@pytest.mark.usefixtures("backlog")
@pytest.mark.parametrize("name", ["jira", "linear", "github", "json"])
def test_what_was_exported_can_be_imported_elsewhere(name: str, po: Po, tmp_path: Path) -> None:
    po("export", name, "-o", f"out{registry.member('exchange', name).SUFFIX}")
    other = tmp_path / "other"
    other.mkdir()
    (other / "po.yaml").write_text("id_prefix: AB\nstatuses: {in-review: doing}\n")
    done = po("import", name, str(next(tmp_path.glob("out.*"))), cwd=other)
    assert "imported 46 new stories\n" in done.stdout
    assert po("validate", cwd=other).returncode in {0, 1}
    assert len(json.loads(po("list", "--all", "-f", "json", cwd=other).stdout)["stories"]) == 46


@pytest.mark.usefixtures("backlog")
def test_the_roadmap_as_a_diagram(po: Po) -> None:
    done = po("export", "mermaid", "--roadmap")
    assert done.stdout == po("roadmap", "--format", "mermaid").stdout
    assert done.stdout.startswith("timeline\n    ")
    goals = json.loads(po("roadmap", "-f", "json").stdout)["goals"]
    said = f"exported {sum(goal['stories'] for goal in goals)} stories to x.mmd\n"
    assert po("export", "mermaid", "--roadmap", "-o", "x.mmd").stdout == said


@pytest.mark.usefixtures("backlog")
def test_an_unknown_format_is_named(po: Po) -> None:
    done = po("export", "cvs")
    assert (done.returncode, "`cvs` is not a format that po exports" in done.stderr) == (2, True)


def test_an_empty_backlog(tmp_path: Path, po: Po) -> None:
    (tmp_path / "po.yaml").write_text("")
    assert po("export", "csv").stdout == "\ufeffid,title,type,status,points,reach,impact,confidence,effort\n"
    assert po("export", "gherkin").stderr.startswith("po: there is nothing to export")
    for name in ("jira", "linear", "github", "json", "mermaid", "miro", "slack", "markdown"):
        assert po("export", name).returncode == 0


STORIES = {
    "stories/PO-1.yaml": "id: PO-1\ntitle: '@ signs'\nlabels: [two words, \"a, b\"]\n"
    "description: |-\n  # A\n\n  - **b**\n",
    "stories/PO-2.yaml": "id: PO-2\ntitle: Order\nparent: PO-1\ndue: 2026-02-01\nacceptance_criteria: [ok]\n",
}


def rows_of(text: str) -> list[dict[str, str]]:
    """Read a table by the rules of the target, not by those of our writer."""
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_jira_takes_its_own_words(po: Po, write: Write) -> None:
    write(STORIES)
    done = po("export", "jira")
    (first, _) = rows_of(done.stdout)
    assert first["Summary"].strip() == "@ signs"
    assert first["Description"] == "h1. A\n\n* *b*"
    head, row = list(csv.reader(io.StringIO(done.stdout, newline="")))[:2]
    labels = [cell for name, cell in zip(head, row, strict=True) if name == "Labels"]
    assert labels == ["two_words", "a,_b"]
    assert "changed, as Jira's labels have no blanks: `two words` is `two_words` (2)\n" in done.stderr
    assert "a blank stands before each cell that a spreadsheet would compute (1)" in done.stderr
    write({"back.csv": done.stdout})
    assert "imported 2 stories unchanged" in po("import", "jira", "back.csv", "--map", "Issue key=id").stdout


def test_what_linears_importer_ignores_is_named(po: Po, write: Write) -> None:
    write(STORIES)
    done = po("export", "linear")
    assert "in the file, but ignored by Linear's importer: parent (1), due (1)\n" in done.stderr
    assert "torn by Linear's importer, as it parts labels at commas: `a, b` (1)\n" in done.stderr
    assert rows_of(done.stdout)[0]["Title"].strip() == "@ signs"


def test_gherkin_counts_what_it_writes(po: Po, write: Write) -> None:
    write(STORIES)
    done = po("export", "gherkin", "-o", "out")
    assert done.stdout == "exported 1 story to out as 1 file\n"
    assert "not exported, as the format has nothing of it: PO-1 (1)\n" in done.stderr
    assert "not exported, as the format has no field for it: parent (1), due (1)" not in done.stderr
    assert "due (1)" in done.stderr
