"""Two hundred texts that would run a script if the page put them into its HTML as they are.

Each script sets `window.hacked`.
"""

from __future__ import annotations

from collections.abc import Iterator

import nlpkit
from nlpkit.document import Flag, Piece, Point, Summary, Term, Translation
from nlpkit.entities import Entities, Entity, Mention
from nlpkit.errors import GlossaryError, ReadError
from nlpkit.glossary import Glossary
from nlpkit.ui import view
from nlpkit.ui.view import Row, Strings

# How a text may get out of the place where it stands.
BREAKS = ("", '">', "'>", "</bdi></span></textarea></title></script>")
VECTORS = (
    "<script>window.hacked=1</script>",
    "<ScRiPt>window.hacked=1</sCrIpT >",
    "<script src=data:text/javascript,window.hacked=1></script>",
    "<img src=x onerror=window.hacked=1>",
    "<img src=x onerror = 'window.hacked=1' x=",
    "<IMG/SRC=x/ONERROR=window.hacked=1>",
    "<img src='x`' onerror=window.hacked=1>",
    "<svg onload=window.hacked=1>",
    "<svg><script>window.hacked=1</script></svg>",
    "<svg><animate onbegin=window.hacked=1 attributeName=x dur=1s>",
    "<svg><a xlink:href=javascript:window.hacked=1><text y=9>x</text></a></svg>",
    "<math><mtext><img src=x onerror=window.hacked=1></mtext></math>",
    "<body onload=window.hacked=1>",
    "<iframe srcdoc='<script>parent.hacked=1</script>'></iframe>",
    "<iframe src=javascript:parent.hacked=1></iframe>",
    "<object data=data:text/html,<script>parent.hacked=1</script>></object>",
    "<embed src=javascript:window.hacked=1>",
    "<video><source onerror=window.hacked=1></video>",
    "<audio src=x onerror=window.hacked=1>",
    "<details open ontoggle=window.hacked=1>x</details>",
    "<input autofocus onfocus=window.hacked=1>",
    "<select autofocus onfocus=window.hacked=1>",
    "<a href=javascript:window.hacked=1 autofocus onfocus=window.hacked=1>x</a>",
    "<a href='java\tscript:window.hacked=1'>x</a>",
    "[x](javascript:window.hacked=1)",
    "[x](data:text/html,<script>window.hacked=1</script>)",
    "![x](x' onerror='window.hacked=1)",
    "<javascript:window.hacked=1>",
    "<form action=javascript:window.hacked=1><button autofocus onfocus=window.hacked=1>",
    "<marquee onstart=window.hacked=1>x</marquee>",
    "<style>@import 'data:text/css,*{}';</style><img src=x onerror=window.hacked=1>",
    "<div style='animation: x 1s' onanimationstart=window.hacked=1>",
    "<base href=javascript:window.hacked=1//>",
    "<meta http-equiv=refresh content='0;url=javascript:window.hacked=1'>",
    "<link rel=stylesheet href=x onerror=window.hacked=1>",
    "<template><img src=x onerror=window.hacked=1></template>",
    "<noscript><p title='</noscript><img src=x onerror=window.hacked=1>'>",
    "<!--><img src=x onerror=window.hacked=1>-->",
    "<![CDATA[<img src=x onerror=window.hacked=1>]]>",
    "<?xml version='1.0'?><img src=x onerror=window.hacked=1>",
    " onmouseover=window.hacked=1 autofocus onfocus=window.hacked=1 tabindex=0 ",
    "&lt;img src=x onerror=window.hacked=1&gt;",
    "&#60;img src=x onerror=window.hacked=1&#62;",
    "\\u003cimg src=x onerror=window.hacked=1\\u003e",
    "${window.hacked=1}",
    "{{constructor.constructor('window.hacked=1')()}}",
    "{window.hacked=1}",
    "<img src=x onerror=window.hacked=1 \u2028>",
    "\ufeff<script>window.hacked=1</script>",
    "<ruby><rt><img src=x onerror=window.hacked=1></rt></ruby>",
)
PAYLOADS = tuple(f"{way}{vector}" for vector in VECTORS for way in BREAKS)

RUSSIAN = "Сегодня {} в городе открыли новую школу для детей."


def shown(payload: str, say: Strings) -> Iterator[str]:
    """Yield what the functions of the page show of a payload, wherever a stranger may put one."""
    text = f"{payload}\n\n{RUSSIAN.format(payload)}\n\nThe library opened in May. {payload}"
    for kind in ("text", "markdown", "html"):
        document = nlpkit.preprocess(text, kind)
        if not document.sentences:  # as HTML some leave no text: the page refuses those
            continue
        pieces = {p.start: p for p in _pieces(document, payload)}
        document = nlpkit.Document(**{
            **{name: getattr(document, name) for name in document.__slots__}, "title": payload
        })  # fmt: skip
        sentences = range(len(document.sentences))
        point = Point(payload, (*sentences,), (Flag("number_not_in_source", payload),))
        mentions = (Mention(0, 1, 0),)
        found = (Entity("person", payload, mentions), Entity("date", "May", mentions, payload))
        yield view.article(document, pieces, "en", say, running=False, others=True)
        yield view.article(document, {}, "en", say, running=True)
        yield view.notices(document, pieces, say, {"ru-en": 300})
        yield view.folded(document, len(text), say)
        yield view.removed(document, pieces, say)
        yield view.summary(Summary("en", (point,), "x"), document, say)
        yield view.entities(Entities(found, "rules"), document, say)
    term = Term(payload, payload)
    piece = Piece(0, 1, payload, "translated", terms=(term,))
    yield view.terms(Translation("en", (piece,)), Glossary((term, Term(payload + "x"))), say)
    yield view.others(1, [payload], "en", say)
    rows = [Row(payload, "failed", payload), Row(payload, "done", link="download/x/result-1.md")]
    yield view.table(rows, say, again=True)
    yield view.problem(ReadError(payload, hint=payload, code="damaged"), say, payload)
    yield view.problem(GlossaryError(payload, row=1), say, payload)
    yield view.status(say("opened", name=payload, go=say("go")), "note", payload)
    yield view.progress(payload, 1, 2, say)
    yield view.downloads({payload: "download/x/result-1.md"})


def _pieces(document: nlpkit.Document, payload: str) -> Iterator[Piece]:
    """Yield a piece for each sentence: translated into the payload, or failed for such a reason."""
    for i, sentence in enumerate(document.sentences):
        own = document.slice(sentence)
        if i % 2:
            details = {"reason": "engine_failed", "detail": payload, "lang": "ru"}
            yield Piece(sentence.start, sentence.end, own, "failed", **details)
        else:
            yield Piece(
                sentence.start, sentence.end, payload, "translated", payload, 0.5, payload,
                reason="number_differs", detail=payload,
            )  # fmt: skip
