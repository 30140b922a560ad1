"""Who may do what at HR's desk: the roles, as groups with exactly the rights that they need. Pure.

`docs/roles.md` says the same to people, action by action, and a test holds the two together at every address.
"""

#: what one reads to work at the desk; accounts are not among it
READ = frozenset(
    f"{app}.view_{model}"
    for app, models in {
        "texts": ("document", "passage", "textdate", "anomaly", "anomalyquote", "anomalydecision"),
        "grids": ("grid", "level"),
        "jobs": (
            "framework", "job", "jobtitle", "jobcode", "jobstatus", "fact", "replacement", "commonbase", "commonitem",
            "reach", "placement", "guaranteedpay", "sheet", "section", "item", "erratum", "synonym", "anomalymention",
            "trace", "import", "organisation", "campaign", "entry", "edition", "transmission", "mandate",
            "mandatelink", "opinion", "remark", "reply", "revisionrequest", "requestanswer",
        ),
        "careers": ("path", "node", "step", "criterion", "provision", "promotioncount"),
    }.items()
    for model in models
)  # fmt: skip


def _written(app: str, *models: str) -> frozenset[str]:
    return frozenset(f"{app}.{verb}_{model}" for model in models for verb in ("add", "change", "delete"))


RULES = _written("careers", "path", "node", "step", "criterion", "provision")
WRITER = READ | {"jobs.draft_sheet"} | _written("jobs", "synonym")
VALIDATOR = (
    WRITER
    | {"jobs.adopt_sheet", "texts.add_document", "texts.change_document", "texts.add_textdate"}
    | _written("jobs", "placement", "guaranteedpay", "replacement")
    | _written("grids", "grid", "level")
    | {"texts.add_anomalydecision"}
    | _written("careers", "promotioncount")
    | {f"jobs.{verb}_{row}" for verb in ("add", "change") for row in ("organisation", "campaign", "entry")}
    | {"jobs.add_transmission", "jobs.change_remark", "jobs.change_revisionrequest"}
    | {f"jobs.{verb}_{row}" for verb in ("add", "change") for row in ("mandate", "mandatelink")}
    | RULES
)

#: the name of a group → its rights
ROLES = {
    "Rédacteur": WRITER,
    "Valideur": VALIDATOR,
    "Membre de commission": frozenset({"jobs.review_sheet", "jobs.give_opinion"}),
    "Administrateur": VALIDATOR
    | _written("auth", "user", "group")
    | {"auth.view_user", "auth.view_group"},
}  # fmt: skip
