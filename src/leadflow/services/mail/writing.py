"""
Writes mail: by the template of the supplier, or in the default wording.
"""

from __future__ import annotations

from attrs import evolve, frozen

from leadflow.core.notifications import (
    Briefing,
    Mail,
    render,
    render_template,
)
from leadflow.core.observations import TemplateUnusable
from leadflow.core.templates import Template, template_named
from leadflow.ports import TemplateEngine
from leadflow.ports.observing import locate
from leadflow.services.operations.setting import Setting

__all__ = ["MailWriter", "Rendered"]


@frozen
class Rendered:
    """
    A mail, and whether the supplier's template failed and the default was taken.
    """

    mail: Mail
    template_failed: bool = False


@frozen
class MailWriter:
    """
    Writes the mail of one supplier.

    Attributes:
        setting: What services work with.
        engine: Renders templates; without one all mail is in the default wording.
    """

    setting: Setting
    engine: TemplateEngine | None

    def write(self, about: Briefing) -> Rendered:
        """
        Write the mail that says what *about* holds.
        """
        message, groups = about.message, about.partner.groups if about.partner else ()
        template = template_named(self.setting.programme.mail.templates, message.template, message.kind, groups)
        if template is None:
            return Rendered(render(about))
        if self.engine is None:
            return self._in_default_wording(about, template, "the relay has no engine for templates")
        whole = self._whole(about)
        try:
            return Rendered(render_template(template, whole, source=self.engine.render))
        except Exception as error:
            # An engine with a bug costs nobody a mail.
            return self._in_default_wording(about, template, locate(error))

    def _in_default_wording(self, about: Briefing, template: Template, error: str) -> Rendered:
        unusable = TemplateUnusable(
            supplier_id=self.setting.supplier_id, template=template.reference, key=about.message.key, error=error
        )
        self.setting.report(unusable)
        return Rendered(render(about), template_failed=True)

    def _whole(self, about: Briefing) -> Briefing:
        """
        Read all history of the lead, which a template of the supplier's may show.
        """
        if not about.earlier or about.lead is None:
            return about
        with self.setting.unit() as unit:
            whole = unit.leads.get(about.lead.id)
        return evolve(about, lead=evolve(about.lead, history=whole.history), earlier=0)
