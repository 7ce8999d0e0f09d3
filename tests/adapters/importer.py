"""
A process that imports a file and may be killed at any moment: ``importer.py DATABASE FILE``.

It prints a line before the first chunk and one after each.
"""

from __future__ import annotations

import sys
from pathlib import Path

import leadflow.services.import_run as import_run
from leadflow import (
    ImportSettings,
    Match,
    Partner,
    PartnerPeople,
    PartnerUser,
    Programme,
    RoutingModule,
    TieBreak,
    open_embedded,
)

PROGRAMME = Programme(supplier_id="acme")
SETTINGS = ImportSettings(module="emea", import_id="fair")
CHUNK = 500


def import_file(database: Path, path: Path) -> None:
    """
    Import *path* with two partners who take turns.
    """
    # Many commits, so that there are many moments to be killed in.
    setattr(import_run, "CHUNK", CHUNK)  # noqa: B010
    with open_embedded(database, PROGRAMME) as leadflow:
        with leadflow.store.open_unit("acme", PROGRAMME.schema) as unit:
            new = not unit.records.all(Partner)
        if new:
            users = [PartnerUser(id=f"u{one}", email=f"u{one}@x.de", default_recipient=True) for one in "ab"]
            named = [Partner(id=one.id, name=one.id, territories=("DE",)) for one in users]
            people = [PartnerPeople(partner_id=one.id, users=(one,)) for one in users]
            leadflow.desk.save_partners(named, people=people)
            step = Match(lead_field="country", partner_field="territories")
            leadflow.routing.publish(RoutingModule(name="emea", steps=(step,), tie_break=TieBreak.ROUND_ROBIN))
        print("ready", flush=True)
        with leadflow.imports.open(path) as file:
            leadflow.imports.run(file, settings=SETTINGS, on_progress=lambda now: print(now.chunk, flush=True))


if __name__ == "__main__":
    import_file(Path(sys.argv[1]), Path(sys.argv[2]))
