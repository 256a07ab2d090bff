"""In bad weather no remedy is forgotten: each ends confirmed, kept with a reason, or with a person who is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path

from caseclose.casework.models import OutboxMessage, ReleaseOrder, Remedy, Task
from caseclose.casework.selectors.releases import remedies_without_order, unaccounted_releases
from caseclose.casework.services.audit import verify
from caseclose.casework.services.daily import work_day
from caseclose.outside.weather import Weather
from tests.casework.releasing import DAY, World, a_case, a_closed_case, at, days
from tests.ground import empty
from tests.proofs.proof import Planted, Proof, Setting

DATABASE = True
SHARE, GARBLED = 0.05, 0.01
REMEDIES = (
    ("driver_license",),
    ("income_withholding", "federal_tax_offset"),
    ("bank_levy", "passport"),
    ("medical_support_notice",),
    ("real_property_lien", "administrative_offset", "credit_bureau"),
)
LONG_ENOUGH = 80
"""Days after which the latest answer has come and every release has aged."""
PLANTED_CLOSINGS = 10


def prove(setting: Setting) -> Proof:
    """Close many cases on one day, let the days pass in bad weather, and look at what became of every remedy."""
    closings = setting.many(sample=40, whole=2000)
    weather = Weather(setting.seed, lose=SHARE, delay=SHARE, double=SHARE, refuse=SHARE, garble=GARBLED)
    world = World(setting.folder / "world", weather)
    orders = _closed(closings, world)
    wrongs: list[str] = []
    for on in days(LONG_ENOUGH)[:: 6 if setting.sampled else 1]:
        work_day(on=on, at=at(on), ports=world.ports)
        wrongs += [f"{on}: nobody accounts for {order.pk}" for order in unaccounted_releases(on)]
    wrongs += [*forgotten(world), *[str(each) for each in verify()]]
    states = Counter(ReleaseOrder.objects.values_list("state", flat=True))
    figures = {f"releases that ended {state}": count for state, count in sorted(states.items())}
    figures["messages given to parties"] = OutboxMessage.objects.filter(state="sent").count()
    planted = list(_planted(setting))
    empty()
    return Proof(
        claim="Whatever the parties outside lose, delay, double, refuse or garble, every remedy of a closed case is in"
        " the end confirmed, kept with a reason, or refused or unknown with a person asked about it; none is forgotten,"
        " none is called done that is not, and no party does a thing twice.",
        count=len(orders),
        things="remedies let go",
        counted=f"All remedies of {closings:,} cases closed on one day, over {LONG_ENOUGH} days, with {SHARE:.0%} of"
        f" the records, words and answers each lost, late, doubled and refused, and {GARBLED:.0%} garbled, drawn from"
        " the seed. The judge reads the rows and what the parties did, not the program's own lists.",
        wrongs=wrongs,
        planted=planted,
        uncovered="Parties that say they did what they did not do; weather that never ends.",
        figures=figures,
    )


def _closed(closings: int, world: World) -> list[ReleaseOrder]:
    orders = [order for n in range(closings) for order in a_closed_case(f"A{n}", REMEDIES[n % len(REMEDIES)])]
    world.certify(orders)
    return orders


def forgotten(world: World) -> Iterator[str]:
    """Yield every remedy that is forgotten, or is not what it is said to be, when all has had its time."""
    asked = Counter(Task.objects.filter(done_on=None).values_list("key", flat=True))
    for order in ReleaseOrder.objects.select_related("closure", "remedy").order_by("pk"):
        name, done = f"release {order.pk} of {order.kind}", world.did(order)
        if order.state == "confirmed" and not done:
            yield f"{name} is confirmed, and its party has not let go"
        elif order.state == "confirmed" and order.remedy.ended_on is None:
            yield f"{name} is confirmed, and the remedy still stands"
        elif order.state == "kept" and not order.reason:
            yield f"{name} is kept for no reason"
        elif order.state in ("refused", "unknown") and not _about(order, asked):
            yield f"{name} is {order.state}, and nobody is asked about it"
        elif order.state in ("made", "sent", "accepted"):
            yield f"{name} is still {order.state}"
    yield from (f"{what} was stopped {n} times" for what, n in world.federal.stops().items() if n > 1)
    yield from (f"no order speaks of {remedy.kind}" for remedy in remedies_without_order())


def _about(order: ReleaseOrder, asked: Counter[str]) -> bool:
    key = f"release:{order.pk}"
    return any(each == key or each.startswith(f"{key}:") for each in asked)


Forgetting = Callable[[World, Sequence[ReleaseOrder]], None]


def _nobody_ages(world: World, _orders: Sequence[ReleaseOrder]) -> None:
    world.send()
    for on in days(LONG_ENOUGH, DAY + timedelta(days=1)):
        world.take(on)


def _aged_and_then(forget: Callable[[], object]) -> Forgetting:
    def happens(world: World, _orders: Sequence[ReleaseOrder]) -> None:
        for on in (*days(9), *days(3, DAY + timedelta(days=LONG_ENOUGH))):
            world.day(on)
        forget()

    return happens


FORGETTING: dict[str, Forgetting] = {
    "nobody ages what is not answered": _nobody_ages,
    "tasks closed while nobody knows": _aged_and_then(lambda: Task.objects.update(done_on=DAY)),
    "refused and unknown called done": _aged_and_then(
        lambda: ReleaseOrder.objects.exclude(state="confirmed").update(state="confirmed")
    ),
    "kept for no reason": _aged_and_then(lambda: ReleaseOrder.objects.update(state="kept", reason="")),
    "confirmed, and the remedy left standing": _aged_and_then(lambda: Remedy.objects.update(ended_on=None)),
    "a remedy without an order": _aged_and_then(lambda: a_case("forgotten", ["bank_levy"])),
    "a message thrown away": _aged_and_then(
        lambda: ReleaseOrder.objects.filter(state="confirmed").update(state="sent")
    ),
}


def _planted(setting: Setting) -> Iterator[Planted]:
    weather = Weather(setting.seed, lose=0.4, refuse=0.2)
    names = setting.draw("forgetting").sample(sorted(FORGETTING), 2) if setting.sampled else FORGETTING
    for name in names:
        empty()
        world = World(_new(setting.folder, name), weather)
        FORGETTING[name](world, _closed(PLANTED_CLOSINGS, world))
        yield Planted(name, found=any(True for _ in forgotten(world)))


def _new(folder: Path, name: str) -> Path:
    return folder / name.replace(" ", "-").replace(",", "")
