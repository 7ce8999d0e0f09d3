"""
What a partner keeps to itself changes no answer that the supplier gets, whatever it calls.

Every public operation is called in two worlds that differ in private leads and contacts alone; and every method about
one lead is called with the id of a private one, and with an id that nobody has.
"""

from __future__ import annotations

import inspect
import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from shutil import copy
from typing import Any, Final

import pytest
from attrs import define, field
from tests.core.builders import SCHEMA
from tests.reliability.operations import OPERATIONS
from tests.reliability.world import PENDING, World
from tests.services.attachments import text
from tests.services.builders import HOST, a_partner_admin

from leadflow import services
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.access import SUPPLIER_ADMIN, SupplierParty
from leadflow.core.connectors import KeptSide
from leadflow.core.intake import read_draft
from leadflow.errors import LeadflowError, NotFound
from leadflow.services import AttachmentDesk, PartnerImportDesk
from leadflow.testing import CountingIds

HIDDEN: Final = ("a-first", "pending-too", "z-last")

BY_THE_SUPPLIER: Final = sorted(
    name
    for name in OPERATIONS
    if name.split(".")[0].endswith(("Desk", "Relay")) and not name.startswith(("PartnerDesk.", "PartnerImportDesk."))
)
"""
What the supplier's people and programs call; the desks of both sides are opened for the supplier, or see no private
lead of another partner.
"""

_RANDOM: Final = re.compile(r" at 0x[0-9a-f]+|key='[0-9a-f]{32}'")
"""
Addresses of objects, and the keys of files, which are random.
"""


def keep_to_themselves(world: World) -> None:
    """
    Let two partners have leads and contacts of their own: of persons and companies that others have too.
    """
    office = world.office
    office.ids = CountingIds("own")
    for partner_id in ("north", "south"):
        desk = office.at(partner_id)
        for lead_id, email in zip(HIDDEN, (f"{PENDING}@x.se", "new@x.se", "a@x.se"), strict=True):
            said = {"email": email, "country": "SE", "company": "Granit", "city": "Oslo", "notes": "ours"}
            draft = read_draft(SCHEMA, said, campaign="fair", score=70)
            desk.create(draft, lead_id=f"{lead_id}-{partner_id}")
        desk.edit(f"a-first-{partner_id}", {"city": "Bergen"}, score=90)
        desk.set_stage(f"pending-too-{partner_id}", "nurture", comment="soon")
        desk.save_contact({"email": "met@x.se", "company": "Granit"})
        desk.open(f"a-first-{partner_id}")
        files = AttachmentDesk(office.setting, a_partner_admin(partner_id), world.files)
        files.attach(f"z-last-{partner_id}", text("ours"))
        gone = desk.create(read_draft(SCHEMA, {"email": "gone@x.se"}), lead_id=f"gone-{partner_id}")
        assert gone.ok
        imports = PartnerImportDesk(office.setting, a_partner_admin(partner_id))
        imports.run(imports.open(io.BytesIO(b"Email,City\na@x.se,Oslo\nb@x.se,Bonn\n"), name="leads.csv"))
        desk.erase(f"gone-{partner_id}")


@define
class Worlds:
    """
    A filled file without private leads of others, and one with.
    """

    paths: tuple[str, str]
    world: World
    numbers: Iterator[int] = field(factory=count)

    @contextmanager
    def each(self) -> Iterator[tuple[World, World]]:
        """
        Open copies of both.
        """
        stores = [SqlStore(copy(path, f"{path}.{next(self.numbers)}")) for path in self.paths]
        try:
            one, other = (World(one, self.world.copied_files(), self.world.token, self.world.dead) for one in stores)
            yield one, other
        finally:
            for store in stores:
                store.close()


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> Worlds:
    """
    Fill both once.
    """
    folder = tmp_path_factory.mktemp("private")
    without, with_own = str(folder / "without.db"), str(folder / "with.db")
    store = SqlStore(without)
    world = World.fill(store)
    store.close()
    store = SqlStore(copy(without, with_own))
    keep_to_themselves(World(store, world.copied_files(), world.token, world.dead))
    store.close()
    return Worlds((without, with_own), world)


def told(call: Callable[[], object]) -> str:
    """
    Return what a caller learns of a call: its answer, or its error.
    """
    try:
        return _RANDOM.sub("", repr(call()))
    except LeadflowError as error:
        return f"{type(error).__name__}: {error}"


@pytest.mark.parametrize("name", BY_THE_SUPPLIER)
def test_private_leads_change_no_answer(name: str, worlds: Worlds) -> None:
    """
    The supplier is told the same in both worlds.
    """
    with worlds.each() as (without, with_own):
        answers = [told(lambda world=world: OPERATIONS[name](world)) for world in (without, with_own)]  # type: ignore[misc]  # the loop's own

    assert answers[0] == answers[1]
    assert not any(hidden in answers[1] for hidden in HIDDEN)


def about_a_lead() -> Iterator[tuple[str, str]]:
    """
    Return desk and name of each method that the supplier can call about one lead.
    """
    for cls_name, desk in vars(services).items():
        if not cls_name.endswith("Desk") or not inspect.isclass(desk) or cls_name == "PartnerDesk":
            continue
        for name, method in inspect.getmembers(desk, inspect.isfunction):
            if not name.startswith("_") and "lead_id" in inspect.signature(method).parameters:
                yield cls_name, name


NEW_LEADS: Final = {
    ("SupplierDesk", "receive"),
    ("RegistrationDesk", "register"),
    ("RegistrationDesk", "register_contact"),
}
"""
Methods that give a new lead its id: one that is taken is taken, whoever has it.
"""

ARGUMENTS: Final[dict[str, Any]] = {
    "assignee_id": "maja",
    "other_id": PENDING,
    "stage": "nurture",
    "partner_id": "south",
    "helpful": True,
    "attachment_id": "file",
    "connection": "crm",
    "field": "city",
    "keep": KeptSide.OURS,
    "upload": text("x"),
}
"""
What methods need besides the lead.
"""


def _more_of(desk: str, world: World) -> dict[str, Any]:
    """
    Return what opening a desk takes besides the setting and the party.
    """
    more: dict[str, dict[str, Any]] = {"AttachmentDesk": {"store": world.files}, "SyncDesk": {"connectors": {}}}
    return more.get(desk, {})


@pytest.mark.parametrize(("desk", "method"), sorted(set(about_a_lead()) - NEW_LEADS))
def test_id_of_a_private_lead_looks_unknown(desk: str, method: str, worlds: Worlds) -> None:
    """
    Whoever names a private lead learns what they would of an id that nobody has.
    """
    cls, texts = getattr(services, desk), list[str]()
    parameters = inspect.signature(getattr(cls, method)).parameters
    given = {name: one for name, one in ARGUMENTS.items() if name in parameters}
    with worlds.each() as (_, world):
        parties = (HOST, SupplierParty(id="ann", groups=(), roles=(SUPPLIER_ADMIN,)))
        for party in parties:
            for lead_id in ("a-first-north", "nobody-at-all"):
                opened = cls(world.office.setting, party, **_more_of(desk, world))
                with pytest.raises(LeadflowError) as error:
                    getattr(opened, method)(lead_id=lead_id, **given)
                texts.append(f"{error.value!r} {error.value}".replace(lead_id, ""))

    assert len(set(texts)) == 1
    assert "assessment_switched_off" in texts[0] or error.type is NotFound
