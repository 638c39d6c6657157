import Columns
import Model

/// Values between commas or tabs, one row a line, for programs and spreadsheets.
///
/// Numbers are plain decimals. A missing value is empty; an empty text is `""` in CSV. A sum over
/// several currencies is the text `EUR 1.00; USD 2.00`. Every decision looks at bytes: a mark that
/// joins a comma or a quote hides it from whole characters.
struct DelimitedRenderer: Renderer {
  /// The two ways of keeping a delimiter in a text apart from a real one.
  enum Dialect {
    /// Quotes around a text that needs them.
    case commas
    /// `\t`, `\n`, `\r` and `\\` for what a line of tabs cannot hold.
    case tabs
  }

  private let columns: [MachineColumn]
  private let style: RenderingStyle
  private let dialect: Dialect
  private let format: ValueFormat
  private var visible: [UInt8] = []

  init(_ table: ResultTable, style: RenderingStyle, dialect: Dialect) {
    columns = MachineColumn.columns(of: table)
    self.style = style
    self.dialect = dialect
    format = ValueFormat(isForPeople: false, words: table.words)
  }

  mutating func begin(into output: inout [UInt8]) {
    if style.hasByteOrderMark { output += [0xEF, 0xBB, 0xBF] }
    for (index, column) in columns.enumerated() {
      if index > 0 { output.append(delimiter) }
      appendText(column.name, to: &output)
    }
    output.append(UInt8(ascii: "\n"))
  }

  mutating func append(rows: Range<Int>, into output: inout [UInt8]) {
    for row in rows {
      let start = output.count
      for index in columns.indices {
        if index > 0 { output.append(delimiter) }
        let cell = output.count
        append(columns[index].content, row: row, to: &output)
        if style.hasDecimalComma, columns[index].isNumeric {
          DecimalComma.apply(to: &output, from: cell)
        }
      }
      // An empty line would be skipped as none by most readers.
      if dialect == .commas, output.count == start { output.append(contentsOf: "\"\"".utf8) }
      output.append(UInt8(ascii: "\n"))
    }
  }

  mutating func end(into output: inout [UInt8]) {}

  private var delimiter: UInt8 {
    switch dialect {
    case .commas: style.hasDecimalComma ? UInt8(ascii: ";") : UInt8(ascii: ",")
    case .tabs: UInt8(ascii: "\t")
    }
  }

  private mutating func append(
    _ content: MachineColumn.Content, row: Int, to output: inout [UInt8]
  ) {
    switch content {
    case .currencies(let values, let palette):
      output.append(contentsOf: MachineColumn.currencyLetters(values, palette, row: row))
    case .values(.number(let vector), _):
      let coefficient = vector.coefficients[row]
      guard coefficient != Missing.coefficient else { return }
      NumberFormat.append(
        coefficient, scale: vector.scale, places: 0, isGrouped: false, to: &output)
    case .values(.money(let vector), let palette?):
      appendMoney(vector, palette, row: row, to: &output)
    case .values(.date(let days), _):
      if days[row] != Missing.day { DateFormat.append(day: days[row], to: &output) }
    case .values(.text(let vector), _):
      let code = vector.codes[row]
      if code != Missing.text { appendText(vector.dictionary[code], to: &output) }
    case .values(.list(let lists), _):
      if !lists[row].isEmpty { appendText(of: .list(lists[row]), to: &output) }
    case .values(let vector, _):
      let value = vector[row]
      if value != .missing { appendText(of: value, to: &output) }
    }
  }

  private mutating func appendMoney(
    _ vector: MoneyVector, _ palette: CurrencyPalette, row: Int, to output: inout [UInt8]
  ) {
    let coefficient = vector.coefficients[row]
    guard coefficient != Missing.coefficient else { return }
    let code = vector.currencies[row]
    guard code != Currency.several.code else {
      var text: [UInt8] = []
      format.append(vector.bags[Int(coefficient)], separator: "; ", to: &text)
      return appendText(text, to: &output)
    }
    NumberFormat.append(
      coefficient, scale: vector.scale, places: palette[code].exponent, isGrouped: false,
      to: &output)
  }

  private mutating func appendText(of value: Value, to output: inout [UInt8]) {
    var text: [UInt8] = []
    format.append(value, to: &text)
    appendText(text, to: &output)
  }

  private mutating func appendText(_ bytes: some Collection<UInt8>, to output: inout [UInt8]) {
    if style.isTerminal {
      visible.removeAll(keepingCapacity: true)
      VisibleText.append(visible: bytes, to: &visible)
      appendDelimited(visible, to: &output)
    } else {
      appendDelimited(bytes, to: &output)
    }
  }

  private func appendDelimited(_ bytes: some Collection<UInt8>, to output: inout [UInt8]) {
    let isGuarded = style.isSpreadsheetSafe && SpreadsheetFormula.isLikely(bytes)
    switch dialect {
    case .commas:
      let needsQuotes =
        bytes.isEmpty
        || bytes.contains { byte in
          byte == delimiter || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
            || byte == UInt8(ascii: "\r")
        }
      if needsQuotes { output.append(UInt8(ascii: "\"")) }
      if isGuarded { output.append(UInt8(ascii: "'")) }
      if needsQuotes {
        for byte in bytes {
          if byte == UInt8(ascii: "\"") { output.append(byte) }
          output.append(byte)
        }
        output.append(UInt8(ascii: "\""))
      } else {
        output.append(contentsOf: bytes)
      }
    case .tabs:
      if isGuarded { output.append(UInt8(ascii: "'")) }
      for byte in bytes {
        switch byte {
        case UInt8(ascii: "\t"): output.append(contentsOf: "\\t".utf8)
        case UInt8(ascii: "\n"): output.append(contentsOf: "\\n".utf8)
        case UInt8(ascii: "\r"): output.append(contentsOf: "\\r".utf8)
        case UInt8(ascii: "\\"): output.append(contentsOf: "\\\\".utf8)
        default: output.append(byte)
        }
      }
    }
  }
}
