"""Addresses of the home pages and the house."""

from django.urls import path

from . import views

app_name = "home"
urlpatterns = [
    path("", views.dashboard, name="dashboard"),
    path("privasi/", views.privacy, name="privacy"),
    path("_components/", views.components, name="components"),
]
