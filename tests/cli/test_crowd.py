"""Many `po` at once on a backlog that nobody has read yet, some of them killed: the others say the same."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from house import TODAY, Po, Write


def story(number: int) -> str:
    waits = f"depends_on: [PO-{number // 2}]\n" if number % 3 == 0 else ""
    head = f"id: PO-{number}\ntitle: Story {number}\nstatus: ready\npoints: {number % 8}\n{waits}"
    return f"{head}acceptance_criteria: [ok]\nrice: {{reach: {number * 7919 % 1009}, impact: high, confidence: 80%}}\n"


@pytest.mark.parametrize("words", ["rank -f json", "validate -f concise --pedantic"])
def test_a_crowd_on_a_cold_backlog(write: Write, po: Po, cache: Path, state: Path, words: str, whole: bool) -> None:
    stories, processes, killed = (5000, 20, 5) if whole else (700, 6, 2)
    root = write({f"stories/PO-{number}.yaml": story(number) for number in range(1, stories + 1)})
    env = {**os.environ, "PO_TODAY": TODAY, "PO_CACHE_DIR": str(cache), "PO_STATE_DIR": str(state)}
    expected = po(*words.split(), "--no-cache")
    dice = random.Random(words)  # noqa: S311 - a test
    started = time.monotonic()
    crowd = [
        subprocess.Popen([sys.executable, "-m", "pocli", *words.split()], cwd=root, env=env, stdout=subprocess.PIPE)
        for _ in range(processes)
    ]
    victims = dice.sample(crowd, killed)
    for victim in victims:
        time.sleep(dice.uniform(0, 1))
        victim.send_signal(signal.SIGKILL)
    said = [(one.communicate()[0], one.returncode) for one in crowd]
    assert time.monotonic() - started < 600  # none waits for another
    survivors = [out for out, code in said if code != -signal.SIGKILL]
    assert len(survivors) >= processes - killed
    assert set(survivors) == {expected.stdout.encode()}
    assert po(*words.split()).stdout == expected.stdout
