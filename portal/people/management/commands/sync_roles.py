"""Make the groups of ``people.roles`` with exactly their permissions. Idempotent."""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from portal.people.roles import GROUPS
from portal.people.signals import roles_synced


class Command(BaseCommand):
    help = "Make the groups of the portal with exactly the permissions named in people/roles.py."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        for name, wanted in GROUPS.items():
            group, made = Group.objects.get_or_create(name=name)
            permissions = []
            for full_name in wanted:
                app_label, codename = full_name.split(".")
                found = Permission.objects.filter(
                    content_type__app_label=app_label, codename=codename
                ).first()
                if found is None:
                    raise CommandError(f"{full_name} is no permission of this portal.")
                permissions.append(found)
            group.permissions.set(permissions)
            if made and options["verbosity"] > 0:
                self.stdout.write(name)
        roles_synced.send(type(self))
