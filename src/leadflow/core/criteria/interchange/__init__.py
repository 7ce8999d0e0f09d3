"""
Reads and writes the formats of rule editors, and describes criteria by a JSON Schema.
"""

from __future__ import annotations

from leadflow.core.criteria.interchange.jquery_querybuilder import from_jquery_querybuilder, to_jquery_querybuilder
from leadflow.core.criteria.interchange.json_logic import from_json_logic, to_json_logic
from leadflow.core.criteria.interchange.json_schema import criteria_json_schema
from leadflow.core.criteria.interchange.normal_form import MAX_CONDITIONS
from leadflow.core.criteria.interchange.react_querybuilder import from_react_querybuilder
from leadflow.core.criteria.interchange.react_querybuilder_writing import to_react_querybuilder
from leadflow.core.criteria.interchange.reading import MAX_DEPTH, MAX_PARTS, Json
from leadflow.core.criteria.interchange.vocabulary import react_querybuilder_fields

__all__ = [
    "MAX_CONDITIONS",
    "MAX_DEPTH",
    "MAX_PARTS",
    "Json",
    "criteria_json_schema",
    "from_jquery_querybuilder",
    "from_json_logic",
    "from_react_querybuilder",
    "react_querybuilder_fields",
    "to_jquery_querybuilder",
    "to_json_logic",
    "to_react_querybuilder",
]
