"""The scene with every form that is in it, and what comes of filling each in well: which are accepted."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from urllib.parse import urljoin

from tests.staff.fuzzing.changed import Records
from tests.staff.fuzzing.filling import body_of, filled
from tests.staff.fuzzing.finding import Found, Site, name_of, page_in, the_site
from tests.staff.fuzzing.scene import Scene, a_scene
from tests.staff.fuzzing.sending import Judged, Sent, send


@dataclass
class Ground:
    """All that nonsense is sent to."""

    scene: Scene
    site: Site
    records: Records
    accepted: dict[str, list[Found]]
    faults: list[str]


def the_ground() -> Ground:
    """Make the scene, find its forms, and fill each in well. A form that is shown after another is a form too."""
    scene = a_scene()
    ground = Ground(scene, the_site(scene), Records(), defaultdict(list), [])
    for name, forms in list(ground.site.forms.items()):
        for found in list(forms):
            judged = fill_in(ground, found)
            for later in _after(found, judged):
                forms.append(later)
                fill_in(ground, later)
        forms.sort(key=lambda found: found not in ground.accepted[name])
    return ground


def fill_in(ground: Ground, found: Found) -> Judged:
    """Send a form that is filled in well."""
    body, kind = body_of(filled(found.form))
    visitor = ground.scene.visitors[found.visitor]
    judged = send(visitor, Sent("filled in", found.target, "POST", body, kind), ground.records)
    ground.faults += judged.faults
    if judged.changed or judged.status in {204, 302}:
        ground.accepted[found.name].append(found)
    return judged


def _after(found: Found, judged: Judged) -> list[Found]:
    """The form to confirm with, where what was sent is shown once more before it is done."""
    page = page_in(judged.answer) if judged.status == 200 else None
    forms = page.forms if page else []
    again = [Found(found.visitor, found.name, urljoin(found.target, form.action), form) for form in forms]
    return [each for each in again
            if name_of(each.target) == found.name and {*each.form.fields} - {*found.form.fields}]  # fmt: skip
