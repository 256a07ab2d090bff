"""Django settings, by what they are about. Everything that differs between places comes from the environment."""

from __future__ import annotations

from caseclose.site.settings.accounts import *  # noqa: F403 - Django reads the names of this module
from caseclose.site.settings.pages import *  # noqa: F403
from caseclose.site.settings.records import *  # noqa: F403
from caseclose.site.settings.safety import *  # noqa: F403
