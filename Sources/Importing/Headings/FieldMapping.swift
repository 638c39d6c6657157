package import Diagnostics
package import Model

/// What a user says about headings and spellings, in a small file of its own.
///
/// One statement a line; `--` starts a comment:
/// ```
/// -- how our bank writes
/// dates = day-month-year         -- or month-day-year, year-month-day
/// decimal = comma                -- or point
/// encoding = windows-1252        -- or utf-16, latin-1; UTF-8 needs no word
/// currency = EUR                 -- of amounts that name none
/// amounts = minor                -- 1234 is 12.34 in EUR, 1,234 in JPY, 1.234 in KWD
///
/// [open items.csv]               -- what follows is about files of this name only
/// collection = invoices          -- what the file holds; - leaves the file out
/// Belegnummer = number           -- a heading = a field of the collection
/// "Bezahlt = am" = settled       -- a heading with = or -- stands in quotes
/// Betrag = line.amount           -- the line's, where a file has one row a line
/// Kostenstelle = "cost_center"   -- keep the column under a name of its own
/// Bemerkung = -                  -- leave the column out
/// ```
/// Statements before the first section hold for every file, unless its section says otherwise.
/// `settled` means the day on which a document was settled in full. A heading called `currency` or
/// `dates` stands in quotes where a setting could be meant.
package struct FieldMapping: Sendable {
  /// One heading and what it means.
  package struct Entry: Sendable, Equatable {
    /// The heading as the mapping writes it.
    package let heading: String
    /// The field's name, or nil to leave the column out.
    package let field: String?
    /// Whether the name is the column's own and none of the collection's.
    package let isOwnName: Bool
    /// Line of the mapping.
    package let line: Int
    /// Column in which the field's name stands.
    package let column: Int

    /// The entry with another field.
    func naming(_ field: String) -> Entry {
      Entry(heading: heading, field: field, isOwnName: isOwnName, line: line, column: column)
    }
  }

  /// What is said of files of one name.
  package struct Section: Sendable {
    /// The name as the mapping writes it.
    package let file: String
    /// Line of the mapping.
    package let line: Int
    /// What it says; without sections.
    package fileprivate(set) var mapping: FieldMapping

    /// Whether it speaks of a file: the last parts of its path are the name's.
    package func holds(for path: String) -> Bool {
      FieldMapping.isEnd(file, of: path)
    }
  }

  /// What messages call the mapping.
  package let name: String
  /// Headings in the order of the file, those of sections not among them.
  package private(set) var entries: [Entry] = []
  /// What a file holds.
  package private(set) var collection: CollectionID?
  /// Whether files are not read at all.
  package private(set) var leavesOut = false
  /// The order of every ambiguous date.
  package internal(set) var dates: DateOrder?
  /// The decimal mark of every number.
  package internal(set) var decimal: DecimalMark?
  /// The currency of amounts that name none.
  package private(set) var currency: Currency?
  /// Whether amounts count the smallest coins of their currencies.
  package private(set) var amounts: AmountUnit?
  /// The encoding of files that do not tell it.
  package private(set) var encoding: TextEncoding?
  /// What holds for files of one name each.
  package private(set) var sections: [Section] = []

  /// Settings in the order in which they are written.
  static let settings = [
    "collection", "encoding", "dates", "decimal", "currency", "amounts",
  ]

  /// Reads a mapping file.
  package static func parse(_ source: SourceText) throws(Diagnostic) -> FieldMapping {
    var shared = FieldMapping(name: source.name)
    var sections: [Section] = []
    let mark = [UInt8]("\u{FEFF}".utf8)
    let bytes = source.bytes.starts(with: mark) ? source.bytes.dropFirst(3) : source.bytes[...]
    for (index, content) in bytes.split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false
    ).enumerated() {
      let line = MappingLine(content, number: source.firstLine + index, name: source.name)
      if let (file, column) = try line.section() {
        let key = parts(of: file)
        if sections.contains(where: { parts(of: $0.file) == key }) {
          throw line.fault(at: column, "there are two sections for '\(file)'")
        }
        sections.append(
          Section(file: file, line: line.number, mapping: FieldMapping(name: source.name)))
      } else if let last = sections.indices.last {
        try sections[last].mapping.read(line)
      } else {
        try shared.read(line)
      }
    }
    shared.sections = sections
    return shared
  }

  init(name: String) {
    self.name = name
  }

  /// What the mapping says of one file: its section's statements before those for all files.
  func holding(for path: String) throws(Diagnostic) -> FieldMapping {
    let matching = sections.filter { $0.holds(for: path) }
    guard let section = matching.first else {
      var shared = self
      shared.sections = []
      return shared
    }
    if matching.count > 1 {
      throw .malformedMapping(
        name, line: matching[1].line, column: 1,
        "this section and that of line \(section.line) both speak of \(path)")
    }
    var merged = section.mapping
    if merged.collection == nil, !merged.leavesOut {
      merged.collection = collection
      merged.leavesOut = leavesOut
    }
    merged.dates = merged.dates ?? dates
    merged.decimal = merged.decimal ?? decimal
    merged.currency = merged.currency ?? currency
    merged.amounts = merged.amounts ?? amounts
    merged.encoding = merged.encoding ?? encoding
    let own = Set(merged.entries.map { Heading.key($0.heading) })
    merged.entries += entries.filter { !own.contains(Heading.key($0.heading)) }
    return merged
  }

  /// Whether a path ends in a name, part by part.
  static func isEnd(_ name: String, of path: String) -> Bool {
    let (name, parts) = (parts(of: name), parts(of: path))
    return parts.suffix(name.count) == name[...]
  }

  /// The parts of a path as they are compared, the last without the ending of CSV files.
  private static func parts(of path: String) -> [String] {
    var parts = path.utf8.split(separator: UInt8(ascii: "/")).map {
      String(Substring($0)).lowercased()
    }
    if let last = parts.popLast() {
      parts.append(Heading.key(last.hasSuffix(".csv") ? String(last.dropLast(4)) : last))
    }
    return parts
  }
}

// MARK: - Reading

extension FieldMapping {
  private mutating func read(_ line: MappingLine) throws(Diagnostic) {
    guard let statement = try line.statement() else { return }
    if !statement.isHeadingQuoted, try readSetting(statement, line) { return }
    let heading = statement.heading
    if leavesOut {
      throw line.fault(
        at: 1, "the file is left out, so its headings mean nothing", help: "collection = invoices")
    }
    let key = Heading.key(heading)
    if entries.contains(where: { Heading.key($0.heading) == key }) {
      throw line.fault(at: 1, "the heading '\(heading)' is mapped twice")
    }
    if statement.isValueQuoted { try checkOwnName(statement, line) }
    let value = statement.value.lowercased()
    entries.append(
      Entry(
        heading: heading, field: value == "-" ? nil : value,
        isOwnName: statement.isValueQuoted, line: line.number, column: statement.column))
  }

  /// A name of one's own must be one that questions can write.
  private func checkOwnName(
    _ statement: MappingLine.Statement, _ line: MappingLine
  ) throws(Diagnostic) {
    let name =
      statement.value.hasPrefix("line.") ? statement.value.dropFirst(5) : statement.value[...]
    var fitting = Heading.name(String(name))
    if fitting.isEmpty || fitting.utf8.first?.isDigit == true { fitting = "column_" + fitting }
    guard fitting != name else { return }
    throw line.fault(
      at: statement.column, "a name is written in small letters, digits and underscores",
      help: "\(statement.heading) = \"\(fitting)\"")
  }

  /// Takes a line that says how things are written; false if it is about a heading.
  private mutating func readSetting(
    _ statement: MappingLine.Statement, _ line: MappingLine
  ) throws(Diagnostic) -> Bool {
    let (word, value, column) = (statement.heading, statement.value, statement.column)
    var isRepeated = false
    switch word {
    case "collection":
      isRepeated = collection != nil || leavesOut
      try readCollection(value, column, line)
    case "dates":
      guard let order = DateOrder(rawValue: value) else {
        throw line.fault(
          at: column, "dates are day-month-year, month-day-year or year-month-day",
          help: "dates = day-month-year")
      }
      isRepeated = dates != nil
      dates = order
    case "decimal":
      guard let mark = DecimalMark(rawValue: value) else {
        throw line.fault(
          at: column, "the decimal mark is point or comma", help: "decimal = comma")
      }
      isRepeated = decimal != nil
      decimal = mark
    case "encoding":
      guard let named = TextEncoding(named: value) else {
        throw line.fault(
          at: column, "the encoding is one of \(TextEncoding.names)", help: "encoding = utf-16")
      }
      isRepeated = encoding != nil
      encoding = named
    case "currency":
      // A heading may be called so as well: `currency = currency`.
      guard let named = Currency(value) else {
        if value.utf8.count == 3 { throw line.fault(at: column, "no currency is called \(value)") }
        return false
      }
      isRepeated = currency != nil
      currency = named
    case "amounts":
      guard let unit = AmountUnit(rawValue: value) else {
        throw line.fault(at: column, "amounts are major or minor", help: "amounts = minor")
      }
      isRepeated = amounts != nil
      amounts = unit
    default:
      return false
    }
    if isRepeated { throw line.fault(at: 1, "'\(word)' is said twice") }
    return true
  }

  private mutating func readCollection(
    _ value: String, _ column: Int, _ line: MappingLine
  ) throws(Diagnostic) {
    if value == "-" {
      if let entry = entries.first {
        throw line.fault(
          at: column, "the file is left out, but line \(entry.line) maps a heading of it")
      }
      leavesOut = true
      return
    }
    let schema = InvoiceSchema.standard
    guard let named = schema.collection(named: value), !schema[named].isDerived else {
      let files = schema.collections.filter { !$0.isDerived }.map(\.name)
      let near = Suggestion.nearest(to: value, among: files)
      throw line.fault(
        at: column, "there is no collection '\(value)'",
        help: near.first.map { "collection = \($0)" } ?? "collection = invoices")
    }
    collection = named
  }
}
