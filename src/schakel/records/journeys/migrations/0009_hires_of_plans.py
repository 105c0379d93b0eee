"""Whoever has a plan was hired: each plan made before gets its hire. No outcome is made up for it."""

from django.db import migrations


def make_hires(apps, schema_editor):
    Onboarding, Hire = apps.get_model("journeys", "Onboarding"), apps.get_model("journeys", "Hire")
    for plan in Onboarding.objects.filter(hire=None).select_related("invitation__offer").order_by("pk"):
        offer = plan.invitation.offer
        if offer.organisation_id is None:
            continue
        same = Hire.objects.filter(person_id=plan.invitation.person_id, organisation_id=offer.organisation_id, ended=None)
        if same.exists():
            continue
        plan.hire = Hire.objects.create(
            person_id=plan.invitation.person_id,
            organisation_id=offer.organisation_id,
            offer=offer,
            invitation_id=plan.invitation_id,
            starts=plan.starts,
            told=plan.made,
            told_by="employer",
        )
        plan.save(update_fields=["hire"])


class Migration(migrations.Migration):

    dependencies = [
        ('journeys', '0008_keeping'),
    ]

    operations = [migrations.RunPython(make_hires, migrations.RunPython.noop)]
