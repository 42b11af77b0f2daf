"""The only markup that the text of a paper may hold."""

import re

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)


@register.filter
def bold(text: str) -> SafeString:
    """`**bold**` as bold; everything else prints as itself."""
    return mark_safe(BOLD.sub(r"<b>\1</b>", escape(text)))
