"""Addresses of the home pages and the house."""

from django.urls import path

from . import house_views, views

app_name = "home"
urlpatterns = [
    path("", views.dashboard, name="dashboard"),
    path("privasi/", views.privacy, name="privacy"),
    path("kesehatan/", views.health_page, name="health"),
    path("_components/", views.components, name="components"),
    path("kelola/", house_views.overview, name="house"),
    path("kelola/pekerjaan/", house_views.jobs, name="jobs"),
    path("kelola/pekerjaan/<int:pk>/", house_views.job, name="job"),
    path("kelola/pekerjaan/<int:pk>/ulangi/", house_views.retry, name="retry_job"),
    path("kelola/pekerjaan/<int:pk>/sisihkan/", house_views.dismiss, name="dismiss_job"),
    path("kelola/indeks/", house_views.index, name="index"),
    path("kelola/indeks/bangun-ulang/", house_views.rebuild_index, name="rebuild_index"),
    path("kelola/indeks/bandingkan/", house_views.check_index, name="check_index"),
    path("kelola/berkas/", house_views.files, name="files"),
    path("kelola/berkas/periksa/", house_views.check_files, name="check_files"),
]
