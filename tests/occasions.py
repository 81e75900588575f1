"""What a recording runs, and where: the backlogs, and command lines beside the examples of the helps."""

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import invoicely
from house import REPO, TODAY
from repos import Repo, made

CONFLICT = "<<<<<<< ours\n  reach: 100\n=======\n  reach: 900\n>>>>>>> theirs\n"
STORY = "stories/PO-12-direct-transfer.yaml"

LINES = """
po --version
po --help
po
po -v
po rank --own
po rank --top 3 --unscored
po rank --limit 0 --status draft
po rank --by nosuch
po rank --by wsjf
po rank --color always
po rank --today 2027-03-01
po plan
po plan --capacity 20 --all --include-drafts
po plan --capacity 20,10 --fresh --without PO-12 --price PO-26
po plan --capacity auto --goal-first G-2 --write
po plan --sprints 2 --unit count --write --dry-run
po plan --capacity x
po plan --capacity 8 --uncertain --time-limit 100
po plan --color always
po list
po list --all --columns id,title,owner,sprint
po list --text invoice --not-status done
po list --owner me
po list --status redy
po show PO-7 R-1 S-23
po show PO-999
po rnak
po rank --frmat json
po new
po new Export invoices as CSV --points 5 --criterion one --criterion two
po new goal Larger firms --metric firms --target 20 --by 2027-06-30
po new request Cheaper plans --from Acme --value 3
po new Broken --points x
po new --file exports/draft.yaml
po set PO-12 points=x
po set PO-12 pionts=3
po set PO-12 depends_on+=PO-10 labels-=export x-team=blue
po set PO-10 depends_on+=PO-999
po set PO-12 sprint=
po set --status draft owner=Ada --yes
po set G-1 by=2027-01-31
po set R-3 value=5
po tick PO-10 1
po checklist
po checklist --strict
po split PO-10 --into One --into Two --yes
po score PO-12 1200 high 80%
po score PO-12 0 high 80%
po archive --days 30 --yes
po done PO-7 --dry-run
po block PO-12
po sprint
po sprint start
po review S-24
po metrics --by owner
po tradeoff PO-12 --capacity 20
po forecast
po forecast PO-12 --unit effort
po forecast --request R-3
po roadmap --by-date
po diff --message
po diff HEAD~3 --limit 2
po export csv
po export jira
po export github
po export json
po export linear
po export gherkin
po export markdown
po export markdown --roadmap
po export mermaid
po export miro
po export slack
po export changelog
po export nosuch
po import aha exports/aha.csv
po import azure exports/azure.csv
po import backlog-md exports/tasks
po import csv exports/stories.csv
po import github exports/issues.json
po import jira exports/jira.csv
po import linear exports/linear.csv
po import pivotal exports/pivotal.csv
po import productboard exports/productboard.csv
po import text exports/stories.txt
po import trello exports/board.json
po import csv exports/jira.csv --dry-run
po import nosuch exports/jira.csv
po import csv exports/none.csv
po validate --pedantic
po validate --history
po validate --strict --select unknown-dependency
po validate --fix
po validate stories/PO-12-direct-transfer.yaml
po explain score
po explain nosuch
po format
po format --dry-run
po renumber PO-45 PO-60
po renumber --prefix INV
po resolve --theirs
po resolve --ours --dry-run
po schema goal
po schema request
po schema sprint
po schema config
po init --ci gitlab --dry-run
po doctor --clear-index
po edit PO-12
EDITOR="sed -i s/points/pionts/" po edit PO-12
_PO_COMPLETE=complete_bash COMP_WORDS="po ra" COMP_CWORD=1 po
_PO_COMPLETE=complete_bash COMP_WORDS="po show PO-1" COMP_CWORD=2 po
_PO_COMPLETE=complete_bash COMP_WORDS="po set PO-12 sta" COMP_CWORD=3 po
_PO_COMPLETE=complete_bash COMP_WORDS="po rank --by " COMP_CWORD=3 po
""".strip().splitlines()
"""Command lines that no help gives as an example: other options, other formats, and what is refused."""

BEFORE: Mapping[str, tuple[str, ...]] = {
    "po undo": ("po start 12", "po set PO-10 points=5"),
    "po redo": ("po start 12", "po undo"),
    "po sprint start": ("po sprint close --goal-met yes --yes",),
}
"""What is run before a command line, by how that begins."""

BROKEN: Mapping[str, str] = {
    "stories/PO-60-no-yaml.yaml": "id: PO-60\ntitle: [open\n",
    "stories/PO-61-kinds.yaml": "id: PO-61\ntitle: 7\npoints: many\nstatus: redy\nrice: {reach: -1, impact: huge}\n",
    "stories/PO-62-names.yaml": "id: PO-62\ntitle: Names\npionts: 3\nowner: \ndue: 2026-13-01\nlabels: one\n",
    "stories/PO-63-refs.yaml": "id: PO-63\ntitle: Refs\ndepends_on: [PO-63, PO-999, PO-64]\nsprint: S-99\ngoal: G-9\n",
    "stories/PO-64-refs.yaml": "id: PO-64\ntitle: Circle\ndepends_on: [PO-63]\nstatus:  ready\n",
    "stories/PO-65-twice.yaml": "id: PO-64\ntitle: Twice\ntitle: Thrice\n",
    "stories/empty.yaml": "",
    "stories/PO-66-list.yaml": "- id: PO-66\n",
    "goals/G-4-none.yaml": "id: G-4\n",
    "sprints/S-30.yaml": "id: S-30\nstart: 2026-12-20\nend: 2026-12-01\ncapacity: -1\n",
    "requests/R-9-odd.yaml": "id: R-9\ntitle: Odd\nneeds: [PO-998]\nstatus: maybe\n",
}
"""Files with faults, which stand beside those of the example."""


def _beside(top: Path) -> None:
    """Write what command lines read that is no backlog."""
    shutil.copytree(REPO / "examples" / "exports", top / "exports")
    text = (REPO / "examples" / "backlog" / STORY).read_text(encoding="utf-8")
    files = {
        "stories.csv": "Key,Was\nA-1,Send reminders\nA-2,Round totals\n",
        "links.csv": "issuekey,linkedIssueKey,name\nA-1,A-2,blocks\n",
        "amplitude.csv": "Event,Uniques\nReminder sent,1200\n",
        "exports/draft.yaml": "title: From a file\npoints: 3\n",
        "base.yaml": text,
        "ours.yaml": text.replace("points: 8", "points: 5"),
        "theirs.yaml": text.replace("goal: G-1", "goal: G-2"),
    }
    for name, content in files.items():
        (top / name).write_text(content, encoding="utf-8")


def example(top: Path) -> None:
    """Make the example as it stands, in no repository."""
    shutil.copytree(REPO / "examples" / "backlog", top / "backlog")
    _beside(top)


def past(top: Path) -> None:
    """Make the example with a past, on a branch with one commit, one change that is not committed, and one fault."""
    repo = invoicely.make(top / "backlog")
    _beside(top)
    repo.git("checkout", "-q", "-b", "topic")
    _append(repo, "stories/PO-7-*.yaml", "x-team: blue\n")
    reminders = "x-reach-event: Reminder sent\n"
    _append(repo, "stories/PO-5-*.yaml", reminders)
    repo.commit(TODAY)
    repo.git("gc", "-q")
    _append(repo, "stories/PO-9-*.yaml", "# later\nx-note: y\n")
    path = repo.top / STORY
    path.write_text(path.read_text(encoding="utf-8").replace("points: 8", "points: 5"), encoding="utf-8")


def _append(repo: Repo, pattern: str, text: str) -> None:
    (path,) = repo.top.glob(pattern)
    path.write_text(f"{path.read_text(encoding='utf-8').rstrip()}\n{text}", encoding="utf-8")


def empty(top: Path) -> None:
    """Make a backlog without a record."""
    (top / "backlog").mkdir()
    (top / "backlog" / "po.yaml").write_text("", encoding="utf-8")
    _beside(top)


def broken(top: Path) -> None:
    """Make the example with faults of many kinds, a conflict and an id given twice among them."""
    example(top)
    repo = made(top / "backlog")
    repo.commit("2026-11-20")
    repo.write(BROKEN)
    repo.write({"stories/PO-67-bytes.yaml": b"id: PO-67\ntitle: \xff\xfe\n"})
    shutil.copy(repo.top / "stories" / "PO-45-archive.yaml", repo.top / "stories" / "PO-45-another.yaml")
    _append(repo, STORY, f"rice:\n{CONFLICT}")


def nowhere(top: Path) -> None:
    """Make a folder that is no backlog."""
    (top / "backlog").mkdir()
    _beside(top)


def unset(top: Path) -> None:
    """Make the example with settings that nobody can read."""
    example(top)
    (top / "backlog" / "po.yaml").write_text("scoring: [open\nprefix: 7\n", encoding="utf-8")


BACKLOGS: Mapping[str, Callable[[Path], None]] = {
    "past": past,
    "example": example,
    "broken": broken,
    "empty": empty,
    "nowhere": nowhere,
    "unset": unset,
}
"""Each makes a folder `backlog` and what stands beside it."""
