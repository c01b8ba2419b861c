"""Lời của từng quy tắc: tên, câu báo, cách sửa, lý do."""

from kehoach_cli.text import RuleText

RULES: dict[str, RuleText] = {
    "KH101": RuleText(
        name="tệp không phải UTF-8",
        message="tệp được lưu theo {encoding|encoding}, không phải UTF-8, nên không đọc được chữ",
        hint=(
            "mở tệp bằng Notepad, chọn Tệp > Lưu dưới dạng, ở ô Mã hóa chọn UTF-8 rồi lưu đè;"
            " chữ nào đã hỏng thì gõ lại bằng bảng mã Unicode"
        ),
        why=(
            "Mọi tệp của kho dùng chung bảng mã UTF-8, để chữ có dấu hiện đúng trên mọi máy và so sánh được với nhau."
            " Nghị định 30/2020/NĐ-CP (Phụ lục I) cũng quy định văn bản hành chính dùng bộ mã Unicode theo TCVN 6909:2001."
        ),
    ),
    "KH102": RuleText(
        name="sai cú pháp YAML",
        message="không đọc tiếp được từ chỗ này[[: “{text}”]]",
        hint="{cause|yaml-cause}",
        why=(
            "Một dấu đặt sai chỗ làm máy hiểu tệp khác với người viết."
            " Chương trình không đoán thay mà dừng ở chỗ đầu tiên không hiểu được; lỗi thật có thể nằm ngay dòng trên."
        ),
    ),
    "KH103": RuleText(
        name="ký tự tab",
        message="có ký tự tab (phím Tab); tệp này chỉ dùng dấu cách",
        hint="xóa ký tự tab rồi gõ dấu cách thay vào; để thụt đầu dòng, gõ hai dấu cách cho mỗi cấp",
        why=(
            "Quy cách YAML không nhận tab làm thụt đầu dòng."
            " Mỗi máy hiện tab rộng hẹp khác nhau, nên hai dòng trông thẳng hàng ở máy này lại lệch ở máy khác."
        ),
    ),
    "KH104": RuleText(
        name="trường ghi hai lần",
        message="trường “{key}” được ghi hai lần trong cùng một nhóm",
        hint="giữ một dòng “{key}” đúng và xóa dòng kia; nếu cần cả hai nội dung thì gộp vào một dòng",
        why=(
            "Phần lớn chương trình lặng lẽ giữ giá trị sau và bỏ giá trị trước (đã thử với PyYAML 6.0.3),"
            " nên một nội dung bị mất mà không ai biết."
        ),
    ),
    "KH105": RuleText(
        name="ký hiệu tham chiếu",
        message="có ký hiệu tham chiếu của YAML (&tên, *tên hoặc <<): nội dung thật nằm ở chỗ khác",
        hint=(
            "chép thẳng nội dung vào chỗ này rồi bỏ ký hiệu; nếu dấu & hoặc * là chữ trong câu thì đặt cả câu trong dấu ngoặc kép"
        ),
        why=(
            "Người duyệt phải thấy đủ nội dung ngay tại chỗ."
            " Tham chiếu lồng nhau còn có thể làm treo máy: một tệp chưa đến 1 kB đã làm treo mọi chương trình đọc đem thử."
        ),
    ),
    "KH106": RuleText(
        name="nhãn kiểu của YAML",
        message="có nhãn kiểu của YAML ({tag}), kho này không dùng",
        hint=(
            "xóa từ bắt đầu bằng dấu chấm than (! hoặc !!) đứng trước giá trị;"
            " nếu dấu chấm than là chữ trong câu thì đặt cả câu trong dấu ngoặc kép"
        ),
        why=(
            "Mọi giá trị được đọc đúng như đã viết, còn là ngày hay số thì do trường quyết định."
            " Nhãn kiểu có thể làm chương trình khác đọc ra giá trị khác, thậm chí chạy lệnh."
        ),
    ),
    "KH107": RuleText(
        name="cấu trúc ngoài quy ước",
        message="có phần thứ hai (“---”), dòng chỉ thị (“%”) hoặc tên trường không phải một từ",
        hint=(
            "bỏ dòng “---” ở giữa và dòng bắt đầu bằng “%”, chuyển nội dung thứ hai sang tệp riêng;"
            " tên trường chỉ viết một từ rồi đến dấu hai chấm"
        ),
        why="Một tệp nói một việc và nằm ở đúng một đường dẫn; phần thứ hai trong tệp sẽ không ai đọc đến.",
    ),
    "KH108": RuleText(
        name="ký tự điều khiển",
        message="có ký tự điều khiển không nhìn thấy được ({character})",
        hint="xóa ký tự đó, gõ lại đoạn chữ quanh nó; khi chép từ Word thì dán theo kiểu chỉ giữ văn bản (Keep Text Only)",
        why=(
            "Ký tự điều khiển có thể giấu chữ hoặc đảo thứ tự chữ, để người duyệt thấy một đằng mà máy đọc một nẻo"
            " (lỗ hổng CVE-2021-42574)."
        ),
    ),
    "KH109": RuleText(
        name="chữ lưu dấu tách rời",
        message="từ chỗ này, chữ và dấu được lưu tách rời nhau (Unicode tổ hợp, dạng NFD)",
        hint=(
            "chuyển cả tệp từ “Unicode tổ hợp” sang “Unicode dựng sẵn” bằng công cụ chuyển mã của bộ gõ,"
            " hoặc gõ lại đoạn này với bảng mã Unicode dựng sẵn"
        ),
        why=(
            "Hai cách lưu hiện ra giống hệt nhau nhưng máy coi là hai chữ khác: tìm không thấy, so sánh không bằng,"
            " người duyệt thấy dòng bị đổi mà không thấy đổi gì."
            " Văn bản kế hoạch gốc dài 13.683 ký tự, lưu tách rời thành 17.527."
        ),
    ),
    "KH110": RuleText(
        name="ký tự ẩn hoặc dễ nhầm",
        message="có ký tự không nhìn thấy hoặc giống hệt chữ khác: {character}",
        hint=(
            "xóa ký tự này rồi gõ lại bằng bàn phím: dấu cách bằng phím cách, chữ Đ bằng bộ gõ tiếng Việt;"
            " nếu là chữ nước ngoài viết đúng thì để nguyên"
        ),
        why=(
            "Ký tự này trông như chữ hoặc dấu cách thường nhưng máy coi là khác, nên tìm kiếm và so tên sẽ sai."
            " Văn bản kế hoạch gốc cũng có một dấu cách như vậy ở dòng 41."
        ),
    ),
    "KH111": RuleText(
        name="tệp quá lớn, quá sâu",
        message="tệp {limit|too-large}",
        hint=(
            "tách nội dung thành nhiều tệp và bỏ những phần lồng nhau;"
            " tài liệu chứng minh chỉ ghi số, ngày, địa chỉ, không chép toàn văn vào đây"
        ),
        why=(
            "Tệp do người viết không bao giờ đến cỡ đó; giới hạn giữ cho một tệp hỏng hoặc cố ý phá không làm treo máy."
            " Lồng 50.000 cấp đã làm sập một chương trình đọc YAML thông dụng."
        ),
    ),
    "KH112": RuleText(
        name="không phải tệp thường",
        message="đây là liên kết hoặc thiết bị, không phải tệp thường, nên không được đọc",
        hint="xóa liên kết này và đặt chính tệp có nội dung vào đúng chỗ đó",
        why="Liên kết có thể trỏ ra ngoài kho: báo cáo sẽ in nội dung không thuộc kho, hoặc ghi đè lên tệp khác.",
    ),
    "KH113": RuleText(
        name="chữ theo bảng mã cũ",
        message="chữ như “{text}” có vẻ theo bảng mã cũ (TCVN3, VNI) hoặc đã hỏng khi chuyển mã",
        hint="chuyển đoạn chữ sang Unicode bằng công cụ chuyển mã của bộ gõ, hoặc gõ lại; chỉ đổi phông chữ thì không đủ",
        why=(
            "Nghị định 30/2020/NĐ-CP (Phụ lục I) quy định dùng bộ mã Unicode theo TCVN 6909:2001."
            " Chương trình không tự chuyển, vì đoán sai bảng mã sẽ làm hỏng văn bản."
        ),
    ),
    "KH114": RuleText(
        name="tệp trống",
        message="tệp không có nội dung nào",
        hint="điền nội dung theo mẫu của loại tệp này, hoặc xóa tệp nếu chưa có gì để ghi",
        why="Đã nộp nghĩa là có nội dung: tệp trống không được tính là báo cáo, cũng không ghi nhận được tiến độ.",
    ),
    "KH115": RuleText(
        name="còn dấu xung đột",
        message="tệp còn dấu xung đột của git (các dòng bắt đầu bằng <<<<<<< hoặc >>>>>>>)",
        hint=(
            "đọc hai bản nằm giữa các dòng dấu, giữ bản đúng, xóa các dòng <<<<<<<, =======, >>>>>>> rồi lưu;"
            " chưa chắc thì hỏi người ghi bản kia"
        ),
        why=(
            "Hai người đã sửa cùng một chỗ và chưa ai quyết định giữ bản nào."
            " Mỗi xung đột là một bất đồng thật, chương trình không chọn thay."
        ),
    ),
    "KH116": RuleText(
        name="thiếu danh bạ cơ quan",
        message="kho chưa có tệp agencies.yaml ở thư mục gốc",
        hint=(
            "chạy kehoach init để có tệp mẫu, hoặc tạo agencies.yaml ở thư mục gốc của kho;"
            " nếu đã có tệp thì kiểm tra có đang đứng đúng thư mục không"
        ),
        why=(
            "Kế hoạch và báo cáo chỉ gọi cơ quan bằng mã."
            " Danh bạ là nơi duy nhất cho biết mã đó là cơ quan nào, hoạt động từ khi nào, ai kế thừa."
        ),
    ),
    "KH117": RuleText(
        name="chữ sau dấu # bị bỏ",
        message="phần “{lost}” bị hiểu là chú thích nên không được đọc",
        hint="đặt cả câu trong dấu ngoặc kép, hoặc viết câu sau “>-” xuống dòng; nếu đúng là chú thích thì thêm dấu cách sau #",
        why=(
            "Trong YAML, dấu # đứng sau dấu cách mở đầu một chú thích, phần sau đó mất đi mà không báo."
            " Không chữ nào của người viết được phép mất lặng lẽ."
        ),
    ),
    "KH118": RuleText(
        name="còn nhiều chỗ cùng loại",
        message="trong tệp này còn {more} chỗ {code} nữa, từ đây trở đi không kể từng chỗ",
        hint="sửa những chỗ {code} đã nêu ở trên, rồi gõ lại đúng lệnh này để thấy các chỗ còn lại",
        why=(
            "Một lỗi lặp lại hàng trăm lần thường chỉ có một nguyên nhân; kể hết thì các phát hiện khác bị lấp mất."
            " Số còn lại vẫn được nói rõ, không chỗ nào bị bỏ qua lặng lẽ."
        ),
    ),
    "KH121": RuleText(
        name="trường lạ",
        message="{form|form} không có trường “{key}”[[; có phải ý là “{suggestion}”?]]",
        hint="sửa tên trường thành một trong các tên sau, hoặc xóa dòng này: {among}",
        why="Tên trường gõ sai thì nội dung của nó không được ai đọc; báo ngay để nội dung không bị mất.",
    ),
    "KH122": RuleText(
        name="thiếu trường bắt buộc",
        message="{form|form} thiếu trường “{key}”",
        hint="thêm một dòng “{key}:” kèm nội dung, thụt vào bằng các trường bên cạnh",
        why="Thiếu trường này thì không biết nội dung nói về việc gì, của ai hoặc ngày nào, nên cả phần đó không được tính.",
    ),
    "KH123": RuleText(
        name="sai kiểu giá trị",
        message="giá trị[[ của “{field}”]] phải là {expected|expected}",
        hint="{expected|how-to-write}",
        why=(
            "Mỗi trường nhận đúng một kiểu giá trị, để mọi tệp đọc như nhau và cộng, đếm, sắp xếp được."
            " Giá trị sai kiểu sẽ bị bỏ qua."
        ),
    ),
    "KH124": RuleText(
        name="ngày sai",
        message="“{value}” ở trường “{field}” không phải {expected|expected} có thật, hoặc viết chưa đúng cách",
        hint="{expected|how-to-date}",
        why=(
            "Chỉ có một cách viết ngày thì 05/06 không bị hiểu thành hai ngày khác nhau,"
            " và xếp theo chữ cũng là xếp theo thời gian."
        ),
    ),
    "KH125": RuleText(
        name="mã sai dạng",
        message="“{value}” ở trường “{field}” không phải {expected|expected} viết đúng cách",
        hint="{expected|how-to-name}",
        why=(
            "Mã được dùng làm tên tệp và đường dẫn, nên chỉ gồm những chữ an toàn trên mọi máy, và không là tên Windows giữ riêng (con, aux, nul, com1)."
            " Tên tiếng Việt có dấu được giữ nguyên ở trường riêng."
        ),
    ),
    "KH126": RuleText(
        name="giá trị ngoài danh mục",
        message="“{value}” ở trường “{field}” không phải là {expected|expected}",
        hint="chọn đúng một trong các giá trị: {among}",
        why="Danh mục đóng thì mới đếm và so sánh được; một từ tự đặt như “gần xong” không biết phải tính vào đâu.",
    ),
    "KH127": RuleText(
        name="tệp đặt sai chỗ",
        message="đường dẫn này không ứng với loại tệp nào của kho, nên tệp sẽ không được đọc",
        hint=(
            "đặt lại tệp theo một trong ba dạng: plans/MÃ-KẾ-HOẠCH/plan.yaml,"
            " plans/MÃ-KẾ-HOẠCH/filings/KỲ/CƠ-QUAN.yaml,"
            " plans/MÃ-KẾ-HOẠCH/progress/NĂM/CƠ-QUAN/NGÀY-MỤC-XXXXXX.yaml (XXXXXX là 6 ký tự 0-9, a-f)"
        ),
        why="Đường dẫn cho biết kế hoạch, kỳ và cơ quan. Tệp nằm chỗ khác sẽ bị bỏ qua mà người gửi vẫn tưởng đã nộp.",
    ),
    "KH128": RuleText(
        name="kỳ báo cáo sai dạng",
        message="“{value}” ở trường “{field}” không phải tên một kỳ báo cáo",
        hint="viết 2026 cho cả năm, 2026-H1 cho 6 tháng đầu năm, 2026-Q3 cho quý III, 2026-07 cho tháng 7",
        why=(
            "Tên kỳ là tên thư mục và dùng để so các kỳ với nhau, nên mỗi kỳ chỉ có một cách viết."
            " Bốn loại kỳ này theo Điều 12 Nghị định 09/2019/NĐ-CP."
        ),
    ),
    "KH129": RuleText(
        name="giá trị trống",
        message="trường “{field}” có chỗ để trống",
        hint="điền nội dung vào chỗ trống, hoặc xóa cả dòng đó cùng dấu gạch đầu dòng",
        why="Chỗ trống không cho biết là quên điền hay không có gì để ghi; không có thì bỏ hẳn dòng cho rõ.",
    ),
    "KH130": RuleText(
        name="số liệu không phải số",
        message="“{value}” ở trường “{field}” không phải là số viết đúng cách",
        hint=(
            "chỉ viết chữ số, không ngăn hàng nghìn, dấu chấm cho phần thập phân: 21914 hoặc 12.5; đơn vị tính ghi ở trường unit"
        ),
        why=(
            "Số liệu phải so sánh được giữa các kỳ và các cơ quan."
            " Khi in báo cáo, chương trình tự viết theo lối Việt Nam: 21.914 và 12,5."
        ),
    ),
    "KH131": RuleText(
        name="địa chỉ thư sai dạng",
        message="“{value}” ở trường “{field}” không phải là địa chỉ thư điện tử viết đúng cách",
        hint="chỉ viết địa chỉ, không kèm tên, như vanthu@example.vn; nhiều địa chỉ thì viết thành danh sách",
        why="Địa chỉ được đặt thẳng vào thư nháp kehoach remind lập; sai một chữ là thư không đến, hoặc đến nhầm nơi.",
    ),
    "KH132": RuleText(
        name="khóa ký sai dạng",
        message="“{value}” ở trường “{field}” không phải là vân tay khóa OpenPGP, cũng không phải khóa công khai SSH",
        hint="ghi đủ 40 chữ số của vân tay (gpg --fingerprint), hoặc cả dòng trong tệp .pub, bắt đầu bằng ssh-ed25519 hoặc ssh-rsa",
        why="Khóa ghi sai thì không chữ ký nào khớp, hoặc khóa thật bị bỏ sót; người duyệt tưởng đã kiểm mà chưa kiểm.",
    ),
    "KH201": RuleText(
        name="cơ quan không có trong danh bạ",
        message="“{agency}” không có trong agencies.yaml[[; gần nhất là “{suggestion}”]]",
        hint=(
            "sửa lại mã[[ thành “{suggestion}”]] hoặc thêm cơ quan này vào agencies.yaml;"
            " nếu agencies.yaml đang có lỗi khác thì sửa lỗi đó trước"
        ),
        why=(
            "Cơ quan và nhóm cơ quan chỉ khai một lần, trong danh bạ. Mã không ai biết thì không rõ ai phải báo cáo, ai kế thừa."
        ),
    ),
    "KH202": RuleText(
        name="cơ quan ngoài thời gian hoạt động",
        message="{agency} không hoạt động vào ngày {day|date}[[, vì chấm dứt từ {until|date}]][[, vì chỉ có từ {since|date}]]",
        hint=(
            "[[ghi dưới tên cơ quan kế thừa: {heir}; hoặc ]]kiểm tra ngày ghi trong tệp và các ngày since, until của "
            "cơ quan trong agencies.yaml"
        ),
        why=(
            "Cơ quan thay đổi nhưng nhiệm vụ vẫn tiếp tục: năm 2025, bốn trong bảy cơ quan được giao của kế hoạch "
            "thực hiện Chỉ thị 38-CT/TW đã sáp nhập hoặc tổ chức lại. Sự kiện xét theo ngày của nó, báo cáo xét theo "
            "ngày chốt số liệu của kỳ."
        ),
    ),
    "KH203": RuleText(
        name="mục không có trong kế hoạch",
        message="kế hoạch {plan} không có mục “{item}”[[; gần nhất là “{suggestion}”]]",
        hint="sửa lại mã mục[[ thành “{suggestion}”]] cho đúng với một mục (id) trong plan.yaml",
        why="Nội dung ghi cho một mục không có thì không vào bảng theo dõi nào, dù cơ quan đã báo cáo.",
    ),
    "KH204": RuleText(
        name="thành viên nhóm chưa khai",
        message="nhóm “{group}” có thành viên “{agency}” không có trong agencies.yaml[[; gần nhất là “{suggestion}”]]",
        hint="sửa lại mã thành viên[[ thành “{suggestion}”]], hoặc thêm cơ quan này vào phần agencies của cùng tệp",
        why="Việc giao cho nhóm được tách ra cho từng thành viên; thành viên không rõ là ai thì việc đó không ai theo dõi.",
    ),
    "KH205": RuleText(
        name="cơ quan kế thừa không hợp lệ",
        message=(
            "{agency} ghi cơ quan kế thừa là “{heir}”, không phải một cơ quan khác trong agencies.yaml"
            "[[; gần nhất là “{suggestion}”]]"
        ),
        hint="sửa successor[[ thành “{suggestion}”]] hoặc thêm cơ quan kế thừa vào agencies.yaml; nhóm không thể kế thừa",
        why="Từ ngày cơ quan chấm dứt, nhiệm vụ của nó chuyển sang cơ quan kế thừa; mã sai thì nhiệm vụ không còn ai giữ.",
    ),
    "KH206": RuleText(
        name="dẫn đến sự kiện không có",
        message="cơ quan này không có sự kiện hay báo cáo nào mang tên “{event}”[[; gần nhất là “{suggestion}”]]",
        hint=(
            "ghi đúng tên tệp của sự kiện, bỏ đuôi .yaml[[, như “{suggestion}”]];"
            " báo cáo định kỳ thì ghi kỳ và cơ quan, như 2026/so-mau-a"
        ),
        why=(
            "Đính chính hay xác nhận chỉ có hiệu lực khi dẫn đúng một sự kiện của chính cơ quan đó;"
            " dẫn sai thì điều cần sửa vẫn còn nguyên."
        ),
    ),
    "KH207": RuleText(
        name="kế hoạch không có plan.yaml",
        message="không đọc được plan.yaml của kế hoạch “{plan}”[[; gần nhất là “{suggestion}”]]",
        hint=(
            "chuyển tệp này sang thư mục của đúng kế hoạch[[ (plans/{suggestion})]] hoặc tạo plans/{plan}/plan.yaml;"
            " nếu plan.yaml đã có mà đang lỗi thì sửa lỗi đó trước"
        ),
        why="Không có plan.yaml thì không biết mục nào giao cho ai, hạn nào, nên tiến độ ghi ở đây không được tính.",
    ),
    "KH208": RuleText(
        name="tên gọi trùng nhau",
        message="“{name}” là tên gọi của cả “{first}” và “{second}”",
        hint=("bỏ tên gọi này ở một bên, hoặc thêm địa danh, năm vào tên cho khác nhau (các trường name, abbreviation, aliases)"),
        why=(
            "Người nhập gõ tên để chọn cơ quan; hai nơi trùng tên thì dễ ghi nhầm."
            " Từ ngày 01/7/2025 nhiều phường mới mang lại tên quận cũ, như Tân Bình, Bình Thạnh."
        ),
    ),
    "KH209": RuleText(
        name="nhóm ở chỗ một cơ quan",
        message="“{group}” là nhóm, nhưng chỗ này chỉ nhận một cơ quan",
        hint="thay bằng mã của đúng một cơ quan",
        why="Ban hành, làm đầu mối và chuyển giao nhiệm vụ đều cần đúng một nơi chịu trách nhiệm.",
    ),
    "KH210": RuleText(
        name="mục chưa có hoặc đã bỏ",
        message="kế hoạch không có mục {item} vào ngày {day|date}[[: mục đã bỏ từ {until|date}]][[; mục chỉ có từ {since|date}]]",
        hint=(
            "kiểm tra mã mục và ngày trong tệp này; nếu ngày hiệu lực ghi sai thì sửa since, until của mục trong "
            "plan.yaml, kèm căn cứ"
        ),
        why=(
            "Văn bản sửa đổi thêm hoặc bỏ mục từ một ngày. Điều ghi cho một mục ngoài thời gian ấy không thuộc nhiệm "
            "vụ nào, nên dễ bị bỏ sót."
        ),
    ),
    "KH301": RuleText(
        name="trùng mã mục",
        message="mã mục “{item}” đã dùng cho một mục ở trên, trong cùng thời gian",
        hint=(
            "đặt lại mã theo vị trí trong văn bản, như II.1-2 là gạch đầu dòng thứ hai, khoản 1, Mục II (chữ hoa và "
            "chữ thường coi như nhau); nếu đây là lời văn sửa đổi thì ghi until cho lời văn cũ và since cho lời văn "
            "mới"
        ),
        why=(
            "Mã mục là địa chỉ để sự kiện và báo cáo dẫn tới; hai mục chung một mã thì không biết báo cáo nói về mục "
            "nào. Mục được sửa đổi giữ mã cũ, mỗi lời văn một khoảng thời gian."
        ),
    ),
    "KH302": RuleText(
        name="trùng mã cơ quan, nhóm",
        message="mã “{agency}” đã dùng cho một cơ quan hoặc nhóm ở trên",
        hint="đặt mã khác cho một bên rồi sửa những chỗ dùng mã đó; đừng dùng lại mã của cơ quan đã chấm dứt",
        why="Mỗi mã chỉ một cơ quan, mãi mãi; dùng lại mã cũ thì báo cáo của nơi này thành của nơi khác.",
    ),
    "KH303": RuleText(
        name="nhóm chứa chính nó",
        message="nhóm “{group}” chứa chính nó qua thành viên “{member}”",
        hint="bỏ “{member}” khỏi members của nhóm này, hoặc bỏ chiều ngược lại ở nhóm kia",
        why="Nhóm chứa chính nó thì không liệt kê được thành viên, nên không biết việc giao cho những ai.",
    ),
    "KH304": RuleText(
        name="thời hạn ngoài kế hoạch",
        message="thời hạn {due|date} của mục {item} nằm ngoài khoảng thời gian cho phép, từ {start|date} đến {end|date}",
        hint=(
            "đối chiếu với văn bản rồi sửa due; nếu due đúng thì sửa ngày ban hành (issued), ngày kết thúc (ends)"
            " của kế hoạch hoặc since, until của mục"
        ),
        why="Thời hạn trước ngày ban hành hoặc sau ngày kết thúc thường do gõ nhầm năm, và làm sai mọi phép tính quá hạn.",
    ),
    "KH305": RuleText(
        name="sản phẩm không ai chủ trì",
        message="mục {item} nêu sản phẩm “{product}” mà không có cơ quan chủ trì, không có thời hạn",
        hint=("ghi lead và due nếu văn bản này hoặc văn bản hướng dẫn có nêu; không có thì hỏi cơ quan ban hành, đừng tự đoán"),
        why=(
            "Sản phẩm không người làm, không ngày xong thì không bao giờ bị tính là chậm."
            " Trong kế hoạch thực hiện Chỉ thị 38-CT/TW, sản phẩm cụ thể nhất (Quy chế phối hợp, mục II.2-3) là như vậy."
        ),
    ),
    "KH306": RuleText(
        name="nhiệm vụ không nêu chủ trì",
        message="mục {item} giao nhiệm vụ mà không nêu cơ quan chủ trì",
        hint=(
            "nếu văn bản có nêu thì ghi lead; nếu mục không giao việc thì ghi task: false;"
            " nếu văn bản không nêu thật thì để nguyên, đây chỉ là lưu ý"
        ),
        why=(
            "Cách đọc đi theo văn bản, không đoán thay:"
            " bảy mục của Mục II trong kế hoạch thực hiện Chỉ thị 38-CT/TW không nêu ai thực hiện."
            " Lưu ý này cho biết chỗ cần hỏi lại."
        ),
    ),
    "KH307": RuleText(
        name="mã kế hoạch khác thư mục",
        message="kế hoạch ghi mã “{plan}” nhưng nằm trong thư mục “{folder}”",
        hint="sửa id thành “{folder}”, hoặc đổi tên thư mục thành “{plan}” nếu id mới đúng",
        why="Đường dẫn quyết định sự kiện và báo cáo thuộc kế hoạch nào; hai mã khác nhau thì không tìm được kế hoạch.",
    ),
    "KH308": RuleText(
        name="thiếu mục cấp trên",
        message="có mục {item} mà không có mục {parent} ở cấp trên",
        hint="thêm mục {parent} (ghi heading hoặc text theo văn bản), hoặc sửa lại mã {item}",
        why=(
            "Mã mục cho biết cây của văn bản. Mục con không ghi cơ quan chủ trì thì theo mục cấp trên, nên mục cấp trên phải có."
        ),
    ),
    "KH309": RuleText(
        name="khoảng thời gian rỗng",
        message="“{name}” có ngày hết hiệu lực {until|date} không sau ngày bắt đầu {since|date}",
        hint="sửa since hoặc until; until là ngày đầu tiên không còn hiệu lực nên phải sau since",
        why=(
            "Thời gian tính từ ngày since đến trước ngày until."
            " Hai ngày bằng nhau hoặc ngược nhau thì không có ngày nào có hiệu lực."
        ),
    ),
    "KH310": RuleText(
        name="vừa chủ trì vừa phối hợp",
        message="{agency} vừa chủ trì vừa phối hợp ở mục {item}",
        hint=(
            "bỏ cơ quan này khỏi support; nếu thật ra chỉ phối hợp thì sửa lead,"
            " nhớ rằng mục không ghi lead sẽ theo lead của mục cấp trên"
        ),
        why="Một cơ quan chỉ có một vai trong một mục; khi tính, vai chủ trì được giữ và vai phối hợp bị bỏ qua.",
    ),
    "KH311": RuleText(
        name="nhiều cơ quan cùng chủ trì",
        message="mục {item} có nhiều cơ quan chủ trì: {agencies}",
        hint=(
            "giữ một cơ quan ở lead, chuyển các cơ quan còn lại sang support;"
            " nếu văn bản ghi đúng như vậy thì để nguyên và nói rõ ở note"
        ),
        why=(
            "Mỗi việc chỉ giao một cơ quan chủ trì, chịu trách nhiệm chính:"
            " Nghị định 39/2022/NĐ-CP (nguyên tắc làm việc) và Kết luận 226-KL/TW của Ban Bí thư."
        ),
    ),
    "KH312": RuleText(
        name="hai cách ghi thời hạn",
        message="mục {item} ghi thời hạn theo nhiều cách: {keys}",
        hint="giữ một trong ba: due (một ngày cụ thể), recurs (lặp lại theo kỳ) hoặc ongoing (thường xuyên)",
        why=(
            "Việc có hạn, việc lặp lại và việc thường xuyên được tính khác nhau."
            " Quyết định 23/2018/QĐ-TTg không tính việc thường xuyên theo chức năng vào nhiệm vụ được theo dõi."
        ),
    ),
    "KH313": RuleText(
        name="nhóm không có thành viên",
        message="nhóm “{group}” không có thành viên nào",
        hint="liệt kê các cơ quan ở members, hoặc ghi open: true nếu văn bản không cho biết nhóm gồm những ai",
        why="Việc giao cho nhóm trống thì không đến cơ quan nào, và không ai bị nhắc.",
    ),
    "KH314": RuleText(
        name="mục thiếu hoặc thừa lời",
        message="mục {item} phải có đúng một trong hai: heading (tiêu đề) hoặc text (nội dung)",
        hint="tiêu đề có các mục con thì ghi heading, câu nội dung thì ghi text; chép nguyên văn và bỏ trường còn lại",
        why="Văn bản được chép nguyên văn, mỗi tiêu đề hay câu một lần, để người duyệt đối chiếu được với bản gốc.",
    ),
    "KH315": RuleText(
        name="kỳ báo cáo không khớp chu kỳ",
        message="“{key}” không khớp với chế độ báo cáo {every|cadence} (trường every)",
        hint=(
            "viết first, last theo đúng loại kỳ, last không trước first;"
            " closes, due viết tháng-ngày như 12-20 khi báo cáo năm, chỉ viết ngày như 20 khi kỳ ngắn hơn"
        ),
        why=(
            "Ngày chốt số liệu và ngày gửi của từng kỳ tính từ các trường này"
            " (Điều 12, Điều 13 Nghị định 09/2019/NĐ-CP); lệch nhau thì không tính được ai còn thiếu báo cáo."
        ),
    ),
    "KH316": RuleText(
        name="kế thừa không thông",
        message="“{agency}” không chuyển được nhiệm vụ cho “{heir}”: {cause|succession-cause}",
        hint=(
            "sửa until của “{agency}”, since và until của “{heir}”, hoặc successor,"
            " sao cho cơ quan kế thừa đang hoạt động vào ngày cơ quan cũ chấm dứt"
        ),
        why="Nhiệm vụ chuyển giao ngay trong ngày cơ quan cũ chấm dứt; hụt một ngày là nhiệm vụ không còn ai giữ.",
    ),
    "KH317": RuleText(
        name="chuyển giao không thực hiện được",
        message="mục {item} không chuyển được từ {from} sang {to} vào ngày {day|date}: {cause|transfer-cause}",
        hint="sửa items, from, to hoặc date của lần chuyển giao này cho đúng văn bản, hoặc bỏ lần ghi thừa",
        why=(
            "Mỗi ngày, mỗi nhiệm vụ có đúng một cơ quan chịu trách nhiệm. Lần chuyển giao không có tác dụng làm người "
            "đọc tưởng nhiệm vụ đã sang nơi khác."
        ),
    ),
    "KH318": RuleText(
        name="nhiệm vụ không còn ai giữ",
        message="mục {item} không còn ai giữ[[ từ {day|date}]]: {agency} chấm dứt, {cause|orphan-cause}[[ ({heirs})]]",
        hint=(
            "nếu có văn bản giao cho nơi khác thì ghi transfers trong plan.yaml; nếu một cơ quan kế thừa toàn bộ thì "
            "ghi successor trong agencies.yaml; chưa có văn bản thì để nguyên"
        ),
        why=(
            "Cơ quan chấm dứt là việc có thật, không phải lỗi của tệp; nhưng nhiệm vụ vẫn còn, và phải có người quyết "
            "định giao cho ai."
        ),
    ),
    "KH319": RuleText(
        name="lịch ghi sai",
        message="phần lịch này không dùng được: {cause|calendar-cause}",
        hint="sửa lại theo văn bản, hoặc bỏ phần này",
        why=("Lịch đổi ngày mà mọi cơ quan bị tính là đúng hạn hay chậm; một dòng ghi sai làm cả kỳ tính sai mà không ai thấy."),
    ),
    "KH320": RuleText(
        name="thay đổi thiếu căn cứ",
        message="{cause|change-cause} ({name}) mà chưa ghi căn cứ",
        hint="ghi basis: văn bản nào quyết định, số, ngày, đọc ở đâu",
        why="Ai chịu trách nhiệm từ ngày nào là theo văn bản; người duyệt và người hỏi sau này cần biết văn bản đó.",
    ),
    "KH324": RuleText(
        name="đến hạn trước khi có cơ quan",
        message="mục {item} đến hạn {due|date}, trước khi {agency} được lập ({since|date})",
        hint=(
            "kiểm tra due của mục và since của cơ quan; nếu cơ quan kế thừa nơi khác thì ghi successor ở nơi đó, nếu "
            "mục giao lại cho nơi này thì ghi transfers"
        ),
        why="Nhiệm vụ giao đích danh mà đến hạn trước khi có cơ quan thì không ai bị tính là chậm, và dễ bị quên.",
    ),
    "KH321": RuleText(
        name="nơi nhận không có trong danh bạ",
        message="báo cáo gửi “{party}”, viết như một mã, nhưng agencies.yaml không có mã đó",
        hint="[[có lẽ là {suggestion}; ]]sửa mã, hoặc viết tên đầy đủ như sẽ in trên văn bản",
        why="Mã viết sai sẽ in nguyên lên văn bản gửi đi; tên viết đủ thì in đúng như viết.",
    ),
    "KH322": RuleText(
        name="quyền hạn ký viết sai",
        message="quyền hạn ký “{line}” không mở đầu bằng một trong các chữ TM., KT., TL., TUQ. rồi đến tên",
        hint="viết chữ tắt rồi đến tên tập thể hay chức vụ ký thay, ví dụ “TM. Ủy ban nhân dân”, “KT. Chủ tịch”; chức vụ của chính người ký ghi ở title",
        why="Nghị định 30/2020/NĐ-CP (Phụ lục I, Phần I, mục II.7) chỉ có các chữ tắt này đứng trước quyền hạn của người ký.",
    ),
    "KH323": RuleText(
        name="học hàm, học vị trước tên người ký",
        message="tên người ký “{name}” có “{title}” đứng trước",
        hint="chỉ ghi họ tên; đơn vị vũ trang, tổ chức giáo dục, y tế, khoa học được ghi thêm thì để nguyên",
        why="Nghị định 30/2020/NĐ-CP không cho ghi học hàm, học vị và danh hiệu danh dự trước họ tên người ký văn bản hành chính, trừ vài loại cơ quan.",
    ),
    "KH330": RuleText(
        name="chú thích bỏ qua chưa đủ",
        message="chú thích bỏ qua không có hiệu lực: {cause|suppression-cause}[[ ({code})]]",
        hint=(
            "ghi đủ quy tắc, ngày cuối và lý do, như # kehoach: bỏ qua KH306 đến 2026-12-31: văn bản gốc không nêu;"
            " lỗi về hình thức tệp thì phải sửa, không bỏ qua được"
        ),
        why=(
            "Bỏ qua một điều là quyết định của người, nên phải để lại lý do và hạn xem lại cho người sau."
            " Tệp không đọc được thì vẫn không đọc được, dù chú thích nói gì."
        ),
    ),
    "KH331": RuleText(
        name="chú thích bỏ qua thừa",
        message="chú thích bỏ qua {code} nhưng dòng này không còn điều gì của quy tắc ấy",
        hint="xóa chú thích; nếu nó đứng nhầm dòng thì chuyển đến cuối dòng bị nêu, hoặc thành dòng riêng ngay trên",
        why="Chú thích thừa sẽ che một lỗi mới nếu sau này lỗi ấy xuất hiện ở đúng dòng đó.",
    ),
    "KH332": RuleText(
        name="chú thích bỏ qua hết hạn",
        message="chú thích bỏ qua {code} đã hết hạn từ ngày {until|date}; lý do khi đó: {reason}",
        hint="sửa điều được nêu rồi xóa chú thích; nếu lý do còn đúng thì ghi ngày mới",
        why=(
            "Hạn là ngày người ký hẹn xem lại. kehoach validate cho cùng một câu trả lời vào mọi ngày, nên chỉ xét hạn khi có"
            " --as-of; kehoach check luôn xét."
        ),
    ),
    "KH401": RuleText(
        name="tên tệp khác nội dung",
        message="tên tệp ghi “{in_name}” nhưng trong tệp ghi “{in_file}”",
        hint="nội dung đúng thì đổi tên tệp cho khớp; tên tệp đúng thì sửa trường này",
        why="Người tìm theo tên tệp, máy đọc theo nội dung; hai bên lệch nhau thì một bên chắc chắn sai.",
    ),
    "KH402": RuleText(
        name="sự kiện sai thư mục năm",
        message="sự kiện của năm {year} lại nằm trong thư mục {folder}",
        hint="chuyển tệp sang thư mục {year}, hoặc sửa date nếu gõ nhầm năm",
        why="Mỗi năm một thư mục để mở đúng chỗ là thấy đủ; gõ nhầm năm cũng lộ ra ở đây.",
    ),
    "KH403": RuleText(
        name="kỳ báo cáo không được yêu cầu",
        message="kế hoạch không yêu cầu báo cáo kỳ {period}[[; chỉ yêu cầu {every|cadence}]][[, từ kỳ {first}]][[, đến kỳ {last}]]",
        hint=(
            "đổi tên thư mục kỳ hoặc sửa trường period cho đúng kỳ[[ ({every|cadence})]];"
            " nếu kế hoạch có yêu cầu kỳ này thì sửa phần reporting trong plan.yaml"
        ),
        why="Ai phải nộp được tính theo từng kỳ kế hoạch yêu cầu; báo cáo ghi sai kỳ thì cơ quan vẫn bị tính là chưa nộp.",
    ),
    "KH404": RuleText(
        name="mục không giao cho cơ quan này",
        message="{agency} không chủ trì cũng không phối hợp mục {item}",
        hint=(
            "kiểm tra lại mã mục và thư mục cơ quan; nếu nhiệm vụ đã chuyển giao thì ghi transfers trong plan.yaml,"
            " nếu cơ quan này kế thừa cơ quan cũ thì ghi successor trong agencies.yaml"
        ),
        why=(
            "Tiến độ được tính cho cơ quan giữ nhiệm vụ; nơi khác báo cáo thì nhiệm vụ vẫn bị tính là chưa có gì."
            " Thành viên nhóm, cơ quan kế thừa, cơ quan nhận chuyển giao và đầu mối đều được báo cáo."
        ),
    ),
    "KH405": RuleText(
        name="báo cáo còn để trống",
        message="báo cáo kỳ {period} của {agency} chưa có câu hay số liệu nào",
        hint="điền statement, results hoặc figures; chưa có gì để báo cáo thì xóa tệp (hoặc bỏ mục này khỏi danh sách), đừng nộp mẫu trống",
        why="Đã nộp nghĩa là có nội dung: mẫu trống không được tính là báo cáo, để không ai tưởng cơ quan đã nộp.",
    ),
    "KH406": RuleText(
        name="chép nguyên văn báo cáo khác",
        message="đoạn này giống từng chữ với một đoạn trong {other}",
        hint="viết lại theo kết quả của đúng cơ quan và đúng kỳ này; nếu sự việc đúng là giống nhau thì để nguyên",
        why="Báo cáo chép từ năm trước hoặc từ nơi khác trông như đã nộp mà không cho biết gì. Chỉ xét đoạn từ 60 ký tự.",
    ),
    "KH407": RuleText(
        name="tài liệu chứng minh thiếu số",
        message="tài liệu “{title}” không có số, địa chỉ hay tệp để tìm lại",
        hint="ghi number (số, ký hiệu) và date của văn bản; không có số thì ghi url, hoặc đính kèm tệp bằng --attach",
        why="Bằng chứng hoàn thành thường là một văn bản có số, ký hiệu, ngày; thiếu cả thì không ai kiểm tra lại được.",
    ),
    "KH408": RuleText(
        name="báo cáo của kỳ khác",
        message="ngày {day|date} trước ngày mở kỳ {period} ({opens|date})",
        hint="chuyển tệp sang đúng thư mục kỳ, hoặc sửa ngày nếu gõ nhầm năm",
        why=(
            "Báo cáo viết trước khi kỳ bắt đầu không thể nói về kỳ đó, nên không tính là đã nộp."
            " Kỳ năm tính từ 15/12 năm trước đến 14/12 (Điều 12 Nghị định 09/2019/NĐ-CP) nếu kế hoạch không định khác."
        ),
    ),
    "KH409": RuleText(
        name="xác nhận điều chưa báo hoàn thành",
        message="“{of}” không báo hoàn thành mục {item}, nên không có gì để xác nhận hay trả lại",
        hint=(
            "dẫn đúng sự kiện hoặc báo cáo có state: completed cho mục {item};"
            " nếu cơ quan chưa báo hoàn thành thì bỏ xác nhận này"
        ),
        why="Báo hoàn thành và xác nhận là hai việc của hai nơi: cơ quan báo trước, đầu mối xác nhận hoặc trả lại sau.",
    ),
    "KH410": RuleText(
        name="gia hạn không hợp lệ",
        message="không gia hạn được mục {item} đến {to|date}: {cause|extension-cause}[[ (hạn đang có: {due|date})]]",
        hint=(
            "ghi to là một ngày sau hạn đang có hiệu lực; nhiệm vụ lặp lại thì ghi period là lần nào; mục không có "
            "hạn thì không gia hạn mà sửa plan.yaml, kèm căn cứ"
        ),
        why="Gia hạn là lùi một thời hạn đã có; rút ngắn hoặc đặt thời hạn mới phải sửa trong kế hoạch, kèm căn cứ.",
    ),
    "KH411": RuleText(
        name="thiếu bản trước",
        message="có bản thứ {revision} của báo cáo nhưng không có bản thứ {before}",
        hint="đổi tên tệp thành bản kế tiếp của bản đã có (.r2, .r3), hoặc khôi phục bản thứ {before} bị thiếu",
        why="Báo cáo đã nộp không sửa đè mà nộp bản mới; thiếu một bản là hồ sơ bị mất hoặc bị đặt nhầm tên.",
    ),
    "KH412": RuleText(
        name="một mục ghi hai lần",
        message="báo cáo này ghi mục {item} hai lần",
        hint="gộp hai phần của mục {item} thành một, hoặc sửa mã mục nếu gõ nhầm",
        why="Hai phần nói hai điều về cùng một mục thì không biết phần nào đúng.",
    ),
    "KH413": RuleText(
        name="trùng tên sự kiện",
        message="sự kiện “{event}” trùng tên với {other}",
        hint="đổi 6 ký tự cuối của tên tệp thành 6 ký tự khác, chỉ dùng 0-9 và a-f",
        why="Đính chính và xác nhận gọi sự kiện bằng tên tệp; hai sự kiện trùng tên thì không biết dẫn đến sự kiện nào.",
    ),
    "KH414": RuleText(
        name="đính chính sai đối tượng",
        message="sự kiện này thay thế “{event}”, nhưng đó là chính nó, là sự kiện lại thay thế chính sự kiện này, hoặc là sự kiện khác loại hay khác mục",
        hint="ghi ở replaces tên sự kiện cũ cùng loại, cùng mục; nếu là việc mới thì bỏ replaces",
        why="Sự kiện đã ghi không bao giờ sửa, chỉ thay bằng sự kiện mới; thay nhầm thì một nội dung đúng bị mất hiệu lực.",
    ),
    "KH415": RuleText(
        name="hoàn thành không nêu kết quả",
        message="báo hoàn thành mục {item} mà không có câu nào, số liệu hay tài liệu nào",
        hint="ghi kết quả bằng một câu (summary, ở báo cáo là results), hoặc số liệu (figures), hoặc tài liệu (evidence)",
        why="Đầu mối phải dựa vào đâu đó để xác nhận; chỉ một chữ “hoàn thành” thì không kiểm tra được.",
    ),
    "KH416": RuleText(
        name="cơ quan không thuộc diện báo cáo",
        message="kế hoạch không yêu cầu {agency} báo cáo kỳ {period}",
        hint=(
            "kiểm tra mã cơ quan trong tên tệp; cơ quan đã chấm dứt thì cơ quan kế thừa báo cáo;"
            " nếu phải báo cáo thì thêm vào filers trong plan.yaml, nếu tự nguyện thì để nguyên"
        ),
        why=(
            "Ai phải báo cáo được tính vào ngày chốt số liệu của kỳ, sau kế thừa và chuyển giao."
            " Ghi nhầm tên thì cơ quan thật vẫn bị tính là chưa nộp."
        ),
    ),
    "KH417": RuleText(
        name="tình trạng không hợp vai trò",
        message="{agency} chủ trì mục {item} nhưng báo “{state}”, là lời của cơ quan phối hợp",
        hint="đổi state thành một trong: {among}",
        why=(
            "Cơ quan chủ trì phải nói việc đã làm đến đâu. Lời của bên phối hợp (đã phối hợp, không được đề nghị, "
            "không phát sinh) không trả lời được câu ấy."
        ),
    ),
    "KH418": RuleText(
        name="lần không có của nhiệm vụ",
        message="mục {item} không có lần “{period}”[[; mục lặp lại {every|cadence}]]",
        hint="ghi period theo chu kỳ của mục, như 2026 hoặc 2026-Q3; mục không lặp lại thì bỏ period",
        why="Báo cáo hay gia hạn cho một lần không có thì không được tính vào lần nào, dù người ghi tưởng đã xong.",
    ),
    "KH419": RuleText(
        name="bên phối hợp không hợp lệ",
        message="“{partner}” không thể là bên cùng phối hợp: {cause|partner-cause}",
        hint="sửa with: ghi cơ quan khác đang hoạt động vào ngày ấy",
        why=(
            "Bên được nêu phải tự xác nhận được; chính mình hoặc cơ quan đã chấm dứt thì không trả lời được, và mục "
            "ấy sẽ mãi chưa xác nhận."
        ),
    ),
    "KH420": RuleText(
        name="một sự kiện bị đính chính hai lần",
        message="“{event}” đã được “{by}” thay thế, nên sẽ có hai bản đính chính cùng hiệu lực",
        hint=(
            "thay thế bản đính chính đang có hiệu lực: ghi replaces: {by}; nếu cả hai bản đều đã ghi thì ghi thêm một sự kiện "
            "thay thế bản sai, nêu nội dung đúng"
        ),
        why="Hai bản đính chính của một sự kiện cùng hiệu lực thì không ai biết bản nào đúng.",
    ),
    "KH421": RuleText(
        name="trả lời không có hiệu lực",
        message="trả lời này về “{of}”, mục {item}, không có hiệu lực: {cause|answer-cause} {day|date}[[, bằng “{by}”]]",
        hint="[[trả lời bản đính chính: ghi of: {by} và ghi ở replaces tên trả lời này; hoặc ]]kiểm tra date và of",
        why="Trả lời không có hiệu lực thì nhiệm vụ vẫn chờ, trong khi mọi người tưởng đã xong.",
    ),
    "KH422": RuleText(
        name="đôn đốc mà không nêu việc",
        message="lần đôn đốc này không nêu kỳ báo cáo nào (period) và cũng không nêu mục nào (items)",
        hint="ghi period là kỳ báo cáo còn thiếu, hoặc items là các mục được đôn đốc",
        why="Mỗi lần đôn đốc được đếm theo từng việc để biết đã nhắc mấy lần; không nêu việc thì không đếm vào đâu được.",
    ),
    "KH423": RuleText(
        name="thiếu tệp đính kèm",
        message="tệp đính kèm “{name}” không có trong kho; chỗ của tệp là {path}",
        hint="đặt tệp vào đúng chỗ đó: lấy lại từ git nếu trước đây đã có, nếu chưa thì đính kèm lại bằng --attach; nếu chỉ ghi sai mã băm thì sửa lại",
        why="Tệp đính kèm là một phần của nội dung đã báo cáo. Mục nêu một tệp không ai có thì không chứng minh được gì.",
    ),
    "KH424": RuleText(
        name="tệp đính kèm bị thay đổi",
        message="tệp lưu tại {path} không còn là “{name}” như lúc đính kèm: {fault|attachment-fault}",
        hint="{fault|attachment-cure}",
        why="Tên tệp được lưu là mã băm của nội dung, để ai cũng thấy đó vẫn đúng là tệp cơ quan đã nộp.",
    ),
    "KH425": RuleText(
        name="tệp đính kèm không ai nêu",
        message="không mục nào, kế hoạch nào nêu tệp này",
        hint="xóa tệp, hoặc nếu tệp chứng minh điều gì thì nêu trong một báo cáo bằng --attach",
        why="Tệp nằm giữa các tệp đính kèm mà không ai dẫn tới sẽ ở mãi trong lịch sử, và không ai biết đó là gì.",
    ),
    "KH901": RuleText(
        name="mục đã ghi bị sửa",
        message="mục đã ghi[[ ở commit {adder}]] bị sửa[[ ở commit {commit}]][[, do {author}]][[, ngày {committed|date}]]",
        hint="khôi phục đúng bản đã ghi[[ bằng git checkout {adder} -- {path}]], rồi ghi đính chính bằng một sự kiện mới (--replaces) hoặc bản sửa đổi (--revise)[[; hoặc, vì mục này mới được thêm trong cùng thay đổi (commit {new}), gộp các commit đó làm một]]",
        why="Sổ chỉ được ghi thêm: ai đọc lại cũng phải thấy đúng điều đã báo lúc đó. Sửa thẳng vào mục cũ làm mất lời cũ mà không để lại dấu vết nào trong các tệp.",
    ),
    "KH902": RuleText(
        name="mục đã ghi bị xóa",
        message="mục đã ghi[[ ở commit {adder}]] không còn nữa[[, bị xóa ở commit {commit}]][[, do {author}]][[, ngày {committed|date}]]",
        hint="khôi phục mục đó[[ bằng git checkout {adder} -- {path}]]; nếu nội dung sai thì ghi đính chính bằng một sự kiện mới, còn lần ghi cuối của chính mình thì rút lại bằng kehoach undo",
        why="Xóa một mục là xóa điều một cơ quan đã báo. Mục cũng mất như vậy khi gộp nhánh mà bỏ phần của nhánh kia. Chỉ người ghi mới rút lại được lần ghi của mình, bằng kehoach undo.",
    ),
    "KH903": RuleText(
        name="mục đã ghi bị chuyển chỗ",
        message="mục đã ghi[[ ở commit {adder}]] bị chuyển sang {now}[[ ở commit {commit}]][[, do {author}]][[, ngày {committed|date}]]",
        hint="đưa tệp về chỗ cũ; nếu ghi nhầm cơ quan, kỳ hay mục thì rút lại bằng kehoach undo rồi ghi lại",
        why="Đường dẫn cho biết kế hoạch, kỳ và cơ quan, nên chuyển tệp là đổi điều đã ghi. Sự kiện khác dẫn tới mục này cũng không tìm thấy nó nữa.",
    ),
    "KH904": RuleText(
        name="bản đã ghi bị thay",
        message="bản đã ghi[[ ở commit {adder}]] bị thay bằng bản khác[[ ở commit {commit}]][[, do {author}]][[, ngày {committed|date}]]",
        hint="khôi phục bản đã ghi trước[[ bằng git checkout {adder} -- {path}]] và nộp bản kia thành bản sửa đổi (--revise) hoặc ghi thành sự kiện mới",
        why="Hai bản khác nhau cho cùng một cơ quan và kỳ là một bất đồng thật. Khi gộp, bản có trước ở nhánh nhận giữ nguyên, bản đến sau thành bản sửa đổi.",
    ),
    "KH905": RuleText(
        name="một bản bị bỏ khi gộp",
        message="bản ghi[[ ở commit {adder}]] không được giữ khi gộp nhánh, nơi đó đã có bản khác[[ ở commit {commit}]][[, do {author}]][[, ngày {committed|date}]]",
        hint="xem bản bị bỏ[[ bằng git show {adder}]]; nếu còn giá trị thì nộp nó thành bản sửa đổi (--revise)",
        why="Bản đến sau bị bỏ trọn khi giải quyết xung đột thì không ai còn thấy nữa.",
    ),
    "KH906": RuleText(
        name="lịch sử bị viết lại",
        message="lịch sử không còn chứa {base}; {count} mục đã ghi ở đó không còn như cũ",
        hint="so hai bên bằng kehoach diff {base} HEAD, lấy lại nhánh cũ bằng git branch cu {base} rồi gộp vào",
        why="Viết lại lịch sử rồi đẩy đè (force-push) có thể bỏ đi điều đã ghi mà không commit nào cho thấy việc đó.",
    ),
    "KH907": RuleText(
        name="rút lại",
        message="lần ghi[[ ở commit {adder}]] được rút lại[[ ở commit {commit}]][[, do {author}]][[, ngày {committed|date}]]",
        hint="không phải sửa gì; xem lại vì sao rút bằng git show[[ {commit}]]",
        why="Người ghi được rút lại lần ghi của chính mình bằng kehoach undo. Việc đó hợp lệ, và vẫn thấy được ở đây.",
    ),
    "KH908": RuleText(
        name="mục đã được khôi phục",
        message="mục từng {what|tampering}[[ ở commit {commit}]][[, do {author}]][[, ngày {committed|date}]], nay lại đúng như đã ghi[[ ở commit {adder}]]",
        hint="không phải sửa gì; commit đã động tới mục này vẫn còn trong lịch sử",
        why="Khôi phục là cách sửa đúng. Lần động tới mục vẫn được nêu để người xem lại biết.",
    ),
    "KH909": RuleText(
        name="kế hoạch đổi mã",
        message="kế hoạch {was} đổi mã, mọi mục đã ghi đi theo[[ ở commit {commit}]][[, do {author}]][[, ngày {committed|date}]]",
        hint="không phải sửa gì; kiểm tra rằng không văn bản hay lịch nào còn dùng mã cũ",
        why="Đổi thư mục của cả kế hoạch không đổi điều cơ quan nào đã báo, nhưng mọi đường dẫn đã nêu trước đó không còn dùng được.",
    ),
    "KH911": RuleText(
        name="thay đổi động tới nhiều nơi",
        message="thay đổi ghi cho {agency} còn động tới {other}[[ ở commit {commit}]][[, do {author}]][[, ngày {committed|date}]]",
        hint="tách thành nhiều thay đổi, mỗi thay đổi ghi cho một cơ quan và không sửa tệp khác",
        why="Kế hoạch này đặt one_agency trong phần audit: ai ghi cho một cơ quan thì không động tới phần của cơ quan khác, để mỗi cơ quan chịu trách nhiệm về phần mình.",
    ),
    "KH912": RuleText(
        name="tự xác nhận báo cáo",
        message="{of}: người ghi báo cáo[[ (commit {adder})]] cũng là người xác nhận[[ (commit {commit})]][[: {author}]][[, ngày {committed|date}]]",
        hint="rút lại lần xác nhận này bằng kehoach undo, để người khác ở cơ quan đầu mối xác nhận",
        why="Kế hoạch này đặt confirmed_by_another trong phần audit: báo hoàn thành và xác nhận hoàn thành là việc của hai người.",
    ),
    "KH913": RuleText(
        name="commit thiếu chữ ký",
        message="commit động tới kế hoạch này {fault|signature}[[ ở commit {commit}]][[, do {author}]][[, ngày {committed|date}]]",
        hint="ký commit: git config commit.gpgsign true, rồi git commit --amend -S khi chưa đẩy lên; khóa phải có trong phần audit của plan.yaml hoặc được git trên máy này biết",
        why="Kế hoạch này đặt signed trong phần audit: chữ ký cho biết chắc ai đã ghi, vì tên và thư trong commit thì ai cũng đặt được.",
    ),
}
