"""Every page of the desk respects the strict policy: nothing inline, nothing from elsewhere."""

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.test import Client, RequestFactory
from django.urls import reverse

from tests.harness import PageReader

pytestmark = pytest.mark.django_db

#: what the policy refuses, as the reader of pages says it; the rest is the stock desk's own manner
REFUSED = ("inline <", "inline handler", "inline style", "script in an address", "another site")


def addresses(user) -> list[str]:
    """Each list of the desk, each form, and one row of each kind."""
    request = RequestFactory().get("/")
    request.user = user
    found = [reverse(f"admin:{name}") for name in ("index", "password_change", "jobs_placement_fill")]
    found += [reverse("admin:app_list", args=[app]) for app in ("jobs", "texts", "careers", "auth")]
    for model, desk in admin.site._registry.items():
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        found.append(reverse(f"{name}_changelist"))
        if desk.has_add_permission(request):
            found.append(reverse(f"{name}_add"))
        if row := model._default_manager.order_by("pk").first():
            found += [reverse(f"{name}_change", args=[row.pk]), reverse(f"{name}_history", args=[row.pk])]
    return found


def test_no_page_of_the_desk_holds_what_the_policy_refuses(admin_user) -> None:
    client = Client()
    client.force_login(admin_user)
    get_user_model().objects.create_user("camille", is_staff=True)
    faults = []

    walked = addresses(admin_user)
    for address in walked:
        response = client.get(address)
        assert response.status_code == 200, address
        policy = response.headers["Content-Security-Policy"]
        assert "unsafe" not in policy, address
        assert "default-src 'none'" in policy, address
        reader = PageReader()
        reader.feed(response.content.decode())
        faults += [f"{address}: {fault}" for fault in reader.faults if any(word in fault for word in REFUSED)]

    assert faults == []
    assert len(walked) > 80
