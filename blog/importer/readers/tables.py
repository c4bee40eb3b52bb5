"""Tables of HTML: those that hold data, and their rows."""

COLUMNS = 40
FULL = ["h1", "h2", "h3", "h4", "h5", "h6", "table", "blockquote", "figure"]
"""What a cell of data does not hold: the table then lays out a page."""


def is_data(table):
    """Tell whether a table holds data, or only lays out a page: one column, one row, whole texts in its cells."""
    if table.get("role") in ("presentation", "none") or table.find(FULL):
        return False
    rows = [len(row.find_all(["td", "th"])) for row in table.find_all("tr")]
    if len(rows) < 2 or max(rows) < 2:
        return False
    # Words that are in no cell would be lost.
    return not any(
        words.strip() and not words.find_parent(["td", "th", "caption"]) for words in table.find_all(string=True)
    )


def rows(table, words):
    """Return the rows of a table as texts; a cell that spans others leaves them empty, so that columns stay columns."""
    grid = []
    reserved = {}
    for number, row in enumerate(table.find_all("tr")):
        texts = []
        for cell in row.find_all(["td", "th"]):
            while (number, len(texts)) in reserved:
                texts.append("")
            width, height = _span(cell, "colspan"), _span(cell, "rowspan")
            for below in range(1, height):
                for column in range(len(texts), min(len(texts) + width, COLUMNS)):
                    reserved[number + below, column] = True
            texts += [words(cell), *[""] * min(width - 1, max(0, COLUMNS - len(texts)))]
        grid.append(texts)
    width = min(COLUMNS, max(map(len, grid), default=0))
    return [row + [""] * (width - len(row)) for row in grid if any(row)]


def _span(cell, name):
    value = cell.get(name, "1")
    return min(max(int(value), 1), COLUMNS) if value.isascii() and value.isdigit() and len(value) < 5 else 1
