"""`po validate --fix` mends what is beyond doubt, as one step, and nothing else."""

import json

import pytest

from house import Po, Write

TAGS = "# of the team\nid: PO-1\ntitle: Fix export #12  # keep\ntags: billing\nstatus: Ready\n"
MENDED = '# of the team\nid: PO-1\ntitle: "Fix export #12"  # keep\nlabels: [billing]\nstatus: ready\n'
READY = "points: 3\nacceptance_criteria: [It adds up]\n"
BROKEN = "id: PO-2\r\ntitle: Export: all\r\npoints: many\r\n"


def test_fixes_are_shown_then_saved(write: Write, po: Po) -> None:
    root = write({"stories/PO-1.yaml": TAGS + READY, "stories/PO-2.yaml": BROKEN})
    before = {path: path.read_bytes() for path in root.rglob("*.yaml")}
    plain = po("validate", "-f", "concise").stdout
    assert plain.endswith("4 errors, 1 warning in 3 files; po validate --fix fixes 4\n")

    tried = po("validate", "--fix", "--dry-run")
    assert tried.returncode == 1
    assert "+labels: [billing]" in tried.stdout
    assert '+title: "Export: all"' in tried.stdout
    assert {path: path.read_bytes() for path in root.rglob("*.yaml")} == before

    done = po("validate", "--fix", "-f", "concise")
    assert done.returncode == 1
    assert done.stdout.startswith(tried.stdout)
    assert "stories/PO-1.yaml: 4 problems fixed\n" in done.stdout
    assert "PO-2.yaml:3:9: error[wrong-type] `many` is not a number\n" in done.stdout
    assert done.stdout.endswith("1 error in 3 files\n")
    assert (root / "stories/PO-1.yaml").read_text() == MENDED + READY
    assert (root / "stories/PO-2.yaml").read_bytes() == b'id: PO-2\r\ntitle: "Export: all"\r\npoints: many\r\n'

    again = po("validate", "--fix", "-f", "concise")
    assert again.stdout == "".join(f"{line}\n" for line in done.stdout.splitlines()[-2:])

    assert po("undo").returncode == 0
    assert {path: path.read_bytes() for path in root.rglob("*.yaml")} == before


def test_a_bom_stays(write: Write, po: Po) -> None:
    root = write({"stories/PO-1.yaml": b"\xef\xbb\xbfid: PO-1\ntitle: Fix #12\n"})
    assert po("validate", "--fix").returncode == 0
    assert (root / "stories/PO-1.yaml").read_bytes() == b'\xef\xbb\xbfid: PO-1\ntitle: "Fix #12"\n'


def test_only_what_was_asked_for_is_mended(write: Write, po: Po) -> None:
    root = write({"stories/PO-1.yaml": TAGS + READY, "stories/PO-2.yaml": BROKEN})
    po("validate", "stories/PO-1.yaml", "--fix", "--select", "text-cut-by-comment")
    assert (root / "stories/PO-1.yaml").read_text() == TAGS.replace("Fix export #12", '"Fix export #12"') + READY
    assert (root / "stories/PO-2.yaml").read_bytes().decode() == BROKEN


def test_what_is_silenced_is_left(write: Write, po: Po) -> None:
    body = "id: PO-1\ntitle: One\npoints: 20 # po: ignore[large-story]\nlabels: x # po: ignore[wrong-type]\n"
    body += "type: Bug\n"
    root = write({"stories/PO-1.yaml": body})
    po("validate", "--fix")
    assert (root / "stories/PO-1.yaml").read_text() == body.replace("Bug", "bug")


def test_an_ignore_that_silences_nothing_goes(write: Write, po: Po) -> None:
    body = (
        "id: PO-1\ntitle: One\npoints: 3  # po: ignore[large-story] once it was\nowner: ada # po: ignore[larg-story]\n"
    )
    root = write({"stories/PO-1.yaml": body})
    done = po("validate", "--fix", "-f", "concise")
    assert "no rule is called `larg-story`" in done.stdout
    assert (root / "stories/PO-1.yaml").read_text() == body.replace("  # po: ignore[large-story] once it was", "")


def test_two_names_for_one_field_are_left_to_people(write: Write, po: Po) -> None:
    root = write({"stories/PO-1.yaml": "id: PO-1\ntitle: One\nassignee: ada\nassigned_to: bob\n"})
    assert po("validate", "--fix").returncode == 1
    assert (root / "stories/PO-1.yaml").read_text() == "id: PO-1\ntitle: One\nowner: ada\nassigned_to: bob\n"


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_a_machine_reads_nothing_but_its_report(write: Write, po: Po, form: str) -> None:
    write({"stories/PO-1.yaml": TAGS + READY})
    found = json.loads(po("validate", "--fix", "-f", form).stdout)
    assert (
        found.get("diagnostics", found.get("runs", [{}])[0:1] and found.get("runs", [{}])[0].get("results", [])) == []
    )


def test_nothing_to_mend_writes_nothing(write: Write, po: Po) -> None:
    root = write({"stories/PO-1.yaml": "id: PO-1\ntitle: One\n"})
    there = (root / "stories/PO-1.yaml").stat().st_mtime_ns
    assert po("validate", "--fix").stdout == "no problems in 2 files\n"
    assert (root / "stories/PO-1.yaml").stat().st_mtime_ns == there


def test_no_fix_gives_an_id_that_another_file_has(write: Write, po: Po) -> None:
    root = write(
        {
            "stories/PO-21-y.yaml": "id: PO-21\ntitle: y\n",
            "stories/PO-021-x.yaml": "id: PO-021\ntitle: x\n",
            "stories/a.yaml": "id: PO-007\ntitle: a\n",
            "stories/b.yaml": "id: PO-07\ntitle: b\n",
            "stories/PO-3.yaml": "id: PO-3\ntitle: z\ndepends_on: [PO-021]\n",
        }
    )
    po("validate", "--fix")
    assert (root / "stories/PO-021-x.yaml").read_text() == "id: PO-021\ntitle: x\n"
    assert (root / "stories/a.yaml").read_text() == "id: PO-7\ntitle: a\n"
    assert (root / "stories/b.yaml").read_text() == "id: PO-07\ntitle: b\n"
    assert "depends_on: [PO-21]" in (root / "stories/PO-3.yaml").read_text(), "the others are carried out"


def test_a_fix_that_makes_a_ring_is_left_and_the_others_are_carried_out(write: Write, po: Po) -> None:
    root = write(
        {
            "stories/PO-1.yaml": "id: PO-1\ntitle: a\nstatus: Ready\ndepends_on: PO-2\n",
            "stories/PO-2.yaml": "id: PO-2\ntitle: b\ndepends_on: PO-1\nlabels: tax\n",
            "stories/PO-3.yaml": "id: PO-3\ntitle: c\nlabels: tax\n",
        }
    )
    done = po("validate", "--fix", "-f", "concise")
    assert "stories/PO-2.yaml: 1 problem fixed" in done.stdout
    assert "depends_on: [PO-2]" in (root / "stories/PO-1.yaml").read_text()
    assert (root / "stories/PO-2.yaml").read_text() == "id: PO-2\ntitle: b\ndepends_on: PO-1\nlabels: [tax]\n"
    assert "labels: [tax]" in (root / "stories/PO-3.yaml").read_text()
