"""What is said aloud is true: a formula on a page gives the figure behind it, and JSON has what a page says."""

import ast
import math
import operator
import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pocli import registry
from pocli.features.browse import show_page
from pocli.features.browse.surroundings import about
from pocli.features.rank import explain_page
from pocli.features.rank import page as rank_view
from pocli.model.backlog import Backlog
from pocli.model.config import Config
from pocli.model.story import Ice, Rice, Story, Wsjf, median
from pocli.page import Line, Page, Table
from pocli.pages import story_table
from pocli.ranking.rank import rank, scores
from pocli.text import figure

EQUATION = re.compile(r"([^:;=]*[×÷+][^:;=]*) = (\d+(?:,\d{3})*(?:\.\d+)?)")
NUMBER = re.compile(r"[\d,]+(?:\.\d+)?(?: %)?")
BETWEEN = {ast.Add: operator.add, ast.Mult: operator.mul, ast.Div: operator.truediv}


def number(said: str) -> Fraction:
    """Return a figure as a person reads it."""
    return Fraction(said.removesuffix(" %").replace(",", "")) / (100 if said.endswith(" %") else 1)


def calculated(said: str) -> Fraction:
    """Work out the left side of an equation from the figures that stand there; words between them say nothing."""
    figures: list[Fraction] = []

    def kept(found: re.Match[str]) -> str:
        figures.append(number(found[0]))
        return f"[{len(figures) - 1}]"

    marked = NUMBER.sub(kept, re.sub(r"\bPO-\d+\b", "", said))
    signs = "".join(re.findall(r"\[\d+\]|[()×÷+]", marked)).replace("×", "*").replace("÷", "/")
    return worked_out(ast.parse(signs, mode="eval").body, figures)


def worked_out(node: ast.expr, figures: list[Fraction]) -> Fraction:
    if isinstance(node, ast.BinOp):
        left, right = (worked_out(side, figures) for side in (node.left, node.right))
        return Fraction(BETWEEN[type(node.op)](left, right))
    assert isinstance(node, ast.List)
    assert isinstance(node.elts[0], ast.Constant)
    return figures[int(str(node.elts[0].value))]


def texts(page: Page) -> Iterator[str]:
    for block in page.blocks:
        if isinstance(block, Line):
            yield "".join(cell.text for cell in block.cells)
        if isinstance(block, Table):
            yield from (cell.text for row in block.rows for cell in row)


def equations(page: Page) -> list[tuple[str, str]]:
    return [(found[1], found[2]) for text in texts(page) for found in EQUATION.finditer(text)]


def check(page: Page) -> int:
    """Calculate every equation of a page, and return how many there are."""
    found = equations(page)
    for said, result in found:
        places = max(1, len(result.partition(".")[2]))
        assert figure(calculated(said), places) == result, (said, result)
    return len(found)


odd = st.fractions(Fraction(1, 7), 5000, max_denominator=7)
small = st.fractions(Fraction(1, 20), 13, max_denominator=20)


@st.composite
def inputs(draw: st.DrawFn) -> Mapping[str, Any]:
    """Return the inputs of some models, ranges and all; some are missing."""
    reach, low = draw(odd), draw(odd)
    ends = draw(st.sampled_from((None, (low, low * 3))))
    effort = draw(st.one_of(st.none(), small))
    shares = st.sampled_from((Fraction(4, 5), Fraction(1, 2), Fraction(1, 3), Fraction(1)))
    rice = Rice(median(*ends) if ends else reach, draw(small), draw(shares), effort, ends)
    scale = st.integers(1, 20).map(Fraction)
    return {
        "rice": draw(st.sampled_from((None, rice, rice))),
        "wsjf": Wsjf(*(draw(scale) for _ in range(4))),
        "ice": Ice(*(draw(scale) for _ in range(3))),
        "cost_of_delay": draw(odd),
        "duration": draw(small),
        "points": draw(st.one_of(st.none(), small)),
    }


@st.composite
def backlogs(draw: st.DrawFn) -> Backlog:
    """Return any backlog of a scoring model, with epics, their heirs, what waits for what, and pins."""
    count = draw(st.integers(1, 8))
    found = [
        Story(
            f"stories/PO-{at}.yaml",
            f"PO-{at}",
            f"Story {at}",
            type=draw(st.sampled_from(("story", "bug", "epic"))),
            status=draw(st.sampled_from(("ready", "ready", "ready", "doing", "done"))),
            parent=draw(st.sampled_from(("", "PO-1", f"PO-{max(1, at - 1)}"))) if at > 1 else "",
            depends_on=tuple(f"PO-{need}" for need in draw(st.sets(st.integers(1, count), max_size=2)) if need != at),
            pinned=draw(st.sampled_from(("", "", "", "law"))),
            **draw(inputs()),
        )
        for at in range(1, count + 1)
    ]
    return Backlog(Config(scoring=draw(st.sampled_from(registry.names("scoring")))), tuple(found))


def near(one: Fraction, other: float | None) -> bool:
    return other is not None and math.isclose(one, other, rel_tol=1e-12)


@given(backlogs())
def test_every_formula_gives_the_figure_behind_it(backlog: Backlog) -> None:
    ranking = rank(backlog)
    for item in ranking.items:
        said = check(explain_page.page(explain_page.explained(backlog, ranking, item.story)))
        assert said >= (item.score is not None) + (item.among is not None)
    known = scores(backlog)
    for story in backlog.stories:
        assert check(show_page.page(about(backlog, (story,)))) >= (known[story.id] is not None)


@given(backlogs())
def test_what_rank_says_can_be_worked_out_from_its_json(backlog: Backlog) -> None:
    ranking = rank(backlog)
    found: Any = rank_view.data(ranking)
    assert found["model"] == backlog.config.scoring
    table = next((block for block in rank_view.page(ranking).blocks if isinstance(block, Table)), None)
    for item, row in zip(found["items"], table.rows if table else (), strict=True):
        counts = item["score"] if item["effective_score"] is None else item["effective_score"]
        assert row[-1].text.split(" ")[0] == ("–" if counts is None else figure(Fraction(str(counts))))
        known = [Fraction(str(one)) for one in item["inputs"].values() if one is not None]
        if item["score"] is not None and found["model"] == "rice":
            assert near(known[0] * known[1] * known[2] / known[3], item["score"])
            assert [item[name] for name in ("reach", "impact", "confidence", "effort")] == list(item["inputs"].values())
        if item["score"] is not None and item["size"] and not item["size_assumed"]:
            assert near(Fraction(str(item["value"])) / Fraction(str(item["size"])), item["score"])
        if item["set"] is None:
            assert (item["with"], item["effective_score"]) == ([], item["score"])
        else:
            assert near(Fraction(str(item["set"]["value"])) / Fraction(str(item["set"]["size"])), counts)
            assert item["set"]["stories"] == len(item["with"]) + 1
        assert (item["raised_by"] is None) or item["raised_by"] in item["with"]


@given(backlogs())
def test_a_set_adds_up_over_the_stories_that_are_named(backlog: Backlog) -> None:
    ranking = rank(backlog)
    found = {item["id"]: item for item in rank_view.data(ranking)["items"]}  # type: ignore[attr-defined]
    for item in found.values():
        if item["set"] is None or not {*item["with"]} <= found.keys():
            continue
        for part in ("value", "size"):
            whole = sum(Fraction(str(found[name][part])) for name in (item["id"], *item["with"]))
            assert math.isclose(whole, item["set"][part], rel_tol=1e-12)


@given(backlogs())
def test_list_show_and_rank_score_by_the_same_model(backlog: Backlog) -> None:
    ranking: Any = rank_view.data(rank(backlog))
    listed: Any = story_table.data(story_table.Listing(backlog, backlog.stories, scores(backlog)))
    by_id = {one["id"]: one["score"] for one in listed["stories"]}
    assert all(item["score"] == by_id[item["id"]] for item in ranking["items"])
