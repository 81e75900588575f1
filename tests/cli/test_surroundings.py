"""Days, zones, editors, narrow terminals, and the environment's own words on colour: the same for every command."""

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from house import Po, Write

STORY = "id: PO-1\ntitle: One\nstatus: ready\npoints: 3\n"
ASKING = ("rank", "list", "goals", "validate", "standup", "show 1", "plan --capacity 5", "done 1", "requests", "rules")


@pytest.fixture(autouse=True)
def folder(write: Write) -> Path:
    return write({"stories/PO-1.yaml": STORY})


@pytest.mark.parametrize("words", ASKING)
@pytest.mark.parametrize("day", ["2028-02-30", "1/2/28", "2026-W05-3", "tuesday 13"])
def test_a_day_that_is_none_is_refused_by_every_command(po: Po, words: str, day: str) -> None:
    done = po(*words.split(), "--today", day)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"po: `{day}` is not a date\n")


@pytest.mark.parametrize("day", ["28.02.2028", "20280228", "28 Feb 2028"])
def test_a_day_that_can_be_only_one_is_taken_by_every_option(po: Po, day: str) -> None:
    past = day.replace("2028", "2026")
    assert po("metrics", "--since", past).stdout == po("metrics", "--since", "2026-02-28").stdout != ""
    assert po("standup", "--today", day).stdout == po("standup", "--today", "2028-02-28").stdout != ""
    done = po("new", "sprint", "--start", day)
    assert "S-1 2028-02-28 to 2028-03-10" in done.stdout


def test_the_environments_day_is_checked_too(po: Po) -> None:
    assert po("rank", env={"PO_TODAY": "rubbish"}).returncode == 2


def test_without_zones_the_hint_names_the_package(po: Po, write: Write) -> None:
    write({"po.yaml": "time_zone: Europe/Berlin\n"})
    hidden = {"PYTHONTZPATH": "/nonexistent", "PO_TODAY": ""}
    done = po("validate", env=hidden)
    assert done.returncode in {0, 2}  # 0 where the package is there
    assert done.returncode == 0 or "pip install tzdata" in done.stderr


def test_a_zone_that_is_misspelt(po: Po, write: Write) -> None:
    write({"po.yaml": "time_zone: Europe/Berln\n"})
    assert "did you mean `Europe/Berlin`?" in po("validate", env={"PO_TODAY": ""}).stderr


def test_no_editor_starts_without_a_terminal(po: Po) -> None:
    done = po("edit", "1", env={"EDITOR": "", "VISUAL": ""}, given="")
    assert (done.returncode, done.stdout) == (2, "")
    assert "no editor is named, and there is no terminal" in done.stderr


@pytest.mark.parametrize("columns", [20, 30, 40, 59])
@pytest.mark.parametrize("words", ["", "rank", "sprint start", "export", "new"])
def test_help_in_a_narrow_terminal_has_no_columns(po: Po, columns: int, words: str) -> None:
    shown = po(*words.split(), "--help", env={"COLUMNS": str(columns)}).stdout.splitlines()
    assert max(map(len, shown)) <= columns
    assert not set("".join(shown)) & set("│╭╰─")
    wide = po(*words.split(), "--help", env={"COLUMNS": "120"}).stdout
    names = set(re.findall(r"--[a-z-]+", wide.partition(" Options ")[2]))
    assert names
    assert names <= set(re.findall(r"--[a-z-]+", "\n".join(shown)))


@pytest.mark.parametrize(
    ("env", "coloured"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"CLICOLOR_FORCE": "1"}, True),
        ({"FORCE_COLOR": "0"}, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ({"CLICOLOR": "0", "FORCE_COLOR": "1"}, False),
    ],
)
def test_the_environment_may_ask_for_colours(po: Po, env: Mapping[str, str], coloured: bool) -> None:
    assert ("\x1b[" in po("list", env=env).stdout) is coloured
    assert "\x1b[" not in po("list", "--color", "never", env=env).stdout


ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def test_words_and_files_are_utf8_where_the_locale_says_ascii(po: Po, folder: Path) -> None:
    assert po("set", "1", "owner=Zoë", env=ASCII).returncode == 0
    assert "owner: Zoë" in (folder / "stories" / "PO-1.yaml").read_text(encoding="utf-8")
    assert po("list", "--owner", "Zoë", env=ASCII).stdout == po("list").stdout != ""
    made = po("new", "Größe 日本", env=ASCII)
    assert made.stdout.endswith(": stories/PO-2-größe-日本.yaml\n")
    assert (folder / "stories" / "PO-2-größe-日本.yaml").exists()
    assert po("export", "csv", "-o", "é.csv", env=ASCII).stdout == "exported 2 stories to é.csv\n"
    assert "Größe 日本" in (folder / "é.csv").read_text(encoding="utf-8")


def test_variables_are_utf8_where_the_locale_says_ascii(po: Po, folder: Path) -> None:
    (folder / "bä").mkdir()
    (folder / "po.yaml").rename(folder / "bä" / "po.yaml")
    (folder / "stories").rename(folder / "bä" / "stories")
    assert "bä" in po("doctor", env={**ASCII, "PO_BACKLOG": "bä"}).stdout
    assert "`nicht-hier-ü`" in po("list", env={**ASCII, "PO_BACKLOG": "nicht-hier-ü"}).stderr


def test_a_word_that_is_not_utf8_is_told_and_nothing_is_written(po: Po, folder: Path) -> None:
    before = (folder / "stories" / "PO-1.yaml").read_bytes()
    done = po("set", "1", os.fsdecode(b"owner=Zo\xeb"))
    assert (done.returncode, done.stderr.splitlines()[0]) == (
        2,
        "po: `Zo<U+DCEB>` contains a character that no file may contain",
    )
    assert (folder / "stories" / "PO-1.yaml").read_bytes() == before


def test_a_folder_that_is_gone_is_told(po: Po, tmp_path: Path) -> None:
    gone = [
        sys.executable,
        "-c",
        "import os; os.mkdir('x'); os.chdir('x'); os.rmdir('../x'); from pocli.app import script; script()",
    ]
    for words in (["list"], ["init"], ["--backlog", str(tmp_path), "list"]):
        done = po(*words, program=gone)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith("po: the current folder cannot be used: ")


def test_a_file_name_that_is_not_utf8_is_not_possible_everywhere(po: Po, folder: Path) -> None:
    assert po("validate").returncode == 0
    (folder / "stories" / os.fsdecode(b"PO-2-gr\xf6.yaml")).write_text("id: PO-2\ntitle: A\n")
    assert (
        "warning[not-portable-file-name] the file name `PO-2-gr<U+DCF6>.yaml`" in po("validate", "-f", "concise").stdout
    )
