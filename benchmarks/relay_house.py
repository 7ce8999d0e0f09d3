"""
A supplier whose mail waits, for measuring relays.
"""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count

from attrs import frozen

from leadflow.adapters.ids import TimeOrderedIds
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.access import ProgramParty
from leadflow.core.intake import read_draft
from leadflow.core.leads import Activity
from leadflow.core.notifications.policy import MailPolicy, Sender
from leadflow.core.partners import Partner, PartnerPeople, PartnerUser
from leadflow.core.programme import Programme
from leadflow.ports import Mailer
from leadflow.services import OutboxRelay, Setting, SupplierDesk

__all__ = ["House", "a_house"]


@frozen
class House:
    """
    A store with messages that wait.
    """

    store: SqlStore
    setting: Setting
    messages: int

    def relay(self, mailer: Mailer, connections: int = 1) -> OutboxRelay:
        """
        Return a relay for them.
        """
        return OutboxRelay(self.setting, self.store, mailer, connections=connections)


def a_house(url: str, messages: int, recipients: int, *, history: tuple[Activity, ...] = ()) -> House:
    """
    Make a store with so many messages: new-lead mail about leads of which so many people each are told.
    """
    programme, store, numbers = (
        Programme(supplier_id="acme", name="Acme", mail=MailPolicy(sender=Sender(address="leads@acme.example"))),
        SqlStore(url),
        count(),
    )
    setting = Setting(
        open_unit=store.open_unit, programme=programme, clock=lambda: datetime.now(UTC), new_id=TimeOrderedIds()
    )
    desk = SupplierDesk(setting, ProgramParty(name="host"))
    users = tuple(
        PartnerUser(id=f"u{n}", email=f"u{n}@partner.example", default_recipient=True) for n in range(recipients)
    )
    desk.save_partners([Partner(id="p", name="Partner")], people=[PartnerPeople(partner_id="p", users=users)])
    said = {"first_name": "Ann", "company": "Prospect", "notes": "Call. " * 50}
    for _ in range(messages // recipients):
        given = {**said, "email": f"ann{next(numbers)}@prospect.example"}
        desk.receive(read_draft(programme.schema, given, partner="p", history=history))
    return House(store, setting, messages // recipients * recipients)
