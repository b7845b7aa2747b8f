"""Check the hash chain over the history."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from portal.core.history import broken_seals
from portal.core.models import HistorySeal


class Command(BaseCommand):
    help = "Recompute the chain of seals over the history and name those that do not match."

    def handle(self, *args: Any, **options: Any) -> None:
        broken = broken_seals()
        for seal in broken:
            self.stdout.write(_("changed since it was sealed: %(seal)s") % {"seal": seal})
        if broken:
            raise CommandError(_("The history was changed after it was sealed."))
        self.stdout.write(_("%(count)d seals match.") % {"count": HistorySeal.objects.count()})
