"""A pension administrator shrinks, a neighbour grows: sixty people, one plan that is proven best, and nobody's name in it."""

from typing import Any

from browser.journeys import account, acting, press, reads, visiting
from browser.served import Site

SHRINKS, GROWS = "hr@pensioenhuis.example", "hr@dataloket.example"
LOSSES = """kant;rol;aantal;vanaf
krimpt;Pensioenmedewerker;22;2027-01
krimpt;insurance-employee;8;2027-01
krimpt;call-centre-agent;12;2027-04
krimpt;data-entry-assistant;10;2027-04
krimpt;system-administrator;acht;2027-07
"""
GROWTH = """kant;rol;aantal;vanaf
groeit;functional-designer;14;2027-01
groeit;data-analyst-junior;12;2027-04
groeit;service-desk-agent;9;2027-04
groeit;cloud-administrator;6;2027-07
groeit;software-tester;8;2027-07
"""


def give(page: Any, text: str) -> None:
    """Hand in the roles as a file."""
    page.get_by_label("CSV-bestand").set_input_files(
        {"name": "rollen.csv", "mimeType": "text/csv", "buffer": text.encode()}
    )
    press(page, "Lees het bestand")


def test_sixty_people_have_the_cheapest_proven_plan(browser: Any, played: Site) -> None:
    account(played, SHRINKS, role="employer", name="Pensioenhuis Heerlen")
    account(played, GROWS, role="employer", name="Dataloket Parkstad")
    with acting(browser, played, SHRINKS) as first, acting(browser, played, GROWS) as second:
        first.goto("/mobiliteit/nieuw/")
        first.get_by_label("Naam van de pool").fill("Samen verder 2027")
        press(first, "Ga naar de functies")
        give(first, LOSSES)
        assert "acht" in first.inner_html("main"), "the line that is wrong is named"
        give(first, LOSSES.replace("acht", "8"))
        pool = first.url
        first.goto(f"{pool.split('/rollen')[0].rstrip('/')}/leden/")
        first.get_by_label("Welke organisatie?").select_option(label="Dataloket Parkstad")
        press(first, "Vraag erbij")
        played.post()
        second.goto(played.mailbox.link(GROWS, "Samen verder 2027"))
        press(second, "Doe mee")
        second.goto("/mobiliteit/")
        press(second, "Samen verder 2027")
        second.goto(f"{second.url.rstrip('/')}/rollen/")
        give(second, GROWTH)
        said = reads(second)
        assert "bewezen: geen plan vraagt minder" in said
        assert "Scholing die hiervoor nodig is" in said
        assert "Wie misschien meebetaalt" in said
    with visiting(browser, played, viewport={"width": 360, "height": 740}, java_script_enabled=False) as worker:
        worker.goto("/mobiliteit/")
        assert "/inloggen/" in worker.url
        worker.goto("/advies/")
        worker.fill("#id_tekst", "Ik ben pensioenmedewerker en wil naar de ICT. Ik werk met Excel en help klanten.")
        worker.locator("main form button.utrecht-button--primary-action").first.click()
        assert "Alleen jij ziet deze volgorde." in reads(worker)
