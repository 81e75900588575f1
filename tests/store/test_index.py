"""The index: whatever happens to it or to the files, the answers are those of the files."""

import json
import os
import random
import shutil
import signal
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from house import Write, children
from pocli import run as runs
from pocli import session
from pocli.disk import find
from pocli.features.criteria import checklist
from pocli.features.criteria import checklist_page as checklist_view
from pocli.features.rank import page as rank_view
from pocli.lookup import select
from pocli.pages import story_table as stories_view
from pocli.ranking import rank
from pocli.reading import read_file
from pocli.run import Run
from pocli.store import index, index_sections, load, processes, saved
from pocli.validation import incremental

READY = "status: ready\npoints: {}\nrice: {{reach: {}, impact: high, confidence: 80%}}\nacceptance_criteria: [ok]\n"
CONTENTS = (
    "id: PO-1\ntitle: One\n" + READY.format(3, 10),
    "id: PO-1\ntitle: Oen\n" + READY.format(3, 10),
    "id: PO-2\ntitle: Two\ndepends_on: [PO-1]\nx-key: {a: [b, {c: ''}]}\ndescription: |\n  a\n\n  b\n"
    + READY.format(1, "9..99"),
    "id: PO-2\ntitle: Two\nstatus: doing\nacceptance_criteria: [{text: a, done: true}, {given: b, then: [c, d]}]\n",
    "id: PO-3\ntitle: Three\ndepends_on: [PO-2, PO-9]\nowner: ada # and\nlabels: [x, y]\ndue: 2026-12-31\nfoo: 1\n",
    "id: PO-5\ntitle: Five\nas_a: user\ni_want: to pay and leave the shop\nso_that: I go # po: ignore[not-atomic]\n",
    "id: PO-6\ntitle: Six\nas_a: User\ni_want: To pay and leave the shop\npoints: 40 # po: ignore[large-story]\n",
    "id: PO-1\ntitle: As a user, I want to pay\nrice: {reach: 1, impact: 1, confidence: 90%}\n",
    "id: PO-3\ntitle: As a user, I can pay\nevidence: [{source: a, date: 2020-01-01}]\n",
    "id: PO-4\ntitle: [\n",
    "title: no id\n",
    "\xe9",
    "",
)  # fmt: skip
NAMES = (
    "stories/PO-1.yaml",
    "stories/PO-2.yaml",
    "stories/PO-2-b.yaml",
    "stories/a/PO-3.yaml",
    "stories/PO-4.yml",
    "x.yaml",
)
SETTINGS = (
    "",
    "project: P\n",
    "points_per_person_month: 10\nrules: {missing-criteria: error, not-uniform: {at_least: 1}}\n",
    "id_prefix: [\n",
)
STEPS = st.one_of(
    st.tuples(st.just("write"), st.sampled_from(NAMES), st.sampled_from(CONTENTS)),
    st.tuples(st.just("sneak"), st.sampled_from(NAMES), st.sampled_from(CONTENTS)),
    st.tuples(st.just("write"), st.just("po.yaml"), st.sampled_from(SETTINGS)),
    st.tuples(st.sampled_from(["move", "copy", "link"]), st.sampled_from(NAMES), st.sampled_from(NAMES)),
    st.tuples(st.sampled_from(["touch", "delete"]), st.sampled_from(NAMES), st.just("")),
)
"""What people and tools do to files."""


def take(root: Path, what: str, name: str, more: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if what == "write":
        path.unlink(missing_ok=True) if path.is_symlink() else None
        path.write_text(more, encoding="latin-1")
    elif what == "sneak" and path.is_file() and not path.is_symlink():
        before = path.stat()
        path.write_text(more.ljust(before.st_size, "\n")[: before.st_size], encoding="latin-1")
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    elif what == "touch" and path.exists():
        os.utime(path)
    elif what == "delete":
        path.unlink(missing_ok=True)
    elif what in {"move", "copy"} and path.is_file() and name != more:
        (root / more).parent.mkdir(parents=True, exist_ok=True)
        (root / more).unlink(missing_ok=True)
        path.rename(root / more) if what == "move" else shutil.copy2(path, root / more)
    elif what == "link" and not (root / more).exists() and name != more:
        (root / more).parent.mkdir(parents=True, exist_ok=True)
        (root / more).unlink(missing_ok=True)
        (root / more).symlink_to(path)


def answers(root: Path, *, cached: bool) -> str:
    """Return what the commands answer, as JSON."""
    run = Run(backlog=str(root), today="2026-11-23", no_cache=not cached, quiet=True)
    ranking = rank.rank(session.read(run, select.nothing))
    whole = session.read(run)
    listed = stories_view.Listing(whole, whole.stories, rank.scores(whole))
    ids = tuple(story.id for story in whole.stories[:1])
    few = session.read(run, lambda known: known.stories[:1])
    shown = checklist_view.data(checklist.checklist(few, ids)) if ids else None
    found, files = session.problems(run)
    parts = [rank_view.data(ranking), stories_view.data(listed), shown]
    return json.dumps([*parts, [repr(one) for one in found], files, repr(whole)], indent=1, sort_keys=True)


def another_day(root: Path, *, cached: bool) -> list[str]:
    run = Run(backlog=str(root), today="2027-06-30", no_cache=not cached, quiet=True)
    return [repr(one) for one in session.problems(run)[0]]


@pytest.fixture
def apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let other processes take part, as they do where files are many."""
    monkeypatch.setattr(saved, "MANY", 1)
    monkeypatch.setattr(incremental, "MANY", 1)
    monkeypatch.setattr(processes, "_cores", lambda: 2)


@pytest.mark.parametrize("clock", ["hurried", "calm", "calm, and apart"])
@settings(
    max_examples=settings().max_examples // 4,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(st.lists(STEPS, min_size=1, max_size=3), min_size=1, max_size=6))
def test_whatever_happens_the_index_answers_as_the_files_do(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    clock: str,
    rounds: list[list[tuple[str, str, str]]],
) -> None:
    if clock == "calm, and apart":
        request.getfixturevalue("apart")
    if clock != "hurried":  # stamps prove something as soon as the system's clock has ticked
        monkeypatch.setattr(runs, "now", lambda: time.time_ns() + 10**10)
    root = tmp_path / "backlog"
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir()
    (root / "po.yaml").write_text("")
    answers(root, cached=True)
    for steps in rounds:
        if clock != "hurried":
            time.sleep(0.005)
        for what, name, more in steps:
            take(root, what, name, more)
        assert answers(root, cached=True) == answers(root, cached=False)
        assert another_day(root, cached=True) == another_day(root, cached=False)
        assert answers(root, cached=True) == answers(root, cached=False)


def backlog(write: Write) -> Path:
    kinds = {
        "goals/G-1.yaml": "id: G-1\ntitle: Goal\nbaseline: 1.5\n",
        "requests/R-1.yaml": "id: R-1\ntitle: R\nvalue: 3 EUR\n",
    }
    stories = {f"stories/PO-{n}.yaml": CONTENTS[n % 10].replace(f"PO-{n % 10}", f"PO-{n}") for n in range(1, 30)}
    return write({**stories, **kinds, "sprints/S-1.yaml": "id: S-1\nstart: 2026-01-01\nend: 2026-01-14\n"})


def test_a_byte_that_flips_changes_no_answer(write: Write, whole: bool) -> None:
    root = backlog(write)
    expected = answers(root, cached=False)
    at = index.place(root)
    dice = random.Random(7)  # noqa: S311 - a test
    for _ in range(2000 if whole else 60):
        assert answers(root, cached=True) == expected
        data = bytearray(at.read_bytes())
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
        at.write_bytes(data)
    assert answers(root, cached=True) == expected


@pytest.mark.parametrize("keep", [0, 1, 40, 200, -1])
def test_a_cut_index_changes_no_answer(write: Write, keep: int) -> None:
    root = backlog(write)
    expected = answers(root, cached=True)
    at = index.place(root)
    at.write_bytes(at.read_bytes()[:keep])
    assert answers(root, cached=True) == expected


@pytest.mark.parametrize("kind", ["folder", "link", "fifo", "of another po", "of another backlog"])
def test_what_is_no_index_of_ours_is_not_read(
    write: Write, kind: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = backlog(write)
    expected = answers(root, cached=True)
    at = index.place(root)
    data = at.read_bytes()
    at.unlink()
    if kind == "folder":
        at.mkdir()
    elif kind == "link":
        other = tmp_path_factory.mktemp("other") / "index"
        other.write_bytes(data)
        at.symlink_to(other)
    elif kind == "fifo":
        os.mkfifo(at)
    else:
        word = str(root).encode() if kind == "of another backlog" else index.code().encode()
        at.write_bytes(data.replace(word, word[:-1] + b"?"))
    assert answers(root, cached=True) == expected


def test_a_folder_that_others_may_write_to_is_not_used(
    write: Write, cache: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = backlog(write)
    cache.chmod(0o777)
    session.read(Run(backlog=str(root), verbose=True))
    assert not list(cache.iterdir())
    said = f"the index was not saved: {cache}: others may write there; see: chmod go-w"
    assert capsys.readouterr().err.splitlines()[0] == said


@pytest.mark.parametrize("where", ["here", "apart"])
def test_where_nothing_can_be_kept_the_answer_is_the_same(
    request: pytest.FixtureRequest, write: Write, cache: Path, capsys: pytest.CaptureFixture[str], where: str
) -> None:
    if where == "apart":
        request.getfixturevalue("apart")
    root = backlog(write)
    expected = answers(root, cached=True)
    shutil.rmtree(cache)
    cache.write_text("in the way")
    assert answers(root, cached=True) == expected
    assert capsys.readouterr().err == ""
    session.problems(Run(backlog=str(root), verbose=True))
    assert capsys.readouterr().err == f"the index was not saved: {cache}: File exists\n"


@pytest.mark.usefixtures("apart")
def test_what_a_killed_writer_left_undone_is_done_here(
    write: Write, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, here, sections, begin = backlog(write), os.getpid(), index_sections.sections, index.begin
    tried = []

    def fatal(known: index_sections.IndexContents, old: index.Index | None) -> dict[str, index.Pieces]:
        found = sections(known, old)

        def texts() -> Iterator[bytes]:
            if os.getpid() != here:
                os.kill(os.getpid(), signal.SIGKILL)
            yield from found["texts"]

        return {**found, "texts": texts()}

    def noted(temporary: Path, some: Mapping[str, index.Pieces]) -> index.Places:
        tried.append(os.getpid())
        return begin(temporary, some)

    monkeypatch.setattr(index_sections, "sections", fatal)
    monkeypatch.setattr(index, "begin", noted)
    expected = answers(root, cached=False)
    assert answers(root, cached=True) == expected
    assert tried == [here]  # for the one that was killed
    assert [one.suffix for one in cache.iterdir()] == [".index"]
    monkeypatch.setattr(load, "_gathered", lambda *_: pytest.fail("the index is not whole"))
    assert answers(root, cached=True) == expected


@pytest.mark.usefixtures("apart")
def test_processes_that_share_an_open_index_do_not_disturb_each_other(write: Write) -> None:
    root = backlog(write)
    answers(root, cached=True)
    with index.opened(index.place(root), root) as found:
        assert found is not None

        def reading(_: int) -> bytes:
            return b"".join(found.section(name)[:1] for name in [*found.head["sections"]] * 300)

        with processes.spread(reading, (1, 2)) as theirs:
            assert {reading(0), *theirs} == {reading(0)}


@pytest.mark.usefixtures("apart")
def test_a_question_without_an_answer_leaves_nothing_behind(write: Write, cache: Path) -> None:
    root, before = backlog(write), children()
    with pytest.raises(ZeroDivisionError):
        load.ask(root, index.place(root), lambda _: 1 // 0)  # type: ignore[arg-type, return-value]
    assert not list(cache.iterdir())
    assert children() == before


def test_a_warm_run_reads_no_file_and_writes_nothing(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    root = backlog(write)
    monkeypatch.setattr(runs, "now", lambda: time.time_ns() + 10**10)
    expected = answers(root, cached=True)
    before = index.place(root).read_bytes()
    index.place(root).chmod(0o400)
    monkeypatch.setattr(find, "content", lambda *_: "a warm run asked for the content of a file")
    assert answers(root, cached=True) == expected
    assert index.place(root).read_bytes() == before


def test_a_file_that_was_only_touched_is_not_parsed_again(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    root = backlog(write)
    expected = answers(root, cached=True)
    monkeypatch.setattr(runs, "now", lambda: time.time_ns() + 10**10)
    for path in root.rglob("*.yaml"):
        path.touch()
    monkeypatch.setattr(read_file, "understood", lambda *_: "a touched file was parsed")
    assert answers(root, cached=True) == expected


def test_the_index_is_for_the_user_alone(write: Write, cache: Path) -> None:
    shutil.rmtree(cache)
    answers(backlog(write), cached=True)
    assert cache.stat().st_mode & 0o777 == 0o700
    assert [one.stat().st_mode & 0o777 for one in cache.iterdir()] == [0o600]


def test_no_cache_neither_reads_nor_writes(write: Write, cache: Path) -> None:
    answers(backlog(write), cached=False)
    assert not list(cache.iterdir())


def test_each_file_is_kept_with_its_blob_id(write: Write) -> None:
    root = write({"stories/PO-1.yaml": "id: PO-1\ntitle: One\n"})
    answers(root, cached=True)
    with index.opened(index.place(root), root) as found:
        assert found is not None
        assert index_sections.blobs(found, found.json("files")) == {
            "po.yaml": "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391",
            "stories/PO-1.yaml": "0175d93d191a745eb43e4eb43cb66257b504d6a9",
        }


def test_what_a_killed_process_left_is_swept_away(write: Write, cache: Path) -> None:
    dead, living = ".po-4194309-0123456789ab.tmp", f".po-{os.getpid()}-0123456789ab.tmp"
    others = ("x.4194309-0123456789ab.tmp", ".po-4194309-0123456789AB.tmp", ".po--0123456789ab.tmp", "notes.tmp")
    for name in (dead, living, *others):
        (cache / name).write_text("half")
        os.utime(cache / name, (0, 0))
    linked, folder = cache / ".po-4194309-aaaaaaaaaaaa.tmp", cache / ".po-4194309-bbbbbbbbbbbb.tmp"
    linked.symlink_to("notes.tmp")
    folder.mkdir()
    answers(backlog(write), cached=True)
    assert not (cache / dead).exists()
    assert all((cache / name).exists() for name in (living, *others))
    assert linked.is_symlink()
    assert folder.is_dir()
