"""The site as WSGI application, for granian."""

import os
from threading import Thread

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "schakel.config.settings")

application = get_wsgi_application()


def warm_up() -> None:
    """Build what takes seconds before the first visitor asks."""
    from schakel.config import warming

    warming.warm_up()


Thread(target=warm_up, name="warm-up", daemon=True).start()
