"""The 18 regions and 101 departments of France with their neighbours, and the country as a whole."""

import json
from pathlib import Path

from django.db import migrations
from django.utils.text import slugify

DATA = Path(__file__).resolve().parents[1] / "data" / "territories.json"

# ISO 3166-2:FR subdivision codes, as three letters.
ABBREVIATIONS = {
    "01": "GLP", "02": "MTQ", "03": "GUF", "04": "REU", "06": "MYT",
    "11": "IDF", "24": "CVL", "27": "BFC", "28": "NOR", "32": "HDF", "44": "GES", "52": "PDL",
    "53": "BRE", "75": "NAQ", "76": "OCC", "84": "ARA", "93": "PAC", "94": "COR",
}  # fmt: skip


def load(apps, schema_editor):
    Territory = apps.get_model("core", "Territory")
    data = json.loads(DATA.read_text(encoding="utf-8"))
    country = Territory.objects.create(level="pays", code="FR", name="France entière", slug="france-entiere")
    regions = Territory.objects.bulk_create(
        Territory(
            level="region",
            code=region["code"],
            name=region["name"],
            slug=slugify(region["name"]),
            abbreviation=ABBREVIATIONS[region["code"]],
            parent=country,
        )
        for region in data["regions"]
    )
    region_by_code = {region.code: region for region in regions}
    taken = {region.slug for region in regions}
    departments = Territory.objects.bulk_create(
        Territory(
            level="departement",
            code=department["code"],
            name=department["name"],
            # Five overseas departments bear the name of their region: the region keeps the plain address.
            slug=slugify(
                department["name"] + (f" {department['code']}" if slugify(department["name"]) in taken else "")
            ),
            parent=region_by_code[department["region"]],
        )
        for department in data["departements"]
    )
    department_by_code = {department.code: department for department in departments}
    borders = [(region_by_code, region) for region in data["regions"]]
    borders += [(department_by_code, department) for department in data["departements"]]
    Border = Territory.neighbours.through
    Border.objects.bulk_create(
        Border(from_territory=by_code[row["code"]], to_territory=by_code[neighbour])
        for by_code, row in borders
        for neighbour in row["neighbours"]
    )


def unload(apps, schema_editor):
    Territory = apps.get_model("core", "Territory")
    for level in ("departement", "region", "pays"):
        Territory.objects.filter(level=level).delete()


class Migration(migrations.Migration):
    dependencies = [("core", "0003_base")]

    operations = [migrations.RunPython(load, unload)]
