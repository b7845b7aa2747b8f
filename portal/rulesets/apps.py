"""Dated sets of rules: scales, matrix, deadlines and official texts as rows."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RuleSetsConfig(AppConfig):
    name = "portal.rulesets"
    label = "rulesets"
    verbose_name = _("Rule sets")
