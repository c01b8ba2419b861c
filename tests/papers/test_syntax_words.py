"""A template that is not well formed: what is wrong in the reader's words, not in those of the template engine."""

import pytest
from paper_world import LANGUAGES

from kehoach_cli.render import filling
from kehoach_cli.render.mistakes import SYNTAX
from kehoach_cli.text import Say

CASES = {
    "{% for x in filings %}a": "thiếu thẻ đóng của “for”",
    "{% for x in filings %}{% endif %}": "thiếu thẻ đóng của “for”",
    "{% endfor %}": "thừa thẻ, vì trước đó không có thẻ mở của nó: “endfor”",
    "{% else %}": "thừa thẻ, vì trước đó không có thẻ mở của nó: “else”",
    "{% fro x in filings %}": "không có thẻ “fro”",
    "{{ as_of|uper }}": "không có bộ lọc “uper”",
    "{% if as_of is emty %}{% endif %}": "không có phép so “emty”",
    "{{ as_of": "có ngoặc nhọn mở mà chưa đóng",
    "{# ghi chú": "có ngoặc nhọn mở mà chưa đóng",
    "{{ “x” }}": "có ký tự không dùng được trong ngoặc nhọn (dấu nháy phải thẳng, gõ bằng phím '): ““”",
    "{{ }}": "trong ngoặc nhọn còn thiếu một phần",
    "{% if %}{% endif %}": "trong ngoặc nhọn còn thiếu một phần",
    "{{ as_of| }}": "trong ngoặc nhọn còn thiếu một phần",
    "{{ as_of. }}": "trong ngoặc nhọn còn thiếu một phần",
    "{{ plan title }}": "trong ngoặc nhọn có chỗ thừa, thiếu hoặc đặt sai: “title”",
    "{{ as_of }": "trong ngoặc nhọn có chỗ thừa, thiếu hoặc đặt sai: “}”",
    "{% block a %}{% endblock %}{% block a %}{% endblock %}": "block 'a' defined twice",
}


@pytest.mark.parametrize("text", CASES)
def test_what_is_wrong_is_said_in_words_that_a_clerk_knows(text: str) -> None:
    (found,) = filling.here(filling.TEXT, f"một\n{text}".encode(), "x.txt.j2").check([{"as_of": "x", "plan": "x", "filings": []}])
    assert (found.kind, found.line) == (SYNTAX, 2)
    facts = {**found._asdict(), "place": "x.txt.j2:2"}
    assert Say("vi")("screens.mistake-syntax", **facts).endswith(f": viết sai cú pháp: {CASES[text]}")
    assert CASES[text] not in Say("en")("screens.mistake-syntax", **facts) or "twice" in CASES[text]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_filter_that_is_nearly_right_is_suggested(language: str) -> None:
    (found,) = filling.here(filling.TEXT, b"{{ as_of|uper }}", "x.txt.j2").check([{"as_of": "x"}])
    assert "upper" in Say(language)("screens.mistake-syntax-cure", **found._asdict(), place="x")
