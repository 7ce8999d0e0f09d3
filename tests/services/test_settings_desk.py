"""
The settings of partners: each side changes its own, sees what is theirs, and every change stands on a timeline.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Final

import pytest
from attrs import evolve
from tests.core.builders import SCHEMA, a_contact, a_partner, a_rep, a_user, an_account, codes
from tests.services.builders import HOST, Office, a_partner_admin, an_office

from leadflow.adapters.memory import MemoryStore
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.access import SUPPLIER_ADMIN, Act, PartnerParty, Role, SupplierParty
from leadflow.core.criteria import Criteria, where
from leadflow.core.criteria.interchange import from_jquery_querybuilder, from_json_logic, from_react_querybuilder
from leadflow.core.handling import Refusal
from leadflow.core.partners import PartnerPeople
from leadflow.core.registration import MOST_RULES, AutoRegistrationMode, ManagedRules, RegistrationRule
from leadflow.core.settings import SettingsEvent
from leadflow.errors import NotAllowed, NotFound
from leadflow.services import ManagedRulesUpdate, PeopleDesk, PeopleUpdate, SettingsDesk, SettingsUpdate
from leadflow.testing import puts_of

ADMIN: Final = a_partner_admin("p", "maja")
RIVAL: Final = a_partner_admin("q", "rita")
HOT: Final = RegistrationRule(name="Hot", criteria=where("lead_score", "greater", 50))
SWEDISH: Final = RegistrationRule(name="swedish", criteria=where("country", "equals", "SE"))
FOR_GOLD: Final = evolve(SWEDISH, name="for gold", partners=where("tier", "equals", "gold"))
OWN: Final = AutoRegistrationMode.OWN_RULES


@pytest.fixture
def office(store: MemoryStore | SqlStore) -> Office:
    """
    An office with two partners.
    """
    office = an_office(store=store)
    office.keep(an_account("p", users=(a_user("maja"),)), an_account("q", tier="gold", users=(a_user("rita"),)))
    return office


def at(office: Office, party: PartnerParty = ADMIN) -> SettingsDesk:
    """
    Return the desk of a partner's administrator.
    """
    return SettingsDesk(office.setting, party)


def managing(office: Office) -> SettingsDesk:
    """
    Return the desk of the supplier.
    """
    return SettingsDesk(office.setting, HOST)


def changes_of(*changes: Callable[[SettingsDesk], object]) -> tuple[Callable[[SettingsDesk], object], ...]:
    """
    Return calls of a desk.
    """
    return changes


def told(desk: SettingsDesk, partner_id: str = "p") -> list[tuple[str, str, str]]:
    """
    Return the timeline as a desk shows it: the setting, what it is about and who changed it; the newest first.
    """
    events = desk.timeline(partner_id)
    return [(one.setting.value, one.about, event.actor.id) for event in events for one in event.changes]


def test_an_administrator_sets_what_is_the_partners(office: Office) -> None:
    """
    Mode, rules and ignored companies are kept, and each call returns everything that is set.
    """
    desk = at(office)
    assert codes(desk.set_auto_registration("p", OWN).warnings) == [("no_rules_in_force", "auto_registration")]
    saved = desk.save_rule("p", HOT)
    ignored = desk.ignore_company("p", "Acme GmbH")
    assert isinstance(saved, SettingsUpdate)
    assert isinstance(ignored, SettingsUpdate)
    assert (saved.settings.own_rules, saved.warnings) == ((HOT,), ())
    assert ignored.settings.ignored_companies == ("Acme GmbH",)
    assert ignored.settings == desk.settings("p")
    assert desk.rules_in_force("p") == (HOT,)
    assert not any(map(bool, (at(office, RIVAL).settings("q").own_rules, at(office, RIVAL).rules_in_force("q"))))


def test_repeating_changes_nothing(office: Office) -> None:
    """
    A change that is already made writes no event.
    """
    desk = at(office)
    for _ in range(2):
        desk.set_auto_registration("p", OWN)
        desk.save_rule("p", HOT)
        desk.ignore_company("p", "Acme GmbH")
        desk.ignore_company("p", "ACME")
        desk.set_auto_accept("p", True)
        managing(office).save_managed_rule(HOT)
    assert len(told(desk)) == 5


def test_rules_come_and_go_by_name(office: Office) -> None:
    """
    A rule of the same name is replaced, one that is not there is refused with near names, and others stay.
    """
    desk = at(office)
    desk.save_rule("p", HOT)
    desk.save_rule("p", SWEDISH)
    warmer = RegistrationRule(name="HOT", criteria=where("lead_score", "greater", 20))
    desk.save_rule("p", warmer)
    assert set(desk.settings("p").own_rules) == {warmer, SWEDISH}
    refused = desk.remove_rule("p", "swedsh")
    assert isinstance(refused, Refusal)
    assert codes(refused.problems) == [("rule_unknown", "name")]
    assert refused.problems[0].suggestions == ("swedish",)
    assert isinstance(desk.remove_rule("p", " Swedish "), SettingsUpdate)
    assert desk.settings("p").own_rules == (warmer,)


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (RegistrationRule(name="a", criteria=Criteria()), "criteria_empty"),
        (RegistrationRule(name="a", criteria=where("contry", "equals", "SE")), "field_unknown"),
        (evolve(HOT, partners=where("tier", "equals", "gold")), "partners_not_asked"),
    ],
)
def test_a_rule_that_cannot_be_used_is_refused(office: Office, rule: RegistrationRule, code: str) -> None:
    """
    It names the mistake, and nothing is written.
    """
    refused = at(office).save_rule("p", rule)
    assert isinstance(refused, Refusal)
    assert [one.code for one in refused.problems] == [code]
    assert at(office).settings("p").own_rules == ()
    assert told(at(office)) == []


def test_no_side_has_more_rules_than_can_be_asked() -> None:
    """
    Rules are asked for every lead, so their number has an end; replacing one is possible still.
    """
    office = an_office()
    many = tuple(evolve(HOT, name=f"rule {number}") for number in range(MOST_RULES))
    with office.store.open_unit("acme", SCHEMA) as unit:
        unit.commit(puts_of(ManagedRules(rules=many)))
    refused = managing(office).save_managed_rule(evolve(HOT, name="one more"))
    assert isinstance(refused, Refusal)
    assert [one.code for one in refused.problems] == ["rules_too_many"]
    assert isinstance(managing(office).save_managed_rule(evolve(SWEDISH, name="rule 7")), ManagedRulesUpdate)


@pytest.mark.parametrize("company", ["", "  ", "n/a", "GmbH"])
def test_what_names_no_company_cannot_be_ignored(office: Office, company: str) -> None:
    """
    A name that says nothing would ignore nothing, so it is refused.
    """
    refused = at(office).ignore_company("p", company)
    assert isinstance(refused, Refusal)
    assert codes(refused.problems) == [("company_says_nothing", "company")]


def test_the_suppliers_rules_are_shown_to_the_partners_that_they_are_for(office: Office) -> None:
    """
    A partner sees the supplier's rules that are for it, in force or not, and changes none of them.
    """
    managing(office).save_managed_rule(HOT)
    managing(office).save_managed_rule(FOR_GOLD)
    assert at(office).settings("p").managed_rules == (HOT,)
    assert at(office, RIVAL).settings("q").managed_rules == (FOR_GOLD, HOT)
    assert at(office).rules_in_force("p") == ()
    at(office).set_auto_registration("p", AutoRegistrationMode.SUPPLIER_MANAGED)
    assert at(office).rules_in_force("p") == (HOT,)
    assert managing(office).rules_in_force("p") == (HOT,)
    assert told(at(office))[1:] == [("managed_rules", "Hot", "host")]
    for change in changes_of(
        lambda desk: desk.save_managed_rule(HOT),
        lambda desk: desk.remove_managed_rule("Hot"),
        lambda desk: desk.managed_rules(),
    ):
        with pytest.raises(NotAllowed):
            change(at(office))
    assert managing(office).managed_rules() == (FOR_GOLD, HOT)


def test_the_supplier_changes_and_sees_nothing_of_private_leads(office: Office) -> None:
    """
    The partner's own rules and ignored companies are the partner's alone, in the value and on the timeline.
    """
    at(office).set_auto_registration("p", OWN)
    at(office).save_rule("p", HOT)
    at(office).ignore_company("p", "Acme")
    shown = managing(office).settings("p")
    assert (shown.own_rules, shown.ignored_companies, shown.auto_registration) == ((), (), OWN)
    assert managing(office).rules_in_force("p") == ()
    assert told(managing(office)) == [("auto_registration", "", "maja")]
    for change in changes_of(
        lambda desk: desk.set_auto_registration("p", OWN),
        lambda desk: desk.save_rule("p", HOT),
        lambda desk: desk.remove_rule("p", "Hot"),
        lambda desk: desk.ignore_company("p", "Acme"),
        lambda desk: desk.stop_ignoring_company("p", "Acme"),
        lambda desk: desk.set_auto_accept("p", True),
    ):
        with pytest.raises(NotAllowed):
            change(managing(office))


def test_other_partners_and_limited_users_see_nothing(office: Office) -> None:
    """
    Another partner's settings look unknown, and a supplier's user who is limited to groups changes no rules for all.
    """
    limited = SupplierParty(id="ann", groups=frozenset({"nordic"}), roles=(SUPPLIER_ADMIN,))
    for desk in (at(office, RIVAL), SettingsDesk(office.setting, limited)):
        with pytest.raises(NotFound):
            desk.settings("p")
        with pytest.raises(NotFound):
            list(desk.timeline("p"))
    with pytest.raises(NotFound):
        at(office, RIVAL).ignore_company("p", "Acme")
    with pytest.raises(NotAllowed):
        SettingsDesk(office.setting, limited).save_managed_rule(HOT)


def test_each_change_is_on_the_timeline_with_before_and_after(office: Office) -> None:
    """
    Whichever desk changes a setting, the timeline says who, when, what it was and what it is; the newest first.
    """
    desk, people = at(office), PeopleDesk(office.setting, ADMIN)
    people.add_sales_rep("p", a_rep("rep", default=False))
    office.clock.advance(timedelta(hours=1))
    people.set_default_recipient("p", "rep")
    people.change_person("p", "maja", first_name="Maja", active=False)
    office.at("p", "maja").set_auto_accept(True)
    changed = a_partner("p", additional_recipients=(a_contact("sam"),), offered_roles=("sales",))
    office.desk.save_partners([changed])
    events = list(desk.timeline("p"))
    assert [one.seq for one in events] == [5, 4, 3, 2, 1]
    assert [one.at for one in events] == sorted((one.at for one in events), reverse=True)
    assert [
        (one.setting.value, one.about, one.member, one.before, one.after)
        for event in events[:4]
        for one in event.changes
        if one.member != "email"
    ] == [
        ("additional_recipients", "sam", "active", None, True),
        ("roles", "", "", (), ("sales",)),
        ("auto_accept", "", "", False, True),
        ("users", "maja", "first_name", None, "Maja"),
        ("users", "maja", "active", True, False),
        ("default_users", "maja", "", True, False),
        ("default_sales_reps", "rep", "", False, True),
    ]
    assert told(managing(office)) == told(desk)


def test_a_copy_of_people_stands_on_the_timeline(office: Office) -> None:
    """
    What a nightly copy changes stands there as well, once; the same copy again says nothing.
    """
    copy = PartnerPeople(partner_id="p", users=(a_user("maja"), a_user("ola", default=False)))
    for _ in range(2):
        office.desk.save_partners(people=[copy])
    assert {one[:2] for one in told(at(office))} == {("users", "ola")}


def test_many_partners_begin_their_timelines_at_once(office: Office) -> None:
    """
    A copy of many partners writes an event for each, and the next change follows it.
    """
    many = [a_partner(f"n{number}", additional_recipients=(a_contact("sam"),)) for number in range(30)]
    office.desk.save_partners(many)
    office.desk.save_partners([evolve(one, additional_recipients=()) for one in many])
    with office.store.open_unit("acme", SCHEMA) as unit:
        events = unit.records.all(SettingsEvent)
    assert sorted(one.seq for one in events) == [1] * 30 + [2] * 30


def test_a_long_timeline_is_read_in_pages(office: Office) -> None:
    """
    All of a long timeline is there, in order, and nothing of a partner whose id looks like it.
    """
    office.keep(an_account("p@", users=(a_user("pia"),)))
    for number in range(105):
        at(office).set_auto_accept("p", number % 2 == 0)
    SettingsDesk(office.setting, a_partner_admin("p@")).set_auto_accept("p@", True)
    assert [one.seq for one in at(office).timeline("p")] == list(range(105, 0, -1))


def test_rules_load_from_the_editors_of_routing_rules(office: Office) -> None:
    """
    What react-querybuilder, jQuery QueryBuilder and JsonLogic say becomes the criteria of a rule.
    """
    rules: list[tuple[Criteria | None, object]] = [
        from_react_querybuilder(
            {"combinator": "and", "rules": [{"field": "country", "operator": "=", "value": "SE"}]}, SCHEMA
        ),
        from_jquery_querybuilder(
            {"condition": "AND", "rules": [{"id": "country", "field": "country", "operator": "equal", "value": "SE"}]},
            SCHEMA,
        ),
        from_json_logic({"==": [{"var": "country"}, "SE"]}, SCHEMA),
    ]
    for number, (criteria, problems) in enumerate(rules):
        assert criteria is not None, problems
        saved = at(office).save_rule("p", RegistrationRule(name=f"rule {number}", criteria=criteria))
        assert isinstance(saved, SettingsUpdate)
    assert {one.criteria for one in at(office).settings("p").own_rules} == {SWEDISH.criteria}


def test_the_supplier_sets_recipients_and_roles(office: Office) -> None:
    """
    For one partner at a time, beside whatever else is changed of it; the partner sees both and sets neither.
    """
    supplier = managing(office)
    supplier.set_additional_recipients("q", [a_contact("una")])
    done = supplier.set_additional_recipients("p", [a_contact("sam", email="sales@acme.example"), a_contact("una")])
    offered = supplier.offer_roles("p", ["sales"])
    assert isinstance(done, SettingsUpdate)
    assert codes(done.warnings) == [("address_of_role", "sam")]
    assert isinstance(offered, SettingsUpdate)
    shown = at(office).settings("p")
    assert [one.id for one in shown.additional_recipients] == ["sam", "una"]
    assert shown.offered_roles == offered.settings.offered_roles == ("sales",)
    assert {one[0] for one in told(at(office))} == {"additional_recipients", "roles"}
    taken = supplier.set_additional_recipients("p", [a_contact("maja")])
    assert isinstance(taken, Refusal)
    assert codes(taken.problems) == [("person_id_taken", "id")]
    before = told(at(office))
    supplier.offer_roles("p", ["sales"])
    assert told(at(office)) == before
    for change in changes_of(
        lambda desk: desk.set_additional_recipients("p", []),
        lambda desk: desk.offer_roles("p", ["admin"]),
    ):
        with pytest.raises(NotAllowed):
            change(at(office))


def test_an_administrator_gives_the_roles_that_the_supplier_offers(office: Office) -> None:
    """
    A role that is not offered is neither given nor taken by the partner; the supplier gives any.
    """
    office.desk.save_partners([evolve(office.account("p").partner, offered_roles=("sales",))])
    own, supplier = PeopleDesk(office.setting, ADMIN), PeopleDesk(office.setting, HOST)
    refused = own.add_user("p", evolve(a_user("ola"), roles=("sales", "admin")))
    assert isinstance(refused, Refusal)
    assert codes(refused.problems) == [("role_not_offered", "roles")]
    assert isinstance(own.add_user("p", evolve(a_user("ola"), roles=("sales",))), PeopleUpdate)
    assert isinstance(supplier.change_person("p", "ola", roles=["sales", "admin"]), PeopleUpdate)
    assert isinstance(own.change_person("p", "ola", roles=["admin"]), PeopleUpdate)
    assert isinstance(own.change_person("p", "ola", roles=[]), Refusal)
    assert isinstance(own.change_person("p", "ola", email="ola@p.example"), PeopleUpdate)
    assert office.account("p").people.users[-1].roles == ("admin",)
    own.add_sales_rep("p", a_rep("rep"))
    of_rep = own.change_person("p", "rep", roles=["sales"])
    assert isinstance(of_rep, Refusal)
    assert codes(of_rep.problems) == [("roles_of_sales_rep", "roles")]


def test_who_keeps_people_alone_sets_no_defaults(office: Office) -> None:
    """
    Default recipients are a setting: without the act for settings nobody of the partner sets them, in no way.
    """
    clerk = PartnerParty(id="cleo", partner_id="p", roles=(Role(name="clerk", may=frozenset({Act.SAVE_PEOPLE})),))
    desk = PeopleDesk(office.setting, clerk)
    with pytest.raises(NotAllowed):
        desk.set_default_recipient("p", "maja", False)
    with pytest.raises(NotAllowed):
        desk.add_user("p", a_user("ola", default=True))
    assert isinstance(desk.add_user("p", a_user("ola", default=False)), PeopleUpdate)
    with pytest.raises(NotAllowed):
        PeopleDesk(office.setting, HOST).set_default_recipient("p", "ola")


def test_somebody_inactive_becomes_no_default_recipient(office: Office) -> None:
    """
    Who is ended loses the flag, gets it back neither by return nor by setting it, and the next user added has it.
    """
    desk = PeopleDesk(office.setting, ADMIN)
    desk.change_person("p", "maja", active=False)
    refused = desk.set_default_recipient("p", "maja")
    assert isinstance(refused, Refusal)
    assert codes(refused.problems) == [("person_inactive", "person_id")]
    desk.change_person("p", "maja", active=True)
    desk.add_user("p", a_user("eve", active=False, default=True))
    desk.deactivate_user("p", "eve")
    assert [one.default_recipient for one in office.account("p").people.members] == [False, False]
    desk.add_sales_rep("p", a_rep("rep", default=False))
    desk.add_user("p", a_user("ola", default=False))
    assert [one.id for one in office.account("p").people.members if one.default_recipient] == ["ola"]
