"""Every figure that a page prints follows from the JSON of the same answer, and sums add up to what is said."""

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from time import monotonic
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from planning.test_sprints import request, sprint, story
from pocli import registry
from pocli.errors import PoError
from pocli.features.goals import page as goals_view
from pocli.features.goals.answer import goals
from pocli.features.plan import page as plan_view
from pocli.features.requests import page as requests_view
from pocli.features.requests.answer import requests
from pocli.features.tradeoff import page as tradeoff_view
from pocli.features.tradeoff.answer import tradeoff
from pocli.model.backlog import Backlog
from pocli.model.config import Config
from pocli.model.records import Goal
from pocli.model.story import Ice, Story, Wsjf
from pocli.page import Block, Heading, Line, Page, Table
from pocli.planning.horizon import slots
from pocli.planning.plan import PlanQuery, plan
from pocli.ranking.parts import container, tree

Data = Mapping[str, Any]
ID = r"(?:PO|R|G|S)-\d+"
NUMBER = r"−?[\d,]+(?:\.\d+)?"
DAY = r"\d+ [A-Z][a-z]{2}"
NAME = rf"(?:Story|Wish|Aim) \d+ \({ID}\)|“(?:Story|Wish|Aim) \d+”(?: \({ID}\))?|{ID}(?: \(Wish \d+\))?"
Row = dict[str, str]
MARKS = {
    "under way": "under way",
    "promised": "promised",
    "moved": "moved",
    "brought forward": "earlier",
    "new": "new",
}
WORDS = "|".join(MARKS)
STATES = ("ready", "ready", "ready", "ready", "draft", "doing", "done", "dropped")


@st.composite
def other_models(draw: st.DrawFn) -> Mapping[str, Any]:
    """Return the inputs of the models that a story gives besides RICE; some are missing."""
    scale = st.integers(1, 20).map(Fraction)
    if not draw(st.integers(0, 3)):
        return {}
    return {
        "wsjf": Wsjf(*(draw(scale) for _ in range(4))),
        "ice": Ice(*(draw(scale) for _ in range(3))),
        "cost_of_delay": draw(scale) / 3,
        "duration": draw(scale) / 4,
    }


@st.composite
def backlogs(draw: st.DrawFn) -> Backlog:
    count = draw(st.integers(1, 8))
    numbers = st.integers(1, count)
    stories = [
        story(
            number,
            draw(st.sampled_from([1, 2, 3, 5, 8])),
            draw(st.integers(0, 20)),
            status=draw(st.sampled_from(STATES)),
            type=draw(st.sampled_from(["story", "story", "story", "epic", "bug"])),
            parent=draw(st.sampled_from(["", "", "", f"PO-{1 + number % count}"])),
            sprint=draw(st.sampled_from(["", "", "", "S-1", "S-2", "S-3", "S-4"])),
            goal=draw(st.sampled_from(["", "G-1", "G-2"])),
            blocked=draw(st.sampled_from(["", "", "", "", "the bank"])),
            **draw(other_models()),
            depends_on=tuple(f"PO-{need}" for need in sorted(draw(st.sets(numbers, max_size=1)) - {number})),
        )
        for number in range(1, count + 1)
    ]
    wishes = tuple(
        request(number, draw(st.integers(0, 30)), *(f"PO-{need}" for need in sorted(draw(st.sets(numbers)))))._replace(
            status=draw(st.sampled_from(["open", "open", "accepted", "declined", "delivered"])),
            from_=draw(st.sampled_from(["", "sales", "law"])),
        )
        for number in range(1, draw(st.integers(0, 3)) + 1)
    )
    aims = tuple(
        Goal(f"goals/G-{number}.yaml", f"G-{number}", f"Aim {number}", "metric", Fraction(10), Fraction(40), now)
        for number, now in ((1, Fraction(17)), (2, Fraction(40)))
    )
    first, *others = (sprint(number, draw(st.integers(1, 12))) for number in (1, 2, 3, 4))
    running = first._replace(state=draw(st.sampled_from(["planned", "active"])))
    config = Config(
        reserve=draw(st.sampled_from([Fraction(0), Fraction(1, 10)])),
        scoring=draw(st.sampled_from(registry.names("scoring"))),
    )
    return Backlog(config=config, stories=tuple(stories), requests=wishes, goals=aims, sprints=(running, *others))


def ask(backlog: Backlog, count: int, **fields: Any) -> PlanQuery:  # noqa: ANN401
    return PlanQuery(monotonic, slots(backlog, count=count), **fields)


def parted(page: Page) -> tuple[list[str], list[Row]]:
    """Return the lines of a page, and the rows of its tables."""
    lines: list[str] = []
    rows: list[Row] = []
    for block in page.blocks:
        lines += _lines(block)
        if isinstance(block, Table):
            names = tuple(column.name for column in block.columns)
            rows += [dict(zip(names, (cell.text for cell in row), strict=True)) for row in block.rows]
    return lines, rows


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield block.text
    elif isinstance(block, Line) and any(cell.text for cell in block.cells):
        yield "".join(cell.text for cell in block.cells)


def exact(value: Any) -> Fraction:  # noqa: ANN401
    return Fraction(str(value))


def holds(printed: str, value: Fraction) -> bool:
    """Say whether a figure is what is printed, to the last place that is shown."""
    bare = printed.replace(",", "").replace("−", "-").replace(" %", "").lstrip("+")
    places = len(bare.partition(".")[2])
    return abs(exact(bare) - value) <= Fraction(1, 2 * 10**places) + Fraction(1, 10**9)


def same(left: Fraction, right: Fraction) -> bool:
    return abs(left - right) < Fraction(1, 10**9)


def total(numbers: Any) -> Fraction:  # noqa: ANN401
    return sum((exact(number) for number in numbers if number is not None), Fraction(0))


def silent(line: str) -> bool:
    """Say whether a line has no figures but those of ids, titles, days, and commands."""
    return not re.search(r"\d", re.sub(rf"{NAME}|{DAY}|po \S+.*$", "", line))


def matched(pattern: str, line: str) -> list[str] | None:
    found = re.fullmatch(pattern, line)
    return list(found.groups("")) if found else None


def check_plan(lines: list[str], rows: list[Row], data: Data) -> None:
    sums(data)
    stories = {row["id"]: row for one in data["sprints"] for row in one["stories"]}
    left = {row["id"]: row for row in data["left_out"]}
    whole = total(one["value"] for one in data["sprints"])
    for row in rows:
        of = stories.get(row["id"]) or left[row["id"]]
        assert row["points"] == ("–" if of["points"] is None else row["points"])
        assert of["points"] is None or holds(row["points"], exact(of["points"]))
        assert row["rank"].lstrip("#") == ("–" if of.get("under_way") or not of["rank"] else str(of["rank"]))
        if "share" in row and row["share"].endswith("%"):
            assert holds(row["share"], exact(of["value"]) / whole * 100)
        if "note" in row:
            assert (of["planned"] or "") in row["note"] or of["mark"] in ("promised", "under way")
        if "reason" in row:
            priced(row["reason"], of, data)
    for line in lines:
        assert any(known(line, data) for known in (held, served, proven, shown)) or silent(line), line


def sums(data: Data) -> None:
    count = len(data["sprints"])
    for one in data["sprints"]:
        assert total(row["points"] for row in one["stories"]) == exact(one["points"])
        worth = total(row["value"] for row in one["stories"]) + total(met["value"] for met in one["met"])
        assert same(worth, exact(one["value"]))
        assert [met["id"] for met in one["met"]] == one["requests"]
    weighted = total(exact(one["value"]) * (count - at) / count for at, one in enumerate(data["sprints"]))
    assert same(weighted, exact(data["value"]))
    rows = [row for one in data["sprints"] for row in one["stories"]]
    for goal in data["goals"]:
        assert total(row["points"] for row in rows if row["goal"] == goal["id"]) == total(goal["planned"])
    assert data["requests"] == [name for one in data["sprints"] for name in one["requests"]]
    assert not set(data["requests"]) & set(data["ready_to_deliver"])


def priced(words: str, left: Data, data: Data) -> None:
    found = re.search(rf"([−+])({NUMBER}) %", words)
    if found:
        assert holds(found[2], abs(exact(left["price"])) / exact(data["value"]) * 100)
        assert (found[1] == "−") == (left["price"] > 0)
    if words.startswith("too big"):
        assert oversize(words, left, data)


def oversize(words: str, left: Data, data: Data) -> bool:
    """Check `too big: 13 points, a sprint holds 10.4 beside its reserve`."""
    found = matched(rf".*too big: ({NUMBER}) points?, a sprint holds ({NUMBER})( beside its reserve)?", words)
    if found:
        size = exact(left["points"])
        rooms = [exact(one["capacity"]) - bool(found[2]) * exact(one["reserve"]) for one in data["horizon"]["plan"]]
        assert holds(found[0], size)
        assert holds(found[1], max(rooms))
        assert max(rooms) < size
    return found is not None or silent(words)


def held(line: str, data: Data) -> bool:
    """Check a line such as `8 of 10 points: 3 under way, 4 new, 1 kept for bugs (reserve 10 %)`."""
    found = matched(
        rf"(?:({ID})  {DAY} – {DAY}(?:  )?)?(?:({NUMBER}) of ({NUMBER}) points?: ((?:{NUMBER} (?:{WORDS})(?:, )?)+)"
        rf"(?:({NUMBER}) kept for bugs \(reserve ({NUMBER} %)\))?(?:; (?:what|more) is under way .*)?)?",
        line,
    )
    if found is None:
        return False
    name, said, capacity, parts, kept, share = found
    if said:
        one = next((one for one in data["sprints"] if one["id"] == name), data["sprints"][0])
        sizes = {MARKS[word]: exact(size) for size, word in re.findall(rf"({NUMBER}) ({WORDS})", parts)}
        assert total(sizes.values()) + exact(kept or 0) == exact(said)
        assert exact(capacity) == exact(one["capacity"])
        for mark in MARKS.values():
            assert total(row["points"] for row in one["stories"] if row["mark"] == mark) == sizes.get(mark, 0)
        assert not kept or holds(kept, min(exact(one["reserve"]), exact(one["capacity"]) - exact(one["points"])))
        assert not share or holds(share, exact(one["reserve"]) / exact(one["capacity"]) * 100)
    return True


def served(line: str, data: Data) -> bool:
    """Check a line such as `G-1: 3 of 8 points. Meets request R-1 (Wish 1).`."""
    found = matched(rf"((?:{ID}: {NUMBER} of {NUMBER} points\. ?)*)(?:Meets requests? (.*)\.)?", line)
    if found is None:
        return False
    aims = {one["id"]: one for one in data["goals"]}
    for name, planned, open_ in re.findall(rf"({ID}): ({NUMBER}) of ({NUMBER})", found[0]):
        assert exact(planned) == total(aims[name]["planned"])
        assert exact(open_) == exact(aims[name]["open"])
    if found[1]:
        assert re.findall(r"R-\d+(?= \()", found[1]) == data["requests"]
    return True


def proven(line: str, data: Data) -> bool:
    found = matched(rf"Best possible that keeps .*; without the promises ({NUMBER})( %)? more\. \(--fresh\)", line)
    if found is None:
        return False
    gain = exact(data["forgone"])
    assert holds(found[0], gain / exact(data["value"]) * 100 if found[1] else gain)
    return True


def shown(line: str, data: Data) -> bool:
    """Check `Not in (5 of 7; --all)`, what can be planned instead, and prices."""
    if line.startswith("Price of"):
        return price(line, data)
    found = matched(r"Not in \((?:(\d+) of )?(\d+)(?:; --all)?\)", line)
    assert found is None or int(found[1]) == len(data["left_out"])
    return found is not None or line.startswith("nothing can be planned")


def price(line: str, data: Data) -> bool:
    of = next(one for one in data["prices"] if line.startswith(f"Price of {one['id']}: "))
    words = line.partition(": ")[2]
    assert words == of["sentence"]
    found = matched(rf"({NUMBER}) of ({NUMBER}) \(({NUMBER}) %\)(?:; it would .*)?", words)
    if found:
        cost, value = exact(of["price"]), exact(data["value"])
        assert holds(found[0], cost)
        assert holds(found[1], value)
        assert holds(found[2], cost / value * 100)
        return True
    more = re.search(rf"worth ({NUMBER}) more", words)
    assert more is None or holds(more[1], -exact(of["price"]))
    left: Data = next((row for row in data["left_out"] if row["id"] == of["id"]), {})
    assert more or silent(line) or oversize(words, left, data)
    assert (of["price"] is None) == words.startswith(("none", "not known"))
    return True


@settings(max_examples=40)
@given(backlogs(), st.integers(1, 3), st.sampled_from(["0", "1/50", "1/2"]))
def test_the_figures_of_a_plan(backlog: Backlog, count: int, gain: str) -> None:
    names = tuple(one.id for one in backlog.stories)
    found = plan(backlog, ask(backlog, count, prices=names, min_gain=Fraction(gain)))
    data: Data = plan_view.data(found)
    check_plan(*parted(plan_view.page(found, everything=True)), data)
    lines, _ = parted(plan_view.page(found, timeline=True))
    check_plan(lines, [], data)
    met = {one.id for one in found.ready}
    for one in backlog.requests:
        done = one.needs and all(_done(backlog, backlog.stories, need, ()) for need in one.needs)
        assert (one.id in met) <= (one.status in ("open", "accepted"))
        assert not (done and one.id in data["requests"])


def _done(backlog: Backlog, stories: tuple[Story, ...], name: str, met: tuple[str, ...]) -> bool:
    """Say, in other words than the code, whether all of a story is delivered."""
    own = next(one for one in stories if one.id == name)
    below = [one for one in stories if one.parent == name] if own.type == "epic" else []
    kept = [one for one in below if backlog.state(one) != "dropped" and one.id not in met]
    if below and kept:
        return all(_done(backlog, stories, one.id, (*met, name)) for one in kept)
    return backlog.state(own) == "done"


def planned(backlog: Backlog, data: Data) -> dict[str, int]:
    """Return where the files have what is not under way: the sprints, from 0, of the answer."""
    order = {name: stage for stage, name in enumerate(data["sprints"])}
    ready = [one for one in backlog.open() if one.sprint in order and backlog.state(one) != "doing"]
    return {one.id: order[one.sprint] for one in ready if not container(tree(backlog), one)}


@settings(max_examples=40)
@given(backlogs(), st.integers(0, 7), st.sampled_from([None, 0, 1, 2]))
def test_the_figures_of_a_tradeoff(backlog: Backlog, at: int, stage: int | None) -> None:
    words = [one.id for some in (backlog.stories, backlog.requests, backlog.goals) for one in some]
    word = words[at % len(words)]
    try:
        found = tradeoff(backlog, ask(backlog, 3), [[word]], stage=stage)
    except PoError:
        return
    data: Data = tradeoff_view.data(found)
    lines, rows = parted(tradeoff_view.page(found))
    (option,) = data["options"]
    value, before = exact(option["plan"]["value"]), exact(data["plan"]["value"])
    gained, lost = exact(option["gained"]), exact(option["lost"])
    assert same(total(move["value"] for move in option["moves"]), gained - lost)
    assert same(before + gained - lost, value)
    moves = {move["id"]: move for move in option["moves"]}
    for row in rows:
        gain = exact(moves[row["id"]]["value"]) if row["id"] in moves else Fraction(0)
        assert row["value"] == "–" if not gain else holds(row["value"], gain)
    files = {one.id: one.sprint for one in backlog.stories}
    for row in rows:
        if row["planned"] not in ("–", files.get(row["id"], "")) and row["id"] in files:
            assert row["planned"].startswith("(")
            assert row["id"] not in moves or not moves[row["id"]]["planned"]
    assert {name: found.plan.places().get(name) for name in planned(backlog, data)} == planned(backlog, data)
    said = option["sentence"]
    figures = re.search(
        rf"Value: ({NUMBER}) in the baseline, ({NUMBER}) .* \(({NUMBER}) lost, ({NUMBER}) gained\)", "\n".join(lines)
    )
    assert figures
    assert all(map(holds, figures.groups(), (before, value, lost, gained)))
    share = re.search(rf"; (?:costs|adds) ({NUMBER}) % (?:of|to)", said)
    assert share is None or holds(share[1], abs(gained - lost) / before * 100)
    for late, whole, goal in re.findall(rf"({NUMBER}) of ({NUMBER}) points? for “Aim \d” \((G-\d)\)", said):
        wait = next(one for one in option["goals"] if one["id"] == goal)
        assert (exact(late), exact(whole)) == (exact(wait["points_later"]), exact(wait["points_planned"]))
    if option["cheaper"] and (cheap := re.search(rf"costs ({NUMBER}) %\.$", said)):
        assert holds(cheap[1], exact(option["cheaper"]["cost"]) / before * 100)
    files_have = all(files[name] for name in option["stories"])
    assert option["planned_already"] == (option["leaves_out"] and files_have)
    assert (" already; leaving" in said) == option["planned_already"]
    counts = re.search(r"^Baseline: .*$", "\n".join(lines), re.MULTILINE)
    assert counts
    assert set(re.findall(r"\((\d+) stor", counts[0])) <= {
        str(data["baseline"]["planned"]),
        str(data["baseline"]["added"]),
    }


@settings(max_examples=40)
@given(backlogs(), st.booleans())
def test_the_figures_of_requests(backlog: Backlog, everything: bool) -> None:
    found = requests(backlog, ask(backlog, 3), everything=everything)
    data: Data = requests_view.data(found)
    lines, rows = parted(requests_view.page(found))
    asked = {one["id"]: one for one in data["requests"]}
    shares = {one["from"] or "no stakeholder": one for one in data["shares"]}
    for row in rows:
        if "share" in row:
            of = shares[row["from"]]
            assert holds(row["points"], exact(of["points"]))
            assert holds(row["share"], exact(of["share"]) * 100)
            continue
        of = asked[row["id"]]
        states = {one.id: backlog.state(one) for one in backlog.stories}
        done = sum(states[need["id"]] == "done" for need in of["needs"])
        assert row["done"] == f"{done} of {len(of['needs'])}"
        assert of["done"] == done
        assert of["value"] is None or holds(row["value"], exact(of["value"]))
        missing = matched(r"(\d+) stor(?:y|ies) missing", row["met"])
        assert missing is None or int(missing[0]) == len(of["missing"])
        last = max((need["sprint"] for need in of["needs"] if need["sprint"]), default=None)
        assert of["sprint"] == (None if of["missing"] else last)
        assert (of["outlook"] == "met") <= (of["sprint"] is None)
        assert (row["met"] in {"S-1", "S-2", "S-3", "S-4"}) == (of["outlook"] == "planned")
    for line in lines:
        hidden = matched(r"(\d+) declined or delivered \(--all\)", line)
        assert int(hidden[0]) == data["hidden"] if hidden else silent(line)
    met = {one.id for one in found.plan.requests} if found.plan else set()
    assert all((one["outlook"] == "planned") == (one["id"] in met) for one in data["requests"])


@settings(max_examples=40)
@given(backlogs())
def test_the_figures_of_goals(backlog: Backlog) -> None:
    found = goals(backlog, ask(backlog, 3))
    data: Data = goals_view.data(found)
    lines, rows = parted(goals_view.page(found))
    aims = {one["id"]: one for one in data["goals"]}
    for row in rows:
        of = aims[row["id"]]
        assert row["progress"] == "–" if of["progress"] is None else holds(row["progress"], exact(of["progress"]) * 100)
        assert row["stories"] == f"{of['done']} of {len(of['stories'])}"
        assert of["done"] + of["under_way"] + of["planned"] + of["waiting"] == len(of["stories"])
        assert row["share"] == "–" if not of["points_planned"] else holds(row["share"], exact(of["share"]) * 100)
        waits = matched(r"(\d+) stor(?:y waits|ies wait)", row["outlook"])
        assert waits is None or int(waits[0]) == of["waiting"]
    shares = total(one["share"] for one in data["shares"])
    assert not data["shares"] or same(shares, Fraction(1)) or not any(one["points"] for one in data["shares"])
    for line in lines:
        spent = matched(rf"({ID}): all stories done, metric ({NUMBER} %) of the way: nothing planned moves it", line)
        part = matched(rf"({NUMBER} %) of the plan \({ID} to {ID}\) serves a goal\.", line)
        if part:
            assert holds(part[0], total(one["share"] for one in data["shares"] if one["goal"]) * 100)
        elif spent:
            assert holds(spent[1], exact(aims[spent[0]]["progress"]) * 100)
        else:
            assert silent(line) or re.fullmatch(rf"{ID} waits for .*", line)
