"""Makes the documents of `tests/import/documents`, all but those that a person made.

    python3 -m venv env && env/bin/pip install python-docx==1.2.0
    env/bin/python tests/import/make/make.py                 # the documents
    env/bin/python tests/import/make/make.py --shown         # and what LibreOffice shows of each, into libreoffice.txt

For the second, and for the documents that LibreOffice writes:
`apt-get install --no-install-recommends libreoffice-writer-nogui poppler-utils`.
"""

import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from parts import *

DOCUMENTS = Path(__file__).resolve().parent.parent / 'documents'
made = {}


def case(function):
    made[function.__name__.replace('_', '-')] = function
    return function


def policy_list(id=1):
    """Sections 1, clauses 1.1, items (a), sub-items (i), as policies are numbered."""
    return abstract(
        id,
        level(0, text='%1.', style='Heading1'),
        level(1, style='Clause'),
        level(2, 'lowerLetter', '(%3)', style='Item'),
        level(3, 'lowerRoman', '(%4)'),
    )


def numbered(style_id, name, level, list):
    return style(style_id, name, 'Normal', f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr>')


CLAUSES = heading(1, 1) + numbered('Clause', 'Clause', 1, 1) + numbered('Item', 'Item', 2, 1)


@case
def levels_from_styles(file):
    """No paragraph says that it is numbered: its style does, and a style under it."""
    write(
        file,
        p('Information sharing policy', 'Title'),
        p('Purpose', 'Heading1'),
        p('This policy says when staff may share information about a child.', 'Clause'),
        p('It applies to:', 'Clause'),
        p('all staff;', 'Item'),
        p('governors and volunteers.', 'Item'),
        p('It is reviewed every year.', 'Clause'),
        p('When to share', 'Heading1'),
        p('Share what is needed, with those who need it.', 'Clause'),
        p('Ask the lead first, unless:', 'QuietClause'),
        p('a child is in danger;', 'Item'),
        p('now; or', num=(1, 3)),
        p('soon.', num=(1, 3)),
        p('the lead cannot be found.', 'Item'),
        p('Not numbered, although its style is.', 'Clause', properties='<w:numPr><w:numId w:val="0"/></w:numPr>'),
        p('Write down what you did.', 'Clause'),
        p('An unnumbered heading', 'Heading2'),
        styles=CLAUSES
        + heading(2)
        + style('Title', 'Title', 'Normal', run='<w:b/><w:sz w:val="40"/>')
        + style('QuietClause', 'Quiet Clause', 'Clause', run='<w:i/>'),
        numbering=policy_list() + num(1, 1),
        title='Information sharing policy',
    )


@case
def bullets_within_letters(file):
    """Bullets between (a) and (b) are a list of their own: at its first level, at its second, and by their style."""
    dots = abstract(2, level(0, 'bullet', '•'), level(1, 'bullet', '•')) + num(2, 2)
    write(
        file,
        p('Exclusions policy', 'Title'),
        p('Use', 'Heading1'),
        p('At the first level:', 'Clause'),
        p('first:', 'Item'),
        p('dot one', num=(2, 0)),
        p('dot two', num=(2, 0)),
        p('second, see 1.1(b).', 'Item'),
        p('At the second level:', 'Clause'),
        p('first:', 'Item'),
        p('dot one', num=(2, 1)),
        p('dot two', num=(2, 1)),
        p('second:', 'Item'),
        p('dot three', num=(2, 1)),
        p('third.', 'Item'),
        p('By their style:', 'Clause'),
        p('first:', 'Item'),
        p('dot one', 'Dot'),
        p('second.', 'Item'),
        p('Bullets alone:', 'Clause'),
        p('dot one', 'Dot'),
        p('dot two', 'Dot'),
        styles=CLAUSES + numbered('Dot', 'Dot', 0, 2) + style('Title', 'Title', 'Normal', run='<w:b/><w:sz w:val="40"/>'),
        numbering=policy_list() + dots + num(1, 1),
        title='Exclusions policy',
    )


@case
def bullets_behind_letters(file):
    """Bullets behind the last letter: further in, level where earlier ones were, level behind a colon, level and alone."""
    further = lambda words: p(words, num=(2, 0), properties='<w:ind w:left="2200" w:hanging="300"/>')
    level_with = lambda words: p(words, num=(2, 0), properties='<w:ind w:left="1860" w:hanging="500"/>')
    write(
        file,
        p('Exclusions policy', 'Title'),
        p('Use', 'Heading1'),
        p('Further in:', 'Clause'),
        p('first;', 'Item'),
        p('second.', 'Item'),
        further('dot one'),
        further('dot two'),
        p('As earlier ones:', 'Clause'),
        p('first;', 'Item'),
        level_with('dot one'),
        p('second.', 'Item'),
        level_with('dot two'),
        level_with('dot three'),
        p('Behind a colon:', 'Clause'),
        p('first;', 'Item'),
        p('second:', 'Item'),
        level_with('dot one'),
        level_with('dot two'),
        p('Level, and alone:', 'Clause'),
        p('first;', 'Item'),
        p('second.', 'Item'),
        level_with('dot one'),
        level_with('dot two'),
        p('Within a numbered list:', 'Clause'),
        p('Ask', num=(3, 0)),
        p('the parent;', num=(3, 1)),
        p('others:', num=(3, 1)),
        p('dot one', num=(2, 0), properties='<w:ind w:left="1360" w:hanging="500"/>'),
        p('Tell', num=(3, 0)),
        styles=CLAUSES + style('Title', 'Title', 'Normal', run='<w:b/><w:sz w:val="40"/>'),
        numbering=policy_list()
        + abstract(2, level(0, 'bullet', '•'), level(1, 'bullet', '•'))
        + abstract(3, level(0, text='%1.'), level(1, 'lowerLetter', '(%2)'))
        + num(1, 1)
        + num(2, 2)
        + num(3, 3),
        title='Exclusions policy',
    )


@case
def bullets_by_indent(file):
    """Each bullet is one of the first level of its list, and lies as deep as it is set in: by its style, or by the ruler.
    Made by python-docx."""
    from docx import Document
    from docx.shared import Cm

    document = Document()
    document.core_properties.title = 'Visits policy'
    document.add_paragraph('Visits policy', style='Title')
    document.add_heading('1 Aims', 1)

    def line(words, style='List Bullet', left=None):
        paragraph = document.add_paragraph(words, style=style)
        paragraph.paragraph_format.left_indent = left and Cm(left)

    document.add_paragraph('1.1 By their styles:')
    line('children')
    line('staff:', 'List Bullet')
    line('teachers', 'List Bullet 2')
    line('of sport', 'List Bullet 3')
    line('of music', 'List Bullet 3')
    line('cooks', 'List Bullet 2')
    line('who come in at seven', 'List Continue 2')
    line('parents')
    document.add_paragraph('1.2 By the ruler:')
    line('children')
    line('staff:')
    line('teachers', left=2.5)
    line('cooks', left=2.5)
    line('parents')
    document.add_paragraph('1.3 Figures within bullets:')
    line('children')
    line('staff:')
    line('teachers', 'List Number 2')
    line('cooks', 'List Number 2')
    line('parents')
    save(document, file)


@case
def typed_bullets(file):
    """Bullets that were typed: with a tab or spaces, alone and in a row, with Shift and Enter; dashes that are none.
    Made by python-docx."""
    from docx import Document

    document = Document()
    document.core_properties.title = 'First aid policy'
    document.add_paragraph('First aid policy', style='Title')
    document.add_paragraph('1. Kits', style='Heading 1')
    for words in (
        '1.1 Kits are in the:',
        '•\toffice;',
        '• hall, by the red door.',
        '1.2 Each holds:',
        '- plasters',
        '- bandages:',
        'o wide',
        '- gloves',
        '1.3 Each is checked by:',
        '–\tthe lead;',
        'o\tand her deputy;',
        'o\tin turn.',
        '1.4 One line alone:',
        '- is no list, o yes.',
        '1.5 In one paragraph:\n• plasters\n• bandages\n  of any size\n• gloves',
        '1.6 The last clause.',
    ):
        document.add_paragraph(words)
    save(document, file)


@case
def restarts(file):
    """Two lists that count on together, one that begins anew, one that begins at five, one level that never restarts."""
    levels = [level(0, text='%1.'), level(1, 'lowerLetter', '%2)', extra='<w:lvlRestart w:val="0"/>'), level(2, 'lowerRoman', '%3.')]
    write(
        file,
        p('Before the visit', num=(1, 0)),
        p('ring the parent', num=(1, 1)),
        p('write it down', num=(1, 1)),
        p('at once', num=(1, 2)),
        p('On the day', num=(1, 0)),
        p('sign in', num=(1, 1)),
        p('with a name', num=(1, 2)),
        p('Between the lists stands a line of text.'),
        p('Afterwards', num=(1, 0)),
        p('Another list, of the same kind, begins anew.'),
        p('First again', num=(2, 0)),
        p('Second again', num=(2, 0)),
        p('A list that begins at five.'),
        p('Fifth', num=(3, 0)),
        p('Sixth', num=(3, 0)),
        p('A list of another kind.'),
        p('One', num=(4, 0)),
        p('', num=(4, 0)),
        p('Three, for the empty line is counted', num=(4, 0)),
        p('One and one', num=(4, 1)),
        p('Four', num=(4, 0)),
        p('Four and one', num=(4, 1)),
        p('Four, one and one', num=(4, 2)),
        numbering=abstract(1, *levels)
        + abstract(2, level(0), level(1), level(2))
        + num(1, 1)
        + num(2, 1, restart(0))
        + num(3, 1, restart(0, 5))
        + num(4, 2),
    )


@case
def letters_and_roman(file):
    """Every way to write a number that Word's list box offers."""
    kinds = [
        ('lowerLetter', '(%1)'), ('upperLetter', '%1.'), ('lowerRoman', '(%1)'), ('upperRoman', 'Part %1:'),
        ('decimalZero', '%1'), ('ordinal', '%1'), ('bullet', '\u2013'), ('none', 'Note'),
    ]
    body, numbering = [], ''
    for index, (format, text) in enumerate(kinds):
        first = {'lowerLetter': 25, 'lowerRoman': 3, 'decimalZero': 9, 'ordinal': 10}.get(format, 1)
        numbering += abstract(index, level(0, format, text, start=first), kind='singleLevel')
        count = 4 if format in ('lowerLetter', 'ordinal') else 3
        body += [p(f'{format} line {line + 1}', num=(index + 1, 0)) for line in range(count)]
    legal = len(kinds)
    numbering += abstract(
        legal,
        level(0, 'upperRoman', 'Article %1.'),
        level(1, 'decimalZero', 'Section %1.%2', extra='<w:isLgl/>'),
        level(2, 'lowerLetter', '(%3)'),
        level(3, 'decimal', '%1-%3-%4'),
    )
    numbering += ''.join(num(index + 1, index) for index in range(len(kinds) + 1))
    for words, depth in [('An article', 0), ('A section', 1), ('A letter', 2), ('A mixture', 3), ('Another article', 0), ('Its section', 1)]:
        body.append(p(words, num=(legal + 1, depth)))
    write(file, *body, numbering=numbering)


@case
def typed_numbers(file):
    """Numbers that the author typed, in bold, with a tab or spaces behind them. Made by python-docx."""
    from docx import Document

    document = Document()
    document.core_properties.title = 'Attendance policy'
    document.add_paragraph('Attendance policy', style='Title')

    def clause(number, words, gap='\t'):
        paragraph = document.add_paragraph()
        paragraph.add_run(number).bold = True
        paragraph.add_run(gap + words)

    for number, words in [('1', 'Aims'), ('2', 'Absence')]:
        document.add_paragraph().add_run(f'{number}. {words}').bold = True
        clause(f'{number}.1', 'Every pupil has a right to full-time education.')
        clause(f'{number}.2', 'Parents tell the school before 9.30 on the first day:', '  ')
        document.add_paragraph('(a) by telephone; or')
        document.add_paragraph('(b) by the form on the website.')
    save(document, file)


@case
def headings_by_size(file):
    """No styles at all: headings are larger, or bold, and that is all. Made by python-docx."""
    from docx import Document
    from docx.shared import Pt

    document = Document()

    def line(words, size=None, bold=None):
        run = document.add_paragraph().add_run(words)
        run.font.size, run.bold = size and Pt(size), bold

    line('Behaviour Policy', 22)
    line('Our school is a calm place to learn. Everybody who works here has a part in that.')
    line('1 What we expect', 16, True)
    line('Being ready', None, True)
    line('Pupils come to lessons on time, with what they need, and listen when others speak.')
    line('Being kind', None, True)
    line('Nobody is hurt, by words or by hands, in school or online. This sentence is long enough to be text.')
    line('2 What we do', 16, True)
    line('This whole sentence is bold and ends with a full stop, so that it is no heading.', None, True)
    line('We praise in public and correct in private.')
    save(document, file)


@case
def cover_page(file):
    """The title, a school in the style of subtitles, who approved it in three columns, a day that is only a month, headings
    that are underlined, a note and a lead-in in bold, and a line to sign on."""
    cells = lambda *words: row(*[cell(p(word)) for word in words])
    under = lambda words: r(words, '<w:u w:val="single"/>')
    write(
        file,
        p('Intimate care policy', 'Title'),
        p('Little Acorns Pre-School', 'Subtitle'),
        table(
            cells('Approved by:', 'Management committee', 'Date: 14 July 2026'),
            cells('Last reviewed on:', 'July 2025', ''),
            cells('Next review due by:', 'July 2027', ''),
            columns=3,
        ),
        p(under('Dignity')),
        p('We treat every child with dignity, and ask before we help.'),
        p(b('Note:')),
        p(r('No child is ') + under('ever') + r(' left wet.')),
        p(under('Changing')),
        p(b('All staff must:')),
        p('wear gloves', num=(1, 0)),
        p('write down the time', num=(1, 0)),
        p('Signed: ____________ (Chair)'),
        styles=style('Title', 'Title', 'Normal', run='<w:sz w:val="52"/>')
        + style('Subtitle', 'Subtitle', 'Normal', run='<w:sz w:val="36"/>'),
        numbering=abstract(1, level(0, 'bullet', '\u2022')) + num(1, 1),
    )


@case
def school_above_the_title(file):
    """The school's name is the largest line; below it the title, and a table of contents with a tab before each page."""
    large = lambda words, size: p(r(words, f'<w:b/><w:sz w:val="{size}"/>'))
    to_page = lambda words, page: p(r(words) + '<w:r><w:tab/></w:r>' + r(page))
    write(
        file,
        large('Oak Tree Primary School', 56),
        large('Attendance Policy', 40),
        p(b('Contents')),
        to_page('1 Why it matters', '2'),
        to_page('2 What we do', '3'),
        to_page('Letters that we send', '4'),
        p('Why it matters', 'Heading1'),
        p('Children who are here learn more.', 'Clause'),
        p('What we do', 'Heading1'),
        p('We take the register twice a day.', 'Clause'),
        p(b('Letters that we send')),
        p('They come by post.'),
        styles=CLAUSES,
        numbering=policy_list() + num(1, 1),
    )


@case
def continued_after_a_table(file):
    """A list goes on behind a table, and counts the lines of its own in it."""
    write(
        file,
        p('Roles', 'Heading1'),
        p('Each of these has a part:', 'Clause'),
        table(
            row(cell(p(b('Who'))), cell(p(b('What')))),
            row(cell(p('Head teacher')), cell(p('decides', 'Clause'))),
            row(cell(p('Lead')), cell(p('advises', 'Clause'))),
        ),
        p('All others ask.', 'Clause'),
        p('whom they know;', 'Item'),
        table(row(cell(p('A table')), cell(p('between')))),
        p('and then the lead.', 'Item'),
        p('Records', 'Heading1'),
        p('Keep them.', 'Clause'),
        styles=CLAUSES,
        numbering=policy_list() + num(1, 1),
    )


INSERTED = '<w:ins w:id="{}" w:author="J. Smith" w:date="2026-01-05T10:00:00Z">{}</w:ins>'
DELETED = '<w:del w:id="{}" w:author="J. Smith" w:date="2026-01-05T10:00:00Z">{}</w:del>'


def ins(text, id=1):
    return INSERTED.format(id, r(text))


def gone(text, id=2):
    return DELETED.format(id, r(text).replace('w:t ', 'w:delText ').replace('/w:t>', '/w:delText>'))


MARK_GONE = '<w:del w:id="9" w:author="J. Smith" w:date="2026-01-05T10:00:00Z"/>'
MARK_NEW = '<w:ins w:id="8" w:author="J. Smith" w:date="2026-01-05T10:00:00Z"/>'


@case
def tracked_changes(file):
    """Insertions, deletions, a move, a paragraph that is new, one that is gone, two that became one, a row that is gone."""
    moved = '<w:{0}RangeStart w:id="20" w:name="m1" w:author="J. Smith"/><w:{0} w:id="21" w:author="J. Smith">{1}</w:{0}><w:{0}RangeEnd w:id="20"/>'
    write(
        file,
        p('Sharing', 'Heading1'),
        p(r('Staff ') + gone('may') + ins('must') + r(' tell the lead.'), 'Clause'),
        p(gone('This clause was taken out.'), 'Clause', mark=MARK_GONE),
        p(ins('This clause is new.'), 'Clause', mark=MARK_NEW),
        p(r('This clause was two') + gone(' clauses.'), 'Clause', mark=MARK_GONE),
        p(gone('It is one') + r(' and is one.'), 'Clause'),
        p(moved.format('moveFrom', r('This clause moved.')), 'Clause', mark=MARK_GONE.replace('w:del', 'w:moveFrom')),
        p('The last clause but one.', 'Clause'),
        p(moved.format('moveTo', r('This clause moved.')), 'Clause', mark=MARK_NEW.replace('w:ins', 'w:moveTo')),
        p('An item', 'Item', mark=MARK_GONE),
        p(' and a clause are an item.', 'Clause'),
        p(gone('Nothing is left of this item.'), 'Item', mark=MARK_GONE),
        p('A clause stays one.', 'Clause'),
        p(r('No table is joined') + gone(' to this.'), 'Item', mark=MARK_GONE),
        table(
            row(cell(p('Kept')), cell(p('row'))),
            row(cell(p(gone('Dropped'), mark=MARK_GONE)), cell(p(gone('line'), mark=MARK_GONE)), properties=MARK_GONE),
            row(cell(p(ins('Added'), mark=MARK_NEW)), cell(p(ins('row'), mark=MARK_NEW)), properties=MARK_NEW),
        ),
        p(r('Bold now', '<w:b/><w:rPrChange w:id="30" w:author="J. Smith"><w:rPr><w:i/></w:rPr></w:rPrChange>') + r(' and before not.')),
        styles=CLAUSES,
        numbering=policy_list() + num(1, 1),
        settings='<w:revisionView w:markup="0" w:insDel="0"/>',
    )


def note(kind, id, *content):
    mark = f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{kind}Ref/></w:r>'
    return f'<w:{kind} w:id="{id}"><w:p>{mark}{"".join(content)}</w:p></w:{kind}>'


def marked(kind, id):
    return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{kind}Reference w:id="{id}"/></w:r>'


SEPARATORS = ''.join(
    f'<w:{{0}} w:type="{type}" w:id="{id}"><w:p><w:r><w:{mark}/></w:r></w:p></w:{{0}}>'
    for id, type, mark in [(-1, 'separator', 'separator'), (0, 'continuationSeparator', 'continuationSeparator')]
)


@case
def footnotes(file):
    """Footnotes with a link and two paragraphs, and an endnote; the second stands before the first in the file."""
    link = '<w:hyperlink r:id="law">' + r('the Act') + '</w:hyperlink>'
    notes = note('footnote', 2, r(' Keeping children safe in education, '), r('part 1', '<w:i/>'), r('.'))
    notes += note('footnote', 1, r(' See '), link, r('.'))
    write(
        file,
        p('Law', 'Heading1'),
        p(r('The law') + marked('footnote', 1) + r(' allows it, and so does the guidance.') + marked('footnote', 2), 'Clause'),
        p(r('It always did.') + marked('endnote', 1), 'Clause'),
        styles=CLAUSES,
        numbering=policy_list() + num(1, 1),
        parts={
            'footnotes': SEPARATORS.format('footnote') + notes,
            'endnotes': SEPARATORS.format('endnote') + note('endnote', 1, r(' Since 1989.')),
            'links': {},
        },
    )
    with zipfile.ZipFile(file) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    target = f'<Relationship Id="law" Type="{R}/hyperlink" Target="https://www.legislation.gov.uk/ukpga/2026/1" TargetMode="External"/>'
    space = 'http://schemas.openxmlformats.org/package/2006/relationships'
    files['word/_rels/footnotes.xml.rels'] = f'<Relationships xmlns="{space}">{target}</Relationships>'.encode()
    pack(file, files, '[Content_Types].xml')


@case
def nested_tables(file):
    """A table in a table; cells that lie over two columns, and over two rows."""
    inner = table(row(cell(p('inner one')), cell(p('inner two'))))
    write(
        file,
        p('Before the tables.'),
        table(
            row(cell(p(b('Over both columns')), span=2)),
            row(cell(p('Over two rows'), merge='restart'), cell(p('right one'))),
            row(cell(merge='continue'), cell(p('right two'), inner, p('below the inner'))),
            row(cell(p('last left')), cell(p('last right'), p('two paragraphs'))),
        ),
        p('After the tables.'),
    )


@case
def right_to_left(file):
    """Arabic with Latin words and numbers in it, kept in the order in which it is read."""
    rtl = '<w:rtl/>'
    bidi = '<w:bidi/>'
    write(
        file,
        p(r('\u0633\u064a\u0627\u0633\u0629 \u0627\u0644\u062d\u0636\u0648\u0631', rtl), 'Heading1', properties=bidi),
        p(r('\u064a\u062d\u0636\u0631 \u0643\u0644 \u062a\u0644\u0645\u064a\u0630 \u0643\u0644 \u064a\u0648\u0645.', rtl), 'Clause', properties=bidi),
        p(r('\u064a\u062a\u0635\u0644 \u0627\u0644\u0648\u0627\u0644\u062f \u0628\u0627\u0644\u0645\u062f\u0631\u0633\u0629.', rtl), 'Clause', properties=bidi),
        p('A clause in English.', 'Clause'),
        styles=CLAUSES,
        numbering=policy_list() + num(1, 1),
    )


@case
def text_boxes(file):
    """A text box as Word writes it: twice, for itself and for earlier Words. It is read once, behind its paragraph."""
    inside = '<w:txbxContent>' + p('Ring 999 first.') + p('Then tell the lead.', num=(2, 0)) + '</w:txbxContent>'
    new = (
        '<w:drawing><wp:inline><wp:extent cx="3000000" cy="800000"/><wp:docPr id="1" name="Box"/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/>'
        '<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="3000000" cy="800000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
        f'<wps:txbx>{inside}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>'
    )
    old = f'<w:pict><v:shape style="width:236pt;height:63pt"><v:textbox>{inside}</v:textbox></v:shape></w:pict>'
    both = f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{new}</mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>'
    write(
        file,
        p('Emergencies', 'Heading1'),
        p('In danger, nobody waits.', 'Clause'),
        p(both),
        p('Afterwards, write it down.', 'Clause'),
        styles=CLAUSES,
        numbering=policy_list() + abstract(2, level(0, text='%1)')) + num(1, 1) + num(2, 2),
    )


@case
def comments(file):
    """Remarks beside the text, one of them with two paragraphs."""
    mark = lambda id: f'<w:commentRangeEnd w:id="{id}"/><w:r><w:commentReference w:id="{id}"/></w:r>'
    remark = lambda id, *lines: f'<w:comment w:id="{id}" w:author="A. Governor" w:date="2026-02-01T09:00:00Z">{"".join(map(p, lines))}</w:comment>'
    write(
        file,
        p('Visits', 'Heading1'),
        p('<w:commentRangeStart w:id="0"/>' + r('Ask the parents first.') + mark(0), 'Clause'),
        p(r('Take a telephone') + mark(1) + r(' and a list of names.'), 'Clause'),
        styles=CLAUSES,
        numbering=policy_list() + num(1, 1),
        parts={'comments': remark(0, 'Always?', 'Even for the library?') + remark(1, 'The school\u2019s own.')},
    )


@case
def content_controls(file):
    """Form fields around a word, around paragraphs, around a row; smart tags; a ticked box."""
    control = lambda inner, extra='': f'<w:sdt><w:sdtPr>{extra}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>'
    box = control(r('\u2612'), '<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>')
    place = '<w:smartTag w:uri="urn:schemas-microsoft-com:office:smarttags" w:element="place">' + r('Leeds') + '</w:smartTag>'
    write(
        file,
        control(p('Approval', 'Heading1')),
        control(p(r('Approved by ') + control(r('the governors')) + r(' in ') + place + r('.'), 'Clause') + p(box + r(' Published'), 'Clause')),
        table(row(cell(p('Version')), cell(p('Date'))), control(row(cell(p('2.0')), control(cell(p('May 2026')))))),
        p('Reviewed every year.', 'Clause'),
        styles=CLAUSES,
        numbering=policy_list() + num(1, 1),
    )


@case
def links_and_fields(file):
    """A table of contents, links of three kinds, a cross-reference, a page number."""
    contents = [
        p('Contents', 'TOCHeading'),
        p(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-3" \\h </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + r('1. Guidance') + '<w:r><w:tab/></w:r>' + field('PAGEREF _Toc1 \\h', r('1')),
            'TOC1',
        ),
        p(r('2. Help') + '<w:r><w:tab/></w:r>' + r('1') + '<w:r><w:fldChar w:fldCharType="end"/></w:r>', 'TOC1'),
    ]
    write(
        file,
        *contents,
        p('<w:bookmarkStart w:id="1" w:name="_Toc1"/>' + r('Guidance') + '<w:bookmarkEnd w:id="1"/>', 'Heading1'),
        p('<w:bookmarkStart w:id="2" w:name="_Ref1"/>' + r('Read ') + '<w:hyperlink r:id="gov" w:anchor="part-2">' + r('the guidance', '<w:u w:val="single"/>') + '</w:hyperlink>' + r(' first.') + '<w:bookmarkEnd w:id="2"/>', 'Clause'),
        p(r('Or ') + field('HYPERLINK "https://www.gov.uk/search?a=1&b=2" \\o "a tip"', b('search')) + r(', or ') + '<w:hyperlink w:anchor="_Toc1">' + r('above') + '</w:hyperlink>' + r('.'), 'Clause'),
        p(r('As clause ') + field('REF _Ref1 \\r \\h', r('1.1')) + r(' says, ') + f'<w:fldSimple w:instr=" HYPERLINK &quot;mailto:office@school.example&quot; ">{r("write to us")}</w:fldSimple>' + r('.'), 'Clause'),
        p('Help', 'Heading1'),
        p(r('See ') + '<w:hyperlink r:id="file">' + r('the old form') + '</w:hyperlink>' + r('.'), 'Clause'),
        styles=CLAUSES + style('TOC1', 'toc 1', 'Normal') + style('TOCHeading', 'TOC Heading', 'Normal', run='<w:b/>'),
        numbering=policy_list() + num(1, 1),
        parts={
            'links': {'gov': 'https://www.gov.uk/guidance', 'file': 'file:///S:/Office/old form.doc'},
            'header': p('Example School \u2013 version 3'),
        },
    )


@case
def signs_and_hidden(file):
    """Hidden text, hyphens that may and may not break, tabs, breaks, signs of Symbol and Wingdings, accents in two parts."""
    sign = lambda font, code: f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'
    write(
        file,
        p(r('A line') + '<w:r><w:br/></w:r>' + r('and another.')),
        p(r('One') + '<w:r><w:tab/></w:r>' + r('two.')),
        p(r('follow') + '<w:r><w:noBreakHyphen/></w:r>' + r('up and infor') + '<w:r><w:softHyphen/></w:r>' + r('mation')),
        p(sign('Wingdings', 'F0FC') + r(' done, ') + sign('Symbol', 'F0B3') + r(' 5 days')),
        p(r('Seen. ') + r('Not seen.', '<w:vanish/>') + r('Seen again.')),
        p(r('Cafe\u0301 and naive'), num=(1, 0)),
        p(r('A second bullet'), num=(1, 0)),
        p(r('CO') + r('2', '<w:vertAlign w:val="subscript"/>') + r(' and ') + r('struck out', '<w:strike/>') + r(' words')),
        numbering=abstract(1, level(0, 'bullet', '\uf0b7', extra='')) + num(1, 1),
    )


@case
def linked_lists(file):
    """A list that takes its levels from a list style, one level of which a use of it says anew; styles in a circle of none."""
    write(
        file,
        p('By the style', num=(2, 0)),
        p('its second level', num=(2, 1)),
        p('again', num=(2, 1)),
        p('By the style again', num=(2, 0)),
        p('A use that writes its second level otherwise.'),
        p('First', num=(3, 0)),
        p('second level', num=(3, 1)),
        p('A heading by a style of its own', 'OwnHeading'),
        p('A deeper one', 'OwnDeeper'),
        p('And back', 'OwnHeading'),
        styles=style('PolicyList', 'Policy List', kind='numbering', paragraph='<w:numPr><w:numId w:val="1"/></w:numPr>')
        + style('OwnHeading', 'Own Heading', 'Normal', '<w:numPr><w:numId w:val="4"/></w:numPr><w:outlineLvl w:val="0"/>')
        + style('OwnDeeper', 'Own Deeper', 'OwnHeading', '<w:numPr><w:ilvl w:val="1"/></w:numPr><w:outlineLvl w:val="1"/>'),
        numbering=abstract(1, level(0, 'upperLetter', '%1.'), level(1, 'decimal', '%1.%2'), extra='<w:styleLink w:val="PolicyList"/>')
        + abstract(2, extra='<w:numStyleLink w:val="PolicyList"/>')
        + abstract(3, level(0), level(1))
        + abstract(4, level(0, text='Chapter %1', style='OwnHeading'), level(1, text='%1.%2', style='OwnDeeper'))
        + num(1, 1)
        + num(2, 2)
        + num(3, 3, f'<w:lvlOverride w:ilvl="1">{level(1, "lowerLetter", "%1%2")}</w:lvlOverride>')
        + num(4, 4),
    )


@case
def skipped_levels(file):
    """Lines that begin deeper than the first level, and levels left out on the way down."""
    write(
        file,
        p('Begins at the second level', num=(1, 1)),
        p('and again', num=(1, 1)),
        p('First level', num=(1, 0)),
        p('Fourth level at once', num=(1, 3)),
        p('Third level', num=(1, 2)),
        p('Second level', num=(1, 1)),
        p('First level', num=(1, 0)),
        numbering=abstract(1, *(level(index) for index in range(4))) + num(1, 1),
    )


STEPS = style('Title', 'Title', 'Normal') + heading(1) + heading(2)
BULLETS = abstract(1, level(0, 'bullet', '•')) + num(1, 1)


def steps(id):
    """A list 1., 2., 3. with a), b) in it."""
    return abstract(id, level(0, text='%1.'), level(1, 'lowerLetter', '%2)')) + num(id, id)


@case
def merged_cells(file):
    """A table that its first row names, over all columns; cells over two columns and over two rows; one column made of two."""
    write(
        file,
        p('Registers', style='Title'),
        p('Each absence has a code.'),
        table(
            row(cell(p(b('Table 1: absence codes')), span=3)),
            row(cell(p(b('Code')), span=2), cell(p(b('Means')))),
            row(cell(p('L'), merge='restart'), cell(p('before the register closes')), cell(p('late'))),
            row(cell(merge='continue'), cell(p('after it closes')), cell(p('absent'))),
            row(cell(p('Ask the office about any other.'), span=3)),
            columns=3,
        ),
        p('Registers are kept.'),
        table(row(cell(p('for six years'), span=2)), row(cell(p('in the office'), span=2))),
        styles=style('Title', 'Title', 'Normal'),
    )


@case
def emphasis(file):
    """Bold and italic where Markdown has to be told where they end, raised and lowered figures, in lists and tables too."""
    i = lambda text: r(text, '<w:i/>')
    both = lambda text: r(text, '<w:b/><w:i/>')
    up = lambda text: r(text, '<w:vertAlign w:val="superscript"/>')
    down = lambda text: r(text, '<w:vertAlign w:val="subscript"/>')
    write(
        file,
        p('Emphasis', style='Title'),
        p(r('Staff must ') + b('re') + r('fuse, ') + b('never ') + r('share, and ') + b('al') + b('ways') + r(' ask.')),
        p(b('Note:') + r('a colon and no space. (') + b('Not)') + r('so, and ') + i('this') + r(' is slanted.')),
        p(b('“Quoted”') + r('words, ') + b('bold ') + both('and slanted') + b(' words') + r(', ') + i('it') + b('self') + r('.')),
        p(r('a') + both('b') + b('c') + i('d') + r('e, and a tail.')),
        p(b('Lead. ') + r('Then words.'), num=(1, 0)),
        p(r('Words, then ') + b('bold.'), num=(1, 0)),
        table(row(cell(p(b('Head'))), cell(p('Other'))), row(cell(p(r('part') + b('ly'))), cell(p(b('x, ') + r('y'))))),
        p(r('From the 1') + up('st') + r(', 10') + up('2') + r(' people in 20 m') + up('2') + r(', CO') + down('2') + r(' and 10') + up('-3') + r('.')),
        styles=style('Title', 'Title', 'Normal'),
        numbering=abstract(1, level(0, 'bullet', '•')) + num(1, 1),
    )


@case
def lists_under_headings(file):
    """Headings without numbers, and below them bullets, lists that begin anew, and a typed one."""
    write(
        file,
        p('Behaviour policy', style='Title'),
        p('Aims', style='Heading1'),
        p('We aim to:'),
        p('keep everyone safe;', num=(1, 0)),
        p('help children to learn.', num=(1, 0)),
        p('Responsibilities', style='Heading1'),
        p('The head teacher will:'),
        p('Set the standard of behaviour', num=(2, 0)),
        p('Report to governors', num=(2, 0)),
        p('Train staff', num=(2, 0)),
        p('Sanctions', style='Heading1'),
        p('Staff follow these steps:'),
        p('Remind the child of the rule.', num=(3, 0)),
        p('Warn the child. Say what will happen next.', num=(3, 0)),
        p('by voice', num=(3, 1)),
        p('in writing', num=(3, 1)),
        p('Call home.', num=(3, 0)),
        p('Searching', style='Heading2'),
        p('1. Ask first.'),
        p('2. Two adults are there.'),
        p('3. Write it down.'),
        p('Review', style='Heading1'),
        p('Every year.'),
        styles=STEPS,
        numbering=BULLETS + steps(2) + steps(3),
    )


@case
def numbered_under_headings(file):
    """Headings without numbers, and paragraphs that are numbered through the whole document."""
    write(
        file,
        p('Attendance policy', style='Title'),
        p('Aims', style='Heading1'),
        p('Every child comes every day', num=(2, 0)),
        p('Nobody is left behind', num=(2, 0)),
        p('Responsibilities', style='Heading1'),
        p('Parents call the office before nine', num=(2, 0)),
        p('Teachers take the register', num=(2, 0)),
        p('Review', style='Heading1'),
        p('Governors read the figures every term.', num=(2, 0)),
        styles=STEPS,
        numbering=steps(2),
    )


@case
def odt_from_word(file):
    """What LibreOffice makes of a Word document when it is saved as OpenDocument."""
    by_libreoffice(file, 'levels-from-styles')


@case
def odt_bullets(file):
    by_libreoffice(file, 'bullets-by-indent')


@case
def odt_letters(file):
    by_libreoffice(file, 'letters-and-roman')


@case
def odt_emphasis(file):
    by_libreoffice(file, 'emphasis')


@case
def odt_merged_cells(file):
    by_libreoffice(file, 'merged-cells')


@case
def odt_notes(file):
    by_libreoffice(file, 'footnotes')


def line(words, style=None):
    style = f' text:style-name="{style}"' if style else ''
    return f'<text:p{style}>{words}</text:p>'


def title_line(words, rank, more=''):
    return f'<text:h text:style-name="Heading_20_{rank}" text:outline-level="{rank}"{more}>{words}</text:h>'


def listed(*items, more=''):
    """A list; an item is its blocks, or (blocks, start), or a header that has no number."""
    inner = ''
    for item in items:
        content, start = item if isinstance(item, tuple) else (item, None)
        start = f' text:start-value="{start}"' if start else ''
        inner += content if content.startswith('<text:list-header') else f'<text:list-item{start}>{content}</text:list-item>'
    return f'<text:list{more}>{inner}</text:list>'


@case
def odt_lists(file):
    """Numbered headings, lists that count on and begin anew, lines of two paragraphs, a line without a number."""
    policy = ' text:style-name="Policy"'
    outline = ''.join(
        list_level(rank, suffix='.' if rank == 1 else '', levels=rank, kind='outline-level-style') for rank in (1, 2)
    )
    write_odt(
        file,
        line('Visits policy', 'Title'),
        title_line('Before a visit', 1),
        title_line('Who is asked', 2),
        listed(
            line('The parents,') + line('in writing;'),
            line('the head:') + listed(line('by name;'), line('by date;')),
            f'<text:list-header>{line("Not numbered")}</text:list-header>',
            line('the lead.'),
            more=policy + ' xml:id="first"',
        ),
        line('A line of text.'),
        listed(line('counted on'), more=policy + ' text:continue-numbering="true"'),
        listed(line('begun anew'), (line('the seventh'), 7), line('the eighth'), more=policy + ' xml:id="second"'),
        listed(line('counted on from the first'), more=policy + ' text:continue-list="first"'),
        f'<text:list{policy}><text:list-item text:style-override="Other">{line("shown otherwise")}</text:list-item></text:list>',
        listed(listed(line('deeper at once'), line('and again')), more=policy),
        title_line('What is carried', 2),
        title_line('No number', 2, ' text:is-list-header="true"'),
        title_line('After a visit', 1),
        title_line('Tenth', 2, ' text:restart-numbering="true" text:start-value="10"'),
        styles='<style:style style:name="Standard" style:family="paragraph"/>'
        '<style:style style:name="Title" style:family="paragraph" style:parent-style-name="Standard"/>'
        + ''.join(
            f'<style:style style:name="Heading_20_{rank}" style:display-name="Heading {rank}" style:family="paragraph" '
            f'style:parent-style-name="Standard" style:default-outline-level="{rank}"><style:text-properties fo:font-weight="bold"/></style:style>'
            for rank in (1, 2)
        )
        + f'<text:outline-style style:name="Outline">{outline}</text:outline-style>'
        + f'<text:list-style style:name="Policy">{list_level(1, "a", "(", ")")}{list_level(2, "i", suffix=")", levels=2)}</text:list-style>'
        + f'<text:list-style style:name="Other">{list_level(1, "I", "Part ")}</text:list-style>',
        title='Visits policy',
    )


@case
def odt_around_the_words(file):
    """Spaces, tabs and breaks, looks, links, remarks, a frame, hidden words, a table with merged cells, a list in a cell."""
    look = lambda name, about: f'<style:style style:name="{name}" style:family="text"><style:text-properties {about}/></style:style>'
    span = lambda name, words: f'<text:span text:style-name="{name}">{words}</text:span>'
    table_cell = lambda *blocks, more='': f'<table:table-cell office:value-type="string"{more}>{"".join(blocks)}</table:table-cell>'
    covered = '<table:covered-table-cell/>'
    rows = [
        table_cell(line('Both columns'), more=' table:number-columns-spanned="2"') + covered,
        table_cell(line('Two rows'), more=' table:number-rows-spanned="2"') + table_cell(line('upper')),
        covered + table_cell(listed(line('lower'), line('lowest'), more=' text:style-name="Numbers"')),
    ]
    rows = ''.join(f'<table:table-row>{row}</table:table-row>' for row in rows)
    remark = '<office:annotation><dc:creator>A. Governor</dc:creator><text:p>Is <text:span>this</text:span> so?</text:p></office:annotation>'
    frame = f'<draw:frame text:anchor-type="as-char" svg:width="3in" svg:height="0.5in"><draw:text-box>{line("In a frame.")}</draw:text-box></draw:frame>'
    write_odt(
        file,
        line('Two<text:s text:c="2"/>spaces,\n   one\n space,<text:tab/>a tab<text:line-break/>and a break.'),
        line(f'{span("B", "Bold ")}{span("B", span("I", "and italic"))} and {span("S", "struck")}, {span("H", "hidden")}shown.'),
        line(f'See <text:a xlink:href="https://www.gov.uk/">the guidance</text:a>{remark}, or <text:a xlink:href="#here">below</text:a>.'),
        line('Soft\u00adly, and Cafe\u0301.'),
        line(f'A frame: {frame}'),
        f'<table:table><table:table-column table:number-columns-repeated="2"/>{rows}</table:table>',
        line('The end.'),
        automatic=look('B', 'fo:font-weight="bold"')
        + look('I', 'fo:font-style="italic"')
        + look('S', 'style:text-line-through-style="solid"')
        + look('H', 'text:display="none"')
        + f'<text:list-style style:name="Numbers">{list_level(1, suffix=".")}</text:list-style>',
    )


@case
def odt_tracked_changes(file):
    """Words put in and words taken out, a whole paragraph taken out, and what stands above and below every page."""
    when = '<office:change-info><dc:creator>A. Governor</dc:creator><dc:date>2026-03-02T09:00:00</dc:date></office:change-info>'
    deleted = lambda id, *lines: f'<text:changed-region text:id="{id}"><text:deletion>{when}{"".join(lines)}</text:deletion></text:changed-region>'
    inserted = lambda id: f'<text:changed-region text:id="{id}"><text:insertion>{when}</text:insertion></text:changed-region>'
    gone = lambda id: f'<text:change text:change-id="{id}"/>'
    new = lambda id, words: f'<text:change-start text:change-id="{id}"/>{words}<text:change-end text:change-id="{id}"/>'
    changes = deleted('c1', line('five')) + inserted('c2') + deleted('c3', line('The old rule is gone.'), line(''))
    edges = f'<style:header>{line("Example School, draft")}</style:header><style:footer>{line("Page one of our copy")}</style:footer>'
    layout = '<style:page-layout style:name="Page"><style:page-layout-properties fo:margin="2cm"/>' \
        '<style:header-style/><style:footer-style/></style:page-layout>'
    write_odt(
        file,
        f'<text:tracked-changes>{changes}</text:tracked-changes>',
        title_line('Trips', 1),
        line(f'Ask the parents {gone("c1")}{new("c2", "seven")} days before.'),
        line(f'{gone("c3")}Take a telephone.'),
        pages=f'<office:automatic-styles>{layout}</office:automatic-styles><office:master-styles>'
        f'<style:master-page style:name="Standard" style:page-layout-name="Page">{edges}</style:master-page></office:master-styles>',
    )


def save(document, file):
    """Saves a document of python-docx without its thumbnail and theme, and without the styles that it does not use."""
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / 'whole.docx'
        document.save(whole)
        with zipfile.ZipFile(whole) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
    dropped = [name for name in files if re.search(r'thumbnail|theme|stylesWithEffects|customXml|webSettings|fontTable', name)]
    for name in dropped:
        del files[name]
    for name in [name for name in files if name.endswith('.rels')] + ['[Content_Types].xml']:
        text = files[name].decode()
        text = re.sub(r'<(Relationship|Override) [^>]*(thumbnail|theme|stylesWithEffects|customXml|webSettings|fontTable)[^>]*/>', '', text)
        files[name] = text.encode()
    text = files['word/styles.xml'].decode()
    text = re.sub(r'<w:latentStyles.*?</w:latentStyles>', '', text, flags=re.S)
    text = re.sub(r'<w:style w:type="(table|character)".*?</w:style>', '', text, flags=re.S)
    files['word/styles.xml'] = text.encode()
    pack(file, files, '[Content_Types].xml')


def by_libreoffice(file, source):
    """What LibreOffice makes of another case: the file that a school without Word would have."""
    with tempfile.TemporaryDirectory() as folder:
        office('--convert-to', 'odt', '--outdir', folder, DOCUMENTS / source / 'source.docx')
        with zipfile.ZipFile(Path(folder) / 'source.odt') as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
    kept = {'mimetype', 'content.xml', 'styles.xml', 'meta.xml', 'META-INF/manifest.xml'}
    pack(file, {name: bytes for name, bytes in files.items() if name in kept}, 'mimetype')


def office(*arguments):
    with tempfile.TemporaryDirectory() as profile:
        command = ['soffice', f'-env:UserInstallation=file://{profile}', '--headless', *map(str, arguments)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120)


def shown(folders):
    """What LibreOffice shows of each document, as words: through a PDF."""
    assert folders, 'without a file LibreOffice waits for ever'
    with tempfile.TemporaryDirectory() as scratch:
        copies = []
        for folder in folders:
            source = next(folder.glob('source.*'))
            copy = Path(scratch) / f'{folder.name}{source.suffix}'
            copy.write_bytes(source.read_bytes())
            copies.append(copy)
        office('--convert-to', 'pdf', '--outdir', scratch, *copies)
        for folder in folders:
            pdf = Path(scratch) / f'{folder.name}.pdf'
            text = subprocess.run(['pdftotext', '-raw', '-nopgbrk', pdf, '-'], check=True, capture_output=True).stdout
            (folder / 'libreoffice.txt').write_bytes(text)


if __name__ == '__main__':
    wanted = [argument for argument in sys.argv[1:] if not argument.startswith('--')]
    for name, make in made.items():
        if not wanted or name in wanted:
            make(DOCUMENTS / name / ('source.odt' if name.startswith('odt') else 'source.docx'))
    if '--shown' in sys.argv:
        folders = sorted({file.parent for ending in ('docx', 'odt') for file in DOCUMENTS.glob(f'*/source.{ending}')})
        shown([folder for folder in folders if not wanted or folder.name in wanted])
