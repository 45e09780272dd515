"""Workbooks written by hand, cell by cell, so that each can be wrong in exactly one way."""

import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

EPOCH = (1980, 1, 1, 0, 0, 0)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def zipped(parts, *, flags=0):
    """The same bytes for the same parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)
    return packed.getvalue()


def letter(index):
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell(reference, value):
    """A cell: words, a number, (`date`, serial), (`formula`, text, value or None), (`error`, text)."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return f'<c r="{reference}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{reference}"><v>{value}</v></c>'
    if isinstance(value, tuple):
        kind, *rest = value
        if kind == "date":
            return f'<c r="{reference}" s="1"><v>{rest[0]}</v></c>'
        if kind == "raw":
            return f'<c r="{reference}"><v>{rest[0]}</v></c>'
        if kind == "error":
            return f'<c r="{reference}" t="e"><v>{rest[0]}</v></c>'
        counted = "" if rest[1] is None else f"<v>{escape(str(rest[1]))}</v>"
        return f'<c r="{reference}" t="str"><f>{escape(rest[0])}</f>{counted}</c>'
    words = escape(value)
    return f'<c r="{reference}" t="inlineStr"><is><t xml:space="preserve">{words}</t></is></c>'


def sheet_xml(rows, *, hidden_rows=(), merged=(), filtered="", prolog="", places=None):
    lines = []
    for number, values in enumerate(rows, 1):
        cells = "".join(cell(f"{letter(i)}{number}", value) for i, value in enumerate(values))
        hidden = ' hidden="1"' if number in hidden_rows else ""
        lines.append(f'<row r="{number}"{hidden}>{cells}</row>')
    for reference, value in (places or {}).items():
        number = reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        lines.append(f'<row r="{number}">{cell(reference, value)}</row>')
    ends = f'<autoFilter ref="{filtered}"/>' if filtered else ""
    if merged:
        ends += "<mergeCells>" + "".join(f'<mergeCell ref="{one}"/>' for one in merged)
        ends += "</mergeCells>"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{prolog}<worksheet xmlns="{MAIN}">'
        f"<sheetData>{''.join(lines)}</sheetData>{ends}</worksheet>"
    )


def xlsx(sheets, *, hidden=(), since_1904=False, more=None, without=(), **features):
    """`sheets`: rows by name; the features are those of the first sheet."""
    names = list(sheets)
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{i}" r:id="rId{i}"'
        + (' state="hidden"' if name in hidden else "")
        + "/>"
        for i, name in enumerate(names, 1)
    )
    epoch = '<workbookPr date1904="1"/>' if since_1904 else ""
    links = "".join(
        f'<Relationship Id="rId{i}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{i}.xml"/>'
        for i in range(1, len(names) + 1)
    )
    kinds = "".join(
        f'<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="application/vnd.'
        'openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        for i in range(1, len(names) + 1)
    )
    parts = {
        "[Content_Types].xml": (
            f'<?xml version="1.0"?><Types xmlns="{PACKAGE}/content-types"><Default Extension="rels"'
            ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default '
            'Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
            'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+'
            f'xml"/>{kinds}</Types>'
        ),
        "_rels/.rels": (
            f'<?xml version="1.0"?><Relationships xmlns="{PACKAGE}/relationships"><Relationship '
            f'Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": (
            f'<?xml version="1.0"?><workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{epoch}<sheets>'
            f"{listed}</sheets></workbook>"
        ),
        "xl/_rels/workbook.xml.rels": (
            f'<?xml version="1.0"?><Relationships xmlns="{PACKAGE}/relationships">{links}'
            f'<Relationship Id="rId99" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>'
        ),
        "xl/styles.xml": (
            f'<?xml version="1.0"?><styleSheet xmlns="{MAIN}"><cellXfs count="2">'
            '<xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'
        ),
    }
    for i, rows in enumerate(sheets.values(), 1):
        parts[f"xl/worksheets/sheet{i}.xml"] = sheet_xml(rows, **(features if i == 1 else {}))
    parts |= more or {}
    return zipped({name: part for name, part in parts.items() if name not in without})


TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
ODF = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"


def ods_cell(value):
    if value is None or value == "":
        return "<table:table-cell/>"
    if isinstance(value, tuple):
        kind, *rest = value
        if kind == "date":
            return (
                f'<table:table-cell office:value-type="date" office:date-value="{rest[0]}">'
                f"<text:p>{rest[0]}</text:p></table:table-cell>"
            )
        if kind == "formula":
            if rest[1] is None:
                return f'<table:table-cell table:formula="of:{escape(rest[0])}"/>'
            return (
                f'<table:table-cell table:formula="of:{escape(rest[0])}" '
                f'office:value-type="string"><text:p>{escape(rest[1])}</text:p></table:table-cell>'
            )
        return f"<table:table-cell><text:p>{escape(rest[0])}</text:p></table:table-cell>"
    if isinstance(value, int | float):
        return (
            f'<table:table-cell office:value-type="float" office:value="{value}">'
            f"<text:p>{value}</text:p></table:table-cell>"
        )
    return (
        '<table:table-cell office:value-type="string">'
        f"<text:p>{escape(value)}</text:p></table:table-cell>"
    )


def ods(sheets, *, hidden=(), tail="", row_marks=None, more=None, manifest=""):
    """`tail` is put at the end of the first table; `row_marks` are attributes by row number."""
    tables = []
    for i, (name, rows) in enumerate(sheets.items()):
        lines = "".join(
            f"<table:table-row{(row_marks or {}).get(n, '') if not i else ''}>"
            f"{''.join(map(ods_cell, values))}</table:table-row>"
            for n, values in enumerate(rows, 1)
        )
        style = ' table:style-name="aside"' if name in hidden else ""
        tables.append(
            f"<table:table table:name={quoteattr(name)}{style}>{lines}{tail if not i else ''}"
            "</table:table>"
        )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{ODF}" '
        f'xmlns:table="{TABLE}" xmlns:text="{TEXT}" xmlns:style="{STYLE}" office:version="1.3">'
        '<office:automatic-styles><style:style style:name="aside" style:family="table">'
        '<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
        f"<office:body><office:spreadsheet>{''.join(tables)}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    parts = {
        "mimetype": MIMETYPE,
        "META-INF/manifest.xml": '<?xml version="1.0"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">'
        f"{manifest}</manifest:file-entry></manifest:manifest>",
        "content.xml": content,
    }
    return zipped(parts | (more or {}))
