"""What a shell completes, from the index and without it."""

import json
import os
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from house import REPO, TODAY, Po, Write
from pocli.cli import completion, shells
from pocli.field_table import by_kind
from pocli.schema.key_order import keys
from pocli.schema.shape import shape


def completed(po: Po, words: str) -> list[str]:
    """Return what bash offers after some words."""
    asked = {"_PO_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(len(words.split(" ")) - 1)}
    return po(env=asked).stdout.split()


@pytest.mark.parametrize("indexed", [True, False])
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("po show PO-1", ["PO-1", "PO-12"]),
        ("po show po-1", ["po-1", "po-12"]),
        ("po checklist PO-1 2", ["2"]),
        ("po tick 1", ["1", "12"]),
        ("po show X", []),
        ("po show ", ["PO-1", "PO-2", "PO-12"]),
        ("po chec", ["checklist"]),
        ("po export c", ["csv", "changelog"]),
        ("po import c", ["clickup", "csv"]),
    ],
)
def test_what_is_offered(write: Write, po: Po, indexed: bool, words: str, offered: list[str]) -> None:
    write({f"stories/PO-{number}.yaml": f"id: PO-{number}\ntitle: T\n" for number in (1, 2, 12)})
    if indexed:
        po("list")
    assert sorted(completed(po, words)) == sorted(offered)


def test_without_a_backlog_nothing_is_said(po: Po) -> None:
    assert completed(po, "po show 1") == []


def test_a_title_is_shown_where_the_shell_can(write: Write, po: Po) -> None:
    write({"stories/PO-1.yaml": "id: PO-1\ntitle: Export [bold]\n"})
    po("list")
    said = po(env={"_PO_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "po show PO"}).stdout
    assert "PO-1" in said
    assert "Export" in said


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("po list --goal ", ["G-1", "G-2", "G-3"]),
        ("po list --sprint n", ["next"]),
        ("po plan --sprint S-2", ["S-22", "S-23", "S-24", "S-25"]),
        ("po rank --status d", ["doing", "done", "draft", "dropped"]),
        ("po rank --not-type s", ["spike", "story"]),
        ("po list --label exp", ["export"]),
        ("po list --parent PO-1", ["PO-1", "PO-13"]),
        ("po explain dup", ["duplicate-id", "duplicate-story"]),
        ("po validate --select unknown-s", ["unknown-sprint", "unknown-status"]),
    ],
)
def test_words_of_the_backlog_are_offered_too(po: Po, tmp_path: Path, words: str, offered: list[str]) -> None:
    shutil.copytree(REPO / "examples" / "backlog", tmp_path / "backlog")
    assert sorted(completed(po, words)) == offered


FIELDS = [
    ("po set 12 goal=", ["goal=G-1", "goal=G-2", "goal=G-3"]),
    ("po set 12 depends_on+=PO-9,PO-44", ["depends_on+=PO-9,PO-44"]),
    ("po set 12 sprint=S-25", ["sprint=S-25"]),
    ("po set 12 sprint=l", ["sprint=last"]),
    ("po set 12 status=in", ["status=in-review"]),
    ("po set 12 parent=", ["parent=PO-1", "parent=PO-9", "parent=PO-13", "parent=PO-32"]),
    ("po set 12 as_a=acc", ["as_a=accountant"]),
    ("po set 12 poi", ["points="]),
    ("po set 12 rice.c", ["rice.confidence="]),
    ("po set R-1 fr", ["from="]),
    ("po set R-1 status=", ["status=open", "status=accepted", "status=declined", "status=delivered"]),
    ("po set S-24 state=c", ["state=closed"]),
    ("po set G-1 tar", ["target="]),
    ("po set S-24 goal_met=p", ["goal_met=partly"]),
    ("po set S-2", ["S-22", "S-23", "S-24", "S-25"]),
    ("po set 12 11 po", ["points="]),
    ("po set 12 PO-44", ["PO-44"]),
    ("po new s", ["story", "spike", "sprint"]),
    ("po new bug s", []),
    ("po new --as-a a", ["accountant", "administrator"]),
    ("po new --parent PO-1", ["PO-1", "PO-13"]),
    ("po new --by tom", ["tomorrow"]),
    ("po list --columns id,ti", ["id,title"]),
    ("po rank --columns eff", ["effective_score", "effort"]),
    ("po rank --by w", ["wsjf"]),
    ("po tradeoff R-", ["R-1", "R-2", "R-3"]),
    ("po tradeoff G-", ["G-1", "G-2", "G-3"]),
    ("po tradeoff PO-7 --versus PO-45", ["PO-45"]),
    ("po plan --must PO-45", ["PO-45"]),
    ("po plan --unit ef", ["effort"]),
    ("po rank --explain 45", ["45"]),
    ("po list --format=j", ["--format=json"]),
    ("po list -f j", ["json"]),
    ("po standup --owner m", ["me"]),
    ("po burndown cur", ["current"]),
    ("po goals G-3", ["G-3"]),
    ("po requests R-4", ["R-4"]),
    ("po score 45", ["45"]),
    ("po score 45 1", []),
    ("po edit S-22", ["S-22"]),
    ("po sprint cl", ["close"]),
    ("po sprint close --goal-met y", ["yes"]),
    ("po schema st", ["story"]),
    ("po validate -f sa", ["sarif"]),
    ("po 12 --form", ["--format"]),
    ("po nonsense x", []),
]


@pytest.mark.parametrize(("words", "offered"), FIELDS)
def test_what_a_place_takes_is_offered(po: Po, tmp_path: Path, words: str, offered: list[str]) -> None:
    shutil.copytree(REPO / "examples" / "backlog", tmp_path / "backlog")
    assert completed(po, words) == offered


def test_another_backlog_is_completed_from(po: Po, tmp_path: Path) -> None:
    shutil.copytree(REPO / "examples" / "backlog", tmp_path / "far" / "backlog")
    assert completed(po, "po show PO-45") == []
    assert completed(po, "po --backlog far show PO-45") == ["PO-45"]
    assert completed(po, "po show --backlog far PO-45") == ["PO-45"]


def test_bash_parts_words_where_we_do_not(po: Po, tmp_path: Path) -> None:
    shutil.copytree(REPO / "examples" / "backlog", tmp_path / "backlog")

    def parted(*words: str) -> list[str]:
        asked = {"_PO_COMPLETE": "complete_bash", "COMP_WORDS": "\n".join(words), "COMP_CWORD": str(len(words) - 1)}
        return po(env=asked).stdout.split()

    assert parted("po", "set", "12", "goal", "=", "G-1") == ["G-1"]
    assert parted("po", "set", "12", "goal", "=") == ["G-1", "G-2", "G-3"]
    assert parted("po", "set", "12", "labels+", "=", "exp") == ["export"]
    assert parted("po", "list", "--format", "=", "j") == ["json"]
    assert parted("po", "set", "12", "goal", "=", "G-1", "poi") == ["points="]


@pytest.mark.parametrize("kind", sorted(by_kind.RECORDS))
def test_the_fields_are_those_of_the_schema(kind: str) -> None:
    whole = {name for name in keys(kind) if name != "id"}
    found = completion.fields(kind)
    assert {name.partition(".")[0] for name in found} == whole
    assert {name for name in found if "." in name} == {
        f"{name}.{part}" for name in whole for part in nested(kind, name)
    }


def nested(kind: str, name: str) -> tuple[str, ...]:
    return keys(kind, (name,)) if shape(kind, (name,)) == "mapping" else ()


def test_no_command_loads_at_a_tab_what_it_needs_only_to_run(po: Po, tmp_path: Path) -> None:
    shutil.copytree(REPO / "examples" / "backlog", tmp_path / "backlog")
    po("list")
    script = """
import os, sys
from pocli import app
from pocli.cli.table import COMMANDS
more = ["po set 12 goal=G", "po show 1", "po new --as-a a", "po plan --must 1"]
for words in [*(f"po {name} --not-" for name in COMMANDS), *more]:
    os.environ.update({"_PO_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(len(words.split()) - 1)})
    app._completed()
print("loaded", *(name for name in HEAVY if name in sys.modules))
"""
    heavy = ("pydantic", "highspy", "numpy", "rich", "ruamel", "_ruamel_yaml", "pocli.git.invocation")
    done = po("-c", f"HEAVY = {heavy!r}\n{script}", program=(sys.executable,))
    assert (done.returncode, done.stderr, done.stdout.splitlines()[-1]) == (0, "", "loaded")
    assert "PO-12" in completed(po, "po show PO-1")


@pytest.mark.parametrize(
    ("words", "wanted"), [("po list ", 0), ("po show X", 0), ("po export csv -o ", 1), ("po init ", 1)]
)
def test_file_names_stand_where_a_file_is_meant(po: Po, tmp_path: Path, words: str, wanted: int) -> None:
    shutil.copytree(REPO / "examples" / "backlog", tmp_path / "backlog")
    asked = {"_PO_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(len(words.split(" ")) - 1)}
    assert po(env=asked).returncode == wanted
    fish = {"_PO_COMPLETE": "complete_fish", "_TYPER_COMPLETE_FISH_ACTION": "is-args", "_TYPER_COMPLETE_ARGS": words}
    assert po(env=fish).returncode == wanted
    zsh = po(env={"_PO_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": words}).stdout
    assert (zsh == "_files\n") == bool(wanted)


@given(st.text(max_size=200), st.text(max_size=80))
def test_no_text_says_anything_to_a_shell(word: str, about: str) -> None:
    shown = shells._inert(about)
    assert len(shown) <= shells.LONGEST
    assert shown.isprintable()
    assert not set(shown) & set("$`\\\"'[]")
    if shells._plain(word):
        assert len(word) <= shells.LONGEST
        assert word.isprintable()
        assert not set(word) & set("$`\\\"'!*?[]{}()<>|&;~#^")


SHELLS = {
    "bash": ("--norc", "-i"),
    "zsh": ("-f", "-i"),
    "fish": ("--no-config", "-i"),
}
READY = {
    "bash": 'eval "$(po --show-completion)"\n',
    "zsh": 'autoload -Uz compinit && compinit -u -D; eval "$(po --show-completion)"\n',
    "fish": "po --show-completion | source\n",
}


@contextmanager
def terminal(shell: str, folder: Path, state: Path, cache: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """Begin a shell with our completion at a terminal."""
    program = shutil.which(shell)
    if not program:
        pytest.skip(f"{shell} is not installed here")
    folders = {"PO_STATE_DIR": str(state), "PO_CACHE_DIR": str(cache), "HOME": str(folder), "PO_TODAY": TODAY}
    way = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    running = subprocess.Popen(
        [sys.executable, "-c", "import pty, sys; pty.spawn(sys.argv[1:])", program, *SHELLS[shell]],
        cwd=folder,
        env={**folders, "PATH": way, "TERM": "xterm", "LC_ALL": "C.UTF-8"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with running:
        try:
            said(running, "echo rea''dy\n", "ready")
            said(running, READY[shell] + "echo se''t\n", "set")
            yield running
        finally:
            running.kill()


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_completes_at_a_terminal(shell: str, tmp_path: Path, state: Path, cache: Path) -> None:
    shutil.copytree(REPO / "examples" / "backlog", tmp_path / "backlog")
    with terminal(shell, tmp_path, state, cache) as running:
        assert becomes(running, "po explain duplicate-i\t", "po explain duplicate-id")
        assert becomes(running, "po set 12 goal=G-\b\b sprint=cur\t", "po set 12 goal= sprint=current")
        assert becomes(running, "po set 12 poi\t8", "po set 12 points=8")
        assert becomes(running, "po list --as\b\bow\tad\t", "po list --owner ada")
        assert becomes(running, "po list backl\t", "po list backl")
        assert becomes(running, "po export csv -o backl\t", "po export csv -o backlog")


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_completes_words_with_blanks_and_other_letters(
    shell: str, write: Write, tmp_path: Path, state: Path, cache: Path
) -> None:
    write(
        {"stories/PO-1.yaml": 'id: PO-1\ntitle: A\nlabels: ["two words", größe, 日本語, "area:web"]\nowner: Zoë Über\n'}
    )
    with terminal(shell, tmp_path, state, cache) as running:
        assert becomes(running, "po list --label tw\t", "po list --label two words")
        assert becomes(running, "po list --label 'tw\t", "po list --label two words")
        assert becomes(running, "po list --label gr\t", "po list --label größe")
        assert becomes(running, "po list --label 日\t", "po list --label 日本語")
        assert becomes(running, "po list --label area:w\t", "po list --label area:web")
        assert becomes(running, "po set 1 owner=Zo\t", "po set 1 owner=Zoë Über")


@pytest.mark.parametrize(
    ("shell", "mark"), [("bash", "complete -F"), ("zsh", "#compdef po"), ("fish", "complete --command po")]
)
def test_the_script_of_a_shell_that_is_named(po: Po, shell: str, mark: str) -> None:
    assert mark in po("--show-completion", shell).stdout
    assert po(f"--show-completion={shell}").stdout == po("--show-completion", shell).stdout
    assert po("--show-completion", "tcsh").returncode == 2


def becomes(running: "subprocess.Popen[bytes]", typed: str, line: str) -> bool:
    """Type a line, put an `echo` before it, run that, and tell whether it says what the line is to be."""
    awaited = f"Z{line}"
    return awaited in said(running, f"{typed}\x01echo 'Z'\n", awaited)


FIRST = 1001
PAYLOADS = [
    *("$(touch {0})", "\\$(touch {0})", "\\\\$(touch {0})", "`touch {0}`", "\\`touch {0}\\`", "'; touch {0}; '"),
    *('"; touch {0}; "', "'$(touch {0})'", '"$(touch {0})"', "]$(touch {0})", ")); touch {0}; ((", ":$(touch {0})"),
    *("\\:$(touch {0})", "=(touch {0})", "<(touch {0})", "${{(e):-`touch {0}`}}", "$'; touch {0}", "| touch {0}"),
    *("& touch {0}", "(touch {0})", "{{touch,{0}}}", "%(?.touch {0}.)", "$(touch${{IFS}}{0})", "[/b]$(touch {0})"),
]


def hostile(folder: Path) -> Path:
    """Write a story for each payload, which is its title, its label and its owner; return what it would make."""
    trap = folder / "TRAP"
    for number, payload in enumerate(PAYLOADS):
        text = payload.format(trap)
        story = {"title": text, "labels": [f"z{number}q{text}"], "owner": f"z{number}q{text}"}
        place = folder / "backlog" / "stories" / f"PO-{number + FIRST}.yaml"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(json.dumps({"id": f"PO-{number + FIRST}", **story}))
    (folder / "backlog" / "po.yaml").write_text("")
    return trap


@pytest.mark.parametrize("shell", SHELLS)
def test_no_text_of_a_backlog_runs_a_program_when_a_shell_completes(
    shell: str, tmp_path: Path, state: Path, cache: Path, po: Po
) -> None:
    trap = hostile(tmp_path)
    assert po("list").returncode == 0
    with terminal(shell, tmp_path, state, cache) as running:
        assert becomes(running, f"po show PO-{FIRST + 1}\t", f"po show PO-{FIRST + 1}")
        for number in range(len(PAYLOADS)):
            typed = f"po show PO-{number + FIRST}\t\x15"
            for option in ("--label", "--owner"):
                typed += f"po list {option} z{number}q\t\x01echo \n"  # what came onto the line is evaluated
            assert f"still {number}" in said(running, f"{typed}\x15echo sti''ll {number}\n", f"still {number}")
            assert not trap.exists(), PAYLOADS[number]


def said(running: "subprocess.Popen[bytes]", typed: str, awaited: str, seconds: float = 60) -> str:
    """Type something, and return what the screen shows until a word stands there, for at most some time."""
    assert running.stdin
    assert running.stdout
    running.stdin.write(typed.encode())
    running.stdin.flush()
    text, end = "", time.monotonic() + seconds
    while awaited not in text and time.monotonic() < end and running.poll() is None:
        if select.select([running.stdout], [], [], 0.2)[0]:
            text += os.read(running.stdout.fileno(), 65536).decode("utf-8", "replace")
    return text


def test_what_cannot_be_chosen_is_not_offered(write: Write, po: Po) -> None:
    write(
        {
            "stories/PO-1.yaml": "id: PO-1\ntitle: Open\nacceptance_criteria: [One, {text: Two, done: true}, Three]\n",
            "stories/PO-2.yaml": "id: PO-2\ntitle: Done\nstatus: done\n",
            "requests/R-1.yaml": "id: R-1\ntitle: Live\nneeds: [PO-1]\n",
            "requests/R-2.yaml": "id: R-2\ntitle: Over\nneeds: [PO-1]\nstatus: delivered\n",
        }
    )
    assert completed(po, "po plan --must ") == ["PO-1"]
    assert completed(po, "po tradeoff ") == ["PO-1", "R-1"]
    assert completed(po, "po tick 1 ") == ["1", "3"]
    assert completed(po, "po tick 1 3 ") == ["1"]
    assert completed(po, "po untick PO-1 ") == ["2"]
    assert completed(po, "po tick PO-9 ") == []


def test_ids_come_in_the_order_of_their_numbers(write: Write, po: Po) -> None:
    write({f"stories/PO-{number}.yaml": f"id: PO-{number}\ntitle: T\n" for number in (2, 10, 1)})
    cold = completed(po, "po show ")
    po("list")
    assert cold == completed(po, "po show ") == ["PO-1", "PO-2", "PO-10"]
