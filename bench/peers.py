"""Run other tools of the field beside `po`, on the same stories in their own formats.

Where they are installed is said by `--bin`: `python bench/peers.py --bin /opt/peers/bin --sizes 100,1000`. One that is not
there is left out. See peers.md.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import backlogs
from backlogs import Item
from run import BARE, PO, cost

Make = Callable[[Path, Iterable[Item], Mapping[str, str]], None]


class Peer(NamedTuple):
    """A tool, how its files are made, and what is asked of it."""

    program: str
    make: Make
    questions: tuple[str, ...]
    most: int = 10_000
    """A larger backlog takes it minutes."""


def run(folder: Path, env: Mapping[str, str], *command: str) -> None:
    """Run one of a tool's own commands, so that its files begin as it makes them."""
    subprocess.run(command, cwd=folder, env=env, check=True, capture_output=True, stdin=subprocess.DEVNULL)


def backlog_md(folder: Path, items: Iterable[Item], env: Mapping[str, str]) -> None:
    """Write tasks of Backlog.md: Markdown with a head of YAML."""
    run(folder, env, "backlog", "init", "Bench", "--defaults")
    run(folder, env, "backlog", "config", "set", "remoteOperations", "false")
    for item in items:
        waits = f"\n  - TASK-{item.waits_for}" if item.waits_for else " []"
        head = f"id: TASK-{item.number}\ntitle: {item.title}\nstatus: To Do\nassignee: []\ncreated_date: '2026-11-20 10:00'"
        criteria = "".join(f"- [ ] #{place} {text}\n" for place, text in enumerate(item.criteria, 1))
        body = f"## Description\n\nFree text.\n\n## Acceptance Criteria\n<!-- AC:BEGIN -->\n{criteria}<!-- AC:END -->\n"
        text = f"---\n{head}\nlabels: []\ndependencies:{waits}\nordinal: {item.number * 1000}\n---\n\n{body}"
        name = f"task-{item.number} - {item.title.replace(' ', '-')}.md"
        (folder / "backlog" / "tasks" / name).write_text(text)


def skald(folder: Path, items: Iterable[Item], env: Mapping[str, str]) -> None:
    """Write stories of skald-kanban: Markdown with a head of YAML."""
    run(folder, env, "skald", "init")
    for item in items:
        waits = f'["{item.waits_for:06x}"]' if item.waits_for else "[]"
        stamp = '"2026-11-20T10:00:00Z"'
        head = f'title: "{item.title}"\nstatus: "backlog"\nrank: {item.number * 10}\ntags: []\nblocked_by: {waits}'
        body = "## Acceptance\n\n" + "".join(f"- [ ] {text}\n" for text in item.criteria)
        text = f"---\n{head}\ncreated_at: {stamp}\nupdated_at: {stamp}\n---\n## Requirements\n\nFree text.\n\n{body}"
        (folder / ".skald" / "stories" / f"{item.number:06x}-story.md").write_text(text)


def doorstop(folder: Path, items: Iterable[Item], env: Mapping[str, str]) -> None:
    """Write requirements of doorstop: a file of YAML each."""
    run(folder, env, "doorstop", "create", "REQ", "./reqs", "--digits", "6")
    for item in items:
        text = "".join(f"  {one}\n" for one in (item.title, *item.criteria))
        head = "active: true\nderived: false\nheader: ''\nlevel: 1.0\nlinks: []\nnormative: true\nref: ''\nreviewed: null\n"
        (folder / "reqs" / f"REQ{item.number:06}.yml").write_text(f"{head}text: |\n{text}")


def agile_backlog(folder: Path, items: Iterable[Item], env: Mapping[str, str]) -> None:
    """Write items of agile-backlog: a file of YAML each."""
    run(folder, env, "agile-backlog", "add", "First one", "--category", "feature")
    (made,) = folder.rglob("first-one.yaml")
    pattern = made.read_text()
    made.unlink()
    for item in items:
        criteria = "".join(f"\n- {text}" for text in item.criteria)
        waits = f"\n- item-{item.waits_for}" if item.waits_for else " []"
        text = pattern.replace("title: First one", f"title: {item.title}").replace(
            "depends_on: []", f"depends_on:{waits}"
        )
        text = text.replace("acceptance_criteria: []", f"acceptance_criteria:{criteria}")
        made.with_name(f"item-{item.number}.yaml").write_text(text)


def taskwarrior(folder: Path, items: Iterable[Item], env: Mapping[str, str]) -> None:
    """Import tasks into taskwarrior, which keeps all of them in one file."""
    Path(env["TASKRC"]).write_text("")
    tasks = [{"description": one.title, "status": "pending", "priority": "HML"[one.points % 3]} for one in items]
    (folder / "tasks.json").write_text(json.dumps(tasks))
    run(folder, env, "task", "rc.confirmation=off", "import", "tasks.json")


PEERS: Mapping[str, Peer] = {
    "Backlog.md": Peer("backlog", backlog_md, ("task list --plain",)),
    "skald-kanban": Peer("skald", skald, ("ls",)),
    "agile-backlog": Peer("agile-backlog", agile_backlog, ("list",)),
    "doorstop": Peer("doorstop", doorstop, ("",), most=1_000),
    "taskwarrior": Peer("task", taskwarrior, ("next", "list")),
}
OURS = ("rank", "list", "validate")


def environment(folder: Path, bins: str) -> dict[str, str]:
    """Return an environment of its own, in which every tool is found and none meets the user's settings."""
    own = {"HOME": str(folder), "TASKRC": str(folder / "taskrc"), "TASKDATA": str(folder / "tasks"), "COLUMNS": "100"}
    own |= {"PO_CACHE_DIR": str(folder / "cache"), "PO_STATE_DIR": str(folder / "state"), "NO_COLOR": "1"}
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, **own, "PATH": os.pathsep.join([*bins.split(","), kept["PATH"]])}


def report(
    name: str, question: str, size: int, command: tuple[str, ...], folder: Path, env: Mapping[str, str], rounds: int
) -> None:
    """Print the medians of a command, run in turns with `python -c pass`."""
    cost(command, folder, env)
    pairs = [(cost(command, folder, env), cost(BARE, folder, env)) for _ in range(rounds)]
    seconds, processor = (statistics.median(one[0][at] for one in pairs) for at in (0, 1))
    ratio = statistics.median(one.processor / bare.processor for one, bare in pairs)
    print(f"| {name} {question} | {size:,} | {seconds:.2f} | {processor:.2f} | {ratio:,.0f} |", flush=True)


def compare(size: int, rounds: int, bins: str, base: Path) -> None:
    """Measure every tool at one size."""
    mine = backlogs.backlog(base / f"po-{size}", size)
    env = environment(base, bins)
    for question in OURS:
        report("po", question, size, (*PO, *question.split()), mine, env, rounds)
    report("po", "validate, no index", size, (*PO, "validate", "--no-cache"), mine, env, rounds)
    for name, peer in PEERS.items():
        folder = base / f"{peer.program}-{size}"
        if shutil.which(peer.program, path=env["PATH"]) and size <= peer.most:
            folder.mkdir(parents=True)
            env |= {"TASKDATA": str(folder / "tasks")}
            run(folder, env, "git", "init", "-q")
            peer.make(folder, backlogs.items(size), env)
            for question in peer.questions:
                report(name, question, size, (peer.program, *question.split()), folder, env, rounds)


def main() -> None:
    """Print the table of peers.md."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", default="", help="folders in which the tools are, with commas")
    parser.add_argument("--sizes", default="100,1000")
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    print("| tool | items | seconds | processor | × `python -c pass` |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as base:
        for size in map(int, asked.sizes.split(",")):
            compare(size, asked.rounds, asked.bin, Path(base))


if __name__ == "__main__":
    main()
