"""
A nightly copy of partners and people takes nothing back that partners and mail have told meanwhile.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from attrs import evolve
from tests.core.builders import a_contact, a_partner, a_user, altered, an_account, codes
from tests.services.builders import HOST, Keeping, Office, Racing, a_partner_admin, an_office
from tests.services.test_relay import Post, a_relay

from leadflow.core.access import SUPPLIER_ADMIN, SupplierParty
from leadflow.core.changes import Changes
from leadflow.core.intake import Distribution, read_draft
from leadflow.core.leads import DistributionStatus, EmailStatus
from leadflow.core.notifications import ActionLinks, DeliveryKind, LinkKey
from leadflow.core.partners import Account, PartnerPeople
from leadflow.errors import NotFound
from leadflow.services import DeliveryDesk, LinkDesk, PeopleDesk, SupplierDesk

LINKS = ActionLinks(
    "acme",
    (LinkKey("k", b"k" * 32),),
    url="https://x.example/a/{token}",
    unsubscribe_url="https://x.example/u/{token}",
)
TEAM = an_account(
    "team",
    users=(a_user("mari"), a_user("ole", default=False)),
    additional_recipients=(a_contact("ann"),),
    crm_connected=True,
)
COPIES = {
    "the partner": lambda office: office.desk.save_partners([TEAM.partner]),
    "its people": lambda office: office.desk.save_partners(people=[TEAM.people]),
    "both": lambda office: office.desk.save_partners([TEAM.partner], people=[TEAM.people]),
}


def lived(office: Office) -> Account:
    """
    Let everything happen that a copy may not take back, and return the account as it is stored then.
    """
    office.keep(TEAM)
    done = office.desk.receive(read_draft(office.programme.schema, {"email": "a@x.se"}, partner="team"))
    assert isinstance(done, Distribution)
    post = Post()
    a_relay(office, post).run_until_idle()
    reports = DeliveryDesk(office.setting, HOST)
    for mail in post.taken:
        assert reports.record_delivery(mail.key, DeliveryKind.HARD_BOUNCE, office.clock(), "550 5.1.1")
    LinkDesk(office.setting, LINKS).unsubscribe(LINKS.unsubscribe_link("team", "ole").rpartition("/")[2])
    people = PeopleDesk(office.setting, a_partner_admin("team"))
    people.set_default_recipient("team", "mari", False)
    people.set_default_recipient("team", "ole")
    office.at("team").set_auto_accept(True)
    return office.account("team")


@pytest.mark.parametrize("copy", sorted(COPIES))
def test_a_copy_takes_nothing_back(copy: str) -> None:
    """
    Copying a partner changes no unsubscription, bounce, default flag or auto-accept.
    """
    office = an_office()
    before = lived(office)

    assert COPIES[copy](office) == ()
    assert office.account("team") == before
    assert before.people.unsubscribed == ("ole",)
    assert before.people.bounced == ("ann@supplier.example", "mari@partner.example")
    assert [one.id for one in before.people.members if one.default_recipient] == ["ole"]
    assert before.settings.auto_accept_since == office.clock()


def test_what_the_copy_knows_better_is_taken() -> None:
    """
    Names, addresses, who is there and what a partner is.
    """
    office = an_office()
    lived(office)
    newer = altered(TEAM, name="Renamed", users=(a_user("mari", email="new@partner.example"), a_user("ida")))
    office.desk.save_partners([newer.partner], people=[newer.people])
    account = office.account("team")

    assert (account.partner.name, account.people.users[0].email) == ("Renamed", "new@partner.example")
    assert [(one.id, one.default_recipient) for one in account.people.users] == [("mari", False), ("ida", True)]


def test_who_was_left_out_for_a_night_comes_back_unsubscribed() -> None:
    """
    A person who was missing in one copy stays unsubscribed and bounced.
    """
    office = an_office()
    before = lived(office)
    office.desk.save_partners(people=[PartnerPeople(partner_id="team")])
    office.desk.save_partners(people=[TEAM.people])
    after = office.account("team").people

    assert (after.unsubscribed, after.bounced) == (before.people.unsubscribed, before.people.bounced)


def test_nothing_is_lost_to_somebody_who_writes_at_the_same_time() -> None:
    """
    The people are read again, and merged again.
    """
    office = an_office()
    office.keep(TEAM)
    left = altered(TEAM, unsubscribed=("ole",))
    racing = Racing(office.opener, frozenset([1]), lambda _: office.keep(left))
    renamed = evolve(TEAM.people, users=(evolve(a_user("ole"), first_name="Ole"),))
    SupplierDesk(evolve(office.setting, open_unit=racing), HOST).save_partners(people=[renamed])
    people = office.account("team").people

    assert ([one.name for one in people.users], people.unsubscribed) == (["Ole"], ("ole",))
    assert racing.commits == 2


@pytest.mark.parametrize("others", [0, 30])
def test_an_unchanged_copy_writes_nothing(others: int) -> None:
    """
    A nightly copy of partners of which one has changed puts that one, whether few or many are copied.
    """
    office = an_office()
    accounts = [TEAM, *(an_account(f"other-{number}", users=(a_user(f"u{number}"),)) for number in range(others))]
    office.keep(*accounts)
    written: list[Changes] = []
    desk = SupplierDesk(evolve(office.setting, open_unit=Keeping(office.opener, written.append)), HOST)
    partners, people = [one.partner for one in accounts], [one.people for one in accounts]
    desk.save_partners(partners, people=people)
    renamed = evolve(TEAM.partner, name="Renamed")
    desk.save_partners([renamed, *partners[1:]], people=people)

    assert [[put.record for put in changes.puts] for changes in written] == [[renamed]]


def test_people_of_a_partner_that_is_not_there_are_refused() -> None:
    """
    People of an unknown or invisible partner are refused, except if the call adds the partner.
    """
    office = an_office()
    office.keep(TEAM)
    silver = SupplierDesk(office.setting, SupplierParty(id="ann", groups=("silver",), roles=(SUPPLIER_ADMIN,)))
    for desk, partner_id in ((office.desk, "gone"), (silver, "team")):
        with pytest.raises(NotFound):
            desk.save_partners(people=[PartnerPeople(partner_id=partner_id)])
    new = an_account("new", groups=("silver",), users=(a_user("nia"),))
    silver.save_partners([new.partner], people=[new.people])

    assert office.account("new") == new


class TestAutoAccept:
    def test_leads_are_accepted_from_then_on(self) -> None:
        """
        Nobody is mailed about them, until it is switched off again.
        """
        office = an_office()
        office.keep(TEAM)
        seen = []
        for on in (True, False):
            kept = office.at("team").set_auto_accept(on)
            done = office.desk.receive(read_draft(office.programme.schema, {"email": "a@x.se"}, partner="team"))
            assert isinstance(done, Distribution)
            seen.append((kept.warnings, done.lead.status, done.lead.email_status))

        assert seen == [
            ((), DistributionStatus.ACCEPTED, EmailStatus.AUTO_ACCEPT),
            ((), DistributionStatus.PENDING, EmailStatus.QUEUED),
        ]

    def test_what_is_on_stays_on_since_then(self) -> None:
        """
        Switching it on again changes nothing.
        """
        office = an_office()
        office.keep(TEAM)
        first = office.at("team").set_auto_accept(True)
        office.clock.advance(timedelta(hours=1))
        again = office.at("team").set_auto_accept(True)

        assert again == first
        assert office.account("team").settings.auto_accept_since == first.settings.auto_accept_since

    def test_a_partner_without_a_crm_is_warned(self) -> None:
        """
        Nobody would hear of the leads; switching it off warns of nothing.
        """
        office = an_office()
        on, off = (office.at("east").set_auto_accept(on) for on in (True, False))

        assert (codes(on.warnings), off.warnings) == ([("no_crm_connection", "auto_accept")], ())
        assert office.account("east").settings.auto_accept_since is None

    def test_a_partner_is_not_found_by_another(self) -> None:
        """
        A desk of a partner that is gone has nothing to switch.
        """
        with pytest.raises(NotFound):
            an_office().at("gone").set_auto_accept(True)


def test_the_desk_returns_an_account() -> None:
    """
    The desk returns an account with all three records, and NotFound for unknown partners.
    """
    office = an_office()
    office.keep(TEAM)
    silver = SupplierDesk(office.setting, SupplierParty(id="ann", groups=("silver",), roles=(SUPPLIER_ADMIN,)))

    assert office.desk.account("team") == TEAM
    assert Account.of(a_partner("bare")).everyone == ()
    for desk, partner_id in ((office.desk, "gone"), (silver, "team")):
        with pytest.raises(NotFound):
            desk.account(partner_id)
