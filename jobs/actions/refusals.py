"""Why an action is refused: each reason has a name, and a sentence for the person who asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from texts.effect import french_date
from texts.models import Document

from ..models import Sheet
from ..notation import Misread, SectionField


class Refused(Exception):
    """An action that is not done. Its message is a French sentence that says why and what to do."""


class AlreadyInDraft(Refused):
    def __init__(self):
        super().__init__("Une révision de cette fiche est déjà en préparation : reprenez-la, ou retirez-la d’abord.")


class SharedSheet(Refused):
    def __init__(self, job):
        super().__init__(f"« {job} » n’a pas de fiche à lui : révisez celle de son métier repère, « {job.sheet_of} ».")


class DeletedJob(Refused):
    def __init__(self, job):
        super().__init__(f"« {job} » est supprimé : un texte l’a retiré de la grille, sa fiche ne se révise plus.")


class NotADraft(Refused):
    def __init__(self):
        super().__init__("Cette fiche n’est plus en préparation : elle a été adoptée ou retirée entre-temps.")


class DraftConflict(Refused):
    """Someone saved between the moment when this draft was read and now. Nothing was written; both texts are here."""

    def __init__(self, mine: Sequence[SectionField], theirs: Sequence[SectionField], revision: int):
        self.mine, self.theirs, self.revision = list(mine), list(theirs), revision
        super().__init__(
            "Quelqu’un a enregistré cette fiche pendant que vous l’écriviez : voici son texte et le vôtre, choisissez."
        )


class UnreadableDraft(Refused):
    """Lines that could not be read. Nothing was written."""

    def __init__(self, misread: Sequence[Misread]):
        self.misread = list(misread)
        first = self.misread[0]
        super().__init__(f"Rubrique {first.field}, ligne {first.line} : {first.sentence}")


class EmptySheet(Refused):
    def __init__(self):
        super().__init__("Cette fiche n’a aucune ligne : une fiche adoptée en a au moins une.")


class UnderOpinion(Refused):
    def __init__(self):
        super().__init__(
            "Cette fiche est soumise pour avis : ses mots ne changent pas tant qu’elle n’est pas renvoyée ou reprise."
        )


class NotUnderOpinion(Refused):
    def __init__(self):
        super().__init__("Cette fiche n’est pas soumise pour avis : elle est déjà en rédaction.")


class OwnDraft(Refused):
    def __init__(self):
        super().__init__("Vous avez écrit dans cette fiche : une autre personne l’adopte.")


class NothingChanged(Refused):
    def __init__(self):
        super().__init__("Cette fiche dit mot pour mot ce que dit la version précédente : il n’y a rien à adopter.")


class TextAlreadyCarries(Refused):
    def __init__(self, sheet: Sheet):
        super().__init__(
            f"Ce texte porte déjà la version {sheet.number} de cette fiche : une version vient d’un autre texte, ou "
            "d’une décision."
        )


class UndatedText(Refused):
    def __init__(self):
        super().__init__(
            "Ce texte n’a aucune date : enregistrez sa signature ou sa prise d’effet, sans quoi il vaudrait de tout "
            "temps."
        )


class TextTooOld(Refused):
    def __init__(self, since: date):
        super().__init__(
            f"Ce texte compterait avant la version précédente, qui compte depuis le {french_date(since)} : ce qui "
            "était en vigueur ne change pas après coup."
        )


class AlreadyInEffect(Refused):
    def __init__(self):
        super().__init__(
            "Cette version a pris effet, à une date connue : elle ne s’annule pas. Préparez une révision, qui "
            "prendra sa place."
        )


class FromOfficialText(Refused):
    def __init__(self):
        super().__init__("Cette version vient d’un texte officiel fourni avec le portail : elle ne s’annule pas.")


class NotTheLast(Refused):
    def __init__(self):
        super().__init__("Une version plus récente a été adoptée : annulez-la d’abord.")


class ReasonNeeded(Refused):
    def __init__(self):
        super().__init__("Dites pourquoi : la raison reste dans l’historique.")


class TextRefused(Refused):
    """A text that cannot be registered so. `field` names the one to look at, `twin` the text that stands in its way."""

    def __init__(self, field: str, message: str, twin: Document | None = None):
        self.field, self.twin = field, twin
        super().__init__(message)
