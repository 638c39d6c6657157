/// How a page looks, on the screen and on paper.
enum PageStyle {
  /// The style sheet; `isWide` turns the paper.
  static func sheet(isWide: Bool) -> String {
    """
    @page { size: A4\(isWide ? " landscape" : ""); margin: 16mm 15mm 18mm; }
    main { max-width: \(isWide ? "1240px" : "880px"); }
    \(onScreen)\(onPaper)
    """
  }

  private static let onScreen = """
    * { box-sizing: border-box; }
    html { background: #eceff1; }
    body {
      margin: 0; color: #1f2933; font: 14px/1.45 "Segoe UI", "Helvetica Neue", Helvetica, Arial,
        "Noto Sans", "Noto Sans CJK JP", sans-serif;
    }
    main {
      margin: 28px auto; padding: 44px 52px 36px; overflow-x: auto;
      background: #fff; border-radius: 3px; box-shadow: 0 1px 4px rgba(31, 41, 51, 0.18);
    }
    header { border-bottom: 2px solid #243b53; padding-bottom: 14px; margin-bottom: 22px; }
    h1 { margin: 0; font-size: 25px; font-weight: 600; line-height: 1.25; color: #102a43; }
    header p { margin: 4px 0 0; color: #52606d; }
    address {
      margin: 18px 0 6px; padding-left: 12px; border-left: 3px solid #d9e2ec; font-style: normal;
    }
    .sums { display: flex; flex-wrap: wrap; gap: 10px 14px; margin: 0 0 22px; padding: 0; }
    .sums li {
      list-style: none; padding: 9px 16px 10px; background: #f0f4f8; border-radius: 3px;
    }
    .sums b { display: block; font-size: 18px; font-weight: 600; color: #102a43; }
    .sums span { color: #52606d; font-size: 12px; }
    table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
    th, td { padding: 6px 10px; text-align: left; vertical-align: top; }
    th:first-child, td:first-child { padding-left: 4px; }
    th:last-child, td:last-child { padding-right: 4px; }
    thead { display: table-header-group; }
    thead th {
      border-bottom: 1px solid #829ab1; font-size: 12px; font-weight: 600; color: #334e68;
      vertical-align: bottom;
    }
    tbody td, tbody th { border-bottom: 1px solid #e4e9ee; }
    tbody tr:last-child td, tbody tr:last-child th { border-bottom: 1px solid #829ab1; }
    td { overflow-wrap: anywhere; }
    tbody td:first-child { min-width: 9em; }
    tbody td:first-child.n, tbody td:first-child.d, .record td:first-child { min-width: 0; }
    .n { text-align: right; white-space: nowrap; }
    .d { white-space: nowrap; }
    .x { color: #9fb3c8; }
    tfoot { display: table-row-group; }
    tfoot td { font-weight: 600; color: #102a43; border-bottom: 1px solid #e4e9ee; }
    tfoot tr:last-child td { border-bottom: 3px double #829ab1; }
    .record tbody { display: block; columns: 2; column-gap: 36px; }
    .record tr {
      display: grid; grid-template-columns: 42% 1fr; break-inside: avoid;
      border-bottom: 1px solid #e4e9ee;
    }
    .record th { font-size: 13px; font-weight: 600; color: #334e68; }
    .record th, .record td, .record tr:last-child th, .record tr:last-child td { border: 0; }
    @media (max-width: 700px) { .record tbody { columns: 1; } }
    h2 { margin: 26px 0 8px; font-size: 15px; font-weight: 600; color: #243b53; }
    figure { margin: 0 0 24px; }
    svg { display: block; width: 100%; height: auto; }
    svg text { font-family: inherit; font-variant-numeric: tabular-nums; }
    .notes { margin: 18px 0 0; padding: 0 0 0 18px; color: #52606d; font-size: 13px; }
    footer {
      margin-top: 34px; padding-top: 10px; border-top: 1px solid #d9e2ec; color: #7b8794;
      font-size: 11px;
    }
    footer p { margin: 0 0 3px; }
    footer code {
      font-family: "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
      font-size: 10.5px; overflow-wrap: anywhere;
    }

    """

  private static let onPaper = """
    @media print {
      html { background: none; }
      body { font-size: 9.5pt; }
      main { max-width: none; margin: 0; padding: 0; box-shadow: none; overflow: visible; }
      h1 { font-size: 17pt; }
      thead th, .sums span { font-size: 8.5pt; }
      .sums b { font-size: 12.5pt; }
      .sums li, svg { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
      th, td { padding: 4px 7px; }
      tr, figure, .sums li { break-inside: avoid; }
      h2 { break-after: avoid; }
    }

    """
}
