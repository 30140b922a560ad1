"""Sheets as a workbook that HR writes in and gives back: the lines, and a tab that says how."""

from __future__ import annotations

from collections.abc import Sequence

from texts.spreadsheets import xlsx_of

from .sheet_table import Editable, printed
from .workbooks import TAB

GUIDE = (
    ("Colonne", "Ce qu’elle dit", "Ce que vous pouvez y faire"),
    ("Référentiel, Clé", "De quel emploi est la ligne.", "À recopier sur une ligne ajoutée ; ne pas changer."),
    ("Emploi", "L’intitulé, pour vous y retrouver.", "Il n’est pas lu."),
    ("Lu dans", "La version ou le brouillon exporté.",
     "Ne pas changer : c’est ce qui permet de vous prévenir si quelqu’un a écrit dans la fiche entre-temps."),
    ("Rubrique", "La nature de la rubrique : Missions, Activités, Connaissances…", "Choisir parmi celles de Repères."),
    ("Titre imprimé", "Le titre de la rubrique dans le texte, s’il y en a un.", "À recopier sur une ligne ajoutée."),
    ("Niveau", "Le niveau auquel la ligne est propre, comme dans sa grille : 4A, 3EB.", "Vide : tous les niveaux."),
    ("Branches", "Les branches auxquelles elle est propre, séparées par des virgules.", "Vide : toutes."),
    ("Intertitre", "La phrase ou le sous-titre qui annonce la ligne.", "Vide : aucun."),
    ("Ordre", "La place de la ligne dans sa fiche : c’est elle qui compte, et non la place dans le fichier.",
     "Pour déplacer une ligne, changez ce nombre : 15 la met entre 10 et 20. Vide : après la ligne du dessus."),
    ("Élément", "La ligne de la fiche.", "La changer, ou en ajouter une. Pour la supprimer, supprimez toute la ligne."),
    ("Sous-élément", "Ce qui précise l’élément du dessus ; la colonne « Élément » est alors vide.", "De même."),
    ("Code", "Le code imprimé devant la ligne, s’il y en a un.", "Douze lettres ou chiffres au plus."),
    ("", "", ""),
    ("Une fiche", "Toutes ses lignes sont dans le fichier : une ligne que vous retirez est supprimée de la fiche.",
     "Une fiche dont vous retirez toutes les lignes n’est pas concernée : elle reste comme elle est."),
    ("Une formule", "Aucune n’est lue.", "Une cellule qui en contient une est refusée : écrivez son résultat."),
    ("Au retour", "Rien n’est écrit tant que vous n’avez pas relu et confirmé.",
     "Les changements deviennent des brouillons, à relire, à soumettre et à adopter comme les autres."),
)  # fmt: skip


def sheets_xlsx(sheets: Sequence[Editable]) -> bytes:
    """The sheets as a workbook: « Fiches », which the import reads back, and « Mode d’emploi »."""
    rows = printed(sheets)
    return xlsx_of([(TAB, rows, "D2"), ("Mode d’emploi", GUIDE, "A2")], title="Fiches d’emplois", edited=True)
