"""Many at once: every new record has an id of its own, and nobody's change is silently lost."""

import os
import resource
import subprocess
import sys
import time
from pathlib import Path

from house import TODAY, Po, Write

SECONDS = 60


def begin(root: Path, state: Path, *words: str) -> subprocess.Popen[str]:
    env = {**os.environ, "PO_STATE_DIR": str(state), "PO_TODAY": TODAY}
    command = [sys.executable, "-m", "pocli", *words]
    return subprocess.Popen(command, cwd=root, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def cpu_seconds() -> float:
    """Return what the processes that have ended took of all processors; neighbours do not count."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_parallel_new_stories(write: Write, po: Po, state: Path, whole: bool) -> None:
    root = write({"stories/PO-1.yaml": "id: PO-1\ntitle: One\n"})
    many = 200 if whole else 20
    started, used = time.perf_counter(), cpu_seconds()
    running = [begin(root, state, "new", f"Story {number}") for number in range(many)]
    said = [one.communicate() for one in running]
    seconds, used = time.perf_counter() - started, cpu_seconds() - used
    assert [err for one, (_, err) in zip(running, said, strict=True) if one.returncode] == []
    names = [out.split()[0] for out, _ in said]
    assert len(set(names)) == many
    assert {path.name.split("-s")[0] for path in root.glob("stories/*-story-*.yaml")} == set(names)
    assert sorted(int(name.removeprefix("PO-")) for name in names) == list(range(2, many + 2))
    assert po("validate").returncode == 0
    sys.stdout.write(f"{many} parallel po new: {seconds:.1f} s, of which {used:.1f} s on a processor\n")
    assert used / 2 < SECONDS  # on two processors with nothing else to do


def test_pairs_that_change_one_story(write: Write, po: Po, state: Path, whole: bool) -> None:
    root = write({"stories/PO-1.yaml": "id: PO-1\ntitle: One # kept\nlabels: [first]\n"})
    pairs = 100 if whole else 8
    kept, refused = [], 0
    for number in range(pairs):
        labels = [f"a{number}", f"b{number}"]
        running = [begin(root, state, "set", "1", f"labels+={label}") for label in labels]
        for label, one in zip(labels, running, strict=True):
            _, err = one.communicate()
            assert one.returncode in {0, 75}, err
            kept += [label] if one.returncode == 0 else []
            refused += one.returncode == 75
    text = (root / "stories/PO-1.yaml").read_text()
    labels = text.partition("labels: [")[2].rstrip("]\n").split(", ")
    assert sorted(labels) == sorted(["first", *kept])
    assert len(kept) + refused == 2 * pairs
    assert "title: One # kept\n" in text
    sys.stdout.write(f"{2 * pairs} po set: {len(kept)} kept, {refused} refused, 0 lost\n")
    assert po("validate").returncode == 0


def test_a_hand_edit_between_reading_and_writing_is_kept(write: Write, po: Po, state: Path) -> None:
    """The editor saves while po waits for its lock."""
    root = write({"stories/PO-1.yaml": "id: PO-1\ntitle: One\n"})
    program = (
        "import sys\nfrom pathlib import Path\nfrom pocli.files import journal\n"
        "with journal.locked(Path(sys.argv[1])):\n    print('held', flush=True)\n    sys.stdin.read()\n"
    )
    words = [sys.executable, "-c", program, str(root)]
    env = {**os.environ, "PO_STATE_DIR": str(state)}
    with subprocess.Popen(words, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout
        holder.stdout.readline()
        waiting = begin(root, state, "set", "1", "points=5")
        while not any("/lock" in path for path in _open_files(waiting.pid)):
            assert waiting.poll() is None
            time.sleep(0.01)
        (root / "stories/PO-1.yaml").write_text("id: PO-1\ntitle: By hand\n")
        holder.communicate(b"")
    _, err = waiting.communicate()
    assert (waiting.returncode, (root / "stories/PO-1.yaml").read_text()) == (75, "id: PO-1\ntitle: By hand\n")
    assert err == (
        "po: `stories/PO-1.yaml` was changed by somebody else in the meantime\n"
        "  hint: nothing was written; run the command again\n"
    )
    assert po("set", "1", "points=5").returncode == 0


def _open_files(pid: int) -> list[str]:
    found = []
    for handle in Path(f"/proc/{pid}/fd").glob("*"):
        try:
            found.append(str(handle.readlink()))
        except OSError:
            continue
    return found
