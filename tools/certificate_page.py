"""The plain page from which a phone fetches the certificate authority: nothing else is served, nothing is read from the phone."""

import threading
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

FILE = "/mot-cham-demo.crt"
PAGE = """<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Một Chạm – bản thử trên điện thoại này</title>
<style>body{{font:18px/1.5 sans-serif;margin:24px auto;max-width:32rem;padding:0 16px}}
a{{display:block;padding:14px 16px;margin:8px 0;border-radius:12px;background:#0a6a6b;color:#fff;text-align:center}}
small{{color:#555;overflow-wrap:anywhere}}</style>
<h1>Một Chạm – bản thử</h1>
<ol>
<li>Tải chứng chỉ của máy này về điện thoại.<br><small lang="en">Download this computer's certificate.</small>
<a href="{file}">Tải chứng chỉ / Download</a></li>
<li>Cài đặt: <b>Android</b>: Cài đặt → Bảo mật → Mã hóa và chứng chỉ → Cài chứng chỉ → Chứng chỉ CA.
<b>iPhone</b>: Cài đặt → Đã tải về hồ sơ → Cài đặt; rồi Cài đặt chung → Giới thiệu → Cài đặt tin cậy chứng nhận → bật.<br>
<small lang="en">Install it as a CA certificate (Android: Settings, Security, Encryption and credentials; iPhone: Settings, Profile
downloaded, then General, About, Certificate Trust Settings).</small></li>
<li>Mở Một Chạm.<br><small lang="en">Open the app.</small><a href="{app}">{app}</a></li>
</ol>
<p><small>SHA-256: {fingerprint}</small></p>
<p>Chứng chỉ này chỉ dùng được cho các địa chỉ trong mạng nhà. Thử xong, gỡ khỏi điện thoại cũng được.<br>
<small lang="en">This certificate can vouch for addresses of a home network only. Remove it when you have finished.</small></p></html>"""


def serve(port: int, app: str, certificate: bytes, fingerprint: str) -> ThreadingHTTPServer:
    """Serves page and certificate on all addresses of this computer, from a thread; `shutdown()` ends it."""
    page = PAGE.format(file=FILE, app=escape(app), fingerprint=escape(fingerprint)).encode()
    known = {"/": ("text/html; charset=utf-8", page), FILE: ("application/x-x509-ca-cert", certificate)}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kind, body = known.get(self.path, ("text/plain", b"404"))
            self.send_response(200 if self.path in known else 404)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("0.0.0.0", port), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
