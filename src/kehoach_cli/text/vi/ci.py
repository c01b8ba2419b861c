"""Lời trong các định dạng dành cho CI."""

TEXTS = {
    "source-root": "gốc của kho mã",
    "column-severity": "Mức",
    "column-place": "Chỗ",
    "column-rule": "Quy tắc",
    "column-message": "Nội dung",
    "column-cure": "Cách sửa",
    "more": "... và {count} dòng nữa: gõ kehoach {command} để xem hết.",
    "case-files": "các tệp và kế hoạch",
    "suite-rules": "quy tắc",
    "suite-files": "kho",
    "case-filed": "đã nộp ngày {day|date}",
    "owners-heading": "Do kehoach codeowners lập từ agencies.yaml (khóa owners); sửa ở đó rồi chạy lại lệnh.",
}
