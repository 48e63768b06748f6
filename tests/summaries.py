"""Documents built for tests of summaries, a summarizer that writes what it is told, and its run."""

from __future__ import annotations

from nlpkit.config import SummarizerSection
from nlpkit.document import Block, Document, Draft, Sentence, Span
from nlpkit.engines import extractive
from nlpkit.length import Length
from nlpkit.preprocessing import preprocess
from nlpkit.summarize import summarize

ENGLISH = [
    ("title", ["Harbour town bans night flights of cargo drones"]),
    ("byline", ["By Mira Holt"]),
    ("paragraph", [
        "The harbour town of Selby Quay will ban cargo drones at night from 1 September.",
        "The council voted 14 to 3 for the ban after a year of complaints about noise.",
    ]),
    ("caption", ["A drone lands on the old pier."]),
    ("junk", ["Subscribe to our newsletter for more drone news."]),
    ("heading", ["Sleepless streets"]),
    ("paragraph", [
        "Residents of the streets around the pier counted up to 60 flights a night last winter.",
        "But the drone firm Larkwing says its machines are quieter than a refrigerator.",
        "Larkwing carries medicine and spare parts to the islands, 1,200 parcels in a usual month.",
    ]),
    ("quote", ["“Nobody on the islands will wait longer for medicine,” said councillor Ida Moss."]),
    ("list", ["Ambulance drones may fly at any hour.", "Fines start at 500 crowns."]),
    ("junk", ["Drones: ten gift ideas.", "Log in to comment on the drone ban in Selby Quay."]),
]  # fmt: skip
RUSSIAN = [
    ("paragraph", [
        "Жители села Верхний Яр остались без моста после весеннего паводка.",
        "Вода снесла деревянный мост через реку Тихую в ночь на 12 апреля.",
        "Он служил селу сорок лет.",
    ]),
    ("junk", ["Подпишитесь на наш канал."]),
    ("paragraph", [
        "Детей возят в школу на лодке, а продукты доставляют раз в 3 дня.",
        "Районные власти обещают построить новый мост из бетона к октябрю.",
        "На строительство выделили 5,5 миллиона рублей.",
        "Однако подрядчика пока не выбрали.",
        "Кто ответит за задержку?",
    ]),
]  # fmt: skip


def build(blocks, language="en", title=None):
    """A document of (kind, sentences), each sentence one span of the language."""
    text, tiles, sentences, spans = "", [], [], []
    for kind, lines in blocks:
        start = len(text)
        for line in lines:
            sentences.append(Sentence(len(text), len(text) + len(line), len(tiles)))
            spans.append(Span(len(text), len(text) + len(line), len(spans), language, "Zyyy", 1.0))
            text += line + " "
        text += "\n"
        tiles.append(Block(start, len(text), kind, "form" if kind == "junk" else None))
    return Document("d", text, tuple(tiles), tuple(sentences), tuple(spans), title)


def split(text):
    return texts(preprocess(text))


def texts(document):
    return [document.slice(s) for s in document.sentences]


class Writer:
    """A model that writes what it is told to and remembers its last request."""

    extractive = False
    name = "writer"

    def __init__(self, *drafts, languages=None):
        self.drafts = [d if isinstance(d, Draft) else Draft(d) for d in drafts]
        self.languages = languages and frozenset(languages)
        self.asked = None

    def summarize(self, request):
        self.asked = (list(request.sentences), request.language, request.title)
        return self.drafts


def run(document, engine=None, count=3, target="en", translated=None, **more):
    engine = engine or extractive.load(SummarizerSection())
    lines = texts(document)
    translated = translated or (lambda indices: [lines[i] for i in indices])
    length = Length.parse(count)
    asked = {"length": length, "target": target, "translated": translated, "split": split, **more}
    return summarize(document, engine, **asked)
