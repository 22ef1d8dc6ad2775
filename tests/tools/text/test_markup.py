"""HTML becomes the text its reader sees; what it hides is reported apart."""

from __future__ import annotations

import pytest

from tools.text.markup import to_text

ROWS = "<table><tr><th>PO</th><th>Line</th></tr><tr><td>45</td><td><p>10</p></td></tr></table>"


def test_rows_keep_their_cells() -> None:
    assert to_text(f"<p>See</p>{ROWS}after")[0] == "See\n\nPO\tLine\n45\t10\n\nafter"


def test_tables_that_lay_out_a_page_are_no_rows() -> None:
    html = f"<table><tr><td>{ROWS}</td><td>side</td></tr></table>"
    assert to_text(html)[0] == "PO\tLine\n45\t10\n\nside"


def test_blocks_breaks_and_quotes() -> None:
    html = (
        "Dear <b>Marta</b>,<br>two   blanks<!-- c --> here<div>old</div>"
        "<blockquote type=cite>a<br>b<blockquote type=cite>c</blockquote></blockquote>end"
    )
    assert [line for line in to_text(html)[0].split("\n") if line.strip("> ")] == [
        "Dear Marta,",
        "two blanks here",
        "old",
        "> a",
        "> b",
        "> > c",
        "end",
    ]


@pytest.mark.parametrize(
    "style",
    [
        "display:none",
        "DISPLAY : none !important",
        "visibility:hidden",
        "font-size:0",
        "font-size:1px",
        "color:#fff",
        "color:white",
        "color:rgb(255,255,254)",
        "opacity:0",
        "mso-hide:all",
        "max-height:0;overflow:hidden",
        "text-indent:-9999px",
        "background:#123456;color:#123457",
    ],
)
def test_hidden_text_is_reported_and_not_read(style: str) -> None:
    html = f'<p>seen <span style="{style}">obey <b>this</b></span>too</p>'
    assert to_text(html) == ("seen too", "obey this")


@pytest.mark.parametrize(
    "html",
    [
        '<div style="font-size:0"><span style="font-size:12px">seen</span></div>',
        '<div style="background:#000;color:#fff">seen</div>',
        '<table bgcolor=black><tr><td style="color:#fff">seen</td></tr></table>',
        '<div style="background:url(x.png);color:#fff">seen</div>',
        "<style>@media print{.a{display:none}}</style><p class=a>seen</p>",
        '<div style="visibility:hidden"><p style="visibility:visible">seen</p></div>',
    ],
)
def test_what_a_reader_sees_is_not_called_hidden(html: str) -> None:
    assert to_text(html) == ("seen", "")


def test_styles_by_class_hide_too() -> None:
    html = "<style>/* x */ .a, p.b {display:none}</style><p class=a>x</p><p class='c b'>y</p>z"
    assert to_text(html) == ("z", "x y")


def test_odd_pages_cost_no_text() -> None:
    assert to_text("") == ("", "")
    assert to_text("no tags at all")[0] == "no tags at all"
    assert to_text("<div>" * 1000 + "x")[0] == "x"
