"""What the journeys share: accounts of real people, signing in, and days that pass."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from browser.served import Site

PASSWORD = "regenboog-fiets-22"
ACCOUNT = """
from allauth.account.models import EmailAddress
from schakel.records.accounts.models import User
from schakel.records.organisations.models import Membership, Organisation
user = User.objects.create_user(values["email"], password=values["password"])
EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
house, _new = Organisation.objects.get_or_create(
    slug=values["slug"], defaults={"name": values["name"], "kind": values["kind"]}
)
Membership.objects.create(user=user, organisation=house, role=values["role"], admin=True, since=timezone.now())
"""
# A shadow day of one organisation moves to so many days ago, at the same hour: time passed.
PASSED = """
from datetime import timedelta
from schakel.records.offers.models import Session
for one in Session.objects.filter(offer__organisation__slug=values["slug"]).order_by("pk"):
    day = timezone.localdate() - timedelta(days=values["days"])
    back = day - timezone.localdate(one.starts)
    one.starts += back
    one.ends = one.ends and one.ends + back
    one.book_until = one.book_until and one.book_until + back
    one.save()
"""


def account(played: Site, email: str, *, role: str, name: str, kind: str = "employer") -> None:
    """An account that acts for an organisation, which is made where it is missing."""
    slug = re.sub(r"\W+", "-", name.lower())
    played.run(ACCOUNT, email=email, password=PASSWORD, role=role, slug=slug, name=name, kind=kind)


def days_passed(played: Site, slug: str, *, days: int) -> None:
    """The sessions of an organisation were so many days ago; the daily round runs, as it does every day."""
    played.run(PASSED, slug=slug, days=days)
    played.post()


def workday(*, after: int) -> date:
    day = date.today() + timedelta(days=after)
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


@contextmanager
def visiting(browser: Any, played: Site, **options: Any) -> Iterator[Any]:
    """A page of somebody who just came in."""
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, "base_url": played.address, **options})
    page = context.new_page()
    page.set_default_timeout(20_000)
    yield page
    context.close()


@contextmanager
def acting(browser: Any, played: Site, email: str, **options: Any) -> Iterator[Any]:
    """The same, signed in."""
    with visiting(browser, played, **options) as page:
        page.goto("/account/inloggen/")
        page.fill("input[name=login]", email)
        page.fill("input[name=password]", PASSWORD)
        page.locator("main button[type=submit]").first.click()
        page.wait_for_url(lambda url: "/inloggen/" not in url)
        yield page


def sign_up(page: Any, played: Site, email: str, *, language: str = "") -> None:
    """Make an account with the code from the mail."""
    page.goto(f"{language}/account/nieuw/")
    page.fill("input[name=email]", email)
    page.fill("input[name=password1]", PASSWORD)
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url("**/e-mail/code/")
    code = re.search(r"^\s*([A-Z0-9]{4}-[A-Z0-9]{4})\s*$", played.mailbox.wait_for(email, "Schakel"), re.MULTILINE)
    assert code, "no code in the mail"
    page.fill("input[name=code]", code[1])
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url("**/mijn/begin/")


def press(page: Any, name: str) -> None:
    """Press the button or follow the link of this name in the page itself."""
    main = page.get_by_role("main")
    main.get_by_role("button", name=name).or_(main.get_by_role("link", name=name)).first.click()
    page.wait_for_load_state()


def reads(page: Any) -> str:
    """What the page says."""
    return str(page.inner_text("main"))
