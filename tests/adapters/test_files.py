"""
Mail written to a folder keeps the contract of a mailer.
"""

from __future__ import annotations

import errno
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from unittest.mock import Mock

import pytest

from leadflow.adapters.files import MailFolder
from leadflow.errors import MailBlocked, MailDeferred, MailRefused
from leadflow.ports import Mailer
from leadflow.testing import Delivered, MailerContract, a_mail


def _read(folder: Path) -> tuple[EmailMessage, ...]:
    return tuple(message_from_bytes(file.read_bytes(), policy=SMTP) for file in sorted(folder.glob("*.eml")))


class TestMailFolder(MailerContract):
    """
    The contract kit on a folder.
    """

    @pytest.fixture
    def mailer(self, tmp_path: Path) -> Mailer:
        """
        A mailer for a folder that does not exist yet.
        """
        return MailFolder(tmp_path / "mail")

    @pytest.fixture
    def delivered(self, tmp_path: Path) -> Delivered:
        """
        What stands in the folder.
        """
        return lambda: _read(tmp_path / "mail")


def test_mail_sent_twice_is_one_file(tmp_path: Path) -> None:
    """
    A repeat takes the place of the first, and nothing half-written stays behind.
    """
    mailer = MailFolder(tmp_path)
    mailer.send(a_mail())
    mailer.send(a_mail())

    assert [file.name for file in tmp_path.iterdir()] == [f"{a_mail().key}.eml"]


def test_address_that_cannot_stand_in_a_mail_is_refused(tmp_path: Path) -> None:
    """
    An address without a form that mail knows is refused for good, and no file is written.
    """
    with pytest.raises(MailRefused):
        MailFolder(tmp_path).send(a_mail(to_address="not an address"))

    assert list(tmp_path.iterdir()) == []


def test_text_stands_before_html(tmp_path: Path) -> None:
    """
    Mail clients show the last part that they can, so HTML comes last.
    """
    MailFolder(tmp_path).send(a_mail())

    (message,) = _read(tmp_path)
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]


def test_mail_waits_for_a_folder_that_cannot_be_written_to(tmp_path: Path) -> None:
    """
    A file where the folder should be is the host's to move away, so no mail dies meanwhile.
    """
    (tmp_path / "mail").write_text("in the way")

    with pytest.raises(MailBlocked, match=r"mail' cannot be written to: a file is where"):
        MailFolder(tmp_path / "mail").send(a_mail())


def test_mail_that_is_not_put_in_place_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A part of a mail would take room where there is little, and nobody would remove it.
    """
    monkeypatch.setattr(Path, "replace", Mock(side_effect=OSError(errno.ENOSPC, "full")))

    with pytest.raises(MailBlocked, match="the disk is full"):
        MailFolder(tmp_path).send(a_mail())
    assert list(tmp_path.iterdir()) == []


def test_disk_that_fails_is_tried_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    What nobody has to correct is an attempt like any other.
    """
    monkeypatch.setattr(Path, "write_bytes", Mock(side_effect=OSError(errno.EIO, "broken")))

    with pytest.raises(MailDeferred) as caught:
        MailFolder(tmp_path).send(a_mail())
    assert not isinstance(caught.value, MailBlocked)
