"""
Values that partners see only once they have accepted a lead, wherever a lead is shown to them.
"""

from __future__ import annotations

import pytest
from attrs import evolve
from tests.core.builders import SCHEMA, a_user, altered, an_account
from tests.services.attachments import text
from tests.services.builders import PARTNERS, PROGRAMME, Office, a_partner_admin, an_office, mapped
from tests.services.test_links import LINKS

from leadflow.adapters.attachments import MemoryAttachments
from leadflow.adapters.templates import MiniJinjaTemplates
from leadflow.core.access import ProgramParty, disclosed, is_disclosed
from leadflow.core.criteria import any_of, check_criteria, where
from leadflow.core.facts import ValuesChanged
from leadflow.core.handling import LeadUpdate
from leadflow.core.handling.subscriptions import SubscriptionRules
from leadflow.core.importing.settings import ImportSettings
from leadflow.core.intake import OnDuplicate, read_draft
from leadflow.core.leads import LeadKind
from leadflow.core.notifications import MessageKind
from leadflow.core.partners import SupplierContact
from leadflow.core.programme import Programme
from leadflow.core.switches import Switches
from leadflow.core.templates import Template, TemplateTranslation
from leadflow.core.views import AuditQuery, LeadQuery, Sort
from leadflow.errors import InvalidInput
from leadflow.services import (
    AttachmentDesk,
    AttachResult,
    LinkDesk,
    OutboxRelay,
    ReportDesk,
    confirmation_page,
    confirmation_values,
)
from leadflow.testing import RecordingMailer

SAID = {"email": "ann@granit.example", "company": "Granit AB", "city": "Ulm", "mobile_phone": "+46 70 123 45 67"}
HIDDEN = ("email", "mobile_phone", "company")
HIDING = evolve(PROGRAMME, hidden_until_accepted=HIDDEN)
EVE = SupplierContact(id="cam", email="cam@acme.example", first_name="Cam")
TEAM = altered(an_account("team", users=(a_user("tina"),)), additional_recipients=(EVE,))


def pending(programme: Programme = HIDING) -> tuple[Office, str]:
    """
    Return an office and a lead that is pending at *team*, whose mail waits.
    """
    office = an_office(partners=(*PARTNERS, TEAM), programme=programme)
    return office, office.desk.receive(read_draft(SCHEMA, SAID, partner="team")).lead.id


def mailed(office: Office) -> dict[str, str]:
    """
    Send what waits, and return the whole of each mail by its recipient.
    """
    mailer = RecordingMailer()
    OutboxRelay(office.setting, office.store, mailer, links=LINKS).run_until_idle()
    return {one.to_address: f"{one.subject}\n{one.text}\n{one.html}" for one in mailer.sent}


def test_partners_mail_has_hidden_values_only_after_acceptance() -> None:
    """
    In subject, text and HTML; the supplier's own recipient reads everything.
    """
    office, lead_id = pending()
    mail = mailed(office)

    assert set(mail) == {"tina@partner.example", "cam@acme.example"}
    assert not any(said in mail["tina@partner.example"] for said in ("granit", "Granit", "+46"))
    assert "Ulm" in mail["tina@partner.example"]
    assert all(said in mail["cam@acme.example"] for said in ("ann@granit.example", "Granit AB"))

    office.at("team").accept(lead_id)
    office.desk.resend(lead_id)
    assert "Granit AB" in mailed(office)["tina@partner.example"]


@pytest.mark.parametrize("language", ["en", "de", "fr", "es"])
def test_no_mail_to_a_partner_has_hidden_values_before_acceptance(language: str) -> None:
    """
    Neither reminders, news of changes, digests of an import nor recalls name what the lead hides, in any language.
    """
    mail = evolve(PROGRAMME.mail, digest_imports=True, language=language)
    told = evolve(HIDING, mail=mail, subscriptions=SubscriptionRules(partners=True))
    office, lead_id = pending(told)
    sent = mailed(office)["tina@partner.example"]
    for act in (
        lambda: office.desk.edit(lead_id, {"company": "Basalt AB"}),
        lambda: office.desk.set_stage(lead_id, "contacted"),
        lambda: office.desk.remind(lead_id),
        lambda: office.desk.resend(lead_id),
        lambda: office.desk.recall(lead_id),
    ):
        act()
        sent += mailed(office)["tina@partner.example"]
    for city in ("Ulm", "Bonn"):
        with office.file(f"bo@granit.example,SE,team,{city}") as file:
            office.imports.run(file, mapped(file), settings=ImportSettings(on_duplicate=OnDuplicate.UPDATE))
        sent += mailed(office)["tina@partner.example"]

    assert not [one for one in (*(SAID[name] for name in HIDDEN), "Basalt AB", "bo@granit.example") if one in sent]


def test_rejection_notice_of_the_supplier_has_everything() -> None:
    """
    It goes to the supplier, from whom nothing is hidden.
    """
    rejections = evolve(HIDING.rejections, recipients=(EVE,))
    office, lead_id = pending(evolve(HIDING, rejections=rejections, switches=Switches(rejection_notices=True)))
    mailed(office)
    office.at("team").reject(lead_id)

    assert "Granit AB" in mailed(office)["cam@acme.example"]


def test_template_shows_nothing_that_is_hidden() -> None:
    """
    A supplier's own wording gets the lead as the recipient sees it, with its whole history.
    """
    said = TemplateTranslation(
        language="en", subject="{{ lead.title }}", text="{{ lead.company }}/{{ lead.city }}", html=""
    )
    template = Template(name="own", kind=MessageKind.NEW_LEAD, translations=(said,))
    office, _ = pending(evolve(HIDING, mail=evolve(PROGRAMME.mail, templates=(template,))))
    mailer = RecordingMailer()
    OutboxRelay(office.setting, office.store, mailer, templates=MiniJinjaTemplates()).run_until_idle()
    mail = next(one for one in mailer.sent if one.to_address == "tina@partner.example")

    assert mail.text == "/Ulm"
    assert "Granit" not in mail.subject + mail.html


def test_answer_page_has_nothing_that_is_hidden() -> None:
    """
    Neither the page nor its values, until a colleague has accepted the lead.
    """
    office, lead_id = pending()
    mailer = RecordingMailer()
    OutboxRelay(office.setting, office.store, mailer, links=LINKS).run_until_idle()
    token = mailer.sent[0].text.partition("https://x.example/")[2].partition("?")[0]
    desk = LinkDesk(office.setting, LINKS)
    preview = desk.preview(token)
    shown = (
        confirmation_page(preview, HIDING) + str(confirmation_values(preview, HIDING)) + str(dict(preview.lead.values))
    )

    assert "Ulm" in shown
    assert not any(said in shown for said in ("granit", "Granit", "+46"))

    office.at("team").accept(lead_id)
    assert "Granit AB" in confirmation_page(desk.preview(token), HIDING)


def test_lead_of_a_partner_has_nothing_that_is_hidden() -> None:
    """
    Read alone and after each operation; the supplier's people and programs see everything.
    """
    office, lead_id = pending()
    partner = office.at("team")
    office.desk.edit(lead_id, {"company": "Granit Ltd", "city": "Bonn"})
    office.desk.edit(lead_id, {"company": "Granit plc"})

    assert set(partner.lead(lead_id).values) == {"city"}
    assert set(office.desk.lead(lead_id).values) == set(SAID)
    changes = [one.fact for one in partner.timeline(lead_id) if isinstance(one.fact, ValuesChanged)]
    assert [[change.field for change in one.changes] for one in changes] == [["city"]]
    files = AttachmentDesk(office.setting, a_partner_admin("team"), MemoryAttachments())
    attached = files.attach(lead_id, text("terms"))
    assert isinstance(attached, AttachResult)
    assert set(attached.lead.values) == {"city"}
    assert set(files.remove(lead_id, attached.lead.attachments[0].id).values) == {"city"}
    done = partner.reassign(lead_id, "tina", idempotency_key="k-1")
    again = partner.reassign(lead_id, "tina", idempotency_key="k-1")
    for one in (done, again):
        assert isinstance(one, LeadUpdate)
        assert set(one.lead.values) == {"city"}
        assert one.change.before is not None
        assert set(one.change.before.values) == {"city"}

    accepted = partner.accept(lead_id)
    assert set(accepted.lead.values) == set(SAID)
    assert len(partner.timeline(lead_id)) == len(office.desk.timeline(lead_id))


def test_rejected_lead_stays_hidden_and_registered_leads_are_whole() -> None:
    """
    A lead is disclosed by acceptance, and a partner's own leads always are.
    """
    office, lead_id = pending()
    done = office.at("team").reject(lead_id)
    assert set(done.lead.values) == {"city"}
    lead = office.desk.lead(lead_id)
    for kind in (LeadKind.REGISTERED, LeadKind.PRIVATE):
        assert is_disclosed(evolve(lead, kind=kind))
        assert disclosed(evolve(lead, kind=kind), HIDDEN).values == lead.values


def test_lists_of_a_partner_ask_nothing_that_is_hidden() -> None:
    """
    Columns are empty, criteria take values as absent, and the order says nothing of them; the supplier's do not.
    """
    office, lead_id = pending()
    granit, none = (
        check_criteria(any_of(one), SCHEMA)[0]
        for one in (where("company", "equals", "Granit AB"), where("company", "is_empty"))
    )
    partner = office.at("team")
    query = LeadQuery(columns=("company", "city"), sort=Sort("company"))

    assert [row.values for row in partner.leads(query)] == [(None, "Ulm")]
    assert [row.values for row in office.desk.leads(query)] == [("Granit AB", "Ulm")]
    assert (partner.count(LeadQuery(criteria=granit)), office.desk.count(LeadQuery(criteria=granit))) == (0, 1)
    assert (partner.count(LeadQuery(criteria=none)), office.desk.count(LeadQuery(criteria=none))) == (1, 0)
    partner.accept(lead_id)
    assert [row.values for row in partner.leads(query)] == [("Granit AB", "Ulm")]


def test_programme_hides_declared_fields_only() -> None:
    """
    A name that is no value of a lead is refused with the programme, so that nothing is shown by a slip.
    """
    for wrong in ("compny", "status"):
        with pytest.raises(InvalidInput, match=f"Programme.hidden_until_accepted: .*{wrong}"):
            Programme(supplier_id="acme", hidden_until_accepted=["company", wrong])


def test_audit_log_of_a_partner_has_nothing_that_is_hidden() -> None:
    """
    A change of a hidden value is an entry once the lead is accepted.
    """
    office, lead_id = pending()
    office.desk.edit(lead_id, {"company": "Basalt AB", "city": "Bonn"})
    reports, supplier = (
        ReportDesk(office.setting, party) for party in (a_partner_admin("team"), ProgramParty(name="host"))
    )

    def changed(desk: ReportDesk, query: AuditQuery = AuditQuery(events=["values_changed"])) -> set[str]:
        return {one.field for one in desk.audit(query)}

    assert changed(reports) == changed(reports, AuditQuery(lead_id=lead_id, events=["values_changed"])) == {"city"}
    assert changed(reports, AuditQuery(field="company")) == set()
    assert changed(supplier) == {"company", "city"}
    office.at("team").accept(lead_id)
    assert changed(reports) == {"company", "city"}


def test_export_of_a_partner_has_nothing_that_is_hidden() -> None:
    """
    The rows have empty cells until acceptance, and a search finds nothing by what is hidden; the audit log names no
    change of it.
    """
    office, lead_id = pending()
    office.desk.edit(lead_id, {"company": "Granit Ltd", "city": "Bonn"})
    partner, query = office.at("team"), LeadQuery(columns=("company", "city"), text="granit")
    reports = ReportDesk(office.setting, a_partner_admin("team"))

    assert list(partner.export(LeadQuery(columns=("company", "city"))))[1:] == [["", "Bonn"]]
    assert (partner.count(query), office.desk.count(query)) == (0, 1)
    assert {one.field for one in reports.audit().entries} & {"company", "city"} == {"city"}

    partner.accept(lead_id)
    assert list(partner.export(LeadQuery(columns=("company", "city"))))[1:] == [["Granit Ltd", "Bonn"]]
    assert partner.count(query) == 1
    assert {one.field for one in reports.audit().entries} >= {"company", "city"}
