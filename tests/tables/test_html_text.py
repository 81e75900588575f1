"""HTML becomes text; what could run is dropped."""

import pytest

from house import is_quick
from pocli.tables import html_text, html_tree


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("a < b & c", "a < b & c"),
        ("plain &amp; text", "plain &amp; text"),
        ("<div>One</div><div>Two&nbsp;x</div>", "One\n\nTwo x"),
        ("<p>a<br>b</p><ul><li>x</li><li>y</li></ul>", "a\nb\n\n- x\n- y"),
        ("<h2>Why</h2><p>Because <b>so</b> and <i>so</i></p>", "## Why\n\nBecause **so** and _so_"),
        ('<a href="https://example.com/x">here</a>', "[here](https://example.com/x)"),
        ('<a href="javascript:alert(1)">here</a>', "here"),
        ("<p>a</p><script>alert(1)</script><style>x</style>", "a"),
        ("<p>unclosed <b>bold", "unclosed **bold**"),
        ("<!-- note --><p>x</p>", "x"),
        ("</script><p>x", "x"),
    ],
)
def test_what_tools_write(source: str, text: str) -> None:
    assert html_text.text(source) == text


@pytest.mark.parametrize("unit", ["<a ", '<a x="', "<", "<p", "</", "<!--", "<![CDATA[", "&", "<a x='>"])
def test_open_tags_take_no_time(unit: str) -> None:
    text = "<p>" + unit * (200_000 // len(unit))
    assert is_quick(lambda: html_tree.tree(text), 4)


def test_a_lone_sign_in_a_long_text_is_a_character() -> None:
    said = html_tree.text(html_tree.tree("<p>" + "word " * 1000 + "a < b and <b>bold</b> c <"))
    assert said.strip().endswith("a < b and bold c <")
