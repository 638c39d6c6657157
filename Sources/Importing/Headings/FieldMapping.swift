package import Diagnostics
package import Model

/// What a user says about headings and spellings, in a small file of its own.
///
/// One statement a line; `--` starts a comment:
/// ```
/// -- how our bank writes
/// collection = invoices          -- what a file holds whose name does not tell
/// dates = day-month-year         -- or month-day-year, year-month-day
/// decimal = comma                -- or point
/// currency = EUR                 -- of amounts that name none
/// Belegnummer = number           -- a heading = a field of the collection
/// "Bezahlt = am" = settled       -- a heading with = or -- stands in quotes
/// Betrag = line.amount           -- the line's, where a file has one row a line
/// Bemerkung = -                  -- leave the column out
/// ```
/// `settled` means the day on which a document was settled in full. A heading called `currency` or
/// `dates` stands in quotes where a setting could be meant.
package struct FieldMapping: Sendable {
  /// One heading and what it means.
  package struct Entry: Sendable, Equatable {
    /// The heading as the mapping writes it.
    package let heading: String
    /// The field's name, or nil to leave the column out.
    package let field: String?
    /// Line of the mapping.
    package let line: Int
    /// Column in which the field's name stands.
    package let column: Int

    /// The entry with another field.
    func naming(_ field: String) -> Entry {
      Entry(heading: heading, field: field, line: line, column: column)
    }
  }

  /// What messages call the mapping.
  package private(set) var name: String
  /// Headings in the order of the file.
  package private(set) var entries: [Entry] = []
  /// What a file holds whose name does not tell.
  package private(set) var collection: CollectionID?
  /// The order of every ambiguous date.
  package private(set) var dates: DateOrder?
  /// The decimal mark of every number.
  package private(set) var decimal: DecimalMark?
  /// The currency of amounts that name none.
  package private(set) var currency: Currency?

  /// Reads a mapping file.
  package static func parse(_ source: SourceText) throws(Diagnostic) -> FieldMapping {
    var mapping = FieldMapping(name: source.name)
    for (index, line) in source.bytes.split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false
    ).enumerated() {
      try mapping.read(MappingLine(line, number: source.firstLine + index, name: source.name))
    }
    return mapping
  }

  private init(name: String) {
    self.name = name
  }

  private mutating func read(_ line: MappingLine) throws(Diagnostic) {
    guard let (heading, isQuoted, value, column) = try line.statement() else { return }
    if !isQuoted, try readSetting(heading, value, line, column) { return }
    let key = Heading.key(heading)
    if entries.contains(where: { Heading.key($0.heading) == key }) {
      throw line.fault(at: 1, "the heading '\(heading)' is mapped twice")
    }
    entries.append(
      Entry(
        heading: heading, field: value == "-" ? nil : value.lowercased(), line: line.number,
        column: column))
  }

  /// Takes a line that says how things are written; false if it is about a heading.
  private mutating func readSetting(
    _ word: String, _ value: String, _ line: MappingLine, _ column: Int
  ) throws(Diagnostic) -> Bool {
    switch word {
    case "collection":
      let schema = InvoiceSchema.standard
      guard let named = schema.collection(named: value), !schema[named].isDerived else {
        let files = schema.collections.filter { !$0.isDerived }.map(\.name)
        let near = Suggestion.nearest(to: value, among: files)
        throw line.fault(
          at: column, "there is no collection '\(value)'",
          help: near.first.map { "collection = \($0)" } ?? "collection = invoices")
      }
      collection = named
    case "dates":
      guard let order = DateOrder(rawValue: value) else {
        throw line.fault(
          at: column, "dates are day-month-year, month-day-year or year-month-day",
          help: "dates = day-month-year")
      }
      dates = order
    case "decimal":
      guard let mark = DecimalMark(rawValue: value) else {
        throw line.fault(
          at: column, "the decimal mark is point or comma", help: "decimal = comma")
      }
      decimal = mark
    case "currency":
      // A heading may be called so as well: `currency = currency`.
      guard let named = Currency(value) else {
        if value.utf8.count == 3 { throw line.fault(at: column, "no currency is called \(value)") }
        return false
      }
      currency = named
    default:
      return false
    }
    return true
  }
}

/// One line of a mapping file.
private struct MappingLine {
  let number: Int
  private let bytes: [UInt8]
  private let name: String

  init(_ bytes: ArraySlice<UInt8>, number: Int, name: String) {
    self.bytes = Array(bytes)
    self.number = number
    self.name = name
  }

  /// What stands left and right of `=`; nil for a line without a statement.
  func statement() throws(Diagnostic) -> (
    heading: String, isQuoted: Bool, value: String, column: Int
  )? {
    let first = (bytes.firstIndex { !MappingLine.isBlank($0) }) ?? bytes.count
    guard first < bytes.count, !startsComment(first) else { return nil }
    var index = first
    var heading: String
    let isQuoted = bytes[first] == UInt8(ascii: "\"")
    if isQuoted {
      guard let close = bytes[(first + 1)...].firstIndex(of: UInt8(ascii: "\"")) else {
        throw fault(at: column(of: first), "the quote is not closed")
      }
      heading = text((first + 1)..<close)
      index = close + 1
      while index < bytes.count, MappingLine.isBlank(bytes[index]) { index += 1 }
    } else {
      while index < bytes.count, bytes[index] != UInt8(ascii: "="), !startsComment(index) {
        index += 1
      }
      heading = text(Blank.trimmed(bytes, first..<index))
    }
    guard index < bytes.count, bytes[index] == UInt8(ascii: "="), !heading.isEmpty else {
      throw fault(at: column(of: index), "a line is written: heading = field")
    }
    var end = index + 1
    while end < bytes.count, !startsComment(end) { end += 1 }
    let value = Blank.trimmed(bytes, (index + 1)..<end)
    guard !value.isEmpty else {
      throw fault(
        at: column(of: index + 1), "there is nothing behind the =", help: "\(heading) = -")
    }
    return (heading, isQuoted, text(value), column(of: value.lowerBound))
  }

  func fault(at column: Int, _ reason: String, help: String = "") -> Diagnostic {
    .malformedMapping(name, line: number, column: column, reason, help: help)
  }

  /// Whether a comment starts here: two hyphens at the start of the line or behind a blank.
  private func startsComment(_ index: Int) -> Bool {
    bytes[index...].starts(with: "--".utf8)
      && (index == 0 || MappingLine.isBlank(bytes[index - 1]))
  }

  private func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  private func column(of index: Int) -> Int {
    bytes[..<Swift.min(index, bytes.count)].count { $0 & 0xC0 != 0x80 } + 1
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0D
  }
}
