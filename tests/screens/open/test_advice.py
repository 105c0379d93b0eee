import pytest
from typing import Any

TEXT = "Ik werk als verzorgende IG in Heerlen. Ik gebruik Excel, TOPdesk en Python. Bel 06-12345678."

@pytest.mark.django_db
@pytest.mark.parametrize("prefix", ["", "/en", "/de"])
def test_advice_answers(client: Any, prefix: str) -> None:
    assert client.get(f"{prefix}/advies/").status_code == 200
    answer = client.post(f"{prefix}/advies/", {"tekst": TEXT})
    assert answer.status_code == 200
    open("/tmp/s2.html", "w").write(answer.content.decode())
