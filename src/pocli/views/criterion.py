"""How does an acceptance criterion read on one line?"""


def label(criterion: object) -> str:
    """Return a criterion on one line: its text, or its steps."""
    if not isinstance(criterion, dict):
        return str(criterion or "")
    if isinstance(criterion.get("text"), str):
        return str(criterion["text"])
    steps = [(word, criterion[word]) for word in ("given", "when", "then") if word in criterion]
    texts = [(word, step if isinstance(step, str) else ", ".join(map(str, step))) for word, step in steps]
    return ", ".join(f"{word} {text}" for word, text in texts)
