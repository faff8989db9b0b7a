from types import SimpleNamespace

import output_anchors
import pytest
from docutils import nodes
from docutils.utils import new_document


def link_after_transform(target):
    page = new_document("page")
    page.settings.env = SimpleNamespace(docname="page")
    page += nodes.raw(
        "", '<section class="evidence" id="evidence-empathy">…</section>', format="html"
    )
    page += nodes.raw("", "<figure id='expectation'></figure>", format="html")
    link = nodes.reference("", "words", refuri=target)
    link["id_link"] = True
    page += nodes.paragraph("", "", link)
    output_anchors.OutputAnchors(page).apply()
    return link


@pytest.mark.parametrize(
    "target", ["#evidence-empathy", "#expectation", "#expectation?acceptance=2&band=1"]
)
def test_an_id_inside_an_output_can_be_linked(target):
    link = link_after_transform(target)
    assert "id_link" not in link
    assert link["refuri"] == target


@pytest.mark.parametrize("target", ["#evidence-empaty", "#a-heading", "#evidence-empathy_2018"])
def test_a_target_that_no_output_carries_is_left_to_myst(target):
    assert link_after_transform(target)["id_link"]
