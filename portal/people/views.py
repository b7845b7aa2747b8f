"""Signing in and out, and the own profile."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from portal.calendar.dates import today
from portal.core.actor import actor_of
from portal.core.errors import DomainError, first_message

from . import sign_in as signing_in
from .domain import accounts, mandates
from .forms import MandateForm, PasswordForm, SignInForm
from .keep_typing import Typed, fill_in, keep_typing
from .models import Employee, Mandate
from .report import profile_facts


def safe_next(request: HttpRequest) -> str:
    """Where to go after signing in: an address of this portal, else the home page."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    allowed = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if allowed else reverse("home:dashboard")


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in form; it may carry what was typed before a session ended."""
    address = safe_next(request)
    typed = Typed.carried(request)
    if request.user.is_authenticated:
        return redirect(typed.keep(request, address))
    form = SignInForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            signing_in.enter(
                request,
                form.cleaned_data["username"],
                form.cleaned_data["password"],
                shared_computer=form.cleaned_data["shared_computer"],
            )
        except signing_in.SignInRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            return redirect(typed.keep(request, address))
    context = {"form": form, "typed": typed, "next": address}
    return render(request, "people/sign_in.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """POST signs out. GET asks whether to, or says afterwards that it is done."""
    if request.method == "POST":
        is_shared = signing_in.leave(request)
        response = redirect(reverse("people:sign_out") + ("?bersih=1" if is_shared else ""))
        if is_shared:
            response["Clear-Site-Data"] = '"cache", "storage", "cookies"'
        return response
    return render(request, "people/sign_out.html", {"is_clean": "bersih" in request.GET})


def _own_employee(request: HttpRequest) -> Employee:
    """The employee behind the account; 404 for an account that belongs to none."""
    employee = Employee.objects.select_related("agency", "user").filter(user=request.user).first()
    if employee is None:
        raise Http404
    return employee


def _render_profile(
    request: HttpRequest, mandate_form: MandateForm | None = None
) -> HttpResponse:
    employee = Employee.objects.select_related("agency", "user").filter(user=request.user).first()
    facts = profile_facts(employee, request.user)
    if employee is not None and mandate_form is None:
        mandate_form = fill_in(MandateForm(employee), request)
    context = {"facts": facts, "employee": employee, "form": mandate_form}
    return render(request, "people/profile.html", context)


@keep_typing
@require_http_methods(["GET", "HEAD"])
def profile(request: HttpRequest) -> HttpResponse:
    """What the portal knows about the person signed in, and who mends it."""
    return _render_profile(request)


@require_POST
@keep_typing(page=lambda request: reverse("people:profile"))
def give_mandate(request: HttpRequest) -> HttpResponseBase:
    """Let a colleague type for the person signed in."""
    owner = _own_employee(request)
    form = MandateForm(owner, request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            mandates.give_mandate(
                owner,
                data["helper"],
                data["scope"],
                data["valid_from"],
                actor=actor_of(request),
                valid_until=data["valid_until"],
            )
        except (DomainError, ValidationError) as refusal:
            form.add_error(None, first_message(refusal))
        else:
            messages.success(
                request, _("%(name)s may now type for you.") % {"name": data["helper"].name}
            )
            return redirect(reverse("people:profile") + "#mandat")
    return _render_profile(request, form)


@require_POST
@keep_typing(page=lambda request, pk: reverse("people:profile"))
def end_mandate(request: HttpRequest, pk: int) -> HttpResponseBase:
    """End a mandate that the person gave, or lay one down."""
    mandate = get_object_or_404(Mandate.objects.visible_to(request.user), pk=pk)
    try:
        mandates.end_mandate(mandate, today(mandate.owner.agency), actor=actor_of(request))
    except DomainError as refusal:
        messages.error(request, first_message(refusal))
    else:
        messages.success(request, _("The mandate has ended."))
    return redirect(reverse("people:profile") + "#mandat")


@never_cache
@sensitive_post_parameters()
@keep_typing
@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request: HttpRequest) -> HttpResponseBase:
    """Change the own password; other sessions of the account end."""
    form = PasswordForm(request.user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            accounts.change_own_password(
                request.user,
                form.cleaned_data["old_password"],
                form.cleaned_data["new_password"],
                actor=actor_of(request),
            )
        except DomainError as refusal:
            form.add_error("old_password", first_message(refusal))
        else:
            update_session_auth_hash(request, request.user)
            messages.success(
                request, _("The password is changed. Other devices have been signed out.")
            )
            return redirect("people:profile")
    trail = [
        {"label": _("Home"), "url": reverse("home:dashboard")},
        {"label": _("My profile"), "url": reverse("people:profile")},
        {"label": _("Change password"), "url": None},
    ]
    return render(request, "people/change_password.html", {"form": form, "trail": trail})
