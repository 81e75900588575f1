"""GitHub's issues become stories, in the shapes of `gh` and of REST; pull requests are left out."""

import json
from datetime import date

import pytest

from arrivals import shared, stories
from pocli.errors import PoError
from pocli.exchange import github
from pocli.features.imports.import_plan import ImportPlan, intake
from pocli.model.backlog import Backlog
from pocli.model.records import Sprint

HERE = "https://github.com/acme/shop"


def issue(number: int, **more: object) -> dict[str, object]:
    return {"number": number, "title": f"Issue {number}", "state": "OPEN", "url": f"{HERE}/issues/{number}", **more}


def taken(*found: object, backlog: Backlog | None = None, **mapping: str) -> ImportPlan:
    return intake(github.read("\n".join(map(json.dumps, found)), mapping), backlog or Backlog())


def test_the_recorded_pages() -> None:
    pages = [one["response"] for one in json.loads(shared("exports/github-rest-recorded.json"))]
    found = taken(*pages)
    made = stories(found)
    assert len(made) == sum(map(len, pages)) == 13
    assert made[0].extra["x-github-key"] == "octokit-fixture-org/paginate-issues#13"
    assert made[0].created == date(2017, 10, 10)
    assert taken(pages).rows == found.rows


def test_every_field_of_gh_has_a_home_or_is_named() -> None:
    fields = json.loads(shared("exports/github-gh-fields.json"))["gh_issue_list_json_fields"]
    found = taken([dict.fromkeys(fields) | {"number": 1, "title": "x"}])
    assert [column.name for column in found.columns] == fields
    homeless = "comments id projectCards reactionGroups updatedAt isPinned"
    assert set(found.unused) == set(homeless.split())


def test_the_fields_of_gh() -> None:
    backlog = Backlog(sprints=(Sprint("", "S-2", date(2026, 1, 1), date(2026, 1, 14), name="May"),))
    one = issue(
        7,
        body="Depends on #8 and acme/shop#9\nblocks #10\r\nfor real",
        labels=[{"name": "bug"}, {"name": "billing, web"}],
        assignees=[{"login": "ada"}, {"login": "bob"}],
        author={"login": "cem"},
        milestone={"title": "May", "dueOn": "2026-05-31T00:00:00Z"},
        createdAt="2026-05-01T23:00:00Z",
        projectItems=[{"title": "Board", "status": {"name": "In review"}}],
    )
    found = taken([one, issue(8), issue(9), issue(10)], backlog=backlog)
    first, *_, last = stories(found)
    assert (first.type, first.labels, first.owner, first.requested_by) == (
        "bug",
        ("bug", "billing, web"),
        "ada",
        ("cem",),
    )
    assert (first.depends_on, last.depends_on) == (("PO-2", "PO-3"), ("PO-1",))
    assert (first.sprint, first.due, first.created, first.status) == (
        "S-2",
        date(2026, 5, 31),
        date(2026, 5, 1),
        "doing",
    )
    assert first.description == "Depends on #8 and acme/shop#9\nblocks #10\nfor real"
    assert found.notes == (
        (1, "assignees: a story has one owner: `bob` left out"),
        (1, "projectItems[1].title: `Board`: left out"),
    )


@pytest.mark.parametrize(
    ("more", "status", "because"),
    [
        ({"state": "CLOSED", "stateReason": "COMPLETED"}, "done", ""),
        ({"state": "closed", "state_reason": "not_planned"}, "dropped", "not planned"),
        ({"state": "CLOSED", "stateReason": ""}, "done", ""),
        ({"state": "OPEN", "stateReason": "REOPENED"}, "draft", ""),
        ({"state": "", "closed": True}, "done", ""),
    ],
)
def test_states(more: dict[str, object], status: str, because: str) -> None:
    (story,) = stories(taken([issue(1, closedAt="2026-05-02T01:00:00Z", **more)]))
    assert (story.status, story.dropped_because, story.finished) == (status, because, date(2026, 5, 2))


def test_pull_requests_are_left_out_and_named() -> None:
    rest = issue(2, pull_request={"url": ""})
    gh = issue(3, url=f"{HERE}/pull/3")
    found = taken([issue(1), rest, gh])
    assert [row.title for row in found.rows] == ["Issue 1"]
    assert found.notes == ((2, "a pull request: left out"), (3, "a pull request: left out"))


def test_two_repositories_do_not_mix() -> None:
    other = issue(1, url="https://github.com/acme/app/issues/1", body="Blocked by #2")
    made = stories(taken([issue(2), other, issue(2, url="https://github.com/acme/app/issues/2")]))
    assert [story.depends_on for story in made] == [(), ("PO-3",), ()]


def test_a_parent_issue_and_a_type() -> None:
    child = issue(2, parent_issue_url="https://api.github.com/repos/acme/shop/issues/1", type={"name": "Task"})
    made = stories(taken([issue(1), child]))
    assert (made[1].parent, made[1].type) == ("PO-1", "chore")


def test_a_key_without_a_home_can_be_named() -> None:
    (story,) = stories(taken([issue(1, priority="P1")], priority="x-priority"))
    assert story.extra["x-priority"] == "P1"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the file is empty"),
        ("[1,", "1:4: "),
        ('[{"number": 1, "number": 2}]', "stands twice"),
        ('[{"number": NaN}]', "not a JSON number"),
        ("[" * 100_000, "1:101: nested deeper"),
        ('{"cards": []}', "no issues"),
        ('[{"number": 1,\n "title" "x"}]', "2:10: "),
    ],
)
def test_what_is_no_list_of_issues_is_refused(text: str, message: str) -> None:
    with pytest.raises(PoError, match=message):
        github.read(text, {})


def test_hostile_texts_become_texts() -> None:
    (story,) = stories(taken([issue(1, title="a\ud800\u202eb\nc", body="x\u0000<script>y</script>")]))
    assert (story.title, story.description) == ("a\ufffd b c", "x<script>y</script>")


def test_an_empty_list_is_no_mistake() -> None:
    assert taken([]).rows == ()
