"""The only markup that the text of a paper may hold."""

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from papers.lines import BOLD

register = template.Library()


@register.filter
def bold(text: str) -> SafeString:
    """`**bold**` as bold; everything else prints as itself."""
    return mark_safe(BOLD.sub(r"<b>\1</b>", escape(text)))
