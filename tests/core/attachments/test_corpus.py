"""
Good files are accepted, bad ones refused with the right code.
"""

from __future__ import annotations

import io

import pytest
from tests.core.attachments.attack_files import Attack, eicar, fakes, structural_attacks
from tests.core.attachments.good_files import GoodFile, corpus_file, good_files

from leadflow.core.attachments import (
    EXTENSIONS,
    ActiveContent,
    AttachmentPolicy,
    UploadAccepted,
    UploadRefused,
    check_upload,
    media_type_of,
)

GOOD = good_files()
ATTACKS = [*structural_attacks()]
LENIENT = AttachmentPolicy(active_content=ActiveContent.WARN)


def _label(number: int, file: GoodFile | Attack) -> str:
    return f"{number}-{file.name}"


@pytest.mark.parametrize("file", GOOD, ids=[_label(number, file) for number, file in enumerate(GOOD)])
def test_good_file_is_accepted(file: GoodFile) -> None:
    """
    What a program wrote and a person sends in good faith is never refused, and gives no warning.
    """
    verdict = check_upload(io.BytesIO(file.data), name=file.name, declared_size=len(file.data))
    assert isinstance(verdict, UploadAccepted), (file.why, verdict)
    assert verdict.warnings == ()
    assert verdict.size == len(file.data)
    assert verdict.media_type == media_type_of(file.extension)


@pytest.mark.parametrize("extension", sorted(EXTENSIONS))
def test_every_type_has_good_files(extension: str) -> None:
    """
    No type is promised without a file that shows it.
    """
    wanted = "jpeg" if extension == "jpg" else extension
    assert any(media_type_of(file.extension) == media_type_of(wanted) for file in GOOD)


@pytest.mark.parametrize("extension", sorted(EXTENSIONS))
def test_fake_is_refused(extension: str) -> None:
    """
    Another type under a known name is refused as such, or as damaged.
    """
    for fake in fakes():
        if fake.extension == extension:
            verdict = check_upload(io.BytesIO(fake.data), name=fake.name)
            assert isinstance(verdict, UploadRefused), fake.what
            assert verdict.code in fake.codes, (fake.what, verdict)


@pytest.mark.parametrize("attack", ATTACKS, ids=[_label(number, attack) for number, attack in enumerate(ATTACKS)])
def test_attack_is_refused(attack: Attack) -> None:
    """
    An attack on the structure is refused with its code.
    """
    verdict = check_upload(io.BytesIO(attack.data), name=attack.name)
    assert isinstance(verdict, UploadRefused), attack.what
    assert verdict.code in attack.codes, (attack.what, verdict)
    assert verdict.problems[0].path == "content"


@pytest.mark.parametrize("attack", ATTACKS, ids=[_label(number, attack) for number, attack in enumerate(ATTACKS)])
def test_macros_are_a_warning_where_that_is_the_policy(attack: Attack) -> None:
    """
    The policy decides about programs in office files and about nothing else.
    """
    verdict = check_upload(io.BytesIO(attack.data), name=attack.name, policy=LENIENT)
    if isinstance(verdict, UploadAccepted):
        assert attack.codes == {"active_content"}
        assert [warning.code for warning in verdict.warnings] == ["active_content"]
        assert "macros" in verdict.warnings[0].message
    else:
        assert verdict.code != "active_content"


def test_message_about_macros_says_macros() -> None:
    """
    A person learns that the macros are the trouble, not the type.
    """
    attack = next(attack for attack in ATTACKS if attack.what == "macros")
    verdict = check_upload(io.BytesIO(attack.data), name=attack.name)
    assert isinstance(verdict, UploadRefused)
    assert "macros" in verdict.problems[0].message


def test_macro_enabled_type_is_another_type_when_macros_are_allowed() -> None:
    """
    Office programs do not open such a file under the plain name, so allowing macros does not make it right.
    """
    policy = AttachmentPolicy(active_content=ActiveContent.ALLOW)
    attack = next(attack for attack in ATTACKS if attack.what == "macro-enabled main part")
    verdict = check_upload(io.BytesIO(attack.data), name=attack.name, policy=policy)
    assert isinstance(verdict, UploadRefused)
    assert verdict.code == "content_mismatch"


@pytest.mark.parametrize(
    ("setting", "outcome"),
    [
        (ActiveContent.WARN, UploadAccepted),
        (ActiveContent.ALLOW, UploadAccepted),
        (ActiveContent.REFUSE, UploadRefused),
    ],
)
def test_pdf_actions_have_a_setting_of_their_own(
    setting: ActiveContent, outcome: type[UploadAccepted | UploadRefused]
) -> None:
    """
    Scripts in a PDF are common in forms, so they are a warning unless the policy says more.
    """
    data = corpus_file("reportlab.pdf") + b"\n8 0 obj <</S /JavaScript /JS (x)>> endobj\n%%EOF"
    verdict = check_upload(io.BytesIO(data), name="form.pdf", policy=AttachmentPolicy(pdf_actions=setting))
    assert isinstance(verdict, outcome)
    if isinstance(verdict, UploadAccepted):
        assert len(verdict.warnings) == (1 if setting is ActiveContent.WARN else 0)


def test_pdf_that_starts_a_program_says_so() -> None:
    """
    Starting a program is told apart from a script.
    """
    data = corpus_file("reportlab.pdf") + b"\n8 0 obj <</S /Launch /F (x.exe)>> endobj\n%%EOF"
    verdict = check_upload(io.BytesIO(data), name="form.pdf")
    assert isinstance(verdict, UploadAccepted)
    assert "program" in verdict.warnings[0].message


@pytest.mark.parametrize("declared", [None, "text/html", "application/vnd.ms-excel"])
def test_page_named_xls_is_accepted_where_that_is_the_policy(declared: str | None) -> None:
    """
    Many reporting systems write such files, so a host can choose to take them.
    """
    page = io.BytesIO(b"<table><tr><td>1</td></tr></table>")
    policy = AttachmentPolicy(html_as_xls=True)
    assert isinstance(check_upload(page, name="report.xls", declared_type=declared, policy=policy), UploadAccepted)


def test_binary_named_xls_stays_refused_where_pages_are_taken() -> None:
    """
    Taking pages and texts as xls does not open the door to anything else.
    """
    verdict = check_upload(io.BytesIO(b"MZ\x90\x00"), name="a.xls", policy=AttachmentPolicy(html_as_xls=True))
    assert isinstance(verdict, UploadRefused)
    assert verdict.code == "content_mismatch"


def test_plain_text_virus_is_left_to_the_scanner() -> None:
    """
    Structure tells nothing about a virus that is a plain text; that is what the scanner port is for.
    """
    assert isinstance(check_upload(io.BytesIO(eicar()), name="note.txt"), UploadAccepted)
    refused = check_upload(io.BytesIO(eicar()), name="note.pdf")
    assert isinstance(refused, UploadRefused)


class _Counting(io.BytesIO):
    """
    Counts how often it is read.
    """

    reads = 0

    def read(self, size: int | None = -1, /) -> bytes:
        """
        Count, and read.
        """
        self.reads += 1
        return super().read(size)


def _reads(ends: int) -> int:
    stream = _Counting(corpus_file("pillow.png") + b"PK\x05\x06" * ends)
    check_upload(stream, name="a.png")
    return stream.reads


def test_each_false_end_of_an_archive_costs_the_same() -> None:
    """
    False ends of archives behind an image are looked at one by one, and what is read grows with their number at most.
    """
    few, many, more = (_reads(ends) for ends in (20, 40, 80))

    assert more - many <= 2 * (many - few) <= 2 * 20 * 4
