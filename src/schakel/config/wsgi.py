"""The site as WSGI application, for granian."""

import os
from threading import Thread

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "schakel.config.settings")

application = get_wsgi_application()


def warm_up() -> None:
    """Build the reader, the rules and the offers to rank before the first visitor asks: it takes seconds."""
    from schakel.records.offers import shelf
    from schakel.records.people import engine_io
    from schakel.records.people.engine_io.moves import yardstick

    engine_io.warm_up()
    yardstick()
    shelf.warm_up()


Thread(target=warm_up, name="warm-up", daemon=True).start()
