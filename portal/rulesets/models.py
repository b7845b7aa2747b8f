"""RuleSet and its rows. No scale, deadline or official wording stands in code.

A plan remembers its rule set; a new regulation is a new set with a later
``valid_from``, so that last year's evaluation keeps last year's scale.
"""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.core.language import is_english


class RuleSetQuerySet(models.QuerySet["RuleSet"]):
    """Rule sets by day."""

    def in_force(self, on: date) -> RuleSet | None:
        """The newest set that was valid on a day, or None."""
        return self.filter(valid_from__lte=on).order_by("-valid_from").first()


class RuleSet(models.Model):
    """One regime of rules, from its first day until the next one."""

    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    valid_from = models.DateField(_("valid from"), unique=True)
    source = models.TextField(_("source"), help_text=_("Where the rows come from."))

    objects = RuleSetQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule set")
        verbose_name_plural = _("rule sets")
        ordering = ("-valid_from",)

    def __str__(self) -> str:
        return self.name


class Labelled(models.Model):
    """A row whose label is data, in both languages."""

    label_id = models.CharField(_("label (Indonesian)"), max_length=200)
    label_en = models.CharField(_("label (English)"), max_length=200)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The label in the language of the page."""
        return self.label_en if is_english() else self.label_id


class Scale(models.TextChoices):
    """Which scale a level belongs to."""

    RESULT = "result_rating", _("rating of results")
    BEHAVIOR = "behavior_rating", _("rating of behavior")
    OVERALL = "overall_rating", _("overall rating")
    ACHIEVEMENT = "unit_achievement", _("achievement of the unit")


class ScaleLevel(Labelled):
    """One level of a scale; a higher rank is better."""

    rule_set = models.ForeignKey(RuleSet, models.CASCADE, related_name="levels")
    scale = models.CharField(_("scale"), max_length=20, choices=Scale.choices)
    code = models.SlugField(_("code"))
    rank = models.PositiveSmallIntegerField(_("rank"))

    class Meta:
        verbose_name = _("level")
        verbose_name_plural = _("levels")
        ordering = ("rule_set", "scale", "-rank")
        constraints = [
            models.UniqueConstraint(
                fields=["rule_set", "scale", "code"], name="rulesets_level_once"
            )
        ]


class MatrixCell(models.Model):
    """Overall rating for one pair of ratings: looked up, never computed."""

    rule_set = models.ForeignKey(RuleSet, models.CASCADE, related_name="matrix")
    result_level = models.ForeignKey(ScaleLevel, models.CASCADE, related_name="+")
    behavior_level = models.ForeignKey(ScaleLevel, models.CASCADE, related_name="+")
    overall_level = models.ForeignKey(ScaleLevel, models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("matrix cell")
        verbose_name_plural = _("matrix cells")
        constraints = [
            models.UniqueConstraint(
                fields=["rule_set", "result_level", "behavior_level"], name="rulesets_cell_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.result_level} × {self.behavior_level} = {self.overall_level}"


class DayKind(models.TextChoices):
    """What a deadline counts."""

    DAY = "day", _("calendar days")
    WORKING_DAY = "working_day", _("working days")


class Deadline(models.Model):
    """How long a step may take, with its source; an office may change it."""

    rule_set = models.ForeignKey(RuleSet, models.CASCADE, related_name="deadlines")
    step = models.SlugField(_("step"))
    amount = models.PositiveSmallIntegerField(_("amount"))
    day_kind = models.CharField(_("counted in"), max_length=12, choices=DayKind.choices)
    source = models.TextField(_("source"))

    class Meta:
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")
        constraints = [
            models.UniqueConstraint(fields=["rule_set", "step"], name="rulesets_deadline_once")
        ]

    def __str__(self) -> str:
        return f"{self.step}: {self.amount} {self.get_day_kind_display()}"


class OfficialText(models.Model):
    """Wording printed on forms, by key; always Indonesian."""

    rule_set = models.ForeignKey(RuleSet, models.CASCADE, related_name="texts")
    key = models.SlugField(_("key"), max_length=80)
    text = models.TextField(_("text"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("official text")
        verbose_name_plural = _("official texts")
        ordering = ("rule_set", "key", "position")
        constraints = [
            models.UniqueConstraint(
                fields=["rule_set", "key", "position"], name="rulesets_text_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.position}"
