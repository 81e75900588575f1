"""`po edit` saves what a person writes if it is sound, and loses nothing if it is not."""

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

from house import Po, Write

FILES = {"stories/PO-1-one.yaml": "id: PO-1\ntitle: One\npoints: 5\n", "goals/G-1.yaml": "id: [\n"}
SED = "sed -i -e"


def test_what_the_editor_leaves_is_saved(write: Write, po: Po) -> None:
    path = write(FILES) / "stories/PO-1-one.yaml"
    done = po("edit", "1", env={"EDITOR": "false", "VISUAL": f"{SED} 's/One/The first/'"})
    assert done.stdout == "PO-1: edited\n"
    assert done.stderr == (
        "left out: goals/G-1.yaml:1: the bracket `[` that opens here is not closed\n"
        "  hint: po validate shows every problem with its place\n"
    )
    assert path.read_text() == "id: PO-1\ntitle: The first\npoints: 5\n"
    assert po("edit", "1", env={"VISUAL": "true"}).stdout == "`stories/PO-1-one.yaml` was left as it is\n"


def test_a_file_that_cannot_be_read_can_be_mended(write: Write, po: Po) -> None:
    path = write(FILES) / "goals/G-1.yaml"
    assert po("edit", "G-1", env={"VISUAL": f"{SED} 's/\\[/G-1/' -e '$atitle: Goal'"}).stdout == "G-1: edited\n"
    assert path.read_text() == "id: G-1\ntitle: Goal\n"


def test_a_fault_is_shown_and_the_text_is_kept(write: Write, po: Po, tmp_path: Path) -> None:
    path = write(FILES) / "stories/PO-1-one.yaml"
    env = {"VISUAL": f"{SED} 's/5/five/'", "TMPDIR": str(tmp_path)}
    done = po("edit", "1", env=env)
    assert done.returncode == 2
    assert "error[wrong-type]: `five` is not a number" in done.stderr
    kept = re.search(r"hint: your text is in (.*)\n", done.stderr)
    assert kept
    assert Path(kept[1]).read_text() == "id: PO-1\ntitle: One\npoints: five\n"
    assert path.read_text() == FILES["stories/PO-1-one.yaml"]
    assert po("edit", "1", "--force", env=env).stdout == "PO-1: edited\n"
    assert path.read_text() == "id: PO-1\ntitle: One\npoints: five\n"


def test_an_id_is_not_changed_by_hand(write: Write, po: Po, tmp_path: Path) -> None:
    write(FILES)
    done = po("edit", "1", env={"VISUAL": f"{SED} 's/PO-1/PO-7/'", "TMPDIR": str(tmp_path)})
    assert "po: an id cannot be edited; change PO-1 to PO-7 with: po renumber PO-1 PO-7\n" in done.stderr


def test_a_change_of_somebody_else_is_not_overwritten(write: Write, po: Po, tmp_path: Path) -> None:
    path = write(FILES) / "stories/PO-1-one.yaml"
    script = tmp_path / "both.sh"
    script.write_text(f'echo "owner: ada" >> {path}; echo "owner: bob" >> "$1"\n')
    done = po("edit", "1", env={"VISUAL": f"sh {script}", "TMPDIR": str(tmp_path)})
    assert done.returncode == 75
    assert "was changed by somebody else in the meantime\n  hint: your text is in " in done.stderr
    assert path.read_text().endswith("owner: ada\n")


def test_no_editor(write: Write, po: Po, tmp_path: Path) -> None:
    write(FILES)
    for named, message in {
        "no-such-editor -w": "the editor `no-such-editor` cannot be started: No such file or directory",
        "'": "`'` is not a command: No closing quotation",
        "sh -c 'exit 3'": "the editor `sh` ended with 3",
    }.items():
        done = po("edit", "1", env={"VISUAL": named, "TMPDIR": str(tmp_path)})
        assert f"po: {message}\n" in done.stderr
    assert not list(tmp_path.glob("po-edit-*"))


def test_on_a_terminal_the_same_text_is_opened_again(write: Write, state: Path, tmp_path: Path) -> None:
    """The first time the editor makes a fault, the second time it mends it."""
    root = write(FILES)
    script = tmp_path / "twice.sh"
    script.write_text('if grep -q five "$1"; then sed -i s/five/8/ "$1"; else sed -i s/5/five/ "$1"; fi\n')
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "pocli", "edit", "1"],
        cwd=root,
        env={**os.environ, "PO_STATE_DIR": str(state), "VISUAL": f"sh {script}"},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    ) as process:
        os.close(theirs)
        shown = b""
        while b"q gives up" not in shown:
            shown += os.read(ours, 4096)
        os.write(ours, b"\n")
        while b"PO-1: edited" not in shown:
            shown += os.read(ours, 4096)
        assert process.wait(60) == 0
    os.close(ours)
    assert b"`five` is not a number" in shown
    assert (root / "stories/PO-1-one.yaml").read_text() == "id: PO-1\ntitle: One\npoints: 8\n"
