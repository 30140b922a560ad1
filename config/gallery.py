"""The gallery of components: every one in its states, for tests, screenshots and the next person who draws a page.

The words are those of the official texts; no example is invented where the texts give one. Nothing here asks the
database, and no other page uses these values.
"""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from texts.values import Badge, Source
from texts.views import read_only

AMENDMENT_2021 = ("clcc-avenant-2021-01", "Avenant 2021-01")
AMENDMENT_2023 = ("clcc-avenant-2023-06", "Avenant 2023-06")
ANNEX = ("ucanss-annexe-1-metiers-reperes", "Annexe 1 des métiers repères")
SHEET = ("aphp-fiche-metier-15d30", "Fiche métier 15D30")
PANORAMA = ("anap-nouveaux-visages-de-la-sante", "Les nouveaux visages de la santé")


def _badge(kind: str, code: str, label: str) -> dict[str, str]:
    return {"kind": kind, "code": code, "label": label}


def _source(text: tuple[str, str], first: int, last: int | None = None) -> dict[str, str]:
    document, title = text
    lines = f"lignes {first} à {last}" if last else f"ligne {first}"
    return {
        "short": f"l.\u202f{first}",
        "label": f"{title}, {lines}",
        "url": f"/documents/{document}/#l{first}",
    }


def _item(words: str, anchor: str, *sources: dict[str, str], **more: object) -> dict[str, object]:
    return {"text": words, "anchor": f"e-{anchor}", "sources": sources, **more}


def _choice(value: str, label: str, count: int, *, checked: bool = False) -> dict[str, object]:
    return {"id": f"choix-{value}", "value": value, "label": label, "count": count, "checked": checked}


CLCC = _badge("framework", "clcc", "CLCC")
UCANSS = _badge("framework", "ucanss", "Sécurité sociale")
FPH = _badge("framework", "fph", "FPH")
ANAP = _badge("framework", "anap", "Anap")
DELETED = _badge("status", "supprime", "Supprimé")
REPLACED = _badge("status", "remplace", "Remplacé")
EMERGING = _badge("status", "emergent", "Émergent")

BADGES = {
    "Référentiel": (CLCC, UCANSS, FPH, ANAP),
    "État": (_badge("status", "en_vigueur", "En vigueur"), DELETED, REPLACED, EMERGING),
    "Nature": (
        _badge("nature", "", "Métier repère"),
        _badge("nature", "", "Emploi rattaché"),
        _badge("nature", "", "Emploi"),
    ),
    "Version": (
        _badge("version", "en_vigueur", "en vigueur"),
        _badge("version", "a_venir", "pas encore en vigueur"),
        _badge("version", "passee", "n’est plus en vigueur"),
    ),
    "Niveau": (_badge("level", "", "Niveau 3EB"), _badge("level", "", "Groupe F, position 4")),
    "Fondement": (
        _badge("basis", "enonce", "énoncé par le texte"),
        _badge("basis", "deduit", "déduit du texte"),
        _badge("basis", "saisi", "saisi par les ressources humaines"),
    ),
    "Branche": (_badge("branch", "", "Maladie"), _badge("branch", "", "Famille")),
}

FACTS = (
    {
        "label": "Groupe et position",
        "values": ({"text": "F, position 4"},),
        "sources": (_source(AMENDMENT_2023, 203),),
        "basis": _badge("basis", "enonce", "énoncé par le texte"),
    },
    {"label": "Filière et cotation", "values": ({"text": "MT, 212"},), "sources": (_source(AMENDMENT_2023, 222),)},
    {
        "label": "Place dans la grille",
        "values": ({"text": "entre Orthophoniste et Attaché de recherche clinique"},),
        "sources": (_source(AMENDMENT_2023, 198, 199),),
        "note": "Le texte n’imprime pas la grille entière.",
    },
    {"label": "Pays", "values": (), "sources": ()},
    {
        "label": "Certification",
        "values": (
            {"text": "DE - Aide-Soignant"},
            {"text": "RNCP 35830", "url": "https://www.francecompetences.fr/recherche/rncp/35830/"},
        ),
        "sources": (_source(ANNEX, 800),),
    },
)

SECTIONS = (
    {
        "anchor": "s-missions",
        "heading": "Missions principales",
        "prose": True,
        "groups": (
            {
                "heading": "",
                "items": (
                    _item(
                        "Effectuer, sur consignes précises d’exécution, des travaux divers tels que nettoyage, "
                        "hygiène, tâches de liaisons et manutention, restauration, entretien…",
                        "agent-mission",
                        _source(AMENDMENT_2021, 240, 241),
                    ),
                ),
            },
        ),
    },
    {
        "anchor": "s-controle",
        "heading": "Activités",
        "level": "Niveau 5B",
        "branches": ("Famille",),
        "groups": (
            {
                "heading": "",
                "items": (
                    _item(
                        "Contrôler, au regard de la législation applicable en matière de versement des prestations "
                        "familiales et d'une méthodologie nationale d'enquête, la conformité des déclarations "
                        "effectuées et des documents fournis par les allocataires :",
                        "controle-1",
                        _source(ANNEX, 323),
                        sub_items=(
                            _item(
                                "Préparer le contrôle à partir des données obtenues dans les portails d'information",
                                "controle-1-1",
                                _source(ANNEX, 324),
                            ),
                            _item(
                                "Informer et orienter les allocataires sur le maintien et l'accès aux droits",
                                "controle-1-4",
                                _source(ANNEX, 327),
                            ),
                        ),
                    ),
                    _item(
                        "Formaliser dans un rapport de contrôle argumenté les résultats obtenus pour permettre de "
                        "régulariser le dossier de l'allocataire ou, le cas échéant, d'instruire une procédure de "
                        "fraude.",
                        "controle-2",
                        _source(ANNEX, 328),
                    ),
                ),
            },
        ),
    },
    {
        "anchor": "s-assistant",
        "heading": "Activités",
        "reach": (
            {
                "text": "la liste des activités peut être adaptée par chaque centre pour tenir compte des "
                "organisations en place (ajout/suppression d’activité)",
                "source": _source(AMENDMENT_2023, 281, 283),
            },
        ),
        "groups": (
            {
                "heading": "Participer aux projets de déploiement et de suivi des outils métiers et assurer la "
                "formation des utilisateurs",
                "items": (_item("Extraire et suivre les indicateurs", "indicateurs", _source(AMENDMENT_2023, 307)),),
            },
        ),
    },
    {
        "anchor": "s-connaissances",
        "heading": "Connaissances requises",
        "groups": (
            {
                "heading": "",
                "items": (
                    _item("Anglais scientifique", "anglais", _source(SHEET, 49), code="15214"),
                    _item("Conduite de projet", "projet"),
                ),
            },
        ),
    },
    {"anchor": "s-vide", "heading": "Formation/expérience", "groups": ()},
)

NOTICES = (
    {
        "kind": "info",
        "title": "Signé le 1er avril 2021, date d’effet non connue",
        "text": "L’avenant entre en vigueur le premier jour du mois qui suit l’expiration du délai d’opposition. "
        "Aucun texte n’en donne la date.",
        "links": ({"label": "Lire l’article 8", "url": "/documents/clcc-avenant-2021-01/#l203"},),
    },
    {
        "kind": "attention",
        "title": "Remplacement annoncé pour 2025",
        "text": "Le texte annonce que le 011120, Conseiller(ère) retraite, se substituera à cet emploi en 2025.",
        "links": ({"label": "011120 Conseiller(ère) retraite", "url": "/emplois/ucanss/011120/"},),
    },
    {
        "kind": "anomaly",
        "title": "Deux libellés pour un même code",
        "text": "Le tableau et la note n’impriment pas le même intitulé pour le 011106.",
        "links": ({"label": "Voir l’anomalie", "url": "/anomalies/#libelle-011106"},),
    },
    {
        "kind": "history",
        "title": "Emploi supprimé",
        "text": "L’avenant 2021-01 a supprimé cet emploi de la grille. Aucun texte ne donne sa fiche.",
        "links": ({"label": "Lire l’article 2", "url": "/documents/clcc-avenant-2021-01/#l103"},),
    },
)

JOBS = (
    {
        "url": "/emplois/ucanss/060101/",
        "title": "Aide-soignant(e)",
        "framework": UCANSS,
        "code": "060101",
        "nature": "",
        "status": None,
        "places": (_badge("level", "", "3EB"),),
        "compare": {
            "url": "/comparer/?emploi=ucanss/060101",
            "reference": "ucanss/060101",
            "title": "Aide-soignant(e)",
        },
        "passage": {
            "url": "/emplois/ucanss/060101/#e-exemple",
            "heading": "Activités",
            "pieces": (
                {"text": "Dispenser des ", "found": False},
                {"text": "soins", "found": True},
                {"text": " d'hygiène et de confort", "found": False},
            ),
        },
    },
    {
        "url": "/emplois/clcc/agent-de-service/",
        "title": "Agent de service",
        "framework": CLCC,
        "code": "",
        "nature": "",
        "status": None,
        "places": (),
    },
    {
        "url": "/emplois/anap/assistant-technique-d-anesthesie/",
        "title": "Assistant technique d’anesthésie",
        "framework": ANAP,
        "code": "",
        "nature": "",
        "meta": "Soins · Allemagne",
        "status": EMERGING,
        "places": (),
    },
    {
        "url": "/emplois/fph/15d30/",
        "title": "Coordinateur(trice) d'études cliniques (CEC)",
        "framework": FPH,
        "code": "15D30",
        "nature": "",
        "meta": "Recherche clinique investigation",
        "status": None,
        "places": (),
    },
    {
        "url": "/emplois/ucanss/0111/",
        "title": "Gestionnaire conseil sécurité sociale",
        "framework": UCANSS,
        "code": "0111",
        "nature": "Métier repère",
        "status": None,
        "places": (_badge("level", "", "3"), _badge("level", "", "4A"), _badge("level", "", "4B")),
    },
    {
        "url": "/emplois/clcc/aide-de-laboratoire/",
        "title": "aide de laboratoire",
        "framework": CLCC,
        "code": "",
        "nature": "",
        "status": DELETED,
        "places": (),
        "past": True,
    },
)

FACETS = (
    {
        "name": "referentiel",
        "legend": "Référentiel",
        "noun": "emploi",
        "choices": (
            _choice("clcc", "CLCC", 59, checked=True),
            _choice("ucanss", "Sécurité sociale", 148),
            _choice("fph", "Fonction publique hospitalière", 1),
            _choice("anap", "Anap", 0),
        ),
        "more": (),
    },
    {
        "name": "famille",
        "legend": "Famille de métiers",
        "noun": "emploi",
        "choices": (_choice("soins", "Soins", 10), _choice("recherche-clinique", "Recherche clinique", 1)),
        "more": (_choice("systeme-d-information", "Système d’information", 3),),
    },
    {
        "name": "pays",
        "legend": "Pays",
        "noun": "emploi",
        "choices": (_choice("allemagne", "Allemagne", 2), _choice("royaume-uni", "Royaume-Uni", 2)),
        "more": (),
        "folded": True,
    },
)

PAGES = {
    "total": 9,
    "previous_url": "?page=3",
    "next_url": "?page=5",
    "links": (
        {"number": 1, "url": "?page=1"},
        {"gap": True},
        {"number": 3, "url": "?page=3"},
        {"number": 4, "url": "?page=4", "current": True},
        {"number": 5, "url": "?page=5"},
        {"gap": True},
        {"number": 9, "url": "?page=9"},
    ),
}

QUOTE = {
    "text": "Il est préconisé de réviser annuellement 1/5 de ces fiches.",
    "source": _source(AMENDMENT_2021, 199),
}

ANOMALY = {
    "anchor": "a-schema",
    "title": "Le schéma du parcours est annoncé en annexe et n’y est pas",
    "kind": "annoncé et absent",
    "lines": "l. 47",
    "open": True,
    "explanation": "L’article 1er annexe un schéma\u202f; après les signatures ne vient que la fiche.",
    "quotes": (
        {
            "text": "Le schéma du parcours est annexé au présent avenant.",
            "where": "l.\u202f47",
            "url": "/documents/clcc-avenant-2023-06/#l47",
        },
    ),
    "handling": "Le parcours est donné d’après les articles 1.1 et 1.2\u202f; aucun schéma n’est reconstitué.",
    "jobs": ({"label": "Assistant médical spécialisé", "url": "/emplois/clcc/assistant-medical-specialise/"},),
    "decision": {
        "wording": "Le schéma est demandé aux signataires.",
        "day": "14 mars 2026",
        "source": {"label": "Décision du 12 mars 2026", "url": "/documents/"},
    },
    "rest": {"label": "Lire les 3 emplois", "url": "/anomalies/?constat=clcc-2023-schema-du-parcours-annexe-et-absent"},
}

LINES = (
    {"number": 245, "text": "Réapprovisionner quotidiennement son chariot en matériel",
     "drawn": ({"label": "Agent de service, Activités", "url": "/emplois/clcc/agent-de-service/"},)},
    {"number": 246, "text": ""},
    {"number": 247, "text": "Assurer le nettoyage, l’hygiène et l’entretien du matériel et des locaux",
     "drawn": ({"label": "Agent de service, Activités", "url": "/emplois/clcc/agent-de-service/"},)},
    {"number": 362, "text": " Agent de service qualifi é", "furniture": True},
)  # fmt: skip

PAY = {
    "anchor": "t-rmag",
    "caption": "Rémunérations minimales annuelles garanties",
    "columns": (
        {"label": "Emplois"},
        {"label": "Groupe"},
        {"label": "RMAG", "numeric": True},
        {"label": "RMAG 1", "numeric": True},
        {"label": "RMAG 2", "numeric": True},
    ),
    "rows": (
        {
            "head": "Assistant(e) médical(e) spécialisé(e)",
            "cells": (
                {"text": "F"},
                {"text": "28\u202f479\u202f€", "numeric": True},
                {"text": "29\u202f335\u202f€", "numeric": True},
                {"text": "30\u202f213\u202f€", "numeric": True},
            ),
        },
        {
            "head": "Agent de service",
            "cells": ({"text": ""}, *({"text": "", "numeric": True} for _ in range(3))),
        },
    ),
    "note": "À compter de l’entrée en vigueur, date non connue.",
}  # fmt: skip

GRIDS = (
    {
        "anchor": "t-soignants",
        "caption": "Grille des personnels soignants, éducatifs et médicaux (extrait)",
        "levels": ("3EA", "3EB", "4E"),
        "rows": (
            {
                "head": "Aide-soignant(e)",
                "cells": (
                    {"code": "vide", "label": "Niveau 3EA, non mentionné"},
                    {"code": "enonce", "label": "Niveau 3EB, énoncé par le texte"},
                    {"code": "vide", "label": "Niveau 4E, non mentionné"},
                ),
            },
            {
                "head": "Une place complétée dans l’espace de gestion",
                "cells": (
                    {"code": "vide", "label": "Niveau 3EA, non mentionné"},
                    {"code": "vide", "label": "Niveau 3EB, non mentionné"},
                    {"code": "saisi", "label": "Niveau 4E, saisi par les ressources humaines"},
                ),
            },
        ),
    },
    {
        "anchor": "t-administratif",
        "caption": "Grille du personnel administratif (extrait)",
        "levels": ("3", "4A", "4B"),
        "rows": (
            {
                "head": "Gestionnaire des opérateurs sociaux",
                "cells": tuple(
                    {"code": "deduit", "label": f"Niveau {level}, déduit des activités", "url": "#t-administratif"}
                    for level in ("3", "4A", "4B")
                ),
            },
        ),
    },
)  # fmt: skip

STEPS = (
    {
        "number": 1,
        "title": "Secrétaire",
        "places": (_badge("level", "", "Groupe D"),),
        "source": _source(AMENDMENT_2023, 57, 58),
        "conditions": (),
    },
    {
        "number": 2,
        "title": "Assistant(e) médical(e)",
        "places": (_badge("level", "", "Groupe E, position 4"),),
        "source": _source(AMENDMENT_2023, 60, 79),
        "lead": "Depuis le poste de secrétaire administratif\u202f:",
        "conditions": (
            "expérience professionnelle de 3 ans minimum ;",
            "étude du parcours de formation individualisé (et/ou VAE) ;",
        ),
    },
    {
        "number": 3,
        "title": "Assistant(e) médical(e) spécialisé(e)",
        "places": (_badge("level", "", "Groupe F, position 4"),),
        "source": _source(AMENDMENT_2023, 140, 160),
        "conditions": ("étude du parcours de formation individualisé si nécessaire ;",),
    },
)

DIFF = (
    {"kind": "same", "text": "évaluation favorable dans le poste de secrétaire "},
    {"kind": "del", "text": "administratif"},
    {"kind": "ins", "text": "médical(e)"},
    {"kind": "same", "text": " à l’appui des derniers entretiens annuels d’appréciation et au regard de la maîtrise "
     "du poste occupé et des missions exercées"},
)  # fmt: skip


def _change(kind: str, label: str, **more: object) -> dict[str, object]:
    usual = {"text": "", "code": "", "parts": (), "under": "", "moved": "", "links": ()}
    return usual | {"kind": kind, "label": label} | more


CHANGES = (
    _change(
        "ajoute", "ajoutée", text="Extraire et suivre les indicateurs",
        links=({"label": "Après", "url": "#diff"}, {"label": "Côte à côte", "url": "#diff"}),
    ),
    _change("retire", "retirée", text="Assurer la distribution du linge", links=({"label": "Avant", "url": "#diff"},)),
    _change("reformule", "reformulée et déplacée", parts=DIFF, moved="auparavant sous Activités, niveau 4A"),
    _change("deplace", "déplacée", text="Recherche clinique", code="15214", under="Connaissances particulières"),
    _change("inchange", "inchangée", text="Connaître les règles de base d’hygiène et de sécurité"),
)  # fmt: skip

HAPPENINGS = (
    {
        "text": "Emploi créé dans la classification.",
        "weight": "Classement",
        "sources": (_source(AMENDMENT_2023, 182, 183),),
        "links": (),
    },
    {
        "text": "Fiche, version 2 : 1 ligne ajoutée.",
        "weight": "Contenu",
        "sources": (),
        "links": ({"label": "Avant", "url": "#diff"}, {"label": "Après", "url": "#diff"}),
    },
)

ERRATUM = {
    "day": "3 mars 2026",
    "reason": "Nous avions mal lu le texte officiel : la rédaction est remise telle qu’il l’imprime.",
    "changes": CHANGES[2:3],
}

COMPARED = (
    {
        "parts": (
            {"own": False, "text": "Apporter son "},
            {"own": True, "text": "expérience"},
            {"own": False, "text": " métier dans le cadre des actions de partenariat interne et/ou externe"},
        ),
        "under": "Activités en relation avec les partenaires",
        "level": "Niveau 4A",
        "branches": (Badge("branch", "", "branche Retraite"),),
        "code": "15214",
        "source": Source(*AMENDMENT_2023, 140, 140),
    },
    {
        "parts": ({"own": False, "text": "Ligne écrite par les ressources humaines"},),
        "under": "",
        "level": "",
        "branches": (),
        "code": "",
        "source": None,
    },
)

OPINIONS = (
    {
        "organisation": "Organisation d’employeurs",
        "college": "employeurs",
        "position": _badge("opinion", "favorable", "Favorable"),
        "date": "le 12 mai",
    },
    {
        "organisation": "Première organisation syndicale",
        "college": "salariés",
        "position": _badge("opinion", "reserve", "Réservé"),
        "date": "le 3 mai",
        "text": "Participer aux réunions de concertation pluridisciplinaire (RCP)",
        "stale": "La rédaction a changé depuis cet avis\u202f: il est à confirmer.",
    },
    {
        "organisation": "Deuxième organisation syndicale",
        "college": "salariés",
        "position": _badge("opinion", "defavorable", "Défavorable"),
        "date": "le 28 mai",
    },
    {
        "organisation": "Troisième organisation syndicale",
        "college": "salariés",
        "position": _badge("opinion", "", "Sans réponse à la date limite"),
        "date": "31 mai",
    },
)

EMPTY = {
    "title": "Aucun emploi ne correspond",
    "text": "Retirez un filtre, vérifiez l’orthographe ou cherchez un mot plus court.",
    "links": ({"label": "Voir tous les emplois", "url": "/emplois/"},),
}

TOC = (
    {"url": "#section", "label": "Missions principales"},
    {
        "url": "#section",
        "label": "Activités",
        "children": ({"url": "#section", "label": "Niveau 3"}, {"url": "#section", "label": "Niveau 4A"}),
    },
)


@read_only
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in its states, at /composants/, for who writes the portal: with DEBUG, or signed in to the desk.

    No query but those of a session. Readers have nothing to do there: its examples are not facts of the day.
    """
    signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES  # a reader's answer depends on no cookie
    if not (settings.DEBUG or (signed_in and request.user.is_staff)):
        raise Http404
    context = {
        "badges": BADGES, "facts": FACTS, "sections": SECTIONS, "notices": NOTICES, "jobs": JOBS, "facets": FACETS,
        "pages": PAGES, "quote": QUOTE, "anomaly": ANOMALY, "lines": LINES, "pay": PAY, "grids": GRIDS, "steps": STEPS,
        "diff": DIFF, "changes": CHANGES, "happenings": HAPPENINGS, "erratum": ERRATUM,
        "compared": COMPARED, "opinions": OPINIONS, "empty": EMPTY, "toc": TOC,
        "crumbs": ({"label": "Emplois", "url": "/emplois/"},),
    }  # fmt: skip
    return render(request, "gallery.html", context)
