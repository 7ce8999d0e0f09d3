"""
Partners and campaigns of a programme, by id, name and group.
"""

from __future__ import annotations

from tests.core.builders import a_partner

from leadflow.core.partners import Campaign, CampaignDirectory, PartnerDirectory

PARTNERS = PartnerDirectory.of(
    [a_partner("a", groups=("one",)), a_partner("b", groups=("one", "two")), a_partner("c", groups=())]
)
CAMPAIGNS = CampaignDirectory(
    [Campaign(id="b", name="Fair"), Campaign(id="a", name="FAIR "), Campaign(id="Fair 2", name="Autumn")]
)


def test_partners_in_groups_are_those_in_one_of_them() -> None:
    """
    A partner in one of the groups is there, in the order of all; a partner in none is not.
    """
    found = [PARTNERS.in_groups(frozenset(groups)) for groups in (["two"], ["one", "two"], ["three"])]

    assert [[one.id for one in each.partners] for each in found] == [["b"], ["a", "b"], []]


def test_partners_in_groups_are_collected_once() -> None:
    """
    Whoever is limited to groups costs a look at every partner once, and not for each lead.
    """
    assert PARTNERS.in_groups(frozenset({"two"})) is PARTNERS.in_groups(frozenset({"two"}))


def test_memory_for_groups_has_a_bound() -> None:
    """
    However many sets of groups are asked for, the answers stay right.
    """
    for number in range(100):
        assert PARTNERS.in_groups(frozenset({"one", f"other{number}"})).partners == PARTNERS.partners[:2]


def test_campaigns_are_found_by_id_before_name() -> None:
    """
    An id is the campaign's own; of several with one name the first by id is meant.
    """
    found = [CAMPAIGNS.named(reference) for reference in ("b", "fair", "Fair 2", "autumn", "spring")]

    assert [one and one.id for one in found] == ["b", "a", "Fair 2", "Fair 2", None]


def test_campaigns_have_near_names() -> None:
    """
    A mistyped name finds the campaigns that it looks like.
    """
    assert CAMPAIGNS.near_names.near("Autum") == ("Autumn",)
