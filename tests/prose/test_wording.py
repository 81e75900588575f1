"""Who wants what, and what for, is read from sentences as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from house import SHARED
from pocli.model.story import Story
from pocli.prose.wording import NOTHING, read, wording

STORIES = SHARED / "data" / "stories"


@pytest.mark.parametrize(
    ("text", "role", "want", "end"),
    [
        ("As a clerk, I want to pay, so that it is paid.", "clerk", "to pay", "it is paid"),
        ("as an Owner I need to see all in order to decide", "Owner", "to see all", "decide"),
        ("As the PO, we'd like fewer fields", "PO", "fewer fields", ""),
        ("As admin, I can export users", "admin", "to export users", ""),
        ("As a user, I'm able to sign in", "user", "to sign in", ""),
        ("As a user, I don't want to see ads", "user", "not to see ads", ""),
        ("As a user, I should be able to undo, so I dare", "user", "to undo", "I dare"),
        ("In order to pay faster, as a clerk, I want one list", "clerk", "one list", "pay faster"),
        ("As a tester, I want to close it. So that I can go", "tester", "to close it", "I can go"),
        ("As a user, I want e.g. a list, so that I see", "user", "e.g. a list", "I see"),
        ("As a User, I add a story, so that it is there", "User", "", "it is there"),
        ("User wants to add a story, so that it is there", "", "to add a story", "it is there"),
        ("User story: As a clerk, I want to pay", "clerk", "to pay", ""),
        ("As a clerk, I want one list because I lose track", "clerk", "one list", "I lose track"),
        ("As a clerk, I want one list because of audits", "clerk", "one list", "audits"),
        ("As a clerk, I want to see why it failed because of me", "clerk", "to see why it failed because of me", ""),
        ("As a clerk, I want one list since it is the law", "clerk", "one list", "it is the law"),
        ("As a clerk, I want one list, since the law says so", "clerk", "one list", "the law says so"),
        ("As a clerk, I want the changes since 2019", "clerk", "the changes since 2019", ""),
        ("As a clerk, I want what is new since I last looked", "clerk", "what is new since I last looked", ""),
        ("As a clerk, I want what is new since the last release", "clerk", "what is new since the last release", ""),
        ("As a nurse, I want to track samples to ensure safe use", "nurse", "to track samples", "ensure safe use"),
        ("As a nurse, I want the robot to ensure safe use", "nurse", "the robot to ensure safe use", ""),
        ("As a nurse, I want to be able to ensure safe use", "nurse", "to be able to ensure safe use", ""),
        ("As a nurse, I want a way to ensure safe use", "nurse", "a way to ensure safe use", ""),
        ("As a cook, I want labels on jars for easy reuse", "cook", "labels on jars", "easy reuse"),
        ("As a cook, I want to search for easy recipes", "cook", "to search for easy recipes", ""),
        ("As a cook, I want labels (so that I find them).", "cook", "labels", "I find them"),
        ("As a cook, I want to know so I can act", "cook", "to know", "I can act"),
        ("As a cook, I would like to pay", "cook", "to pay", ""),
        ("Cooks would like to pay", "", "to pay", ""),
        ("As a clerk, working with data, I want a list, so that I see", "clerk, working with data", "a list", "I see"),
        ("To ensure quality, as a clerk, I want one list", "clerk", "one list", "ensure quality"),
        ("As a shipper, I want a log since audits need one", "shipper", "a log", "audits need one"),
        ("As a shipper, I want alarms, since errors are dear", "shipper", "alarms", "errors are dear"),
        ("As a shipper, I want one list since people forget", "shipper", "one list", "people forget"),
        ("As a shipper, I want one list since payroll requires it", "shipper", "one list", "payroll requires it"),
        ("As a shipper, I want sales since shops opened in May", "shipper", "sales since shops opened in May", ""),
        ("As a shipper, I want orders since Monday is over", "shipper", "orders since Monday is over", ""),
        ("As a shipper, I want orders since users left", "shipper", "orders since users left", ""),
        ("As a nurse, I want daily backups to ensure safety", "nurse", "daily backups", "ensure safety"),
        ("As a nurse, I want a lock to make sure I am safe", "nurse", "a lock", "make sure I am safe"),
        ("As a nurse, I want our teams to ensure safety", "nurse", "our teams to ensure safety", ""),
        ("As a nurse, I want a tester to ensure safety", "nurse", "a tester to ensure safety", ""),
        ("As a cook, I want labels for easy sorting", "cook", "labels", "easy sorting"),
        ("When one is late, as a shipper, I want to be told", "shipper", "to be told when one is late", ""),
        ("On the page, as a cook, I want a list, so I see", "cook", "a list on the page", "I see"),
        ("If it burns, as a cook, I am there", "cook", "", ""),
        ("As a User, I add a story, so that I can see it", "User", "", "I can see it"),
    ],
)
def test_sentences(text: str, role: str, want: str, end: str) -> None:
    words = read(text)
    assert (words.role, words.want, words.end) == (role, want, end)


@pytest.mark.parametrize(
    "text",
    [
        "Export invoices as CSV",
        "As mentioned, in the evening, I can see it",
        "As soon as possible",
        "As a whole, this is slow",
        "Cache pages so that they load",
        "",
        "So",
    ],
)
def test_what_is_no_user_story_is_left_alone(text: str) -> None:
    assert read(text) == NOTHING


def test_what_follows_the_sentence_is_known() -> None:
    assert read("As a user, I want to pay. This is extra").rest == "This is extra"
    assert read("As a user, I want to pay. I want bills, so that I see. More.").rest == "I want bills. More."
    assert read("As a user, I want bills (so that I see. All) soon").rest == "All. soon"


def test_fields_win_over_sentences() -> None:
    story = Story("a", "PO-1", "As a user, I want to pay", as_a="clerk", so_that="it is paid")
    found = wording(story)
    assert found is not None
    assert found.words.role == "clerk"
    assert (found.role, found.want, found.end) == (("as_a",), ("as_a",), ("so_that",))


def test_the_first_paragraph_of_a_description_is_read() -> None:
    found = wording(Story("a", "PO-1", "Pay", description="As a clerk,\nI want to pay\n\nAs a user, I want to see"))
    assert found is not None
    assert (found.words.role, found.words.want, found.want) == ("clerk", "to pay", ("description",))


@pytest.mark.skipif(not STORIES.is_dir(), reason="the shared data is not here")
def test_published_stories_are_read() -> None:
    lines = [line for file in sorted(STORIES.glob("*.txt")) for line in file.read_text(encoding="utf-8").splitlines()]
    found = [read(line.split("# ", 1)[1]) for line in lines]
    assert sum(bool(one.role and one.want) for one in found) == len(lines) == 156
    assert sum(bool(one.end) for one in found) == sum(
        ", so " in line.lower() or ". so " in line.lower() for line in lines
    )


def test_a_long_text_is_read_in_part() -> None:
    story = Story("a", "PO-1", "A", as_a="x" * 9000, i_want="to x, y and quickly " * 5000)
    found = wording(story)
    assert found is not None
    assert max(len(found.words.role), len(found.words.want)) <= 2000


@given(
    st.lists(
        st.sampled_from(["As a ", "user", ", ", "I want ", "to ", "so that ", ". ", "in order to ", "x", "\n"])
    ).map("".join)
    | st.text()
)
def test_any_text_can_be_read(text: str) -> None:
    words = read(text)
    assert "\n" not in "".join(words)
    assert len("".join(words)) <= len(text) + 40
