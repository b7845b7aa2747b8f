"""Addresses of the home pages and the house."""

app_name = "home"
urlpatterns: list = []
