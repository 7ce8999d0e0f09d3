"""
Lets Atheris choose the inputs of an entry: ``python -m tests.reliability.fuzzed ENTRY RUNS``.

It prints how many inputs there were and the slowest one; what is not documented ends it with the input and a traceback.
"""

from __future__ import annotations

import atexit
import json
import sys

import atheris

with atheris.instrument_imports(include=["leadflow"]):
    from tests.reliability.fuzzing import Tried


def main(entry: str, runs: str) -> None:
    """
    Try so many inputs.
    """
    tried = Tried(entry)
    atexit.register(lambda: print(json.dumps({"inputs": tried.inputs, "slowest": tried.slowest}), flush=True))
    atheris.Setup([sys.argv[0], f"-atheris_runs={runs}", "-max_len=600"], tried.with_bytes)
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
