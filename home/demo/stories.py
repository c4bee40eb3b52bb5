"""Turns what the files of `content/` tell into the blocks of stories and programmes."""

from django.core.files.base import ContentFile

from core.models import Document

from .drawings import draw
from .keeping import keep

BLOCK_NAMES = {"questions": "audience_questions", "figure": "key_figure", "image": "picture"}


class Stories:
    """Makes blocks that name `people` and `figures` ({key: record}) and show drawings of `album`."""

    def __init__(self, people, figures, album):
        self.people, self.figures, self.album = people, figures, album

    def programme_item(self, row):
        """Return the value of a moment of a programme."""
        return {
            "time": row.get("time"),
            "heading": row["heading"],
            "format": row.get("format", ""),
            "speakers": [self.speaker(speaker) for speaker in row.get("speakers", [])],
        }

    def session(self, row):
        """Return the value of a session."""
        return {
            "heading": row["heading"],
            "format": row.get("format", ""),
            "moment": row.get("moment", ""),
            "speakers": [self.speaker(speaker) for speaker in row.get("speakers", [])],
            "body": [self.block(block) for block in row["body"]],
        }

    def speaker(self, row):
        """Return the value of somebody who speaks."""
        return {
            "person": self.people[row["person"]] if row.get("person") else None,
            "free_name": row.get("name", ""),
            "role": row.get("role", ""),
            "organisation": row.get("organisation", ""),
        }

    def block(self, row):
        """Return the (type, value) of any block of the text."""
        kind = row["type"]
        build = getattr(self, f"_{kind}", None)
        value = build(row) if build else {key: value for key, value in row.items() if key != "type"}
        return BLOCK_NAMES.get(kind, kind), value

    def _paragraph(self, row):
        return row["text"].strip()

    def _heading(self, row):
        return row["text"]

    def _list(self, row):
        return {"items": [f"<p>{item}</p>" for item in row["items"]], "ordered": row.get("ordered", False)}

    def _aside(self, row):
        text = row["text"].strip()
        return {"title": row.get("title", ""), "text": text if text.startswith("<") else f"<p>{text}</p>"}

    def _quote(self, row):
        person = self.people[row["person"]] if row.get("person") else None
        return {**{key: row.get(key, "") for key in ("text", "voice", "who", "context")}, "person": person}

    def _questions(self, row):
        return {"intro": row.get("intro", ""), "questions": row["items"]}

    def _figure(self, row):
        return self.figures[row["figure"]]

    def _image(self, row):
        photo = self.album.photo(row["drawing"], draw(row["drawing"]), row["alt"], row.get("credit", ""))
        photo.contextual_alt_text, photo.decorative = row["alt"], not row["alt"]
        return {"image": photo, "caption": row.get("caption", "")}

    def _gallery(self, row):
        return {"pictures": [self._image(image) for image in row["images"]]}

    def _file(self, row):
        text = f"{row['title']}\n\nCe fichier accompagne le contenu de démonstration de Maillage.\n"
        file = ContentFile(text.encode(), name="demo-support.txt")
        return {
            "document": keep(Document(title=row["title"], file=file, file_size=file.size)),
            "note": row.get("note", ""),
        }

    def _video(self, row):
        return {**{key: row.get(key, "") for key in ("url", "title", "duration")}, "picture": None}
