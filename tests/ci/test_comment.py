"""The action edits only its own comment on a pull request."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from house import REPO

MARK = "<!-- po: what the change means -->"
GH = """#!/bin/sh
while [ $# -gt 0 ]; do
  if [ "$1" = --jq ]; then exec jq -r "$2" "$COMMENTS"; fi
  words="$words $1"; shift
done
echo "$words" >> "$LOG"
"""


def comment(number: int, login: str, body: str) -> dict[str, object]:
    return {"id": number, "user": {"login": login}, "body": body}


OTHERS = [
    comment(1, "github-actions[bot]", "coverage: 97 %"),
    comment(2, "mallory", f"{MARK}\nedit me"),
    comment(3, "github-actions[bot]", f"> {MARK}"),
]
OURS = [comment(4, "github-actions[bot]", f"{MARK}\n1 story changed"), comment(5, "github-actions[bot]", f"{MARK}\nx")]


def script() -> str:
    action = YAML(typ="safe").load((REPO / "action.yml").read_text(encoding="utf-8"))
    (step,) = (one for one in action["runs"]["steps"] if one["name"] == "Comment on the pull request")
    return str(step["run"])


@pytest.mark.skipif(shutil.which("jq") is None, reason="gh brings its own jq, this test needs one")
@pytest.mark.parametrize(
    ("there", "done"),
    [
        (OTHERS, "pr comment 7 --repo o/r --body-file"),
        ([*OTHERS, *OURS], "api --silent --method PATCH repos/o/r/issues/comments/4 --field"),
        (None, ""),
    ],
)
def test_only_our_own_comment_is_edited(tmp_path: Path, there: list[dict[str, object]] | None, done: str) -> None:
    tools = tmp_path / "po" / "bin"
    tools.mkdir(parents=True)
    for name, text in (("gh", GH), ("python", "#!/bin/sh\necho said\n")):
        (tools / name).write_text(text, encoding="utf-8")
        (tools / name).chmod(0o755)
    comments, log = tmp_path / "comments.json", tmp_path / "log"
    if there is not None:
        comments.write_text(json.dumps(there), encoding="utf-8")
    log.touch()
    names = {"RUNNER_TEMP": str(tmp_path), "GITHUB_REPOSITORY": "o/r", "NUMBER": "7", "SINCE": "main"}
    run = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script()],
        env={"PATH": f"{tools}:{os.environ['PATH']}", "COMMENTS": str(comments), "LOG": str(log), **names},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert log.read_text(encoding="utf-8").strip().startswith(done)
    assert bool(done) == bool(log.read_text(encoding="utf-8"))
    assert (tmp_path / "po-diff.md").read_text(encoding="utf-8") == f"{MARK}\nsaid\n"
