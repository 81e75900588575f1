"""What is found, in which order, and how it reads."""

import datetime as dt
import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from house import Po, Write
from pocli.errors import PoError
from pocli.features.search import page as view
from pocli.features.search.answer import Hits, Query, search
from pocli.model.backlog import Backlog
from pocli.model.records import Goal, Request, Sprint
from pocli.model.story import Criterion, Story
from pocli.text import unaccented


def story(number: int, title: str, **fields: Any) -> Story:  # noqa: ANN401
    return Story(f"stories/PO-{number}.yaml", f"PO-{number}", title, **fields)


def found(backlog: Backlog, *words: str, limit: int = 0) -> Hits:
    return search(backlog, Query(words, limit), lambda _: True)


def ids(backlog: Backlog, *words: str) -> list[str]:
    return [hit.record.id for hit in found(backlog, *words).items]


STEPS = Criterion(given=("an invoice",), then=("a row",))
DAY = dt.date(2026, 1, 1)
SHOP = Backlog(
    stories=(
        story(1, "Pay by card", description="An invoice is paid at once."),
        story(2, "Invoice as PDF", labels=("billing",)),
        story(
            3, "Export", acceptance_criteria=(Criterion("a file"), Criterion(given=("an invoice",), then=("a row",)))
        ),
        story(4, "Rechnungsexport für Österreich", status="done"),
        story(12, "Something else", owner="Zoë", labels=("fast",)),
    ),
    goals=(Goal("goals/G-1.yaml", "G-1", "Paid on time", metric="share of invoices paid"),),
    requests=(Request("requests/R-1.yaml", "R-1", "Acme", from_="Head of Sales", answer="in an invoice"),),
    sprints=(Sprint("sprints/S-1.yaml", "S-1", DAY, DAY, sprint_goal="Get paid"),),
)


def test_a_title_counts_more_than_a_text() -> None:
    assert ids(SHOP, "invoice")[0] == "PO-2"
    assert set(ids(SHOP, "invoice")) == {"PO-1", "PO-2", "PO-3", "G-1", "R-1"}


def test_records_with_more_of_the_words_come_first() -> None:
    assert ids(SHOP, "card", "invoice")[0] == "PO-1"
    assert ids(SHOP, "card invoice") == ids(SHOP, "card", "invoice")


def test_case_accents_and_parts_of_words_make_no_difference() -> None:
    assert ids(SHOP, "ZOE") == ids(SHOP, "zoë") == ["PO-12"]
    assert ids(SHOP, "osterreich") == ids(SHOP, "Österreich") == ["PO-4"]
    assert ids(SHOP, "export") == ["PO-3", "PO-4"]


def test_an_id_is_that_record_and_no_longer_one() -> None:
    assert ids(SHOP, "PO-1") == ids(SHOP, "po-1") == ["PO-1"]
    assert ids(SHOP, "g-1") == ["G-1"]


@pytest.mark.parametrize("slip", ["invoce", "invoicce", "inoivce", "invoize"])
def test_one_slip_is_forgiven_and_said(slip: str) -> None:
    hits = found(SHOP, slip)
    assert hits.meant == {slip: "invoice"}
    assert [hit.record.id for hit in hits.items] == ids(SHOP, "invoice")
    assert f"nothing has `{slip}`; this is for `invoice`" in str(view.page(hits))


def test_what_nothing_is_like_finds_nothing_and_says_so() -> None:
    hits = found(SHOP, "zzz")
    assert (hits.items, hits.total, hits.meant) == ((), 0, {"zzz": ""})
    assert "nothing has these words" in str(view.page(hits))
    with pytest.raises(PoError, match="no word to look for"):
        found(SHOP, "?!")
    assert found(Backlog(), "invoice").items == ()


def test_each_hit_says_where_the_words_stand() -> None:
    matches = {hit.record.id: [(one.field, one.text) for one in hit.matches] for hit in found(SHOP, "invoice").items}
    assert matches["PO-3"] == [("criterion 2", "an invoice a row")]
    assert matches["R-1"] == [("answer", "in an invoice")]
    assert matches["PO-1"] == [("description", "An invoice is paid at once.")]


def test_a_long_text_is_shown_around_the_word() -> None:
    text = f"{'before ' * 40}the invoice {'behind ' * 40}".strip()
    shown = view.window(text, ["invoice"])
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert "the invoice behind" in shown
    assert len(shown) <= view.LONGEST + 2
    assert view.window("an invoice", ["invoice"]) == "an invoice"
    assert "needle" in view.window("… " * 40 + "the needle", ["needle"])
    assert view.window(f"PO-10 {'and ' * 30}PO-1 here", ["po-1"]).endswith("PO-1 here")


@given(st.lists(st.text(min_size=1, max_size=20), max_size=6), st.text(min_size=1, max_size=12))
def test_any_text_is_searched_for_any_word(titles: list[str], word: str) -> None:
    backlog = Backlog(stories=tuple(story(number, title) for number, title in enumerate(titles, 1)))
    try:
        hits = found(backlog, word)
    except PoError:
        assert not re.search(r"\w", unaccented(word))
        return
    for hit in hits.items:
        assert hit.score > 0
        assert hit.matches
        assert isinstance(view.window(hit.record.title if isinstance(hit.record, Story) else "", [word]), str)


@given(st.text(max_size=30))
def test_what_is_searched_for_has_no_case_and_no_accent_left(text: str) -> None:
    assert unaccented(unaccented(text)) == unaccented(text)
    assert unaccented(text.upper()) == unaccented(text.upper().lower())


def test_the_command_takes_filters_and_says_how_many_more(write: Write, po: Po) -> None:
    write(
        {
            "goals/G-1.yaml": "id: G-1\ntitle: Invoices in time\n",
            **{f"stories/PO-{at}.yaml": f"id: PO-{at}\ntitle: Invoice {at}\nstatus: done\n" for at in range(1, 24)},
            "stories/PO-30.yaml": "id: PO-30\ntitle: Invoice by mail\nstatus: ready\n",
        }
    )
    assert "and 5 others (--limit 0 shows all)" in po("search", "invoice").stdout
    data = json.loads(po("search", "invoice", "--status", "ready", "-f", "json").stdout)
    assert [(one["id"], one["status"]) for one in data["items"]] == [("PO-30", "ready")]
    assert (data["schema"], data["total"], data["words"]) == ("po.search/1", 1, ["invoice"])
    assert po("search").returncode == 2
