"""Word documents by hand: the few words of WordprocessingML that a test needs, and nothing else in the file."""

import zipfile
from xml.sax.saxutils import escape, quoteattr

W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
OFFICE = 'application/vnd.openxmlformats-officedocument.wordprocessingml'
SPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)


def r(text, properties=''):
    """A run."""
    properties = f'<w:rPr>{properties}</w:rPr>' if properties else ''
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def b(text):
    """A bold run."""
    return r(text, '<w:b/>')


def p(content='', style=None, num=None, properties='', mark=''):
    """A paragraph: of text, or of runs that were made already. `num` is (list, level)."""
    if not content.startswith('<'):
        content = r(content) if content else ''
    inner = f'<w:pStyle w:val="{style}"/>' if style else ''
    if num:
        inner += f'<w:numPr><w:ilvl w:val="{num[1]}"/><w:numId w:val="{num[0]}"/></w:numPr>'
    inner += properties + (f'<w:rPr>{mark}</w:rPr>' if mark else '')
    return f'<w:p><w:pPr>{inner}</w:pPr>{content}</w:p>' if inner else f'<w:p>{content}</w:p>'


def cell(*blocks, span=None, merge=None):
    """A cell; `merge` is 'restart' or 'continue'."""
    inner = '<w:tcW w:w="2400" w:type="dxa"/>' + (f'<w:gridSpan w:val="{span}"/>' if span else '')
    inner += f'<w:vMerge w:val="{merge}"/>' if merge else ''
    return f'<w:tc><w:tcPr>{inner}</w:tcPr>{"".join(blocks) or "<w:p/>"}</w:tc>'


def row(*cells, properties=''):
    return f'<w:tr><w:trPr>{properties}</w:trPr>{"".join(cells)}</w:tr>' if properties else f'<w:tr>{"".join(cells)}</w:tr>'


def table(*rows, columns=2):
    edges = ''.join(f'<w:{side} w:val="single" w:sz="4"/>' for side in ('top', 'left', 'bottom', 'right', 'insideH', 'insideV'))
    grid = '<w:gridCol w:w="2400"/>' * columns
    return f'<w:tbl><w:tblPr><w:tblBorders>{edges}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'


def field(code, result):
    """A field as Word writes it: its code and its words between three marks."""
    mark = lambda kind: f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'
    code = f'<w:r><w:instrText xml:space="preserve"> {escape(code)} </w:instrText></w:r>'
    return mark('begin') + code + mark('separate') + result + mark('end')


def level(index, format='decimal', text=None, start=1, style=None, extra=''):
    """A level of a list; its text is `%1.%2` and so on unless told."""
    text = '.'.join(f'%{i + 1}' for i in range(index + 1)) if text is None else text
    style = f'<w:pStyle w:val="{style}"/>' if style else ''
    begin = 360 + 500 * index
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{format}"/>{style}{extra}'
        f'<w:lvlText w:val={quoteattr(text)}/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{begin + 500}" w:hanging="500"/></w:pPr></w:lvl>'
    )


def abstract(id, *levels, extra='', kind='multilevel'):
    return f'<w:abstractNum w:abstractNumId="{id}"><w:multiLevelType w:val="{kind}"/>{extra}{"".join(levels)}</w:abstractNum>'


def num(id, abstract, overrides=''):
    return f'<w:num w:numId="{id}"><w:abstractNumId w:val="{abstract}"/>{overrides}</w:num>'


def restart(level, start=1):
    return f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def style(id, name, based_on=None, paragraph='', run='', kind='paragraph', default=False):
    default = ' w:default="1"' if default else ''
    based_on = f'<w:basedOn w:val="{based_on}"/>' if based_on else ''
    return (
        f'<w:style w:type="{kind}" w:styleId="{id}"{default}><w:name w:val="{name}"/>{based_on}'
        f'<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>'
        if kind != 'numbering'
        else f'<w:style w:type="numbering" w:styleId="{id}"><w:name w:val="{name}"/><w:pPr>{paragraph}</w:pPr></w:style>'
    )


def heading(rank, list=None, name=None):
    """The style of a heading; `list` is the list that numbers it."""
    numbered = f'<w:numPr><w:ilvl w:val="{rank - 1}"/><w:numId w:val="{list}"/></w:numPr>' if list else ''
    return style(
        f'Heading{rank}',
        name or f'heading {rank}',
        'Normal',
        f'<w:keepNext/>{numbered}<w:spacing w:before="240"/><w:outlineLvl w:val="{rank - 1}"/>',
        f'<w:b/><w:sz w:val="{36 - 4 * rank}"/>',
    )


NORMAL = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="DejaVu Sans" w:hAnsi="DejaVu Sans" w:cs="DejaVu Sans"/>'
    '<w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>'
    + style('Normal', 'Normal', paragraph='<w:spacing w:after="120"/>', default=True)
)


def write(file, *body, styles='', numbering='', parts=None, settings='', title=None):
    """Writes a document. `parts` are further ones by name: kind -> the XML inside its root, or (kind, target) for a link."""
    parts = parts or {}
    xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    files, types, links = {}, '', ''
    section = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134"/></w:sectPr>'
    if 'header' in parts:
        section = section.replace('<w:sectPr>', '<w:sectPr><w:headerReference w:type="default" r:id="header"/>')
    document = f'<w:document {SPACES}><w:body>{"".join(body)}{section}</w:body></w:document>'
    files['word/document.xml'] = document
    roots = {'styles': 'styles', 'numbering': 'numbering', 'settings': 'settings', 'footnotes': 'footnotes',
             'endnotes': 'endnotes', 'comments': 'comments', 'header': 'hdr'}
    inside = {'styles': NORMAL + styles, 'numbering': numbering, 'settings': settings,
              **{kind: inner for kind, inner in parts.items() if kind in roots}}
    for kind, inner in inside.items():
        if inner:
            root = roots[kind]
            files[f'word/{kind}.xml'] = f'<w:{root} {SPACES}>{inner}</w:{root}>'
            types += f'<Override PartName="/word/{kind}.xml" ContentType="{OFFICE}.{kind}+xml"/>'
            links += f'<Relationship Id="{kind}" Type="{R}/{kind}" Target="{kind}.xml"/>'
    for id, target in parts.get('links', {}).items():
        links += f'<Relationship Id="{id}" Type="{R}/hyperlink" Target={quoteattr(target)} TargetMode="External"/>'
    package = 'http://schemas.openxmlformats.org/package/2006'
    top = f'<Relationship Id="main" Type="{R}/officeDocument" Target="word/document.xml"/>'
    if title:
        files['docProps/core.xml'] = (
            f'<cp:coreProperties xmlns:cp="{package}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f'<dc:title>{escape(title)}</dc:title></cp:coreProperties>'
        )
        types += '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        top += f'<Relationship Id="core" Type="{package}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    files['word/_rels/document.xml.rels'] = f'<Relationships xmlns="{package}/relationships">{links}</Relationships>'
    files['_rels/.rels'] = f'<Relationships xmlns="{package}/relationships">{top}</Relationships>'
    files['[Content_Types].xml'] = (
        f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{OFFICE}.document.main+xml"/>{types}</Types>'
    )
    pack(file, {name: (xml + text).encode() for name, text in files.items()}, first='[Content_Types].xml')


def pack(file, files, first):
    """Writes an archive whose bytes depend on what is in it alone."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(file, 'w', zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files, key=lambda name: (name != first, name)):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            stored = name == 'mimetype'
            archive.writestr(entry, files[name], zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED)


ODF = 'urn:oasis:names:tc:opendocument:xmlns'
ODF_SPACES = (
    ''.join(f' xmlns:{name}="{ODF}:{name}:1.0"' for name in ('office', 'text', 'table', 'style'))
    + f' xmlns:draw="{ODF}:drawing:1.0" xmlns:fo="{ODF}:xsl-fo-compatible:1.0" xmlns:svg="{ODF}:svg-compatible:1.0"'
    + ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3"'
)


def list_level(index, format='1', prefix='', suffix='', levels=1, start=1, kind='list-level-style-number'):
    """A level of an OpenDocument list style or outline; `index` counts from 1."""
    about = f'style:num-format="{format}" style:num-prefix="{prefix}" style:num-suffix="{suffix}" style:num-letter-sync="true"'
    begin = 0.4 * index
    place = (
        '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
        f'<style:list-level-label-alignment text:label-followed-by="listtab" fo:margin-left="{begin:.1f}in" fo:text-indent="-0.4in"/>'
        '</style:list-level-properties>'
    )
    return f'<text:{kind} text:level="{index}" {about} text:start-value="{start}" text:display-levels="{levels}">{place}</text:{kind}>'


def write_odt(file, *body, automatic='', styles='', pages='', title=None):
    """Writes an OpenDocument text."""
    xml = '<?xml version="1.0" encoding="UTF-8"?>\n'
    text = 'application/vnd.oasis.opendocument.text'
    font = '<style:text-properties style:font-name="DejaVu Sans" fo:font-family="DejaVu Sans" fo:font-size="11pt"/>'
    files = {
        'content.xml': f'<office:document-content{ODF_SPACES}><office:automatic-styles>{automatic}</office:automatic-styles>'
        f'<office:body><office:text>{"".join(body)}</office:text></office:body></office:document-content>',
        'styles.xml': f'<office:document-styles{ODF_SPACES}><office:styles><style:default-style style:family="paragraph">{font}'
        f'</style:default-style>{styles}</office:styles>{pages}</office:document-styles>',
        'META-INF/manifest.xml': f'<manifest:manifest xmlns:manifest="{ODF}:manifest:1.0" manifest:version="1.3">'
        + ''.join(
            f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
            for path, kind in [('/', text), ('content.xml', 'text/xml'), ('styles.xml', 'text/xml'), ('meta.xml', 'text/xml')]
            if title or path != 'meta.xml'
        )
        + '</manifest:manifest>',
    }
    if title:
        files['meta.xml'] = f'<office:document-meta{ODF_SPACES}><office:meta><dc:title>{escape(title)}</dc:title></office:meta></office:document-meta>'
    packed = {name: (xml + content).encode() for name, content in files.items()}
    pack(file, {'mimetype': text.encode(), **packed}, first='mimetype')
