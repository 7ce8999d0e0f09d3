"""
What the server of processes makes ready once, and each of its processes would make ready again: how arguments are
taken, how records are written, and the statements of a store.
"""

from __future__ import annotations

import gc
from tempfile import TemporaryDirectory

from tests.reliability.contended import OPERATIONS, Place
from tests.reliability.keyed import KEYED

from leadflow.adapters.sqlalchemy import SqlStore

with TemporaryDirectory() as folder:
    store = SqlStore(f"{folder}/leads.db")
    for number, name in enumerate(KEYED):
        place = Place(store, f"s{number}", folder)
        place.fill()
        OPERATIONS[name].do(place, OPERATIONS[name].prepare(place))
    # Nothing is open when a process is forked off.
    store.close()

# What is there already is nobody's garbage, and looking for some of it would copy all memory into each process.
gc.collect()
gc.freeze()
