"""One text in six forms gives one outline, with the same addresses, and the same facts."""

from __future__ import annotations

import dataclasses
import io
import shutil
import zipfile
from pathlib import Path

import pytest
from forms import FORMS, Grid, Para, Text

from policykb.clean import clean
from policykb.extract.facts import extract
from policykb.parse import parse
from policykb.read import parsed, read
from policykb.read.office import run
from policykb.types import Document, Fact

T = lambda text: Para(text, title=True)  # noqa: E731
BODY = (
    "各区、各部门要把支持小微企业摆在突出位置，健全工作机制，完善服务体系，推动资金、人才等要素向企业集聚，"
    "定期报送进展情况，及时总结可以推广的做法。"
)
MEASURES = [
    T("某市支持小微企业发展若干措施"),
    Para("为帮助小微企业稳定发展，制定本措施。"),
    Para("缓解资金压力", "r0", "一、"),
    Para("设立转贷资金。市财政安排5000万元，为企业提供短期周转资金，单户不超过200万元。" + BODY
         + "（市财政局牵头，市金融办配合）", "r1", "（一）"),
    Para("治理账款拖欠。机关单位应当在验收后30日内付款。（市工业和信息化局负责）", "r1", "（二）"),
    Para("提升数字化水平", "r0", "二、"),
    Para("推广上云用云。到2025年，推动2000家小微企业上云，打造10个示范车间。" + BODY
         + "（市工业和信息化局牵头，市财政局配合）", "r1", "（三）"),
    Para("支持首台套。首台（套）产品按销售额的10%奖励。", "r1", "（四）"),
]  # fmt: skip
LAW = [
    T("某省中小企业服务条例"),
    Para("总则", "c0", "第一章"),
    Para("为了改善经营环境，保障中小企业合法权益，根据有关法律、行政法规，结合本省实际，制定本条例。",
         "c1", "第一条"),
    Para("本条例所称服务机构，是指为中小企业提供信息、融资、培训等服务的组织。", "c1", "第二条"),
    Para("服务措施", "c0", "第二章"),
    Para("县级以上人民政府应当履行下列职责：", "c1", "第三条"),
    Para("制定服务目录，并向社会公布；", "c2", "（一）"),
    Para("对服务机构的服务质量进行评价，评价结果作为安排资金的依据；", "c2", "（二）"),
    Para("法律、法规规定的其他职责。", "c2", "（三）"),
    Para("违反前款规定的，由上级机关责令改正；情节严重的，对直接负责的主管人员依法给予处分。"),
    Para("附则", "c0", "第三章"),
    Para("本条例自2024年1月1日起施行。", "c1", "第四条"),
]  # fmt: skip
STANDARD = [
    T("中小企业服务规范"),
    Para("范围", "d0", "1"),
    Para("本文件规定了服务机构的基本要求、服务要求和评价改进，适用于为中小企业提供公益性服务的机构。"),
    Para("基本要求", "d0", "2"),
    Para("机构", "d1", "2.1"),
    Para("服务机构应具有独立法人资格，有固定的服务场所，场所面积与服务内容相适应，并公示服务时间。",
         "d2", "2.1.1"),
    Para("服务机构应建立健全财务、档案、保密等管理制度。", "d2", "2.1.2"),
    Para("人员", "d1", "2.2"),
    Para("专职人员不少于10人，其中具有中级以上职称的不少于3人，并按照年度计划接受业务培训。", "d2", "2.2.1"),
    Para("服务要求", "d0", "3"),
    Para("服务机构接到诉求后，应在2个工作日内答复。"),
]  # fmt: skip
PLAN = [
    T("某市中小企业发展规划"),
    Para("发展基础", "a0", "一、"),
    Para("2020年末，全市中小企业达到12.5万家，吸纳就业150万人，实现税收180亿元。" + BODY),
    Para("发展目标", "a0", "二、"),
    Para("总体目标。到2025年，规模以上工业企业达到3000家，研发投入强度达到3%。", "a1", "（一）"),
    Para("主要任务。", "a1", "（二）"),
    Para("培育优质企业。到2025年，培育专精特新中小企业500家以上。" + BODY, "a2", "1."),
    Para("建设服务平台。各区至少建成1个公共服务平台，服务企业不少于1000家。", "a2", "2."),
    Para("平台实行年度评价；", "a3", "（1）"),
    Para("评价结果向社会公布。", "a3", "（2）"),
    Para("保障措施", "a0", "三、"),
    Para("加强领导。各区要建立工作机制，明确责任分工，形成工作合力。", "a1", "（一）"),
    Para("加大投入。市级财政每年安排专项资金1亿元。", "a1", "（二）"),
]  # fmt: skip
NOTICE = [
    T("某市人民政府办公室关于印发企业减负方案的通知"),
    Para("各区人民政府，市政府各部门："),
    Para("《企业减负方案》已经市政府同意，现印发给你们，请认真贯彻执行。"),
    Para("某市人民政府办公室"),
    Para("2023年3月15日"),
    T("企业减负方案"),
    Para("为降低企业负担，制定本方案。"),
    Para("清理收费", "a0", "一、"),
    Para("公布目录清单。行政事业性收费实行目录清单管理，清单之外一律不得收费。", "a1", "（一）"),
    Para("规范中介服务。不得强制企业购买中介服务。", "a1", "（二）"),
    Para("压减材料", "a0", "二、"),
    Para("推行告知承诺。到2024年底，证明事项减少50%以上。", "a1", "（一）"),
    Para("推行免申即享。" + BODY, "a1", "（二）"),
    T("附件1"),
    T("任务分工表"),
    Para("清理收费", "b0", "一、"),
    Para("公布目录清单（市财政局）", "b1", "1."),
    Para("规范中介服务（市市场监管局）", "b1", "2."),
]  # fmt: skip
REPORT = [
    T("某省中小企业发展环境评估报告"),
    Para("总体情况", "a0", "一、"),
    Para("2023年，全省21个市综合得分平均为78.5分，比上年提高2.1分。", "a1", "（一）"),
    Para("甲市、乙市、丙市位居前三。" + BODY, "a1", "（二）"),
    Para("典型做法", "a0", "二、"),
    Para("信贷支持有力。全省小微企业贷款余额达到1.2万亿元，同比增长15.6%，惠及企业35万户。", "a1", "（一）"),
    Para("服务体系健全。建成公共服务平台120个，年服务企业20万家次。", "a1", "（二）"),
    Para("存在问题", "a0", "三、"),
    Para("一是融资成本仍然偏高；二是创新能力有待提升；三是账款拖欠时有发生。"),
]  # fmt: skip
SURVEY = [
    T("某省中小企业发展环境监测报告"),
    Para("总体情况", "a0", "一、"),
    Para("2023年，全省中小企业达到210万家。" + BODY, "a1", "（一）"),
    Para("各市综合得分见表1。", "a1", "（二）"),
    T("表1 各市综合得分"),
    Grid((
        ("城市", "得分", "位次"), ("甲市", "85.2", "1"), ("乙市", "83.6", "2"), ("丙市", "80.1", "3"),
        ("丁市", "78.4", "4"), ("戊市", "75.9", "5"),
    )),
    Para("下一步打算", "a0", "二、"),
    Para("到2025年，全省中小企业达到250万家，服务平台不少于150个。", "a1", "（一）"),
    Para("加强监测。" + BODY, "a1", "（二）"),
]  # fmt: skip
TASKS = [
    T("某市小微企业服务工作方案"),
    Para("为做好小微企业服务工作，制定本方案。" + BODY),
    Para("工作任务", "a0", "一、"),
    Para("健全机制。" + BODY, "a1", "（一）"),
    Para("明确分工。各项任务的分工见表1。", "a1", "（二）"),
    T("表1 任务分工"),
    Grid((
        ("任务", "牵头单位", "完成时限"), ("公布服务清单", "市政务服务局", "2024年6月底前"),
        ("建设服务平台", "市工业和信息化局", "2024年底前"), ("培训服务人员", "市人力资源局", "长期坚持"),
        ("开展满意度评议", "市发展改革委", "每年12月"),
    )),
    Para("工作要求", "a0", "二、"),
    Para("加强领导。" + BODY, "a1", "（一）"),
    Para("加大投入。市级财政每年安排专项资金2000万元。", "a1", "（二）"),
]  # fmt: skip
NOTED = [
    T("某市小店经济促进措施"),
    Para("为促进小店①发展，制定本措施。", note="小店指从业人员不足十人的经营者，包括个体工商户。"),
    Para("优化环境", "a0", "一、"),
    Para("降低成本。市财政安排800万元，对小店的场地租金②给予补贴，单户不超过2万元。" + BODY, "a1", "（一）",
         note="按合同约定的金额计算。"),
    Para("简化手续。小店登记实行告知承诺。" + BODY, "a1", "（二）"),
    Para("培育主体", "a0", "二、"),
    Para("壮大队伍。到2025年，全市小店③达到5万家。", "a1", "（一）", note="不含连锁企业的直营门店。"),
    Para("加强宣传。" + BODY, "a1", "（二）"),
]  # fmt: skip
TEXTS: dict[str, Text] = {"measures": MEASURES, "law": LAW, "standard": STANDARD, "plan": PLAN, "notice": NOTICE,
         "report": REPORT, "survey": SURVEY, "tasks": TASKS, "noted": NOTED}  # fmt: skip
# Where not all forms can carry a text: lines do not tell cells of words, nor which are notes.
CARRIED = {
    "tasks": ("docx", "automatic", "html", "pdf", "markdown"),
    "noted": ("docx", "automatic", "pdf"),
}


def made(form: str, paras: Text) -> Document:
    kind, make = FORMS[form]
    return extract(parse(clean(parsed(Path(f"文件.{kind}"), make(paras), kind))))


def squeezed(text: str) -> str:
    return "".join(text.split())


def outline(found: Document) -> list[tuple[str, str, str, str]]:
    return [
        (p.eid, p.number, p.heading, squeezed(p.span.of(found.text))) for p in found.provisions()
    ]


def facts(found: Document) -> list[tuple[str, str, str]]:
    """Every fact: its kind, its clause, its words, and all its fields but the places of them."""
    rows = []
    for kind in dataclasses.fields(found.facts):
        for fact in getattr(found.facts, kind.name):
            assert isinstance(fact, Fact)
            fields = dataclasses.asdict(fact) | {"span": squeezed(fact.span.of(found.text))}
            rows.append((kind.name, fact.eid, squeezed(str(fields))))
    return rows


def tables(found: Document) -> list[tuple[str, str, list[list[str]]]]:
    """Every table: its clause, its caption, its cells."""
    return [
        (t.eid, t.caption, [[cell.of(found.text) for cell in row] for row in t.cells])
        for t in found.tables
    ]


@pytest.mark.parametrize("name", TEXTS)
def test_every_form_gives_one_outline_and_one_set_of_facts(name: str) -> None:
    documents = {form: made(form, TEXTS[name]) for form in CARRIED.get(name, FORMS)}
    first = documents["docx"]
    assert [p.number for p in first.provisions() if p.number] == [
        para.number for para in TEXTS[name] if isinstance(para, Para) and para.number
    ] or name == "notice"
    for form, found in documents.items():
        assert outline(found) == outline(first), form
        assert facts(found) == facts(first), form
        assert found.meta == first.meta, form
        assert tables(found) == tables(first), form
    if name not in ("law", "standard"):
        assert facts(first), name


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"


def packaged(data: bytes) -> bytes:
    """A DOCX with the parts that LibreOffice asks for; ours are read without them."""
    told = io.BytesIO(data)
    relations = f'<Relationships xmlns="{PACKAGE}relationships">{{}}</Relationships>'
    link = f'<Relationship Id="r1" Type="{OFFICE}{{}}" Target="{{}}"/>'
    with zipfile.ZipFile(told, "a") as file:
        file.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{PACKAGE}content-types">'
            '<Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{WORD}document.main+xml"/>'
            f'<Override PartName="/word/numbering.xml" ContentType="{WORD}numbering+xml"/>'
            "</Types>",
        )
        main = link.format("officeDocument", "word/document.xml")
        file.writestr("_rels/.rels", relations.format(main))
        numbers = link.format("numbering", "numbering.xml")
        file.writestr("word/_rels/document.xml.rels", relations.format(numbers))
    return told.getvalue()


@pytest.mark.parametrize("ending", ["doc", "rtf", "wps"])
@pytest.mark.parametrize("name", ["notice", "tasks"])
def test_old_formats_give_what_docx_gives(tmp_path: Path, name: str, ending: str) -> None:
    """Automatic numbers and tables, written by LibreOffice in the old format and read again.

    In RTF it writes the marks of automatic numbers as question marks, so these are typed there.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    new = tmp_path / "新.docx"
    form = "docx" if ending == "rtf" else "automatic"
    new.write_bytes(packaged(FORMS[form][1](TEXTS[name])))
    written = "doc" if ending == "wps" else ending  # WPS keeps files in Word's own old format
    user = f"-env:UserInstallation={(tmp_path / 'user').as_uri()}"
    to = ["--headless", "--convert-to", written, "--outdir", str(tmp_path), str(new)]
    assert run([program, user, *to], seconds=120.0)
    old = (tmp_path / f"新.{written}").rename(tmp_path / f"旧.{ending}")
    first, second = (extract(parse(clean(read(path)))) for path in (new, old))
    assert outline(second) == outline(first)
    assert facts(second) == facts(first)
    assert tables(second) == tables(first)


def test_the_texts_hold_tables_and_notes_that_cross_pages() -> None:
    """What the parity of these texts is about is there: it would hold of nothing as well."""
    assert [len(t.cells) for t in made("pdf", SURVEY).tables] == [6]
    found = made("pdf", TASKS)
    (table,) = found.tables
    assert (len(table.cells), table.caption) == (5, "表1 任务分工")
    assert {p.page for p in found.places if table.span.holds(p.span)} == {1, 2}
    noted = made("pdf", NOTED)
    notes = [p.note for p in NOTED if p.note]
    assert noted.pages > 1 and all(note in noted.text for note in notes)
    assert [home(noted, note) for note in notes] == ["nn_2", "h1_1__h2_1", "h1_2__h2_1"]


def home(found: Document, words: str) -> str:
    """The innermost clause that holds these words."""
    at = found.text.index(words)
    return [p.eid for p in found.provisions() if p.span.start <= at < p.span.end][-1]


def test_pages_and_boxes_of_the_pdf() -> None:
    """Every quote of the PDF stands on a page, in a box inside it."""
    found = made("pdf", PLAN)
    assert found.pages >= 2
    for place in found.places:
        assert place.box is not None
        left, top, right, bottom = place.box
        assert 0 <= left < right <= 595 and 0 <= top < bottom <= 842
    assert {found.page_at(p.span.start) for p in found.provisions()} == set(
        range(1, found.pages + 1)
    )


def test_boxes_read_back_say_what_the_text_says() -> None:
    """What pdfium finds inside the box of a line is that line."""
    import pypdfium2

    _, make = FORMS["pdf"]
    data = make(MEASURES)
    found = made("pdf", MEASURES)
    document = pypdfium2.PdfDocument(data)
    try:
        for place in found.places:
            assert place.box is not None
            left, top, right, bottom = place.box
            textpage = document[place.page - 1].get_textpage()
            inside = textpage.get_text_bounded(left - 1, 842 - bottom, right + 1, 842 - top)
            textpage.close()
            assert squeezed(inside) == squeezed(place.span.of(found.text))
    finally:
        document.close()
