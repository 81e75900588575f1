"""A criterion has no outcome that anybody could see."""

import re
from collections.abc import Iterator, Mapping

from pocli.model.diagnostic import Facts, Finding
from pocli.model.story import Criterion
from pocli.prose import language

ABOUT = "wording"
ALONE = True
SEVERITY = "warning"
READS: tuple[str, ...] = ("i_want", "title", "acceptance_criteria", "status", "type")
OPTIONS: Mapping[str, int] = {}

EMPTY = re.compile(
    r"(?:(?:it|this|that|all|everything|(?:the|this)\s+(?:feature|story|function|functionality|page|system|app|application|code|button|form)"
    r"|the\s+bug|the\s+problem|the\s+issue)\s+)?"
    r"(?:(?:should|must|shall|will|has\s+to|still|just|now|is|are|be|been|has\s+been)\s+)*"
    r"(?:works?|working|functions?|behaves?|runs?|tested|done|finished|complete|completed|implemented|fixed|ok(?:ay)?|good|fine|documented)"
    r"(?:\s+(?:properly|correctly|perfectly|well|fine|again|now|flawlessly|as\s+(?:expected|intended|designed|desired|required|specified|before|it\s+should)"
    r"|without\s+(?:any\s+)?(?:errors?|problems?|issues?|bugs?)))*",
)
"""Says only that it is done: `it works as expected`."""
EXPECTED = re.compile(
    r".*\b(?:works?|functions?|behaves?|performs?)\s+(?:properly|correctly|perfectly|well|flawlessly|as\s+(?:expected|intended|desired|it\s+should))",
    re.IGNORECASE,
)
"""Ends with what the reader should have known before: `the export works as expected`."""
LAST = ("properly", "correctly", "perfectly", "well", "flawlessly", "expected", "intended", "desired", "should")
FEELING = re.compile(
    r"(?:the|a|an|all|every|our|users?|customers?|people|everybody|everyone)\b(?:\s+[\w-]+){0,3}?\s+(?:(?:should|must|will|can|to)\s+)?"
    r"(?:(?:is|are|be|feels?)\s+(?:happy|satisfied|pleased|delighted|confident|comfortable)|(?:likes?|enjoys?|loves?|understands?|trusts?)\s)",
    re.IGNORECASE,
)
"""Is about what goes on in somebody: `users are satisfied`."""
INTENT = re.compile(
    r"(?:(?:we|the\s+team)\s+(?:(?:should|must|will|have\s+to|need\s+to)\s+)?)?(?:try\s+to|consider|think\s+about|look\s+into|keep\s+in\s+mind)\s",
    re.IGNORECASE,
)
"""Is a plan for somebody: `consider large files`."""
LONGEST = 300
"""What is longer says something else as well."""


def check(facts: Facts) -> Iterator[Finding]:
    """Find open items with a criterion that says only that it works, what somebody feels, or no outcome at all."""
    for story in facts.backlog.open():
        found = [(at, why) for at, one in enumerate(story.acceptance_criteria) if (why := _why(one))]
        for at, why in found if found and language.leaning(story) >= 0 else ():
            message = f"criterion {at + 1} of `{story.id}` cannot be tested: {why}"
            yield Finding(story.path, ("acceptance_criteria", at), message, "say what can be seen when it is met")


def _why(criterion: Criterion) -> str:
    """Return why nobody could see that a criterion is met, or nothing."""
    outcomes = (criterion.text, *criterion.then) if criterion.text else criterion.then
    if not outcomes:
        return "it has no `then`"
    reasons = [_reason(" ".join(text.split())) for text in outcomes]
    return reasons[0] if all(reasons) else ""


def _reason(text: str) -> str:
    if len(text) > LONGEST:
        return ""
    bare = text.rstrip(" .!").lower()
    if EMPTY.fullmatch(bare) or (bare.endswith(LAST) and EXPECTED.fullmatch(bare)):
        return "it says only that it works"
    if FEELING.match(text):
        return "it is about what somebody feels or thinks"
    return "it is a plan, not an outcome" if INTENT.match(text) else ""
