"""cite."""

from __future__ import annotations

import re
from typing import Annotated

import typer

from policykb.cli.app import State, app, print_json
from policykb.errors import BadRequest

STYLES = {"office": "citation", "gbt7714": "gbt7714", "bibtex": "bibtex"}


@app.command()
def cite(
    context: typer.Context,
    address: Annotated[
        str,
        typer.Argument(
            metavar="CITATION|DOC[#EID]", help="引文（《…》（文号）七、（二十）），或文件与条款"
        ),
    ],
    style: Annotated[str, typer.Option(help="office、gbt7714 或 bibtex")] = "office",
) -> None:
    """由引文找到条款；或给出一条、一份文件的引文与参考文献写法。"""
    from policykb.answer.citing import cite as cite_

    if style not in STYLES:
        raise BadRequest(f"没有“{style}”这种写法，可用：{'、'.join(STYLES)}", code="unknown_style")
    state: State = context.obj
    name, _, eid = address.partition("#")
    # 某某条例第六条 is a citation too; an id, a 文号 and a title alone are documents
    is_citation = not eid and bool(re.search(r"《|号|第\w{1,9}[条章款项]|[、）)]\W*\w?$", address))
    given = {"citation": address} if is_citation else {"document": name, "eid": eid}
    found = cite_(state.store(), **given)
    if state.json:
        print_json(found)
        return
    console = state.console()
    console.print(found[STYLES[style]], markup=False)
    if style == "office" and found["quote"]:
        console.print(found["quote"], markup=False, style="dim")
