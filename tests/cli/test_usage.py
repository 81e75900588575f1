"""Who types what `po` does not take is told what to type instead."""

import shlex

import pytest
import typer

from house import Po, Write
from pocli import app, registry
from pocli.changes import creation
from pocli.cli import usage
from pocli.cli.table import COMMANDS, ELSEWHERE
from pocli.errors import PoError

LINES = [(word, line) for word, lines in ELSEWHERE.items() for line in lines]
TS = {"po.yaml": "id_prefix: TS\n", "stories/TS-4.yaml": "id: TS-4\ntitle: Pay\n"}


def lines(*words: str) -> list[str]:
    """Return the command lines that a hint for these words names."""
    hint = usage.unknown(words).hint
    return hint.removeprefix("write: ").split(", or: ")


@pytest.mark.parametrize(("word", "line"), LINES)
def test_the_answer_to_a_word_of_another_tool_is_a_command_line_that_po_takes(word: str, line: str) -> None:
    given = shlex.split(usage._line(line, [word]))[1:]
    if not given or given[0].startswith("--"):
        return
    group = app._app()
    context = typer.Context(group, info_name="po")
    command = group.get_command(context, given[0])
    assert command is not None, line
    for step in given[1:2] if hasattr(command, "commands") else ():
        command = command.commands[step]
        given = given[1:]
    command.make_context(given[0], given[1:], parent=context)  # raises where an option or an argument is wrong


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("add", "Dark", "colours"), ["po new 'Dark colours'"]),
        (("bug", "Dark", "colours"), ["po new bug 'Dark colours'"]),
        (("rm", "12", "nobody", "asked"), ["po drop 12 'nobody asked'"]),
        (("estimate", "TS-3"), ["po set TS-3 points=5"]),
        (("assign", "7", "ada"), ["po set 7 owner=ada"]),
        (("link", "7", "9"), ["po set 7 depends_on+=9"]),
        (("find", "csv"), ["po search csv"]),
        (("ls",), ["po list"]),
        (("status",), ["po", "po sprint show"]),
    ],
)
def test_what_was_typed_stands_in_the_answer(words: tuple[str, ...], expected: list[str]) -> None:
    assert lines(*words) == expected


TYPED = """add ls rm mv search find log open next status epics estimate close todo board create delete assign move
sprints task feature issue milestone unlink unassign copy dep tree whoami transition"""


@pytest.mark.parametrize("word", TYPED.split())
def test_what_people_type_elsewhere_is_known(word: str) -> None:
    assert word in COMMANDS or word in ELSEWHERE


@pytest.mark.parametrize(("word", "near"), [("rnk", "rank"), ("plann", "plan"), ("shwo", "show"), ("exprot", "export")])
def test_a_slip_of_the_finger_is_seen(word: str, near: str) -> None:
    assert usage.unknown([word]).hint == f"did you mean `{near}`?"


@pytest.mark.parametrize("word", ["frobnicate", "next-week", "xyz", "gantry"])
def test_what_is_not_near_gets_no_suggestion(word: str) -> None:
    assert usage.unknown([word]).hint == "see all commands: po --help"


def test_an_example_is_a_story_of_this_backlog(po: Po, write: Write) -> None:
    done = po("open", cwd=write(TS))
    assert done.stderr == "po: there is no command `open`\n  hint: write: po show TS-4\n"


def test_an_example_is_an_open_story_where_there_is_one(po: Po, write: Write) -> None:
    write({**TS, "stories/TS-9.yaml": "id: TS-9\ntitle: Paid\nstatus: done\n"})
    assert po("rm").stderr.endswith("hint: write: po drop TS-4 why\n")
    assert po("link").stderr.endswith("hint: write: po set TS-4 depends_on+=TS-9\n")


def test_an_option_of_another_tool_is_one_that_a_command_takes() -> None:
    group = app._app()
    context = typer.Context(group, info_name="po")
    commands = [group.get_command(context, name) for name in ("list", "plan", "new", "rank")]
    taken = {name for command in commands for param in command.params for name in param.opts}
    assert {known.split()[0] for known in usage.FLAGS.values()} <= taken


def test_help_is_a_word_too(po: Po) -> None:
    assert po("help", "rank").stdout == po("rank", "--help").stdout != ""
    assert po("help").stdout == po("--help").stdout != ""
    assert po("help", "add").stderr == po("add", "--help").stderr != ""


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        ("export", "missing argument 'FORMAT'", "it takes: changelog, csv, gherkin"),
        ("export", "missing argument 'FORMAT'", "see po export --help"),
        ("export --frob", "no such option: --frob", "see po export --help"),
        ("export pdf", "`pdf` is not a format that po exports", "it exports: changelog, csv, gherkin"),
        ("export trello", "`trello` can only be imported", "it exports: changelog, csv, gherkin"),
        ("import", "missing argument 'FORMAT'", "see po import --help"),
        ("import pdf x", "`pdf` is not a format that po imports", "it imports: aha, asana"),
        ("import mermaid x", "`mermaid` can only be exported", "it imports: aha, asana"),
        ("merge frob", "`po merge` has no `frob`", "it takes: install, status, uninstall, file; see po merge --help"),
        ("sprint frob", "`po sprint` has no `frob`", "it takes: show, start, close; see po sprint --help"),
        ("sprint clsoe", "`po sprint` has no `clsoe`", "did you mean `po sprint close`?"),
        ("sprint S-24", "`po sprint` has no `S-24`", "write: po sprint show S-24"),
        ("sprint start --frob", "no such option: --frob", "see po sprint start --help"),
        ("requests answr R-1 yes", "`po requests` has no `answr`", "did you mean `po requests answer`?"),
        ("schema", "missing argument 'KIND'", "it takes: story, goal, request, sprint, config; see po schema --help"),
        ("schema frob", "`frob` is not a kind of file", "there are: story, goal, request, sprint, config"),
        ("init --ci frob", "`frob` is not a CI that po knows", "there are: github, gitlab"),
        ("rank --frob", "no such option: --frob", "see po rank --help"),
        ("rank --by frob", "`frob` is not one of the scoring models", "there are: cd3, ice, rice"),
        ("doctor x", "got unexpected extra argument: x", "see po doctor --help"),
        ("rank --limit", "`--limit` needs a value", "see po rank --help"),
        ("rank --limit 1,5", "`--limit` takes a whole number, not `1,5`", "see po rank --help"),
        ("rank --limit -1", "`--limit` is at least 0, not -1", "see po rank --help"),
        ("plan --horizon 99", "`--horizon` is from 0 to 26, not 99", "see po plan --help"),
        ("plan --time-limit x", "`--time-limit` takes a number, not `x`", "see po plan --help"),
        ("sprint start --today", "`--today` needs a value", "see po sprint start --help"),
        ("rank --lmit 3", "no such option: --lmit\n", "did you mean `--limit`? see po rank --help"),
        ("list --assignee me", "no such option: --assignee\n", "did you mean `--owner`? see po list --help"),
        ("list --json", "no such option: --json\n", "did you mean `--format json`? see po list --help"),
        ("plan --points 20", "no such option: --points\n", "did you mean `--capacity`? see po plan --help"),
        ("new X --pts 4", "no such option: --pts\n", "did you mean `--points`? see po new --help"),
        ("list --color blue", "`blue` is not one of auto, always, never", "use one of them"),
        ("new goal", "the title is missing", 'write: po new goal "'),
        ("new request", "the title is missing", 'write: po new request "'),
        ("new bug", "the title is missing", 'write: po new bug "'),
    ],
)
def test_wrong_use_names_the_help_of_that_very_command(
    line: str, message: str, hint: str, po: Po, write: Write
) -> None:
    done = po(*line.split(), cwd=write(TS))
    assert (done.returncode, message in done.stderr, hint in done.stderr) == (2, True, True), done.stderr


def test_only_what_can_be_done_is_offered() -> None:
    writers, readers = (registry.capable("exchange", *names) for names in (("write", "files"), ("read",)))
    assert "trello" not in writers
    assert "mermaid" not in readers
    assert {*writers, *readers} == set(registry.names("exchange"))


@pytest.mark.parametrize(
    ("word", "kind"), [("sprnt", "sprint"), ("goals", "goal"), ("stories", "story"), ("stroy", "story")]
)
def test_a_slip_in_a_kind_is_no_title(word: str, kind: str) -> None:
    with pytest.raises(PoError) as caught:
        creation.kind([word, "Dark", "colours"])
    assert caught.value.hint == f'write: po new {kind} "Dark colours"; or, for a story: po new "{word} Dark colours"'


@pytest.mark.parametrize(
    "title", ["print invoices", "store invoices", "score stories", "core data", "glue jobs", "goals"]
)
def test_a_title_is_no_slip(title: str) -> None:
    assert creation.kind(title.split()) == ("story", title)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["rank", "--owner", "nobody"], "no story matches; without filters: po rank"),
        (["rank", "-f", "md"], "did you mean `markdown`?"),
        (["list", "-f", "jsn"], "did you mean `json`?"),
        (["validate", "-f", "md"], "did you mean `markdown`?"),
        (["rank", "-f", "xyz"], "there are: table, json"),
        (["score", "1", "reach=900"], "write the inputs in their order: po score 1 1200 high 80%"),
        (["set", "1", "risk_level=high"], "for one of your own: x-risk-level=…"),
    ],
)
def test_the_next_step_fits_what_was_typed(write: Write, po: Po, words: list[str], said: str) -> None:
    write({"stories/PO-1.yaml": "id: PO-1\ntitle: One\nowner: ada\n"})
    done = po(*words)
    assert said in done.stdout + done.stderr
