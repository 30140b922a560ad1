"""Accounts on the desk: nobody gives themselves more rights than they have, and a lost password has a way back."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import UserAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.views.decorators.http import require_POST

from .actions import NotTheirs, make_password_link

User = get_user_model()
admin.site.unregister(User)


@admin.register(User)
class AccountAdmin(UserAdmin):
    """Django's own, with one-time links, and with superusers kept to superusers."""

    change_form_template = "accounts/user_change.html"
    readonly_fields = ("last_login", "date_joined")

    def get_urls(self) -> list[Any]:
        link = require_POST(self.admin_site.admin_view(self.link))
        return [path("<int:pk>/lien/", link, name="auth_user_link"), *super().get_urls()]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        fields = super().get_readonly_fields(request, obj)
        return fields if request.user.is_superuser else (*fields, "is_superuser", "user_permissions")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_delete_permission(request, obj)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        user = kwargs.get("obj")
        context["may_link"] = bool(user and user.is_active and self.has_change_permission(request, user))
        return super().render_change_form(request, context, *args, **kwargs)

    def link(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Makes the one-time link of an account and shows it, this once."""
        user = get_object_or_404(User, pk=pk)
        if not self.has_change_permission(request, user):
            raise PermissionDenied
        try:
            address = request.build_absolute_uri(make_password_link(user, by=request.user))
        except NotTheirs:
            raise PermissionDenied from None
        page = {"title": "Lien de nouveau mot de passe", "subtitle": str(user), "person": user, "address": address}
        page["hours"] = settings.PASSWORD_RESET_TIMEOUT // 3600
        return render(request, "accounts/link.html", self.admin_site.each_context(request) | page)
