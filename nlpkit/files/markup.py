"""What the elements of HTML, of Word and of OpenDocument mean for the texts between them."""

from __future__ import annotations

from dataclasses import dataclass, replace

HIDDEN = "*hidden"


@dataclass(frozen=True)
class Markup:
    """What the elements of a format mean.

    - `inline`: elements inside a paragraph; every other one ends it. None: all but `blocks` are.
    - `blocks`: elements that begin and end a paragraph, if `inline` is None.
    - `skipped`: elements whose content is no text to be read.
    - `copied`: skipped elements that stand inside a paragraph as a word does, such as code.
    - `pictures`: elements without text that stand inside a paragraph.
    - `notes`: elements that hold a mark beside a word, such as the number of a note.
    - `raw`: skipped elements whose content has no tags.
    - `within`: the only elements with text; empty: text stands anywhere.
    - `run` and `properties`: the element of a run, and the one in it that says how it looks.
    - `link`: the element whose runs look different from those around it.
    - `fold`: whether the names of elements are the same in capitals.
    - `closed`: elements that "/>" ends, with all that stands in them; None: it ends every element.
    - `attributes`: whether attributes hold text, such as that instead of a picture.
    - `parting`: elements beside each other of which each has words of its own, also without a space
      between them.
    - `looks`: those of them that may also stand around letters of one word.
    - `dotted`: whether the name of an element ends before a point, behind which its classes stand.
    - `struck`: elements of text that is struck out, which is no part of the sentence around it;
      "struck" is a span of OpenDocument whose style strikes it out. `HIDDEN` stands for an element
      of HTML that readers do not see, which is none either.
    """

    inline: frozenset[str] | None
    blocks: frozenset[str] = frozenset()
    skipped: frozenset[str] = frozenset()
    copied: frozenset[str] = frozenset()
    pictures: frozenset[str] = frozenset()
    notes: frozenset[str] = frozenset()
    raw: frozenset[str] = frozenset()
    within: frozenset[str] = frozenset()
    run: str = ""
    properties: str = ""
    link: str = ""
    fold: bool = False
    closed: frozenset[str] | None = None
    attributes: bool = False
    parting: frozenset[str] = frozenset()
    looks: frozenset[str] = frozenset()
    struck: frozenset[str] = frozenset()
    dotted: bool = False

    def is_inline(self, name: str) -> bool:
        """Say whether an element of this name stands inside a paragraph."""
        return name not in self.blocks if self.inline is None else name in self.inline


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


HTML = Markup(
    inline=_names(
        """a abbr acronym b bdi bdo big cite data del dfn em font i ins label mark q s small span
        strike strong sub sup time tt u var"""
    ),
    skipped=_names("code pre kbd samp svg math template object textarea"),
    copied=_names("code kbd samp"),
    pictures=_names("img wbr svg math"),
    notes=_names("sup sub"),
    raw=_names("script style"),
    fold=True,
    closed=_names("svg math"),
    attributes=True,
    parting=_names(
        """a abbr acronym b big cite code del em font i ins kbd label mark q s samp small span
        strike strong time u"""
    ),
    looks=_names("b big em font i mark small span strong u"),
    struck=_names(f"del s strike {HIDDEN}"),
)
XHTML = replace(HTML, closed=None)
# A cue of subtitles. A voice, <v>, begins a paragraph.
CUE = replace(
    HTML, inline=(HTML.inline or frozenset()) | {"c", "lang"}, attributes=False, dotted=True
)
DOCX = Markup(
    inline=None,
    blocks=_names(
        "w:p w:tab w:br w:cr w:drawing w:pict w:txbxContent w:fldChar w:footnoteReference"
    ),
    skipped=_names("w:del w:moveFrom w:instrText"),
    within=_names("w:t"),
    run="w:r",
    properties="w:rPr",
    link="w:hyperlink",
)
ODT = Markup(
    inline=_names("text:span text:a text:s text:bookmark text:bookmark-start text:bookmark-end"),
    parting=_names("text:a"),
    skipped=_names("office:annotation text:tracked-changes office:automatic-styles office:styles"),
    struck=_names("struck"),
)
# The title of a document and what else its properties say of it; the contents of a book.
PROPERTIES = Markup(inline=_names(""), within=_names("dc:title dc:subject dc:description"))
CONTENTS = Markup(inline=_names(""), within=_names("text"))
VOID = _names("area base br col embed hr img input link meta source track wbr")
