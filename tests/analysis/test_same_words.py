"""Words that look the same are the same, whichever characters they are written with."""

import os
from datetime import date

from house import Write
from pocli import judge
from pocli.analysis.creation import Draft, namesakes
from pocli.analysis.select import filters, known, select
from pocli.analysis.shares import askers
from pocli.files.assign import Assignment, alterations
from pocli.files.load import load

ONE, TWO = "Ren\u00e9e", "Rene\u0301e"
FILES = {
    "po.yaml": f"personas: [{ONE}]\nstatuses: {{pr\u00eat: ready}}\n",
    "stories/PO-1.yaml": f"id: PO-1\ntitle: Caf\u00e9\nowner: {ONE}\nas_a: {ONE}\n"
    f"labels: [{ONE}]\nrequested_by: [{ONE}]\n",
    "stories/PO-2.yaml": f"id: PO-2\ntitle: Cafe\u0301\nowner: {TWO}\nas_a: {TWO}\n"
    f"labels: [{TWO}]\nstatus: pre\u0302t\n",
    "requests/R-1.yaml": f"id: R-1\ntitle: A\nfrom: {TWO}\nneeds: [PO-1]\n",
}


def test_a_filter_finds_both_spellings_in_any_case(write: Write) -> None:
    backlog = load(write(FILES)).backlog
    for name in ("owner", "label", "text"):
        for word in (ONE, TWO, TWO.upper()) if name != "text" else ("cafe\u0301", "CAF\u00c9"):
            found = select(backlog, filters(backlog, {name: (word,)}))
            assert [story.id for story in found] == ["PO-1", "PO-2"], (name, word)
    assert [story.id for story in select(backlog, filters(backlog, {"status": ("PR\u00caT",)}))] == ["PO-2"]


def test_sharp_s_is_two_of_them_where_case_makes_no_difference(write: Write) -> None:
    root = write({"po.yaml": "", "stories/PO-1.yaml": "id: PO-1\ntitle: One\nowner: Wei\u00dfer\n"})
    backlog = load(root).backlog
    assert select(backlog, filters(backlog, {"owner": ("WEISSER",)}))


def test_one_person_is_one_group(write: Write) -> None:
    backlog = load(write(FILES)).backlog
    assert len({story.owner for story in backlog.stories}) == 1
    assert list(known(backlog, "owner")) == list(known(backlog, "label")) == [ONE]
    assert askers(backlog)["PO-1"] == (ONE,)


def test_the_rules_see_one_word(write: Write) -> None:
    root = write(FILES)
    rules = {name for name, _, _ in judge.findings(load(root).backlog, date(2026, 11, 30))}
    assert not rules & {"unknown-persona", "unknown-status"}
    backlog = load(root).backlog
    assert namesakes(backlog, Draft("story", "stories", "PO", "CAFE\u0301", {})) == ("PO-1", "PO-2")


def test_a_label_is_added_once_and_taken_away_in_either_spelling() -> None:
    tree = {"labels": [TWO, "tax"]}
    assert alterations("a", tree, [Assignment(("labels",), "+=", [ONE])]) == ()
    (change,) = alterations("a", tree, [Assignment(("labels",), "-=", [ONE])])
    assert change.after == ["tax"]


def test_a_file_keeps_its_spelling(write: Write) -> None:
    root = write(FILES)
    load(root)
    assert TWO in os.fsdecode((root / "stories" / "PO-2.yaml").read_bytes())
