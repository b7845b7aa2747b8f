"""Addresses of rules and guides."""

from django.urls import path

from .views import guides, regulations

app_name = "guidelines"
urlpatterns = [
    path("aturan/", regulations.index, name="regulations"),
    path("aturan/<slug:slug>/", regulations.regulation, name="regulation"),
    path("aturan/<slug:slug>/berkas/", regulations.official_file, name="official_file"),
    path("aturan/<slug:slug>/cetak/", regulations.print_all, name="print_all"),
    path("aturan/<slug:slug>/<path:key>/cetak/", regulations.print_part, name="print_part"),
    path("aturan/<slug:slug>/<path:key>/pdf/", regulations.part_pdf, name="part_pdf"),
    path("aturan/<slug:slug>/<path:key>/", regulations.provision, name="provision"),
    path("panduan/", guides.index, name="guides"),
    path("panduan/<slug:slug>/", guides.guide, name="guide"),
    path("panduan/<slug:slug>/tanggapan/", guides.give, name="guide_feedback"),
]
