"""A new record gets a free id, whatever happens at the same time and wherever an id was used before."""

import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from house import REPO, Po, Write
from pocli.changes import creation
from pocli.cli.options import SHARED
from pocli.field_table.story_fields import RICE
from pocli.schema.values import MODELS


def ids(root: Path) -> set[str]:
    return {path.name.partition(".")[0] for path in root.glob("stories/*.yaml")}


def test_a_story_has_its_filled_keys_only(write: Write, po: Po) -> None:
    root = write({"stories/PO-4.yaml": "id: PO-4\ntitle: Four\n"})
    done = po("new", "Export", "invoices", "--points", "5", "--depends-on", "4", "--criterion", "a: b", "--label", "x")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "PO-5 Export invoices: stories/PO-5-export-invoices.yaml\n"
    assert (root / "stories/PO-5-export-invoices.yaml").read_text() == (
        'id: PO-5\ntitle: Export invoices\nacceptance_criteria:\n  - "a: b"\n'
        "points: 5\ndepends_on: [PO-4]\nlabels: [x]\n"
    )
    assert po("validate").returncode == 0


def test_titles_are_read_in_file_names_of_any_script(write: Write, po: Po) -> None:
    root = write({})
    assert po("new", "日本語のタイトル").returncode == 0
    assert (root / "stories/PO-1-日本語のタイトル.yaml").is_file()


@pytest.mark.parametrize("kind", ["bug", "epic", "chore", "spike", "goal", "request", "sprint"])
def test_every_kind_is_sound(write: Write, po: Po, kind: str) -> None:
    write({})
    assert po("new", kind, "A title").returncode == 0
    done = po("validate")
    assert (done.returncode, done.stdout) == (0, "no problems in 2 files\n")


def test_a_yaml_text_keeps_its_comments(write: Write, po: Po) -> None:
    root = write({})
    text = "# why\r\ntitle: One  # x\r\ntype: bug\r\nx-mine: {a: 1}\r\n"
    done = po("new", "--file", "-", "--points", "3", given=text)
    assert (done.returncode, done.stderr) == (0, "")
    text = (root / "stories/PO-1-one.yaml").read_bytes().decode()
    assert text == "# why\r\nid: PO-1\r\ntitle: One  # x\r\ntype: bug\r\npoints: 3\r\nx-mine: {a: 1}\r\n"


def test_who_asked_is_called_as_in_the_file(write: Write, po: Po) -> None:
    root = write({})
    done = po("new", "request", "Ship roles", "--from", "Head of Sales", "--value", "120000 EUR")
    assert done.stdout == "R-1 Ship roles: requests/R-1-ship-roles.yaml\n"
    assert (root / "requests/R-1-ship-roles.yaml").read_text() == (
        "id: R-1\ntitle: Ship roles\nfrom: Head of Sales\nvalue: 120000 EUR\n"
    )
    refused = po("new", "Ship roles", "--from", "Head of Sales")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr == "po: a story has no `from`\n  hint: for who asked, use --requested-by\n"
    assert "for who asked, use --from\n" in po("new", "request", "X", "--requested-by", "Sales").stderr


def test_no_option_is_called_like_a_field_and_is_something_else() -> None:
    own = {"file", "edit", "dry_run", *SHARED}
    said = {name for known in creation.OPTIONS.values() for name in known}
    for kind, known in creation.OPTIONS.items():
        model = MODELS[creation.FOLDERS.get(kind, "stories")]
        there = {field.alias or name for name, field in model.model_fields.items()}
        there |= {field.name for field in RICE} if "rice" in there else set()
        assert there & said == set(known), kind
        assert not there & own, kind


def test_words_mean_what_they_mean_in_po_set(write: Write, po: Po) -> None:
    root = write({"stories/PO-1.yaml": "id: PO-1\ntitle: One\n"})
    assert po("new", "Two", "--due", "friday", "--depends-on", "1").returncode == 0
    text = (root / "stories/PO-2-two.yaml").read_text()
    assert text == "id: PO-2\ntitle: Two\ndue: 2026-11-27\ndepends_on: [PO-1]\n"


def test_a_refused_field_costs_no_number(write: Write, po: Po) -> None:
    root = write({})
    done = po("new", "One", "--points", "many")
    assert done.returncode == 2
    assert "po: `points`: `many` is not a number" in done.stderr
    assert "--force" not in done.stderr
    assert ids(root) == set()
    assert po("new", "One").stdout == "PO-1 One: stories/PO-1-one.yaml\n"


def test_a_dry_run_takes_no_number(write: Write, po: Po, state: Path) -> None:
    root = write({})
    assert "+id: PO-1\n+title: One\n" in po("new", "One", "--dry-run").stdout
    assert ids(root) == set()
    assert list(state.iterdir()) == []


def test_a_number_is_never_given_again(write: Write, po: Po) -> None:
    root = write({})
    po("new", "One")
    po("new", "Two")
    po("undo")
    (root / "stories/PO-1-one.yaml").unlink()
    assert po("new", "Three").stdout.startswith("PO-3 ")


def test_a_title_that_is_there_already_is_told(write: Write, po: Po) -> None:
    write({"stories/PO-1.yaml": "id: PO-1\ntitle: One\n"})
    done = po("new", "ONE")
    assert (done.returncode, done.stderr) == (0, "PO-1 has the same title\n")


def test_without_a_terminal_nothing_is_asked(write: Write, po: Po) -> None:
    write({})
    done = po("new")
    assert (done.returncode, done.stdout) == (2, "")
    assert "the title is missing" in done.stderr


def git(root: Path, *words: str) -> None:
    options = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *options, *words], cwd=root, check=True, capture_output=True)


def test_numbers_of_other_branches_and_of_history_are_not_given(write: Write, po: Po) -> None:
    root = write({"stories/PO-1.yaml": "id: PO-1\ntitle: One\n"})
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-qm", "one")
    git(root, "checkout", "-qb", "other")
    (root / "stories/PO-7-elsewhere.yaml").write_text("id: PO-7\ntitle: Seven\n")
    git(root, "add", ".")
    git(root, "commit", "-qm", "seven")
    (root / "stories/PO-7-elsewhere.yaml").unlink()
    git(root, "commit", "-qam", "no seven")
    git(root, "checkout", "-q", "main")
    assert po("new", "Eight").stdout.startswith("PO-8 ")
    assert po("new", "Nine").stdout.startswith("PO-9 ")
    git(root, "checkout", "-qb", "third")
    (root / "stories/PO-20.yaml").write_text("id: PO-20\ntitle: Twenty\n")
    git(root, "add", ".")
    git(root, "commit", "-qm", "twenty")
    git(root, "checkout", "-q", "main")
    assert po("new", "Next").stdout.startswith("PO-21 ")


def test_start_takes_gits_user_name(write: Write, po: Po) -> None:
    root = write({"stories/PO-1.yaml": "id: PO-1\ntitle: One\n"})
    git(root, "init", "-q")
    git(root, "config", "user.name", "Ada L")
    assert po("start", "1").stdout == "PO-1 One: draft → doing, owner: Ada L\n"
    assert po("start", "1").stdout == "PO-1 is under way already\n"


def test_many_at_once_get_an_id_each(tmp_path: Path, po: Po) -> None:
    shutil.copytree(REPO / "examples" / "start", tmp_path, dirs_exist_ok=True)
    before = ids(tmp_path)
    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(lambda number: po("new", "-q", "Same title", "--points", str(number % 9)), range(16)))
    assert [one.stderr for one in done if one.returncode] == []
    made = {path.name for path in tmp_path.glob("stories/*same-title.yaml")}
    assert len(made) == 16
    assert len({name.split("-")[1] for name in made}) == 16
    assert len(ids(tmp_path)) == len(before) + 16


def editor(place: Path, *scripts: str) -> dict[str, str]:
    """Return an environment whose editor changes a text as sed does, another way each time it is opened."""
    count = place / "count"
    body = "".join(f"{number}) sed -i '{script}' \"$1\" ;;\n" for number, script in enumerate(scripts))
    program = place / "editor"
    program.write_text(
        f'#!/bin/sh\nn=$(cat "{count}" 2>/dev/null || echo 0); echo $((n + 1)) > "{count}"\ncase $n in\n{body}esac\n'
    )
    program.chmod(0o755)
    return {"EDITOR": str(program), "VISUAL": ""}


def test_the_editor_begins_with_what_was_said(write: Write, po: Po, tmp_path_factory: pytest.TempPathFactory) -> None:
    root = write({})
    env = editor(tmp_path_factory.mktemp("editor"), "s/^as_a:/as_a: accountant/; s/^points: 3/points: 5  # sure/")
    done = po("new", "One", "--points", "3", "--edit", env=env)
    assert (done.returncode, done.stderr, done.stdout) == (0, "", "PO-1 One: stories/PO-1-one.yaml\n")
    assert (root / "stories/PO-1-one.yaml").read_text() == (
        "id: PO-1\ntitle: One\npoints: 5  # sure\nas_a: accountant\n"
    )


@pytest.mark.parametrize(
    ("script", "message"), [("s/x/x/", "the title is missing"), ("s/^title:.*/title: [/", "cannot be read")]
)
def test_a_text_that_is_not_saved_is_kept(
    write: Write, po: Po, tmp_path_factory: pytest.TempPathFactory, script: str, message: str
) -> None:
    root = write({})
    done = po("new", "--edit", env=editor(tmp_path_factory.mktemp("editor"), script))
    assert done.returncode == 2
    assert message in done.stderr
    kept = Path(done.stderr.partition("your text is in ")[2].strip())
    assert kept.read_text().startswith("title:")
    shutil.rmtree(kept.parent)
    assert ids(root) == set()
