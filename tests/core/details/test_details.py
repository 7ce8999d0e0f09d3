"""
Details of leads: sections, labels and sentences in every language.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from string import Formatter
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from leadflow.core.access import SUPPLIER_ADMIN, PartnerParty, SupplierParty
from leadflow.core.details import DetailSectionName, describe_lead
from leadflow.core.details.sections import LeadDetail
from leadflow.core.details.wordings import DETAIL_WORDS
from leadflow.core.facts import Fact, FieldChange, Rejected, StageChanged, ValuesChanged
from leadflow.core.handling import LeadOperation
from leadflow.core.leads import EmailStatus, LeadKind, OpportunityStatus, RegistrationStatus, ReviewReason
from leadflow.core.notifications import DeliveryKind
from leadflow.core.notifications.wordings import LANGUAGES
from leadflow.core.programme import Programme
from leadflow.core.timeline.event_types import EVENT_TYPES
from leadflow.testing import strategies
from leadflow.testing.builders import KIT_SCHEMA, a_lead, an_event
from leadflow.testing.contracts.fact_samples import FACTS

ADMIN = SupplierParty(id="cam", roles=(SUPPLIER_ADMIN,), groups=())
PROGRAMME = Programme(supplier_id="acme", schema=KIT_SCHEMA, zone=ZoneInfo("Europe/Berlin"))


def told(fact: Fact, language: str = "en") -> str:
    """
    Return the sentence for *fact*.
    """
    detail = describe_lead(a_lead(), ADMIN, PROGRAMME, events=(an_event(seq=2, fact=fact),), language=language)
    return detail.events[0].text


def texts(detail: LeadDetail, name: DetailSectionName) -> dict[str, str]:
    """
    Return the texts of a section by the names of its rows.
    """
    section = detail.section(name)
    return {} if section is None else {row.name: row.text for row in section}


def test_every_language_of_mail_has_details() -> None:
    """
    Details are written in every language in which mail is.
    """
    assert DETAIL_WORDS.keys() == LANGUAGES.keys()


@pytest.mark.parametrize("language", sorted(DETAIL_WORDS))
def test_every_language_has_every_word(language: str) -> None:
    """
    Each language has a word for each member of a closed list, and a sentence for each event type, with what is filled
    in.
    """
    words, english = DETAIL_WORDS[language], DETAIL_WORDS["en"]
    assert words.sections.keys() == set(DetailSectionName)
    assert words.kinds.keys() == set(LeadKind)
    assert words.email_statuses.keys() == set(EmailStatus)
    assert words.reviews.keys() == set(ReviewReason)
    assert words.opportunities.keys() == set(OpportunityStatus)
    assert words.registrations.keys() == set(RegistrationStatus)
    assert words.labels.keys() == english.labels.keys()
    assert EVENT_TYPES.keys() <= words.events.keys() == english.events.keys()
    assert {one.value for one in DeliveryKind} <= words.mails.keys() == english.mails.keys()
    for said, own in ((english.events, words.events), (english.mails, words.mails)):
        assert {name: _braces(text) for name, text in own.items()} == {name: _braces(said[name]) for name in own}


def _braces(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", sorted(DETAIL_WORDS))
@pytest.mark.parametrize("name", sorted(FACTS))
def test_each_fact_is_a_sentence(name: str, language: str) -> None:
    """
    Whatever can happen to a lead is told in each language, with every brace filled in.
    """
    text = told(FACTS[name], language)
    assert text
    assert not re.search(r"\{\w|None", text)


def test_a_sentence_tells_why() -> None:
    """
    A rejection is told with its reason and comment, and a stage with what was passed over.
    """
    assert told(Rejected(reason="too_small", comment="two seats")) == "Rejected. Reason: too_small. Comment: two seats"
    skipped = StageChanged(stage="nurture", before="open", skipped=("contacted",))
    assert told(skipped, "de") == "Phase von open zu nurture geändert. Übersprungen: contacted"
    assert told(StageChanged(stage="open", before="open", comment="soon")) == "Comment on stage open. Comment: soon"


def test_changes_are_told_field_by_field() -> None:
    """
    A change of values names each field by its label, and what was absent by a word.
    """
    fact = ValuesChanged(changes=(FieldChange("company", None, "Granit AB"), FieldChange("city", "Ulm", None)))
    assert told(fact) == "Company: nothing → Granit AB; City: Ulm → nothing"
    assert told(fact, "fr").startswith("Société: rien → Granit AB")


def test_sections_are_in_order_and_without_empty_ones() -> None:
    """
    A detail has the sections of its lead in their order; one without rows is left out.
    """
    lead = a_lead(said={"company": "Granit AB", "email": "ann@granit.example"})
    detail = describe_lead(lead, ADMIN, PROGRAMME, language="de-AT")
    names = [one.name for one in detail.sections]
    assert names == sorted(names, key=list(DetailSectionName).index)
    assert DetailSectionName.ATTACHMENTS not in names
    assert detail.language == "de"
    assert texts(detail, DetailSectionName.COMPANY) == {"company": "Granit AB"}
    assert detail.title == "Granit AB"


def test_moments_are_in_the_zone_of_the_programme() -> None:
    """
    Key dates are written in the programme's zone.
    """
    lead = evolve(a_lead(), received_at=datetime(2026, 7, 1, 22, 30, tzinfo=UTC))
    detail = describe_lead(lead, ADMIN, PROGRAMME)
    assert texts(detail, DetailSectionName.DATES)["received_at"] == "2026-07-02 00:30"


@given(lead=strategies.leads(), language=st.sampled_from(sorted(DETAIL_WORDS)))
def test_everything_said_is_shown_once(lead: object, language: str) -> None:
    """
    Each value of a lead stands in one section, and each that cannot be read is set apart.
    """
    detail = describe_lead(lead, ADMIN, PROGRAMME, language=language)  # type: ignore[arg-type]  # drawn by the strategy
    of_values = (DetailSectionName.DETAILS, DetailSectionName.COMPANY, DetailSectionName.CUSTOM)
    shown = [row.name for name in (*of_values, DetailSectionName.SET_ASIDE) for row in detail.section(name) or ()]
    assert sorted(shown) == sorted(detail.lead.values)


def test_buttons_are_those_of_the_party() -> None:
    """
    A partner's user is offered what the partner's desk has, and no explanation of the supplier's.
    """
    party = PartnerParty(id="maja", partner_id="nordlys", roles=())
    detail = describe_lead(a_lead(), party, PROGRAMME, explanation="Routed by the module")
    assert LeadOperation.ACCEPT in detail.operations
    assert LeadOperation.TRANSFER not in detail.operations
    assert detail.explanation == ""
    assert describe_lead(a_lead(), ADMIN, PROGRAMME, explanation="Routed").explanation == "Routed"


def test_reprs_tell_nothing_of_the_person() -> None:
    """
    What a detail prints of itself holds neither values nor sentences.
    """
    lead = a_lead(said={"last_name": "Canaryson", "company": "Canaryson AB"})
    detail = describe_lead(lead, ADMIN, PROGRAMME, events=(an_event(seq=2, fact=Rejected(comment="Canaryson")),))
    assert "Canaryson" in detail.title
    assert "Canaryson" not in repr(detail)
