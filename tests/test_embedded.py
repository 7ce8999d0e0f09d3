"""
The embedded default: one call, a file, and everything that was written is there the next time.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.core.builders import SCHEMA
from tests.services.builders import MODULE, PARTNERS

from leadflow import (
    PARTNER_SALES,
    SUPPLIER_ADMIN,
    Channel,
    ConfigurationError,
    Distribution,
    InvalidInput,
    PartnerParty,
    PortError,
    Programme,
    ProgramParty,
    SupplierParty,
    TableLimits,
    open_embedded,
    read_draft,
)
from leadflow.core.importing.settings import ImportSettings
from leadflow.testing.doubles import FrozenClock

PROGRAMME = Programme(supplier_id="acme", name="Acme", schema=SCHEMA)
CSV = "Email;Country;Partner Name\nann@acme.se;Schweden;\nbob@x.de;Deutschland;Globex GmbH\nbad;;\n"


def test_a_file_goes_all_the_way(tmp_path: Path) -> None:
    """
    A file becomes leads and mail, and running it again in a second process changes nothing.
    """
    path = tmp_path / "leads.csv"
    path.write_text(CSV, "utf-8-sig")
    for number in range(2):
        embedded = open_embedded(tmp_path / "leads.db", PROGRAMME)
        embedded.desk.save_partners([one.partner for one in PARTNERS], people=[one.people for one in PARTNERS])
        embedded.routing.publish(MODULE)
        with embedded.imports.open(path) as file:
            mapping = file.mapping.set("Partner Name", "partner_name")
            report = embedded.imports.run(file, mapping, ImportSettings(module="emea"))
        sent = embedded.relay.run_until_idle().sent

        assert (report.counts.imported, report.counts.refused, report.repeated) == (2, 1, bool(number))
        assert sent == (0 if number else 3)
    mails = sorted(one.read_text() for one in (tmp_path / "mail").iterdir())

    assert len(mails) == 3
    assert sum("maja@partner.example" in one for one in mails) == 1


def test_what_was_received_is_there_after_opening_again(tmp_path: Path) -> None:
    """
    The clock is the one that was given.
    """
    clock = FrozenClock()
    first = open_embedded(str(tmp_path / "a.db"), PROGRAMME, clock=clock)
    done = first.desk.receive(read_draft(SCHEMA, {"email": "a@x.de", "a_money": "EUR 5"}))
    second = open_embedded(str(tmp_path / "a.db"), PROGRAMME)

    assert isinstance(done, Distribution)
    assert second.desk.lead(done.lead.id) == done.lead
    assert done.lead.received_at == clock.now


def test_desks_are_opened_for_whoever_asks(tmp_path: Path) -> None:
    """
    What is done at them bears the name of the party, and what the default desk does that of the program.
    """
    embedded = open_embedded(tmp_path / "a.db", PROGRAMME, program=ProgramParty(name="website"))
    embedded.desk.save_partners([one.partner for one in PARTNERS], people=[one.people for one in PARTNERS])
    done = embedded.desk.receive(read_draft(SCHEMA, {"email": "a@x.de"}, partner="north"))
    assert isinstance(done, Distribution)
    maja = PartnerParty(id="maja", partner_id="north", roles=[PARTNER_SALES])
    ann = SupplierParty(id="ann", groups=(), roles=[SUPPLIER_ADMIN])
    embedded.supplier(ann).remind(done.lead.id)
    embedded.partner(maja, channel=Channel.CRM).accept(done.lead.id)

    actors = [event.actor for event in embedded.desk.timeline(done.lead.id)]
    assert [(one.id, one.channel) for one in dict.fromkeys(actors)] == [
        ("website", Channel.API),
        ("ann", Channel.PORTAL),
        ("maja", Channel.CRM),
    ]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("none.csv", "file_missing"),
        (".", "file_is_directory"),
        ("a\x00b", "file_not_readable"),
    ],
)
def test_a_path_that_is_no_file_is_told(tmp_path: Path, name: str, code: str) -> None:
    """
    A path that is not a file has a problem with a remedy.
    """
    embedded = open_embedded(tmp_path / "a.db", PROGRAMME)
    with pytest.raises(InvalidInput) as caught, embedded.imports.open(tmp_path / name):
        pass

    assert [one.code for one in caught.value.problems] == [code]


@pytest.mark.parametrize(("mail", "files"), [(None, None), ("mail", None), (None, "files")])
def test_a_url_needs_folders_of_its_own(tmp_path: Path, mail: str | None, files: str | None) -> None:
    """
    There is nothing beside a database with a URL, and a folder would be called like it, with the password.
    """
    url = f"sqlite:///{tmp_path}/leads.db"
    with pytest.raises(ConfigurationError, match="mail= and files="):
        open_embedded(url, PROGRAMME, mail=mail, files=files)
    assert not list(tmp_path.iterdir())

    open_embedded(url, PROGRAMME, mail=tmp_path / "mail", files=tmp_path / "files").close()
    assert [one.name for one in tmp_path.iterdir()] == ["leads.db"]


def test_a_store_that_cannot_be_opened_is_a_port_error(tmp_path: Path) -> None:
    """
    A store that cannot be opened raises immediately.
    """
    with pytest.raises(PortError):
        open_embedded(tmp_path / "missing" / "a.db", PROGRAMME)


def test_limits_of_files_are_raised(tmp_path: Path) -> None:
    """
    A file with more columns than usual is read where the host allows it.
    """
    path = tmp_path / "wide.csv"
    path.write_text(",".join(["Email", *(f"c{at}" for at in range(600))]) + "\na@x.se\n")
    usual = open_embedded(tmp_path / "a.db", PROGRAMME)
    wide = open_embedded(tmp_path / "b.db", PROGRAMME, file_limits=TableLimits(max_columns=1_000))

    with usual.imports.open(path) as file:
        assert [one.code for one in file.table.problems] == ["too_many_columns"]
    with wide.imports.open(path) as file:
        assert file.table.problems == ()
    usual.store.close()
    wide.store.close()
