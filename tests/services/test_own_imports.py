"""
Files of a partner's own: private leads, or registrations.
"""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from attrs import evolve
from tests.core.builders import SCHEMA, a_contact
from tests.services.builders import HOST, PROGRAMME, Office, a_partner_admin, an_office
from tests.services.test_own_leads import ANNA, MAJA, a_private_lead

from leadflow.adapters.memory import MemoryStore
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.adapters.tables import write_xlsx
from leadflow.core.access import PartnerParty
from leadflow.core.importing.settings import OwnImportSettings
from leadflow.core.intake import LeadForm, OnDuplicate, Requirement, read_draft
from leadflow.core.intake.policy import IntakePolicy
from leadflow.core.leads import DistributionStatus, LeadKind, RegistrationStatus
from leadflow.core.registration import Approval, RegistrationPolicy
from leadflow.errors import InvalidInput, NotAllowed, NotFound
from leadflow.services import ImportDesk, LeadFile, PartnerDesk, PartnerImportDesk, RegistrationDesk

HEADER = "Email,First Name,Company,Country,Odd column"


def opened(office: Office, *rows: str, party: PartnerParty = ANNA, header: str = HEADER) -> LeadFile:
    """
    Open a CSV file of *rows* as *party*.
    """
    content = "\n".join([header, *rows, ""]).encode()
    return PartnerImportDesk(office.setting, party).open(io.BytesIO(content), name="own.csv")


@pytest.fixture
def office(store: MemoryStore | SqlStore) -> Office:
    """
    An office over each store.
    """
    return an_office(store=store)


class TestPrivate:
    def test_rows_become_private_leads(self, office: Office) -> None:
        """
        They are the importer's, unmatched columns are skipped, and the supplier sees none of it.
        """
        desk = PartnerImportDesk(office.setting, MAJA)
        file = opened(
            office, "jo@granit.se,Jo,Granit,SE,x", "bo@granit.se,Bo,Granit,SE,y", "nobody,,,,", party=MAJA
        )  # an address that is none is set aside
        preview, report = desk.preview(file), desk.run(file)

        assert preview.counts == report.counts
        assert (report.counts.imported, report.counts.assigned, report.counts.refused) == (3, 3, 0)
        assert [one.code for row in report.warned for one in row.problems] == ["email_invalid"]
        leads = office.leads()
        assert {one.kind for one in leads} == {LeadKind.PRIVATE}
        assert {(one.partner_id, one.assignee_id, one.status, one.source) for one in leads} == {
            ("north", "maja", DistributionStatus.ACCEPTED, "csv_upload")
        }
        assert office.desk.count() == 0
        with pytest.raises(NotFound):
            office.imports.undo(report.import_id)
        assert office.sound()

    def test_file_again_doubles_nothing(self, office: Office) -> None:
        """
        The same file is the same import; another file with the same contacts has duplicates.
        """
        desk = PartnerImportDesk(office.setting, ANNA)
        file = opened(office, "jo@granit.se,Jo,Granit,SE,x")
        first, again = desk.run(file), desk.run(file)
        other = desk.run(opened(office, "jo@granit.se,Jo,Granit,SE,x", "JO@granit.se,Jo,Granit,SE,x"))

        assert again.repeated
        assert again.counts == first.counts
        assert (other.counts.imported, other.counts.duplicates) == (0, 2)
        assert len(office.leads()) == 1

    def test_leads_of_others_are_no_duplicates(self, office: Office) -> None:
        """
        Neither the supplier's nor another partner's leads are looked at, and theirs are not the supplier's duplicates.
        """
        office.desk.receive(read_draft(SCHEMA, {"email": "jo@granit.se"}, partner="south"))
        PartnerImportDesk(office.setting, a_partner_admin("south")).run(
            opened(office, "jo@granit.se,Jo,Granit,SE,x", party=a_partner_admin("south"))
        )
        desk = PartnerImportDesk(office.setting, ANNA)
        rows = ("jo@granit.se,Jo,Granit,SE,x", "bo@granit.se,Bo,Granit,SE,x")
        assert desk.run(opened(office, *rows)).counts.imported == 2
        theirs = office.imports.run(
            office.file("bo@granit.se,SE,,Oslo"), office.file("x@x.se").mapping.skip_undecided()
        )
        assert theirs.counts.imported == 1

    def test_updates_change_what_the_importer_sees(self, office: Office) -> None:
        """
        A colleague's lead that they do not see, and one that the supplier distributes, stay as they are.
        """
        mine, hers = a_private_lead(office, MAJA), a_private_lead(office, email="ida@granit.se")
        desk = PartnerImportDesk(office.setting, MAJA)
        file = opened(office, "jo@granit.se,Jo,Sten,SE,x", "ida@granit.se,Ida,Sten,SE,x", party=MAJA)
        report = desk.run(file, settings=OwnImportSettings(on_duplicate=OnDuplicate.UPDATE))

        assert (report.counts.updated, report.counts.duplicates) == (1, 1)
        assert PartnerDesk(office.setting, ANNA).lead(mine.id).values.get("company") == "Sten"
        assert PartnerDesk(office.setting, ANNA).lead(hers.id).values.get("company") == "Granit"
        with pytest.raises(InvalidInput, match="one lead for each contact"):
            OwnImportSettings(on_duplicate=OnDuplicate.CREATE)
        assert office.sound()

    def test_contact_has_one_lead_for_each_campaign(self, office: Office) -> None:
        """
        Rows of one person in several campaigns are several leads of one contact.
        """
        rows = ("jo@granit.se,Spring Fair", "jo@granit.se,", "jo@granit.se,fair")
        file = opened(office, *rows, header="Email,Campaign")
        report = PartnerImportDesk(office.setting, ANNA).run(file, file.mapping.set("Campaign", "campaign"))

        assert (report.counts.imported, report.counts.duplicates) == (2, 1)
        (contact,) = PartnerDesk(office.setting, ANNA).contacts().rows
        assert {one.campaign_id for one in contact.leads} == {"fair", None}


class TestRegistering:
    def test_rows_are_registered(self, office: Office) -> None:
        """
        Each new lead is registered, and nobody is mailed unless that is asked for.
        """
        desk = PartnerImportDesk(office.setting, ANNA)
        file = opened(office, "jo@granit.se,Jo,Granit,SE,x", "bo@sten.se,Bo,Sten,SE,y")
        report = desk.run(file, settings=OwnImportSettings(register=True))

        assert report.counts.imported == 2
        assert {one.kind for one in office.leads()} == {LeadKind.REGISTERED}
        assert office.desk.count() == 2
        assert office.messages() == []
        assert len(RegistrationDesk(office.setting, HOST).registrations().rows) == 2
        assert office.sound()

    def test_mail_is_counted(self, office: Office) -> None:
        """
        With `notify`, the preview and the run say how many messages are written.
        """
        policy = RegistrationPolicy(approval=Approval.PERSON, recipients=(a_contact("ann"),))
        office.programme = evolve(PROGRAMME, registrations=policy)
        desk, settings = PartnerImportDesk(office.setting, ANNA), OwnImportSettings(register=True, notify=True)
        file = opened(office, "jo@granit.se,Jo,Granit,SE,x", "bo@sten.se,Bo,Sten,SE,y")
        preview, report = desk.preview(file, settings=settings), desk.run(file, settings=settings)

        assert preview.messages == report.messages == 2
        assert office.messages() == ["ann", "ann"]
        assert {one.registration for one in office.leads()} == {RegistrationStatus.SUBMITTED}

    def test_rows_of_an_inactive_partner_are_refused(self, office: Office) -> None:
        """
        None of them is registered, and no private lead is left of it.
        """
        office.desk.save_partners([evolve(office.account("north").partner, active=False)])
        desk, settings = PartnerImportDesk(office.setting, ANNA), OwnImportSettings(register=True)
        file = opened(office, "jo@granit.se,Jo,Granit,SE,x")

        for report in (desk.preview(file, settings=settings), desk.run(file, settings=settings)):
            assert [one.code for row in report.refused for one in row.problems] == ["partner_inactive"]
        assert not office.leads()

    def test_what_is_required_is_said_by_row(self, office: Office) -> None:
        """
        Rows that lack something are refused with everything that they lack; the others are registered.
        """
        needed = Requirement(field="city", forms=(LeadForm.REGISTRATION,))
        office.programme = evolve(PROGRAMME, intake=IntakePolicy(requirements=(needed,)))
        desk, settings = PartnerImportDesk(office.setting, ANNA), OwnImportSettings(register=True)
        file = opened(office, ",Granit,", "jo@granit.se,Granit,Oslo", header="Email,Company,City")
        preview, report = desk.preview(file, settings=settings), desk.run(file, settings=settings)

        assert preview.counts == report.counts
        assert report.counts.imported == 1
        (refused,) = report.refused
        assert [one.code for one in refused.problems] == [
            "required_missing",
            "anonymous_registration_switched_off",
        ]


class TestLimits:
    @pytest.mark.parametrize("over", [0, 1])
    def test_text_may_have_five_megabytes(self, over: int) -> None:
        """
        Inclusive; a byte more is refused as a whole.
        """
        size, row = 5 * 1024 * 1024 + over, b"jo@granit.se,x\n"
        content = b"Email,Company\n" + row * ((size - 14) // len(row) + 1)
        content = content[: size - 1] + b"\n"
        file = PartnerImportDesk(an_office().setting, ANNA).open(io.BytesIO(content), name="own.txt")

        assert ("file_too_large" in [one.code for one in file.table.problems]) is bool(over)

    def test_workbook_may_have_one_megabyte(self, tmp_path: Path) -> None:
        """
        An XLSX file of more is refused, though a text of that size is not.
        """
        path = tmp_path / "own.xlsx"
        with path.open("wb") as stream:
            write_xlsx(stream, iter([["Email", "Company"], ["jo@granit.se", "Granit"]]))
        desk = PartnerImportDesk(an_office().setting, ANNA)
        with desk.open(path) as file:
            assert desk.run(file).counts.imported == 1
        path.write_bytes(path.read_bytes() + bytes(1024 * 1024))
        with desk.open(path) as file:
            assert [one.code for one in file.table.problems] == ["file_too_large"]


def test_needs_the_act(office: Office) -> None:
    """
    Who may not register imports nothing; the supplier's desk is not a partner's.
    """
    party = PartnerParty(id="ola", partner_id="north")
    with pytest.raises(NotAllowed):
        PartnerImportDesk(office.setting, party).run(opened(office, "jo@granit.se,Jo,Granit,SE,x", party=party))
    with pytest.raises(TypeError):
        ImportDesk(office.setting, ANNA)  # type: ignore[arg-type]  # which is the point
