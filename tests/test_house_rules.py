"""The rules of the house find what breaks them, and their list of exceptions only shrinks."""

from pathlib import Path

import pytest

import house_rules
from house_rules import Finding

BODY = "    x = 1\n" * 39
WELL: dict[str, str] = {
    "one.py": f'"""What is one?"""\n\nimport os\n\n\n@staticmethod\ndef f():\n{BODY}',
    "deep/command.py": '"""`po one`: what is it?"""\n\n\nclass One:\n    class Two: ...\n',
    "deep/door.py": '"""A door."""\ndef f():\n    import os\n',
    "far/command.py": '"""Another."""\nclass _One: ...\n',
    "rules/two.py": '"""A rule."""\nclass Member: ...\n',
    "scoring/two.py": '"""A model."""\nclass Member: ...\n',
}
MANY = {f"deep/m{number}.py": f'"""Number {number}."""\n' for number in range(21)}
FAULTS = [
    ({"far/f.py": f'"""Long."""\ndef f():\n{BODY}    x = 1\n'}, "far/f.py:2: `f` has 41 lines, not 40"),
    (
        {"far/f.py": f'"""Long."""\nclass A:\n  async def f():\n{BODY}    x = 1\n'},
        "far/f.py:3: `f` has 41 lines, not 40",
    ),
    ({"far/f.py": '"""Long."""\n' + "x = 1\n" * 300}, "far/f.py:1: 301 lines, not 300"),
    ({"far/f.py": ""}, "far/f.py:1: the first line of the module is no question and no sentence"),
    ({"far/f.py": '"""and so\non."""\n'}, "far/f.py:1: the first line of the module is no question and no sentence"),
    ({"far/f.py": '"""Hidden."""\ndef f():\n  if x:\n    from os import path\n'}, "far/f.py:4: `f` imports, and"),
    (MANY, "deep:1: 23 modules in one folder, not 22"),
    ({"far/one.py": '"""Twice."""\n'}, "far/one.py:1: the module `one` is in one.py too"),
    ({"far/f.py": '"""Twice."""\nclass One: ...\n'}, "far/f.py:2: the class `One` is in deep/command.py too"),
    ({"rules/f.py": '"""Twice in one."""\nclass Member: ...\n'}, "rules/f.py:2: the class `Member` is in"),
]


def found(top: Path, files: dict[str, str]) -> list[Finding]:
    for name, text in {**WELL, **files}.items():
        (top / name).parent.mkdir(exist_ok=True)
        (top / name).write_text(text, encoding="utf-8")
    return house_rules.findings(top, ["src/*.py", "deep/door.py"])


def test_what_keeps_the_rules_is_not_found(tmp_path: Path) -> None:
    assert found(tmp_path, {}) == []


@pytest.mark.parametrize(("files", "said"), FAULTS)
def test_a_broken_rule_is_said_with_its_place(tmp_path: Path, files: dict[str, str], said: str) -> None:
    lines = [line.replace(f"{tmp_path}/", "") for line in house_rules.judged(found(tmp_path, files), {})]
    assert any(line.startswith(said) for line in lines), lines


def test_an_exception_allows_what_is_there_today_and_no_more(tmp_path: Path) -> None:
    one = Finding(tmp_path, 1, "long-file", "one.py", 310, "310 lines, not 300")
    allowed = house_rules.exceptions("# known\n\nlong-file one.py 310\n")
    assert house_rules.judged([one], allowed) == []
    assert len(house_rules.judged([one._replace(size=311)], allowed)) == 1
    assert house_rules.judged([], allowed) == ["`long-file one.py` holds now: take it off the list"]
