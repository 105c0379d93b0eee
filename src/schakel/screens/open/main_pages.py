"""The pages that must always work, and how much there is of everything: for `demo --check` and the browser tests."""

from django.apps import apps
from django.urls import reverse
from django.utils.translation import override

from schakel.records.offers.models import Offer
from schakel.records.programme.models import Initiative

NAMES = (
    "home",
    "advice",
    "employer",
    "school",
    "offers",
    "occupations",
    "agenda",
    "stay",
    "initiatives",
    "programme",
    "figures",
    "help",
    "ask",
    "privacy",
    "accessibility",
    "algorithms",
    "matching-rules",
)


def main_pages(language: str) -> list[str]:
    """Paths of the main pages in one language: every list page, and one page of each kind behind it."""
    from schakel.screens.open.examples import examples

    with override(language):
        return [reverse(f"open:{name}") for name in NAMES] + [
            reverse(f"open:{name}", args=args) for name, args in examples()
        ]


def counts() -> dict[str, int]:
    """How many rows there are of each kind, over all records."""
    models = [
        model for app in apps.get_app_configs() if app.name.startswith("schakel.records") for model in app.get_models()
    ]
    found = {str(model._meta.verbose_name_plural): model._default_manager.count() for model in models}
    found["fictional offers"] = Offer.objects.filter(fictional=True).count()
    found["initiatives"] = Initiative.objects.count()
    return found
