"""The picture of the house in CONTRIBUTING.md is that of the contracts, and each part says what it is."""

import ast
import re
import tomllib

from house import REPO

PICTURE = re.compile(r"(?<=<!-- house -->\n```\n).*?(?=```)", re.DOTALL)
CODE = REPO / "src" / "pocli"


def said(name: str) -> str:
    """Return the sentence of a package or module that says what it is."""
    file = CODE / f"{name}.py" if (CODE / f"{name}.py").exists() else CODE / name / "__init__.py"
    sentence = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return sentence.partition("\n")[0]


def picture() -> str:
    """Draw the layers of the contract, a line for each part, an empty line between layers."""
    contracts = tomllib.loads((REPO / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    layers = next(one["layers"] for one in contracts if one["name"] == "data flows one way")
    blocks = ("\n".join(f"{name:<12}{said(name)}" for name in layer.split(" | ")) for layer in layers)
    return "\n\n".join(blocks) + "\n"


def test_the_house_is_as_it_is_drawn(update_docs: bool) -> None:
    page = REPO / "CONTRIBUTING.md"
    text = page.read_text(encoding="utf-8")
    drawn = PICTURE.sub(lambda _: picture(), text)
    if update_docs:
        page.write_text(drawn, encoding="utf-8")
    else:
        assert drawn == text


def test_every_feature_says_what_it_answers() -> None:
    families = [one.name for one in (CODE / "features").iterdir() if (one / "__init__.py").exists()]
    assert len(families) > 20
    for family in families:
        assert said(f"features/{family}").endswith(("?", "."))
        assert list((CODE / "features" / family).glob("*command.py")), f"{family} has no command"
