"""
The contract of a scanner.
"""

from __future__ import annotations

import io
from typing import Final

import pytest

from leadflow.core.attachments import Clean, MalwareFound
from leadflow.ports import Scanner

__all__ = ["ScannerContract"]

_TEXT: Final = b"Dear Maja, here is the list of rooms.\r\n" * 50_000


class ScannerContract:
    """
    What every `Scanner` must do. Inherit it and override the fixtures `scanner` and `infected`.
    """

    @pytest.fixture
    def scanner(self) -> Scanner:
        """
        Override this: the scanner.
        """
        raise NotImplementedError("override the fixture scanner")

    @pytest.fixture
    def infected(self) -> bytes:
        """
        Override this: a file in which the scanner finds something, such as the EICAR test file.
        """
        raise NotImplementedError("override the fixture infected")

    @pytest.mark.parametrize("data", [pytest.param(_TEXT, id="large"), pytest.param(b"x", id="small")])
    def test_harmless_file_is_clean(self, scanner: Scanner, data: bytes) -> None:
        """
        A text that says nothing but words is clean, be it a byte or two million.
        """
        assert scanner.scan(io.BytesIO(data)) == Clean()

    def test_infected_file_is_found(self, scanner: Scanner, infected: bytes) -> None:
        """
        What is in the file has a name.
        """
        found = scanner.scan(io.BytesIO(infected))

        assert isinstance(found, MalwareFound)
        assert found.name.strip()

    def test_answers_are_not_mixed_up(self, scanner: Scanner, infected: bytes) -> None:
        """
        A scan says nothing about the file before it.
        """
        answers = [scanner.scan(io.BytesIO(data)) for data in (infected, b"x", infected, b"x")]

        assert [isinstance(answer, MalwareFound) for answer in answers] == [True, False, True, False]
        assert answers[1] == answers[3] == Clean()
