"""
No content makes the check raise, however it is broken.
"""

from __future__ import annotations

import io
import os
import random

from tests.core.attachments.attack_files import structural_attacks
from tests.core.attachments.good_files import good_files
from tests.core.attachments.mutations import mutated, mutated_parts
from tests.core.attachments.office_parts import odf_parts, ooxml_parts

from leadflow.core.attachments import ActiveContent, AttachmentPolicy, UploadAccepted, check_upload

ROUNDS = 1_000_000 if os.environ.get("LEADFLOW_SOAK") == "1" else 20_000
LARGEST = 20_000
CODES = {"content_mismatch", "corrupt", "encrypted", "active_content", "archive_unsafe", "empty_file"}
LENIENT = AttachmentPolicy(active_content=ActiveContent.WARN, html_as_xls=True)


def _check(data: bytes, name: str, dice: random.Random) -> None:
    verdict = check_upload(io.BytesIO(data), name=name, policy=dice.choice((AttachmentPolicy(), LENIENT)))
    assert isinstance(verdict, UploadAccepted) or verdict.code in CODES


def test_broken_files_give_a_verdict() -> None:
    """
    Mutated files of every type end in a value, never in an exception; the seed in the message repeats a failure.
    """
    files = [(file.name, file.data) for file in good_files() if len(file.data) <= LARGEST]
    files += [(attack.name, attack.data) for attack in structural_attacks() if len(attack.data) <= LARGEST]
    for seed in range(ROUNDS * 4 // 5):
        dice = random.Random(seed)
        (name, data), (_, other) = dice.choice(files), dice.choice(files)
        try:
            _check(mutated(data, other, dice), name, dice)
        except Exception as error:
            raise AssertionError(f"seed {seed}, {name}") from error


def test_broken_parts_give_a_verdict() -> None:
    """
    The same for sound containers with a broken part inside.
    """
    builders = [(extension, ooxml_parts(extension)) for extension in ("docx", "xlsx", "pptx")]
    builders += [(extension, odf_parts(extension)) for extension in ("odt", "ods", "odp", "odg")]
    for seed in range(ROUNDS // 5):
        dice = random.Random(seed)
        extension, parts = dice.choice(builders)
        try:
            _check(mutated_parts(parts, dice), f"a.{extension}", dice)
        except Exception as error:
            raise AssertionError(f"seed {seed}, {extension}") from error
