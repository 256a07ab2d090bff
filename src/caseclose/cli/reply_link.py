"""The address on letters where their codes are asked for on the web, for the commands that make letters."""

from __future__ import annotations

from caseclose.cli.console import stop


def link_on_letters() -> str:
    """Return the address that is set; stop with the reason where it would lead some readers to a wrong page."""
    from caseclose.casework.services.mail.links import BadReplyLink, reply_link

    try:
        return reply_link()
    except BadReplyLink as wrong:
        stop(str(wrong), todo="Put the blanks into it where the public site has language, state and page.")
