"""
Checks a file and the settings of its import before the first row.
"""

from __future__ import annotations

from leadflow.core.columns.header_keys import check_headers
from leadflow.core.importing.mapping import ColumnMapping, check_mapping
from leadflow.core.importing.progress import ImportProgress
from leadflow.core.importing.settings import ImportSettings, UnknownCampaigns
from leadflow.core.intake import OnDuplicate, find_campaign
from leadflow.core.lengths import about_texts
from leadflow.core.partners import Campaign, CampaignDirectory, Partner, PartnerDirectory
from leadflow.core.problems import Problem, Severity, errors_in
from leadflow.core.programme import Programme
from leadflow.core.routing import check_module, check_target
from leadflow.core.schema import Schema
from leadflow.core.tables import Table
from leadflow.errors import NotFound
from leadflow.ports import UnitOfWork
from leadflow.services.intake.planning_inputs import seen_partners
from leadflow.services.operations.caller import Caller
from leadflow.services.operations.required_records import current_module, read_directory

__all__ = ["check_import", "check_import_id"]


def check_import(
    caller: Caller, unit: UnitOfWork, table: Table, mapping: ColumnMapping, settings: ImportSettings
) -> tuple[Partner | None, tuple[Problem, ...]]:
    """
    Collect what is wrong with a file and the settings of its import.

    Returns:
        The default partner that the settings name, if they do, and every problem.
    """
    programme, problems = caller.setting.programme, [*table.problems, *about_texts(settings)]
    if not errors_in(problems):
        ours = [column for column in mapping.columns if column.constant is None]
        decided = {at for at, column in enumerate(ours) if column.target is not None}
        mapped = {at for at, column in enumerate(ours) if column.field is not None}
        problems += check_headers(table.headers, decided=decided, mapped=mapped)
        problems += check_mapping(mapping, programme.schema, required=programme.intake.required)
    directory = read_directory(unit)
    default = None
    if settings.default_partner is not None:
        default, problem = check_target(settings.default_partner, seen_partners(directory, caller.scope))
        problems += [problem.at("default_partner")] if problem else []
        problems += [_paused(default)] if default is not None and not directory.takes(default) else []
    module = programme.module_or(settings.module)
    if module is not None:
        problems += _check_module(unit, programme, module, directory)
    problems += _record_columns(mapping, programme.schema, settings.on_duplicate)
    if settings.campaign is not None and settings.campaigns is UnknownCampaigns.SET_ASIDE:
        _, problem = find_campaign(settings.campaign, CampaignDirectory(unit.records.all(Campaign)))
        problems += [problem] if problem else []
    return default, tuple(problems)


def _paused(default: Partner) -> Problem:
    message = f"partner '{default.name}' is paused and gets no leads by default; resume it, or name another"
    return Problem(code="partner_paused", path="default_partner", message=message, severity=Severity.WARNING)


def _record_columns(mapping: ColumnMapping, schema: Schema, on_duplicate: OnDuplicate) -> tuple[Problem, ...]:
    """
    Warn of columns that fill the record of a lead, which an update does not change.
    """
    if on_duplicate not in (OnDuplicate.UPDATE, OnDuplicate.FILL):
        return ()
    fields = [
        (one.header, schema.leads.get(one.field)) for one in mapping.columns if one.field and one.constant is None
    ]
    headers = [header for header, field in fields if field is not None and field.record]
    if not headers:
        return ()
    message = "leads that are there already keep what they have in these columns; only new leads are filled by them"
    return (Problem(code="record_columns_kept", path=", ".join(headers), message=message, severity=Severity.WARNING),)


def check_import_id(import_id: str, stored: ImportProgress | None, digest: str) -> tuple[Problem, ...]:
    """
    Refuse an id under which something else was imported, or begun.

    Of what an earlier version began, nothing says what it was, unless the id is the digest itself.
    """
    if stored is None or digest in (stored.digest, import_id) or (stored.finished and not stored.digest):
        return ()
    message = (
        f"'{import_id}' is the id of another import: file, mapping or settings differ; use the same ones to continue "
        "it, or another id. Nothing was written"
    )
    return (Problem(code="import_id_taken", path="import_id", message=message, value=import_id),)


def _check_module(
    unit: UnitOfWork, programme: Programme, name: str, directory: PartnerDirectory
) -> tuple[Problem, ...]:
    try:
        module = current_module(unit, name)
    except NotFound:
        message = f"no routing module is called '{name}'; publish it first, or correct the name"
        return (Problem(code="module_unknown", path="module", message=message),)
    return tuple(problem.at(f"module '{name}'") for problem in check_module(module, programme.schema, directory)[1])
