"""
A person whose data went everywhere that leadflow stores something, and words that nobody else has.
"""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Final

from attrs import evolve, field, frozen
from tests.core.builders import a_contact, a_user, an_account
from tests.services.builders import EMEA, HOST, Office, an_office, mapped

from leadflow.adapters.attachments import MemoryAttachments
from leadflow.adapters.memory import MemoryStore
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.changes import Changes, Put
from leadflow.core.criteria import where
from leadflow.core.handling import OpportunityUpdate
from leadflow.core.handling.subscriptions import SubscriberState
from leadflow.core.intake import Distribution, read_draft
from leadflow.core.leads import Activity, ExternalId
from leadflow.core.notifications import ReadyExport
from leadflow.core.partners import PartnerUser
from leadflow.ports import AttachmentStore
from leadflow.services import (
    AttachmentDesk,
    ConflictDesk,
    OpportunityDesk,
    OutboxRelay,
    PrivacyDesk,
    SubscriptionDesk,
    Upload,
)
from leadflow.testing.doubles import RecordingMailer

__all__ = ["EMAIL", "OTHER", "PHONE", "SECRETS", "Canary", "a_canary", "others"]

EMAIL: Final = "Zoe.Quilombo@kanarienvogel.example"
PHONE: Final = "+47 915 27 384"
OTHER: Final = "bea@granit.example"

SECRETS: Final = (
    "quilombo",
    "kanarienvogel",
    "91527384",
    "915 27 384",
    "Xanthippe",
    "Wolkenkuckuck",
    "Geheimnotiz",
    "zq-77001",
    "Lampenfieber",
    "Zimtschnecke",
    "Brombeere",
    "Trompetenbaum",
    "Murmeltier",
    "Dudelsack",
    "Pfefferkuchen",
    "Siebenschlaefer",
)
"""
What only this person's data says, in any case of letters.
"""


@frozen
class Canary:
    """
    An office in which the person left traces.

    Attributes:
        office: The desks.
        files: Where the bytes of files are.
        leads: Ids of the person's leads.
        other: Id of somebody else's lead that mentions them.
        bystander: Id of a lead that has nothing to do with them.
    """

    office: Office
    files: AttachmentStore = field(repr=False)
    leads: tuple[str, ...]
    other: str
    bystander: str

    @property
    def desk(self) -> PrivacyDesk:
        """
        The desk for privacy.
        """
        return PrivacyDesk(self.office.setting, HOST, self.files)


def a_canary(store: MemoryStore | SqlStore, files: AttachmentStore | None = None) -> Canary:
    """
    Let a person leave traces in everything that *store* and *files* keep.
    """
    files = files or MemoryAttachments()
    office = an_office(store=store)
    user = PartnerUser(id="u-zoe", email=EMAIL, first_name="Xanthippe", last_name="Quilombo", default_recipient=True)
    office.keep(an_account("team", users=(a_user("tea"), user)))
    partner = office.account("team").partner
    attributes = office.programme.schema.partners.fill(p_text=f"ask {EMAIL}")
    recipient = a_contact("c-zoe", email=EMAIL)
    office.desk.save_partners([an_account("paused").partner])
    office.desk.pause_partner("paused", comment=f"asked by {EMAIL}")
    subscriptions = SubscriptionDesk(office.setting, HOST)
    subscriptions.subscribe(evolve(a_contact("s-zoe", email=EMAIL), last_name="Quilombo"), groups=())
    named = where("a_text", "equals", f"of {EMAIL}")
    subscriptions.subscribe(a_contact("s-ann"), criteria=named, groups=())
    with office.setting.unit() as unit:
        state = SubscriberState(person_id="s-bob", bounced=(EMAIL, "bob@acme.example"))
        unit.commit(Changes(puts=(Put(state, before=None),)))
    office.desk.save_partners([evolve(partner, attributes=attributes, additional_recipients=(recipient,))])
    leads = (_lead(office, files), _by_phone(office), _imported(office))
    other, bystander = _others(office)
    rulings = ConflictDesk(office.setting, HOST)
    at = office.clock()
    rulings.rule(leads[:2], first=leads[0], first_at=at, reason="Siebenschlaefer", evidence=[f"a mail of {EMAIL}"])
    rulings.rule([other, bystander], first=other, first_at=at, reason=f"{EMAIL} said so")
    office.desk.notify_export_ready(
        ReadyExport(
            id="e1", recipient=a_contact("x-zoe", email=EMAIL), name="Dudelsack.csv", link="https://x.example/q"
        )
    )
    mailer = RecordingMailer()
    mailer.refuse("tea@partner.example")
    OutboxRelay(office.setting, office.store, mailer).run_once()
    if isinstance(store, SqlStore):
        store.fill_texts()
    return Canary(office, files, leads, other, bystander)


def others(canary: Canary) -> dict[str, object]:
    """
    Return what is stored about everybody else.
    """
    office = canary.office
    return {
        "bystander": (office.desk.lead(canary.bystander), office.events(canary.bystander)),
        "values": {k: v for k, v in office.desk.lead(canary.other).values.items() if k not in ("notes", "a_text")},
        "partners": (office.account("north"), office.account("team").partner.name),
    }


def _lead(office: Office, files: AttachmentStore) -> str:
    draft = read_draft(
        office.programme.schema,
        {
            "email": EMAIL,
            "first_name": "Xanthippe",
            "company": "Wolkenkuckuck AG",
            "notes": "Geheimnotiz",
            "annual_revenue": "between Pfefferkuchen and Murmeltier",
        },
        partner="team",
        external_ids=(ExternalId("salesforce", "zq-77001"),),
        history=(Activity(at=office.clock() - timedelta(days=3), kind="call", title="Lampenfieber"),),
    )
    done = office.desk.receive(draft)
    assert isinstance(done, Distribution), done
    lead_id = done.lead.id
    desk = AttachmentDesk(office.setting, HOST, files)
    desk.attach(lead_id, Upload(stream=io.BytesIO(b"Trompetenbaum\n"), name="Zimtschnecke.txt"))
    office.desk.edit(lead_id, {"city": "Murmeltier"})
    office.desk.edit(
        lead_id, {"city": "Oslo", "notes": "Geheimnotiz zwei"}, external_ids=(ExternalId("crm", "zq-77001"),)
    )
    office.at("team").accept(lead_id)
    office.at("team").set_stage(lead_id, "contacted", comment="Brombeere")
    opportunities = OpportunityDesk(office.setting, HOST)
    made = opportunities.register(lead_id, name="Dudelsack", owner=EMAIL)
    assert isinstance(made, OpportunityUpdate)
    opportunities.update(made.opportunity.id, name="Pfefferkuchen")
    return lead_id


def _by_phone(office: Office) -> str:
    said = {"email": "lost@granit.example", "mobile_phone": PHONE, "last_name": "Quilombo"}
    done = office.desk.receive(read_draft(office.programme.schema, said, partner="team"))
    assert isinstance(done, Distribution)
    office.desk.edit(done.lead.id, {"email": EMAIL})
    office.at("team").reject(done.lead.id, reason="other", comment=f"Brombeere, {EMAIL}")
    return done.lead.id


def _imported(office: Office) -> str:
    rows = (f"{EMAIL},SE,,Murmeltier", f"x@granit.example,SE,{EMAIL},Oslo", "nobody,SE,,Zimtschnecke")
    file = office.file(*rows)
    office.imports.run(file, mapped(file, City="city"), evolve(EMEA, campaign="fair"))
    return next(one.id for one in office.leads() if one.import_id is not None)


def _others(office: Office) -> tuple[str, str]:
    said = {"email": OTHER, "notes": f"knows {EMAIL} well", "a_text": "kept"}
    first = office.desk.receive(read_draft(office.programme.schema, said, partner="north"))
    second = office.desk.receive(read_draft(office.programme.schema, {"email": "cy@granit.example", "city": "Rome"}))
    assert isinstance(first, Distribution)
    assert isinstance(second, Distribution)
    office.desk.edit(second.lead.id, {"city": "Bergen"})
    return first.lead.id, second.lead.id
