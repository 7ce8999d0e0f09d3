"""
Each side hears what the other changes, as the programme says.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from attrs import evolve
from tests.core.builders import SCHEMA, a_contact, a_user, an_account
from tests.services.builders import PARTNERS, PROGRAMME, Office, an_office

from leadflow.core.criteria import any_of, check_criteria, where
from leadflow.core.handling import LeadUpdate
from leadflow.core.handling.subscriptions import Subscription, SubscriptionRules
from leadflow.core.importing.settings import ImportSettings
from leadflow.core.intake import Distribution, OnDuplicate, read_draft
from leadflow.core.notifications import ActionLinks, LinkKey
from leadflow.services import LinkDesk, OutboxRelay
from leadflow.testing import RecordingMailer

LINKS = ActionLinks("acme", (LinkKey("k1", b"s" * 32),), url="https://x.example/{token}")
TEAM = an_account("team", users=(a_user("maja"), a_user("ole", default=False)))
ANN, BEN = (Subscription(contact=a_contact(one)) for one in ("ann", "ben"))


def an_office_with(*supplier: Subscription, partners: bool = False, **programme: Any) -> tuple[Office, str]:
    """
    Return an office whose programme has these subscriptions, and a lead at *team* whose new-lead mail was sent.
    """
    rules = SubscriptionRules(supplier=supplier, partners=partners)
    office = an_office(partners=(*PARTNERS, TEAM), programme=evolve(PROGRAMME, subscriptions=rules, **programme))
    done = office.desk.receive(read_draft(SCHEMA, {"email": "a@x.se", "country": "SE"}, partner="team"))
    assert isinstance(done, Distribution)
    sent(office)
    return office, done.lead.id


def sent(office: Office) -> list[tuple[str, str]]:
    """
    Send what waits, and return who got what.
    """
    mailer = RecordingMailer()
    OutboxRelay(office.setting, office.store, mailer).run_until_idle()
    return sorted((mail.to_address.partition("@")[0], mail.subject.partition(":")[0]) for mail in mailer.sent)


BY_PARTNERS: dict[str, Callable[[Office, str], object]] = {
    "accept": lambda office, lead_id: office.at("team").accept(lead_id),
    "reject": lambda office, lead_id: office.at("team").reject(lead_id),
    "reassign": lambda office, lead_id: office.at("team").reassign(lead_id, "ole"),
}


@pytest.mark.parametrize("name", BY_PARTNERS)
def test_subscribers_hear_at_once_what_partners_do(name: str) -> None:
    """
    Everybody who subscribes gets one mail for each change; the same again tells nobody.
    """
    office, lead_id = an_office_with(ANN, BEN)
    for _ in range(2):
        BY_PARTNERS[name](office, lead_id)
    told = [one for one in sent(office) if "has updated a lead" in one[1]]
    assert [to for to, _ in told] == ["ann", "ben"]
    assert office.sound()


def test_buttons_of_mail_count_as_desks_do() -> None:
    """
    What a partner does by a link is told too.
    """
    office = an_office_with(ANN)[0]
    office.desk.receive(read_draft(SCHEMA, {"email": "b@x.se"}, partner="team"))
    mailer = RecordingMailer()
    OutboxRelay(office.setting, office.store, mailer, links=LINKS).run_until_idle()
    token = mailer.sent[0].text.partition("https://x.example/")[2].partition("?")[0]
    LinkDesk(office.setting, LINKS).perform(token, "accept", LINKS.form_nonce(token))
    assert [to for to, _ in sent(office)] == ["ann"]


@pytest.mark.parametrize(("country", "told"), [("SE", ["ann"]), ("DE", [])])
def test_criteria_choose_the_leads(country: str, told: list[str]) -> None:
    """
    Criteria are judged on the lead after the change.
    """
    checked, _ = check_criteria(any_of(where("country", "equals", country)), SCHEMA)
    office, lead_id = an_office_with(evolve(ANN, criteria=checked))
    office.at("team").accept(lead_id)
    assert [to for to, _ in sent(office)] == told


@pytest.mark.parametrize("told", [True, False])
def test_partners_hear_of_the_supplier_s_changes_if_the_programme_says_so(told: bool) -> None:
    """
    The default recipients are told of values and stages that the supplier changes; of their own changes they are not.
    """
    office, lead_id = an_office_with(partners=told)
    office.desk.edit(lead_id, {"city": "Oslo"}, score=80)
    office.desk.set_stage(lead_id, "contacted", comment="by phone")
    assert [to for to, _ in sent(office)] == ["maja", "maja"] * told
    office.at("team").accept(lead_id)
    office.at("team").set_stage(lead_id, "nurture")
    office.desk.edit(lead_id, score=90)
    assert sent(office) == []


def test_assignee_hears_instead_of_the_defaults() -> None:
    """
    A lead that names somebody is told to them alone, and to nobody once it is rejected or deactivated.
    """
    office, lead_id = an_office_with(partners=True)
    office.at("team").reassign(lead_id, "ole")
    sent(office)
    office.desk.edit(lead_id, {"city": "Oslo"})
    assert [to for to, _ in sent(office)] == ["ole"]
    office.at("team").reject(lead_id)
    office.desk.edit(lead_id, {"city": "Bergen"})
    assert sent(office) == []


def test_the_mail_says_where_the_lead_is_and_what_was_said() -> None:
    """
    Status, stage and comment stand in the mail, in the language of the programme.
    """
    office, lead_id = an_office_with(ANN, mail=evolve(PROGRAMME.mail, language="de"))
    office.at("team").accept(lead_id)
    sent(office)
    office.at("team").set_stage(lead_id, "nurture", comment="Ruft im Mai an")
    mailer = RecordingMailer()
    OutboxRelay(office.setting, office.store, mailer).run_until_idle()
    words = " ".join(mailer.sent[0].text.split())
    assert "Status: Angenommen Stand: nurture Kommentar: Ruft im Mai an" in words


def test_new_leads_and_imports_send_no_such_mail() -> None:
    """
    A lead that arrives is announced by its own mail, and a file that updates leads floods nobody.
    """
    office, _ = an_office_with(ANN, partners=True)
    with office.file("a@x.se,SE,,Oslo") as file:
        office.imports.run(file, settings=ImportSettings(on_duplicate=OnDuplicate.UPDATE))
    assert sent(office) == []


def test_call_that_is_repeated_under_its_key_tells_once() -> None:
    """
    The first call writes the mail; the same call again returns its result and writes none.
    """
    office, lead_id = an_office_with(ANN)
    done = [office.at("team").accept(lead_id, idempotency_key="k") for _ in range(2)]
    events = [one.events for one in done if isinstance(one, LeadUpdate)]
    assert len(events) == 2
    assert events[0] == events[1]
    assert [to for to, _ in sent(office)] == ["ann"]
