"""The groups of HR's desk, brought to the roles that the code declares."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from ..roles import ROLES


@transaction.atomic
def bring_roles() -> None:
    """Give each group of `ROLES` the rights of its role and no other, those that exist so far; other groups are left
    alone. Done after every migration; about twelve queries, and none that writes when nothing changed."""
    wanted = {right for rights in ROLES.values() for right in rights}
    known = {
        f"{row.content_type.app_label}.{row.codename}": row
        for row in Permission.objects.select_related("content_type").order_by("pk")
    }
    rights_of = {right: known[right] for right in wanted if right in known}
    for name, rights in ROLES.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.set(rights_of[right] for right in rights if right in rights_of)
