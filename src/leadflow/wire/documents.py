"""
Stored documents: values as JSON texts and back.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache, partial
from typing import Any, Final, TypeVar, cast

from attrs import evolve
from cattrs import Converter
from cattrs.errors import ForbiddenExtraKeysError

from leadflow.core.arguments import checked
from leadflow.core.partners import Campaign, Partner, PartnerPeople, PartnerSettings
from leadflow.core.problems import or_list
from leadflow.core.registration import AutoRegistration, ManagedRules
from leadflow.core.routing import RoutingModule
from leadflow.core.schema import Schema
from leadflow.core.unknown import KeepsUnknown, MembersKept
from leadflow.errors import ConfigurationError
from leadflow.wire.converter import UnknownMembers, make_converter
from leadflow.wire.forms import Form, form_of
from leadflow.wire.json import from_json, to_json
from leadflow.wire.keys import Keyed, KeyWriter
from leadflow.wire.lifts import lift
from leadflow.wire.unknown import put_back, rest_of

__all__ = ["Wire", "unreadable"]

T = TypeVar("T")

_RECALLED: Final = 8_192

_Dump = Callable[[Any], dict[str, Any]]


class Wire:
    """
    Converts leadflow's values to JSON and back, for stores and files. One serves all threads.
    """

    @checked
    def __init__(self, schema: Schema) -> None:
        """
        Take the *schema* that says of which kind each value is.
        """
        self._schema = schema
        self._converter = make_converter(schema, strict=False)
        self._keys = KeyWriter(schema)
        self._dump: dict[type, tuple[str, bool, _Dump]] = {}
        self._load: dict[type, tuple[Form, Callable[[Any, Any], Any]]] = {}
        self._last: dict[type, tuple[tuple[str | bytes, ...], tuple[object, ...]]] = {}
        # Partners, their people, campaigns and modules are read for every batch, and seldom change.
        self._recall: dict[type, Callable[[str | bytes], object]] = {
            cls: lru_cache(maxsize=_RECALLED)(partial(self._structure, cls))
            for cls in (
                Partner,
                PartnerSettings,
                PartnerPeople,
                Campaign,
                RoutingModule,
                AutoRegistration,
                ManagedRules,
            )
        }

    def dumps(self, value: object) -> str:
        """
        Write a value that has a stored form as a JSON object.

        Raises:
            ConfigurationError: Its class has no stored form, see `leadflow.wire.forms`.
        """
        cls = type(value)
        head, keeps, dump = self._dump.get(cls) or self._dumper(cls)
        data = dump(value)
        if keeps and (unknown := cast("KeepsUnknown", value).unknown):
            put_back(data, json.loads(unknown))
        return head + to_json(data)[1:]

    def dump_keys(self, record: Keyed) -> str:
        """
        Write the keys of *record*, for stores that answer criteria; see `leadflow.wire.keys`.
        """
        return self.dump_keys_of([record])[0]

    def dump_keys_of(self, records: Sequence[Keyed]) -> list[str]:
        """
        Write the keys of each of *records*, which are of one class; many at once take a third of the time for each.
        """
        return self._keys.dumps(records)

    def loads(self, cls: type[T], text: str | bytes) -> T:
        """
        Read back what `dumps` wrote of a *cls*, in this version or an earlier one.

        Of what a newer leadflow wrote, all that is known is read; the rest is kept in `unknown` and written back.

        Raises:
            ConfigurationError: A newer leadflow wrote it, and says that this one would take it wrongly; or it is not
                what leadflow wrote.
        """
        recall = self._recall.get(cls)
        return self._structure(cls, text) if recall is None else cast("T", recall(text))

    def loads_all(self, cls: type[T], texts: tuple[str | bytes, ...]) -> tuple[T, ...]:
        """
        Read back what `dumps` wrote of many; the same texts as the last time give the same values.

        Raises:
            ConfigurationError: As in `loads`.
        """
        before, values = self._last.get(cls, ((), ()))
        if before != texts:
            values = tuple(self.loads(cls, text) for text in texts)
            self._last[cls] = texts, values
        return cast("tuple[T, ...]", values)

    def _dumper(self, cls: type) -> tuple[str, bool, _Dump]:
        form = form_of(cls)
        needs = f'"needs":{form.needs},' if form.needs > 1 else ""
        head = f'{{"v":{form.version},{needs}'
        made = self._dump[cls] = head, issubclass(cls, KeepsUnknown), self._converter.get_unstructure_hook(cls)
        return made

    def _structure(self, cls: type[T], text: str | bytes) -> T:
        load = self._load.get(cls)
        if load is None:
            load = self._load[cls] = form_of(cls), self._converter.get_structure_hook(cls)
        form, structure = load
        try:
            return cast("T", structure(_lifted(form, text), cls))
        except (UnknownMembers, ForbiddenExtraKeysError):
            return cast("T", self._keep_unknown(form, text))
        except (AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
            raise unreadable(form.name, error) from None

    @cached_property
    def _lenient(self) -> Converter:
        """
        What reads documents of newer builds; most hosts never need it.
        """
        return make_converter(self._schema, strict=False, lenient=True)

    def _keep_unknown(self, form: Form, text: str | bytes) -> Any:
        """
        Read what is known of a document, and keep the rest of it.
        """
        lenient = self._lenient
        try:
            value: Any = lenient.structure(_lifted(form, text), form.cls)
        except ForbiddenExtraKeysError as error:
            raise ConfigurationError(
                f"a newer leadflow wrote {or_list(sorted(error.extra_fields))} into the criteria of a"
                f" {form.name}, and this version does not know it; upgrade leadflow. Nothing was written"
            ) from None
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            raise unreadable(form.name, error) from None
        rest = rest_of(_lifted(form, text), lenient.unstructure(value))
        return evolve(value, unknown=MembersKept(to_json(rest)))


def _lifted(form: Form, text: str | bytes) -> dict[str, Any]:
    data = from_json(text)
    version, needs = data.pop("v", 1), data.pop("needs", 1)
    if needs > form.version:
        raise ConfigurationError(
            f"a newer leadflow wrote this {form.name} as version {version}, but this one reads only up to"
            f" version {form.version}; upgrade to one that knows version {needs}. Nothing was written"
        )
    return lift(data, form, version) if version < form.version else data


class DocumentDamaged(ConfigurationError):
    """
    A stored document is damaged, or leadflow did not write it.
    """


def unreadable(name: str, error: Exception) -> DocumentDamaged:
    """
    Return the error for a damaged document, without its content, which may be personal.
    """
    return DocumentDamaged(
        f"a stored {name} cannot be read ({type(error).__name__}): it is damaged, or leadflow did not write it;"
        " restore it from a backup. Nothing was written"
    )
