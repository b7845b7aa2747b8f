"""States of an edition, and of a regulation on a date."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.core.states import Transition

from .permissions import MEND_EDITION, PUBLISH_EDITION


class EditionState(models.TextChoices):
    """An edition is mended as a draft only; once published it never changes."""

    DRAFT = "draft", pgettext_lazy("edition", "draft")
    SUBMITTED = "submitted", pgettext_lazy("edition", "waits for approval")
    PUBLISHED = "published", pgettext_lazy("edition", "published")


class Force(models.TextChoices):
    """Whether a regulation holds on a date (domain.md 5.1: computed, not stored)."""

    NOT_YET = "not_yet", _("Not yet in force")
    IN_FORCE = "in_force", _("In force")
    AMENDED = "amended", _("In force, amended")
    PARTLY_REVOKED = "partly_revoked", _("In force, partly revoked")
    REVOKED = "revoked", _("Revoked")


SUBMIT_EDITION = Transition(
    "submit_edition", frozenset({EditionState.DRAFT}), EditionState.SUBMITTED, MEND_EDITION,
    by_system=True,
)  # fmt: skip
RETURN_EDITION = Transition(
    "return_edition", frozenset({EditionState.SUBMITTED}), EditionState.DRAFT, PUBLISH_EDITION,
    by_system=True,
)  # fmt: skip
PUBLISH = Transition(
    "publish_edition",
    frozenset({EditionState.DRAFT, EditionState.SUBMITTED}),
    EditionState.PUBLISHED,
    PUBLISH_EDITION,
    by_system=True,
)
EDITION_TABLE = (SUBMIT_EDITION, RETURN_EDITION, PUBLISH)
