"""HTML and wiki markup become Markdown that reads well; what is no markup stays as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pocli.tables import html_text, story_text, wiki_text, wiki_writer


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("Return List<String> & Map<K,V>", "Return List<String> & Map<K,V>"),
        ("<p>Return List<String>, x < 3</p>", "Return List<String>, x < 3"),
        (
            "<table><tr><td>Field</td><td>a<br>b</td></tr><tr><td>x|y</td></tr></table>",
            "| Field | a; b |\n| --- | --- |\n| x\\|y |  |",
        ),
        ("<table><tr><td>only laid out</td></tr></table>", "only laid out"),
        ("<ol start=3><li>a<ul><li>b<ol><li>c</ul><li>d</ol>", "3. a\n   - b\n     1. c\n4. d"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "- a\n  - b"),
        ("<ul><li><p>a</p><p>b</p></li></ul>", "- a\n\n  b"),
        ("<pre><code>if x:<br>    go()</code></pre>", "```\nif x:\n    go()\n```"),
        ("<pre>a ``` b</pre>", "````\na ``` b\n````"),
        ("a <code>x  y</code> <b>b </b>c <i> d</i> <s>e</s>", "a `x y` **b** c _d_ ~~e~~"),
        ('<a href="https://x.y/a_(b)">t</a>', "[t](<https://x.y/a_(b)>)"),
        ('<a href="https://x.y">https://x.y</a>', "https://x.y"),
        ('<img src="https://x.y/a.png" alt="the gate">', "![the gate](https://x.y/a.png)"),
        ("<h2>A</h2>b<hr><blockquote>c<p>d</blockquote>", "## A\n\nb\n\n---\n\n> c\n>\n> d"),
        ("<div>a</div><div>b<br>c</div>", "a\n\nb\nc"),
        ("<input type=checkbox checked>a<br><input type='checkbox'>b", "[x] a\n[ ] b"),
    ],
)
def test_html(html: str, text: str) -> None:
    assert html_text.text(html) == text


@pytest.mark.parametrize(
    ("html", "why"),
    [
        ("<script>x()</script>a", "a `script` is left out"),
        ('<a href="javascript:x()">a</a>', "the address `javascript:x()` is left out"),
        ('<img src="cid:1" alt="b">', "an image without an address of the web is left out: `b`"),
    ],
)
def test_what_of_html_is_lost_is_said(html: str, why: str) -> None:
    assert html_text.read(html)[1] == (why,)


def test_html_may_be_as_deep_as_it_likes() -> None:
    assert html_text.text("<div>" * 50_000 + "<b>deep</b>") == "deep"
    assert html_text.text("<table><tr><td>" * 3_000 + "x").count("x") == 1


@pytest.mark.parametrize(
    ("wiki", "text"),
    [
        ("h2. *Steps*\n\n# a\n# *b*\n## c\n", "## Steps\n\n1. a\n2. **b**\n   1. c"),
        ("* a\n*# b\n* c\n  more", "- a\n  1. b\n- c\n  more"),
        ("{code:python|title=x.py}\n*a* [b|c]\n{code}", "x.py:\n\n```python\n*a* [b|c]\n```"),
        ("a {{*b*}} [t|https://x.y] [https://x.y] [~ada]", "a `*b*` [t](https://x.y) https://x.y @ada"),
        ("!gate.png|width=3! !https://x.y/a.png!", "![gate.png](https://f/1) ![](https://x.y/a.png)"),
        ("||A||B||\n|1|[t|https://x.y]|", "| A | B |\n| --- | --- |\n| 1 | [t](https://x.y) |"),
        ("{quote}a\nb{quote}", "> a\n> b"),
        ("{color:red}a{color} -b- 3-4 x-y-z +c+ 1+1+1", "a ~~b~~ 3-4 x-y-z c 1+1+1"),
        ("## Acceptance criteria\n\n- [ ] a", "## Acceptance criteria\n\n- [ ] a"),
        ("5*3*2, a_b_c, {not} closed {code}", "5*3*2, a_b_c, {not} closed {code}"),
        ("```\n* a\n```", "```\n* a\n```"),
        ("Wow! Great! [1] (x)", "Wow! Great! [1] (x)"),
    ],
)
def test_wiki(wiki: str, text: str) -> None:
    assert wiki_text.read(wiki, {"gate.png": "https://f/1"}) == text


@pytest.mark.parametrize(
    ("text", "wiki"),
    [
        ("## A\n\n- **b** `c`\n  1. d\n\n~~e~~ [t](https://x.y)", "h2. A\n\n* *b* {{c}}\n*# d\n\n-e- [t|https://x.y]"),
        ("```python\n*a*\n```", "{code:python}\n*a*\n{code}"),
        ("| A | B |\n| --- | --- |\n| 1 | 2 |", "||A||B||\n|1|2|"),
        ("> a", "bq. a"),
        ("a\n\n* b", "a\n\n{noformat:title=Markdown}\n* b\n{noformat}"),
    ],
)
def test_markdown_becomes_wiki(text: str, wiki: str) -> None:
    assert wiki_writer.write(text) == wiki
    assert wiki_text.read(wiki) == text


@given(
    st.lists(st.sampled_from([*list("ab *_#-|!{}[]()`~\\\n>.1:"), "{code}", "h2. ", "||", "{noformat}"])).map("".join)
)
def test_what_is_written_as_wiki_reads_back(text: str) -> None:
    text = text.strip("\n")
    assert wiki_text.read(wiki_writer.write(text)) == text


@pytest.mark.parametrize(
    "heading",
    [
        "## Acceptance Criteria",
        "**Acceptance criteria:**",
        "Acceptance criteria",
        "### Akzeptanzkriterien",
        "**验收标准**",
    ],
)
def test_criteria_are_found_under_their_heading(heading: str) -> None:
    found = story_text.split(f"Weigh.\n\n{heading}\n- a\n- b\n\n## Notes\nc")
    assert found == {"acceptance_criteria": ["a", "b"], "description": "Weigh.\n\n## Notes\nc"}


def test_criteria_under_a_bold_line_end_with_the_next() -> None:
    found = story_text.split("**Acceptance criteria**\n- a\n\n**Notes**\nb")
    assert found == {"acceptance_criteria": ["a"], "description": "**Notes**\nb"}


def test_criteria_in_code_are_none() -> None:
    text = "```\n## Acceptance criteria\n- a\n```"
    assert story_text.split(text) == {"description": text}
