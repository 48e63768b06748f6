# ruff: noqa: E501  (a golden has one line a block)
"""Running heads and page numbers of printed texts; goldens in the form of tests/test_blocks.py."""

from __future__ import annotations

import pytest
from growth import check_linear
from notation import check_golden, named_goldens

from nlpkit.preprocessing import blocks

HEADS_AND_NUMBERS = """
title | The well at the end of the lane
paragraph | The well at the end of the lane has been dry since August, and the council does not know why, it said on Monday.
paragraph | Its depth is forty metres, and nobody in the village
junk/running_head | Valley Courier
junk/running_head | 4
paragraph | can remember that it was ever without water, even in the summer of the great drought.
paragraph | Two other wells, on the hill, are as full as they were in spring, which makes it stranger still.
junk/running_head | Valley Courier
junk/running_head | 5
paragraph | A geologist from the capital will look at all three next week and take samples of the clay.
paragraph | Until then a lorry brings water in the morning.
junk/running_head | Valley Courier
junk/running_head | 6
paragraph | The council pays for the lorry out of the money that was meant for the bridge.
"""

NAMED = """
paragraph | The report counts the trees of nine parks and says which of them will have to be felled within five years.
junk/running_head | Page 1 of 3
paragraph | Most of the sick trees are limes planted after the war, when the parks were laid out in a hurry.
junk/running_head | Page 2 of 3
paragraph | The oaks are healthy, but a third of them stand so near the road that their roots lift the pavement.
junk/running_head | Page 3 of 3
"""

RUSSIAN = """
title | Колодец в конце улицы
paragraph | Колодец в конце улицы высох ещё в августе, и в совете посёлка не знают почему, сообщил его председатель.
paragraph | Глубина колодца сорок метров, и никто в посёлке
junk/running_head | Вестник долины № 12
junk/running_head | — 4 —
paragraph | не помнит, чтобы в нём хоть раз не было воды, даже в лето большой засухи.
paragraph | Два других колодца, на холме, полны так же, как весной, и это ещё удивительнее.
junk/running_head | Вестник долины № 12
junk/running_head | — 5 —
paragraph | Геолог из столицы осмотрит все три на следующей неделе и возьмёт пробы глины.
junk/running_head | Вестник долины № 12
junk/running_head | — 6 —
paragraph | Воду пока привозят утром на машине, за которую платит совет.
"""

KAZAKH = """
paragraph | Көше соңындағы құдық тамыздан бері құрғап тұр, ал ауыл әкімдігі оның себебін білмейді, деп хабарлады әкім.
junk/running_head | 3-бет
paragraph | Құдықтың тереңдігі қырық метр, ауылда оның сусыз қалғанын ешкім есінде сақтамаған.
junk/running_head | 4-бет
paragraph | Төбедегі басқа екі құдық көктемдегідей толы, сондықтан жұрт бұған қатты таңғалып отыр.
junk/running_head | 5-бет
paragraph | Астанадан келетін геолог келесі аптада үшеуін де қарап, саз үлгілерін алады.
"""

UZBEK = """
paragraph | Ko‘cha oxiridagi quduq avgustdan beri quruq turibdi, mahalla esa sababini bilmaydi, dedi uning raisi.
junk/running_head | Vodiy xabarlari | 7
paragraph | Quduqning chuqurligi qirq metr, qishloqda uning suvsiz qolganini hech kim eslay olmaydi, hatto eng
junk/running_head | Vodiy xabarlari | 8
paragraph | katta qurg‘oqchilik yilida ham unda suv bo‘lgan, deydi qariyalar.
junk/running_head | Vodiy xabarlari | 9
paragraph | Poytaxtdan geolog keladi va keyingi hafta uchala quduqni ko‘rib, loy namunalarini oladi.
"""

TAJIK = """
paragraph | Чоҳи охири кӯча аз моҳи август хушк аст ва раёсати деҳа сабаби онро намедонад, гуфт раиси он.
junk/running_head | саҳифаи 2
paragraph | Чуқурии чоҳ чил метр аст ва дар деҳа касе дар ёд надорад, ки он боре беоб монда бошад.
junk/running_head | саҳифаи 3
paragraph | Ду чоҳи дигар, дар теппа, мисли баҳор пуранд ва ин боз ҳам аҷибтар аст, мегӯянд мардум.
junk/running_head | саҳифаи 4
paragraph | Геолог аз пойтахт ҳафтаи оянда ҳар сеяшро мебинад ва намунаи гил мегирад.
"""

# What looks like these and is not.
CHAPTERS = """
title | Three days on the river
heading | 1
paragraph | We put the boat into the water below the mill, at six in the morning, when the mist still lay on the meadows.
heading | 2
paragraph | On the second day it rained, and we sat under the bridge of the railway with two men who fished for pike.
heading | 3
paragraph | On the third day we saw the sea, and nobody wanted to be the first to take the oars out of the water.
"""

LIVE = """
title | Storm on the coast: what we know
paragraph | The storm came in from the west on Sunday night, and the harbour has been closed since then to all ships.
byline | 18:12
paragraph | The first ferry has been let in, with two hundred people on board, all of them well.
byline | 17:40
paragraph | The bridge to the island is open again, in one lane only, the police said.
byline | 16:05
paragraph | Four villages on the northern shore are without power, the company said.
"""

GOLDENS = named_goldens(globals())


@pytest.mark.parametrize("name", sorted(GOLDENS))
@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["a line each", "blank lines"])
def test_golden(name: str, gap: str) -> None:
    check_golden(GOLDENS[name], gap)


@pytest.mark.parametrize(
    "shape",
    [lambda n: "".join(f"Page {i}\nWords of it.\n" for i in range(n // 20)),
     lambda n: "Page 1\n" * (n // 7), lambda n: "1 2 3\nHead\n" * (n // 11),
     lambda n: "Thanks,\nAnn\n" * (n // 12), lambda n: "Contact:\n" * (n // 9),
     lambda n: "About Us\nWe are us all the same.\n" * (n // 32), lambda n: "[1] a\n" * (n // 6),
     lambda n: "From: a\nTo: b\n" * (n // 14), lambda n: ">" * n],
)  # fmt: skip
def test_time_is_linear(shape) -> None:  # type: ignore[no-untyped-def]
    check_linear(blocks.split, shape)
