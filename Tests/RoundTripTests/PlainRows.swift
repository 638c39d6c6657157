import OracleSupport

/// A file as headings and cells, read and written with nothing clever in between.
struct PlainRows {
  var headings: [String]
  var rows: [[String]]

  /// Headings of amounts of money.
  static let amounts: Set<String> = [
    "net", "tax", "total", "unit_price", "discount", "amount", "credit_limit",
  ]
  /// Headings of all that has a decimal mark.
  static let figures = amounts.union(["quantity", "tax_rate"])
  /// Headings of days.
  static let days: Set<String> = ["date", "due", "void_on", "recorded"]
  /// What the headings of lines mean behind those of their documents.
  static let lineHeadings = """
    Line discount = line.discount
    Line amount = line.amount
    Line tax = line.tax
    """

  init(headings: [String], rows: [[String]]) {
    (self.headings, self.rows) = (headings, rows)
  }

  /// The records of a file with commas between cells and quotes around some.
  init(_ bytes: [UInt8]) {
    let plain = PlainCSV(bytes)
    (headings, rows) = (plain.headings, plain.rows)
  }

  /// The file with a delimiter and line ends of its own.
  func text(_ delimiter: Character, _ lineEnd: String) -> String {
    ([headings] + rows).map { record in
      record.map { cell in
        let needsQuotes = cell.contains { $0 == delimiter || $0 == "\"" || $0.isNewline }
        return needsQuotes ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
      }.joined(separator: String(delimiter)) + lineEnd
    }.joined()
  }

  /// Some columns with their cells written otherwise.
  func changing(_ names: Set<String>, _ change: (String) -> String) -> PlainRows {
    let places = headings.indices.filter { names.contains(headings[$0]) }
    var changed = self
    for row in rows.indices {
      for place in places { changed.rows[row][place] = change(rows[row][place]) }
    }
    return changed
  }

  /// The columns in another order.
  func shuffled(_ random: inout Dice) -> PlainRows {
    var order = Array(headings.indices)
    for last in order.indices.dropFirst().reversed() {
      order.swapAt(last, random.below(last + 1))
    }
    return PlainRows(
      headings: order.map { headings[$0] }, rows: rows.map { row in order.map { row[$0] } })
  }

  /// Documents, each with its lines behind and below it; its own cells stand in the first row only.
  func followed(by lines: PlainRows?) -> PlainRows {
    guard let lines, let number = headings.firstIndex(of: "number"),
      let owner = lines.headings.firstIndex(of: "document")
    else { return self }
    let places = lines.headings.indices.filter { $0 != owner }
    let shared: Set<String> = ["discount", "amount", "tax"]
    let names = places.map { lines.headings[$0] }.map { shared.contains($0) ? "Line \($0)" : $0 }
    let children = Dictionary(grouping: lines.rows) { $0[owner] }
    let blank = headings.map { _ in "" }
    return PlainRows(
      headings: headings + names,
      rows: rows.flatMap { row in
        (children[row[number]] ?? []).enumerated().map { index, line in
          (index == 0 ? row : blank) + places.map { line[$0] }
        }
      })
  }
}

/// Random numbers that are the same for the same seed.
struct Dice {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  /// A number from 0 up to a limit, itself not included.
  mutating func below(_ limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % limit
  }

  mutating func pick<Value>(_ values: [Value]) -> Value { values[below(values.count)] }
}
