"""
R10: every reader of what people write or upload, and every public entry that takes a text, answers as documented.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
from importlib.util import find_spec
from typing import Final

import pytest
from tests.processes import SIZE, SOAK, sized
from tests.reliability.figures import record
from tests.reliability.fuzzing import ENTRIES, Tried

INPUTS: Final = sized(2_000, 1_000_000)
LONGEST_SECONDS: Final = 1.0
LONGEST_MIB: Final = 256
# It does not run on every Python, so it is not among the tools that everybody installs.
ATHERIS: Final = SOAK and find_spec("atheris") is not None


@pytest.mark.parametrize("entry", ENTRIES)
def test_every_text_gets_a_documented_answer(entry: str) -> None:
    """
    Nothing but errors of leadflow is raised, and no input takes more than a second or 256 MB.
    """
    tried, grown = (_chosen if ATHERIS else _random)(entry)
    by = "atheris" if ATHERIS else "atheris is not installed, random bytes" if SOAK else "random bytes"
    figures = {"inputs": tried.inputs, "by": by, "undocumented": 0}
    record(f"R10 {entry}", size=SIZE, **figures, slowest_ms=round(tried.slowest * 1_000), grown_mib=grown)

    assert tried.inputs >= INPUTS
    assert tried.slowest <= LONGEST_SECONDS or not SOAK
    assert grown <= LONGEST_MIB


def _random(entry: str) -> tuple[Tried, int]:
    dice, tried, before = random.Random(entry), Tried(entry), _peak(resource.RUSAGE_SELF)
    for _ in range(INPUTS):
        data = dice.randbytes(dice.randrange(400))
        try:
            tried.with_bytes(data)
        except Exception as error:
            error.add_note(f"{entry} was given Draws({data!r})")
            raise
    return tried, _peak(resource.RUSAGE_SELF) - before


def _chosen(entry: str) -> tuple[Tried, int]:
    """
    Let Atheris choose the inputs, in a process of its own: it ends the one that it runs in.
    """
    command = [sys.executable, "-m", "tests.reliability.fuzzed", entry, str(INPUTS)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4_000:] + done.stderr[-4_000:]
    told = json.loads(done.stdout.splitlines()[-1])
    return Tried(entry, told["inputs"], told["slowest"]), 0


def _peak(whose: int) -> int:
    """
    Return the largest memory that there was, in MiB.
    """
    return resource.getrusage(whose).ru_maxrss // 1_024
