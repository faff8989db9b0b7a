"""Let search find a word in any of its spellings: without accents, British or American.

Index and query pass through the same rules before the stemmer, here in Python and, written into
Sphinx's language_data.js, in JavaScript. A rule may meet words that have one spelling only: it
does no harm, since both sides change alike.
"""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

from sphinx.application import Sphinx
from sphinx.search.en import SearchEnglish

# Letters that are no letter with a mark.
LETTERS = {"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss"}
LETTERS["ı"] = "i"

# Pattern, and what stands for it; in the order of the list, all that fit.
SPELLINGS = [
    (r"^practis(e|ed|es|ing)$", r"practic\1"),
    (r"^(defen|offen|licen|preten)ce(s|d)?$", r"\1se\2"),
    (r"^(\w*(?:judg|acknowledg|abridg))ement(s|al)?$", r"\1ment\2"),
    (r"^ageing$", "aging"),
    (r"^programme(s|d)?$", r"program\1"),
    (r"^grey", "gray"),
    (r"^skeptic", "sceptic"),
    (r"^(ski|wi)llful", r"\1lful"),
    (r"^enrol(l?)(s|ment|ments)$", r"enrol\2"),
    (r"^fulfil(l?)(s|ment|ments)$", r"fulfil\2"),
    (r"^instal(l?)ment(s)?$", r"instalment\2"),
    (r"^mum(s|my)?$", r"mom\1"),
    (r"^focuss(ed|es|ing)$", r"focus\1"),
    (r"^(learn|burn|dream|spel|spoil|lean)t$", r"\1ed"),
    (r"^whilst$", "while"),
    (r"^(cent|theat|met|lit|fib|calib|somb|spect)r(e|es|ed)$", r"\1er\2"),
    (r"^(cent|theat|met|lit|fib|calib|somb|spect)ere(s)?$", r"\1er\2"),
    (r"^(\w{3,})ogue(s)?$", r"\1og\2"),
    (r"^paed", "ped"),
    (r"^(an|gyn|orthop)ae", r"\1e"),
    (r"^haem", "hem"),
    (r"^foet", "fet"),
    (r"^oe(str|soph)", r"e\1"),
    (r"^diarrhoe", "diarrhe"),
    (r"^manoeuvr", "maneuver"),
    (
        r"^(\w{2,})our(s|ed|ing|al|ally|able|ably|ite|ites|ist|ists|er|ers|ful|less|hood)?$",
        r"\1or\2",
    ),
    (r"^(\w{2,})ys(e|ed|es|er|ers|ing)$", r"\1yz\2"),
    (r"^(\w{2,})is(e|ed|es|er|ers|ing|ation|ations|ational)$", r"\1iz\2"),
    (r"^(\w*[aeiou]\w+[aeiou])ll(ed|ing|ings|or|ors|er|ers)$", r"\1l\2"),
]


def one_spelling(word: str) -> str:
    """Return the form under which all spellings of a word are found."""
    apart = unicodedata.normalize("NFD", word.lower())
    plain = "".join(LETTERS.get(c, c) for c in apart if not unicodedata.combining(c))
    for pattern, instead in SPELLINGS:
        plain = re.sub(pattern, instead, plain)
    return plain


def _in_javascript() -> str:
    # An unmatched group is an empty string in both languages; \1 is $1 there.
    rules = [[pattern, re.sub(r"\\(\d)", r"$\1", instead)] for pattern, instead in SPELLINGS]
    return f"""
Stemmer = (function (Porter) {{
  var letters = {json.dumps(LETTERS, ensure_ascii=False)};
  var rules = {json.dumps(rules)}.map(function (rule) {{
    return [new RegExp(rule[0]), rule[1]];
  }});
  return function () {{
    var porter = new Porter();
    this.stemWord = function (word) {{
      var plain = word.toLowerCase().normalize("NFD").replace(/\\p{{M}}/gu, "");
      plain = plain.replace(/[^\\x00-\\x7f]/g, function (c) {{ return letters[c] || c; }});
      rules.forEach(function (rule) {{ plain = plain.replace(rule[0], rule[1]); }});
      return porter.stemWord(plain);
    }};
  }};
}})(Stemmer);
"""


class AnySpelling(SearchEnglish):
    """Sphinx's English search over one spelling of each word."""

    lang = "en_GB"
    js_stemmer_code = SearchEnglish.js_stemmer_code + _in_javascript()

    def stem(self, word: str) -> str:
        """Bring a word to one spelling, then to its stem."""
        return str(super().stem(one_spelling(word)))


def setup(app: Sphinx) -> dict[str, Any]:
    """Register; a new number reads all pages again, so that the index holds one kind of stem."""
    app.add_search_language(AnySpelling)
    return {"env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
