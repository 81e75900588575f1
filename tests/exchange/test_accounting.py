"""Every atom of a stranger's file is in a story, or is named with its row, or stands in a column that is named."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from itertools import count
from types import ModuleType

import pytest

from pocli import registry
from pocli.features.imports.import_plan import intake
from pocli.model.backlog import Backlog
from pocli.tables.csv_table import written

MARK = re.compile("⟦a\\d+⟧")
Mark = Callable[[], str]


def marks() -> Mark:
    numbers = count(1)
    return lambda: f"⟦a{next(numbers)}⟧"


def lost(source: str, member: ModuleType) -> set[str]:
    """Return the atoms of a text that are nowhere: in no story, name, note or word of the answer."""
    read = member.read(source, {})
    found = intake(read, Backlog())
    also = " ".join(
        name for item in read.items for name in (item.key, *item.also, item.kind, str(item.fields.get("id")))
    )
    rows = json.dumps([dict(row.fields) for row in found.rows], ensure_ascii=False)
    said = " ".join(text for _, text in found.notes) + " ".join(box.fields["name"] for box in found.sprints)
    words = " ".join(word.word for word in found.words)
    return set(MARK.findall(source)) - set(MARK.findall(rows + said + words + also))


DATA = tuple(path.stem.replace("_", "-") for path in (registry.HERE / "exchange" / "tables").glob("*.toml"))
TABLES = ("aha", "azure", "csv", "jira", "linear", "pivotal", "productboard", *DATA)


def headers(member: ModuleType) -> list[str]:
    """Return a header that means each field and part of a tool, and one that means nothing."""
    return [words.split()[0] for words in member.MEANINGS.values() if words]


@pytest.mark.parametrize("name", TABLES)
def test_each_cell_of_a_table_is_placed_or_named(name: str) -> None:
    member, mark = registry.member("exchange", name), marks()
    names = headers(member)
    head = ["Work Item Type" if one == "workitemtype" else one for one in names]
    source = written([head, [mark() for _ in head], [f"{mark()}\n\n- {mark()}\n- {mark()}" for _ in head]])
    unused = {column.name for column in member.read(source, {}).columns if not column.field}
    assert not unused
    same = {"parent_key", "parent_number", "epic", "cycle_number"}  # other names of a parent or a cycle that is told
    others = {at for at, field in enumerate(one for one, words in member.MEANINGS.items() if words) if field in same}
    rows = list(csv.reader(io.StringIO(source.removeprefix("\ufeff"), newline="")))
    apart = {mark for cells in rows for at in others for mark in MARK.findall(cells[at])}
    assert lost(source, member) <= apart


@pytest.mark.parametrize(
    "html",
    [
        "<p>{} <b>{}</b><br>{}</p><ul><li>{}<ol><li>{}</li></ol></li></ul>",
        "<table><caption>{}</caption><tr><th>{}</th><td>{}</td></tr><tr><td>{}</td></tr></table>",
        '<img alt="{}" src="https://example.com/{}.png"><a href="https://example.com/{}">{}</a><img src="data:{}">',
        "<pre><code>{}\n  {}</code></pre><blockquote>{}</blockquote><h3>Acceptance Criteria</h3><ul><li>{}</li></ul>",
        "<script>{}</script>{} List<{}> <unknown>{}</unknown><style>{}</style>",
        "<dl><dt>{}</dt><dd>{}</dd></dl><details><summary>{}</summary>{}</details><label><input type=checkbox>{}",
        "{}<td>{}<li>{}</table>{}<h1>{}",
        "Plain {} Map<{},V> & {}",
    ],
)
def test_each_word_of_html_is_placed_or_named(html: str) -> None:
    mark = marks()
    source = written(
        [["ID", "Work Item Type", "Title", "Description"], ["1", "Bug", "x", re.sub("{}", lambda _: mark(), html)]]
    )
    assert lost(source, registry.member("exchange", "azure")) <= ({"⟦a1⟧", "⟦a5⟧"} if "script" in html else set())


@pytest.mark.parametrize(
    "wiki",
    [
        "h2. {}\n* {}\n** {}\n# {}\n{}\nbq. {}\n----\n{}",
        "||{}||{}||\n|{}|[{}|https://example.com/{}]|",
        (
            "{{code:title={}|x=y}}\n{}\n{{code}} {{noformat}}{}{{noformat}} "
            "{{quote}}{}{{quote}} {{panel:title={}}}{}{{panel}}"
        ),
        "*{}* _{}_ -{}- +{}+ {{{{{}}}}} [~{}] [^{}] !{}.png|thumbnail! {{color:red}}{}{{color}} [{}]",
        "h3. *Acceptance Criteria*\n* {}\n* {}\n\nh3. Notes\n{}",
        "*Acceptance Criteria:*\n- {}\n*{}*\n{}",
    ],
)
def test_each_word_of_wiki_markup_is_placed_or_named(wiki: str) -> None:
    mark = marks()
    text = wiki.format(*(mark() for _ in range(wiki.count("{}"))))
    source = written([["Summary", "Issue key", "Issue Type", "Description"], ["x", "A-1", "Bug", text]])
    assert lost(source, registry.member("exchange", "jira")) == set()


def trello(mark: Mark) -> object:
    card = {
        "id": "65a000000000000000000001",
        "name": mark(),
        "desc": f"{mark()}\n\n## Acceptance criteria\n\n- {mark()}",
        "idList": mark(),
        "idMembers": [mark(), "m1"],
        "idChecklists": [mark(), "k1"],
        "labels": [{"name": mark()}],
        "attachments": [{"name": mark(), "url": f"https://x.y/{mark()}"}, {"name": mark(), "url": ""}],
        "customFieldItems": [{"idCustomField": "f1", "value": {"text": mark()}}],
    }
    item = {"name": mark(), "state": "complete", "due": None, "idMember": mark()}
    comment = {"type": "commentCard", "data": {"text": mark(), "card": {"id": card["id"]}}}
    return {
        "name": mark(),
        "desc": mark(),
        "cards": [card],
        "lists": [],
        "members": [{"id": "m1", "username": mark()}, {"id": "m2"}],
        "checklists": [{"id": "k1", "name": mark(), "checkItems": [item]}],
        "customFields": [{"id": "f1", "name": "Description"}],
        "actions": [comment, {"type": "commentCard", "data": {"text": mark()}}],
    }


def github(mark: Mark) -> object:
    issue = {
        "number": 1,
        "url": "https://github.com/a/b/issues/1",
        "title": mark(),
        "body": f"{mark()}\n\n## Acceptance criteria\n- {mark()}\n\n## More\n{mark()}",
        "labels": [{"name": mark(), "description": mark()}],
        "assignees": [{"login": mark()}, {"login": mark()}],
        "author": {"login": mark()},
        "milestone": {"title": mark(), "description": mark(), "dueOn": mark()},
        "type": {"name": mark()},
        "state": "OPEN",
        "projectItems": [{"title": mark(), "status": {"name": mark()}}, {"title": mark(), "status": {"name": mark()}}],
    }
    return [issue]


def beads(mark: Mark) -> object:
    link = {"issue_id": "a-1", "depends_on_id": mark(), "type": "related"}
    issue: dict[str, object] = {
        "id": "a-1",
        "title": mark(),
        "description": mark(),
        "acceptance_criteria": f"- {mark()}\n- {mark()}",
    }
    issue |= {"status": mark(), "issue_type": mark(), "assignee": mark(), "created_by": mark(), "labels": [mark()]}
    issue |= {"close_reason": mark(), "parent": mark(), "created_at": mark(), "dependencies": [link]}
    return issue


def ours(mark: Mark) -> object:
    story = {
        "title": mark(),
        "type": mark(),
        "labels": [mark(), {"a": mark()}],
        "acceptance_criteria": [mark(), {"a b": mark()}, {"given": [mark()], "then": [mark()]}],
        "links": [{"title": mark(), "url": "https://x.y"}],
        "x-own": {"deep": [mark()]},
        "depends_on": [mark()],
        "parent": mark(),
    }
    return {"schema": "po.export/1", "stories": [story]}


@pytest.mark.parametrize(("name", "make"), [("trello", trello), ("github", github), ("json", ours), ("beads", beads)])
def test_each_word_of_a_document_is_placed_or_named(name: str, make: Callable[[Mark], object]) -> None:
    source = json.dumps(make(marks()), ensure_ascii=False)
    assert lost(source, registry.member("exchange", name)) == set()


def texts() -> Iterator[tuple[str, str]]:
    yield (
        "backlog-md",
        (
            "---\nid: t-1\ntitle: {}\nstatus: {}\nassignee: [{}, {}]\nlabels:\n  - {}\ndependencies: [{}]\ntype: {}\n"
            "created_date: {}\nmilestone: {}\n---\n{}\n"
            "\n## Description\n\n{}\n\n```\n## {}\n```\n\n## Acceptance Criteria\n- [ ] #1 {}\n"
        ),
    )
    yield "text", "As a {}, I want {}, so that {}. {}\n  - {}\n  - {}\n{}\n"
    yield (
        "draft",
        (
            "{}\n\n# {}\n\n## {}\n**As a** {}\n**I want** {}\n**So that** {}\n**Acceptance Criteria:**\n"
            "- {}\n**Points:** {}\n**N:** {}\n- {}\n"
        ),
    )
    yield (
        "draft",
        "As a {}, I want {}. {}\n- {}\n  {}\n\n{}\n\n### {}\n{}\n- {}\n\n| {} | {} |\n\n```\n# {}\n```\nRole: {}\n",
    )
    yield "draft", "**Story 1: {}**\n- {}\n**{}**\n{}\n1. As a {}, I want {}\n2. As a {}, I want {}\n{}\n"


@pytest.mark.parametrize(("name", "text"), list(texts()))
def test_each_word_of_a_text_is_placed_or_named(name: str, text: str) -> None:
    mark = marks()
    source = re.sub("{}", lambda _: mark(), text)
    assert lost(source, registry.member("exchange", name)) == set()


def test_every_reader_is_tried() -> None:
    tried = {*TABLES, "trello", "github", "json", "beads", *(name for name, _ in texts())}
    assert tried == set(registry.capable("exchange", "read")) - {"reach"}
