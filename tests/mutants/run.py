"""Do the tests notice a mistake? `python tests/mutants/run.py [--seconds N] [module …]`, on one processor.

A process that has loaded po and pytest forks for each mutant, puts the code with the mistake into the function, and
runs the tests of the module until one fails.
"""

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from random import Random
from time import monotonic
from types import FunctionType

import pytest

TESTS = Path(__file__).parents[1]
sys.path.insert(0, str(TESTS))

from mutants.mutate import Mutant, mutants  # noqa: E402 - the folder of the tests must be known first

OF: dict[str, Sequence[str]] = {
    "yaml.parse": ("yaml/test_parse.py", "store/test_load.py", "yaml/test_traps.py"),
    "yaml.patch": ("yaml/test_patch.py", "merge/test_three_way.py"),
    "disk.save": ("disk/test_save.py", "disk/test_journal.py"),
    "disk.journal": ("disk/test_journal.py", "disk/test_state.py"),
    "disk.steps": ("disk/test_journal.py", "disk/test_state.py"),
    "text": ("test_text.py", "reporters/test_widths.py"),
    "scoring.rice": ("scoring",),
    "scoring.ice": ("scoring",),
    "scoring.wsjf": ("scoring",),
    "scoring.cd3": ("scoring",),
    "scoring.value_points": ("scoring",),
    "ranking.rank": ("ranking/test_rank.py", "scoring"),
    "planning.plan": ("planning/test_plan.py", "planning/test_horizon.py"),
}
"""The modules whose mistakes would cost most, and the tests of each."""
LONGEST = 120
"""So many seconds may the tests of a mutant last: one that loops for ever is noticed."""
KILLED, SURVIVED = 1, 0


def put(module: str, mutant: Mutant) -> None:
    """Put the code of a mutant into the function of the running program."""
    found: object = import_module(module)
    for part in mutant.name.split("."):
        found = found.__dict__[part]
    while not isinstance(found, FunctionType):
        found = found.fget if isinstance(found, property) else found.__wrapped__  # type: ignore[attr-defined]
    while hasattr(found, "__wrapped__"):
        found = found.__wrapped__
    found.__code__ = mutant.code  # type: ignore[attr-defined]


def noticed(module: str, mutant: Mutant | None, tests: Sequence[str]) -> bool:
    """Run the tests against a mutant; None: against the code as it is."""
    child = os.fork()
    if not child:
        code = KILLED
        try:
            null = os.open(os.devnull, os.O_RDWR)
            for handle in (0, 1, 2):
                os.dup2(null, handle)
            signal.alarm(LONGEST)
            if mutant:
                put(module, mutant)
            options = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:randomly", "-p", "no:xdist", "-p", "no:cov"]
            code = SURVIVED if pytest.main([*options, *(str(TESTS / one) for one in tests)]) == 0 else KILLED
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != SURVIVED


def judged(name: str, until: float, dice: Random) -> str:
    """Try the mutants of a module in any order while the time lasts; return the figures."""
    module = f"pocli.{name}"
    place = Path(import_module(module).__file__ or "")
    every = list(mutants(place.read_text(), str(place)))
    assert not noticed(module, None, OF[name]), f"the tests of {name} fail without any mistake"
    tried = killed = 0
    for mutant in dice.sample(every, len(every)):
        if monotonic() > until:
            break
        tried += 1
        if noticed(module, mutant, OF[name]):
            killed += 1
        else:
            print(f"  survives: {name}:{mutant.line} {mutant.name}: {mutant.what}", flush=True)  # noqa: T201
    share = f"{killed / tried:.0%}" if tried else "-"
    return f"{name:<22}{len(every):>6} mutants{tried:>6} tried{killed:>6} killed  {share}"


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("modules", nargs="*", help=f"of {', '.join(OF)}; all, if none is named")
    asked.add_argument("--seconds", type=float, default=86_400, help="for all modules together (a day)")
    given = asked.parse_args()
    names = given.modules or list(OF)
    os.chdir(TESTS.parent)
    for at, name in enumerate(names):
        share = given.seconds / len(names)
        print(judged(name, monotonic() + share, Random(at)), flush=True)  # noqa: S311, T201 - any order will do


if __name__ == "__main__":
    main()
