"""Nonsense at every form and every page of the staff application: no error, no leak, and a refusal changes nothing.

Forms are found by walking from page to page as each visitor, so that a new form is tried without being named here, and
an address that takes something and of which no page has a form is told. Each try is taken back.
"""

from __future__ import annotations

from django.test import override_settings

from caseclose.staff.access.table import access_table
from tests.proofs.proof import Planted, Proof, Setting
from tests.staff.conftest import QUICK
from tests.staff.fuzzing.planting import PLANTS, found
from tests.staff.fuzzing.running import SHOWN_ONLY, everything_tried, without_fuzz
from tests.staff.fuzzing.scene import everything_open
from tests.staff.fuzzing.trying import Ground, the_ground

DATABASE = True
UNREACHED = "an address that takes something, of which no page has a form"


def prove(setting: Setting) -> Proof:
    """Make the scene, fill every form in well, and then send nonsense in place of each."""
    with override_settings(**QUICK), everything_open():
        ground = the_ground()
        each_form, each_page = setting.many(sample=3, whole=150), setting.many(sample=2, whole=60)
        run = everything_tried(ground, each_form, each_page, setting.seed)
        planted = [Planted(plant, found(ground, plant, setting.seed)) for plant in PLANTS]
    rows = access_table()
    without = without_fuzz({**rows, "planted": rows["case_notes"]}, ground.site.forms)
    planted.append(Planted(UNREACHED, "planted" in without))
    wrongs = [*ground.faults, *run.faults, *_unreached(ground, without)]
    return Proof(
        claim="No form and no page answers nonsense with a server error, shows what is protected or another office's, "
        "or changes anything where it refuses; what is accepted is valid, and the journal holds",
        count=run.statuses.total(),
        things="requests",
        counted="each form that a page shows to somebody, and each page of each visitor, found by walking",
        wrongs=wrongs,
        planted=planted,
        uncovered="what a browser's scripts do, hostile files (they have tests of their own), and requests that the "
        "web server refuses before the application sees them",
        figures=_figures(ground) | {f"answered {status}": many for status, many in sorted(run.statuses.items())}
        | {"accepted, though something was odd about them": run.changed},
        notes=[f"{name} is filled in well and changes nothing: {why}" for name, why in SHOWN_ONLY.items()],
    )  # fmt: skip


def _unreached(ground: Ground, without: list[str]) -> list[str]:
    """What was not really tried: an address without a form, and a form that is refused when it is filled in well."""
    refused = sorted({name for name, forms in ground.site.forms.items() if forms and not ground.accepted.get(name)})
    return [
        *(f"{name} takes something, and no page has its form" for name in without if name != "planted"),
        *(f"{name} is refused though it is filled in well" for name in refused if name not in SHOWN_ONLY),
    ]


def _figures(ground: Ground) -> dict[str, int]:
    return {
        "addresses with a form": len([name for name, forms in ground.site.forms.items() if forms]),
        "of these, accepted when filled in well": len([name for name, forms in ground.accepted.items() if forms]),
        "forms": sum(map(len, ground.site.forms.values())),
        "pages of visitors": sum(map(bool, ground.site.paths.values())),
    }
