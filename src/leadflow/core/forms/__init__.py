"""
Forms: descriptions from which a host draws its forms, and what people post by them.
"""

from __future__ import annotations

from leadflow.core.forms.describing import describe_form
from leadflow.core.forms.description import FormDescription, FormField, FormSection, SectionName
from leadflow.core.forms.json_schema import form_json_schema
from leadflow.core.forms.reading import read_form

__all__ = [
    "FormDescription",
    "FormField",
    "FormSection",
    "SectionName",
    "describe_form",
    "form_json_schema",
    "read_form",
]
