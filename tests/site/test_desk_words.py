"""The desk speaks French before our names of things: no « de utilisateur », no « les fiches sélectionnés »."""

import re

import pytest
from django.contrib import admin
from django.urls import reverse

from tests.translations import READ, WRITTEN, catalogue, entries

pytestmark = pytest.mark.django_db

#: « de emploi », « le inscription », « tous les 38 fiches »
BAD = re.compile(r"\b(?:de|le|la) (?=[aeiouyéèêâîôû])(?!onz|oui)|L.objet |\bsélectionnés\b", re.IGNORECASE)


def test_the_catalogue_that_django_reads_is_made_from_the_one_that_people_write():
    assert READ.read_bytes() == catalogue(entries(WRITTEN.read_text("utf-8")))


def test_no_title_of_the_desk_elides_badly(admin_client):
    titles = []
    for model in admin.site._registry:
        for page in ("changelist", "add"):
            answer = admin_client.get(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"))
            if answer.status_code == 200:
                titles.append(str(answer.context["title"]))

    assert len(titles) > 60
    assert [title for title in titles if BAD.search(title)] == []
    assert "Ajout\u00a0: utilisateur" in titles
