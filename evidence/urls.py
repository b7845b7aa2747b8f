"""Addresses of evidence."""

from django.urls import path

from .views import bytes as bytes_views
from .views import emergency, receipts, repository, upload

app_name = "evidence"
VERSION = "<uuid:public_id>/versi/<int:number>/"
urlpatterns = [
    path("", repository.file_list, name="list"),
    path("unggah/", upload.upload, name="upload"),
    path("diterima/", upload.received, name="received"),
    path("darurat/", emergency.emergency, name="emergency"),
    path("<uuid:public_id>/", repository.detail, name="detail"),
    path("<uuid:public_id>/ubah/", repository.describe, name="describe"),
    path("<uuid:public_id>/versi/tambah/", upload.add, name="add_version"),
    path(VERSION, repository.version_detail, name="version"),
    path(f"{VERSION}teks/", repository.text, name="text"),
    path(f"{VERSION}riwayat/", repository.history, name="history"),
    path(f"{VERSION}tarik/", repository.withdraw, name="withdraw"),
    path(f"{VERSION}status/", bytes_views.status, name="status"),
    path(f"{VERSION}unduh/", bytes_views.download, name="download"),
    path(f"{VERSION}buka/", bytes_views.show, name="show"),
    path(f"{VERSION}halaman/<int:page>.webp", bytes_views.page_image, name="page_image"),
    path(f"{VERSION}halaman/<int:page>-kecil.webp", bytes_views.page_thumb, name="page_thumb"),
    path(f"{VERSION}tanda-terima/", receipts.receipt, name="receipt"),
    path(f"{VERSION}tanda-terima.pdf", receipts.receipt_pdf, name="receipt_pdf"),
]
