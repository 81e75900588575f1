"""What is said about a record stands in its file, in order, whoever merges it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from house import Po, Write
from pocli.merge.three_way import merged
from pocli.model.story import Comment
from pocli.pace.said import mentions
from repos import Repo

FILES = {
    "stories/PO-1.yaml": "id: PO-1\ntitle: One\n",
    "requests/R-1.yaml": "id: R-1\ntitle: Wish\nneeds: [PO-1]\n",
    "goals/G-1.yaml": "id: G-1\ntitle: Goal\n",
    "sprints/S-1.yaml": "id: S-1\nstart: 2026-11-16\nend: 2026-11-27\nstate: active\n",
}
FIRST = "comments:\n  - on: 2026-11-23\n    by: Mia\n    text: Acme only needs SAML\n"


@pytest.fixture(autouse=True)
def mia(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Git knows the name of whoever types."""
    (tmp_path / "gitconfig").write_text("[user]\n\tname = Mia\n\temail = mia@example.org\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))


def test_a_comment_has_its_day_and_the_next_one_stands_below(write: Write, po: Po) -> None:
    root = write(FILES)
    assert po("comment", "1", "Acme only needs SAML").stdout == "PO-1: Acme only needs SAML\n"
    assert (root / "stories/PO-1.yaml").read_text() == FILES["stories/PO-1.yaml"] + FIRST
    assert po("comment", "PO-1", "a: b #c", "--today", "2026-11-24").returncode == 0
    second = '  - on: 2026-11-24\n    by: Mia\n    text: "a: b #c"\n'
    assert (root / "stories/PO-1.yaml").read_text() == FILES["stories/PO-1.yaml"] + FIRST + second
    assert po("validate").returncode == 0
    assert po("format", "--check").returncode == 0
    po("undo")
    assert (root / "stories/PO-1.yaml").read_text() == FILES["stories/PO-1.yaml"] + FIRST


@pytest.mark.parametrize("name", ["PO-1", "R-1", "G-1", "S-1"])
def test_every_record_takes_comments_and_shows_them(write: Write, po: Po, name: str) -> None:
    write(FILES)
    assert po("comment", name, "First line", "--dry-run").stdout.startswith("---")
    assert po("comment", name, "First line").returncode == 0
    assert "Comments\n2026-11-23 · Mia\nFirst line\n" in po("show", name).stdout
    record = json.loads(po("show", name, "-f", "json").stdout)
    (key,) = set(record) & {"stories", "records"}
    assert record[key][0]["comments"] == [{"on": "2026-11-23", "by": "Mia", "text": "First line"}]
    assert name in po("search", "first").stdout


def test_a_long_text_comes_from_stdin_and_stays_as_it_is(write: Write, po: Po) -> None:
    root = write(FILES)
    text = "Line one\n\n- Line two"
    command = [sys.executable, "-m", "pocli", "comment", "1", "-"]
    done = subprocess.run(command, cwd=root, input=text + "\n\n", capture_output=True, text=True, check=True)
    assert done.stdout == "PO-1: Line one…\n"
    assert json.loads(po("show", "1", "-f", "json").stdout)["stories"][0]["comments"][0]["text"] == text


def test_what_is_no_comment_is_refused(write: Write, po: Po) -> None:
    root = write({**FILES, "stories/PO-2.yaml": "id: PO-2\ntitle: Two\ncomments: words\n"})
    assert "the comment is empty" in po("comment", "1", "  ").stderr
    assert "name the record first" in po("comment", "only words").stderr
    assert "`comments` of `stories/PO-2.yaml` is not a list" in po("comment", "2", "Hello").stderr
    assert (root / "stories/PO-1.yaml").read_text() == FILES["stories/PO-1.yaml"]


def test_a_stand_up_and_a_review_tell_what_was_said(write: Write, po: Po) -> None:
    write({**FILES, "stories/PO-1.yaml": "id: PO-1\ntitle: One\nowner: Ben\nsprint: S-1\n"})
    po("comment", "1", "@Ada is this yours?")
    po("comment", "R-1", "They wait")
    assert [one["id"] for one in json.loads(po("standup", "-f", "json").stdout)["said"]] == ["PO-1", "R-1"]
    for owner, ids in (("ada", ["PO-1"]), ("Ben", ["PO-1"]), ("Cem", [])):
        said = json.loads(po("standup", "--owner", owner, "-f", "json").stdout)["said"]
        assert [one["id"] for one in said] == ids, owner
    assert "said  PO-1  One" in po("standup").stdout
    assert "What was said\nPO-1 (Mia, 23 Nov): @Ada is this yours?" in po("review", "S-1").stdout


@pytest.mark.parametrize("driver", [True, False])
def test_two_branches_that_both_comment_merge(write: Write, po: Po, driver: bool) -> None:
    repo = Repo(write({**FILES, "stories/PO-1.yaml": FILES["stories/PO-1.yaml"] + FIRST}))
    repo.git("init", "-q", "-b", "main")
    repo.commit("2026-11-23")
    if driver:
        assert po("merge", "install").returncode == 0
        repo.commit("2026-11-23")
    repo.git("switch", "-q", "-c", "other")
    po("comment", "1", "Theirs", "--today", "2026-11-24")
    repo.commit("2026-11-24")
    repo.git("switch", "-q", "main")
    po("comment", "1", "Ours", "--today", "2026-11-25")
    repo.commit("2026-11-25")
    repo.git("merge", "-q", "other", check=False)
    if not driver:
        assert po("resolve").returncode == 0
    comments = json.loads(po("show", "1", "-f", "json").stdout)["stories"][0]["comments"]
    assert [one["text"] for one in comments] == ["Acme only needs SAML", "Theirs", "Ours"]


EDITOR = "import sys, pathlib; pathlib.Path(sys.argv[1]).write_text({!r})"


def test_the_editors_text_is_kept_where_the_comment_cannot_be_saved(write: Write, po: Po, tmp_path: Path) -> None:
    root = write(FILES)
    (tmp_path / "edit.py").write_text(EDITOR.format("x" * 70_000))
    refused = po("comment", "1", env={"EDITOR": f"{sys.executable} {tmp_path / 'edit.py'}"})
    assert refused.returncode == 2
    kept = refused.stderr.partition("your text is in ")[2].strip()
    assert Path(kept).read_text() == "x" * 70_000
    (tmp_path / "edit.py").write_text(EDITOR.format("Seen by all\n"))
    assert po("comment", "1", env={"EDITOR": f"{sys.executable} {tmp_path / 'edit.py'}"}).returncode == 0
    assert "text: Seen by all\n" in (root / "stories/PO-1.yaml").read_text()
    (tmp_path / "edit.py").write_text(EDITOR.format(""))
    empty = po("comment", "1", env={"EDITOR": f"{sys.executable} {tmp_path / 'edit.py'}"})
    assert (empty.returncode, "your text is in" in empty.stderr) == (2, False)


def test_a_list_that_is_none_is_told_before_anything_is_written(write: Write, po: Po) -> None:
    write({**FILES, "stories/PO-1.yaml": "id: PO-1\ntitle: One\ncomments: words\n"})
    assert "is not a list" in po("comment", "1", env={"EDITOR": "false"}).stderr


def test_an_editor_that_fails_leaves_nothing_behind(write: Write, po: Po, tmp_path: Path) -> None:
    write(FILES)
    (tmp_path / "drafts").mkdir()
    command = [sys.executable, "-m", "pocli"]
    refused = po("comment", "1", env={"EDITOR": "false", "TMPDIR": str(tmp_path / "drafts")}, program=command)
    assert (refused.returncode, "your text is in" in refused.stderr) == (2, False)
    assert not list((tmp_path / "drafts").iterdir())


def test_several_ids_and_loose_words_are_not_guessed_apart(write: Write, po: Po) -> None:
    write({**FILES, "stories/PO-2.yaml": "id: PO-2\ntitle: Two\n"})
    assert "it needs quotes" in po("comment", "PO-1", "PO-2", "depends", "on", "this").stderr
    assert po("comment", "PO-1", "PO-2", "depends on this").returncode == 0
    assert po("comment", "PO-1", "loose", "words").returncode == 0


@pytest.mark.parametrize("text", ["", "   ", "\u200b\ufeff"])
def test_a_comment_says_something(write: Write, po: Po, text: str) -> None:
    root = write(FILES)
    assert "the comment is empty" in po("comment", "1", text or " ").stderr
    (root / "stories/PO-1.yaml").write_text(
        f'id: PO-1\ntitle: One\ncomments:\n  - on: 2026-11-23\n    text: "{text}"\n'
    )
    assert ("a comment needs a text" in po("validate").stdout) == (not text.strip())


def test_a_comment_that_both_sides_edit_is_a_conflict() -> None:
    base, ours, theirs = ({"comments": [{"on": "2026-11-23", "by": "Mia", "text": text}]} for text in ("a", "b", "c"))
    assert [one.route for one in merged(base, ours, theirs).conflicts] == [("comments",)]
    assert merged(base, ours, base) == (ours, ())


@pytest.mark.parametrize("text", ["@ada-maria", "@ada.berg", "x@ada", "@adam"])
def test_a_longer_name_is_somebody_else(text: str) -> None:
    assert not mentions(Comment(None, "", text), ["Ada"])
    assert mentions(Comment(None, "", f"{text}, @ada."), ["Ada Berg"])
