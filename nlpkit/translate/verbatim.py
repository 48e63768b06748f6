"""The pattern of text that engines never see, because it must stay as it is."""

from __future__ import annotations

import regex

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

# `code`; links and addresses with their scheme or a common top domain; e-mail addresses; @names;
# #hashtags; placeholders such as {name}, ${x}, %s, %(name)s and $1, which is no dollar; ISBNs;
# names of files; chemical formulas, which have a number or an element of two letters, so that
# BBC is none; emoji.
VERBATIM = regex.compile(
    rf"""(?xi)
    (?<! ` ) (?P<fence> `{{1,3}} ) (?! ` ) [^`\n]++ (?P=fence) (?! ` )
  | (?: https?:// | ftp:// | www\. ) [^\s<>«»"]* [^\s<>«»".,;:!?…)\]'”]
  | (?<! [\w.+@-] ) [\w.+-]++ @ [\w-]+ (?: \. [\w-]+ )+
  | (?<! [\w@] ) @ \w++ (?: @ [\w-]+ (?: \. [\w-]+ )+ )?
  | (?<! [\w&\#] ) \# \w++
  | (?<! [\w.@-] ) (?: [a-z0-9-]++ \. (?= [a-z0-9] ) )++
      (?: com|org|net|info|gov|edu|io|tv|me|eu|uk|us|de|fr|cn|tr
        | ru|su|ua|by|kz|kg|uz|tj|tm|az|ge|am )
      (?: / [^\s<>«»"]* [^\s<>«»".,;:!?…)\]'”] )? (?! [\w-] )
  | \$? \{{\{{? [ ]? [\w.:,$!-]{{0,80}}+ [ ]? \}}?\}}
  | (?<! [\w%] ) % (?: \(\w+\) | \d+\$ )? [-+0\#]? \d* (?: \.\d+ )? (?: [dsifoxegcr] | @ ) (?! \w )
  | (?<! \w ) \$ \d (?! [\d.,\s]* (?: \d | тыс | мл | трл | [ktmb] ) )
  | \b ISBN (?: -?1[03] )? :? \s? [\dX] (?: [-\s]? [\dX] ){{8,12}} (?! [-\d] )
  | (?<! [\d-] ) 97[89] - (?: \d++ - ){{3}} \d (?! [-\d] )
  | (?<! [\w./\\~-] ) (?: [a-z]:\\ )? (?: [\w~-] | [./\\] (?= [\w.~/\\] ) )++
      (?<= [\w-] \. (?: {_EXTENSIONS} ) )
  | (?-i: (?<! [\w.] ) (?= [A-Z] (?: [A-Za-z()]{{0,40}}+ [0-9₀-₉] | [a-z][A-Z] | [A-Z][a-z] ) )
      (?: {_ELEMENT} {_COUNT} | \( (?: {_ELEMENT} {_COUNT} )++ \) {_COUNT} )++
      [¹²³⁴-⁹]* [⁺⁻]? (?! \w ) )
  | (?: \p{{Extended_Pictographic}} [\uFE0F\u200D\U0001F3FB-\U0001F3FF]* )+
    """
)
