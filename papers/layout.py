"""Layout of an official paper, each constant with its place in the law; faces take every measure from here.

"PL I" is Phụ lục I, Phần I of NĐ 30/2020/NĐ-CP (I Quy định chung, II Thành phần chính, III Thành phần khác). Where the
decree allows a range, the value is the one of its own sample. Lengths in millimetres, type in points.
"Practice" marks what the decree does not rule and offices do.
"""

from portal import pdf

# Page
FONT = pdf.FONT  # PL I, I.4: Times New Roman, black; ours has its metrics
PAPER_SIZE = (210, 297)  # PL I, I.1: A4
MARGIN_TOP = 20  # PL I, I.3: 20 to 25
MARGIN_BOTTOM = 20  # PL I, I.3: 20 to 25
MARGIN_LEFT = 30  # PL I, I.3: 30 to 35
MARGIN_RIGHT = 20  # PL I, I.3: 15 to 20
PAGE_NUMBER_SIZE = 14  # PL I, I.7: 13 to 14, centred in the top margin, not on the first page
RULE = 0.75  # PL I, II.1b: "nét liền"; weight by practice
RULE_GAP = 3  # practice: from a text to the rule below it, in points
SINGLE_LINE = 1.15  # PL I, II.1b and II.2b: "cách dòng đơn", which is 1.15 of the size in this font

# Letterhead
LETTERHEAD_LEFT = 67.5 / 167.5  # PL I, IV and the decree's own samples: columns of 67.5 and 100
SUPERIOR_SIZE = 12  # PL I, II.2b: 12 to 13, upper case, upright
ISSUER_SIZE = 12  # PL I, II.2b: 12 to 13, upper case, bold
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"  # PL I, II.1a
NATION_SIZE = 12  # PL I, II.1b: 12 to 13, upper case, bold
MOTTO = "Độc lập - Tự do - Hạnh phúc"  # PL I, II.1b
MOTTO_SIZE = 13  # PL I, II.1b: 13 to 14, bold, a rule as long as the text below
ISSUER_GAP = 4  # practice: between the bodies of a joint paper
NUMBER_SIZE = 13  # PL I, II.3b: 13, upright
NUMBER_GAP = 6  # practice: above the line of number and date
DATE_SIZE = 13  # PL I, II.4b: 13 to 14, italic
SHORT_RULE = 0.4  # PL I, II.2b and II.5b: a third to a half of the text above it, here of its longest line
SUBJECT_SIZE = 12  # PL I, II.5b: 12 to 13, upright; the title of a công văn
SUBJECT_GAP = 6  # PL I, II.5b: 6 points below the number
MARK_SIZE = 13  # PL I, III.3b: 13 to 14, upper case, bold, in a frame of single lines
MARK_GAP = 6  # practice
ADDRESSEE_SIZE = 14  # PL I, II.9b: 13 to 14, upright
ADDRESS_GAP = 12  # practice: above and below "Kính gửi"

# Type, title and text
TYPE_SIZE = 14  # PL I, II.5b: 13 to 14, upper case, bold
TYPE_GAP = 18  # practice: above the type
TITLE_GAP = 12  # practice: below the rule of the title, and around the lines of who decides
TITLE_SIZE = 14  # PL I, II.5b: 13 to 14, bold
BODY_SIZE = 14  # PL I, II.6: 13 to 14, justified
FIRST_LINE = 10  # PL I, II.6: 10 or 12.7
FIRST_LINE_DEEP = 12.7  # PL I, II.6: the other of the two, for the second level of a list
PARAGRAPH_GAP = 6  # PL I, II.6: 6 points at least
LINE_HEIGHT = 1.2  # PL I, II.6: single (1.15 of the size in this font) to 1.5 lines
SECTION_SIZE = 14  # PL I, II.6: 13 to 14, bold

# Tables: practice
TABLE_SIZE = 13
WIDE_TABLE_SIZE = 12
WIDE_TABLE_COLUMNS = 7  # from so many columns on, the wide size
NARROW_TABLE_SIZE = 11
NARROW_TABLE_COLUMNS = 12  # from so many columns on, the narrow size
NARROWEST_COLUMN = 6  # two figures of the narrow size and the padding; a table with less is refused
TABLE_GAP = 8  # above and below
CELL_PADDING = 1.2
CELL_SIDE_PADDING = 0.7  # narrow: heads of many columns must not break words

# Foot
FOOT_GAP = 14  # practice: above signature and recipients
AUTHORITY_SIZE = 14  # PL I, II.7: 13 to 14, upper case, bold
SIGNER_SIZE = 14  # PL I, II.7: 13 to 14, bold
SIGNATURE_PADDING = 2  # practice: keeps long names of neighbouring blocks apart
SIGNATURE_SPACE = 26  # practice: about five lines
RECIPIENTS_LEFT = 0.45  # share of the foot's width, after the decree's own samples
RECIPIENTS_HEAD_SIZE = 12  # PL I, II.9b: 12, bold italic
RECIPIENTS_SIZE = 11  # PL I, II.9b: 11
RECIPIENTS_GAP = 12  # practice: below the lead's signature of a joint paper

# Appendix
APPENDIX_SIZE = 14  # PL I, III.1: 14, bold
APPENDIX_TITLE_SIZE = 14  # PL I, III.1: 13 to 14, upper case, bold
APPENDIX_REFERENCE_SIZE = 14  # PL I, III.1: 13 to 14, italic

# Stamp of an issued paper: ours; in the bottom margin of the last page, where it moves no line
STAMP_TOP = 1.5  # below the text
STAMP_CODE = 14  # side of the QR code: 0.38 for each of 37 modules
STAMP_GAP = 3  # between code and words, more than the four modules that readers ask for
STAMP_SIZE = 9

# Draft: practice
DRAFT_MARK = "DỰ THẢO"
DRAFT_MARK_SIZE = 13
NOTES_SIZE = 11
NOTES_GAP = 12


def table_size(columns: int) -> int:
    """The size of the text of a table of so many columns."""
    if columns >= NARROW_TABLE_COLUMNS:
        return NARROW_TABLE_SIZE
    return WIDE_TABLE_SIZE if columns >= WIDE_TABLE_COLUMNS else TABLE_SIZE


def text_width_mm(*, landscape: bool) -> float:
    """The width between the side margins."""
    return PAPER_SIZE[landscape] - MARGIN_LEFT - MARGIN_RIGHT
