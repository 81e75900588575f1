"""A story as a whole: what it is, what is around it, what it is worth."""

from datetime import date
from fractions import Fraction
from typing import Any

from inline_snapshot import snapshot

from pocli.features.browse import show_page
from pocli.features.browse.surroundings import about
from pocli.model.backlog import Backlog, Unreadable
from pocli.model.config import Config
from pocli.model.records import Goal, Request
from pocli.model.story import Criterion, Evidence, Link, Rice, Story
from pocli.render import plain


def story(number: int, **fields: Any) -> Story:  # noqa: ANN401
    return Story(f"stories/PO-{number}.yaml", f"PO-{number}", fields.pop("title", f"Story {number}"), **fields)


EPIC = story(3, type="epic", title="Take part in the market")
FULL = story(
    1,
    status="in-test",
    as_a="accountant",
    i_want="to export",
    acceptance_criteria=(Criterion(given=("an account",), when=("I export",), then=("it works",), done=True),),
    points=Fraction(1),
    rice=Rice(Fraction(1000), Fraction(1), Fraction(4, 5), None, (Fraction(500), Fraction(2000))),
    depends_on=("PO-2", "PO-99"),
    goal="G-1",
    requested_by=("sales",),
    evidence=(Evidence("interview", "six of eight"),),
    links=(Link("Design", "https://example.org"),),
    started=date(2026, 11, 2),
    faults=("due",),
    description="Some\ntext\n",
)
BACKLOG = Backlog(
    Config(statuses={"in-test": "doing"}),
    (
        FULL,
        story(2, parent="PO-3", status="done"),
        EPIC,
        story(4, depends_on=("PO-3",)),
        story(5, depends_on=("PO-1",)),
    ),
    goals=(Goal("goals/G-1.yaml", "G-1", "Close the books"),),
    requests=(Request("requests/R-1.yaml", "R-1", "Acme renews", needs=("PO-3",)),),
    unreadable=(Unreadable("stories/PO-7.yaml", 2, "no title"),),
)


def said(*stories: Story) -> str:
    return plain.render(show_page.page(about(BACKLOG, stories)), 80, False)  # noqa: FBT003


def test_everything_that_is_known() -> None:
    assert said(FULL) == snapshot("""\
PO-1 Story 1
in-test (doing) · story · 1 point
stories/PO-1.yaml

As an accountant, I want to export

goal        G-1 Close the books
waits for   PO-2 Story 2 (done), PO-99 (no such story)
needed by   PO-5 Story 5 (draft)
asked by    sales
value       reach 1,000 × impact 1 × confidence 80 % ÷ effort 0.05 = 16,000 (reach 500 to 2,000)
evidence    interview: six of eight
link        Design https://example.org
dates       started 2026-11-02
! `due` is invalid and counts as missing

Acceptance criteria
[x] 1. Given an account
       When I export
       Then it works

Some
text
left out: stories/PO-7.yaml:2: no title
""")


def test_what_waits_for_an_epic_waits_for_its_parts() -> None:
    assert said(BACKLOG.stories[1], EPIC) == snapshot("""\
PO-2 Story 2
done · story
stories/PO-2.yaml

parent      PO-3 Take part in the market
needed by   PO-1 Story 1 (doing), PO-4 Story 4 (draft)
requests    R-1 Acme renews

PO-3 Take part in the market
done (derived), draft in its file · epic
stories/PO-3.yaml

progress    1 of 1 done
parts       PO-2 Story 2 (done)
needed by   PO-4 Story 4 (draft)
requests    R-1 Acme renews
left out: stories/PO-7.yaml:2: no title
""")


def test_many_neighbours_are_named_by_their_ids() -> None:
    many = BACKLOG._replace(stories=(EPIC, *(story(number, parent="PO-3") for number in range(10, 16))))
    page = plain.render(show_page.page(about(many, (EPIC,))), 80, False)  # noqa: FBT003
    assert "parts       PO-10, PO-11, PO-12, PO-13, PO-14, PO-15" in page


def test_a_role_alone_is_no_half_a_sentence() -> None:
    role = "member"
    said = {
        "for a member": story(1, as_a=role),
        "As a member, so that I am paid": story(1, as_a=role, so_that="I am paid"),
        "I want to pay": story(1, i_want="to pay"),
    }
    for wish, one in said.items():
        shown = plain.render(show_page.page(about(Backlog(stories=(one,)), (one,))), 0, colour=False)
        assert wish in shown.splitlines()
