package import Columns
package import Diagnostics
import Model

/// A file as text: its columns as codes of distinct texts, nothing understood yet.
///
/// Real columns repeat themselves: what each text means is worked out once, whatever the number of
/// rows.
package struct RawTable: Sendable {
  /// Most headings of a file.
  static let columnLimit = 1 << 14

  /// What the file is called in messages.
  package let file: String
  /// The columns in the order of the file.
  package internal(set) var columns: [RawColumn]
  /// Line of each row.
  package let lines: [Int32]
  /// Rows whose form is wrong; the others may still be refused for what they say.
  package let refusals: [Refusal]
  /// What was left out, added or is in doubt, one clause each.
  package internal(set) var remarks: [String] = []

  var rowsRead: Int { lines.count + refusals.count }

  /// The place of the first row with a text in a column.
  func place(of code: UInt32, in column: Int) -> ValuePlace {
    let row = columns[column].codes.firstIndex(of: code) ?? 0
    return ValuePlace(
      file: file, line: Int(lines[row]), heading: columns[column].heading,
      text: String(decoding: columns[column].texts[code], as: UTF8.self))
  }

  /// Reads a file to its end.
  ///
  /// - Throws: what makes the file as a whole unreadable, the first such thing in it.
  package static func read(
    _ source: ImportSource, _ options: ImportOptions
  ) throws(Diagnostic) -> RawTable {
    var table = try TableReading(source, options).table()
    table.setCurrenciesAside()
    return table
  }
}

/// One column as text.
package struct RawColumn: Sendable {
  /// The heading, without blanks around it.
  package let heading: String
  /// Where it stands in the file, from 0.
  package let place: Int
  /// A code of `texts` for each row, `Missing.text` for an empty field.
  package let codes: [UInt32]
  /// Its distinct texts, in the order in which they first stand.
  package let texts: TextDictionary
  /// Whether some texts may stand in no row: rows taken out of a file share the texts of all.
  var mayLackTexts = false
  /// The heading without the currency that it names; nil where it names none.
  var meaning: String?
  /// The currency that the heading names.
  var currency: Currency?

  /// What the heading means, in the form of `Heading.key`.
  var key: String { Heading.key(meaning ?? heading) }

  var isEmpty: Bool { texts.count == 0 }

  /// Whether most of its distinct texts have a digit, as numbers of documents do.
  var holdsNumbers: Bool {
    let count = (0..<UInt32(texts.count)).count { texts[$0].contains { $0.isDigit } }
    return 2 * count > texts.count
  }

  /// The text of a row, empty where it is missing.
  package func text(_ row: Int) -> String {
    codes[row] == Missing.text ? "" : String(decoding: texts[codes[row]], as: UTF8.self)
  }

  /// Whether each text stands in some row.
  var usesAllTexts: Bool { !mayLackTexts || !isUsed(by: codes).contains(false) }

  /// Whether each text stands in some of the rows.
  private func isUsed(by codes: [UInt32]) -> [Bool] {
    var isUsed = [Bool](repeating: false, count: texts.count)
    for code in codes where code != Missing.text { isUsed[Int(code)] = true }
    return isUsed
  }

  /// Other rows of the same texts; texts that no row has are left out.
  func with(_ codes: [UInt32]) -> RawColumn {
    let isUsed = isUsed(by: codes)
    guard isUsed.contains(false) else { return with(codes, of: texts) }
    var builder = TextDictionaryBuilder()
    let places = isUsed.indices.map { isUsed[$0] ? builder.intern(texts[UInt32($0)]) : 0 }
    return with(
      codes.map { $0 == Missing.text ? $0 : places[Int($0)] }, of: builder.finish())
  }

  private func with(_ codes: [UInt32], of texts: TextDictionary) -> RawColumn {
    var column = RawColumn(heading: heading, place: place, codes: codes, texts: texts)
    (column.meaning, column.currency) = (meaning, currency)
    return column
  }
}
