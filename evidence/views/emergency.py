"""Opening a file in an emergency: for who may, with a reason the owner reads."""

import re
import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.core.actor import actor_of
from portal.core.errors import DomainError
from portal.core.templatetags.portal_tags import moment
from portal.people.keep_typing import fill_in, keep_typing
from portal.people.permissions import OPEN_EMERGENCY

from ..domain.access import open_emergency_access
from ..forms import EmergencyForm
from ..models import EvidenceVersion
from ..queries import in_showing_order

_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_VERSION = re.compile(r"/versi/(\d{1,6})(?:/|$)")


@require_http_methods(["GET", "POST"])
@keep_typing
def emergency(request: HttpRequest) -> HttpResponseBase:
    """The form; an account without the permission does not learn that it exists."""
    if not request.user.has_perm(OPEN_EMERGENCY):
        raise Http404
    if request.method != "POST":
        form = fill_in(EmergencyForm(), request)
        return render(request, "evidence/emergency_form.html", {"form": form})
    form = EmergencyForm(request.POST)
    if form.is_valid():
        try:
            version = _named_version(form.cleaned_data["record"])
            access = open_emergency_access(
                version, actor=actor_of(request), reason=form.cleaned_data["reason"]
            )
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            sentence = _("Open to you until %(time)s. The owner sees that you opened it, and why.")
            messages.success(request, sentence % {"time": moment(access.ends_at)})
            return redirect(version)
    return render(request, "evidence/emergency_form.html", {"form": form}, status=422)


def _named_version(text: str) -> EvidenceVersion:
    """The standing version that an address, an id or an exact document number names.

    Raises:
        DomainError: none, or several files with this number.
    """
    standing = in_showing_order(EvidenceVersion.objects.standing()).select_related(
        "evidence__owner__agency"
    )
    found = _UUID.search(text)
    if found:
        versions = standing.filter(evidence__public_id=uuid.UUID(found[0]))
        number = _VERSION.search(text)
        if number:
            versions = versions.filter(number=int(number[1]))
        version = versions.first()
    else:
        same_number = standing.filter(evidence__number__iexact=text.strip())
        if same_number.order_by().values("evidence").distinct().count() > 1:
            raise DomainError(_("Several files have this number. Ask for the address of the file."))
        version = same_number.first()
    if version is None:
        raise DomainError(_("No file that can be opened has this number or address."))
    return version
