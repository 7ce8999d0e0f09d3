"""
What a store must do with partners, campaigns, modules and turns.
"""

from __future__ import annotations

import pytest
from attrs import evolve

from leadflow.core.changes import Changes
from leadflow.core.routing import Rotation, RoutingModule
from leadflow.errors import Conflict, NotFound
from leadflow.ports import OpenUnit
from leadflow.testing.builders import SUPPLIER, a_campaign, a_lead, a_module, a_partner, changes_of, some_turns
from leadflow.testing.contracts.store import StoreContract, committed, find

__all__ = ["ModulesContract", "PartnersContract", "TurnsContract"]


class PartnersContract(StoreContract):
    """
    What every `PartnerReader` and `CampaignReader` must do.
    """

    def test_partner_survives(self, open_unit: OpenUnit) -> None:
        """
        A partner comes back as it was committed, its people and free fields included.
        """
        committed(open_unit, Changes(partners=(a_partner(),)))

        with open_unit(SUPPLIER) as unit:
            assert unit.partners.all() == (a_partner(),)

    def test_inactive_partner_is_among_all(self, open_unit: OpenUnit) -> None:
        """
        Every partner is given, inactive ones included.
        """
        partners = (evolve(a_partner("globex", "Globex"), active=False), a_partner())
        committed(open_unit, Changes(partners=partners[:1]), Changes(partners=partners[1:]))

        with open_unit(SUPPLIER) as unit:
            assert sorted(unit.partners.all(), key=lambda one: one.id) == list(partners)

    def test_partner_is_replaced_by_id(self, open_unit: OpenUnit) -> None:
        """
        A partner with an id that is there takes the other one's place.
        """
        committed(open_unit, Changes(partners=(a_partner(),)), Changes(partners=(a_partner(name="Nordlys Group"),)))

        with open_unit(SUPPLIER) as unit:
            assert unit.partners.all() == (a_partner(name="Nordlys Group"),)

    def test_campaign_survives(self, open_unit: OpenUnit) -> None:
        """
        A campaign comes back as it was committed, its free fields included.
        """
        committed(open_unit, Changes(campaigns=(a_campaign(),)))

        with open_unit(SUPPLIER) as unit:
            assert unit.campaigns.all() == (a_campaign(),)

    def test_campaign_is_replaced_by_id(self, open_unit: OpenUnit) -> None:
        """
        A campaign with an id that is there takes the other one's place.
        """
        committed(open_unit, Changes(campaigns=(a_campaign(),)), Changes(campaigns=(a_campaign(name="Autumn fair"),)))

        with open_unit(SUPPLIER) as unit:
            assert unit.campaigns.all() == (a_campaign(name="Autumn fair"),)


class ModulesContract(StoreContract):
    """
    What every `ModuleReader` must do.
    """

    def test_module_survives(self, open_unit: OpenUnit) -> None:
        """
        A module comes back as it was committed, with its steps, rules and criteria.
        """
        committed(open_unit, Changes(modules=(a_module(),)))

        with open_unit(SUPPLIER) as unit:
            assert unit.modules.current("emea") == a_module()

    def test_latest_version_is_current(self, open_unit: OpenUnit) -> None:
        """
        The version committed last is the current one, after nine as well as after ten.
        """
        committed(open_unit, *(Changes(modules=(a_module(version=version),)) for version in range(1, 12)))

        with open_unit(SUPPLIER) as unit:
            assert unit.modules.current("emea") == a_module(version=11)

    def test_versions_are_kept(self, open_unit: OpenUnit) -> None:
        """
        Every version can be read for ever, as it was.
        """
        first, second = a_module(), RoutingModule(name="emea", version=2)
        committed(open_unit, Changes(modules=(first,)), Changes(modules=(second,)))

        with open_unit(SUPPLIER) as unit:
            assert (unit.modules.version("emea", 1), unit.modules.version("emea", 2)) == (first, second)

    def test_modules_have_versions_of_their_own(self, open_unit: OpenUnit) -> None:
        """
        Each name begins with version 1.
        """
        committed(open_unit, Changes(modules=(a_module("emea"), a_module("apac"))))

        with open_unit(SUPPLIER) as unit:
            assert unit.modules.current("apac") == a_module("apac")

    def test_unknown_module_is_not_found(self, open_unit: OpenUnit) -> None:
        """
        A name that no module has is a NotFound.
        """
        with open_unit(SUPPLIER) as unit, pytest.raises(NotFound):
            unit.modules.current("emea")

    @pytest.mark.parametrize("version", [-1, 0, 2])
    def test_unknown_version_is_not_found(self, open_unit: OpenUnit, version: int) -> None:
        """
        A version that was never committed is a NotFound.
        """
        committed(open_unit, Changes(modules=(a_module(),)))

        with open_unit(SUPPLIER) as unit, pytest.raises(NotFound):
            unit.modules.version("emea", version)

    @pytest.mark.parametrize("version", [0, 1, 3])
    def test_version_that_does_not_follow_is_refused(self, open_unit: OpenUnit, version: int) -> None:
        """
        A version that is taken or leaves a gap is a Conflict, and the stored one stays current.
        """
        committed(open_unit, Changes(modules=(a_module(),)))

        with pytest.raises(Conflict):
            committed(open_unit, Changes(modules=(RoutingModule(name="emea", version=version),)))

        with open_unit(SUPPLIER) as unit:
            assert unit.modules.current("emea") == a_module()

    def test_first_version_is_one(self, open_unit: OpenUnit) -> None:
        """
        A module cannot begin with version 2.
        """
        with pytest.raises(Conflict):
            committed(open_unit, Changes(modules=(a_module(version=2),)))


class TurnsContract(StoreContract):
    """
    What every `RotationReader` must do, and how turns are taken once.
    """

    def test_no_turns_are_an_empty_rotation(self, open_unit: OpenUnit) -> None:
        """
        A module whose turns nobody took has an empty rotation.
        """
        assert _rotation(open_unit) == Rotation(module="emea")

    def test_turns_are_read_as_they_were_taken(self, open_unit: OpenUnit) -> None:
        """
        Count, virtual time and latest turns come back; a partner that took none keeps its latest turn.
        """
        committed(open_unit, Changes(turns=(some_turns("emea", 0, "globex", "nordlys"),)))
        committed(open_unit, Changes(turns=(some_turns("emea", 2, "nordlys", "initech", "nordlys"),)))

        assert _rotation(open_unit) == _turns("emea", 5, globex=1, nordlys=5, initech=4)

    def test_modules_have_turns_of_their_own(self, open_unit: OpenUnit) -> None:
        """
        Turns of two modules, taken in one commit, do not touch each other.
        """
        turns = (some_turns("emea", 0, "globex"), some_turns("apac", 0, "globex", "nordlys"))
        committed(open_unit, Changes(turns=turns))

        assert _rotation(open_unit) == _turns("emea", 1, globex=1)
        assert _rotation(open_unit, "apac") == _turns("apac", 2, globex=1, nordlys=2)

    @pytest.mark.parametrize("before", [0, 1, 3])
    def test_turn_taken_after_another_count_is_refused(self, open_unit: OpenUnit, before: int) -> None:
        """
        Turns planned after a count that is not the stored one are a Conflict, and nobody's turn is moved.
        """
        committed(open_unit, Changes(turns=(some_turns("emea", 0, "globex", "nordlys"),)))

        with pytest.raises(Conflict):
            committed(open_unit, Changes(turns=(some_turns("emea", before, "initech"),)))

        assert _rotation(open_unit) == _turns("emea", 2, globex=1, nordlys=2)

    def test_first_turn_follows_none(self, open_unit: OpenUnit) -> None:
        """
        Where no turn was taken, a commit that says it follows one is a Conflict.
        """
        with pytest.raises(Conflict):
            committed(open_unit, Changes(turns=(some_turns("emea", 1, "globex"),)))

    def test_lead_of_a_lost_turn_is_not_written(self, open_unit: OpenUnit) -> None:
        """
        A commit that loses its turn loses the leads for which it was taken.
        """
        committed(open_unit, Changes(turns=(some_turns("emea", 0, "globex"),)))

        with pytest.raises(Conflict):
            committed(open_unit, evolve(changes_of(a_lead()), turns=(some_turns("emea", 0, "globex"),)))

        assert find(open_unit, "lead-1") is None


def _rotation(open_unit: OpenUnit, module: str = "emea") -> Rotation:
    with open_unit(SUPPLIER) as unit:
        return unit.rotations.of(module)


def _turns(module: str, count: int, **last: int) -> Rotation:
    """
    Return the rotation that `some_turns` leads up to.
    """
    some = some_turns(module, 0, *last)
    due = {partner_id: some.due[partner_id] // number * last[partner_id] for partner_id, number in some.last.items()}
    return Rotation(module=module, count=count, last=last, clock=some.clock // some.count * count, due=due)
