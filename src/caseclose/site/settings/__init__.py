"""Django settings of the site that CASECLOSE_FACE names: `staff`, or `public`.

Where it names none they are the staff application's, with which the commands on case records run too. Everything that
differs between places comes from the environment.
"""

from __future__ import annotations

import os

if os.environ.get("CASECLOSE_FACE") == "public":
    from caseclose.site.settings.public import *  # noqa: F403 - Django reads the names of this module
else:
    from caseclose.site.settings.staff import *  # noqa: F403
