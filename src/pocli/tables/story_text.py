"""How does a story read as one text, and which of its fields does such a text hold?

The sentence "As a …, I want …, so that …" comes first, then the description, then the acceptance criteria under their
heading. What is taken out of a stranger's text says there what its field says; all the rest stays in the description.
"""

import re
from collections.abc import Mapping

from pocli.model.story import Story
from pocli.model.written import criterion
from pocli.prose import wording
from pocli.tables import criteria_text, sections

NAMES = (
    r"acceptance criteri(?:a|on)(?: \(ac\))?|akzeptanzkriterien|crit[eè]res d['’]acceptation|criterios de aceptaci[oó]n"
    r"|crit[eé]rios de aceita[cç][aã]o|criteri di accettazione|acceptatiecriteria|kryteria akceptacji|критерии при[её]мки"
    r"|受け入れ(?:基準|条件)|验收标准"
)
"""What the section of the criteria is called, in the languages that tools have most."""
CRITERIA = re.compile(
    rf"(?im)^[ \t]*+(?:#{{1,6}}[ \t]*+|h[1-6]\.[ \t]*+)?(?:\*{{1,2}}|__)?(?:{NAMES})[ \t]*+(?:[:：][ \t]*+)?(?:(?:\*{{1,2}}|__)[ \t]*+)?(?:[:：][ \t]*+)?$"
)
HEADING = re.compile(r"(?m)^(?:#{1,6}[ \t]|h[1-6]\.[ \t])")
BOLD = re.compile(r"(?m)^(?:#{1,6}[ \t].*|h[1-6]\.[ \t].*|\*\*[^*\n]+\*\*:?[ \t]*)$")
"""What ends the section of criteria where a bold line began it."""
DESCRIPTION = "## Description"
LABELS = {"as_a": "As a", "i_want": "I want", "so_that": "So that"}
LABEL = re.compile(r"(As a|I want|So that): (.*)")
NONE = "(none)"


def compose(story: Story) -> str:
    """Return a story's sentence, description and criteria as one text, which `split` takes apart again."""
    said = {name: " ".join(str(getattr(story, name)).split()) for name in LABELS}
    intro = _sentence(said)
    listed = criteria_text.write(story.acceptance_criteria)
    text = _joined(intro, story.description, listed, plain=True)
    wanted = {**{name: one for name, one in said.items() if one}, "description": story.description.strip()}
    if _same(split(text), wanted, story):
        return text
    return _joined(intro, story.description, listed or NONE, plain=False)


def _same(found: Mapping[str, object], wanted: Mapping[str, str], story: Story) -> bool:
    own = {name: one for name, one in wanted.items() if one}
    own_criteria = [criterion(one) for one in story.acceptance_criteria]
    return found == own | ({"acceptance_criteria": own_criteria} if own_criteria else {})


def split(text: str) -> dict[str, object]:
    """Return the fields that a text holds: the parts of its sentence, the criteria, and the description without them."""
    body, listed = _criteria(text)
    intro, rest = _intro(body)
    found: dict[str, object] = dict(intro)
    found |= {"acceptance_criteria": [criterion(one) for one in criteria_text.read(listed)]} if listed else {}
    return {name: value for name, value in (found | {"description": rest}).items() if value}


def article(role: str) -> str:
    """Return what stands before a role: `As a`, `As an`."""
    return "As an" if role[:1].lower() in set("aeiou") else "As a"


def _sentence(said: Mapping[str, str]) -> str:
    """Return the parts as a sentence, or a line for each where they make none."""
    role, want, end = said.values()
    sentence = f"{article(role)} {role}, I want {want}" + (f", so that {end}." if end else ".")
    if role and want and _parts(sentence) == {name: one for name, one in said.items() if one}:
        return sentence
    return "\n".join(f"{LABELS[name]}: {one}" for name, one in said.items() if one)


def _joined(intro: str, description: str, listed: str, *, plain: bool) -> str:
    body = description.strip() if plain else f"{DESCRIPTION}\n\n{description.strip()}".strip()
    parts = (intro, body, f"## Acceptance criteria\n\n{listed}" if listed else "")
    return "\n\n".join(part for part in parts if part)


def _criteria(text: str) -> tuple[str, str]:
    """Return a text without its last section of criteria, and that section."""
    plain = sections.without_code(text) if "```" in text or "~~~" in text else text
    found = list(CRITERIA.finditer(plain))
    if not found:
        return text, ""
    start, end = found[-1].span()
    bold = text[start:end].strip().startswith(("**", "__"))
    following = (BOLD if bold else HEADING).search(plain, end)
    stop = following.start() if following else len(text)
    listed = text[end:stop].strip("\n")
    if not listed.strip():
        return text, ""
    body = text[:start].rstrip("\n") + ("\n\n" + text[stop:] if following else "")
    return body, "" if listed.strip() == NONE else listed


def _intro(body: str) -> tuple[Mapping[str, str], str]:
    """Return the parts of the sentence that a text begins with, and the rest of the text."""
    body = body.strip()
    first, _, rest = body.partition("\n\n")
    if body.startswith(DESCRIPTION):
        first, rest = "", body
    parts = _parts(first)
    if not parts and first:
        return {}, body
    rest = rest.strip()
    return parts, rest.removeprefix(DESCRIPTION).strip() if rest.startswith(DESCRIPTION) else rest


def _parts(paragraph: str) -> dict[str, str]:
    """Return the parts of a sentence, or of a line for each, if it says nothing else."""
    lines = [LABEL.fullmatch(line.strip()) for line in paragraph.split("\n")]
    if all(lines):
        words = {label: name for name, label in LABELS.items()}
        return {words[line[1]]: line[2].strip() for line in lines if line and line[2].strip()}
    read = wording.read(paragraph.replace("**", ""))
    found = {"as_a": read.role, "i_want": read.want, "so_that": read.end}
    again = f"as a {read.role} I want {read.want}" + (f" {read.joint} {read.end}" if read.end else "")
    same = _letters(again) == _letters(paragraph.replace("s an ", "s a ", 1))
    return {name: one for name, one in found.items() if one} if same and read.role and read.want else {}


def _letters(text: str) -> str:
    """Return a sentence as it is compared: without the punctuation between its parts and the emphasis of a word."""
    return re.sub(r"[\s*_,.;:()]+", " ", text).strip().lower()
