"""What does it cost to have a story in a plan, or why is that not known?"""

from pocli.model.number import plain
from pocli.page import Cell, Line, line
from pocli.pages.reasons import reason
from pocli.planning.plan import Plan, Price
from pocli.text import figure, percent

UNPRICED = {
    "goal-first": "po works out no price with --goal-first",
    "no-room": "it does not fit beside the stories that must be in",
    "time": "the time ran out; give a larger --time-limit",
}
MOVED = 3
"""So many stories that would move are named."""


def prices(answer: Plan) -> list[Line]:
    """Say the price of each story that was asked for."""
    return [line(Cell(f"Price of {one.story.id}: {price(answer, one)}", "strong")) for one in answer.prices]


def price(answer: Plan, one: Price) -> str:
    """Say what it costs to have a story in, or why there is no price."""
    left = one.left
    if left is None:
        where = "in the plan already" if one.place == "in" else one.place
        return f"none, it is {where}" + (f"; {one.remedy}" if one.remedy else "")
    if left.price is not None:
        return _cost(answer, one)
    if left.unpriced:
        return f"not known, {UNPRICED[left.unpriced]}"
    return f"none, it cannot be in the plan: {reason(answer, left)}" + (f"; {one.remedy}" if one.remedy else "")


def priced(answer: Plan, one: Price) -> dict[str, object]:
    """Return the price as a part of `po.plan/1`."""
    left = one.left
    return {
        "id": one.story.id,
        "price": plain(left.price) if left and left.price is not None else None,
        "pushes_out": list(left.pushes) if left else [],
        "delays": list(left.delays) if left else [],
        "sentence": price(answer, one),
    }


def _cost(answer: Plan, one: Price) -> str:
    """Say what is lost of the plan's value, and which stories would move."""
    left = one.left
    if left is None or left.price is None:
        return ""
    over = f" that {len(answer.sprints) + len(answer.beyond)} sprints are worth" if answer.beyond else ""
    of = f" of {figure(answer.value)}{over} ({percent(abs(left.price) / answer.value)})" if answer.value else ""
    said = f"{figure(left.price)}{of}" if left.price > 0 else "nothing"
    if left.price < 0:
        said = f"nothing, the plan would be worth {figure(-left.price)} more, but break a promise"
    moved = [f"push out {_some(left.pushes)}"] if left.pushes else []
    moved += [f"delay {_some(left.delays)}"] if left.delays else []
    return f"{said}; it would {' and '.join(moved)}" if moved else said


def _some(names: tuple[str, ...]) -> str:
    more = f" and {len(names) - MOVED} more" if len(names) > MOVED else ""
    return ", ".join(names[:MOVED]) + more
