"""
The other engines in the benchmark, each made to say what leadflow's criteria say, on leads that are ready for it.

An engine is made from rules and leads, and then answers with the first rule that holds for each lead, or with all.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from attrs import make_class
from benchmarks.rules_data import FIELDS

from leadflow.core.criteria.checked import CheckedCondition, CheckedCriteria

Rows = list[dict[str, Any]]
Answer = Callable[[], Any]
Ready = tuple[Answer, Answer]
"""
What answers with the first rule of each lead (None for none), and what answers with all of them.
"""

Plain = make_class("Plain", list(FIELDS), slots=True, frozen=True)

FLIPPED = {"not_equals": "equals", "not_in": "in", "not_contains": "contains", "contains_none": "contains_any"}


def _operands(one: CheckedCondition) -> list[Any]:
    operand = one.operand
    return [
        str(each) if one.field.kind.family == "date" else each
        for each in (operand if isinstance(operand, tuple) else (operand,))
    ]


def render(rule: CheckedCriteria, condition: Callable[[CheckedCondition], str], and_: str, or_: str) -> str:
    """
    Write a rule in a language that has words for and, for or, and for a condition.
    """
    return or_.join("(" + and_.join(f"({condition(one)})" for one in group) + ")" for group in rule.groups)


_ORDER = {
    "less_than": "<",
    "greater_than": ">",
    "greater_or_equal": ">=",
    "less_or_equal": "<=",
    "before": "<",
    "on_or_after": ">=",
}


def python_condition(one: CheckedCondition) -> str:
    """
    Write a condition as a careful person writes Python.
    """
    name, operands = one.field.name, _operands(one)
    first, many = repr(operands[0]), "{" + ", ".join(map(repr, operands)) + "}"
    match one.operator.name:
        case "equals":
            return f"{name} is {first}" if isinstance(operands[0], bool) else f"{name} == {first}"
        case "not_equals":
            return f"{name} is not None and {name} != {first}"
        case "in":
            return f"{name} in {many}"
        case "not_in":
            return f"{name} is not None and {name} not in {many}"
        case "contains" | "not_contains" as operator:
            return f"{name} is not None and {first} {'not ' if operator != 'contains' else ''}in {name}"
        case "starts_with":
            return f"{name} is not None and {name}.startswith({first})"
        case "ends_with":
            return f"{name} is not None and {name}.endswith({first})"
        case "between":
            return f"{name} is not None and {first} <= {name} <= {operands[1]!r}"
        case "contains_any" | "contains_none" as operator:
            ored = " or ".join(f"{each!r} in {name}" for each in operands)
            return f"{name} is not None and {'not ' if operator == 'contains_none' else ''}({ored})"
        case "is_empty":
            return f"{name} is None"
        case "is_not_empty":
            return f"{name} is not None"
        case operator:
            return f"{name} is not None and {name} {_ORDER[operator]} {first}"


def chain(rules: Sequence[CheckedCriteria], rows: Rows) -> Ready:
    """
    The if-chain that a person would write: fields read once into locals, one `if` a rule.
    """
    used = sorted({one.field.name for rule in rules for group in rule.groups for one in group})
    reads = [f"    {name} = lead.{name}" for name in used]
    written = [render(rule, python_condition, " and ", " or ") for rule in rules]
    tests = [f"    if {text}: return {at}" for at, text in enumerate(written)]
    gathers = [f"    if {text}: found.append({at})" for at, text in enumerate(written)]
    source = ["def first(lead):", *reads, *tests, "    return None"]
    source += ["def every(lead):", *reads, "    found = []", *gathers, "    return found"]
    space: dict[str, Any] = {}
    exec("\n".join(source), space)
    leads = [
        Plain(**{name: frozenset(key) if isinstance(key, list) else key for name, key in row.items()}) for row in rows
    ]
    first, every = space["first"], space["every"]
    return lambda: [first(lead) for lead in leads], lambda: [every(lead) for lead in leads]


def _one_by_one(tests: Sequence[Callable[[Any], Any]], leads: Sequence[Any]) -> Ready:
    def first(lead: Any) -> int | None:
        for at, test in enumerate(tests):
            if test(lead):
                return at
        return None

    return (
        lambda: [first(lead) for lead in leads],
        lambda: [[at for at, test in enumerate(tests) if test(lead)] for lead in leads],
    )


def _wordy(one: CheckedCondition, *, and_: str, or_: str, not_: str, call: Callable[[str, str, str], str]) -> str:
    """
    Write a condition in zen, CEL or rule-engine, which differ in words and in how they call functions.
    """
    name, operands, operator = one.field.name, [json.dumps(each) for each in _operands(one)], one.operator.name
    if operator in FLIPPED:
        flipped = {"equals": f"{name} == {operands[0]}", "in": f"{name} in [{', '.join(operands)}]"}
        flipped["contains"] = call("contains", name, operands[0])
        flipped["contains_any"] = or_.join(f"{each} in {name}" for each in operands)
        return f"{name} != null{and_}{not_}({flipped[FLIPPED[operator]]})"
    match operator:
        case "equals":
            return f"{name} == {operands[0]}"
        case "in":
            return f"{name} in [{', '.join(operands)}]"
        case "contains" | "starts_with" | "ends_with":
            return f"{name} != null{and_}{call(operator, name, operands[0])}"
        case "between":
            return f"{name} != null{and_}{name} >= {operands[0]}{and_}{name} <= {operands[1]}"
        case "contains_any":
            return f"{name} != null{and_}({or_.join(f'{each} in {name}' for each in operands)})"
        case "is_empty":
            return f"{name} == null"
        case "is_not_empty":
            return f"{name} != null"
        case _:
            return f"{name} != null{and_}{name} {_ORDER[operator]} {operands[0]}"


def zen_expressions(rules: Sequence[CheckedCriteria], rows: Rows) -> Ready:
    """
    zen-engine, a compiled expression a rule; days are compared as whole numbers, since it does not order texts.
    """
    import zen  # type: ignore[import-not-found, unused-ignore]  # not installed everywhere, or without types

    calls = {"contains": "contains", "starts_with": "startsWith", "ends_with": "endsWith"}

    def write(one: CheckedCondition) -> str:
        words = _wordy(
            one, and_=" and ", or_=" or ", not_="not ", call=lambda do, name, text: f"{calls[do]}({name}, {text})"
        )
        if one.field.name != "met_on":
            return words
        return words.replace(f'"{one.operand}"', str(one.operand).replace("-", ""))

    tests = [zen.compile_expression(render(rule, write, " and ", " or ")).evaluate for rule in rules]
    leads = [{**row, "met_on": row["met_on"] and int(row["met_on"].replace("-", ""))} for row in rows]
    return _one_by_one(tests, leads)


def rust_cel(rules: Sequence[CheckedCriteria], rows: Rows) -> Ready:
    """
    common-expression-language, a compiled program a rule and a context a lead.
    """
    import cel  # type: ignore[import-not-found, unused-ignore]  # not installed everywhere, or without types

    calls = {"contains": "contains", "starts_with": "startsWith", "ends_with": "endsWith"}

    def write(one: CheckedCondition) -> str:
        return _wordy(one, and_=" && ", or_=" || ", not_="!", call=lambda do, name, text: f"{name}.{calls[do]}({text})")

    tests = [cel.compile(render(rule, write, " && ", " || ")).execute for rule in rules]
    return _one_by_one(tests, [cel.Context(row) for row in rows])


def rule_engine(rules: Sequence[CheckedCriteria], rows: Rows) -> Ready:
    """
    rule-engine, a rule object a rule.
    """
    import rule_engine as engine  # type: ignore[import-untyped, import-not-found, unused-ignore]  # not installed everywhere, or without types

    def call(do: str, name: str, text: str) -> str:
        return (
            f"{text} in {name}"
            if do == "contains"
            else f"{name}.{'starts' if do == 'starts_with' else 'ends'}_with({text})"
        )

    def write(one: CheckedCondition) -> str:
        return _wordy(one, and_=" and ", or_=" or ", not_="not ", call=call)

    context = engine.Context(default_value=None)
    return _one_by_one(
        [engine.Rule(render(rule, write, " and ", " or "), context=context).matches for rule in rules], rows
    )


def _logic(one: CheckedCondition, starts: str, ends: str) -> dict[str, Any]:
    """
    Write a condition in JsonLogic; null is guarded, since JsonLogic orders it like zero.
    """
    var, operands, operator = {"var": one.field.name}, _operands(one), one.operator.name
    there = {"!==": [var, None]}
    if operator in FLIPPED:
        flipped: dict[str, Any] = {"equals": {"==": [var, operands[0]]}, "in": {"in": [var, operands]}}
        flipped["contains"] = {"in": [operands[0], var]}
        flipped["contains_any"] = {"or": [{"in": [each, var]} for each in operands]}
        return {"and": [there, {"!": [flipped[FLIPPED[operator]]]}]}
    match operator:
        case "equals":
            return {"===": [var, operands[0]]}
        case "in":
            return {"in": [var, operands]}
        case "contains":
            return {"and": [there, {"in": [operands[0], var]}]}
        case "starts_with" | "ends_with":
            return {"and": [there, {starts if operator == "starts_with" else ends: [var, operands[0]]}]}
        case "between":
            return {"and": [there, {"<=": [operands[0], var, operands[1]]}]}
        case "contains_any":
            return {"and": [there, {"or": [{"in": [each, var]} for each in operands]}]}
        case "is_empty":
            return {"===": [var, None]}
        case "is_not_empty":
            return there
        case _:
            return {"and": [there, {_ORDER[operator]: [var, operands[0]]}]}


def _logic_rule(rule: CheckedCriteria, starts: str, ends: str) -> dict[str, Any]:
    return {"or": [{"and": [_logic(one, starts, ends) for one in group]} for group in rule.groups]}


def panzi_json_logic(rules: Sequence[CheckedCriteria], rows: Rows) -> Ready:
    """
    panzi-json-logic, with two operations added for the ends of texts.
    """
    from json_logic import jsonLogic  # type: ignore[import-untyped, import-not-found, unused-ignore]  # not installed everywhere, or without types
    from json_logic.builtins import BUILTINS  # type: ignore[import-untyped, import-not-found, unused-ignore]  # not installed everywhere, or without types

    own = {
        "starts": lambda data, text, head=None, *_: text.startswith(head),
        "ends": lambda data, text, tail=None, *_: text.endswith(tail),
    }
    operations = {**BUILTINS, **own}
    logic = [_logic_rule(rule, "starts", "ends") for rule in rules]
    return _one_by_one([partial(_applied, jsonLogic, operations, one) for one in logic], rows)


def _applied(apply: Callable[..., Any], operations: Any, logic: Any, row: Any) -> Any:
    return apply(logic, row, operations)


def datalogic(rules: Sequence[CheckedCriteria], rows: Rows) -> Ready:
    """
    datalogic-py: rules compiled once, leads turned once, one session.
    """
    from datalogic_py import DataHandle, Engine  # type: ignore[import-not-found, unused-ignore]  # not installed everywhere, or without types

    engine = Engine()
    session = engine.session()
    compiled = [engine.compile(json.dumps(_logic_rule(rule, "starts_with", "ends_with"))) for rule in rules]
    ask = session.evaluate_truthy
    return _one_by_one([partial(ask, one) for one in compiled], [DataHandle(row) for row in rows])


def business_rules(rules: Sequence[CheckedCriteria], rows: Rows) -> Ready:
    """
    business-rules: variables of a class, conditions as dictionaries; each field also says whether it is there.
    """
    from business_rules.engine import (  # type: ignore[import-untyped, import-not-found, unused-ignore]  # not installed everywhere, or without types
        check_conditions_recursively,
    )
    from business_rules.variables import (  # type: ignore[import-untyped, import-not-found, unused-ignore]  # not installed everywhere, or without types
        BaseVariables,
        boolean_rule_variable,
        numeric_rule_variable,
        select_multiple_rule_variable,
        string_rule_variable,
    )

    def variable(name: str) -> Any:
        kinds = {"employee_count": numeric_rule_variable, "newsletter": boolean_rule_variable}
        kinds["interests"] = select_multiple_rule_variable()
        kind = kinds.get(name, string_rule_variable)

        def read(self: Any) -> Any:
            return self.row[name]

        read.__name__ = name
        return kind(read)

    def there(name: str) -> Any:
        def read(self: Any) -> bool:
            return self.row[name] is not None

        read.__name__ = f"has_{name}"
        return boolean_rule_variable(read)

    def within(name: str) -> Any:
        def read(self: Any) -> list[Any]:
            return [self.row[name]]

        read.__name__ = f"list_{name}"
        return select_multiple_rule_variable()(read)

    space = {one.__name__: one for name in FIELDS for one in (variable(name), there(name), within(name))}
    days = sorted(
        {str(one.operand) for rule in rules for group in rule.groups for one in group if one.field.name == "met_on"}
    )

    def before(day: str) -> Any:
        def read(self: Any) -> bool:
            return bool(self.row["met_on"] < day)

        read.__name__ = f"met_before_{day.replace('-', '')}"
        return boolean_rule_variable(read)

    space |= {one.__name__: one for one in map(before, days)}

    def init(self: Any, row: dict[str, Any]) -> None:
        self.row = row

    variables = type("Variables", (BaseVariables,), {"__init__": init, **space})

    def write(one: CheckedCondition) -> dict[str, Any]:
        return _business(one)

    written = [{"any": [{"all": [write(one) for one in group]} for group in rule.groups]} for rule in rules]
    return _one_by_one(
        [partial(check_conditions_recursively, one) for one in written],
        [variables(row) for row in rows],
    )


def _business(one: CheckedCondition) -> dict[str, Any]:  # noqa: C901  # a table of operators
    name, operands, operator = one.field.name, _operands(one), one.operator.name

    def ask(which: str, how: str, value: Any = None) -> dict[str, Any]:
        return {"name": which, "operator": how, "value": value}

    there = ask(f"has_{name}", "is_true")
    if name == "met_on" and operator in ("before", "on_or_after"):
        day = f"met_before_{str(one.operand).replace('-', '')}"
        return {"all": [there, ask(day, "is_true" if operator == "before" else "is_false")]}
    match operator:
        case "equals" if isinstance(operands[0], bool):
            return {"all": [there, ask(name, "is_true" if operands[0] else "is_false")]}
        case "equals":
            return {"all": [there, ask(name, "equal_to", operands[0])]}
        case "in":
            return {"all": [there, ask(f"list_{name}", "shares_at_least_one_element_with", operands)]}
        case "not_equals" | "not_in":
            return {"all": [there, ask(f"list_{name}", "shares_no_elements_with", operands)]}
        case "contains" | "starts_with" | "ends_with":
            how = {"starts_with": "starts_with"}.get(operator, operator)
            return {"all": [there, ask(name, how, operands[0])]}
        case "not_contains":
            return {"all": [there, ask(name, "matches_regex", f"^(?!.*{operands[0]})")]}
        case "between":
            low, high = (
                ask(name, how, bound)
                for how, bound in zip(("greater_than_or_equal_to", "less_than_or_equal_to"), operands, strict=True)
            )
            return {"all": [there, low, high]}
        case "contains_any":
            return {"all": [there, ask(name, "shares_at_least_one_element_with", operands)]}
        case "contains_none":
            return {"all": [there, ask(name, "shares_no_elements_with", operands)]}
        case "is_empty" | "is_not_empty":
            return ask(f"has_{name}", "is_false" if operator == "is_empty" else "is_true")
        case _:
            names = {
                "less_than": "less_than",
                "greater_than": "greater_than",
                "greater_or_equal": "greater_than_or_equal_to",
            }
            return {"all": [there, ask(name, names[operator], operands[0])]}


def polars(rules: Sequence[CheckedCriteria], rows: Rows) -> Ready:
    """
    Polars on ready columns, an expression a rule; the answer is a frame.
    """
    import polars as pl  # type: ignore[import-not-found, unused-ignore]  # not installed everywhere, or without types

    def write(one: CheckedCondition) -> Any:
        column, operands, operator = pl.col(one.field.name), _operands(one), one.operator.name
        holds = {
            "equals": lambda: column == operands[0],
            "not_equals": lambda: column != operands[0],
            "in": lambda: column.is_in(operands),
            "not_in": lambda: ~column.is_in(operands),
            "contains": lambda: column.str.contains(operands[0], literal=True),
            "not_contains": lambda: ~column.str.contains(operands[0], literal=True),
            "starts_with": lambda: column.str.starts_with(operands[0]),
            "ends_with": lambda: column.str.ends_with(operands[0]),
            "less_than": lambda: column < operands[0],
            "before": lambda: column < operands[0],
            "greater_than": lambda: column > operands[0],
            "greater_or_equal": lambda: column >= operands[0],
            "on_or_after": lambda: column >= operands[0],
            "between": lambda: column.is_between(operands[0], operands[1]),
            "contains_any": lambda: pl.any_horizontal([column.list.contains(each) for each in operands]),
            "contains_none": lambda: ~pl.any_horizontal([column.list.contains(each) for each in operands]),
            "is_empty": column.is_null,
            "is_not_empty": column.is_not_null,
        }
        return holds[operator]()

    def rule(one: CheckedCriteria) -> Any:
        groups = [pl.all_horizontal([write(asked) for asked in group]) for group in one.groups]
        return pl.any_horizontal(groups).fill_null(False)

    frame = pl.DataFrame(rows, infer_schema_length=None)
    every = [rule(one).alias(str(at)) for at, one in enumerate(rules)]
    first = pl.coalesce([pl.when(one).then(pl.lit(at, pl.Int32)) for at, one in enumerate(every)])
    return (
        lambda: frame.select(first.alias("first"))["first"],
        lambda: frame.select(every),
    )


PEERS: dict[str, Callable[[Sequence[CheckedCriteria], Rows], Ready]] = {
    "hand-written chain": chain,
    "Polars": polars,
    "datalogic-py": datalogic,
    "zen-engine": zen_expressions,
    "common-expression-language": rust_cel,
    "panzi-json-logic": panzi_json_logic,
    "business-rules": business_rules,
    "rule-engine": rule_engine,
}
