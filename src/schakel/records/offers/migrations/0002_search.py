"""The full-text index, in the way of each database."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from schakel.records.offers import search


def create(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    editor.execute(search.CREATE_POSTGRES if editor.connection.vendor == "postgresql" else search.CREATE_SQLITE)


def drop(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    editor.execute(search.DROP_POSTGRES if editor.connection.vendor == "postgresql" else search.DROP_SQLITE)


class Migration(migrations.Migration):
    dependencies = [("offers", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
