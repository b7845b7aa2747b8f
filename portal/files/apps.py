"""Custody of bytes: the private store on django-filer. Nobody else knows filer."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilesConfig(AppConfig):
    name = "portal.files"
    label = "files"
    verbose_name = _("Stored files")

    def ready(self) -> None:
        """Unregister filer's admin: no page but ours may touch a stored file."""
        # Importing registers; only now are all models loaded, which the import needs.
        import filer.admin  # noqa: F401  imported for its side effect (2026-11-24)
        from django.contrib import admin

        for model in list(admin.site._registry):
            if model._meta.app_label == "filer":
                admin.site.unregister(model)
