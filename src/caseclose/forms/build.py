"""Building the forms ahead: each form's page is laid out, finished, and kept in `made/` with a record of its sources.

Laying out needs WeasyPrint, which needs Pango and HarfBuzz on the machine; nothing else in Caseclose does.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import as_file
from pathlib import Path

from caseclose.forms.embedding import field_font_data
from caseclose.forms.faces import font_folder
from caseclose.forms.finishing import finish
from caseclose.forms.made_ahead import RECORD, sources_of
from caseclose.forms.page import page, style
from caseclose.forms.sheet import Sheet, every_sheet
from caseclose.law.policy import Policy


class CannotBuild(RuntimeError):
    """What lays out the pages is not on this machine."""


def build(form: Sheet) -> bytes:
    """Build one form; the same form gives the same bytes. Raises CannotBuild where no layout libraries are there."""
    try:
        from weasyprint import CSS, HTML
        from weasyprint.text.fonts import FontConfiguration
    except (ImportError, OSError) as error:
        raise CannotBuild(str(error)) from None
    field_font = field_font_data()
    with as_file(font_folder()) as folder:
        fonts = FontConfiguration()
        sheet = CSS(string=style() + _face(field_font), base_url=f"{folder}/", font_config=fonts)
        document = HTML(string=page(form), base_url=f"{folder}/").render(
            stylesheets=[sheet], font_config=fonts, pdf_forms=True
        )
        laid_out = document.write_pdf(pdf_forms=True, pdf_variant="pdf/ua-1")
    return finish(laid_out, form, field_font)


def _face(field_font: bytes) -> str:
    data = b64encode(field_font).decode()
    return f"@font-face {{ font-family: Field; src: url(data:font/ttf;base64,{data}) }}"


def build_all(policy: Policy, into: Path) -> list[Sheet]:
    """Build the form of every state, office and language into a folder, and record what each was made from.

    A form of the folder that no policy asks for is removed. Raises CannotBuild.
    """
    forms = {form.key: (form, build(form)) for form in every_sheet(policy)}
    into.mkdir(parents=True, exist_ok=True)
    for old in into.glob("*.pdf"):
        if old.stem not in forms:
            old.unlink()
    for key, (_, data) in forms.items():
        into.joinpath(f"{key}.pdf").write_bytes(data)
    into.joinpath(RECORD).write_text(_recorded(forms), encoding="utf-8")
    return [form for form, _ in forms.values()]


def layout_versions() -> dict[str, str]:
    """Return the versions of what lays out pages here, and of what leaves out the letters of a font that a form does
    not need: one program or the other, by what is there. Raises CannotBuild where nothing lays out."""
    try:
        import weasyprint
        from weasyprint.text.ffi import ffi, harfbuzz, harfbuzz_subset, pango
    except (ImportError, OSError) as error:
        raise CannotBuild(str(error)) from None
    native = ffi.string(pango.pango_version_string()).decode() if hasattr(pango, "pango_version_string") else ""
    shaper = _version_of(harfbuzz.hb_version_atleast)
    fonts = f"harfbuzz-subset {shaper}" if harfbuzz_subset else f"fonttools {version('fonttools')}"
    return {"weasyprint": weasyprint.__version__, "pango": native or str(pango.pango_version()), "fonts": fonts}


def _version_of(at_least: Callable[..., int]) -> str:
    """Find out a version from a library that only says whether it is at least another."""
    parts = [0, 0, 0]
    for place in range(len(parts)):
        while at_least(*parts[:place], parts[place] + 1, *parts[place + 1 :]):
            parts[place] += 1
    return ".".join(map(str, parts))


def _recorded(forms: dict[str, tuple[Sheet, bytes]]) -> str:
    lines = ["# Written by `caseclose form build`: what each form was made from, and by which layout.", "", "[layout]"]
    lines += [f'{name} = "{what}"' for name, what in layout_versions().items()]
    for key, (form, data) in forms.items():
        lines += ["", f"[form.{key}]", f'sources = "{sources_of(form)}"', f'file = "{sha256(data).hexdigest()}"']
    return "\n".join([*lines, ""])
