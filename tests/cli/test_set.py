"""`po set` changes what was named, in every file that was named, or nothing."""

import pytest

from house import Po, Write

FILES = {
    "po.yaml": "statuses: {in-review: doing}\n",
    "stories/PO-1.yaml": "id: PO-1\ntitle: One\npoints: 5  # guessed\nlabels: [a]\n",
    "stories/PO-2.yaml": "id: PO-2\ntitle: Two\r\n",
    "goals/G-1.yaml": "id: G-1\ntitle: Goal\n",
    "requests/R-1.yaml": "id: R-1\ntitle: Asked\n",
    "sprints/S-1.yaml": "id: S-1\nname: First\nstart: 2026-11-16\nend: 2026-11-27\nstate: active\n",
}


def test_several_files_are_one_edit_that_says_what_it_changed(write: Write, po: Po) -> None:
    root = write(FILES)
    done = po("set", "1", "po-2", "points=8", "sprint=current", "labels+=b")
    assert done.stdout == (
        "PO-1 One: points 5 → 8, sprint S-1, labels +b\nPO-2 Two: points 8, sprint S-1, labels [b]\n"
    )
    assert (root / "stories/PO-1.yaml").read_bytes() == (
        b"id: PO-1\ntitle: One\npoints: 8  # guessed\nsprint: S-1\nlabels: [a, b]\n"
    )
    assert (root / "stories/PO-2.yaml").read_bytes() == (
        b"id: PO-2\ntitle: Two\r\npoints: 8\r\nsprint: S-1\r\nlabels: [b]\r\n"
    )


def test_filters_choose_the_stories(write: Write, po: Po) -> None:
    root = write(FILES)
    assert po("set", "--label", "a", "due=friday", "parent=").stdout == "PO-1 One: due 2026-11-27\n"
    assert "due" not in (root / "stories/PO-2.yaml").read_text()


def test_goals_requests_and_sprints_too(write: Write, po: Po) -> None:
    write(FILES)
    assert po("set", "g-1", "current=3", "by=tomorrow").stdout == "G-1 Goal: current 3, by 2026-11-24\n"
    assert po("set", "R-1", "needs=1,2", "from=Sales").stdout == "R-1 Asked: needs [PO-1, PO-2], from Sales\n"
    assert po("set", "current", "capacity=30").stdout == "S-1 First: capacity 30\n"


def test_an_address_is_a_link(write: Write, po: Po) -> None:
    root = write(FILES)
    assert po("set", "1", "links+=https://example.org/a", "evidence+=https://example.org/b").returncode == 0
    text = (root / "stories/PO-1.yaml").read_text()
    assert 'links: [{url: "https://example.org/a"}]\n' in text
    assert 'evidence: [{url: "https://example.org/b"}]\n' in text
    po("set", "1", "links[0].title=Design")
    assert po("set", "1", "links+=https://example.org/a").stdout == "nothing to change: the files already say so\n"
    assert po("set", "1", "links-=https://example.org/a").returncode == 0
    assert "links" not in (root / "stories/PO-1.yaml").read_text()
    assert po("validate").returncode == 0


def test_what_a_mapping_needs_is_named(write: Write, po: Po) -> None:
    write(FILES)
    for word, hint in {
        "links+=Design": "write its keys: links+='{title: …, url: …}'",
        "evidence+=a talk": "write its keys: evidence+='{source: …, note: …, url: …, date: …}'",
        "rice=5": "set its parts: rice.reach=…, rice.impact=…, rice.confidence=…, rice.effort=…",
        "ice+=5": "set its parts: ice.impact=…, ice.confidence=…, ice.ease=…",
        "rice.foo=3": "it has: reach, impact, confidence, effort",
        "acceptance_criteria+={xxx: a, then: b}": "it has: text, given, when, then, done, verified_by",
        "links+={titel: a}": "did you mean `title`?",
    }.items():
        done = po("set", "1", word)
        assert (done.returncode, done.stderr.splitlines()[1:]) == (2, [f"  hint: {hint}"])


def test_nothing_is_written_where_one_value_does_not_fit(write: Write, po: Po) -> None:
    root = write(FILES)
    for words, message in {
        ("1", "points=8", "status=redy"): "po: `redy` is not a status\n  hint: did you mean `ready`?\n",
        ("1", "2", "parent=3"): "po: no story is called `PO-3`\n  hint: did you mean `PO-2`?\n",
        ("1", "3", "points=8"): "po: no story is called `PO-3`\n  hint: did you mean `PO-2`?\n",
        ("R-2", "value=8"): "po: no request is called `R-2`\n  hint: did you mean `R-1`?\n",
        ("1",): "po: nothing to set\n  hint: write field=value, such as: po set 1 points=5\n",
        ("1", "goal=1", "title="): "po: `title` cannot be removed\n  hint: a story always has one\n",
        ("--label", "zzz", "points=1"): "po: no story matches the filters\n  hint: see what there is: po list\n",
    }.items():
        done = po("set", *words)
        assert (done.returncode, done.stderr) == (2, message)
    assert {name: (root / name).read_bytes().decode() for name in FILES} == FILES


def test_a_dry_run_shows_the_difference_only(write: Write, po: Po) -> None:
    root = write(FILES)
    done = po("set", "1", "points=8", "--dry-run")
    assert "-points: 5  # guessed\n+points: 8  # guessed\n" in done.stdout
    assert (root / "stories/PO-1.yaml").read_bytes().decode() == FILES["stories/PO-1.yaml"]


def test_undo_gives_the_bytes_back(write: Write, po: Po) -> None:
    root = write(FILES)
    assert po("set", "1", "points=", "labels-=a").stdout == "PO-1 One: no points (was 5), no labels (was [a])\n"
    assert (root / "stories/PO-1.yaml").read_text() == "id: PO-1\ntitle: One\n"


def test_a_file_follows_its_title_where_that_is_asked(write: Write, po: Po) -> None:
    root = write(
        {"stories/PO-1-one.yaml": "id: PO-1\ntitle: One # kept\n", "stories/PO-2.yaml": "id: PO-2\ntitle: Two\n"}
    )
    assert po("set", "1", "title=Uno").stdout == "PO-1 One: title One → Uno\n"
    assert (root / "stories/PO-1-one.yaml").exists(), "the name stays by itself"
    done = po("set", "1", "title=Erste Zeile", "--rename-file")
    assert done.stdout == "PO-1 Uno: title Uno → Erste Zeile\nstories/PO-1-one.yaml: now PO-1-erste-zeile.yaml\n"
    assert (root / "stories/PO-1-erste-zeile.yaml").read_text() == "id: PO-1\ntitle: Erste Zeile # kept\n"
    assert po("set", "1", "2", "--rename-file").stdout == "stories/PO-2.yaml: now PO-2-two.yaml\n"
    assert po("set", "2", "depends_on=1", "--rename-file").returncode == 0
    assert po("validate", "--strict").returncode == 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("1",), "nothing to set"),
        (("S-1", "name=x"), "the file of S-1 is called after its id alone"),
    ],
)
def test_what_cannot_be_renamed(write: Write, po: Po, words: tuple[str, ...], message: str) -> None:
    write(
        {
            "stories/PO-1.yaml": "id: PO-1\ntitle: One\n",
            "sprints/S-1.yaml": "id: S-1\nstart: 2026-11-16\nend: 2026-11-27\n",
        }
    )
    follow = () if len(words) == 1 else ("--rename-file",)
    done = po("set", *words, *follow)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
