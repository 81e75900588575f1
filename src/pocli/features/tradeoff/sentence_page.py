"""How is a trade-off said aloud, in one sentence, to somebody who does not read tables?"""

from collections.abc import Sequence

from pocli.features.tradeoff.answer import MovedItem, Option, Tradeoff, Wait
from pocli.model.records import Goal, Request
from pocli.model.story import Story
from pocli.pages.reasons import amount
from pocli.planning.plan import Plan
from pocli.planning.wish import Wish
from pocli.text import figure, percent, plural

NAMED = 2
"""So many stories are named; the others are counted."""
WEEK = 7


def sentence(answer: Tradeoff, option: Option) -> str:
    """Say what meeting the wish does to the plan."""
    what = _and([_wish(one) for one in option.wishes])
    moved = what if option.planned else _and([_wish(one) + _planned(answer, one) for one in option.wishes])
    where = sprint(answer.plan, option.stage)
    if option.planned:
        said = [f"{what} {_there(option, where)} {_moved(answer, option)}"]
    else:
        verb, link = _verb(option)
        said = [f"{verb} {moved} {link} {where} {_moved(answer, option)}"]
    said += [_request(answer, option, move) for move in option.moves if _noted(option, move)]
    said += [_goal(answer, wait) for wait in option.goals]
    return f"{'; '.join([*said, _cost(answer, option)])}.{_cheaper(answer, option)}"


def _there(option: Option, where: str) -> str:
    """Say that the baseline has it: "planned" is what the files say, "would come" what the best plan adds to that."""
    one = len(option.wishes) == 1
    leaving = f"leaving {'it' if one else 'them'} out"
    if option.written:
        return f"{'is' if one else 'are'} planned for {where} already; {leaving}"
    verb = {"Meeting": "be met", "Finishing": "be finished"}.get(_verb(option)[0], "come")
    return f"would {verb} in {where} in the best plan anyway; {leaving}"


def _verb(option: Option) -> tuple[str, str]:
    kinds = {type(one.of) for one in option.wishes}
    if kinds == {Request}:
        return "Meeting", "in"
    if kinds == {Goal}:
        return "Finishing", "by"
    return ("Taking", "into") if option.stage == 0 else ("Delivering", "by")


def sprint(answer: Plan, stage: int) -> str:
    """Return how a sprint of the plan is called: by its name, its id, or its place."""
    found = answer.sprints[stage].sprint
    return (found.name or found.id) if found else ("this sprint" if len(answer.sprints) == 1 else f"sprint {stage + 1}")


def later(days: int | None, one: int, two: int) -> str:
    """Return how long after the sprint `one` the sprint `two` is, such as `2 weeks`."""
    if days:
        return plural(abs(days) // WEEK, "week") if days % WEEK == 0 else plural(abs(days), "day")
    return plural(abs(two - one), "sprint")


def _wish(one: Wish) -> str:
    title = one.of.title if isinstance(one.of, Story) else f"“{one.of.title}”"
    return f"{title} ({one.of.id})"


def _planned(answer: Tradeoff, one: Wish) -> str:
    """Say where a story that is wanted sooner is planned in the files."""
    name = answer.written.sprints.get(one.of.id)
    found = next((each.sprint for each in answer.plan.sprints if each.sprint and each.sprint.id == name), None)
    return f", planned for {(found and found.name) or name}," if name else ""


def _and(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)


def _moved(answer: Tradeoff, option: Option) -> str:
    """Say which stories come later, those whose loss is greatest by name; else which come sooner."""
    others = [move for move in option.moves if not move.wanted and move.id in option.plan.stories]
    late = [move for move in others if move.late]
    soon = [move for move in reversed(others) if not move.late]
    if late:
        return f"moves {_named(answer, late, 'later')}"
    return f"brings {_named(answer, soon, 'sooner')}" if option.planned and soon else "moves nothing"


def _named(answer: Tradeoff, moves: Sequence[MovedItem], when: str) -> str:
    """Name the first stories with where they were and where they go, grouped, and count the others."""
    groups: dict[tuple[int | None, int | None, bool], list[str]] = {}
    for move in moves[:NAMED]:
        name = f"{answer.plan.stories[move.id].title} ({move.id})"
        groups.setdefault((move.before, move.after, move.written), []).append(name)
    last = sprint(answer.plan, len(answer.plan.sprints) - 1)
    said = [
        f"{_and(names)}{_was(answer, before, written=written, both=len(names) > 1)} "
        f"{'beyond ' + last if after is None else 'to ' + sprint(answer.plan, after)}"
        for (before, after, written), names in groups.items()
    ]
    more = len(moves) - NAMED
    if more <= 0:
        return _and(said)
    return f"{', '.join(said)}, and {plural(more, 'other story', 'other stories')} {when}"


def _was(answer: Tradeoff, before: int | None, *, written: bool, both: bool) -> str:
    """Say where stories are planned in the files, or where they would come in the best plan."""
    if before is None:
        return ""
    where, all_ = sprint(answer.plan, before), "both " if both else ""
    return f", {all_}planned for {where}," if written else f", which would {all_}come in {where},"


def _noted(option: Option, move: MovedItem) -> bool:
    """Say whether the move is a request's, and worth a word: it waits, or it is met where nobody asked for it."""
    if move.id in option.plan.stories or move.id in {one.of.id for one in option.wishes}:
        return False
    return move.late or move.before is None


def _request(answer: Tradeoff, option: Option, move: MovedItem) -> str:
    known = {one.id: one.title for plan in (answer.plan, option.plan) for one in plan.requests}
    name = f"“{known[move.id]}” ({move.id})"
    if move.after is None:
        return f"{name} waits beyond {sprint(answer.plan, len(answer.plan.sprints) - 1)}"
    if move.before is None:
        return f"{name} is met too"
    return f"{name} waits {later(move.days, move.before, move.after)}"


def _goal(answer: Tradeoff, wait: Wait) -> str:
    aim = answer.plan.aims.get(wait.id)
    name = f"“{aim.title}” ({wait.id})" if aim else wait.id
    if wait.after is not None and wait.after > wait.before:
        return f"{name} waits {later(wait.days, wait.before, wait.after)}"
    when = f"beyond {sprint(answer.plan, len(answer.plan.sprints) - 1)}" if wait.after is None else "later"
    late = f"{figure(wait.late)} of {amount(answer.plan.unit, wait.planned)}"
    return f"{late} for {name} come {when}"


def _cost(answer: Tradeoff, option: Option) -> str:
    count = len(answer.plan.sprints)
    what = "the sprint's value" if count == 1 else f"what {_number(count)} sprints are worth"
    if option.gained == option.lost or not answer.plan.value:
        return "costs nothing" if option.gained == option.lost else f"adds {figure(option.gained - option.lost)}"
    change = percent(abs(option.gained - option.lost) / answer.plan.value)
    return f"adds {change} to {what}" if option.gained > option.lost else f"costs {change} of {what}"


def _number(count: int) -> str:
    words = ("", "one", "the two", "the three", "the four", "the five", "the six")
    return words[count] if count < len(words) else f"the {count}"


def _cheaper(answer: Tradeoff, option: Option) -> str:
    part = option.cheaper
    if part is None:
        return ""
    stories = option.plan.stories
    what = _and([f"{stories[name].title} ({name})" for name in part.ids])
    cost = f"costs {percent(part.cost / answer.plan.value)}" if part.cost > 0 and answer.plan.value else "costs nothing"
    moves = "moves nothing" if not part.moves else f"moves {plural(part.moves, 'other story', 'other stories')}"
    return f" Cheaper: only {what}, {amount(answer.plan.unit, part.size)}, {moves}, {cost}."
