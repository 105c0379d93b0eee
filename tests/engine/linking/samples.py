"""A small taxonomy to link with, in four languages."""

from schakel.engine.linking.index import LinkIndex
from schakel.engine.linking.rules import LinkRules, load_rules
from schakel.engine.linking.types import LinkLabel
from schakel.reference import REFERENCE

SKILLS = {
    "net": {
        "nl": ["netwerken beheren", "netwerkbeheer"],
        "en": ["manage networks", "network administration"],
        "de": ["Netzwerke verwalten"],
        "fr": ["gérer des réseaux"],
    },
    "db": {
        "nl": ["databases ontwerpen", "gegevensbank ontwerpen"],
        "en": ["design databases"],
        "de": ["Datenbanken entwerfen"],
        "fr": ["concevoir des bases de données"],
    },
    "web": {
        "nl": ["websites ontwikkelen"],
        "en": ["develop websites", "web development"],
        "de": ["Webseiten entwickeln"],
    },
    "bread": {"nl": ["brood bakken"], "en": ["bake bread"], "de": ["Brot backen"], "fr": ["cuire du pain"]},
    "test": {
        "nl": ["software testen"],
        "en": ["test software"],
        "de": ["Software testen"],
        "fr": ["tester des logiciels"],
    },
    "k8s": {"": ["Kubernetes"]},
    "jira": {"": ["Jira"]},
}
OCCUPATIONS = {
    "dev": {
        "nl": ["softwareontwikkelaar", "softwareontwikkelaarster", "programmeur"],
        "en": ["software developer", "programmer"],
        "de": ["Softwareentwickler/Softwareentwicklerin"],
        "fr": ["développeur de logiciels/développeuse de logiciels"],
    },
    "admin": {
        "nl": ["systeembeheerder", "netwerkbeheerder"],
        "en": ["system administrator"],
        "de": ["Systemadministrator"],
    },
    "baker": {"nl": ["bakker"], "en": ["baker"], "de": ["Bäcker/Bäckerin"], "fr": ["boulanger/boulangère"]},
    "mine": {"en": ["mine driller"]},
}


def rules() -> LinkRules:
    """The rules that are shipped."""
    return load_rules(REFERENCE / "linking")


def labels_of(concepts: dict[str, dict[str, list[str]]], prefix: str = "urn:schakel:x:") -> list[LinkLabel]:
    """The labels, the first of each language the preferred one."""
    return [
        LinkLabel(prefix + name, language, label, at == 0)
        for name, languages in concepts.items()
        for language, labels in languages.items()
        for at, label in enumerate(labels)
    ]


def skills() -> LinkIndex:
    """An index of the skills above."""
    return LinkIndex.build(labels_of(SKILLS), kind="skill", rules=rules())


def occupations() -> LinkIndex:
    """An index of the occupations above, with two places."""
    return LinkIndex.build(labels_of(OCCUPATIONS), kind="occupation", rules=rules(), places=["Maastricht", "Kerkrade"])
