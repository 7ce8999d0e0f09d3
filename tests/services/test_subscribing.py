"""
The supplier's people subscribe and unsubscribe by themselves, and get a digest of a day once.
"""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve
from tests.core.builders import SCHEMA, a_contact, a_user, an_account
from tests.services.builders import HOST, PARTNERS, PROGRAMME, Office, a_partner_admin, an_office, listing_no_events

from leadflow.adapters.attachments import MemoryAttachments
from leadflow.adapters.memory import MemoryStore
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.access import SUPPLIER_ADMIN, SupplierParty
from leadflow.core.changes import ANY, Changes, Put
from leadflow.core.criteria import any_of, where
from leadflow.core.handling.subscriptions import Subscription, SubscriptionFrequency, SubscriptionRules
from leadflow.core.intake import Distribution, read_draft
from leadflow.core.leads import Lead
from leadflow.core.notifications import ActionLinks, DeliveryKind, LinkKey, Mail
from leadflow.errors import AddressRefused, InvalidInput, NotAllowed, NotFound
from leadflow.services import (
    DeliveryDesk,
    DigestOutcome,
    LinkDesk,
    OpportunityDesk,
    OutboxRelay,
    PeopleDesk,
    PrivacyDesk,
    SubscriptionDesk,
)
from leadflow.testing import RecordingMailer

AT_ONCE, DAILY, NEVER = SubscriptionFrequency
BERLIN = ZoneInfo("Europe/Berlin")
LINKS = ActionLinks(
    "acme",
    (LinkKey("k1", b"s" * 32),),
    url="https://x.example/{token}",
    unsubscribe_url="https://x.example/leave/{token}",
)
TEAM = an_account("team", name="Team AS", groups=("gold",), users=(a_user("maja"), a_user("ole", default=False)))
BLUE = an_account("blue", name="Blue AS", groups=("blue",), users=(a_user("bo"),))
ANN = a_contact("ann")
EIGHT = datetime(2026, 3, 3, 8, tzinfo=UTC)


def an_office_at(store: MemoryStore | SqlStore | None = None, **programme: Any) -> Office:
    """
    Return an office on the evening of 2 March 2026.
    """
    given: dict[str, Any] = {"store": store} if store is not None else {}
    office = an_office(partners=(*PARTNERS, TEAM, BLUE), programme=evolve(PROGRAMME, **programme), **given)
    office.clock.now = EIGHT - timedelta(hours=12)
    return office


def subscriptions(office: Office, party: SupplierParty | None = None) -> SubscriptionDesk:
    """
    Open the desk for somebody of the supplier; without a party for the host's program.
    """
    return SubscriptionDesk(office.setting, party or HOST)


def user(person_id: str, *groups: str, admin: bool = False) -> SupplierParty:
    """
    Return a user of the supplier, limited to groups.
    """
    return SupplierParty(id=person_id, groups=groups, roles=(SUPPLIER_ADMIN,) if admin else ())


def received(office: Office, partner: str = "team", **said: str) -> Lead:
    """
    Receive a lead for a partner.
    """
    values = {"email": f"{office.ids()}@x.se", "country": "SE", **said}
    done = office.desk.receive(read_draft(SCHEMA, values, partner=partner))
    assert isinstance(done, Distribution)
    return done.lead


def accepted(office: Office, partner: str = "team", **said: str) -> str:
    """
    Receive a lead and have the partner accept it.
    """
    lead = received(office, partner, **said)
    office.at(partner).accept(lead.id)
    return lead.id


def sent(office: Office) -> list[Mail]:
    """
    Send what waits, and return what went to the supplier's people.
    """
    mailer = RecordingMailer()
    OutboxRelay(office.setting, office.store, mailer, links=LINKS).run_until_idle()
    return [mail for mail in mailer.sent if mail.to_address.endswith("@supplier.example")]


def told(office: Office) -> list[tuple[str, str]]:
    """
    Send what waits, and return who of the supplier got which subject.
    """
    return [(mail.to_address.partition("@")[0], mail.subject.partition(":")[0]) for mail in sent(office)]


class TestSubscribing:
    def test_people_subscribe_and_unsubscribe_themselves(self, store: MemoryStore | SqlStore) -> None:
        """
        What is stored is there for the next process, and the mail follows it.
        """
        office = an_office_at(store)
        desk = subscriptions(office, user("ann"))
        criteria = any_of(where("country", "equals", "SE"))
        made = desk.subscribe(ANN, criteria=criteria).subscription
        assert desk.subscribe(ANN, criteria=criteria).subscription == made
        assert (made.frequency, made.criteria, made.since) == (AT_ONCE, criteria, office.clock())
        accepted(office, country="DE")
        assert told(office) == []
        lead_id = accepted(office)
        assert told(office) == [("ann", "Team AS has updated a lead")]
        assert desk.unsubscribe("ann").frequency is NEVER
        assert desk.subscription("ann") == evolve(made, frequency=NEVER)
        office.at("team").set_stage(lead_id, "nurture")
        assert told(office) == []
        assert office.sound()

    def test_a_person_s_own_subscription_takes_the_place_of_the_programme_s(self) -> None:
        """
        Who was named in the programme can leave, and come back for something else.
        """
        office = an_office_at(subscriptions=SubscriptionRules(supplier=(Subscription(contact=ANN),)))
        desk = subscriptions(office, user("ann"))
        accepted(office)
        assert [to for to, _ in told(office)] == ["ann"]
        desk.unsubscribe("ann")
        accepted(office)
        assert told(office) == []
        desk.subscribe(ANN, criteria=where("country", "equals", "DE"))
        accepted(office)
        accepted(office, country="DE")
        assert [to for to, _ in told(office)] == ["ann"]

    def test_nobody_changes_those_of_others_without_the_act(self) -> None:
        """
        An administrator may, and everybody else changes and reads their own.
        """
        office = an_office_at()
        eve = subscriptions(office, user("eve"))
        with pytest.raises(NotAllowed):
            eve.subscribe(ANN, groups=())
        subscriptions(office, user("ann")).subscribe(ANN)
        with pytest.raises(NotAllowed):
            eve.unsubscribe("ann")
        with pytest.raises(NotAllowed):
            eve.subscription("ann")
        with pytest.raises(NotAllowed):
            eve.run()
        assert eve.subscriptions() == ()
        ines = subscriptions(office, user("ines", admin=True))
        assert [one.person_id for one in ines.subscriptions()] == ["ann"]
        assert ines.unsubscribe("ann").frequency is NEVER

    def test_nobody_hears_of_leads_that_they_do_not_see(self) -> None:
        """
        Somebody who is limited to groups hears of leads of partners in these alone, at once and in digests.
        """
        office = an_office_at()
        subscriptions(office, user("ann", "gold")).subscribe(ANN)
        subscriptions(office, user("eve", "gold")).subscribe(a_contact("eve"), frequency=DAILY)
        accepted(office, "blue")
        assert told(office) == []
        office.clock.now = EIGHT
        assert subscriptions(office).run().outcomes == {DigestOutcome.NO_NEWS: 1}

    def test_nobody_gives_others_more_than_they_have(self) -> None:
        """
        A limited administrator subscribes people within the same groups, and what is left out widens nothing.
        """
        office = an_office_at()
        ines = subscriptions(office, user("ines", "gold", admin=True))
        for groups in ((), ("blue",), ("gold", "blue")):
            with pytest.raises(NotAllowed):
                ines.subscribe(ANN, groups=groups)
        for desk in (ines, subscriptions(office)):
            with pytest.raises(InvalidInput) as caught:
                desk.subscribe(ANN)
            assert [one.code for one in caught.value.problems] == ["groups_missing"]
        assert ines.subscribe(ANN, groups=["gold"]).subscription.groups == ("gold",)
        changed = subscriptions(office).subscribe(ANN, frequency=DAILY).subscription
        assert (changed.groups, changed.frequency) == (("gold",), DAILY)
        with pytest.raises(NotAllowed):
            ines.run()

    @pytest.mark.parametrize(
        ("contact", "criteria", "code"),
        [
            (a_contact("ann", email="nowhere"), None, "email_invalid"),
            (a_contact("mia"), None, "person_id_taken"),
            (ANN, where("colour", "equals", "red"), "field_unknown"),
        ],
    )
    def test_wrong_subscriptions_are_refused(self, contact: Any, criteria: Any, code: str) -> None:
        """
        Each by its code, and nothing is written.
        """
        office = an_office_at()
        office.desk.save_partners([TEAM.partner], people=[TEAM.people])
        PeopleDesk(office.setting, HOST).add_user("team", a_user("mia"))
        with pytest.raises(InvalidInput) as caught:
            subscriptions(office).subscribe(contact, criteria=criteria, groups=())
        assert [one.code for one in caught.value.problems] == [code]
        assert subscriptions(office).subscriptions() == ()
        with pytest.raises(NotFound):
            subscriptions(office).unsubscribe("nobody")

    def test_criteria_that_no_longer_fit_tell_nothing_and_stop_nothing(self) -> None:
        """
        A field that the programme gave up is asked by a subscription from before.
        """
        office = an_office_at()
        old = Subscription(contact=ANN, criteria=where("colour", "equals", "red"))
        with office.store.open_unit("acme", SCHEMA) as unit:
            unit.commit(Changes(puts=(Put(old, before=ANY),)))
        accepted(office)
        assert told(office) == []
        assert office.sound()


class TestLeaving:
    def test_one_click_ends_a_subscription(self) -> None:
        """
        The link in the mail ends it, for the programme's people too, and its page is in their language.
        """
        rules = SubscriptionRules(supplier=(Subscription(contact=evolve(ANN, language="de")),))
        office = an_office_at(subscriptions=rules)
        lead_id = accepted(office)
        (mail,) = sent(office)
        assert mail.unsubscribe.startswith("https://x.example/leave/")
        token, links = mail.unsubscribe.rpartition("/")[2], LinkDesk(office.setting, LINKS)
        assert links.languages(token)[0] == "de"
        for _ in range(2):
            links.unsubscribe(token)
        office.at("team").set_stage(lead_id, "nurture")
        assert told(office) == []

    @pytest.mark.parametrize("frequency", [AT_ONCE, DAILY])
    def test_mail_that_waits_is_not_sent_to_who_has_left(self, frequency: SubscriptionFrequency) -> None:
        """
        Whoever leaves, or is no longer active, between the change and the mail gets none, and nothing is a failure.
        """
        office = an_office_at()
        for name in ("ann", "eve"):
            subscriptions(office).subscribe(a_contact(name), frequency=frequency, groups=())
        accepted(office)
        office.clock.now = EIGHT
        subscriptions(office).run()
        subscriptions(office).unsubscribe("ann")
        subscriptions(office).subscribe(a_contact("eve", active=False), frequency=frequency)
        mailer = RecordingMailer()
        done = OutboxRelay(office.setting, office.store, mailer).run_until_idle()
        # The third is the new-lead mail, since the lead is accepted.
        assert (done.cancelled, done.dead, mailer.sent) == (3, 0, [])

    @pytest.mark.parametrize("frequency", [AT_ONCE, DAILY])
    def test_an_address_that_bounced_gets_no_more(self, frequency: SubscriptionFrequency) -> None:
        """
        Reported later or refused at once; a new address is tried.
        """
        office = an_office_at()
        desk = subscriptions(office)
        desk.subscribe(ANN, frequency=frequency, groups=())

        def next_day() -> list[str]:
            accepted(office)
            office.clock.advance(timedelta(days=1))
            desk.run()
            return [mail.key for mail in sent(office)]

        (key,) = next_day()
        assert DeliveryDesk(office.setting, HOST).record_delivery(key, DeliveryKind.HARD_BOUNCE, office.clock())
        assert next_day() == []
        desk.subscribe(a_contact("ann", email="ann.new@supplier.example"), frequency=frequency)
        assert len(next_day()) == 1
        accepted(office)
        office.clock.advance(timedelta(days=1))
        desk.run()
        OutboxRelay(office.setting, office.store, _NobodyThere()).run_until_idle()
        assert next_day() == []


class _NobodyThere:
    """
    A mailer whose server knows none of the supplier's people.
    """

    def send(self, mail: Mail, /) -> None:
        """
        Refuse the address.
        """
        if mail.to_address.endswith("@supplier.example"):
            raise AddressRefused("smtp_550")


class TestDigests:
    def test_a_day_s_digest_is_made_once(self, store: MemoryStore | SqlStore) -> None:
        """
        It lists the leads with where they are, once each, the latest change first, and asking again makes none.
        """
        office = an_office_at(store)
        desk = subscriptions(office)
        desk.subscribe(ANN, frequency=DAILY, groups=())
        first, second = accepted(office, company="First"), accepted(office, company="Second")
        office.clock.advance(timedelta(minutes=1))
        office.at("team").set_stage(first, "nurture")
        received(office, company="Unanswered")
        assert told(office) == []
        office.clock.now = EIGHT - timedelta(microseconds=1)
        assert desk.run().outcomes == {DigestOutcome.NOT_DUE: 1}
        office.clock.now = EIGHT
        assert desk.run().outcomes == {DigestOutcome.WRITTEN: 1}
        assert desk.run().outcomes == {DigestOutcome.NOT_DUE: 1}
        (mail,) = sent(office)
        words = " ".join(mail.text.split())
        assert mail.subject == "News of your leads: 2"
        assert (
            "First (Team AS): Status: Accepted Stage: nurture Second (Team AS): Status: Accepted Stage: open" in words
        )
        assert "Unanswered" not in words
        assert "No more mail of this sort: https://x.example/leave/" in words
        assert second in {lead.id for lead in office.leads()}
        office.clock.advance(timedelta(days=1))
        assert desk.run().outcomes == {DigestOutcome.NO_NEWS: 1}
        assert sent(office) == []
        assert office.sound()

    def test_two_processes_make_one(self, store: MemoryStore | SqlStore) -> None:
        """
        The one that commits second finds the digest made.
        """
        office = an_office_at(store)
        desk = subscriptions(office)
        desk.subscribe(ANN, frequency=DAILY, groups=())
        accepted(office)
        office.clock.now = EIGHT
        other, opener, raced = an_office_at(), office.opener, list[bool]()

        class Racing:
            """
            Lets the other process run between reading and committing.
            """

            def __init__(self, unit: Any) -> None:
                self._unit = unit

            def __getattr__(self, name: str) -> Any:
                return getattr(self._unit, name)

            def commit(self, changes: Changes) -> None:
                """
                Let the other one be first.
                """
                if not raced and any(one.digest for one in changes.messages):
                    raced.append(True)
                    other.store, other.clock = office.store, office.clock
                    assert subscriptions(other).run().outcomes == {DigestOutcome.WRITTEN: 1}
                self._unit.commit(changes)

        @contextmanager
        def racing(supplier: str, schema: Any) -> Any:
            with opener(supplier, schema) as unit:
                yield Racing(unit)

        office.open_unit = racing
        assert subscriptions(office).run().outcomes == {DigestOutcome.NOT_DUE: 1}
        office.open_unit = None
        assert raced
        assert len(sent(office)) == 1

    def test_a_week_without_a_timer_gives_one_digest_and_loses_nothing(self) -> None:
        """
        What was changed while nobody asked is in the next digest, however many days it was.
        """
        office = an_office_at()
        desk = subscriptions(office)
        desk.subscribe(ANN, frequency=DAILY, groups=())
        for day in range(7):
            accepted(office, company=f"Day {day}")
            office.clock.advance(timedelta(days=1))
        assert desk.run().outcomes == {DigestOutcome.WRITTEN: 1}
        (mail,) = sent(office)
        assert mail.subject == "News of your leads: 7"
        assert all(f"Day {day}" in mail.text for day in range(7))

    def test_each_change_is_in_one_digest(self) -> None:
        """
        One at the hour itself is in the next one, and one that is saved late is not lost.
        """
        office = an_office_at()
        desk = subscriptions(office)
        desk.subscribe(ANN, frequency=DAILY, groups=())
        slow = received(office, company="Slow")
        accepted(office, company="Before")
        office.clock.now = EIGHT
        desk.run()
        accepted(office, company="At eight")
        office.clock.now = EIGHT - timedelta(seconds=1)
        office.at("team").accept(slow.id)
        office.clock.now = EIGHT + timedelta(days=1)
        desk.run()
        first, second = sorted(sent(office), key=lambda mail: "Before" not in mail.text)
        assert ("Before" in first.text, "At eight" in first.text, "Slow" in first.text) == (True, False, False)
        assert ("Before" in second.text, "At eight" in second.text, "Slow" in second.text) == (False, True, True)

    def test_changes_that_were_listed_late_are_not_listed_again(self) -> None:
        """
        Looking back for what was saved late finds nothing twice.
        """
        office = an_office_at()
        desk = subscriptions(office)
        desk.subscribe(ANN, frequency=DAILY, groups=())
        office.clock.now = EIGHT - timedelta(minutes=1)
        accepted(office)
        office.clock.now = EIGHT
        desk.run()
        office.clock.advance(timedelta(days=1))
        assert desk.run().outcomes == {DigestOutcome.NO_NEWS: 1}

    @pytest.mark.parametrize(
        ("due", "hour"),
        [
            (datetime(2026, 3, 29, 1, tzinfo=UTC), time(2, 30)),  # left out: the moment of the jump
            (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), time(2, 30)),  # twice: the first
            (datetime(2026, 3, 30, 15, tzinfo=UTC), time(17)),
        ],
    )
    def test_the_hour_is_on_the_clock_of_the_programme(self, due: datetime, hour: time) -> None:
        """
        On days on which the clock changes as well.
        """
        office = an_office_at(zone=BERLIN, subscriptions=SubscriptionRules(digest_at=hour))
        office.clock.now = due - timedelta(hours=3)
        desk = subscriptions(office)
        desk.subscribe(ANN, frequency=DAILY, groups=())
        accepted(office)
        office.clock.now = due - timedelta(seconds=1)
        assert desk.run().outcomes == {DigestOutcome.NOT_DUE: 1}
        office.clock.now = due
        assert desk.run().outcomes == {DigestOutcome.WRITTEN: 1}

    def test_stores_that_list_no_events_do_the_same(self) -> None:
        """
        The leads that were changed since are looked at.
        """
        office = an_office_at()
        subscriptions(office).subscribe(ANN, frequency=DAILY, groups=["gold"])
        accepted(office, company="Gold")
        accepted(office, "blue", company="Blue")
        office.clock.now = EIGHT
        office.open_unit = listing_no_events(office.opener)
        assert subscriptions(office).run().outcomes == {DigestOutcome.WRITTEN: 1}
        (mail,) = sent(office)
        assert ("Gold" in mail.text, "Blue" in mail.text) == (True, False)

    def test_a_day_whose_hour_is_set_later_has_two(self) -> None:
        """
        What is changed between the old hour and the new one is told at the new one.
        """
        office = an_office_at()
        subscriptions(office).subscribe(ANN, frequency=DAILY, groups=())
        accepted(office, company="Early")
        office.clock.now = EIGHT
        subscriptions(office).run()
        office.clock.advance(timedelta(minutes=30))
        accepted(office, company="Late")
        office.clock.advance(timedelta(minutes=30))
        office.programme = evolve(PROGRAMME, subscriptions=SubscriptionRules(digest_at=time(9)))
        assert subscriptions(office).run().outcomes == {DigestOutcome.WRITTEN: 1}
        assert ["Early" in mail.text for mail in sent(office)].count(True) == 1
        assert told(office) == []

    def test_nothing_from_before_the_subscription_is_told(self) -> None:
        """
        Who subscribes at noon reads of the afternoon; one that the programme names begins with the day before.
        """
        office = an_office_at()
        accepted(office, company="Early")
        office.clock.advance(timedelta(minutes=5))
        desk = subscriptions(office)
        desk.subscribe(ANN, frequency=DAILY, groups=())
        accepted(office, company="Late")
        office.clock.now = EIGHT
        desk.run()
        (mail,) = sent(office)
        assert ("Early" in mail.text, "Late" in mail.text) == (False, True)
        named = Subscription(contact=a_contact("eve"), frequency=DAILY)
        office.programme = evolve(PROGRAMME, subscriptions=SubscriptionRules(supplier=(named,)))
        subscriptions(office).run()
        (mail,) = sent(office)
        assert (mail.to_address, "Early" in mail.text) == ("eve@supplier.example", True)

    @pytest.mark.parametrize("later", [timedelta(), timedelta(hours=1)], ids=["same moment", "later"])
    def test_who_is_told_at_once_from_now_on_gets_a_last_digest(self, later: timedelta) -> None:
        """
        Changes that wait for the next digest are not lost, and none is told twice.
        """
        office = an_office_at()
        desk = subscriptions(office)
        desk.subscribe(ANN, frequency=DAILY, groups=())
        office.clock.advance(timedelta(hours=1))
        lead_id = accepted(office, company="Waiting")
        office.clock.advance(later)
        desk.subscribe(ANN)
        office.at("team").set_stage(lead_id, "nurture")
        assert sorted(told(office)) == [("ann", "News of your leads"), ("ann", "Team AS has updated a lead")]
        office.clock.now = EIGHT
        assert desk.run().outcomes == {}

    def test_it_lists_what_its_reader_sees_when_it_is_sent(self) -> None:
        """
        A lead that went to a partner outside the reader's groups, or is gone, is left out; nothing left is no mail.
        """
        office = an_office_at()
        desk = subscriptions(office)
        desk.subscribe(ANN, frequency=DAILY, groups=["gold"])
        accepted(office, company="Granit")
        office.clock.now = EIGHT
        assert desk.run().outcomes == {DigestOutcome.WRITTEN: 1}
        office.desk.save_partners([evolve(TEAM.partner, groups=("blue",))])
        mailer = RecordingMailer()
        done = OutboxRelay(office.setting, office.store, mailer).run_until_idle()
        # The other one is the new-lead mail, since the lead is accepted.
        assert (done.cancelled, mailer.sent) == (2, [])

    @pytest.mark.parametrize(
        ("language", "subject"),
        [
            ("en", "News of your leads: 1"),
            ("de", "Neues zu Ihren Leads: 1"),
            ("fr", "Nouvelles de vos leads : 1"),
            ("es", "Novedades de sus leads: 1"),
        ],
    )
    def test_erased_lead_is_named_by_nothing_in_each_language(self, language: str, subject: str) -> None:
        """
        A digest that waits says what became of a lead that was erased meanwhile, and nothing of the person.
        """
        office = an_office_at()
        subscriptions(office).subscribe(evolve(ANN, language=language), frequency=DAILY, groups=())
        accepted(office, company="Granit", email="gone@x.se")
        office.clock.now = EIGHT
        subscriptions(office).run()
        PrivacyDesk(office.setting, HOST, MemoryAttachments()).erase_person("gone@x.se")
        (mail,) = sent(office)
        assert mail.subject == subject
        assert "Granit" not in mail.text
        assert "gone@" not in mail.text

    def test_a_long_day_is_cut(self) -> None:
        """
        Fifty leads are listed, and how many more there are.
        """
        office = an_office_at(mail=evolve(PROGRAMME.mail, language="de"))
        desk = subscriptions(office)
        desk.subscribe(ANN, frequency=DAILY, groups=())
        for number in range(53):
            accepted(office, company=f"Company {number}")
        office.clock.now = EIGHT
        desk.run()
        (mail,) = sent(office)
        assert mail.subject == "Neues zu Ihren Leads: 53"
        assert mail.text.count("Company ") == 50
        assert "und 3 weitere" in mail.text

    def test_opportunities_and_the_supplier_s_own_changes_are_no_news(self) -> None:
        """
        A digest is about what partners do with leads.
        """
        office = an_office_at()
        desk = subscriptions(office)
        lead_id = accepted(office)
        office.clock.advance(timedelta(minutes=1))
        desk.subscribe(ANN, frequency=DAILY, groups=())
        office.desk.set_stage(lead_id, "contacted")
        office.desk.edit(lead_id, {"city": "Oslo"})
        OpportunityDesk(office.setting, a_partner_admin("team")).register(lead_id)
        office.clock.now = EIGHT
        assert desk.run().outcomes == {DigestOutcome.NO_NEWS: 1}

    def test_unreachable_people_get_none_and_hold_nobody_up(self) -> None:
        """
        The digest of the other one is made.
        """
        office = an_office_at()
        desk = subscriptions(office)
        desk.subscribe(a_contact("gone", active=False), frequency=DAILY, groups=())
        desk.subscribe(ANN, frequency=DAILY, groups=())
        accepted(office)
        office.clock.now = EIGHT
        assert desk.run().outcomes == {DigestOutcome.UNREACHABLE: 1, DigestOutcome.WRITTEN: 1}
        assert [mail.to_address for mail in sent(office)] == ["ann@supplier.example"]
