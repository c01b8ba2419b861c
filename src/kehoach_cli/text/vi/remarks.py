"""Lời nhắc ra stderr."""

TEXTS = {
    "error": "Lỗi:",
    "cure": "Cách sửa:",
    "interrupted": "Đã dừng theo yêu cầu; không có gì thay đổi.",
    "files-with-errors": "Chú ý: {count} lỗi trong các tệp, kết quả dưới đây có thể thiếu; gõ kehoach validate để xem.",
    "files-with-errors-then": "Chú ý: {count} lỗi trong các tệp như đã lưu ở commit {commit}, kết quả dưới đây có thể thiếu.",
    "written": "Đã ghi ra {path}",
    "recorded": "Đã ghi sổ: {subject}\n  tệp {path}\n  commit {commit}",
    "nothing-recorded": "Chưa ghi gì: cần sửa các lỗi trên trước.",
    "draft-kept": "Nội dung đã nhập được giữ tại {path}\nSửa xong, gõ lại:\n  {command}",
    "draft-lost": "Không giữ được bản nháp nào; nội dung đã nhập như sau, hãy chép lại:",
    "piped-kept": "Nội dung đưa vào được giữ tại {path}\nSửa xong, gõ lại lệnh với --from là tệp đó.",
    "settled-recording-finished": "Lần ghi sổ trước bị ngắt, nhưng git đã nhận: {path}",
    "settled-recording-undone": "Lần ghi sổ trước bị ngắt, đã đưa về như cũ: {path}\nNội dung khi đó được giữ tại {draft}",
    "settled-removal-finished": "Lần rút lại trước bị ngắt, nhưng git đã nhận: {path}",
    "settled-removal-undone": "Lần rút lại trước bị ngắt, tệp đã được đưa về chỗ cũ: {path}",
    "nothing-undone": "Chưa rút lại gì: các tệp khác còn dựa vào mục này (các lỗi trên).",
    "undone": "Đã rút lại {path} bằng commit {commit}. Muốn ghi lại, gõ lại lệnh đã dùng.",
    "kept": "Giữ nguyên tệp có sẵn: {path}",
    "committed": "Đã lưu vào git, commit {commit}.",
    "not-committed": 'Chú ý: các tệp đã tạo nhưng chưa lưu vào git. {cause}\n{cure}\nXong rồi, gõ trong thư mục đó:\n  git add -A\n  git commit -m "Khởi tạo"',
}
