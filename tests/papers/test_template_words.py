"""A template that fails: what is wrong and how to mend it in the reader's words, not in those of the template engine."""

import re
from importlib import import_module

import pytest
from paper_world import LANGUAGES

from kehoach_cli.render import filling
from kehoach_cli.render.mistakes import ENDLESS, LARGE, OTHER, SECURITY, SYNTAX, UNDEFINED, Mistake
from kehoach_cli.text import Say
from kehoach_cli.trouble import Trouble

VALUES = {"as_of": "x", "plan": "x", "filings": [], "number": 7}

# The template: its kind of mistake, how the sentence ends, and how the cure begins.
CASES = {
    "{% for x in filings %}a": (SYNTAX, "thiếu thẻ đóng của “for”", "thêm thẻ endfor ở chỗ"),
    "{% for x in filings %}{% endif %}": (SYNTAX, "thiếu thẻ đóng của “for”", "thêm thẻ endfor ở chỗ"),
    "{% endfor %}": (SYNTAX, "thừa thẻ, vì trước đó không có thẻ mở của nó: “endfor”", "bỏ thẻ “endfor”"),
    "{% else %}": (SYNTAX, "thừa thẻ, vì trước đó không có thẻ mở của nó: “else”", "bỏ thẻ “else”"),
    "{% fro x in filings %}": (SYNTAX, "không có thẻ “fro”", "có lẽ là for; "),
    "{{ as_of|uper }}": (SYNTAX, "không có bộ lọc “uper”", "có lẽ là upper; viết lại tên sau dấu |"),
    "{{ as_of|roma }}": (SYNTAX, "không có bộ lọc “roma”", "có lẽ là roman; "),
    "{{ as_of|random }}": (SYNTAX, "không có bộ lọc “random”", "viết lại tên sau dấu |"),
    "{% if as_of is defned %}{% endif %}": (SYNTAX, "không có phép so “defned”", "có lẽ là defined; viết lại tên sau chữ is"),
    "{{ as_of": (SYNTAX, "có ngoặc nhọn mở mà chưa đóng", "đóng lại cho đủ: {{ … }}"),
    "{# ghi chú": (SYNTAX, "có ngoặc nhọn mở mà chưa đóng", "đóng lại cho đủ: {{ … }}"),
    "{{ “x” }}": (SYNTAX, "có ký tự không dùng được trong ngoặc nhọn: ““”", "bỏ ký tự đó hoặc gõ lại; dấu nháy phải thẳng"),
    "{{ }}": (SYNTAX, "trong ngoặc nhọn còn thiếu một phần", "sửa phần trong ngoặc nhọn"),
    "{% if %}{% endif %}": (SYNTAX, "trong ngoặc nhọn còn thiếu một phần", "sửa phần trong ngoặc nhọn"),
    "{{ as_of| }}": (SYNTAX, "trong ngoặc nhọn còn thiếu một phần", "sửa phần trong ngoặc nhọn"),
    "{{ as_of. }}": (SYNTAX, "trong ngoặc nhọn còn thiếu một phần", "sửa phần trong ngoặc nhọn"),
    "{{ plan title }}": (SYNTAX, "trong ngoặc nhọn có chỗ thừa, thiếu hoặc đặt sai: “title”", "sửa phần trong ngoặc nhọn"),
    "{{ as_of }": (SYNTAX, "trong ngoặc nhọn có chỗ thừa, thiếu hoặc đặt sai: “}”", "sửa phần trong ngoặc nhọn"),
    "{% block a %}{% endblock %}{% block a %}{% endblock %}": (SYNTAX, "hai khối trùng tên: “a”", "đặt tên khác"),
    "{% for loop in filings %}{% endfor %}": (
        SYNTAX, "Can't assign to special loop variable in for-loop target", "sửa phần trong ngoặc nhọn",
    ),
    "{{ filings[2] }}": (UNDEFINED, "không có biến “2” (danh sách không có phần tử thứ đó)", "trước hết hỏi xem danh sách"),
    "{{ as_off }}": (UNDEFINED, "không có biến “as_off”", "có lẽ là as_of; gõ kehoach template vars annual"),
    "{{ as_of.__class__ }}": (SECURITY, "dùng tên không dành cho mẫu: “__class__”", "mẫu chỉ được điền giá trị"),
    "{{ filings.append(1) }}": (SECURITY, "sửa dữ liệu bằng “append”", "giá trị không sửa được; hãy lập danh sách mới"),
    "{{ '%d' % 1 }}": (SECURITY, "điền vào chữ bằng dấu %", "nối chữ bằng dấu ~"),
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}": (
        ENDLESS, "(tự gọi lại mình mãi, hoặc ngoặc lồng nhau quá sâu), đã dừng lại.", "tìm ở chỗ đó vòng lặp",
    ),
    "{{ 2 ** -9 }}": (LARGE, "(phép lũy thừa **), đã dừng lại.", "** chỉ nhận số nguyên nhỏ"),
    "{{ as_of * 99999999 }}": (LARGE, "(phép nhân *), đã dừng lại.", "tìm ở chỗ đó số hay chữ được nhân lên"),
    "{% set a = 'x' * 4999999 %}{{ a + a }}": (LARGE, "(phép cộng +), đã dừng lại.", "tìm ở chỗ đó"),
    "{% set a = 'x' * 4999999 %}{{ a ~ a }}": (LARGE, "(phép nối chữ ~), đã dừng lại.", "tìm ở chỗ đó"),
    "{{ range(10001)|list }}": (LARGE, "(range có quá nhiều số), nhiều nhất là 10000, đã dừng lại.", "lặp theo các dòng dữ liệu"),
    "{{ as_of.ljust(10001) }}": (LARGE, "(chèn thêm quá nhiều dấu cách), nhiều nhất là 10000, đã dừng lại.", "tìm ở chỗ đó"),
    "{{ 1 // 0 }}": (OTHER, "chia cho số không", "trước khi chia, hỏi xem số đó có khác không"),
    "{{ as_of + 1 }}": (OTHER, "cộng hay so sánh chữ với số", "nối chữ bằng dấu ~"),
    "{{ as_of < 1 }}": (OTHER, "cộng hay so sánh chữ với số", "nối chữ bằng dấu ~"),
    "{% for a in number %}{% endfor %}": (
        OTHER, "thứ mà for đi theo không phải danh sách", "for chỉ đi theo danh sách; kehoach template vars annual",
    ),
    "{{ as_of() }}": (OTHER, "dấu ngoặc tròn () đứng sau thứ không phải bộ lọc hay macro", "bỏ dấu ngoặc tròn ()"),
    "{{ as_of|replace('a') }}": (OTHER, "bộ lọc hay macro nhận thiếu, thừa hoặc không đúng thứ cần", "xem lại phần trong ngoặc"),
    "{{ 0.5 * 10 ** 400 }}": (OTHER, "số quá lớn", "xem lại phần trong ngoặc nhọn ở chỗ đó; kehoach template vars annual"),
    "{{ {[]: 1} }}": (OTHER, "giá trị không đúng loại cần dùng ở đó", "xem lại phần trong ngoặc nhọn ở chỗ đó"),
    "{{ as_of.index('y') }}": (OTHER, "giá trị không hợp với chỗ đó", "xem lại phần trong ngoặc nhọn ở chỗ đó"),
}  # fmt: skip
NOBODY_FORESAW = "Can't assign to special loop variable in for-loop target"  # told as the engine says it


def told(language: str, found: Mistake) -> tuple[str, str]:
    """The sentence and the cure, as `template check` of an annual report tells them."""
    say, facts = Say(language), {**found._asdict(), "place": "x.txt.j2:2", "kind": "annual"}
    return say(f"errors.template-{found.kind}", **facts), say.cure(f"errors.template-{found.kind}", **facts)


@pytest.mark.parametrize("text", CASES)
def test_what_is_wrong_and_how_to_mend_it_is_said_in_words_that_a_clerk_knows(text: str) -> None:
    kind, sentence, cure = CASES[text]
    found = filling.here(filling.TEXT, f"một\n{text}".encode(), "x.txt.j2").check([VALUES])[0]
    assert (found.kind, found.line) == (kind, 2)
    said, mend = told("vi", found)
    assert said.endswith(sentence)
    assert mend.startswith(cure)
    in_english = "".join(told("en", found)).replace(found.words, "")
    assert not re.search("[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệịỉọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", in_english)
    assert sentence == NOBODY_FORESAW or sentence not in in_english


def test_what_a_macro_is_not_given_is_told_when_a_document_is_made() -> None:
    with pytest.raises(Trouble) as caught:
        filling.here(filling.TEXT, b"{% macro m(a) %}{{ a }}{% endmacro %}{{ m() }}", "x.txt.j2").fill(VALUES)
    say, trouble = Say("vi"), caught.value
    sentence = say(f"errors.{trouble.key}", **{**trouble.facts, "words": ""})
    assert sentence == "x.txt.j2:1: không có biến “a” (macro được gọi mà không cho giá trị này)"
    assert say.cure(f"errors.{trouble.key}", **trouble.facts) == "cho macro biết giá trị của “a” ở chỗ gọi macro"


def test_a_file_in_another_encoding_is_to_be_saved_anew_and_nothing_is_said_of_braces() -> None:
    (found,) = filling.here(filling.TEXT, "một\nxã".encode("cp1258", "replace") + b"\xe1", "x.txt.j2").check([VALUES])
    assert (found.kind, found.line, found.cause) == (OTHER, 2, "encoding")
    assert told("vi", found) == (
        "x.txt.j2:2: không lập được văn bản từ mẫu: tệp không ở bảng mã UTF-8",
        "mở tệp bằng trình soạn thảo rồi lưu lại (Save As) với mã UTF-8",
    )
    assert told("en", found) == (
        "x.txt.j2:2: no document can be made from the template: the file is not in UTF-8",
        "open the file in an editor and save it again (Save As) as UTF-8",
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_cure_of_a_cause_belongs_to_a_cause_that_has_words(language: str) -> None:
    texts = {name: import_module(f"kehoach_cli.text.{language}.{name}").TEXTS for name in ("errors", "words")}
    cures = re.findall(r"^template-(\w+)\.([\w-]+)\.cure$", "\n".join(texts["errors"]), re.MULTILINE)
    assert len(cures) > 20
    assert [cure for cure in cures if "{}-cause.{}".format(*cure) not in texts["words"]] == []
