"""The formgrader's own pages with every name in them as text, never as a part of them.

nbgrader writes the name of a student's folder into its pages as it is.
"""

import re
import sys
from typing import Any

import jinja2

_IN_A_SCRIPT = re.compile(r'= "\{\{ *(\w+) *\}\}";')


def enter() -> None:
    """Have the formgrader's pages made so, where nbgrader is about to start it."""
    if started := sys.modules.get("nbgrader.server_extensions.formgrader.formgrader"):
        started.Environment = Environment


class Environment(jinja2.Environment):
    """What nbgrader makes its pages in, in the place of Jinja's plain one."""

    def __init__(self, **options: Any):
        super().__init__(**options, autoescape=True)

    def preprocess(self, source: str, *where: Any) -> str:
        r"""Write values in scripts as a script reads them.

        >>> page = Environment().from_string('<b>{{ a }}</b> var a = "{{ a }}";')
        >>> print(page.render(a='</script>"'))
        <b>&lt;/script&gt;&#34;</b> var a = "\u003c/script\u003e\"";
        """
        told = _IN_A_SCRIPT.sub(r'= {{ \1 | default("") | tojson }};', source)
        return super().preprocess(told, *where)
