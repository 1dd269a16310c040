"""Serves one page of 256 bytes at port 80, as nginx does in the comparison."""

from naja.http import App

app = App()
app.page("/", b"x" * 255 + b"\n", "text/html")

if __name__ == "__main__":
    app.run(port=80)
