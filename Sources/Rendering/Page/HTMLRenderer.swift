import Columns
import Model

/// A page that can be sent and printed: the answer, its totals, and how it came about.
///
/// It needs no other file, runs no script and lets nothing be loaded. All text passes
/// `DisplayColumn` or `VisibleText` and is escaped, so no text of a book becomes markup.
struct HTMLRenderer: Renderer {
  /// A page that needs more columns of a terminal than this is printed on turned paper.
  private static let uprightWidth = 104

  private let table: ResultTable
  private let style: RenderingStyle
  private let provenance: Provenance?
  private let shown: PageTable
  private let title: String
  /// Whether it is about one record, whose own figures say all.
  private let isCard: Bool
  /// What belongs to the record, each with its heading.
  private let sections: [(title: String, table: PageTable, rowCount: Int)]

  init(_ table: ResultTable, style: RenderingStyle, provenance: Provenance?) {
    self.table = table
    self.style = style
    self.provenance = provenance
    shown = PageTable(table, style: style)
    title = provenance?.title ?? PageHeading.text(table.noun.many)
    isCard = false
    sections = []
  }

  /// A page about one record, with what belongs to it.
  init(_ card: Card, style: RenderingStyle, provenance: Provenance?) {
    table = card.facts
    self.style = style
    self.provenance = provenance
    shown = PageTable(card.facts, style: style, isRecord: true)
    title = provenance?.title ?? PageHeading.text(card.title)
    isCard = true
    sections = card.sections.map {
      ($0.title, PageTable($0.table, style: style, isRecord: false), $0.table.rowCount)
    }
  }

  private var isWide: Bool {
    ([shown.width] + sections.map(\.table.width)).contains { $0 > Self.uprightWidth }
  }

  mutating func begin(into output: inout [UInt8]) {
    output += PageFrame.begin(title: title, style: PageStyle.sheet(isWide: isWide))
    output += "<header>\n<h1>".utf8
    appendText(title, to: &output)
    output += "</h1>\n<p>".utf8
    appendText(PageHeading.text("\(countText)as of \(table.asOf.spoken)"), to: &output)
    output += "</p>\n".utf8
    appendAddressee(to: &output)
    output += "</header>\n".utf8
    appendSums(to: &output)
    if let chart = table.chart {
      for drawing in SVGChart.drawings(of: table, chart) {
        output += "<figure>\n".utf8 + drawing + "</figure>\n".utf8
      }
    }
    if table.rowCount > 0 { shown.begin(into: &output) }
  }

  mutating func append(rows: Range<Int>, into output: inout [UInt8]) {
    shown.append(rows: rows, into: &output)
  }

  mutating func end(into output: inout [UInt8]) {
    if table.rowCount > 0 { shown.end(into: &output) }
    for section in sections {
      output += "<h2>".utf8
      appendText(PageHeading.text(section.title), to: &output)
      output += "</h2>\n".utf8
      section.table.begin(into: &output)
      section.table.append(rows: 0..<section.rowCount, into: &output)
      section.table.end(into: &output)
    }
    if !table.notes.isEmpty {
      output += "<ul class=\"notes\">\n".utf8
      for note in table.notes {
        output += "<li>".utf8
        appendText(note, to: &output)
        output += "</li>\n".utf8
      }
      output += "</ul>\n".utf8
    }
    appendProvenance(to: &output)
    output += PageFrame.end
  }

  // MARK: Parts

  /// `42 invoices · `; how many lines a report has interests nobody.
  private var countText: String {
    if isCard || table.noun.many == "rows" && table.rowCount > 0 { return "" }
    let number = table.rowCount == 0 ? "no" : Rendering.text(count: table.rowCount)
    return "\(number) \(table.rowCount == 1 ? table.noun.one : table.noun.many) · "
  }

  private func appendAddressee(to output: inout [UInt8]) {
    guard let lines = provenance?.addressee, !lines.isEmpty else { return }
    output += "<address>".utf8
    for (place, line) in lines.enumerated() {
      if place > 0 { output += "<br>".utf8 }
      appendText(line, to: &output)
    }
    output += "</address>\n".utf8
  }

  /// What the answer comes to: the total of its records, or the last of its columns that add up.
  private var sums: [(value: Value, word: String)] {
    if !table.totals.isEmpty { return table.totals }
    let totals = table.columns.filter { $0.total != nil && $0.type == .money }
    guard totals.count > 2, let last = totals.last, let value = last.total else { return [] }
    return [(value, last.name)]
  }

  /// A box for each currency.
  private func appendSums(to output: inout [UInt8]) {
    var boxes: [(amount: Money, word: String)] = []
    for sum in sums {
      switch sum.value {
      case .money(let money): boxes.append((money, sum.word))
      case .bag(let bag): boxes += bag.amounts.map { ($0, sum.word) }
      default: continue
      }
    }
    if boxes.isEmpty { return }
    output += "<ul class=\"sums\">\n".utf8
    let format = ValueFormat(isForPeople: true, words: [:])
    for box in boxes {
      var amount: [UInt8] = []
      format.append(box.amount, to: &amount)
      if style.hasDecimalComma { DecimalComma.apply(to: &amount, from: 0) }
      output += "<li><b>".utf8
      HTMLText.append(escaping: amount, to: &output)
      output += "</b><span>".utf8
      appendText(PageHeading.words(box.word), to: &output)
      output += "</span></li>\n".utf8
    }
    output += "</ul>\n".utf8
  }

  private func appendProvenance(to output: inout [UInt8]) {
    guard let provenance else { return }
    output += "<footer>\n<p>".utf8
    appendText("\(provenance.book) · \(provenance.made) · invoq", to: &output)
    output += "</p>\n<p><code>".utf8
    appendText(provenance.question, to: &output)
    output += "</code></p>\n</footer>\n".utf8
  }

  private func appendText(_ text: String, to output: inout [UInt8]) {
    PageFrame.append(text: text, to: &output)
  }
}

/// What stands around every page.
enum PageFrame {
  /// No script, no image, nothing from elsewhere; the page's own style only.
  private static let policy =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

  static func begin(title: String, style: String) -> [UInt8] {
    var output = Array("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n".utf8)
    output += "<meta charset=\"utf-8\">\n".utf8
    output += "<meta http-equiv=\"Content-Security-Policy\" content=\"\(policy)\">\n".utf8
    output += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n".utf8
    output += "<meta name=\"referrer\" content=\"no-referrer\">\n<title>".utf8
    append(text: title, to: &output)
    output += "</title>\n<style>\n\(style)</style>\n</head>\n<body>\n<main>\n".utf8
    return output
  }

  static let end: [UInt8] = Array("</main>\n</body>\n</html>\n".utf8)

  /// Adds text of a user or a book, harmless and escaped.
  static func append(text: String, to output: inout [UInt8]) {
    HTMLText.append(escaping: VisibleText.visible(text.utf8).utf8, to: &output)
  }
}
