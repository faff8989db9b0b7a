import re

import pytest
from table_headings import with_headings


def table(head, *rows):
    def line(tag, cells):
        return "<tr>" + "".join(f"<{tag}><p>{each}</p></{tag}>" for each in cells) + "</tr>"

    body = "".join(line("td", cells) for cells in rows)
    return f"<table><thead>{line('th', head)}</thead><tbody>{body}</tbody></table>"


def plain(html):
    return re.sub(r"</?p>", "", html)


def test_a_list_of_names_and_values_has_a_caption_and_each_name_heads_its_row():
    assert plain(with_headings(table(["Three slips", ""], ["Aim", "to see"]))) == (
        "<table><caption>Three slips</caption>"
        '<tbody><tr><th scope="row">Aim</th><td>to see</td></tr></tbody></table>'
    )


def test_an_empty_corner_is_a_plain_cell_and_the_first_column_heads_the_rows():
    html = plain(with_headings(table(["", "sees", "does"], ["she", "much", "little"])))
    assert '<tr><td></td><th scope="col">sees</th><th scope="col">does</th></tr>' in html
    assert '<tr><th scope="row">she</th><td>much</td><td>little</td></tr>' in html


def test_a_table_with_a_heading_a_column_only_gets_their_scope():
    html = plain(with_headings(table(["part", "yes"], ["goals", "no"])))
    assert '<th scope="col">part</th><th scope="col">yes</th>' in html
    assert "<td>goals</td><td>no</td>" in html


@pytest.mark.parametrize("html", ["<p>no table</p>", "<table><tr><td>1</td></tr></table>"])
def test_what_has_no_headings_stays_as_it_is(html):
    assert with_headings(html) == html
