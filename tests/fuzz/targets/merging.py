"""Three texts of a file: every field as the trees say, no comment lost in silence, conflicts that can be read back."""

from fuzz.seeds import TEXTS
from pocli.errors import PoError
from pocli.merge.markers import sides
from pocli.merge.merged_text import _comments, blended, ended, marked
from pocli.merge.three_way import merged
from pocli.reading.schema_errors import full
from pocli.yaml.parse import parse

PATH = "stories/PO-1.yaml"
SPLIT = b"\0"
_WAYS = ((b"One", b"Two"), (b"a", b"b"), (b"labels", b"owner"), (b"# ", b"# more "), (b"- ", b"- new\n  - "))
SEEDS = tuple(
    SPLIT.join((text, text.replace(*_WAYS[place % 5]), text.replace(*_WAYS[(place + 2) % 5])))
    for place, text in enumerate(TEXTS)
)


def check(data: bytes) -> None:
    base, ours, theirs = [*data.split(SPLIT, 2), b"", b""][:3]
    for first in (base, None):
        try:
            blend = blended(PATH, first, ours, theirs)
        except PoError:
            continue
        trees = [None if text is None else full(parse(text).tree) for text in (first, ours, theirs)]
        assert full(parse(blend.data).tree) == merged(*trees).tree
        assert _comments(theirs) - _comments(first or b"") - _comments(blend.data) <= set(blend.lost)
        assert ours != theirs or blend.data == ours
        if blend.conflicts:
            back = sides(PATH, marked(PATH, blend, ("ours", "theirs")))
            assert full(parse(back.ours).tree) == full(parse(ended(blend.data)).tree)
            assert not parse(back.theirs).faults
