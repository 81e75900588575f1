"""A file of another tool: stories that validate, or trouble that says what to do."""

from arrivals import stories
from fuzz.seeds import shared
from house import REPO
from pocli import registry
from pocli.errors import PoError
from pocli.features.imports.import_plan import intake
from pocli.model.backlog import Backlog
from pocli.store.load import load

NAMES = registry.capable("exchange", "read")
MEMBERS = [registry.member("exchange", name) for name in NAMES]


def _seeds() -> tuple[bytes, ...]:
    backlog = load(REPO / "examples" / "backlog").backlog
    few = backlog._replace(stories=backlog.stories[:3])
    found = []
    for kind, member in enumerate(MEMBERS):
        texts = [sign.replace(" ", ",") + "\n1,2,3,4\n" for sign in getattr(member, "SIGNS", ())]
        texts += [member.write(few)] if hasattr(member, "write") else []
        found += [bytes([kind]) + text.encode() for text in texts]
    found += [bytes([kind]) + text for kind in range(len(MEMBERS)) for text in shared("data/exports", "cases/exchange")]
    return tuple(found)


SEEDS = _seeds()


def check(data: bytes) -> None:
    member = MEMBERS[data[0] % len(MEMBERS) if data else 0]
    text = data[1:].decode("utf-8", "replace")
    try:
        found = intake(member.read(text, {}), Backlog())
    except PoError:
        return
    made = stories(found)
    assert len({story.id for story in made}) == len(made)
