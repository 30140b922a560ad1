"""Writes the whole of the public data in a folder: see `careers.open_data`."""

from pathlib import Path

from django.core.management.base import CommandError
from django.db import transaction
from django.template.loader import render_to_string

from careers.open_data import data_package
from careers.open_data_queries import public_tables, published_files
from texts.management.base import FrenchCommand
from texts.queries import document_cards


class Command(FrenchCommand):
    help = (
        "Écrit dans un dossier chaque table publique en JSON et en CSV, leur schéma, les textes, les tableaux de suivi "
        "arrêtés et les empreintes. Rien de privé : ni compte, ni brouillon, ni avis non publié. Les mêmes données "
        "donnent les mêmes octets."
    )

    def add_arguments(self, parser):
        parser.add_argument("dossier", type=Path, help="dossier où écrire ; créé s’il n’existe pas, sinon vide")

    def handle(self, *, dossier: Path, verbosity: int, **options):
        with transaction.atomic():  # one state of the data, whatever is written meanwhile
            tell = (lambda name: self.stderr.write(f"  {name}")) if verbosity > 1 else (lambda name: None)
            tables = public_tables(tell=tell)
            others = dict(published_files())
            notice = render_to_string("open_data/LISEZ-MOI.md", {"tables": tables, "texts": document_cards()})
        files = data_package(tables, others, notice)
        try:
            if dossier.exists() and any(dossier.iterdir()):
                raise CommandError(f"Le dossier {dossier} n’est pas vide : donnez-en un autre, ou videz-le.")
            for name, content in files.items():
                path = dossier / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
        except OSError as error:
            raise CommandError(f"Le dossier {dossier} ne peut pas être écrit : {error.strerror}.") from error
        if verbosity:
            size = f"{sum(map(len, files.values())) / 1_000_000:.1f}".replace(".", ",")
            rows = sum(len(table.rows) for table in tables)
            self.stdout.write(f"{dossier} : {len(tables)} tables, {rows} lignes, {len(files)} fichiers, {size} Mo.")
