"""Other tools can read what we write for them, and no story's text can command the runner."""

import json
import re
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from inline_snapshot import snapshot
from lxml import etree

from house import SHARED, Po, Write
from pocli.model.diagnostic import Diagnostic, Fix, Place, Report
from pocli.model.edit import Replace
from pocli.model.place import Span
from pocli.model.rule import READING
from pocli.page import Cell, Checklist, Column, Heading, Item, Page, Table, line
from pocli.render import markdown, plain, terminal
from pocli.reporters import concise, full, github, gitlab, junit, sarif
from pocli.text import defused
from pocli.views import problems
from reporters.test_reporters import FIVE

SCHEMAS = SHARED / "data" / "schemas"
NASTY = ("::stop-commands::x", "##[error]y", "%0A::set-output name=a::b", "a\n::error::b", "a\r::add-mask::b",
         "\u2028::error::c", "x ::debug::d", "`##[group]`", "\x1b[1m::error::e", ",title=x::y")  # fmt: skip

needs_schemas = pytest.mark.skipif(not SCHEMAS.is_dir(), reason="the shared data is not here")


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Read text as GitHub's runner does: `::name props::data` where a line begins, else `##[name props]data`."""
    found = []
    for row in re.split(r"\r\n|\n|\r", text):
        second = re.match(r"^[\s\ufeff]*(?:\x1b\[[0-9;]*m)*::([\w-]+)(?: ([^:]*(?::(?!:)[^:]*)*?))?::(.*)$", row)
        first = re.search(r"##\[([\w-]+)(?: ([^\]]*))?\](.*)$", row)
        if second:
            pairs = (pair.partition("=") for pair in (second[2] or "").split(",") if pair)
            found.append((second[1], {name: _decoded(value) for name, _, value in pairs}, _decoded(second[3])))
        elif first:
            found.append((first[1], {}, first[3]))
    return found


def _decoded(text: str) -> str:
    for code, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, character)
    return text


def test_the_oracle_sees_commands() -> None:
    assert commands("  ::error file=a%2Cb,line=3::x%0Ay\nz ##[group]w\n::a") == [
        ("error", {"file": "a,b", "line": "3"}, "x\ny"),
        ("group", {}, "w"),
    ]


def made(text: str) -> Diagnostic:
    return Diagnostic("rule", "error", text, f"stories/{text}.yaml", Span(1, 1, 1, 2), text, source=text)


@pytest.mark.parametrize("text", NASTY)
def test_annotations_hold_no_command_but_ours(text: str) -> None:
    (found, *more) = commands(github.report(Report((made(text),), 1)))
    assert not more
    name, properties, _ = found
    assert name == "error"
    assert set(properties) == {"file", "line", "endLine", "col", "endColumn", "title"}
    assert properties["title"] == "rule"


@given(st.text(st.sampled_from(":#[]%0AD,=\n\r e\u2028\x1b") | st.characters(), max_size=60))
def test_any_text_makes_one_annotation(text: str) -> None:
    ((name, properties, data),) = commands(github.report(Report((made(text),), 1)))
    assert (name, properties["line"], properties["title"]) == ("error", "1", "rule")
    assert data.count("\n") <= 1


def page(text: str) -> Page:
    columns = (Column("a", "a"), Column("b", "b", grow=True))
    rows = ((Cell(text), Cell(f"word {text} " * 3)), (Cell("x"), Cell(text)))
    return Page(
        (
            Heading(text),
            line(text, " and ", text),
            Table(columns, rows),
            Checklist((Item(done=False, lines=(text, text)),)),
        )
    )


@pytest.mark.parametrize("text", NASTY)
def test_no_look_at_any_width_commands_the_runner(text: str) -> None:
    for width in range(20, 201):
        for shown in (plain.render(page(text), width, False), terminal.render(page(text), width, True)):  # noqa: FBT003
            assert commands(defused(shown)) == [], width


@pytest.mark.parametrize("text", NASTY)
def test_no_report_for_people_commands_the_runner(text: str) -> None:
    for look in (full, concise):
        assert commands(defused(look.report(Report((made(text),), 1)))) == []
    assert commands(markdown.render(problems.page(Report((made(text),), 1)), 0, False)) == []  # noqa: FBT003


def test_github() -> None:
    assert github.report(Report(FIVE, 14)) == snapshot("""\
::error file=stories/PO-12-export-invoices.yaml,line=14,endLine=14,col=20,endColumn=25,title=unknown-dependency::no story is called `PO-99`%0Afix the id, or remove the dependency
::error file=stories/PO-1.yaml,line=3,endLine=3,col=14,endColumn=18,title=dependency-cycle::PO-1 waits for itself: PO-1, PO-2
::warning file=a.yaml,line=2,endLine=2,col=9,endColumn=11,title=wide::wide [red]x[/red] :smile:
::warning file=a.yaml,line=9,endLine=9,col=121,endColumn=126,title=long::long
::notice file=b␛.yaml,line=1,endLine=1,col=1,endColumn=1,title=unsafe-yaml::a␛[2Jb<U+202E>c<U+2028>d%0Asay `␇`
2 errors, 2 warnings, 1 info in 14 files
""")


def test_gitlab() -> None:
    assert gitlab.report(Report(FIVE[:2], 14)) == snapshot("""\
[
  {
    "description": "no story is called `PO-99`: fix the id, or remove the dependency",
    "check_name": "unknown-dependency",
    "fingerprint": "ae940c895683c512f5b0ca661e7a1b65c714d4bce95edb3600411973d00ff9fd",
    "severity": "major",
    "location": {
      "path": "stories/PO-12-export-invoices.yaml",
      "positions": {
        "begin": {
          "line": 14,
          "column": 20
        },
        "end": {
          "line": 14,
          "column": 25
        }
      },
      "lines": {
        "begin": 14,
        "end": 14
      }
    }
  },
  {
    "description": "PO-1 waits for itself: PO-1, PO-2",
    "check_name": "dependency-cycle",
    "fingerprint": "e3e2c875c10a32d1d9873454bbadbd58481be7f74eb1475e77d1cc45f1cf9c42",
    "severity": "major",
    "location": {
      "path": "stories/PO-1.yaml",
      "positions": {
        "begin": {
          "line": 3,
          "column": 14
        },
        "end": {
          "line": 3,
          "column": 18
        }
      },
      "lines": {
        "begin": 3,
        "end": 3
      }
    }
  }
]
""")


def test_junit() -> None:
    assert junit.report(Report(FIVE, 14)) == snapshot("""\
<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="po validate" tests="5" failures="2" errors="0">
  <testsuite name="stories/PO-12-export-invoices.yaml" tests="1" failures="1" errors="0" skipped="0">
    <testcase name="unknown-dependency 14:20" classname="stories/PO-12-export-invoices.yaml">
      <failure type="unknown-dependency" message="stories/PO-12-export-invoices.yaml:14:20: no story is called `PO-99` (fix the id, or remove the dependency)"/>
    </testcase>
  </testsuite>
  <testsuite name="stories/PO-1.yaml" tests="1" failures="1" errors="0" skipped="0">
    <testcase name="dependency-cycle 3:14" classname="stories/PO-1.yaml">
      <failure type="dependency-cycle" message="stories/PO-1.yaml:3:14: PO-1 waits for itself: PO-1, PO-2"/>
    </testcase>
  </testsuite>
  <testsuite name="a.yaml" tests="2" failures="0" errors="0" skipped="2">
    <testcase name="wide 2:9" classname="a.yaml">
      <skipped type="wide" message="a.yaml:2:9: wide [red]x[/red] :smile:"/>
    </testcase>
    <testcase name="long 9:121" classname="a.yaml">
      <skipped type="long" message="a.yaml:9:121: long"/>
    </testcase>
  </testsuite>
  <testsuite name="b␛.yaml" tests="1" failures="0" errors="0" skipped="1">
    <testcase name="unsafe-yaml 1:1" classname="b␛.yaml">
      <skipped type="unsafe-yaml" message="b␛.yaml:1:1: a␛[2Jb&lt;U+202E&gt;c&lt;U+2028&gt;d (say `␇`)"/>
    </testcase>
  </testsuite>
</testsuites>
""")
    assert junit.report(Report((), 14)) == snapshot("""\
<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="po validate" tests="1" failures="0" errors="0">
  <testsuite name="po validate" tests="1" failures="0" errors="0" skipped="0">
    <testcase name="no problems in 14 files" classname="po validate"/>
  </testsuite>
</testsuites>
""")


def test_sarif() -> None:
    fix = Fix((Replace("stories/PO-1.yaml", Span(3, 1, 3, 4), "new"),), safe=True)
    assert sarif.report(Report((FIVE[1]._replace(fix=fix),), 14, READING[:1])) == snapshot("""\
{
  "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
  "version": "2.1.0",
  "runs": [
    {
      "tool": {
        "driver": {
          "name": "po",
          "version": "0.1.0",
          "rules": [
            {
              "id": "invalid-yaml",
              "shortDescription": {
                "text": "The file is not YAML."
              },
              "defaultConfiguration": {
                "level": "error"
              },
              "properties": {
                "tags": [
                  "yaml"
                ]
              }
            }
          ]
        }
      },
      "columnKind": "unicodeCodePoints",
      "results": [
        {
          "ruleId": "dependency-cycle",
          "level": "error",
          "message": {
            "text": "PO-1 waits for itself: PO-1, PO-2"
          },
          "locations": [
            {
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "stories/PO-1.yaml"
                },
                "region": {
                  "startLine": 3,
                  "startColumn": 14,
                  "endLine": 3,
                  "endColumn": 18
                }
              }
            }
          ],
          "relatedLocations": [
            {
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "stories/PO-2.yaml"
                },
                "region": {
                  "startLine": 4,
                  "startColumn": 14,
                  "endLine": 4,
                  "endColumn": 18
                }
              },
              "message": {
                "text": "PO-2 waits for PO-1"
              }
            }
          ],
          "fixes": [
            {
              "description": {
                "text": "po validate --fix"
              },
              "artifactChanges": [
                {
                  "artifactLocation": {
                    "uri": "stories/PO-1.yaml"
                  },
                  "replacements": [
                    {
                      "deletedRegion": {
                        "startLine": 3,
                        "startColumn": 1,
                        "endLine": 3,
                        "endColumn": 4
                      },
                      "insertedContent": {
                        "text": "new"
                      }
                    }
                  ]
                }
              ]
            }
          ]
        }
      ]
    }
  ]
}
""")


def test_summary() -> None:
    assert markdown.render(problems.page(Report(FIVE, 14)), 0, False) == snapshot("""\
2 errors, 2 warnings, 1 info in 14 files

| severity | place | rule | problem |
| --- | --- | --- | --- |
| error | stories/PO-12-export-invoices.yaml:14:20 | unknown-dependency | no story is called \\`PO-99\\` (fix the id, or remove the dependency) |
| error | stories/PO-1.yaml:3:14 | dependency-cycle | PO-1 waits for itself: PO-1, PO-2 |
| warning | a.yaml:2:9 | wide | wide \\[red\\]x\\[/red\\] :<!-- -->smile: |
| warning | a.yaml:9:121 | long | long |
| info | b␛.yaml:1:1 | unsafe-yaml | a␛\\[2Jb&lt;U+202E&gt;c&lt;U+2028&gt;d (say \\`␇\\`) |
""")  # noqa: FBT003


def validated(schema: str, document: str) -> None:
    rules: Any = json.loads((SCHEMAS / schema).read_text(encoding="utf-8"))
    validator: Any = jsonschema.validators.validator_for(rules)
    validator(rules, format_checker=validator.FORMAT_CHECKER).validate(json.loads(document))


texts = st.text(st.sampled_from("a:#[&<\"'\n\x00\x1b\ud800\ufffe\U000e0001é") | st.characters(), max_size=20)
diagnostics = st.builds(
    Diagnostic,
    st.sampled_from(["unknown-field", "no-role"]),
    st.sampled_from(["error", "warning", "info"]),
    texts,
    texts.filter(bool),
    st.builds(Span, st.integers(1, 9), st.integers(1, 9), st.integers(9, 20), st.integers(9, 20)),
    texts,
    st.lists(st.builds(Place, texts, st.just(Span(2, 1, 2, 9)), texts), max_size=2).map(tuple),
    st.none(),
)
reports = st.builds(Report, st.lists(diagnostics, max_size=4).map(tuple), st.integers(0, 9), st.just(READING[:3]))


@needs_schemas
@settings(max_examples=25)
@given(reports)
def test_every_report_fits_its_schema(report: Report) -> None:
    validated("sarif-schema-2.1.0.json", sarif.report(report))
    for item in json.loads(gitlab.report(report)):
        validated("gitlab-codeclimate-item.json", json.dumps(item))
    schema = etree.XMLSchema(etree.parse(SCHEMAS / "junit-10.xsd"))
    schema.assertValid(etree.fromstring(junit.report(report).encode("utf-8")))


@given(reports)
def test_fingerprints_are_all_different_and_stay_when_lines_move(report: Report) -> None:
    moved = tuple(one._replace(span=Span(77, 1, 77, 2)) for one in report.diagnostics)
    first, second = (
        [item["fingerprint"] for item in json.loads(gitlab.report(Report(some, 1)))]
        for some in (report.diagnostics, moved)
    )
    assert first == second
    assert len(set(first)) == len(first)


STORY = {"backlog/po.yaml": "", "backlog/stories/PO-1.yaml": "id: PO-1\ntitle: One\ndepends_on: [PO-9]\nlabels: x\n"}


def test_machines_get_paths_from_the_top_of_the_work_tree(write: Write, po: Po) -> None:
    root = write({**STORY, ".git/HEAD": "ref: refs/heads/main\n"})
    done = po("validate", "-f", "concise", "-o", "json=../a.json", "-o", "sarif=../b.sarif", cwd=root / "backlog")
    assert done.stdout.startswith("stories/PO-1.yaml:3:14: error[unknown-dependency]")
    assert {one["file"] for one in json.loads((root / "a.json").read_text())["diagnostics"]} == {
        "backlog/stories/PO-1.yaml"
    }
    assert '"backlog/stories/PO-1.yaml"' in (root / "b.sarif").read_text()


def test_without_git_paths_start_at_the_backlog(write: Write, po: Po) -> None:
    write(STORY)
    found = json.loads(po("validate", "backlog", "-f", "json", "--backlog", "backlog").stdout)
    assert {one["file"] for one in found["diagnostics"]} == {"stories/PO-1.yaml"}


def test_the_summary_is_written_where_the_runner_says(write: Write, po: Po) -> None:
    root = write(STORY)
    there = {"GITHUB_STEP_SUMMARY": str(root / "summary.md"), "GITHUB_ACTIONS": "true"}
    po("validate", "--backlog", "backlog", env=there)
    assert not (root / "summary.md").exists()
    done = po("validate", "--backlog", "backlog", "-f", "github", env=there)
    assert len(commands(done.stdout)) == 2
    assert "| error | stories/PO-1.yaml:3:14 | unknown-dependency |" in (root / "summary.md").read_text()


def test_a_report_never_overwrites_a_story(write: Write, po: Po) -> None:
    root = write(STORY)
    done = po("validate", "--backlog", "backlog", "-o", "json=backlog/stories/PO-1.yaml")
    assert (done.returncode, done.stdout) == (2, "")
    assert (root / "backlog/stories/PO-1.yaml").read_text() == STORY["backlog/stories/PO-1.yaml"]


@pytest.mark.parametrize(
    ("words", "hint"), [(["-o", "x"], "sarif=po.sarif"), (["-f", "x"], "junit"), (["-o", "x=y"], "junit")]
)
def test_a_format_that_is_not_there(write: Write, po: Po, words: list[str], hint: str) -> None:
    write(STORY)
    done = po("validate", "--backlog", "backlog", *words)
    assert done.returncode == 2
    assert hint in done.stderr


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ([], 0),
        (["--strict"], 1),
        (["--strict", "--ignore", "wording"], 0),
        (["--strict", "--select", "honesty"], 0),
        (["--strict", "--pedantic", "--select", "honesty"], 0),
    ],
)
def test_exit_codes(write: Write, po: Po, words: list[str], code: int) -> None:
    body = "id: PO-1\ntitle: One\ni_want: to go\nrice: {reach: 1, impact: 1, confidence: 100%}\n"
    write({"stories/PO-1.yaml": body})
    done = po("validate", "-f", "concise", *words)
    assert done.returncode == code
    assert ("confidence-without-evidence" in done.stdout) == ("--pedantic" in words)
