"""Language codes, names, scripts and writing directions, as small tables."""

from __future__ import annotations

from .errors import ConfigError

# ISO 639-1 (639-3 where there is none): English name, Russian name, scripts in order of use.
_TABLE = """
af Afrikaans|африкаанс|Latn
am Amharic|амхарский|Ethi
ar Arabic|арабский|Arab
az Azerbaijani|азербайджанский|Latn Cyrl
ba Bashkir|башкирский|Cyrl
be Belarusian|белорусский|Cyrl
bg Bulgarian|болгарский|Cyrl
bn Bengali|бенгальский|Beng
bs Bosnian|боснийский|Latn
ca Catalan|каталанский|Latn
ckb Central Kurdish|центральнокурдский|Arab
cs Czech|чешский|Latn
cy Welsh|валлийский|Latn
da Danish|датский|Latn
de German|немецкий|Latn
el Greek|греческий|Grek
en English|английский|Latn
es Spanish|испанский|Latn
et Estonian|эстонский|Latn
eu Basque|баскский|Latn
fa Persian|персидский|Arab
fi Finnish|финский|Latn
fr French|французский|Latn
ga Irish|ирландский|Latn
gl Galician|галисийский|Latn
gu Gujarati|гуджарати|Gujr
ha Hausa|хауса|Latn
he Hebrew|иврит|Hebr
hi Hindi|хинди|Deva
hr Croatian|хорватский|Latn
hu Hungarian|венгерский|Latn
hy Armenian|армянский|Armn
id Indonesian|индонезийский|Latn
ig Igbo|игбо|Latn
is Icelandic|исландский|Latn
it Italian|итальянский|Latn
ja Japanese|японский|Jpan Hani Hira Kana
ka Georgian|грузинский|Geor
kk Kazakh|казахский|Cyrl Latn
kmr Northern Kurdish|северокурдский|Latn
kn Kannada|каннада|Knda
ko Korean|корейский|Hang
ky Kyrgyz|киргизский|Cyrl
lt Lithuanian|литовский|Latn
lv Latvian|латышский|Latn
mk Macedonian|македонский|Cyrl
ml Malayalam|малаялам|Mlym
mn Mongolian|монгольский|Cyrl
mr Marathi|маратхи|Deva
ms Malay|малайский|Latn
mt Maltese|мальтийский|Latn
my Burmese|бирманский|Mymr
nb Norwegian|норвежский|Latn
nl Dutch|нидерландский|Latn
pa Punjabi|панджаби|Guru
pl Polish|польский|Latn
ps Pashto|пушту|Arab
pt Portuguese|португальский|Latn
ro Romanian|румынский|Latn
ru Russian|русский|Cyrl
sk Slovak|словацкий|Latn
sl Slovenian|словенский|Latn
so Somali|сомали|Latn
sq Albanian|албанский|Latn
sr Serbian|сербский|Cyrl Latn
sv Swedish|шведский|Latn
sw Swahili|суахили|Latn
ta Tamil|тамильский|Taml
te Telugu|телугу|Telu
tg Tajik|таджикский|Cyrl
th Thai|тайский|Thai
tk Turkmen|туркменский|Latn Cyrl
tl Tagalog|тагальский|Latn
tr Turkish|турецкий|Latn
tt Tatar|татарский|Cyrl
ug Uyghur|уйгурский|Arab
uk Ukrainian|украинский|Cyrl
ur Urdu|урду|Arab
uz Uzbek|узбекский|Latn Cyrl
vi Vietnamese|вьетнамский|Latn
xh Xhosa|коса|Latn
yo Yoruba|йоруба|Latn
zh Chinese|китайский|Hani
zu Zulu|зулу|Latn
"""

NAMES: dict[str, tuple[str, str]] = {}
SCRIPTS: dict[str, tuple[str, ...]] = {}
for _line in _TABLE.strip().splitlines():
    _code, _, _rest = _line.partition(" ")
    _en, _ru, _scripts = _rest.split("|")
    NAMES[_code] = (_en, _ru)
    SCRIPTS[_code] = tuple(_scripts.split())

_ALIASES = {"no": "nb", "nn": "nb", "iw": "he", "in": "id", "fil": "tl", "sh": "sr", "ku": "kmr"}
_ISO_639_3 = {
    "rus": "ru", "eng": "en", "ukr": "uk", "bel": "be", "bul": "bg", "srp": "sr", "mkd": "mk",
    "kaz": "kk", "kir": "ky", "tgk": "tg", "uzb": "uz", "uzn": "uz", "tuk": "tk", "tat": "tt",
    "bak": "ba", "mon": "mn", "khk": "mn", "aze": "az", "azj": "az", "tur": "tr", "fas": "fa",
    "pes": "fa", "pus": "ps", "pbt": "ps", "heb": "he", "hye": "hy", "kat": "ka", "zho": "zh",
    "jpn": "ja", "kor": "ko", "hin": "hi", "deu": "de", "fra": "fr", "spa": "es", "ita": "it",
    "por": "pt", "pol": "pl", "nld": "nl", "swe": "sv", "ara": "ar", "arb": "ar", "ces": "cs",
    "afr": "af", "amh": "am", "ben": "bn", "bos": "bs", "cat": "ca", "cym": "cy", "dan": "da",
    "ell": "el", "est": "et", "eus": "eu", "fin": "fi", "gle": "ga", "glg": "gl", "guj": "gu",
    "hau": "ha", "hrv": "hr", "hun": "hu", "ind": "id", "ibo": "ig", "isl": "is", "kan": "kn",
    "lit": "lt", "lav": "lv", "lvs": "lv", "mal": "ml", "mar": "mr", "msa": "ms", "zsm": "ms",
    "mlt": "mt", "mya": "my", "nob": "nb", "pan": "pa", "ron": "ro", "slk": "sk", "slv": "sl",
    "som": "so", "sqi": "sq", "als": "sq", "swa": "sw", "swh": "sw", "tam": "ta", "tel": "te",
    "tha": "th", "tgl": "tl", "urd": "ur", "vie": "vi", "xho": "xh", "yor": "yo", "zul": "zu",
}  # fmt: skip
# The country whose spelling documents name when they name no other one.
_COUNTRIES = {
    "ar": "SA", "be": "BY", "cs": "CZ", "de": "DE", "en": "US", "es": "ES", "fa": "IR", "fr": "FR",
    "he": "IL", "hy": "AM", "it": "IT", "ja": "JP", "ka": "GE", "kk": "KZ", "ko": "KR", "ky": "KG",
    "mn": "MN", "nl": "NL", "pl": "PL", "pt": "PT", "ru": "RU", "tg": "TJ", "tk": "TM", "tr": "TR",
    "tt": "RU", "uk": "UA", "uz": "UZ", "vi": "VN", "zh": "CN",
}  # fmt: skip
_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "fa", "he", "ps", "ug", "ur"})


def name(code: str, language: str = "en") -> str:
    """Return the language's name in English or Russian. An unknown code is returned as it is."""
    names = NAMES.get(code)
    return code if names is None else names[1 if language == "ru" else 0]


def direction(code: str) -> str:
    """Return `rtl` or `ltr`, the values of the attribute `dir` in HTML."""
    return "rtl" if code in _RIGHT_TO_LEFT else "ltr"


def country(code: str) -> str:
    """Return the country that documents name with a language; an empty text if none is known."""
    return _COUNTRIES.get(code, "")


def known(code: str) -> str:
    """Return what `parse` returns, and an empty text for what is no language here."""
    try:
        return parse(code)
    except ConfigError:
        return ""


def parse(code: str) -> str:
    """Return the code that nlpkit uses for `ru`, `RUS`, `ru-RU`, `rus_Cyrl` and other spellings.

    Raises ConfigError for what is no language here.
    """
    base = code.strip().lower().replace("_", "-").partition("-")[0]
    base = _ISO_639_3.get(base, _ALIASES.get(base, base))
    if base not in NAMES:
        raise ConfigError(
            f"unknown language {code!r}", hint="use a code such as en, ru, kk, tg, uz, ky"
        )
    return base
