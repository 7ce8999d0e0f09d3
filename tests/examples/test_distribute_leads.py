"""
The demo, run as people run it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "examples" / "distribute_leads.py"


def run(folder: Path, cwd: Path) -> str:
    """
    Run the script with the output FOLDER, from a directory of its own, and return what it printed.
    """
    paths = [str(ROOT / "src"), os.environ.get("PYTHONPATH", "")]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths)), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, str(SCRIPT), str(folder)]
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, encoding="utf-8", timeout=600, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def section(printed: str, title: str) -> str:
    """
    Return what was printed under a title.
    """
    return printed.split(f"\n{title}\n{'-' * len(title)}\n")[1].split("\n\n")[0]


def mails_in(folder: Path) -> dict[str, EmailMessage]:
    """
    Parse every mail of the folder, as a mail client does.
    """
    return {one.name: message_from_bytes(one.read_bytes(), policy=default) for one in folder.glob("*.eml")}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """
    Where the demo's files go.
    """
    return tmp_path_factory.mktemp("demo") / "output"


@pytest.fixture(scope="module")
def runs(folder: Path) -> tuple[str, dict[str, EmailMessage], str]:
    """
    What the first run printed, the mails it wrote, and what the second run printed.
    """
    first = run(folder, folder.parent)
    mails = mails_in(folder / "mail")
    return first, mails, run(folder, folder.parent)


def test_every_row_ends_in_one_pile(runs: tuple[str, dict[str, EmailMessage], str]) -> None:
    """
    The counts are those of the file: two duplicates, three bad addresses, one unknown partner.
    """
    counted = dict(line.rsplit(maxsplit=1) for line in section(runs[0], "Import").splitlines())
    counts = {name.strip(): int(count) for name, count in counted.items()}
    assert counts == {
        "read": 316,
        "imported": 310,
        "assigned": 303,
        "unassigned": 7,
        "duplicates": 2,
        "refused": 4,
        "mails sent": 360,
    }


def test_preview_says_what_the_run_does(runs: tuple[str, dict[str, EmailMessage], str]) -> None:
    """
    The preview counts the rows that the import then imports.
    """
    assert "310 of 316 rows would become leads" in section(runs[0], "Preview")


def test_a_person_decides_one_column(runs: tuple[str, dict[str, EmailMessage], str]) -> None:
    """
    The others go where they were suggested to go, with a confidence.
    """
    lines = section(runs[0], "Where the columns go").splitlines()
    assert len(lines) == 18
    assert [line.split(" -> ")[0].strip() for line in lines if "decided by hand" in line] == ["Badge #"]
    assert all("%" in line for line in lines if "decided by hand" not in line)


def test_refused_rows_say_how_to_mend_them(runs: tuple[str, dict[str, EmailMessage], str]) -> None:
    """
    Each names the row as a spreadsheet shows it, the column, and the remedy.
    """
    lines = section(runs[0], "Refused rows, to be corrected").splitlines()
    assert [line.split(":")[0].strip() for line in lines] == [
        "row 62, E-Mail-Adresse",
        "row 103, Wunschpartner",
        "row 135, E-Mail-Adresse",
        "row 252, E-Mail-Adresse",
    ]
    assert "did you mean 'Kessler Systemhaus GmbH'?" in lines[1]


def test_table_by_partner_says_who_was_told(runs: tuple[str, dict[str, EmailMessage], str]) -> None:
    """
    Partners whom no mail can reach are shown with the reason; inactive ones get no leads.
    """
    table = section(runs[0], "Leads by partner")
    for name, told in {
        "Iberia Sense S.L.": "no_recipients",
        "Isar Vision Lab GmbH": "auto_accept",
        "Officina Vega S.r.l.": "invalid_address",
        "Kessler Systemhaus GmbH": "sent",
        "Hansewerk GmbH": "0  inactive",
        "waiting for a person": "step_empty 5, value_missing 2",
    }.items():
        assert told in next(line for line in table.splitlines() if name in line)


def test_one_lead_is_explained(runs: tuple[str, dict[str, EmailMessage], str]) -> None:
    """
    The routing is told step by step, and everyone considered for the mail is named with a reason.
    """
    why = section(runs[0], "Why Fjellheim & Ostermann GmbH went where it is")
    assert "1. Sells in the lead's country: 3 of 11 partners left" in why
    assert "has waited longest of those left" in why
    told = section(runs[0], "Who was notified, and who was not")
    assert [line.split()[0] for line in told.splitlines() if line.endswith("): notified")] == ["Petra", "Imogen"]
    assert told.count(": skipped") == 3


def test_mails_have_text_and_html(runs: tuple[str, dict[str, EmailMessage], str]) -> None:
    """
    Every file is a mail to one person, with the lead's details in both parts.
    """
    mails = runs[1]
    assert len(mails) == 360
    for name, mail in mails.items():
        assert mail["Message-ID"] == f"<{name.removesuffix('.eml')}@brightwell.example>"
        assert "@" in mail["To"]
        assert mail["Subject"].strip().startswith("New lead from Brightwell Instruments: ")
        text, html = mail.get_body(("plain",)), mail.get_body(("html",))
        assert text is not None
        assert html is not None
        assert "E-mail:" in text.get_content()
        assert "<table" in html.get_content()


def test_umlauts_survive(runs: tuple[str, dict[str, EmailMessage], str]) -> None:
    """
    What was written in the file stands in the mail as it was written.
    """
    bodies = [body.get_content() for mail in runs[1].values() if (body := mail.get_body(("plain",)))]
    assert any("Straße" in body or "straße" in body for body in bodies)
    assert any("Łódź" in body for body in bodies)


def test_a_second_run_does_nothing_twice(runs: tuple[str, dict[str, EmailMessage], str], folder: Path) -> None:
    """
    The counts are those of the first run, no mail is sent, and the script says so.
    """
    first, mails, second = runs
    assert "nothing was imported twice and nothing was sent twice" in second
    assert "nothing was imported twice" not in first
    assert section(second, "Leads by partner") == section(first, "Leads by partner")
    assert section(second, "Refused rows, to be corrected") == section(first, "Refused rows, to be corrected")
    assert "mails sent       0" in second
    assert set(mails_in(folder / "mail")) == set(mails)
