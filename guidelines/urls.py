"""Addresses of rules and guides."""

from django.urls import path

from .views import guides, regulations

app_name = "guidelines"
urlpatterns = [
    path("aturan/", regulations.index, name="regulations"),
    path("aturan/<slug:slug>/", regulations.regulation, name="regulation"),
    path("aturan/<slug:slug>/<path:key>/", regulations.provision, name="provision"),
    path("panduan/", guides.index, name="guides"),
    path("panduan/<slug:slug>/", guides.guide, name="guide"),
]
