"""The acts on a closing: for each row of the table of steps a page, with its words, its form and its command."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from caseclose.casework.selectors.case_law import read_case
from caseclose.casework.selectors.standing import open_replies
from caseclose.casework.services.acting import act
from caseclose.casework.services.reopening import reopen_case
from caseclose.closure import commands as to
from caseclose.closure.commands import Actor, Command
from caseclose.closure.refused import Refused
from caseclose.closure.steps import STAFF, TABLE, Role
from caseclose.staff.building.confirming import Words
from caseclose.staff.requests import StaffRequest
from caseclose.staff.screens.cases import forms
from caseclose.staff.screens.cases.saying import CHANNELS
from caseclose.web.clock import now
from caseclose.web.forms import OnceForm
from caseclose.web.language import language

KEY_SHOWN = 24
"""How much of the form's key stands for a reply without a receipt: nobody else's begins the same."""
Said = dict[str, Any]
Build = Callable[[StaffRequest, Said], Command]
FormOf = Callable[..., OnceForm]
_ANSWERS: Mapping[str, bool | None] = {"yes": True, "no": False, "unknown": None}


@dataclass(frozen=True, slots=True)
class ActPage:
    """The page of one act. `mistake` says what can be done after it was taken by mistake: nothing else undoes it."""

    name: str
    title: Words
    button: Words
    done: Words
    mistake: Words
    form: FormOf
    build: Build | None = None
    by: frozenset[Role] = frozenset()

    def actor(self, asking: StaffRequest) -> Actor | None:
        """Return as whom the account does it; None where its roles may not."""
        if self.name in TABLE:
            return asking.user.actor_for(self.name)
        return asking.user.actor(*self.by)

    def do(self, asking: StaffRequest, said: Said, key: str) -> object:
        """Do it. Raises Refused, KeyReused."""
        by = self.actor(asking)
        if by is None:
            raise Refused("wrong_role", command=self.name, role="-", by=self.by)
        if self.build is None:
            return _reopen(asking, said, by, key)
        command = self.build(asking, said)
        return act(number=asking.case.number, command=command, by=by, on=asking.day, at=now(), key=key)


def _reopen(asking: StaffRequest, said: Said, by: Actor, key: str) -> object:
    fee: Decimal | None = said["fee"]
    return reopen_case(number=asking.case.number, basis=said["basis"], by=by, on=asking.day, at=now(),
                       application_on=said["application_on"], fee=fee, key=key)  # fmt: skip


# ---- forms -------------------------------------------------------------------------------------------------------


def _plain(kind: type[OnceForm]) -> FormOf:
    return lambda _asking, *data: kind(*data)


def _propose(asking: StaffRequest, *data: Any) -> OnceForm:  # noqa: ANN401 - as Django's form takes it
    reading = read_case(asking.case, asking.day, language())
    return forms.ProposeForm(*data, assessment=reading.assessment)


def _review(asking: StaffRequest, *data: Any) -> OnceForm:  # noqa: ANN401
    zone = ZoneInfo(asking.case.office.zone)
    found = open_replies(asking.case)
    choices = [
        (reply.key, f"{_moment(reply.arrived_at.astimezone(zone))}, {_channel(reply.channel)}") for reply in found
    ]
    form = forms.ReviewForm(*data, replies=choices)
    if len(choices) == 1:
        form.fields["reply"].initial = choices[0][0]
    return form


def _moment(local: datetime) -> str:
    """Say a moment by the clock of the office, with the short name of its zone."""
    return f"{date_format(local, 'DATETIME_FORMAT')} {local:%Z}"


def _channel(code: str) -> str:
    return str(CHANNELS.get(code, code))


# ---- commands ----------------------------------------------------------------------------------------------------


def _request(_asking: StaffRequest, said: Said) -> Command:
    return to.RecordRequest(
        said["arrived_on"], said["channel"], _ANSWERS[said["signed"]] is True, _ANSWERS[said["may_ask"]]
    )


def _reply(asking: StaffRequest, said: Said) -> Command:
    arrived: datetime = said["arrived_at"]
    arrived = arrived.replace(tzinfo=ZoneInfo(asking.case.office.zone)).astimezone(UTC)
    named = said["reply"].strip() or f"reply-{said['key'][:KEY_SHOWN]}"
    return to.RecordReply(named, arrived, said["channel"])


def _reviewed(_asking: StaffRequest, said: Said) -> Command:
    return to.ReviewReply(said["reply"], said["could_lead"] == "yes", said["words"])


AGAIN = _("It cannot be taken back. A new closing can be begun.")
STAYS = _("Until the case is closed, you can keep it open.")
ACTS: Mapping[str, ActPage] = {
    page.name: page
    for page in (
        ActPage(
            "record_request", _("Record a request to close"), _("Record it"), _("The request is recorded."),
            _("The person who asked can take the request back. Otherwise it is returned or declined."),
            _plain(forms.RequestForm), _request,
        ),
        ActPage(
            "return_request", _("Return the request"), _("Return it"), _("The request goes back."),
            _("It cannot be taken back. A new request can be recorded."),
            _plain(forms.ReturnForm), lambda _asking, said: to.ReturnRequest(tuple(said["missing"])),
        ),
        ActPage(
            "decline_request", _("Decline the request"), _("Decline it"), _("The request is declined."),
            _("It cannot be taken back. A new request can be recorded."),
            _plain(OnceForm), lambda _asking, _said: to.DeclineRequest(),
        ),
        ActPage(
            "withdraw_request", _("Take the request back"), _("Take it back"), _("The request was taken back."),
            _("A new request can be recorded."), _plain(OnceForm), lambda _asking, _said: to.WithdrawRequest(),
        ),
        ActPage(
            "propose", _("Propose to close"), _("Propose it"), _("The closing is proposed. A second person checks it."),
            STAYS, _propose, lambda _asking, said: to.Propose(said["criterion"]),
        ),
        ActPage(
            "approve", _("Approve the closing"), _("Approve it"), _("The closing is approved."),
            STAYS, _plain(OnceForm), lambda _asking, _said: to.Approve(),
        ),
        ActPage(
            "send_notice", _("Send the notice"), _("Send it"), _("The notice goes out with the next mail."),
            _("A letter that is out cannot be called back. You can keep the case open: then a letter says so."),
            _plain(OnceForm), lambda asking, _said: to.SendNotice(asking.day),
        ),
        ActPage(
            "record_returned_mail", _("The notice came back"), _("Record it"),
            _("It is recorded. Look for the address."),
            _("Send a new notice. It starts a new clock."), _plain(OnceForm),
            lambda _asking, _said: to.RecordReturnedMail(),
        ),
        ActPage(
            "record_reply", _("Record a reply"), _("Record it"), _("The reply is recorded."),
            _("It cannot be taken back. Say so when you review it."), _plain(forms.ReplyForm), _reply,
        ),
        ActPage(
            "review_reply", _("Review a reply"), _("Record the review"), _("The reply is reviewed."),
            _("If it was found to lead nowhere, you can still keep the case open."), _review, _reviewed,
        ),
        ActPage(
            "close", _("Close the case"), _("Close it"), _("The case is closed."),
            _("The case can be opened again as a correction. Releases that were not sent yet are then taken back."),
            _plain(OnceForm), lambda _asking, _said: to.Close(),
        ),
        ActPage(
            "keep_open", _("Keep the case open"), _("Keep it open"), _("The case stays open."),
            AGAIN, _plain(forms.KeepOpenForm), lambda _asking, said: to.KeepOpen(tuple(said["reasons"]), said["words"]),
        ),
        ActPage(
            "reopen", _("Open the case again"), _("Open it again"), _("The case is open again."),
            AGAIN, _plain(forms.ReopenForm), by=STAFF,
        ),
    )
}  # fmt: skip
"""By the name of the row in the table of steps; opening again has no row there."""
