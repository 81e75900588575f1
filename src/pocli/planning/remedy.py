"""Why can a story be in no plan, and which command puts that right?"""

from pocli.errors import PoError
from pocli.model.graph import closure
from pocli.model.ident import order
from pocli.model.story import Story
from pocli.planning.candidates import LeftOut, Look, Pool, missing, size
from pocli.ranking.parts import container, open_parts

EXAMPLES = {"acceptance_criteria": 'acceptance_criteria+="…"'}
"""How a field is set; the others are `name=…`."""


def refusal(seen: Look, found: Pool, name: str) -> PoError:
    """Return what is said of a story that must be in a plan and can be in none."""
    left = _left(found, name)
    return PoError(f"{name} cannot be planned: {_words(seen, found, left)}", remedy(seen, found, name))


def remedy(seen: Look, found: Pool, name: str) -> str:
    """Return what to do so that a story can be planned, as commands; empty where nothing hinders it."""
    story = seen.stories.get(name)
    if story is None:
        return "see what there is: po list"
    if seen.backlog.state(story) == "dropped":
        return f"reopen it: po ready {name}"
    if name not in {one.id for one in found.left}:
        return f"look at it: po show {name}" if _finished(seen, story) else ""
    left = _left(found, name)
    if left.reason == "prerequisite":
        return _cause(seen, found, name)
    ahead = {
        "draft": "make it ready",
        "not-ready": "write what is missing",
        "no-points": "estimate it",
        "blocked": "when nothing blocks it any more",
    }
    if left.reason in ahead:
        return f"{ahead[left.reason]}: {', then '.join(_steps(seen, story))}"
    return f"plan its stories: {_must(seen, story)}" if left.reason == "epic" else f"look at it: po show {name}"


def estimate(seen: Look, story: Story) -> str:
    """Return the command that gives a story its size."""
    return f"po set {story.id} {_size(seen)}=…"


def _finished(seen: Look, story: Story) -> bool:
    return container(seen, story) and not open_parts(seen, story.id)


def _left(found: Pool, name: str) -> LeftOut:
    return next((one for one in found.left if one.id == name), LeftOut(name, "finished"))


def _words(seen: Look, found: Pool, left: LeftOut) -> str:
    lacking = [name.rpartition(".")[2].replace("_", " ") for name in _lacking(seen, seen.stories[left.id])]
    if left.reason == "prerequisite":
        return _waits(seen, found, left)
    words = {
        "draft": "a draft" + (f" without {' and '.join(lacking)}" if lacking else ""),
        "not-ready": f"not ready: no {', '.join(lacking)}",
        "no-points": f"no {', '.join(lacking)}",
        "blocked": f"blocked: {', '.join(left.detail)}",
        "epic": "an epic is planned through its stories",
        "without": "left out on request",
        "finished": "none of its parts is open",
    }
    return words.get(left.reason, left.reason)


def _size(seen: Look) -> str:
    return "rice.effort" if seen.ask.unit == "effort" else "points"


def _lacking(seen: Look, story: Story) -> list[str]:
    """Return the fields that the story lacks: what the Definition of Ready asks for, and its size."""
    names = list(missing(seen, story))
    if size(seen, story) is None and _size(seen) not in names:
        names.append(_size(seen))
    return names


def _steps(seen: Look, story: Story) -> list[str]:
    """Return the commands after which nothing about the story itself hinders it."""
    fields = " ".join(EXAMPLES.get(name, f"{name}=…") for name in _lacking(seen, story))
    steps = [f"po set {story.id} {fields}"] if fields else []
    steps += [f"po ready {story.id}"] if seen.backlog.state(story) != "ready" else []
    return [*steps, *([f"po unblock {story.id}"] if story.blocked else [])]


def _must(seen: Look, epic: Story) -> str:
    names = [child.id for child in seen.children[epic.id] if seen.backlog.state(child) not in ("done", "dropped")]
    open_ = [name for name in names if not container(seen, seen.stories[name])]
    return " ".join(f"--must {name}" for name in sorted(open_, key=order)) or f"po show {epic.id}"


def _root(found: Pool, name: str) -> str:
    """Return the first, by id, of what a story waits for in the end: what itself waits for nothing that hinders it."""
    waits = {one.id: one.detail for one in found.left if one.reason == "prerequisite"}
    return min((one for one in closure(waits, [name]) if one not in waits), key=order)


def _waits(seen: Look, found: Pool, left: LeftOut) -> str:
    name = _root(found, left.id)
    root = seen.stories.get(name)
    if root is None:
        return f"it waits for {name}, which does not exist"
    if seen.backlog.state(root) == "dropped":
        return f"it waits for {root.id}, which is dropped"
    return f"it waits for {root.id} ({_words(seen, found, _left(found, root.id))})"


def _cause(seen: Look, found: Pool, name: str) -> str:
    """Return how the first thing that a story waits for in the end is put right."""
    at = _root(found, name)
    root = seen.stories.get(at)
    if root is None or seen.backlog.state(root) == "dropped":
        waiting, entry = _entry(seen, found, name, at)
        return f"remove the dependency: po set {waiting} depends_on-={entry}"
    return remedy(seen, found, root.id)


def _entry(seen: Look, found: Pool, name: str, root: str) -> tuple[str, str]:
    """Return which story waits for the root, and by which entry of its `depends_on`: its id, or that of its epic."""
    waits = {one.id: one.detail for one in found.left if one.reason == "prerequisite"}
    chain = sorted(closure(waits, [name]).intersection(waits), key=order)
    entries = ((one, need) for one in chain for need in seen.stories[one].depends_on if root in open_parts(seen, need))
    return next(entries)
