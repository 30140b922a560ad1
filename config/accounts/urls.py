"""The addresses of the door, beside those of the desk. What follows `mot-de-passe/` is never logged."""

from django.urls import path

from . import directory_views, views

app_name = "accounts"
urlpatterns = [
    path("mot-de-passe/", views.Forgotten.as_view(), name="forgotten"),
    path("mot-de-passe/envoye/", views.LinkSent.as_view(), name="link_sent"),
    path("mot-de-passe/<uidb64>/<token>/", views.NewPassword.as_view(), name="new_password"),
    path("annuaire/", directory_views.leave, name="directory"),
    path("annuaire/retour/", directory_views.come_back, name="directory_back"),
]
