import Columns
import Diagnostics

/// A file as text: its columns as codes of distinct texts, nothing understood yet.
///
/// Real columns repeat themselves: what each text means is worked out once, whatever the number of
/// rows.
struct RawTable {
  let file: String
  let columns: [RawColumn]
  /// Line of each row.
  let lines: [Int32]
  /// Rows whose form is wrong; the others may still be refused for what they say.
  let refusals: [Refusal]

  var rowsRead: Int { lines.count + refusals.count }

  /// The place of the first row with a text in a column.
  func place(of code: UInt32, in column: Int) -> ValuePlace {
    let row = columns[column].codes.firstIndex(of: code) ?? 0
    return ValuePlace(
      file: file, line: Int(lines[row]), heading: columns[column].heading,
      text: String(decoding: columns[column].texts[code], as: UTF8.self))
  }

  /// Reads a file to its end.
  static func read(
    _ source: ImportSource, normalize: @Sendable ([UInt8]) -> [UInt8]
  ) throws(Diagnostic) -> RawTable {
    var reader = try source.reader()
    let headings = try readHeadings(&reader, normalize)
    var collectors = headings.map { _ in FieldCollector() }
    var lines: [Int32] = []
    var refusals: [Refusal] = []
    while try reader.advance() {
      guard reader.trimFields() else { continue }
      if let refusal = malformed(reader, headings) {
        refusals.append(refusal)
        continue
      }
      let present = Swift.min(reader.fields.count, collectors.count)
      for index in 0..<present { collectors[index].add(reader.bytes(of: index)) }
      for index in present..<collectors.count { collectors[index].addMissing() }
      lines.append(Int32(clamping: reader.line))
    }
    var columns: [RawColumn] = []
    for (index, heading) in headings.enumerated() {
      columns.append(collectors[index].finish(heading, place: index, normalize))
      // Its memory is needed for the next column's.
      collectors[index] = FieldCollector()
    }
    return RawTable(file: source.name, columns: columns, lines: lines, refusals: refusals)
  }

  private static func readHeadings(
    _ reader: inout CSVReader, _ normalize: @Sendable ([UInt8]) -> [UInt8]
  ) throws(Diagnostic) -> [String] {
    repeat {
      guard try reader.advance() else { throw .noHeadings(reader.name) }
    } while !reader.trimFields()
    var headings: [String] = []
    for index in reader.fields.indices {
      let bytes = Array(reader.bytes(of: index))
      let text = bytes.contains { $0 >= 0x80 } ? normalize(bytes) : bytes
      let heading = String(decoding: text, as: UTF8.self)
      let key = Heading.key(heading)
      if !key.isEmpty, headings.contains(where: { Heading.key($0) == key }) {
        throw .repeatedHeading(reader.name, line: reader.line, heading)
      }
      headings.append(heading)
    }
    return headings
  }

  /// The refusal of a row with text behind a closing quote, or with more fields than headings.
  private static func malformed(_ reader: CSVReader, _ headings: [String]) -> Refusal? {
    if let field = reader.strayField {
      return refusal(reader, field, headings, "text follows the closing quote")
    }
    guard reader.fields.count > headings.count,
      let field = reader.fields[headings.count...].firstIndex(where: { !$0.isEmpty })
    else { return nil }
    return refusal(reader, field, headings, "more fields than headings")
  }

  private static func refusal(
    _ reader: CSVReader, _ field: Int, _ headings: [String], _ reason: String
  ) -> Refusal {
    Refusal(
      file: reader.name, line: reader.line, column: field + 1,
      heading: headings.indices.contains(field) ? headings[field] : "",
      text: String(decoding: reader.bytes(of: field), as: UTF8.self), reason: reason)
  }
}

/// One column as text.
struct RawColumn {
  let heading: String
  /// Where it stands in the file, from 0.
  let place: Int
  /// A code of `texts` for each row, `Missing.text` for an empty field.
  let codes: [UInt32]
  let texts: TextDictionary

  var isEmpty: Bool { texts.count == 0 }

  /// Whether each text stands in some row; rows taken out of a file share the texts of all.
  var usesAllTexts: Bool { !isUsed(by: codes).contains(false) }

  /// Whether each text stands in some of the rows.
  private func isUsed(by codes: [UInt32]) -> [Bool] {
    var isUsed = [Bool](repeating: false, count: texts.count)
    for code in codes where code != Missing.text { isUsed[Int(code)] = true }
    return isUsed
  }

  /// Other rows of the same texts; texts that no row has are left out.
  func with(_ codes: [UInt32]) -> RawColumn {
    let isUsed = isUsed(by: codes)
    guard isUsed.contains(false) else {
      return RawColumn(heading: heading, place: place, codes: codes, texts: texts)
    }
    var builder = TextDictionaryBuilder()
    let places = isUsed.indices.map { isUsed[$0] ? builder.intern(texts[UInt32($0)]) : 0 }
    return RawColumn(
      heading: heading, place: place,
      codes: codes.map { $0 == Missing.text ? $0 : places[Int($0)] }, texts: builder.finish())
  }
}

/// Takes the fields of one column, row by row.
private struct FieldCollector {
  private var codes: [UInt32] = []
  private var texts = TextDictionaryBuilder()
  private var hasHighBytes = false

  mutating func add(_ bytes: ArraySlice<UInt8>) {
    if bytes.isEmpty { return addMissing() }
    let known = texts.count
    codes.append(texts.intern(bytes))
    if texts.count > known, !hasHighBytes { hasHighBytes = bytes.contains { $0 >= 0x80 } }
  }

  mutating func addMissing() {
    codes.append(Missing.text)
  }

  /// The column, its texts normalized; texts that become the same share a code.
  consuming func finish(
    _ heading: String, place: Int, _ normalize: @Sendable ([UInt8]) -> [UInt8]
  ) -> RawColumn {
    let raw = texts.finish()
    guard hasHighBytes else {
      return RawColumn(heading: heading, place: place, codes: codes, texts: raw)
    }
    var builder = TextDictionaryBuilder()
    var places: [UInt32] = []
    for code in 0..<UInt32(raw.count) {
      let bytes = raw[code]
      let isPlain = bytes.allSatisfy { $0 < 0x80 }
      places.append(isPlain ? builder.intern(bytes) : builder.intern(normalize(Array(bytes))))
    }
    return RawColumn(
      heading: heading, place: place,
      codes: codes.map { $0 == Missing.text ? $0 : places[Int($0)] },
      texts: builder.finish())
  }
}
