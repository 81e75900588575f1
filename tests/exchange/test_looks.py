"""What is only looked at elsewhere: no story's text can make structure there."""

from pocli.exchange import markdown, mermaid, miro, slack
from pocli.model.backlog import Backlog
from pocli.model.config import Config
from pocli.model.story import Criterion, Story

HOSTILE = '"]; A --> B\n# <script> *x* | `y` [z](https://evil) & <!channel>'
ONE = Story("", "PO-1", "First", status="done")
TWO = Story("", "PO-2", HOSTILE, status="doing", depends_on=("PO-1",), parent="PO-3", owner="ada_l")
EPIC = Story("", "PO-3", "Big", "epic")
ALL = Backlog(Config(project="Shop"), stories=(ONE, TWO, EPIC))


def test_a_diagram_of_what_waits_for_what() -> None:
    assert mermaid.write(ALL) == (
        "flowchart LR\n"
        '  PO_1["PO-1 First"]:::done\n'
        '  subgraph PO_3["PO-3 Big"]\n'
        '    PO_2["PO-2 #34;#93;#59; A --#62; B #35; #60;script#62; #42;x#42; '
        '#124; #96;y#96; #91;z#93;(https#58;//evil) #38; #60;!chan#8230;"]:::doing\n'
        "  end\n"
        "  PO_1 --> PO_2\n"
        "  classDef doing stroke-width:3px\n"
        "  classDef done opacity:0.5\n"
    )


def test_without_links_the_open_stories_are_drawn() -> None:
    assert '  PO_3["PO-3 Big"]:::draft\n' in mermaid.write(Backlog(stories=(ONE, EPIC)))


def test_a_board_of_notes() -> None:
    rows = miro.write(ALL._replace(stories=(ONE, EPIC))).removeprefix("\ufeff").splitlines()
    assert rows == ["draft,done", "PO-3 Big,PO-1 First"]


def test_a_chat() -> None:
    assert slack.write(ALL).splitlines() == [
        "*Shop*",
        "",
        "*doing*: 1 story",
        '• PO-2 "]; A --&gt; B # &lt;script&gt; ∗x∗ | ˋyˋ [z](https:\u2060//evil) &amp; &lt;!channel&gt;, ada＿l',
        "",
        "*draft*: 1 story",
        "• PO-3 Big",
        "",
        "*done*: 1 story",
        "• PO-1 First",
    ]


def test_a_wiki_page() -> None:
    steps = Criterion("", ("# a",), (), ("b",), done=True)
    story = EPIC._replace(
        as_a="admin",
        i_want="to *x*",
        acceptance_criteria=(steps, Criterion("plain\n- two")),
        description="# D\n<b>\n\n- @x",
    )
    assert markdown.write(ALL._replace(stories=(story,))) == (
        "# Shop\n\n## draft (1)\n\n### PO-3 Big\n\nAs an admin, I want to \\*x\\*.\n\n"
        "> \\# D\\\n> &lt;b&gt;\n>\n> \\- @<!-- -->x\n\n"
        "- [x] Given \\# a\\\n  Then b\n- [ ] plain\\\n  \\- two\n"
    )
