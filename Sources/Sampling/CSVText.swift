import Model

/// Rows of comma-separated values (RFC 4180, but with LF), as bytes.
struct CSVText {
  private(set) var bytes: [UInt8] = []

  init(headings: String) {
    bytes.append(contentsOf: headings.utf8)
    bytes.append(UInt8(ascii: "\n"))
  }

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
  }

  mutating func append(_ cells: [Cell]) {
    var isFirst = true
    for cell in cells {
      if !isFirst { bytes.append(UInt8(ascii: ",")) }
      isFirst = false
      append(cell)
    }
    bytes.append(UInt8(ascii: "\n"))
  }

  private mutating func append(_ cell: Cell) {
    switch cell {
    case .text(let text): append(quoting: text)
    case .amount(let units, let currency):
      bytes.append(contentsOf: FixedPoint.text(units, scale: currency.exponent).utf8)
    case .number(let digits, let scale):
      bytes.append(contentsOf: FixedPoint.plainText(digits, scale: scale).utf8)
    case .date(let date): if let date { append(date) }
    case .flag(let isSet): bytes.append(contentsOf: (isSet ? "yes" : "no").utf8)
    case .currency(let currency): bytes.append(contentsOf: currency.text.utf8)
    case .none: break
    }
  }

  private mutating func append(quoting text: String) {
    let special: (UInt8) -> Bool = { byte in
      byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
    }
    guard text.utf8.contains(where: special) else {
      bytes.append(contentsOf: text.utf8)
      return
    }
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func append(_ date: CivilDate) {
    let (year, month, day) = date.parts
    for digit in [year / 1000, year / 100 % 10, year / 10 % 10, year % 10] { append(digit: digit) }
    bytes.append(UInt8(ascii: "-"))
    append(digit: month / 10)
    append(digit: month % 10)
    bytes.append(UInt8(ascii: "-"))
    append(digit: day / 10)
    append(digit: day % 10)
  }

  private mutating func append(digit: Int) {
    bytes.append(UInt8(ascii: "0") + UInt8(digit))
  }
}
