"""`po renumber`: a new id, with all that names it; and two files that share one, parted by what git knows."""

from pathlib import Path

import pytest

from house import Po, Write
from repos import Repo

FILES = {
    "po.yaml": "pins: [PO-2, PO-1]  # first\n",
    "stories/PO-1-one.yaml": "id: PO-1\ntitle: One\ngoal: G-1\n",
    "stories/PO-2.yaml": "id: PO-2\ntitle: Two\nparent: PO-1\ndescription: see PO-1, not PO-10\n",
    "stories/PO-3.yaml": "id: PO-3\ntitle: Three\ndepends_on:\n  - PO-2\n  - PO-1  # why\nsprint: S-1\n",
    "goals/G-1.yaml": "id: G-1\ntitle: Goal\n",
    "requests/R-1.yaml": "id: R-1\ntitle: Asked\nneeds: [PO-1]\n",
    "sprints/S-1.yaml": "id: S-1\nstart: 2026-11-16\nend: 2026-11-27\n",
}


def test_every_reference_follows_and_nothing_else_changes(write: Write, po: Po) -> None:
    root = write(FILES)
    done = po("renumber", "1", "7")
    assert done.stdout == "PO-1 One: now PO-7; 4 references updated: PO-2, PO-3, R-1, po.yaml\n"
    assert done.stderr == "PO-1 is still in the text of PO-2\n"
    found = {path.relative_to(root).as_posix(): path.read_text() for path in root.rglob("*.yaml")}
    assert found == {
        name.replace("PO-1-one", "PO-7-one"): text.replace("PO-1", "PO-7").replace(
            "see PO-7, not PO-70", "see PO-1, not PO-10"
        )
        for name, text in FILES.items()
    }
    assert po("validate", "--strict").returncode == 0
    assert po("undo").stdout.startswith("undone: PO-1 One")
    assert {path.relative_to(root).as_posix(): path.read_text() for path in root.rglob("*.yaml")} == FILES


def test_what_was_wrong_before_does_not_hinder(write: Write, po: Po) -> None:
    ring = {"stories/PO-1.yaml": story("PO-1", "One", "depends_on: [PO-1, PO-9]\nparent: PO-1\npoints: many\n")}
    root = write(ring)
    assert po("renumber", "1").stdout == "PO-1 One: now PO-2; 2 references updated: PO-1\n"
    text = ring["stories/PO-1.yaml"].replace("PO-1", "PO-2")
    assert (root / "stories/PO-2.yaml").read_text() == text


@pytest.mark.parametrize("coding", ["utf-8", "utf-16"])
def test_a_file_that_cannot_be_read_and_may_name_the_id_stops_it(write: Write, po: Po, coding: str) -> None:
    root = write({**FILES, "stories/PO-4.yaml": "id: PO-4\ntitle: [Four\n"})
    assert po("renumber", "3", "30").stdout == "PO-3 Three: now PO-30\n"
    broken = root / "stories/PO-5.yaml"
    broken.write_text("id: PO-5\ntitle: [Five\ndepends_on: [PO-1]\n", encoding=coding)
    before = {path: path.read_bytes() for path in root.rglob("*.yaml")}
    refused = po("renumber", "1", "70")
    assert refused.returncode == 2
    assert "`stories/PO-5.yaml` may name PO-1" in refused.stderr
    assert {path: path.read_bytes() for path in root.rglob("*.yaml")} == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("3",), "PO-3 Three: now PO-4\n"),
        (("G-1", "9"), "G-1 Goal: now G-9; 1 reference updated: PO-1\n"),
        (("s-1", "S-2"), "S-1: now S-2; 1 reference updated: PO-3\n"),
        (("R-1",), "R-1 Asked: now R-2\n"),
    ],
)
def test_every_kind_of_record(write: Write, po: Po, words: tuple[str, ...], said: str) -> None:
    write(FILES)
    assert po("renumber", *words).stdout == said


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("1", "2"), "`PO-2` is already taken"),
        (("1", "G-7"), "`G-7` cannot be the new id of PO-1"),
        (("1", "S-7"), "`S-7` cannot be the new id of PO-1"),
        (("G-1", "PO-7"), "`PO-7` cannot be the new id of G-1"),
        (("1", "nine"), "`nine` cannot be the new id of PO-1"),
        (("9",), "no story is called `PO-9`"),
    ],
)
def test_what_cannot_be(write: Write, po: Po, words: tuple[str, ...], message: str) -> None:
    write(FILES)
    done = po("renumber", *words)
    assert (done.returncode, done.stderr.splitlines()[0]) == (2, f"po: {message}")


def story(name: str, title: str, more: str = "") -> str:
    return f"id: {name}\ntitle: {title}\n{more}"


def merged(repo: Repo) -> Path:
    """Make a repository in which each of two branches gave PO-2 to a story of its own, and merged them."""
    root = repo.top
    repo.commit("2026-11-02", {"po.yaml": "", "stories/PO-1.yaml": story("PO-1", "One")})
    repo.git("branch", "other")
    repo.commit(
        "2026-11-03",
        {"stories/PO-2-ours.yaml": story("PO-2", "Ours"), "stories/PO-3.yaml": story("PO-3", "X", "parent: PO-2\n")},
    )
    repo.git("checkout", "-q", "other")
    repo.commit(
        "2026-11-04",
        {
            "stories/PO-2-a-theirs.yaml": story("PO-2", "Theirs"),
            "stories/PO-4.yaml": story("PO-4", "Y", "depends_on: [PO-1, PO-2]\n"),
            "requests/R-1.yaml": "id: R-1\ntitle: Asked\nneeds: [PO-2]\n",
        },
    )
    repo.git("checkout", "-q", "main")
    repo.git("merge", "-q", "--no-edit", "other")
    (root / "stories/PO-5.yaml").write_text(story("PO-5", "Z", "depends_on: [PO-2]\n"))
    return root


def test_the_older_file_keeps_the_id_and_references_follow_their_branch(repo: Repo, po: Po) -> None:
    root = merged(repo)
    done = po("renumber", "--duplicates", cwd=root)
    assert done.stdout == (
        "stories/PO-2-a-theirs.yaml: PO-2 → PO-6; 2 references updated: PO-4, R-1; "
        "stories/PO-2-ours.yaml is older and keeps PO-2\n"
    )
    assert done.stderr.splitlines()[-1] == (
        "`depends_on` of PO-5 still means PO-2 Ours; if it meant Theirs: po set PO-5 depends_on+=PO-6 depends_on-=PO-2"
    )
    assert (root / "stories/PO-6-a-theirs.yaml").read_text() == story("PO-6", "Theirs")
    assert not (root / "stories/PO-2-a-theirs.yaml").exists()
    assert (root / "stories/PO-3.yaml").read_text() == story("PO-3", "X", "parent: PO-2\n")
    assert (root / "stories/PO-4.yaml").read_text() == story("PO-4", "Y", "depends_on: [PO-1, PO-6]\n")
    assert (root / "requests/R-1.yaml").read_text() == "id: R-1\ntitle: Asked\nneeds: [PO-6]\n"
    assert po("renumber", "--duplicates", cwd=root).stdout == "no two files share an id\n"
    assert po("validate", cwd=root).returncode == 0


def test_without_git_the_first_path_keeps_the_id_and_no_reference_moves(write: Write, po: Po) -> None:
    root = write(
        {
            "stories/PO-1-a.yaml": story("PO-1", "A"),
            "stories/PO-1-b.yaml": story("PO-1", "B"),
            "stories/PO-1-c.yaml": story("PO-1", "C"),
            "stories/PO-2.yaml": story("PO-2", "X", "parent: PO-1\n"),
        }
    )
    refused = po("renumber", "1")
    assert "po: two files have the id PO-1\n  hint: separate them with: po renumber --duplicates\n" in refused.stderr
    done = po("renumber", "--duplicates")
    assert [line.partition(";")[0] for line in done.stdout.splitlines()] == [
        "stories/PO-1-b.yaml: PO-1 → PO-3",
        "stories/PO-1-c.yaml: PO-1 → PO-4",
    ]
    assert "this folder is not in a git repository: the first path keeps the id\n" in done.stderr
    assert "`parent` of PO-2 still means PO-1 A; if it meant B: po set PO-2 parent=PO-3" in done.stderr
    assert sorted(path.name for path in (root / "stories").iterdir()) == [
        "PO-1-a.yaml",
        "PO-2.yaml",
        "PO-3-b.yaml",
        "PO-4-c.yaml",
    ]


def test_branches_that_edit_different_fields_and_add_stories_merge_without_conflict(repo: Repo, po: Po) -> None:
    root = repo.top
    third = story("PO-1", "One", "status: draft\npoints: 5\nlabels: [a]\nowner: ada\n")
    repo.commit("2026-11-02", {"po.yaml": "", "stories/PO-1.yaml": third})
    repo.git("branch", "other")
    for branch, words in (("main", ["status=ready"]), ("other", ["owner=bob", "due=2026-12-31"])):
        repo.git("checkout", "-q", branch)
        assert po("new", f"Of {branch}", cwd=root).returncode == 0
        assert po("set", "1", *words, cwd=root).returncode == 0
        repo.git("add", "--all")
        repo.git("commit", "-q", "-m", branch)
    repo.git("merge", "-q", "--no-edit", "main")
    assert (root / "stories/PO-1.yaml").read_text() == story(
        "PO-1", "One", "status: ready\npoints: 5\ndue: 2026-12-31\nlabels: [a]\nowner: bob\n"
    )
    assert sorted(path.name for path in (root / "stories").iterdir()) == [
        "PO-1.yaml",
        "PO-2-of-main.yaml",
        "PO-3-of-other.yaml",
    ]
    assert po("validate", cwd=root).returncode == 0


MANY = {
    **FILES,
    "po.yaml": "id_prefix: PO # ours\npins: [PO-2, PO-1]  # first\nx-first: PO-1\n",
    "stories/PO-4-four.yaml": "id: PO-4\ntitle: Four\ndepends_on: [PO-99]\n"
    "points: 40 # po: ignore[large-story] as PO-1, PO-10x\n"
    "x-see: PO-1\nx-more: [{a: PO-2}, PO-2 and more]\nx-jira-key: PO-3\ndescription: |\n  # po: ignore[x] PO-1\n",
    "stories/named-otherwise.yaml": 'id: "PO-5"\ntitle: Five\nparent: "\\x50O-1"\n',
    "goals/G-1.yaml": "id: G-1\ntitle: Goal\nx-first: PO-1\n",
}


def test_another_prefix_for_all(write: Write, po: Po) -> None:
    root = write(MANY)
    done = po("renumber", "--prefix", "inv")
    assert done.stdout == "5 ids now INV-, not PO-; 12 references updated\n"
    assert done.stderr == "PO-… is still in the text of INV-2, INV-4\n"
    wanted = {name.replace("PO-", "INV-"): text.replace("PO-", "INV-") for name, text in MANY.items()}
    wanted["po.yaml"] = wanted["po.yaml"].replace("id_prefix: PO ", "id_prefix: INV ")
    wanted["stories/INV-2.yaml"] = wanted["stories/INV-2.yaml"].replace("see INV-1, not INV-10", "see PO-1, not PO-10")
    wanted["stories/named-otherwise.yaml"] = 'id: "INV-5"\ntitle: Five\nparent: "INV-1"\n'
    for stays in ("PO-10x", "PO-2 and more", "x-jira-key: PO-3", "ignore[x] PO-1"):
        wanted["stories/INV-4-four.yaml"] = wanted["stories/INV-4-four.yaml"].replace(
            stays.replace("PO-", "INV-"), stays
        )
    assert {path.relative_to(root).as_posix(): path.read_text() for path in root.rglob("*.yaml")} == wanted
    assert po("new", "Six").stdout.startswith("INV-6 ")
    po("undo")
    po("undo")
    assert {path.relative_to(root).as_posix(): path.read_text() for path in root.rglob("*.yaml")} == MANY


def test_all_or_nothing(write: Write, po: Po) -> None:
    root = write({**MANY, "stories/PO-6.yaml": "id: PO-6\ntitle: [Six\n"})
    before = {path: path.read_bytes() for path in root.rglob("*.yaml")}
    refused = po("renumber", "--prefix", "INV")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "`stories/PO-6.yaml` may name PO-6, but cannot be read: nothing is changed" in refused.stderr
    assert {path: path.read_bytes() for path in root.rglob("*.yaml")} == before


@pytest.mark.parametrize(
    ("prefix", "message"),
    [
        ("G", "the ids of goals begin with `G-`"),
        ("PO", "the ids of the stories begin with `PO-` already"),
        ("1X", "`1X` cannot begin an id"),
        ("AB_C", "`AB_C` cannot begin an id"),
        ("OLD", "`OLD-1` is taken already"),
    ],
)
def test_what_cannot_be_the_prefix(write: Write, po: Po, prefix: str, message: str) -> None:
    write({"stories/PO-1.yaml": story("PO-1", "One"), "stories/PO-2.yaml": story("PO-2", "Two"),
           "stories/OLD-1.yaml": story("OLD-1", "Old one"), "stories/OLD-3.yaml": story("OLD-3", "Old")})  # fmt: skip
    done = po("renumber", "--prefix", prefix)
    if prefix == "PO":
        message = "`PO-1` is taken already"  # the others are to follow
    assert done.returncode == 2
    assert message in done.stderr


def test_the_stories_follow_a_prefix_that_was_changed_by_hand(write: Write, po: Po) -> None:
    root = write({**FILES, "po.yaml": "id_prefix: INV\npins: [PO-2]\n"})
    assert po("show", "2").stdout.startswith("PO-2 Two"), "a bare number means the only story that has it"
    assert po("set", "3", "points=5").stdout.startswith("PO-3 ")
    assert po("new", "Four", "--depends-on", "1").stdout.startswith("INV-4 ")
    assert "depends_on: [PO-1]" in (root / "stories/INV-4-four.yaml").read_text()
    assert "po renumber --prefix INV" in po("validate").stdout
    assert po("renumber", "--prefix", "INV").stdout == "3 ids now INV-, not PO-; 6 references updated\n"
    assert po("validate", "--strict").returncode == 0


def test_one_story_may_have_another_prefix_and_be_waited_for(write: Write, po: Po) -> None:
    root = write(FILES)
    assert po("renumber", "1", "INV-1").stdout.startswith("PO-1 One: now INV-1; 4 references updated")
    assert (root / "stories/INV-1-one.yaml").exists()
    assert po("set", "2", "depends_on+=inv-001", "parent=").returncode == 0
    assert "depends_on: [INV-1]" in (root / "stories/PO-2.yaml").read_text()
    assert po("show", "1").stdout.startswith("INV-1 One")
    assert po("new", "Four").stdout.startswith("PO-4 ")


@pytest.mark.parametrize(
    "words", [(), ("1", "--duplicates"), ("1", "--prefix", "X"), ("--duplicates", "--prefix", "X")]
)
def test_one_thing_at_a_time(write: Write, po: Po, words: tuple[str, ...]) -> None:
    write(FILES)
    done = po("renumber", *words)
    assert done.returncode == 2
    assert "name a record, or say --duplicates or --prefix" in done.stderr
