"""Addresses of verification."""

from django.urls import path

from .views import bench, queue

app_name = "verification"
urlpatterns = [
    path("", queue.queue, name="queue"),
    path("cari/", queue.uses, name="uses"),
    path("guna/<int:pk>/", bench.bench, name="bench"),
]
