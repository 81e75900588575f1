"""The ranking against brute force, and rule by rule."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pocli.errors import PoError
from pocli.features.rank import explain_page
from pocli.features.rank import page as view
from pocli.lookup.select import find
from pocli.model.backlog import Backlog, Unreadable
from pocli.model.config import Config
from pocli.model.story import Rice, Story
from pocli.page import Line, Page, Table
from pocli.ranking.ordering import order as worked_out
from pocli.ranking.rank import Ranking, rank, ranking, scores
from pocli.ranking.value import figures
from pocli.ranking.weight import weights
from pocli.reading.assemble import assembled
from pocli.reading.contents import ParsedFile

ONE = Fraction(1)


def story(number: int, score: float | None = None, *needs: int, **fields: Any) -> Story:  # noqa: ANN401
    """Return a story with a score, that needs others."""
    name = f"PO-{number}"
    rice = None if score is None else Rice(Fraction(str(score)), ONE, ONE, ONE)
    waits = tuple(f"PO-{need}" for need in needs)
    return Story(f"stories/{name}.yaml", name, f"Story {number}", **{"rice": rice, "depends_on": waits, **fields})


def order(*stories: Story, **words: Any) -> list[int]:  # noqa: ANN401
    backlog = assembled({story.path: ParsedFile(story, None, ()) for story in stories})
    return [int(item.story.id[3:]) for item in rank(backlog, **words).items]


def cells(page: Page) -> list[list[str]]:
    return [[cell.text for cell in row] for block in page.blocks if isinstance(block, Table) for row in block.rows]


def lines(page: Page) -> list[str]:
    return ["".join(cell.text for cell in block.cells) for block in page.blocks if isinstance(block, Line)]


def test_the_best_comes_first_and_ties_go_by_number() -> None:
    assert order(story(1, 5), story(2, 9), story(10, 7), story(9, 7)) == [2, 9, 10, 1]


def test_scores_that_are_the_same_float_are_still_told_apart() -> None:
    third = Rice(Fraction(1), ONE, ONE, Fraction(3))
    less = Rice(Fraction(1) - Fraction(1, 10**30), ONE, ONE, Fraction(3))
    assert order(story(1, rice=less), story(2, rice=third)) == [2, 1]


def test_a_set_of_stories_counts_with_its_value_for_all_its_work() -> None:
    found = rank(Backlog(stories=(story(1, 9, 2), story(2, 1, 3), story(3), story(4, 3)))).items
    assert [item.story.id for item in found] == ["PO-3", "PO-2", "PO-1", "PO-4"]
    assert [item.effective for item in found] == [Fraction(10, 3)] * 3 + [3]
    assert [item.raised_by for item in found] == ["PO-1", "PO-1", "", ""]
    assert [item.others for item in found] == [("PO-2", "PO-1"), ("PO-3", "PO-1"), ("PO-3", "PO-2"), ()]
    assert [item.score for item in found] == [None, 1, 9, 3]
    assert [item.lowered for item in found] == [False, False, True, False]
    assert [item.assumed for item in found] == [True, False, False, False]


def test_what_costs_more_than_it_makes_possible_waits() -> None:
    """40 points that make one small story possible are no reason to put off 8 points that are worth more."""
    rice = Rice(Fraction(100), ONE, ONE)
    stories = (
        story(1, points=Fraction(40)),
        story(2, None, 1, points=ONE, rice=rice),
        story(3, points=Fraction(8), rice=rice._replace(reach=Fraction(500))),
    )
    found = rank(Backlog(stories=stories)).items
    assert [item.story.id for item in found] == ["PO-3", "PO-1", "PO-2"]
    assert [item.effective for item in found] == [1250, Fraction(2000, 41), Fraction(2000, 41)]


def test_several_that_one_makes_possible_count_together() -> None:
    """No one of them is worth the enabler, all of them are."""
    fan = tuple(story(number, 4, 1) for number in (2, 3, 4))
    found = rank(Backlog(stories=(story(1, rice=Rice(effort=Fraction(2))), *fan, story(5, 2)))).items
    assert [item.story.id for item in found] == ["PO-1", "PO-2", "PO-3", "PO-4", "PO-5"]
    assert found[0].effective == Fraction(12, 5)


@pytest.mark.parametrize("fields", [{"status": "doing"}, {"pinned": "law"}])
def test_what_comes_first_anyway_costs_nothing_that_waits_for_it(fields: dict[str, str]) -> None:
    found = rank(Backlog(stories=(story(1, 1, **fields), story(2, 9, 1), story(3, 8)))).items
    by_id = {item.story.id: item for item in found}
    assert (by_id["PO-2"].effective, by_id["PO-2"].others) == (9, ())
    assert by_id["PO-2"].rank < by_id["PO-3"].rank


def test_what_is_under_way_and_stuck_raises_what_it_waits_for() -> None:
    found = rank(Backlog(stories=(story(1, 1), story(2, 9, 1, status="doing"), story(3, 4)))).items
    assert [(item.story.id, item.effective) for item in found] == [("PO-1", 5), ("PO-3", 4)]


def test_an_unknown_size_is_the_median_of_its_type() -> None:
    sized = [story(number, 1, rice=Rice(ONE, ONE, ONE, Fraction(number))) for number in (3, 4, 8)]
    bugs = (story(9, type="bug", points=Fraction(20)), story(10, type="bug", points=Fraction(60)))
    stories = (story(1, type="bug"), story(2, 90, 1), *sized, *bugs, story(11, 80, 12), story(12, type="chore"))
    found = {item.story.id: item for item in rank(Backlog(stories=stories)).items}
    assert (found["PO-1"].effective, found["PO-1"].size, found["PO-1"].assumed) == (30, 2, True)
    assert (found["PO-12"].effective, found["PO-12"].size) == (20, 3)


def test_an_equal_score_raises_nothing() -> None:
    assert [item.raised_by for item in rank(Backlog(stories=(story(1, 5, 2), story(2, 5)))).items] == ["", ""]


def test_own_scores_only() -> None:
    found = rank(Backlog(stories=(story(1, 9, 2), story(2, 1), story(3, 5), story(4))), own=True)
    assert [item.story.id for item in found.items] == ["PO-1", "PO-3", "PO-2"]
    assert {(item.effective, item.raised_by) for item in found.items} == {(None, "")}
    assert [one.id for one in found.unscored] == ["PO-4"]


@pytest.mark.parametrize("fields", [{"status": "done"}, {"status": "dropped"}, {"type": "epic"}])
def test_closed_ones_and_epics_raise_nothing(fields: dict[str, str]) -> None:
    assert order(story(1, 9, 2, **fields), story(2, 1), story(3, 5)) == [3, 2]


@pytest.mark.parametrize("fields", [{"status": "done"}, {"status": "dropped"}])
def test_a_closed_parent_raises_no_child_of_its(fields: dict[str, str]) -> None:
    parent = story(1, 9, 2, type="epic", **fields)
    found = rank(Backlog(stories=(parent, story(2, 1), story(3, 5), story(4, rice=Rice(), parent="PO-1"))))
    assert [item.story.id for item in found.items] == ["PO-3", "PO-2"]
    assert [one.id for one in found.unscored] == ["PO-4"]


def test_depending_on_an_epic_is_depending_on_its_open_children() -> None:
    inside = (story(3, 1, parent="PO-2"), story(4, 2, parent="PO-5"), story(5, type="epic", parent="PO-2"))
    done = story(6, 3, parent="PO-2", status="done")
    found = rank(Backlog(stories=(story(1, 9, 2), story(2, type="epic"), *inside, done, story(7, 4)))).items
    assert [item.story.id for item in found] == ["PO-7", "PO-4", "PO-3", "PO-1"]
    assert {item.effective for item in found} == {4}


def test_a_ring_counts_as_one() -> None:
    found = rank(Backlog(stories=(story(1, 1, 2), story(2, 9, 3), story(3, 2, 1), story(4, 3, 1), story(5, 8)))).items
    assert [item.story.id for item in found] == ["PO-5", "PO-2", "PO-3", "PO-1", "PO-4"]
    assert [item.effective for item in found] == [8, 4, 4, 4, 3]
    assert [item.raised_by for item in found] == ["", "", "PO-2", "PO-2", ""]


def test_the_product_owner_overrules_the_formula() -> None:
    stories = (story(1, 9), *(story(number, 1, pinned="law") for number in (2, 3, 4)), story(5, pinned="a contract"))
    found = rank(Backlog(Config(pins=("PO-4", "PO-3")), stories))
    assert [item.story.id for item in found.items] == ["PO-4", "PO-3", "PO-2", "PO-5", "PO-1"]
    assert found.items[3].raised_by == ""


@pytest.mark.parametrize("scored", [True, False])
def test_of_pinned_ones_with_an_equal_score_what_is_needed_comes_first(*, scored: bool) -> None:
    one = Fraction(1)
    rice = Rice(one, one, one, one) if scored else None
    needs = {"PO-1": ("PO-9",), "PO-3": ("PO-1",)}
    names = ("PO-1", "PO-2", "PO-3", "PO-4")
    stories = [Story("", name, name, pinned="law", rice=rice, depends_on=needs.get(name, ())) for name in names]
    part = Story("", "PO-10", "a part", parent="PO-9", pinned="law", rice=rice, depends_on=("PO-4",))
    found = rank(Backlog(stories=(*stories, Story("", "PO-9", "an epic", type="epic"), part)))
    assert [item.story.id for item in found.items] == ["PO-4", "PO-10", "PO-1", "PO-2", "PO-3"]


def test_what_is_under_way_or_unscored_is_beside_the_order() -> None:
    config = Config(statuses={"in-review": "doing"})
    stories = (story(1, 9, status="in-review"), story(2), story(3, 1), story(4, status="doing"), story(5, type="epic"))
    found = rank(Backlog(config, stories))
    assert [item.story.id for item in found.items] == ["PO-3"]
    assert [one.id for one in found.unscored] == ["PO-2"]
    assert [one.id for one in found.under_way] == ["PO-1", "PO-4"]


def test_filters_choose_from_the_whole_order() -> None:
    stories = (story(1, 9, labels=("web",)), story(2, 5), story(3, 1, labels=("web",)))
    found = rank(Backlog(stories=stories), filters={"label": ("web",)}).items
    assert [(item.rank, item.story.id) for item in found] == [(1, "PO-1"), (3, "PO-3")]


def test_epics_and_closed_ones_are_shown_when_asked_for() -> None:
    stories = (story(1, 9), story(2, 3, type="epic"), story(3, 4, type="epic"), story(4, 5, status="done"))
    assert order(*stories) == [1]
    assert order(*stories, filters={"type": ("Epic",)}) == [3, 2]
    assert order(*stories, filters={"status": ("done",)}) == [4]
    found = rank(Backlog(stories=stories), filters={"type": ("epic",)}).items
    assert [(item.rank, item.score) for item in found] == [(0, 4), (0, 3)]


def test_scores_of_all() -> None:
    assert scores(Backlog(stories=(story(1, 9), story(2)))) == {"PO-1": 9, "PO-2": None}


@st.composite
def backlogs(draw: st.DrawFn) -> Backlog:
    """Return any backlog of up to nine stories: rings, epics, unknown ids and all."""
    count = draw(st.integers(1, 9))
    numbers = st.integers(1, count + 1)
    stories = [
        story(
            number,
            draw(st.one_of(st.none(), st.integers(0, 3))),
            *draw(st.lists(numbers, max_size=3)),
            type=draw(st.sampled_from(("story", "story", "bug", "epic"))),
            status=draw(st.sampled_from(("ready", "ready", "draft", "doing", "done", "dropped"))),
            points=draw(st.one_of(st.none(), st.integers(0, 5).map(Fraction))),
            parent=draw(st.one_of(st.just(""), numbers.map("PO-{}".format))),
            pinned=draw(st.sampled_from(("", "", "", "law"))),
        )
        for number in range(1, count + 1)
    ]
    pins = draw(st.lists(numbers.map("PO-{}".format), max_size=2, unique=True))
    return Backlog(Config(pins=tuple(pins)), tuple(stories))


def parts(backlog: Backlog, name: str, seen: frozenset[str] = frozenset()) -> set[str]:
    """Return the open stories that a dependency on `name` means."""
    at = {one.id: one for one in backlog.stories}.get(name)
    if at is None or name in seen:
        return set()
    if at.type != "epic" and backlog.state(at) not in ("done", "dropped"):
        return {name}
    inside = [one.id for one in backlog.stories if one.parent == name]
    return {part for child in inside for part in parts(backlog, child, seen | {name})}


def needed(backlog: Backlog) -> dict[str, set[str]]:
    """Return everything that each open story needs, itself included, by repeating until nothing is added."""
    stories = {one.id: one for one in backlog.open() if one.type != "epic"}
    found = {name: {name} for name in stories}
    for _ in stories:
        for name, one in stories.items():
            direct = {part for need in one.depends_on for part in parts(backlog, need)}
            found[name] |= {far for near in direct for far in found[near]}
    return found


def densest(needs: dict[str, set[str]], of: Mapping[str, tuple[Fraction, Fraction]]) -> dict[str, Fraction]:
    """Return the density of the set that each is built in, by trying every set: the densest, then of what is left."""
    found: dict[str, Fraction] = {}
    left = set(of)
    while left:
        closed = {frozenset(needs[name] & left) for name in left}
        for one in list(closed):
            closed |= {one | other for other in closed}
        density = {some: Fraction(*(sum(of[name][side] for name in some) for side in (0, 1))) for some in closed}
        best = max(density.values())
        some = frozenset[str]().union(*(one for one, its in density.items() if its == best))
        found |= dict.fromkeys(some, best)
        left -= some
    return found


@given(backlogs())
def test_the_order_is_what_brute_force_says(backlog: Backlog) -> None:
    worth, needs = figures(backlog), needed(backlog)
    stories = {one.id: one for one in backlog.stories}
    first = {name for name in needs if stories[name].pinned or backlog.state(stories[name]) == "doing"}
    there = {name for name in needs if needs[name] <= first}
    waiting = {name: {other for other in needs if name in needs[other]} for name in needs}
    live = {name for name in needs if any(worth[one].score is not None for one in waiting[name])}
    of = weights(backlog, live - there).of
    best = densest(needs, {name: (Fraction(*value), Fraction(*size)) for name, (value, size) in of.items()})
    ready = {name for name in needs if backlog.state(stories[name]) != "doing"}
    found = rank(backlog)
    assert {item.story.id for item in found.items} == {one for one in ready if one in live or stories[one].pinned}
    assert {one.id for one in found.under_way} == set(needs) - ready
    for item in found.items:
        name = item.story.id
        assert item.effective == best.get(name, item.score)
        mine = Fraction(*of[name][0]) / Fraction(*of[name][1]) if name in best else item.effective or 0
        assert bool(item.raised_by) == (mine < (item.effective or 0))
        assert not item.raised_by or item.raised_by in waiting[name] & {*item.others}
        assert all(best[other] == item.effective for other in item.others)
    check_order(found, needs, backlog.config.pins)


def check_order(found: Ranking, needs: dict[str, set[str]], pins: tuple[str, ...]) -> None:
    """Compare each with all that stand behind it."""
    place = {name: (pins.index(name) if name in pins else len(pins)) for name in needs}
    for number, first in enumerate(found.items):
        for second in found.items[number + 1 :]:
            one, two = first.story, second.story
            ends = [(not story.pinned, place[story.id] if story.pinned else 0) for story in (one, two)]
            assert ends[0] <= ends[1]
            if ends[0] == ends[1]:
                scored = [-1 if item.effective is None else item.effective for item in (first, second)]
                assert scored[0] >= scored[1]
                if scored[0] == scored[1]:
                    assert two.id not in needs[one.id] or one.id in needs[two.id]


@given(backlogs(), st.data())
def test_the_order_does_not_depend_on_the_order_of_the_files(backlog: Backlog, data: st.DataObject) -> None:
    files = data.draw(st.permutations(backlog.stories))
    placed = [story._replace(path=f"stories/{at}.yaml") for at, story in enumerate(files)]
    shuffled = assembled({story.path: ParsedFile(story, None, ()) for story in placed})._replace(config=backlog.config)
    for own in (False, True):
        found, known = (rank(one, own=own).items for one in (shuffled, backlog))
        assert [one._replace(story=one.story._replace(path="")) for one in found] == [
            one._replace(story=one.story._replace(path="")) for one in known
        ]


def test_a_chain_of_ten_thousand_is_no_deeper_than_another() -> None:
    chain = [story(number, 1 if number == 1 else None, number + 1) for number in range(1, 10_001)]
    found = rank(Backlog(stories=tuple(chain))).items
    assert [item.story.id for item in found[:2]] == ["PO-10000", "PO-9999"]
    assert {item.effective for item in found} == {Fraction(1, 10_000)}


def marked(limit: int = 0) -> Ranking:
    """Return a ranking in which every mark occurs."""
    spread = Rice(Fraction(400), ONE, ONE, ONE, reach_range=(Fraction(200), Fraction(800)))
    stories = (
        story(1, 1200.5, 2, goal="G-1", faults=("points",)),
        story(2, 3),
        story(3, rice=spread, pinned="contract with Acme"),
        story(4, 7, type="epic"),
        story(5, parent="PO-4"),
        story(6, type="bug"),
        story(7, 9, status="doing"),
        story(8),
        story(9),
    )
    backlog = Backlog(stories=stories, unreadable=(Unreadable("stories/PO-10.yaml", 3, "no title"),))
    return ranking(backlog, worked_out(backlog), limit=limit)


def test_the_table_has_marks_and_says_what_they_mean() -> None:
    fault = "! a fault: po validate"
    page = view.page(marked())
    assert cells(page) == [
        ["1", "PO-3", "Story 3", "–", "draft", "–", "400 ~ pinned"],
        ["2", "PO-2", "Story 2", "–", "draft", "–", "601.8 ↑"],
        ["3", "PO-1", "Story 1", "G-1", "draft", "–", "601.8 ↓ !"],
        ["4", "PO-5", "Story 5", "–", "draft", "–", "7 ↳"],
    ]
    assert lines(page) == [
        f"↑ with what it makes possible · ↓ with what it needs first · ↳ the inputs of its epic · ~ a range · {fault}",
        "under way: PO-7",
        "not scored: 2 stories, 1 bug (po rank --unscored)",
        "left out: stories/PO-10.yaml:3: no title",
    ]


def test_a_legend_names_only_the_marks_that_occur() -> None:
    assert lines(view.page(rank(Backlog(stories=(story(1, 1),))))) == []


def test_a_short_table_says_how_many_more_there_are() -> None:
    page = view.page(marked(limit=1))
    assert len(cells(page)) == 1
    assert lines(page)[0] == "… and 3 more (--limit 0 for all)"
    assert len(cells(view.page(marked()))) == 4


def test_every_column_can_be_asked_for() -> None:
    page = view.page(marked(), columns=tuple(view.CELLS))
    assert all(len(row) == len(view.CELLS) for row in cells(page))
    table = next(block for block in page.blocks if isinstance(block, Table))
    raised = dict(zip((column.name for column in table.columns), table.rows[1], strict=True))
    assert (raised["effective_score"].text, raised["effective_score"].value) == ("601.8", "601.75")
    assert (raised["score"].value, raised["raised_by"].text) == ("3", "PO-1")


def test_an_unknown_column_has_a_hint() -> None:
    with pytest.raises(PoError) as caught:
        view.page(marked(), columns=("efort",))
    assert (caught.value.message, caught.value.hint) == ("`efort` is not a column", "did you mean `effort`?")


def test_the_unscored_with_what_they_lack() -> None:
    half = story(11, rice=Rice(reach=ONE))
    found = rank(Backlog(stories=(story(8), half)))
    assert cells(view.page(found, unscored=True)) == [
        ["PO-8", "Story 8", "story", "rice"],
        ["PO-11", "Story 11", "story", "impact, confidence, points or effort"],
    ]


def test_json_has_the_promised_shape() -> None:
    found: Any = view.data(marked())
    assert list(found) == ["schema", "model", "items", "unscored", "under_way", "unreadable"]
    assert found["schema"], found["model"] == ("po.rank/1", "rice")
    assert list(found["items"][1].items()) == [
        ("rank", 2),
        ("id", "PO-2"),
        ("title", "Story 2"),
        ("status", "draft"),
        ("score", 3),
        ("effective_score", 601.75),
        ("raised_by", "PO-1"),
        ("with", ["PO-1"]),
        ("inherited_from", None),
        ("pinned", None),
        ("faults", []),
        ("reach", 3),
        ("impact", 1),
        ("confidence", 1),
        ("effort", 1),
        ("points", None),
        ("depends_on", []),
        ("inputs", {"reach": 3, "impact": 1, "confidence": 1, "effort": 1}),
        ("value", 3),
        ("size", 1),
        ("size_assumed", False),
        ("set", {"stories": 2, "value": 1203.5, "size": 2}),
    ]
    assert (found["items"][0]["pinned"], found["items"][0]["reach_range"]) == ("contract with Acme", [200, 800])
    assert (found["items"][3]["inherited_from"], found["items"][3]["score"]) == ("PO-4", 7)
    assert (found["unscored"], found["under_way"]) == (["PO-6", "PO-8", "PO-9"], ["PO-7"])
    assert found["unreadable"] == [{"file": "stories/PO-10.yaml", "line": 3, "message": "no title"}]


def test_where_a_score_comes_from() -> None:
    reach = (Fraction(800), Fraction(2000))
    spread = Rice(Fraction("1264.911064"), Fraction(2), Fraction(4, 5), None, reach_range=reach)
    stories = (story(1, 9000, 2), story(2, rice=spread, points=Fraction(20), faults=("due",)))
    backlog = Backlog(stories=stories)
    answer = explain_page.explained(backlog, rank(backlog), find(backlog, "2"))
    said = lines(explain_page.page(answer))
    assert "reach       800..2000 counts as 1,265 (middle of a 90 % range)" in said
    assert "confidence  80 %" in said
    assert "effort      1 person-months, from points" in said
    alone = "PO-2 alone 2,023.9; with PO-1, which needs it"
    assert f"{alone}: (1,264.9 × 2 × 80 % + 9,000 × 1 × 100 %) ÷ (1 + 1) = 5,511.9" in said
    assert "waited for by PO-1" in said
    pinned = backlog._replace(stories=(story(1, 9, pinned="law"),))
    about = explain_page.explained(pinned, rank(pinned), pinned.stories[0])
    assert "pinned by the Product Owner: law" in lines(explain_page.page(about))
    assert "! `due` is invalid and counts as missing" in said
    assert explain_page.data(answer)["raised_by"] == "PO-1"


def test_what_is_not_ranked_has_no_origin() -> None:
    backlog = Backlog(stories=(story(1, 1, status="done"),))
    with pytest.raises(PoError, match="PO-1 is not in the ranking"):
        explain_page.explained(backlog, rank(backlog), backlog.stories[0])
