"""Addresses of people."""

from django.urls import path

from . import views

app_name = "people"
urlpatterns = [
    path("masuk/", views.sign_in, name="sign_in"),
    path("keluar/", views.sign_out, name="sign_out"),
    path("profil/", views.profile, name="profile"),
    path("profil/sandi/", views.change_password, name="change_password"),
    path("profil/mandat/", views.give_mandate, name="give_mandate"),
    path("profil/mandat/<int:pk>/akhiri/", views.end_mandate, name="end_mandate"),
]
