"""Lời văn của các mẫu đi kèm, tiếng Việt: lời văn báo cáo hành chính, điều chưa biết để dòng chấm."""

DOTTED_LINE = "…" * 15

# Phần dùng chung trong các câu, viết là <tên>.
PARTS = {
    "line": DOTTED_LINE,
    "issuer": '{{ head.agency or "<line>" }}',
    "plan-number": '{{ plan.number or "……" }}',
    "the-plan": "{{ plan.type }} số <plan-number>",
    "of-issuer": "{% if plan.issuer %} của {{ plan.issuer }}{% endif %}",
    "cited": '{{ document.cited or document.title or "……………" }}',
    "titled": "{% if document.cited and document.title %}: {{ document.title }}{% endif %}",
    "titled-in-brackets": "{% if document.cited and document.title %} ({{ document.title }}){% endif %}",
    "state": "{% if report.state %}, {{ report.state }}{% endif %}{% if report.returned %}; {{ report.returned }}{% endif %}",
    "results": "{% if report.results %}: {{ report.results|trim }}{% else %}.{% endif %}",
    "each-figure": (
        "{% for figure in report.figures %}{{ figure.name }}: {{ figure.value }}"
        "{% if figure.unit %} {{ figure.unit }}{% endif %}<end-each>"
    ),
    "each-document": "{% for document in report.documents %}<cited><titled-in-brackets><end-each>",
    "end-each": "{% if not loop.last %}; {% endif %}{% endfor %}.",
    "entry": "{{ entry.agency }} ({{ entry.item }}):",
    "percent": (
        "Tỷ lệ hoàn thành: {{ cells.percent }} ({{ cells.done }}/{{ cells.base }} lượt; mẫu số gồm nhiệm vụ đã hoàn thành và "
        "nhiệm vụ quá hạn, không tính nhiệm vụ còn trong hạn)."
    ),
    "titled-after": "{% if document.cited and document.title %} {{ document.title }}{% endif %}",
    "beside-words": (
        "Ngoài bốn nhóm trên: chờ xác nhận {{ cells.awaiting_confirmation }}; không có thời hạn {{ cells.no_deadline }}; "
        "tạm dừng {{ cells.suspended }}; chưa đánh giá {{ cells.not_judged }}. Trong số còn trong hạn có {{ cells.due_soon }} "
        "lượt sắp đến hạn."
    ),
    "filed-words": (
        "đã nhận {{ filing_counts.filed }}/{{ filing_counts.expected }} báo cáo của các cơ quan, trong đó "
        "đúng hạn {{ filing_counts.on_time }}, chậm {{ filing_counts.late }}; chưa gửi và đã quá hạn "
        "{{ filing_counts.missing }}; chưa đến hạn {{ filing_counts.not_due }}; để trống {{ filing_counts.blank }}; "
        "được miễn {{ filing_counts.excused }}"
    ),
    "window": "(kỳ số liệu từ ngày {{ period.opens }} đến ngày {{ period.closes }}, tổng hợp đến {{ as_of.words }})",
    "about": (
        'V/v {% if reminder.level == "0" %}nhắc nội dung sắp đến hạn theo{% else %}đôn đốc thực hiện{% endif %} <the-plan>'
        "{% if reminder.again %} ({{ reminder.again }}){% endif %}"
    ),
    "debt": "{{ debt.what }}: hạn {{ debt.due }}, {{ debt.standing|lower }}",
}

TEXTS = {
    # --- phần chung của mọi văn bản
    "any.markdown-note": "{# Mẫu dạng Markdown. Lời văn sửa tùy ý; giữ nguyên các phần trong ngoặc nhọn. Điều chưa biết để hàng chấm. #}",
    "any.nation": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "any.motto": "Độc lập - Tự do - Hạnh phúc",
    "any.agency": '{{ head.agency|upper or "<line>" }}',
    "any.number": 'Số: {{ head.number or "……" }}/<symbol>-{{ head.symbol|upper or "……" }}',
    "any.number-letter": 'Số: {{ head.number or "……" }}/{{ head.symbol|upper or "……" }}-{{ head.unit|upper or "……" }}',
    "any.place": '{{ head.place or "…………" }}, {{ head.day or "ngày … tháng … năm ……" }}',
    "any.to": "Kính gửi:",
    "any.to-one": 'Kính gửi: {{ to[0] if to else "<line>" }}',
    "any.recipients": "Nơi nhận:",
    "any.as-above": "- Như trên;",
    "any.more-recipients": "- ……………;",
    "any.on-file": '- Lưu: {{ on_file or "VT, ……………" }}.',
    "any.signer-title": '{{ signer.title|upper or "<line>" }}',
    "any.signer-name": '{{ signer.name or "<line>" }}',
    "any.appendix": "Phụ lục",
    "any.attached": ('(Kèm theo Báo cáo số ……/<symbol>-{{ head.symbol|upper or "……" }} ngày …… tháng …… năm …… của <issuer>)'),
    "any.attached-letter": (
        '(Kèm theo Công văn số ……/{{ head.symbol|upper or "……" }}-{{ head.unit|upper or "……" }} '
        "ngày …… tháng …… năm …… của <issuer>)"
    ),
    "any.source": (
        "Lập từ dữ liệu kehoach, {% if source.commit %}commit {{ source.commit }}{% if source.changed %} và phần sửa chưa lưu vào "
        "git{% endif %}{% else %}chưa lưu vào git{% endif %}; {% if source.closes %}kỳ số liệu chốt ngày {{ source.closes }}, "
        "{% endif %}tính đến ngày {{ source.as_of }}."
    ),
    "any.title": "BÁO CÁO",
    "any.basis": "Căn cứ <cited>{% if document.issuer %} của {{ document.issuer }}{% endif %}<titled-after>;",
    "any.basis-plan": ('Căn cứ <the-plan> {{ plan.issued or "ngày …… tháng …… năm ……" }}<of-issuer> “{{ plan.title }}”.'),
    "any.to-fill": "<line>",
    # --- bốn ô và chế độ báo cáo
    "any.done": "Đã hoàn thành",
    "any.not-done": "Chưa hoàn thành",
    "any.done-on-time": "Đúng hạn",
    "any.done-late": "Quá hạn",
    "any.in-term": "Trong hạn",
    "any.overdue": "Quá hạn",
    "any.percent": "<percent>",
    "any.no-percent": "Tỷ lệ hoàn thành: chưa tính, vì chưa có nhiệm vụ nào hoàn thành hoặc đến hạn.",
    # --- từng nhiệm vụ
    "any.duty": (
        'Chủ trì: {{ item.leads|join("; ") or "văn bản không nêu" }}.'
        '{% if item.supports %} Phối hợp: {{ item.supports|join("; ") }}.{% endif %}'
        ' Thời hạn: {{ item.due or "văn bản không nêu" }}.'
        '{% if item.standings %} Đánh giá (số lượt cơ quan chủ trì): {{ item.standings|join("; ") }}.{% endif %}'
    ),
    "any.report": "{{ report.agency }} (ngày {{ report.date }}<state>)<results>",
    "any.figures": "Số liệu: <each-figure>",
    "any.evidence": "Văn bản: <each-document>",
    "any.no-report": "Chưa có cơ quan nào báo cáo kết quả.",
    "any.no-item": "{{ plan.type }} không có nhiệm vụ nào được ghi nhận.",
    # --- bảng theo dõi
    "any.matrix-title": "THEO DÕI THỰC HIỆN {{ plan.type|upper }} SỐ <plan-number>",
    "any.matrix-heads": ("TT | Nội dung nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời hạn | Sản phẩm | Tiến độ | Ghi chú"),
    "any.no-row": "Chưa có nhiệm vụ nào có hiệu lực.",
    "any.not-named": "văn bản không nêu",
    # --- báo cáo năm, sơ kết
    "annual.subject": "Tình hình, kết quả thực hiện <the-plan><of-issuer> {{ period.words }}",
    "annual.opening": (
        "<issuer> báo cáo tình hình, kết quả thực hiện {{ plan.type }} trong {{ period.words }} <window> như sau:"
    ),
    "annual.I": "I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI",
    "annual.documents": "Trong kỳ báo cáo, các cơ quan đã nêu các văn bản chỉ đạo, triển khai sau:",
    "annual.document": "<cited><titled> ({{ document.agency }}).",
    "annual.no-documents": "Trong kỳ báo cáo, chưa có cơ quan nào nêu văn bản chỉ đạo, triển khai.",
    "annual.II": "II. KẾT QUẢ THỰC HIỆN",
    "annual.II.1": "1. Kết quả chung",
    "annual.cells": (
        "a) Tính đến {{ as_of.words }}, các nhiệm vụ của {{ plan.type }}, tính theo lượt cơ quan chủ trì "
        "(chi tiết tại Phụ lục II):"
    ),
    "annual.beside": "b) <beside-words>",
    "annual.filing": "c) Chế độ báo cáo: <filed-words> (hạn gửi ngày {{ period.due }}; chi tiết tại Phụ lục I).",
    "annual.II.2": "2. Kết quả theo từng nhiệm vụ",
    "annual.II.3": "3. Đánh giá chung của các cơ quan",
    "annual.statement": "{{ entry.agency }}: {{ entry.text|trim }}",
    "annual.no-statement": "Trong kỳ báo cáo, chưa có cơ quan nào nêu đánh giá chung.",
    "annual.III": "III. TỒN TẠI, HẠN CHẾ, NGUYÊN NHÂN",
    "annual.III.1": "1. Tồn tại, hạn chế",
    "annual.difficulty": "<entry> {{ entry.difficulties|trim }}",
    "annual.no-difficulty": "Trong kỳ báo cáo, chưa có cơ quan nào nêu tồn tại, hạn chế.",
    "annual.III.2": "2. Nguyên nhân",
    "annual.cause": "<entry> {{ entry.causes|trim }}",
    "annual.no-cause": "Trong kỳ báo cáo, chưa có cơ quan nào nêu nguyên nhân.",
    "annual.IV": "IV. PHƯƠNG HƯỚNG, NHIỆM VỤ {{ period.next_words|upper }}",
    "annual.next": "<entry> {{ entry.next|trim }}",
    "annual.no-next": "Trong kỳ báo cáo, chưa có cơ quan nào nêu phương hướng, nhiệm vụ.",
    "annual.V": "V. KIẾN NGHỊ, ĐỀ XUẤT",
    "annual.proposal": "{{ entry.agency }}: {{ entry.text|trim }}",
    "annual.no-proposal": "Trong kỳ báo cáo, chưa có cơ quan nào nêu kiến nghị, đề xuất.",
    "annual.closing": "Trên đây là báo cáo tình hình, kết quả thực hiện <the-plan> {{ period.words }}./.",
    "annual.filings-title": "TÌNH HÌNH GỬI BÁO CÁO {{ period.words|upper }} CỦA CÁC CƠ QUAN",
    "annual.filing-heads": "TT | Cơ quan | Tình trạng | Ngày gửi | Số ngày chậm | Kế thừa từ",
    "annual.no-filer": "Không có cơ quan nào thuộc diện gửi báo cáo trong kỳ.",
    # --- tổng kết
    "summary.subject": "Tổng kết thực hiện <the-plan><of-issuer> {{ span.words }}",
    "summary.opening": (
        "<issuer> báo cáo tổng kết việc thực hiện {{ plan.type }} {{ span.words }} (kỳ số liệu từ ngày {{ span.opens }} đến "
        "ngày {{ span.closes }}, tổng hợp đến {{ as_of.words }}) như sau:"
    ),
    "summary.I": "I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI",
    "summary.documents": "Các cơ quan đã nêu các văn bản chỉ đạo, triển khai sau:",
    "summary.document": "<cited><titled> ({{ document.agency }}).",
    "summary.no-documents": "Chưa có cơ quan nào nêu văn bản chỉ đạo, triển khai.",
    "summary.II": "II. KẾT QUẢ THỰC HIỆN",
    "summary.II.1": "1. Kết quả chung",
    "summary.cells": (
        "a) Tính đến {{ as_of.words }}, các nhiệm vụ của {{ plan.type }}, tính theo lượt cơ quan chủ trì "
        "(chi tiết tại Phụ lục III):"
    ),
    "summary.beside": "b) <beside-words>",
    "summary.periods": "c) Diễn biến qua các kỳ, tính đến ngày chốt số liệu của từng kỳ:",
    "summary.period-heads": "Kỳ | Đã hoàn thành | Chưa hoàn thành | Tỷ lệ hoàn thành | Báo cáo đã nhận",
    "summary.period-done": ("{{ one.cells.done }} (đúng hạn {{ one.cells.done_on_time }}, quá hạn {{ one.cells.done_late }})"),
    "summary.period-open": "trong hạn {{ one.cells.in_term }}, quá hạn {{ one.cells.overdue }}",
    "summary.filing": "d) Chế độ báo cáo: <filed-words> (chi tiết tại Phụ lục I).",
    "summary.figures-appended": "đ) Số liệu các cơ quan báo cáo qua các kỳ: chi tiết tại Phụ lục II.",
    "summary.II.2": "2. Kết quả theo từng nhiệm vụ",
    "summary.II.3": "3. Đánh giá chung của các cơ quan",
    "summary.statement": "{{ entry.agency }} ({{ entry.period }}): {{ entry.text|trim }}",
    "summary.no-statement": "Chưa có cơ quan nào nêu đánh giá chung.",
    "summary.III": "III. TỒN TẠI, HẠN CHẾ, NGUYÊN NHÂN VÀ BÀI HỌC KINH NGHIỆM",
    "summary.III.1": "1. Tồn tại, hạn chế",
    "summary.difficulty": "<entry> {{ entry.difficulties|trim }}",
    "summary.no-difficulty": "Chưa có cơ quan nào nêu tồn tại, hạn chế.",
    "summary.III.2": "2. Nguyên nhân",
    "summary.cause": "<entry> {{ entry.causes|trim }}",
    "summary.no-cause": "Chưa có cơ quan nào nêu nguyên nhân.",
    "summary.III.3": "3. Bài học kinh nghiệm",
    "summary.IV": "IV. PHƯƠNG HƯỚNG, NHIỆM VỤ TRONG THỜI GIAN TỚI",
    "summary.next": "<entry> {{ entry.next|trim }}",
    "summary.no-next": "Chưa có cơ quan nào nêu phương hướng, nhiệm vụ.",
    "summary.V": "V. KIẾN NGHỊ, ĐỀ XUẤT",
    "summary.proposal": "{{ entry.agency }} ({{ entry.period }}): {{ entry.text|trim }}",
    "summary.no-proposal": "Chưa có cơ quan nào nêu kiến nghị, đề xuất.",
    "summary.closing": "Trên đây là báo cáo tổng kết thực hiện <the-plan> {{ span.words }}./.",
    "summary.filers-title": "TÌNH HÌNH GỬI BÁO CÁO CỦA CÁC CƠ QUAN {{ span.words|upper }}",
    "summary.filer-heads": "TT | Cơ quan | Phải gửi | Đúng hạn | Chậm | Chưa gửi | Các kỳ không đúng hạn",
    "summary.no-filer": "Không có cơ quan nào thuộc diện gửi báo cáo.",
    "summary.figures-title": "SỐ LIỆU CÁC CƠ QUAN BÁO CÁO {{ span.words|upper }}",
    "summary.figure-heads": "TT | Mục | Chỉ tiêu | Đơn vị tính | Cơ quan | Kết quả theo kỳ",
    "summary.figure-values": (
        "{% for one in figure['values'] %}{{ one.period }}: {{ one.value }}{% if not loop.last %}; {% endif %}{% endfor %}"
    ),
    "summary.no-figure": "Chưa có cơ quan nào báo cáo số liệu.",
    # --- một cơ quan
    "agency.subject": (
        "Tình hình thực hiện nhiệm vụ của {{ agency.name }} theo <the-plan>{% if period.words %} {{ period.words }}{% endif %}"
    ),
    "agency.opening": (
        "<issuer> báo cáo tình hình {{ agency.name }} thực hiện các nhiệm vụ được giao, tính đến {{ as_of.words }}, như sau:"
    ),
    "agency.heirs": 'Cơ quan kế thừa: {{ agency.heirs|join("; ") }}.',
    "agency.I": "I. NHIỆM VỤ ĐƯỢC GIAO",
    "agency.I.1": "1. Nhiệm vụ chủ trì",
    "agency.cells": "Tính đến {{ as_of.words }}, các nhiệm vụ do {{ agency.name }} chủ trì:",
    "agency.lead-heads": "Mục | Nội dung | Thời hạn | Tình trạng | Đánh giá",
    "agency.no-lead": "{{ agency.name }} không chủ trì nhiệm vụ nào.",
    "agency.I.2": "2. Nhiệm vụ phối hợp",
    "agency.support-heads": "Mục | Nội dung | Cơ quan chủ trì | Đánh giá",
    "agency.no-support": "{{ agency.name }} không được giao phối hợp nhiệm vụ nào.",
    "agency.II": "II. KẾT QUẢ {{ period.words|upper }}",
    "agency.report": "Mục {{ report.item }} (ngày {{ report.date }}<state>)<results>",
    "agency.no-report": "Trong kỳ, {{ agency.name }} chưa báo cáo kết quả nào.",
    "agency.statement": "Đánh giá chung: {{ entry.text|trim }}",
    "agency.III": "III. CHẾ ĐỘ BÁO CÁO",
    "agency.filing": (
        "Đã gửi {{ filing_counts.filed }}/{{ filing_counts.expected }} báo cáo, trong đó đúng hạn {{ filing_counts.on_time }}, "
        "chậm {{ filing_counts.late }}; chưa gửi và đã quá hạn {{ filing_counts.missing }}; được miễn {{ filing_counts.excused }}."
    ),
    "agency.filing-heads": "Kỳ | Hạn gửi | Tình trạng | Ngày gửi | Số ngày chậm",
    "agency.no-filing": "{{ agency.name }} không thuộc diện gửi báo cáo.",
    "agency.IV": "IV. KHÓ KHĂN, NGUYÊN NHÂN",
    "agency.difficulty": (
        "Mục {{ entry.item }}: {{ entry.difficulties|trim }}{% if entry.causes %} Nguyên nhân: {{ entry.causes|trim }}{% endif %}"
    ),
    "agency.no-difficulty": "Trong kỳ, {{ agency.name }} chưa nêu khó khăn nào.",
    "agency.V": "V. VIỆC TIẾP THEO, KIẾN NGHỊ",
    "agency.next": "Mục {{ entry.item }}: {{ entry.next|trim }}",
    "agency.no-next": "Trong kỳ, {{ agency.name }} chưa nêu việc tiếp theo.",
    "agency.proposal": "Kiến nghị: {{ entry.text|trim }}",
    "agency.closing": "Trên đây là báo cáo tình hình thực hiện nhiệm vụ của {{ agency.name }}./.",
    # --- một nhiệm vụ
    "item.subject": "Quá trình thực hiện nhiệm vụ tại {{ item.place }} <the-plan>",
    "item.opening": "<issuer> báo cáo quá trình thực hiện nhiệm vụ, tính đến {{ as_of.words }}, như sau:",
    "item.I": "I. NỘI DUNG NHIỆM VỤ",
    "item.headings": 'Thuộc: {{ item.headings|join("; ") }}.',
    "item.text": "**{{ item.id }}.** “{{ item.text }}”",
    "item.duty": (
        'Chủ trì: {{ item.leads|join("; ") or "văn bản không nêu" }}.'
        '{% if item.supports %} Phối hợp: {{ item.supports|join("; ") }}.{% endif %}'
        ' Thời hạn: {{ item.due or "văn bản không nêu" }}.'
        '{% if item.products %} Sản phẩm: {{ item.products|join("; ") }}.{% endif %}'
    ),
    "item.changed": (
        "{% if item.since %}Có hiệu lực từ ngày {{ item.since }}. {% endif %}"
        "{% if item.until %}Hết hiệu lực từ ngày {{ item.until }}. {% endif %}{{ item.basis }}"
    ),
    "item.II": "II. CƠ QUAN THỰC HIỆN",
    "item.holder-heads": "Cơ quan | Vai trò | Thời hạn | Tình trạng | Đánh giá | Ghi chú",
    "item.no-holder": "Văn bản không nêu cơ quan thực hiện.",
    "item.III": "III. DIỄN BIẾN",
    "item.moment-heads": "Ngày | Cơ quan | Việc | Nội dung, văn bản",
    "item.moment": (
        "{{ moment.text|trim }}{% for document in moment.documents %}{% if moment.text or not loop.first %} {% endif %}"
        "[<cited><titled>]{% endfor %}"
    ),
    "item.no-moment": "Chưa có thông tin nào được ghi nhận.",
    "item.IV": "IV. SỐ LIỆU",
    "item.figure-heads": "Chỉ tiêu | Giá trị | Đơn vị tính | Cơ quan | Ngày",
    "item.no-figure": "Chưa có số liệu nào được báo cáo.",
    "item.V": "V. KHÓ KHĂN, KIẾN NGHỊ",
    "item.difficulty": "{{ entry.agency }} (ngày {{ entry.date }}): {{ entry.text|trim }}",
    "item.no-difficulty": "Chưa có cơ quan nào nêu khó khăn.",
    "item.proposal": "Kiến nghị của {{ entry.agency }} (ngày {{ entry.date }}): {{ entry.text|trim }}",
    "item.closing": "Trên đây là báo cáo quá trình thực hiện nhiệm vụ tại {{ item.place }} <the-plan>./.",
    # --- phụ lục theo dõi, đứng riêng
    "matrix.cells": (
        "Tính đến {{ as_of.words }}, tính theo lượt cơ quan chủ trì: hoàn thành đúng hạn {{ cells.done_on_time }}, hoàn thành quá "
        "hạn {{ cells.done_late }}, chưa hoàn thành trong hạn {{ cells.in_term }}, chưa hoàn thành quá hạn {{ cells.overdue }}."
    ),
    # --- một trang cho lãnh đạo
    "leader.subject": "Tóm tắt tình hình thực hiện <the-plan> đến {{ as_of.words }}",
    "leader.counted": "Tính theo lượt cơ quan chủ trì",
    "leader.now": "Hiện nay",
    "leader.change": 'So với ngày {{ before.closes or "……" }}',
    "leader.share": (
        "{% if cells.percent %}Tỷ lệ hoàn thành {{ cells.percent }} ({{ cells.done }}/{{ cells.base }} lượt)"
        "{% if change.percent %}, kỳ trước {{ change.percent }}{% endif %}."
        "{% else %}Chưa có nhiệm vụ nào hoàn thành hoặc đến hạn.{% endif %}"
        "{% if filing_counts.expected != '0' %} Báo cáo {{ period.words }}: đã nhận "
        "{{ filing_counts.filed }}/{{ filing_counts.expected }}.{% endif %}"
        "{% if before.closes %} Mới hoàn thành {{ newly.done }} lượt"
        "{% if newly.done_items %} ({{ newly.done_items }}){% endif %}; mới quá hạn {{ newly.overdue }} lượt"
        "{% if newly.overdue_items %} ({{ newly.overdue_items }}){% endif %}."
        "{% else %} Chưa có kỳ trước để so sánh.{% endif %}"
    ),
    "leader.worst": "Việc cần lãnh đạo cho ý kiến",
    "leader.worst-heads": "TT | Nhiệm vụ | Cơ quan | Tình trạng | Đề nghị",
    "leader.no-worst": "Không có nhiệm vụ hoặc báo cáo nào quá hạn, chờ xác nhận hay tạm dừng.",
    "leader.closing": (
        "{% if more %}Còn {{ more }} việc khác, nêu đủ tại phụ lục theo dõi. {% endif %}Kính trình xem xét, cho ý kiến chỉ đạo./."
    ),
    # --- công văn đôn đốc, thư kèm theo
    "reminder.about": "<about>",
    "reminder.opening": (
        "Thực hiện <the-plan><of-issuer> “{{ plan.title }}”, theo số liệu theo dõi đến {{ as_of.words }}, {{ agency.name }} còn các "
        'nội dung đã quá hạn sau đây{% if reminder.before %}, dù đã được đôn đốc ngày {{ reminder.before|join(", ngày ") }}{% endif %}:'
    ),
    "reminder.late-heads": "TT | Nội dung | Thời hạn | Tình trạng | Đã đôn đốc",
    "reminder.asked": '{% if debt.asked %}{{ debt.times }} lần: {{ debt.asked|join("; ") }}{% else %}–{% endif %}',
    "reminder.request": (
        "<issuer> đề nghị {{ agency.name }} khẩn trương thực hiện, gửi kết quả bằng văn bản về <issuer> chậm nhất "
        '{{ reminder.by or "ngày …… tháng …… năm ……" }}; nội dung nào đã thực hiện thì cho biết số, ngày văn bản, nội dung nào chưa '
        "xong thì nêu rõ nguyên nhân, trách nhiệm và thời hạn hoàn thành. "
        "Trường hợp cần gia hạn, đề nghị có văn bản nêu lý do và thời hạn mới."
    ),
    "reminder.last": (
        "Đây là lần đôn đốc thứ ba; sau thời hạn trên, <issuer> sẽ báo cáo lãnh đạo xem xét, chỉ đạo đối với nội dung chưa thực hiện."
    ),
    "reminder.soon": "Các nội dung sắp đến hạn:",
    "reminder.opening-soon": (
        "Thực hiện <the-plan><of-issuer> “{{ plan.title }}”, theo số liệu theo dõi đến {{ as_of.words }}, {{ agency.name }} có các "
        "nội dung sắp đến hạn sau đây:"
    ),
    "reminder.soon-heads": "TT | Nội dung | Thời hạn | Còn lại",
    "reminder.request-soon": (
        "<issuer> đề nghị {{ agency.name }} hoàn thành đúng hạn các nội dung trên và gửi kết quả bằng văn bản về <issuer>."
    ),
    "reminder.closing": "Rất mong sự quan tâm, phối hợp của {{ agency.name }}./.",
    "reminder.mail": (
        "<about>\n\n"
        "Kính gửi: {{ agency.name }}\n\n"
        '<issuer> gửi kèm công văn {% if reminder.level == "0" %}nhắc nội dung sắp đến hạn theo{% else %}đôn đốc thực hiện{% endif %} '
        "<the-plan>{% if reminder.again %} ({{ reminder.again }}){% endif %}.\n\n"
        "{% if late %}\nNội dung đã quá hạn:\n{% for debt in late %}\n- <debt>\n{% endfor %}\n\n{% endif %}\n"
        "{% if soon %}\nNội dung sắp đến hạn:\n{% for debt in soon %}\n- <debt>\n{% endfor %}\n\n{% endif %}\n"
        "{% if reminder.by %}\nĐề nghị gửi kết quả chậm nhất {{ reminder.by }}.\n\n{% endif %}\n"
        "{% if calendar %}\nTệp lịch (.ics) kèm theo có các thời hạn sắp tới; mở tệp để đưa vào lịch làm việc.\n\n{% endif %}\n"
        "Trân trọng,\n<issuer>\n"
    ),
    # --- báo cáo lãnh đạo sau ba lần đôn đốc
    "escalation.subject": "Các nội dung chưa thực hiện sau ba lần đôn đốc theo <the-plan>",
    "escalation.opening": (
        "Theo số liệu theo dõi đến {{ as_of.words }}, {{ count.agencies }} cơ quan còn {{ count.debts }} nội dung chưa thực hiện, dù đã "
        "được đôn đốc từ ba lần trở lên:"
    ),
    "escalation.heads": "TT | Cơ quan | Nội dung | Thời hạn | Tình trạng | Ngày đôn đốc",
    "escalation.closing": "<issuer> kính trình xem xét, chỉ đạo tại cuộc họp gần nhất./.",
}
