"""What a file says is no task, another repository's issue or another column's title is not taken for a story."""

import json
from fractions import Fraction
from pathlib import Path

import pytest

from arrivals import stories
from house import Po, Write
from pocli.disk.foreign_file import text as file_text
from pocli.errors import PoError
from pocli.exchange import backlog_md, csv, github
from pocli.exchange import json as ours
from pocli.features.imports.import_ids import ImportOptions
from pocli.features.imports.import_plan import ImportPlan, intake
from pocli.model.backlog import Backlog
from pocli.model.config import Config
from pocli.model.story import Story
from pocli.tables.columns import Wanted


def folder(root: Path, files: dict[str, str]) -> ImportPlan:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return intake(backlog_md.read(file_text(str(root)), {}), Backlog())


def task(name: str, title: str = "", *, more: str = "", body: str = "") -> str:
    return f"---\nid: {name}\ntitle: {title or name}\nstatus: To Do\n{more}---\n\n{body}"


def table(text: str, ask: ImportOptions | None = None, backlog: Backlog | None = None, order: str = "") -> ImportPlan:
    wanted = Wanted()
    wanted.order = order
    return intake(csv.read(text, wanted), backlog or Backlog(), ask or ImportOptions())


def test_only_tasks_of_backlog_md_become_stories(tmp_path: Path) -> None:
    found = folder(
        tmp_path,
        {
            "archive/tasks/back-1 - old.md": task("back-1", "Thrown away"),
            "archive/milestones/m-0 - past.md": task("m-0", "Past"),
            "completed/back-2 - did.md": task("back-2", "Did", more="milestone: M-0\n"),
            "decisions/decision-1 - x.md": task("decision-1", "Decided"),
            "drafts/draft-3 - maybe.md": task("draft-3", "Maybe"),
            "docs/guides/doc-1 - x.md": task("doc-1", "Guide"),
            "tasks/back-1 - new.md": task("BACK-1", "Alive"),
        },
    )
    assert [(one.title, one.status) for one in stories(found)] == [
        ("Alive", "draft"),
        ("Did", "done"),
        ("Maybe", "draft"),
    ]
    said = {found.places[row]: text for row, text in found.notes}
    assert said == {
        "archive/tasks/back-1 - old.md": "`Thrown away` is archived: left out",
        "archive/milestones/m-0 - past.md": "`Past` is archived: left out",
        "decisions/decision-1 - x.md": "`Decided` is a decision: left out",
        "docs/guides/doc-1 - x.md": "`Guide` is a document: left out",
        "completed/back-2 - did.md": "sprint: no sprint here is called `Past`: left out",
    }


def test_ids_of_backlog_md_have_no_case(tmp_path: Path) -> None:
    files = {
        "task-1 - a.md": task("task-1"),
        "task-2 - b.md": task("TASK-2", more="parent_task_id: TASK-1\ndependencies: [Task-3]\n"),
        "task-3 - c.md": task("task-3"),
    }
    found = folder(tmp_path, files)
    one, two, three = stories(found)
    assert (two.parent, two.depends_on) == (one.id, (three.id,))
    again = intake(
        backlog_md.read(file_text(str(tmp_path)).replace("id: TASK-2", "id: task-2"), {}),
        Backlog(stories=(one, two, three)),
    )
    assert (again.new, again.changed) == (0, 0)


def test_a_section_in_code_is_no_section(tmp_path: Path) -> None:
    body = "## Description\n\n```md\n## Acceptance Criteria\n<!-- kept -->\n- [ ] #1 no\n```\n"
    body += "<!-- gone -->\n\n## Acceptance Criteria\n\n- [ ] #1 yes\n"
    (story,) = stories(folder(tmp_path, {"task-1.md": task("task-1", body=body)}))
    assert [one.text for one in story.acceptance_criteria] == ["yes"]
    assert story.description == "```md\n## Acceptance Criteria\n<!-- kept -->\n- [ ] #1 no\n```"


def test_a_form_feed_in_a_file_begins_no_other(tmp_path: Path) -> None:
    found = folder(tmp_path, {"task-1.md": task("task-1", body="a\fx\n---\nid: task-2\ntitle: forged\n---\n")})
    assert [one.title for one in stories(found)] == ["task-1"]
    assert "control characters were removed" in found.notes[0][1]


def issues(*found: dict[str, object], here: Backlog | None = None) -> ImportPlan:
    return intake(github.read(json.dumps(found), {}), here or Backlog())


@pytest.mark.parametrize(
    "home",
    [
        {"repository": {"name": "shop", "nameWithOwner": "acme/shop"}},
        {"repository": {"full_name": "acme/shop"}},
        {"repository": "acme/shop"},
        {"repository_url": "https://api.github.com/repos/acme/shop"},
        {"url": "https://github.com/acme/shop/issues/7"},
    ],
)
def test_a_number_belongs_to_its_repository(home: dict[str, object]) -> None:
    found = issues({"number": 7, "title": "a"} | home, {"number": 7, "title": "b", "repository": "acme/depot"})
    assert [one.extra["x-github-key"] for one in stories(found)] == ["acme/shop#7", "acme/depot#7"]
    assert not found.notes


def test_numbers_of_two_repositories_are_not_mixed() -> None:
    (here,) = stories(issues({"number": 7, "title": "Weigh"}))
    known = Backlog(stories=(here,))
    assert issues({"number": 7, "title": "Weigh", "state": "closed"}, here=known).changed == 1
    with pytest.raises(PoError, match="#7 is `Mend` there and `Weigh` here"):
        issues({"number": 7, "title": "Mend"}, here=known)
    with pytest.raises(PoError, match="another issue of the file"):
        issues({"number": 1, "title": "a"}, {"number": 1, "title": "b"})
    taken = issues({"number": 7, "title": "Weigh", "repository": "a/b"}, here=known)
    assert [(row.ident, row.path != "") for row in taken.rows] == [(here.id, True)]
    other = issues({"number": 7, "title": "Mend", "repository": "a/c"}, here=known)
    assert other.new == 1


@pytest.mark.parametrize("other", ["Subject", "Task", "Summary", "Name", "Task name"])
def test_a_project_is_no_title(other: str) -> None:
    assert [one.title for one in stories(table(f"Project,{other}\nDepot,Weigh\nDepot,Order\n"))] == ["Weigh", "Order"]


def test_figures_are_no_titles() -> None:
    found = table("Title,Name\n1,Weigh\n2,Order\n")
    assert [one.title for one in stories(found)] == ["Weigh", "Order"]


def test_without_titles_nothing_is_imported(po: Po, write: Write) -> None:
    root = write({"x.csv": "ID,Betreff,Status\n1,Pakete wiegen,open\n2,Waage bestellen,open\n"})
    done = po("import", "csv", "x.csv")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        'po: nothing was imported: no row has a title\n  hint: name the column of titles: --map "Betreff=title"\n'
    )
    assert not (root / "stories").exists()
    assert po("import", "csv", "x.csv", "--map", "Betreff=title").returncode == 0


@pytest.mark.parametrize(
    "above", ["Board,,\n", "Board,,\n\nGroup one,,\n", "# a report\n# of today\n", "Title,,\n,,\n"]
)
def test_a_header_may_stand_further_down(above: str) -> None:
    found = table(f"{above}Name,Owner,Item ID\nWeigh,Ada,11\n")
    assert [(one.title, one.owner) for one in stories(found)] == [("Weigh", "Ada")]
    assert sum("stands above the header" in text for _, text in found.notes) == above.replace("\n,,", "").strip().count(
        "\n"
    ) + 1 - above.count("\n\n")


def test_links_may_name_titles() -> None:
    rows = [
        'Weigh,"Order, then wait (https://example.com/Order-0d), Pack (one) (Pack%20one.md)",Depot opens',
        '"Order, then wait",,depot  OPENS',
        "Pack (one),K-1 Nobody,",
        "Depot opens,,",
    ]
    found = table("Name,Blocked by,Parent\n" + "\n".join(rows) + "\n")
    weigh, order, pack, depot = stories(found)
    assert weigh.depends_on == (order.id, pack.id)
    assert (weigh.parent, order.parent) == (depot.id, depot.id)
    assert [text for _, text in found.notes] == ["depends_on: no other story is called `K-1 Nobody`: left out"]


def test_a_title_of_several_is_no_link() -> None:
    found = table("Name,Parent\nDepot,\nDepot,\nWeigh,Depot\n")
    assert stories(found)[2].parent == ""
    assert "parent: 2 stories are called `Depot`: left out" in [text for _, text in found.notes]


def test_epics_are_made_when_they_are_wanted() -> None:
    text = "Epic,User Story\nDepot,As a packer I want to weigh a parcel so that I know the postage\n"
    text += "DEP-9,As a clerk I want order\n"
    found = table(text)
    assert found.parents
    assert [(one.title, one.as_a) for one in stories(found)] == [("Weigh a parcel", "packer"), ("Order", "clerk")]
    made = stories(table(text, ImportOptions(epics=True)))
    assert [(one.title, one.type) for one in made] == [
        ("Depot", "epic"),
        ("Weigh a parcel", "story"),
        ("Order", "story"),
    ]
    assert made[1].parent == made[0].id
    again = table(text, ImportOptions(epics=True), Backlog(stories=tuple(made)))
    assert (again.new, again.changed) == (0, 0)


@pytest.mark.parametrize(
    ("header", "cell", "months"),
    [
        ("Effort (person-weeks)", "2", "0.5"),
        ("Effort in days", "10", "0.5"),
        ("Effort [hours]", "80..160", "0.5..1"),
        ("Effort", "2 weeks", "0.5"),
        ("Effort", "40h", "0.25"),
        ("Effort (months)", "2", "2"),
        ("Person-weeks", "4", "1"),
        ("Effort (quarters)", "1", "3"),
    ],
)
def test_effort_is_told_in_months(header: str, cell: str, months: str) -> None:
    (row,) = table(f"title,{header}\nx,{cell}\n").rows
    assert row.fields["rice"] == {"effort": months}


@pytest.mark.parametrize(
    ("header", "cell", "reach"),
    [
        ("Reach (per month)", "100", 300),
        ("Reach/month", "100", 300),
        ("Reach", "1,000 per year", 250),
        ("Reach (quarterly)", "100", 100),
        ("Reach (customers)", "100", 100),
    ],
)
def test_reach_counts_in_our_period(header: str, cell: str, reach: int) -> None:
    found = table(f'title,{header}\nx,"{cell}"\n')
    (story,) = stories(found)
    assert story.rice is not None
    assert story.rice.reach == reach
    assert bool(found.notes) == (reach not in {100, 1000})


def test_a_period_of_ours_that_is_no_time_is_said() -> None:
    found = table("title,Reach per week\nx,7\n", backlog=Backlog(Config(reach_period="sprint")))
    assert found.rows[0].fields["rice"] == {"reach": "7"}
    assert found.notes == ((2, "reach: it counts per week there, per sprint here: taken as it is"),)


def test_shares_stand_beside_percentages() -> None:
    found = table("title,confidence\na,80\nb,0.5\nc,1\nd,90%\n")
    said = [one.rice.confidence for one in stories(found) if one.rice]
    assert said == [Fraction(8, 10), Fraction(1, 2), Fraction(1), Fraction(9, 10)]


def test_the_dates_of_a_file_have_one_order() -> None:
    text = "title,created,due\na,13/1/2026,3/4/2026\n"
    (story,) = stories(table(text))
    assert str(story.due) == "2026-04-03"
    assert table("title,due\na,3/4/2026\n").notes[0][1].endswith("could be two days: left out")
    assert str(stories(table("title,due\na,3/4/2026\n", order="md"))[0].due) == "2026-03-04"


def test_what_is_finished_is_done() -> None:
    found = table("title,completed at,status\na,2026-01-05,\nb,2026-01-05,Parked\nc,,\nd,2026-01-05,In progress\n")
    assert [one.status for one in stories(found)] == ["done", "done", "draft", "doing"]


def test_lists_may_stand_in_brackets() -> None:
    (story,) = stories(table('title,labels\na,"[web, ""two words""]"\n'))
    assert story.labels == ("web", "two words")


def test_a_type_can_be_named() -> None:
    text = "title,type\na,Fehler\nb,Task\n"
    assert [text for _, text in table(text).notes] == ["type: `Fehler` is not a type that po knows: left out"]
    found = table(text, ImportOptions(types={"fehler": "bug", "Task": "story"}))
    assert [one.type for one in stories(found)] == ["bug", "story"]
    assert not found.notes
    with pytest.raises(PoError, match="no row has the type `Fhler`"):
        table(text, ImportOptions(types={"Fhler": "bug"}))
    with pytest.raises(PoError, match="`fault` is not a type"):
        table(text, ImportOptions(types={"Fehler": "fault"}))


def test_of_a_list_only_what_is_wrong_is_left_out() -> None:
    criteria = ["ok", {"Shows two units": "grams, ounces"}, {"given": ["a"], "wrong": "b"}, {"text": "last"}]
    one = {"title": "x", "labels": ["a", ["b"], "c"], "acceptance_criteria": criteria, "priority": "high"}
    found = intake(ours.read(json.dumps({"schema": "po.export/1", "stories": [one]}), {}), Backlog())
    (story,) = stories(found)
    assert story.labels == ("a", "c")
    assert [one.text for one in story.acceptance_criteria] == ["ok", "Shows two units: grams, ounces", "last"]
    assert {text for _, text in found.notes} == {
        "priority: not a field of a story: left out",
        "labels[2]: a text belongs here, not a list: left out",
        "acceptance_criteria[3]: `wrong` is not known there: left out",
    }
    assert "priority" in found.unused


def test_a_key_takes_over_a_story_that_has_none() -> None:
    here = Story("stories/PO-1.yaml", "PO-1", "Weigh")
    found = table("title,key\nWeigh,K-1\n", backlog=Backlog(stories=(here,)))
    assert [(row.ident, bool(row.path)) for row in found.rows] == [("PO-1", True)]
