"""A story has a high confidence, but no evidence."""

from collections.abc import Iterator, Mapping

from pocli.model.diagnostic import Facts, Finding
from pocli.text import percent

ABOUT = "honesty"
ALONE = True
SEVERITY = "info"
READS: tuple[str, ...] = ("rice.confidence", "evidence", "status")
OPTIONS: Mapping[str, int] = {"percent": 100}
"""The confidence, in percent, from which on evidence is asked for."""


def check(facts: Facts) -> Iterator[Finding]:
    """Find open stories with a high confidence and no `evidence`."""
    for story in facts.backlog.open():
        confidence = story.rice.confidence if story.rice else None
        if confidence is not None and confidence * 100 >= int(facts.options["percent"]) and not story.evidence:
            message = f"`{story.id}` has a confidence of {percent(confidence)}, but no evidence"
            yield Finding(story.path, ("rice", "confidence"), message, "add `evidence`, or lower the confidence")
