"""Is a text English? Rules about words judge no other language: German `fast` is `almost`."""

import re

from pocli.model.story import Story

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
ENGLISH = frozenset(
    """the and with should when that are my have has this it its by from can cannot which who after before without of to
    is be as if only all each every not for than their they your our would could without within""".split()
)
OTHERS = frozenset(
    """der die das dem den und oder ist sind nicht ein eine einen einer mit für von zum zur im wird werden kann soll
    muss ich wenn le la les du une et ou est sont pas pour dans que qui sur avec je au aux doit peut el las del una
    y es por se al yo debe puede como de het een van en niet voor op te wordt moet ik zijn dat il gli di che è deve
    può um uma os não com são och att är inte på av jag ska og ikke af skal jeg na z się nie jest że dla""".split()
)
"""Short words of German, French, Spanish, Dutch, Italian, Portuguese, Swedish, Danish, Norwegian and Polish."""


def leaning(story: Story) -> int:
    """Return how many more short words of a story are English than of other languages; below 0, it is foreign."""
    criteria = (text for one in story.acceptance_criteria for text in (one.text, *one.given, *one.when, *one.then))
    texts = (story.title, story.as_a, story.i_want, story.so_that, *criteria)
    words = [word for text in texts for word in WORD.findall(text.lower())]
    return sum(word in ENGLISH for word in words) - sum(word in OTHERS for word in words)
