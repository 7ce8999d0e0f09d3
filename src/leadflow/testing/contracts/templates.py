"""
The contract of what renders templates.
"""

from __future__ import annotations

import pytest

from leadflow.errors import TemplateFailed
from leadflow.ports import TemplateEngine

__all__ = ["TemplateEngineContract"]


class TemplateEngineContract:
    """
    What every `TemplateEngine` must do with texts in double braces. Inherit it and override the fixture `engine`.
    """

    @pytest.fixture
    def engine(self) -> TemplateEngine:
        """
        Override this: the engine.
        """
        raise NotImplementedError("override the fixture engine")

    def test_values_are_put_in_and_escaped_for_html(self, engine: TemplateEngine) -> None:
        """
        Every value in HTML, none in plain text.
        """
        values = {"lead": {"notes": '"><img src=x onerror=1>'}}

        assert "<img" not in engine.render("<p>{{ lead.notes }}</p>", values, True)
        assert engine.render("{{ lead.notes }}", values, False) == '"><img src=x onerror=1>'

    def test_nothing_numbers_and_truth_values_are_what_they_are(self, engine: TemplateEngine) -> None:
        """
        Nothing is written as nothing and `default` steps in for it, and conditions compare numbers.
        """
        values = {"lead": {"none": None, "empty": "", "few": 20, "no": False, "yes": True}}
        source = (
            "{{ lead.none }}{{ lead.gone }}{{ lead.none|default('a') }}{{ lead.empty|default('b') }}"
            "{% if lead.few > 500 %}large{% endif %}{% if lead.no %}wrong{% endif %} {{ lead.few }} {{ lead.no }} {{ lead.yes }}"
        )

        assert engine.render(source, values, False) == "ab 20 no yes"

    def test_unknown_variables_are_named(self, engine: TemplateEngine) -> None:
        """
        And nothing is wrong with known ones.
        """
        values = {"lead": {"notes": "x"}}

        assert engine.problems("{{ lead.notes }}", values, True) == ()
        assert "lead.nots" in str(engine.problems("{{ lead.nots }}", values, True)[0])

    def test_what_never_ends_is_ended(self, engine: TemplateEngine) -> None:
        """
        Loops in loops that write 16 MB are a failure, in the check as in the mail.
        """
        source = "{% for a in some %}" * 4 + "{{ some[0] }}" + "{% endfor %}" * 4

        with pytest.raises(TemplateFailed):
            engine.render(source, {"some": ["x" * 100] * 20}, True)
        assert engine.problems(source, {"some": ["x" * 100] * 20}, True) != ()
