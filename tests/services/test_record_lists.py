"""
Lists of partners, campaigns, versions of modules, and imports.
"""

from __future__ import annotations

from datetime import UTC
from io import BytesIO

import pytest
from attrs import evolve
from tests.core.builders import NOW, SCHEMA
from tests.services.builders import EMEA, MODULE, Office, a_partner_admin, an_office, mapped

from leadflow.core.access import SUPPLIER_ADMIN, SupplierParty
from leadflow.core.criteria import EvaluationTime, where
from leadflow.core.partners import Campaign, Partner
from leadflow.core.routing import TieBreak
from leadflow.core.views import PartnerQuery
from leadflow.errors import InvalidInput, NotAllowed, NotFound
from leadflow.services import PartnerImportDesk, RoutingDesk, SupplierDesk
from leadflow.services.views import records

NAMES = {"a": "Nordlys AS", "b": "Isar GmbH", "c": "Südpol AG", "d": "Nordwind e.K."}


@pytest.fixture(autouse=True)
def _small_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Two records are read at once, so that a few make several reads.
    """
    monkeypatch.setattr(records, "_READ", 2)


@pytest.fixture
def office() -> Office:
    """
    A supplier with four partners, of whom one is inactive and two are of the group `north`.
    """
    office = Office()
    office.desk.save_partners(
        Partner(id=key, name=name, active=key != "b", groups=("north",) if key in "ad" else ())
        for key, name in NAMES.items()
    )
    return office


def ids(office: Office, query: PartnerQuery) -> list[str]:
    """
    Return the ids on a page.
    """
    return [one.id for one in office.desk.partners(query)]


class TestPartners:
    def test_pages_follow_one_another_and_the_last_says_so(self, office: Office) -> None:
        """
        Each partner is on one page, by ascending id, and a full last page has no page after it.
        """
        first = office.desk.partners(PartnerQuery(most=2))
        second = office.desk.partners(PartnerQuery(most=2, after=first.after))

        assert [one.id for one in (*first, *second)] == ["a", "b", "c", "d"]
        assert (first.has_more, second.has_more, second.after, len(second)) == (True, False, None, 2)

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            (PartnerQuery(text="NORD"), ["a", "d"]),
            (PartnerQuery(text=" "), ["a", "b", "c", "d"]),
            (PartnerQuery(text="südpol"), ["c"]),
            (PartnerQuery(text="B"), ["b"]),
            (PartnerQuery(active=True), ["a", "c", "d"]),
            (PartnerQuery(active=False), ["b"]),
            (PartnerQuery(criteria=where("name", "equals", "isar gmbh")), ["b"]),
            (PartnerQuery(criteria=where("partner.name", "equals", "Isar GmbH"), active=True), []),
        ],
    )
    def test_only_those_that_are_asked_for(self, office: Office, query: PartnerQuery, found: list[str]) -> None:
        """
        By a part of the name or the id, by whether they are active, and by criteria about partners.
        """
        assert ids(office, query) == found

    def test_a_user_limited_to_groups_sees_the_partners_of_these(self, office: Office) -> None:
        """
        The others look as if there were none, on every page.
        """
        user = SupplierParty(id="eva", groups={"north"}, roles=(SUPPLIER_ADMIN,))
        page = SupplierDesk(office.setting, user).partners(PartnerQuery(most=1))
        rest = SupplierDesk(office.setting, user).partners(PartnerQuery(after=page.after))

        assert ([one.id for one in page], [one.id for one in rest]) == (["a"], ["d"])

    @pytest.mark.parametrize("field", ["lead.country", "campaign.name", "tiers"])
    def test_criteria_about_something_else_are_refused(self, office: Office, field: str) -> None:
        """
        The problem has its place in the query.
        """
        with pytest.raises(InvalidInput) as raised:
            office.desk.partners(PartnerQuery(criteria=where(field, "equals", "x")))

        assert raised.value.problems[0].path.startswith("PartnerQuery.criteria.")


class TestCampaigns:
    def test_campaigns_are_found_by_a_part_of_their_name(self, office: Office) -> None:
        """
        They come by ascending id, in pages.
        """
        office.desk.save_campaigns(Campaign(id=f"c{n}", name=name) for n, name in enumerate(["Fair", "Web", "Fairly"]))

        assert [one.id for one in office.desk.campaigns("fair")] == ["c0", "c2"]
        assert [one.id for one in office.desk.campaigns(after="c0", most=1)] == ["c1"]

    def test_a_page_of_none_is_refused(self, office: Office) -> None:
        """
        The problem names the parameter.
        """
        with pytest.raises(InvalidInput, match="most"):
            office.desk.campaigns(most=0)


class TestVersions:
    def test_every_version_the_current_one_first(self) -> None:
        """
        What was rolled back to is a version of its own.
        """
        office = an_office()
        office.routing.publish(evolve(MODULE, tie_break=TieBreak.REVIEW))
        office.routing.roll_back(MODULE.name, 1)

        assert [one.version for one in office.routing.versions(MODULE.name)] == [3, 2, 1]

    def test_a_module_that_nobody_published(self) -> None:
        """
        It is not found, and the near name is told.
        """
        with pytest.raises(NotFound, match="emea"):
            an_office().routing.versions("emeaa")

    def test_only_who_administers_routing(self) -> None:
        """
        Others are refused before anything is read.
        """
        office = an_office()
        with pytest.raises(NotAllowed):
            RoutingDesk(office.setting, SupplierParty(id="eva", groups=())).versions(MODULE.name)


class TestImports:
    def test_imports_with_their_counts_and_refused_rows(self) -> None:
        """
        Another process sees how far an import is and what it refused.
        """
        office = an_office()
        file = office.file("a@x.de,DE,,", "nothing,DE,,")
        report = office.imports.run(file, mapped(file), EMEA)

        page = office.imports.imports()
        assert [(one.import_id, one.counts.refused, one.finished) for one in page] == [(report.import_id, 1, True)]
        assert [one.number for one in office.imports.refused(report.import_id)] == [3]

    def test_each_side_sees_its_own(self) -> None:
        """
        An import of a partner looks unknown to the supplier and to other partners.
        """
        office = an_office()
        south = PartnerImportDesk(office.setting, a_partner_admin("south"))
        north = PartnerImportDesk(office.setting, a_partner_admin("north"))
        file = south.open(BytesIO(b"email\na@x.de\n"), name="own.csv")
        made = south.run(file).import_id

        assert [one.import_id for one in south.imports()] == [made]
        assert (len(office.imports.imports()), len(north.imports())) == (0, 0)
        for other in (office.imports, north):
            with pytest.raises(NotFound):
                other.refused(made)


def test_a_query_that_was_not_checked_judges_nothing() -> None:
    """
    It says what to ask.
    """
    query, moment = PartnerQuery(criteria=where("name", "equals", "x")), EvaluationTime(NOW, UTC)
    with pytest.raises(TypeError, match=r"PartnerQuery\.checked"):
        query.holds(Partner(id="p", name="x"), moment)

    assert query.checked(SCHEMA).holds(Partner(id="p", name="X"), moment)
