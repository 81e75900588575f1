"""What `po validate` calls an error about a value, no command writes, and it says so in the same words."""

import json
from pathlib import Path

import pytest

from house import Po, Write
from pocli.model.rule import READING
from pocli.registry import member
from pocli.validation import ruleset

PO_YAML = "personas: [member, owner]\nstatuses: {in-review: doing}\n"
FILES = {
    "po.yaml": PO_YAML,
    "stories/PO-1.yaml": "id: PO-1\ntitle: One\n",
    "stories/PO-2.yaml": "id: PO-2\ntitle: Two\ndepends_on: [PO-1]\nparent: PO-3\n",
    "stories/PO-3.yaml": "id: PO-3\ntitle: Three\ntype: epic\nas_a: nobody\n",
    "goals/G-1.yaml": "id: G-1\ntitle: Goal\n",
    "requests/R-1.yaml": "id: R-1\ntitle: Asked\n",
    "sprints/S-1.yaml": "id: S-1\nstart: 2026-11-16\nend: 2026-11-27\n",
}
BAD = (
    ("as_a", "memberr", "`memberr` is not a persona", "did you mean `member`?"),
    ("status", "in-reviw", "`in-reviw` is not a status", "did you mean `in-review`?"),
    ("parent", "PO-9", "no story is called `PO-9`", "did you mean `PO-"),
    ("goal", "G-9", "no goal is called `G-9`", "did you mean `G-1`?"),
    ("sprint", "S-9", "no sprint is called `S-9`", "did you mean `S-1`?"),
    ("depends_on", "PO-9", "no story is called `PO-9`", "did you mean `PO-"),
)


def said_by_validate(po: Po) -> set[str]:
    found = json.loads(po("validate", "--format", "json").stdout)["diagnostics"]
    return {one["message"] for one in found if one["severity"] == "error"}


@pytest.mark.parametrize(("field", "value", "message", "hint"), BAD, ids=[one[0] for one in BAD])
def test_every_way_in_refuses_a_value_in_the_words_of_validate(
    write: Write, po: Po, tmp_path: Path, field: str, value: str, message: str, hint: str
) -> None:
    root = write(FILES)
    typed = f"[{value}]" if field == "depends_on" else value
    (tmp_path / "new.txt").write_text(f"title: New\n{field}: {typed}\n")
    adds = f"""sh -c 'printf "{field}: {typed}\\n" >> "$0"'"""
    before = {path: path.read_bytes() for path in root.rglob("*.yaml")}
    ways = (
        ("set", "1", f"{field}={value}"),
        ("new", "New", f"--{field.replace('_', '-')}", value),
        ("new", "--file", str(tmp_path / "new.txt")),
        ("edit", "1"),
    )
    for words in ways:
        done = po(*words, env={"EDITOR": adds})
        assert (done.returncode, done.stdout) == (2, ""), words
        assert message in done.stderr, words
        assert hint in done.stderr or words == ("edit", "1"), words
        assert {path: path.read_bytes() for path in root.rglob("*.yaml")} == before, words
    assert po("edit", "1", "--force", env={"EDITOR": adds}).returncode == 0
    assert message in said_by_validate(po)


def test_requests_and_settings_too(write: Write, po: Po) -> None:
    write(FILES)
    assert "no story is called `PO-9`" in po("set", "R-1", "needs=9").stderr
    assert "no story is called `PO-9`" in po("new", "request", "X", "--needs", "9").stderr
    done = po("edit", "po.yaml", env={"EDITOR": "sed -i '$a rules: {no-such-rule: error}'"})
    assert (done.returncode, done.stdout) == (2, "")
    assert "po: no rule is called `no-such-rule`; nothing was written" in done.stderr
    done = po("edit", "po.yaml", env={"EDITOR": "sed -i s/in-review:/reviewed:/"})
    assert done.returncode == 0, done.stderr
    done = po("set", "1", "as_a=member")
    done = po("edit", "po.yaml", env={"EDITOR": "sed -i s/member,//"})
    assert "`member` is not a persona; nothing was written" in done.stderr
    assert po("edit", "po.yaml", "--force", env={"EDITOR": "sed -i s/member,//"}).returncode == 0


def test_what_was_wrong_before_hinders_nothing_but_its_like_elsewhere(write: Write, po: Po) -> None:
    write(FILES)
    assert po("set", "3", "points=5", "i_want=peace").returncode == 0
    assert po("set", "3", "as_a=owner").returncode == 0
    assert po("undo").returncode == 0
    assert "`nobody` is not a persona" in po("set", "1", "as_a=nobody").stderr


def test_the_level_in_po_yaml_counts(write: Write, po: Po) -> None:
    write({**FILES, "po.yaml": PO_YAML + "rules: {unknown-persona: warning, unknown-currency: error}\n"})
    done = po("set", "1", "as_a=memberr")
    assert (done.returncode, done.stdout) == (0, "PO-1 One: as_a memberr\n")
    assert done.stderr == "PO-1: `memberr` is not a persona; did you mean `member`?\n"
    assert po("set", "R-1", "value=9 XYZ").returncode == 2
    write({"po.yaml": PO_YAML + "rules: {unknown-persona: off}\n"})
    assert po("new", "Quiet", "--as-a", "memberr").stderr == ""


def test_a_refused_record_takes_no_number(write: Write, po: Po) -> None:
    write(FILES)
    assert po("new", "X", "--as-a", "memberr").returncode == 2
    assert po("new", "X", "--as-a", "member").stdout.startswith("PO-4 X")


def test_an_import_makes_no_error_and_tells(write: Write, po: Po) -> None:
    root = write(FILES)
    rows = "".join(f"S{number},stranger {number}\n" for number in range(9))
    done = po("import", "csv", "-", given=f"title,as_a\n{rows}")
    assert done.returncode == 0
    assert "as_a: `…` is not a persona of po.yaml: left out (9 of these)" in done.stdout
    assert "stranger" not in po("validate").stdout
    assert len(list((root / "stories").iterdir())) == 3 + 9


def test_a_fix_that_lets_another_error_be_seen_is_carried_out(write: Write, po: Po) -> None:
    root = write({**FILES, "stories/PO-1.yaml": "id: PO-1\ntitle: One\nas_a: memberr\nrice: {confidence: 80}\n"})
    assert po("validate", "--fix").returncode == 1
    assert "confidence: 80%" in (root / "stories/PO-1.yaml").read_text()


def test_a_split_does_not_multiply_an_error(write: Write, po: Po) -> None:
    root = write({**FILES, "stories/PO-1.yaml": "id: PO-1\ntitle: One\ngoal: G-9\n"})
    done = po("split", "1", "--into", "A")
    assert (done.returncode, done.stdout) == (2, "")
    assert "no goal is called `G-9`; nothing was written" in done.stderr
    assert len(list((root / "stories").iterdir())) == 3


def test_every_rule_of_errors_is_asked() -> None:
    errors = {rule.name for rule in ruleset.catalogue() if rule.severity == "error"} - {rule.name for rule in READING}
    assert errors <= {*ruleset.LINKS, *ruleset.VALUES}
    assert all(member("rules", name).ALONE for name in ruleset.VALUES)
