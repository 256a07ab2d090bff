"""What comes in while notices run: answers, and letters that could not be delivered; and weighing the answers."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from caseclose.casework.models import Closure, Reply
from caseclose.closure.commands import RecordReply, RecordReturnedMail, ReviewReply
from caseclose.closure.steps import Role, Step
from caseclose.practice.desk import Desk, days_after, rate

WORDS = {
    True: "The recipient names an employer; withholding could reach it.",
    False: "The recipient disagrees and brings nothing new.",
}


def take_mail(desk: Desk) -> None:
    """Record the answers and returned letters that arrive today."""
    running = Closure.objects.filter(step=Step.NOTICED, noticed_on__lt=desk.on, case__office__state=desk.state)
    for closure in running.order_by("id"):
        drawn = desk.chance.share("mail", closure.pk, closure.noticed_on)
        days = days_after("answered", desk.chance.share("when", closure.pk, closure.noticed_on))
        if closure.noticed_on is None or closure.noticed_on + timedelta(days=days) not in desk.days:
            continue
        clerk = desk.somebody(Role.INTAKE, closure.case_id)
        if drawn < rate("replies"):
            arrived = datetime.combine(desk.on, time(17), UTC)
            channel = desk.chance.pick(("mail", "phone", "web"), "answers by", closure.pk)
            desk.attempt(closure.case_id, RecordReply(f"R-{closure.pk}-{desk.on:%Y%m%d}", arrived, channel), clerk)
        elif drawn < rate("replies") + rate("returned"):
            desk.attempt(closure.case_id, RecordReturnedMail(), clerk)


def review_replies(desk: Desk) -> None:
    """Weigh the answers that came before today, in words."""
    waiting = Reply.objects.filter(reviewed_by="", keyed_on__lt=desk.on, closure__step=Step.REPLIED)
    waiting = waiting.filter(closure__case__office__state=desk.state).select_related("closure")
    for reply in waiting.order_by("id"):
        leads = desk.chance.happens(rate("replies_that_lead"), "leads", reply.key)
        worker = desk.somebody(Role.CASEWORKER, reply.closure.case_id)
        desk.attempt(reply.closure.case_id, ReviewReply(reply.key, leads, WORDS[leads]), worker)
