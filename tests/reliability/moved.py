"""
A process that transfers many leads and may be killed at any moment.
"""

from __future__ import annotations

from multiprocessing.connection import Connection

from tests.reliability.databases import a_setting

from leadflow.core.access import ProgramParty
from leadflow.core.handling import BulkReport, LeadOperation
from leadflow.core.handling import bulk as core
from leadflow.core.importing.settings import ImportSettings
from leadflow.core.partners import Partner, PartnerPeople, PartnerUser
from leadflow.core.views import LeadQuery
from leadflow.services import BulkDesk, ImportDesk, Setting, SupplierDesk

__all__ = ["fill", "move", "moved"]

_HOST = ProgramParty(name="host")


def fill(setting: Setting, leads: int, path: str) -> None:
    """
    Import *leads* leads of the partner *here*, and add the partner *there*; nobody is mailed.
    """
    users = [PartnerUser(id=f"{one}-user", email=f"{one}@x.de", default_recipient=True) for one in ("here", "there")]
    people = [PartnerPeople(partner_id=one.id.partition("-")[0], users=(one,)) for one in users]
    SupplierDesk(setting, _HOST).save_partners([Partner(id=one, name=one) for one in ("here", "there")], people=people)
    with open(path, "w") as file:
        file.write("\n".join(["Email,Partner Name", *(f"p{one}@x.de,here" for one in range(leads)), ""]))
    imports = ImportDesk(setting, _HOST)
    with imports.open(path) as file_of_leads:
        imports.run(file_of_leads, settings=ImportSettings(notify=False))


def move(url: str, supplier: str, chunk: int, told: Connection) -> None:
    """
    Transfer the leads, and tell of each chunk once it is durable.
    """
    with a_setting(url, supplier) as setting:
        told.send("ready")
        moved(setting, chunk, told)


def moved(setting: Setting, chunk: int, told: Connection | None = None) -> BulkReport:
    """
    Transfer the leads of *here* to *there*, to the end.
    """
    # Many commits of chunks, so that there are many moments to be killed in.
    setattr(core, "CHUNK", chunk)  # noqa: B010
    desk = BulkDesk(setting, _HOST)
    query = LeadQuery(partner_ids=frozenset({"here"}))
    for results in desk.iterate(LeadOperation.TRANSFER, query, {"partner_id": "there"}, bulk_id="all"):
        if told is not None:
            told.send(len(results))
    return desk.report("all")
