"""Addresses of the texts and of their anomalies."""

from django.urls import path, register_converter

from . import views


class DocumentSlug:
    """The name of a text's file without `.txt`."""

    regex = r"[a-z0-9][a-z0-9-]{0,79}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class TableSuffix:
    """How a table is taken away."""

    regex = "csv|xlsx"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(DocumentSlug, "document")
register_converter(TableSuffix, "table")

urlpatterns = [
    path("documents/", views.document_list, name="document_list"),
    path("documents.<table:suffix>", views.document_list_file, name="document_list_file"),
    path("documents/<document:slug>/", views.document_detail, name="document_detail"),
    path("documents/<document:slug>.txt", views.document_text, name="document_text"),
    path("documents/<document:slug>/original.pdf", views.document_original, name="document_original"),
    path("anomalies/", views.anomaly_list, name="anomaly_list"),
    path("anomalies.<table:suffix>", views.anomaly_list_file, name="anomaly_list_file"),
]
