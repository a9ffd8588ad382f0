"""Text, HTML and docx files of sources become texts."""

import hashlib
import io
import zipfile

import pytest

from policyc.citations.text import SourceText
from policyc.workspace.documents import text_of

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _docx(document: str, **parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, body in {"document": f"<w:body>{document}</w:body>", **parts}.items():
            root = {"document": "document"}.get(name, name)
            archive.writestr(f"word/{name}.xml", f'<w:{root} xmlns:w="{W}">{body}</w:{root}>')
    return buffer.getvalue()


def _paragraph(text: str, properties: str = "") -> str:
    runs = "".join(f"<w:r><w:t>{piece}</w:t></w:r>" for piece in text.split("|"))
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


NUMBERING = (
    '<w:abstractNum w:abstractNumId="7">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="（%2）"/></w:lvl>'
    "</w:abstractNum>"
    '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'
)
LEVEL = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="3"/></w:numPr>'


def test_plain_text() -> None:
    assert text_of("a.txt", "\ufeff每人每年380元\r\n".encode()) == "每人每年380元\r\n"
    assert text_of("a.txt", "每人每年380元".encode("gb18030")) == "每人每年380元"
    with pytest.raises(ValueError, match="not a text"):
        text_of("a.txt", b"%PDF-1.7")


def test_html() -> None:
    page = """<!DOCTYPE html><html><head><meta charset="gbk"><title>标题</title><style>p{}</style></head><body>
      <p>一、<b>标准</b></p><script>var 数 = 999</script><div>每人每年&nbsp;380<br>元&#12290;</div>
      <table><tr><td>甲</td><td>1</td></tr></table></body></html>"""
    data = page.encode("gbk")
    text = text_of("notice.html", data)
    assert text.splitlines() == ["一、标准", "每人每年 380", "元。", "甲", "1"]
    assert isinstance(text, SourceText) and text.file_sha256 == hashlib.sha256(data).hexdigest()


def test_docx_with_automatic_numbers() -> None:
    document = "".join(
        [
            _paragraph("关于|某事的通知"),
            _paragraph("标准", LEVEL.format(0)),
            _paragraph("补助。不低于|640元。", LEVEL.format(1)),
            _paragraph("缴费。", LEVEL.format(1)),
            _paragraph("待遇", '<w:pStyle w:val="H1"/>'),
            _paragraph("住院。", LEVEL.format(1)),
        ]
    )
    styles = f'<w:style w:styleId="H1"><w:pPr>{LEVEL.format(0)}</w:pPr></w:style>'
    text = text_of("notice.docx", _docx(document, numbering=NUMBERING, styles=styles))
    assert text.splitlines() == [
        "关于某事的通知",
        "一、标准",
        "（一）补助。不低于640元。",
        "（二）缴费。",
        "二、待遇",
        "（一）住院。",
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"no zip",
        b"PK\x03\x04 broken",
        _docx("<w:p/>")[:-30],
    ],
)
def test_a_broken_docx_is_told(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        text_of("notice.docx", data)


def test_a_docx_that_would_grow_without_end_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    with pytest.raises(ValueError, match="DOCTYPE"):
        text_of("notice.docx", buffer.getvalue())
