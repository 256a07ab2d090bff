"""One form as an HTML page, which is the source of its PDF file."""

from __future__ import annotations

import re
from importlib.resources import files

from jinja2 import Environment, StrictUndefined

from caseclose.forms.picture import BORDER, picture
from caseclose.forms.sheet import Sheet

PAGES = 2
_TAGS = re.compile(r"<(?:head|style)\b.*?</(?:head|style)>|<[^>]*>", re.DOTALL)


def page(form: Sheet) -> str:
    """Return the HTML of a form. Every word in it comes from `form`; the template decides nothing."""
    folder = files("caseclose.forms")
    made = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    where = form.where
    return made.from_string(folder.joinpath("request.html.j2").read_text(encoding="utf-8")).render(
        form=form,
        words=form.words,
        pictures=[picture(form.mark, n).png_data_uri(scale=1, border=BORDER) for n in range(1, PAGES + 1)],
        call=form.words.safety.call.format(name=where.phone_name, phone=where.phone),
        foot=[f"{form.mark} · {form.words.page.format(page=n, pages=PAGES)}" for n in range(1, PAGES + 1)],
    )


def style() -> str:
    """Return the form's style sheet."""
    return files("caseclose.forms").joinpath("request.css").read_text(encoding="utf-8")
