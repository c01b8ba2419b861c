"""Câu hỏi trong cửa sổ lệnh."""

TEXTS = {
    "items": "Các mục có thể ghi (kế hoạch/ mục):",
    "item": "Mục nào",
    "agency": "Cơ quan nào (mã, tên hoặc tên viết tắt)",
    "date": "Ngày của thông tin (ví dụ 30/6/2026)",
    "state": "Tình trạng (số hoặc chữ)",
    "summary": "Tóm tắt kết quả",
    "evidence": 'Văn bản chứng minh, ví dụ "Báo cáo 123/BC-SNV 2026-06-29" (Enter để thôi)',
    "period": "Kỳ báo cáo",
    "document": 'Báo cáo số, ngày (ví dụ "Báo cáo 123/BC-SNV 10/12/2026")',
    "received": "Ngày nhận",
    "statement": "Đánh giá chung",
    "results": "Kết quả mục {item} (Enter để bỏ qua)",
    "record-this": "Ghi sổ nội dung trên?",
    "undo-this": "Rút lại mục ghi sổ trên?",
    "yes-no": "(C = có, k = không) [C/k]",
    "no-yes": "(c = có, K = không) [c/K]",
    "yes-words": "c co có y yes",
    "plans": "Các kế hoạch:",
    "plan": "Kế hoạch nào (gõ mã)",
    "agencies": "Các cơ quan phải báo cáo kỳ {period} (mã và tên):",
}
