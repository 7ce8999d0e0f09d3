"""
The import of a partner's own file.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from leadflow.core.columns.header_keys import check_headers
from leadflow.core.handling.states import refuse_registrations
from leadflow.core.importing.kept_columns import KeptColumns
from leadflow.core.importing.mapping import ColumnMapping, check_mapping
from leadflow.core.importing.settings import OwnImportSettings
from leadflow.core.intake import find_campaign
from leadflow.core.lengths import about_texts
from leadflow.core.partners import Campaign, CampaignDirectory, Partner
from leadflow.core.problems import Problem, errors_in
from leadflow.ports import UnitOfWork
from leadflow.services.importing.lead_files import LeadFile, import_id_of
from leadflow.services.importing.own_chunks import OwnChunkPlanner
from leadflow.services.importing.run import ImportRun
from leadflow.services.operations.caller import Caller
from leadflow.services.operations.required_records import known_partner

__all__ = ["OwnImportRun"]


class OwnImportRun(ImportRun):
    """
    An import of private leads, or of registrations. Its id belongs to the partner.
    """

    def __init__(
        self, caller: Caller, file: LeadFile, mapping: ColumnMapping, settings: OwnImportSettings, *, writes: bool
    ) -> None:
        self._own = settings
        super().__init__(caller, file, mapping, settings.shared, writes=writes)

    def _digest_of(self, file: LeadFile, mapping: ColumnMapping) -> str:
        whose = (self._caller.scope.partner_id, self._own.register, import_id_of(file, mapping, self._options))
        return sha256(repr(whose).encode()).hexdigest()[:32]

    def _name_of(self, import_id: str) -> str:
        return f"{self._caller.scope.partner_id}/{import_id}"

    def _check(self, unit: UnitOfWork) -> tuple[Partner | None, tuple[Problem, ...]]:
        programme, table, mapping = self._setting.programme, self._table, self._mapping
        problems = [*table.problems, *about_texts(self._options)]
        if not errors_in(problems):
            ours = [column for column in mapping.columns if column.constant is None]
            decided = {at for at, column in enumerate(ours) if column.target is not None}
            mapped = {at for at, column in enumerate(ours) if column.field is not None}
            problems += check_headers(table.headers, decided=decided, mapped=mapped)
            # What rows lack is said row by row.
            problems += [one for one in check_mapping(mapping, programme.schema) if one.code != "required_unmapped"]
        if self._own.register and (off := refuse_registrations(programme.switches)):
            problems += off.problems
        if self._own.campaign is not None:
            _, problem = find_campaign(self._own.campaign, CampaignDirectory(unit.records.all(Campaign)))
            problems += [problem] if problem else []
        return known_partner(unit, self._caller.scope.partner_id or ""), tuple(problems)

    def _make_planner(self, headers: Mapping[str, str]) -> OwnChunkPlanner:
        assert self._default is not None
        import_id = self._progress.import_id
        return OwnChunkPlanner(
            self._caller,
            self._default,
            self._own,
            import_id,
            headers,
            KeptColumns.of(self._mapping, source=self._own.source, import_id=import_id),
            self._writes,
        )
