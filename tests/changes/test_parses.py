"""A change parses a file as it was, and once for each value that it puts there: the proof that nothing else changed."""

import shutil
from collections import Counter
from pathlib import Path

import pytest

from house import REPO, TODAY
from pocli import app
from pocli.yaml import parse as parser


@pytest.mark.parametrize(
    ("command", "values"),
    [
        ("set 12 points=7", 1),
        ("set 5 6 7 labels+=export", 1),
        ("start 12 --dry-run", 2),  # its status and its owner
        ("score 12 900 high 80% 0.5", 4),
        ("plan --sprint S-25 --write", 1),
    ],
)
def test_no_file_is_parsed_more_often(
    command: str, values: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backlog = shutil.copytree(REPO / "examples" / "backlog", tmp_path / "backlog")
    monkeypatch.chdir(backlog)
    monkeypatch.setenv("PO_TODAY", TODAY)
    counts: Counter[str] = Counter()
    real = parser._Builder

    def counted(text: str) -> object:
        counts[text.partition("\n")[0]] += 1
        return real(text)

    for words, builder in (("rank", real), (command, counted)):  # the first one makes the index
        monkeypatch.setattr(parser, "_Builder", builder)
        parser._kept.cache_clear()
        monkeypatch.setattr("sys.argv", ["po", *words.split()])
        with pytest.raises(SystemExit) as left:
            app.main()
        assert left.value.code == 0
    stories = [times for name, times in counts.items() if name.startswith("id: PO-")]
    assert stories
    assert max(stories) <= 1 + values, counts
