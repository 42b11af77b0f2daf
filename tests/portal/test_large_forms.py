"""A page may take more fields than others, and says how many where even these are too many."""

import pytest
from django.core.exceptions import TooManyFieldsSent
from django.http import QueryDict

from portal.large_forms import read_fields


@pytest.mark.parametrize(
    "body",
    [b"", b"a=1&b=&a=2", "tên=Lò+Thị+Mẫu".encode(), b"t%C3%AAn=L%C3%B2+Th%E1%BB%8B&x=%00%26", b"a=%FF", b"=&&=", b"a", b"a=1;b=2"],
)
def test_a_form_is_read_as_django_reads_it(body):
    assert read_fields(body, 10) == QueryDict(body)


def test_more_fields_than_the_page_takes_are_refused():
    assert len(read_fields(b"&".join(b"f%d=1" % number for number in range(10)), 10)) == 10
    with pytest.raises(TooManyFieldsSent):
        read_fields(b"&".join(b"f%d=1" % number for number in range(11)), 10)
