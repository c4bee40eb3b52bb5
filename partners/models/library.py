"""What the library of pictures knows from the profiles that show them."""

from core.models import Photo


def learn(page):
    """Have the library say what readers were told of each photo of `page`, where it says nothing of its own."""
    told = {row.image_id: row for row in page.photos.all()}
    withdrawn = credits_withdrawn(page)
    for photo in Photo.objects.filter(pk__in=told) if told else ():
        row = told[photo.pk]
        known = "" if photo.pk in withdrawn else photo.credit
        words = {"description": photo.description or row.alt, "credit": known or row.credit}
        if words != {"description": photo.description, "credit": photo.credit}:
            Photo.objects.filter(pk=photo.pk).update(**words)


def credits_withdrawn(page):
    """Return the keys of the pictures that the library credits as `page` (a profile) once did, and does no more."""
    rows = [row for row in page.photos.all() if row.image.credit and row.credit != row.image.credit]
    told = (
        {
            (photo["image"], photo["credit"])
            for photos in page.revisions.values_list("content__photos", flat=True)
            for photo in photos or ()
        }
        if rows
        else ()
    )
    return {row.image_id for row in rows if (row.image_id, row.image.credit) in told}
