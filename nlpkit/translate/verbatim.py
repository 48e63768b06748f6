"""The pattern of text that engines never see, because it must stay as it is."""

from __future__ import annotations

import regex

from .snippets import CODE, FIXED

# Extensions of two letters or more. One letter, as in "main.c", is too often an abbreviation.
_EXTENSIONS = """
    txt|pdf|docx?|xlsx?|pptx?|rtf|odt|ods|csv|tsv|jsonl?|xml|html?|css|js|ts|py|ipynb|rs|rb|php|java|
    cpp|sh|bat|sql|md|toml|ya?ml|ini|cfg|conf|log|lock|env|srt|vtt|epub|fb2|djvu|zip|rar|7z|tar|gz|
    xz|iso|exe|dll|apk|jar|torrent|png|jpe?g|gif|svg|webp|tiff?|bmp|mp[34]|wav|ogg|flac|avi|mkv|
    mov|webm
"""
_ELEMENT = """(?:
    A[cglmrstu]|B[aehikr]|C[adeflmnorsu]|D[bsy]|E[rsu]|F[elmr]|G[ade]|H[efgos]|I[nr]|Kr|L[airuv]|
    M[cdgnot]|N[abdehiop]|O[gs]|P[abdmortu]|R[abefghnu]|S[bcegimnr]|T[abcehilms]|Xe|Yb|Z[nr]|
    [BCFHIKNOPSUVWY]
)"""
_COUNT = "[0-9₀-₉]*"

# `code`; powers, paragraphs of a law and the like (see `snippets`); HTML tags and entities; links
# and addresses with their scheme or a common top domain; e-mail addresses; @names; #hashtags;
# placeholders such as {name}, ${x}, %s, %(name)s and $1, which is no dollar; telephone numbers;
# numbers of cards and accounts; coordinates; ISBNs; names of files, in quotes also with spaces;
# chemical formulas, which have a number or an element of two letters and are no name: BBC, S26 and
# H5N1 are none; blanks such as ____; emoji, flags too. A capital Cyrillic letter after a domain
# begins a name: "24.kg/Мария".
VERBATIM = regex.compile(
    rf"""(?xi)
    {CODE.pattern}
  | {FIXED}
  | < /? [a-z] [a-z0-9]{{0,10}}+ (?: \s [^<>\n]{{0,200}}+ )? /? >
  | <!-- (?: (?! --> ) [^\n] ){{0,500}}+ -->
  | & (?: [a-z]{{2,8}} \d{{0,2}} | \# \d{{2,6}} | \# x [0-9a-f]{{2,6}} ) ;
  | (?: https?:// | ftp:// | www\. ) [^\s<>«»"]* [^\s<>«»".,;:!?…)\]'”]
  | (?<! [\w.+@-] ) [\w.+-]++ @ [\w-]+ (?: \. [\w-]+ )+
  | (?<! [\w@] ) @ \w++ (?: @ [\w-]+ (?: \. [\w-]+ )+ )?
  | (?<! [\w&\#] ) \# \w++
  | (?<! [\w.@-] ) (?: [a-z0-9-]++ \. (?= [a-z0-9] ) )++
      (?: com|org|net|info|gov|edu|io|tv|me|eu|uk|us|de|fr|cn|tr
        | ru|su|ua|by|kz|kg|uz|tj|tm|az|ge|am )
      (?: / (?-i: (?! [А-ЯЁ] ) ) [^\s<>«»"]* [^\s<>«»".,;:!?…)\]'”] )? (?! [\w-] )
  | (?-i: (?<! [\w.@-] ) (?: [\w-]++ \. )++ (?: рф | бел | қаз | укр ) (?! [\w-] ) )
  | \$? \{{\{{? [ ]? [\w.:,$!-]{{0,80}}+ [ ]? \}}?\}}
  | (?<! [\w%] ) % (?: \(\w+\) | \d+\$ )? [-+0\#]? \d* (?: \.\d+ )? (?: [dsifoxegcr] | @ ) (?! \w )
  | (?<! \w ) \$ \d (?! [\d.,\s]* (?: \d | тыс | мл | трл | [ktmb] ) )
  | (?<! [\w+] ) (?: \+ \d{{1,3}} | [08] (?= \s? \( ) ) [\s-]? \(? \d{{2,5}} \)?
      (?: [\s-]? \d{{2,4}} ){{2,4}} (?! [\w-] | [.,]\d )
  | (?<! [\w.,:/-] ) (?: \( \d{{3,5}} \) \s? | 0\d{{2,4}} [\s-] | [78] [\s-] \d{{3,4}} [\s-] )?
      \d{{2,3}} - \d\d - \d\d
      (?! [\w-] | [.,:/]\d )
  | (?<! [\w.,:/-] ) \d{{4}} (?: [\s-] \d{{4}} ){{2,7}} (?! [\w-] | [.,]\d )
  | (?<! [\w.,:/-] ) \d{{9,24}} (?! [\w-] | [.,]\d )
  | (?-i: \b [A-Z]{{2}} \d\d (?: \s? [A-Z0-9]{{4}} ){{3,7}} (?: \s? [A-Z0-9]{{1,3}} )? \b )
  | (?<! [\w.,] ) \d{{1,3}} ° \s? \d{{1,2}} (?: [.,]\d+ )? [′'’]
      (?: \s? \d{{1,2}} (?: [.,]\d+ )? [″"”] )?
  | \b ISBN (?: -?1[03] )? :? \s? [\dX] (?: [-\s]? [\dX] ){{8,12}} (?! [-\d] )
  | (?<! [\d-] ) 97[89] - (?: \d++ - ){{3}} \d (?! [-\d] )
  | (?<! [\w./\\~-] ) (?: [a-z]:\\ )? (?: [\w~-] | [./\\] (?= [\w.~/\\] ) )++
      (?<= [\w-] \. (?: {_EXTENSIONS} ) )
  | (?<= [«"“„] ) (?: [^\s«»"“”„]{{1,30}}+ [ ] ){{1,3}}+ [^\s«»"“”„]{{1,30}} \. (?: {_EXTENSIONS} )
      (?= [»"”“] )
  | (?-i: (?<! [\w.] ) (?! [A-Z]\d\d+ \b | H\d+N\d+ \b )
      (?= [A-Z] (?: [A-Za-z()]{{0,40}}+ [0-9₀-₉] | [a-z][A-Z] | [A-Z][a-z] ) )
      (?: {_ELEMENT} {_COUNT} | \( (?: {_ELEMENT} {_COUNT} )++ \) {_COUNT} )++
      [¹²³⁴-⁹]* [⁺⁻]? (?! \w ) )
  | __+
  | (?: (?: \p{{Extended_Pictographic}} | \p{{Regional_Indicator}} | [0-9\#*] \uFE0F? \u20E3 )
      [\uFE0F\u200D\U0001F3FB-\U0001F3FF\U000E0020-\U000E007F]* )+
    """
)
