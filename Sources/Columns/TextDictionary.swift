/// Distinct texts of a column, each known by a code.
///
/// Immutable once built, so that every column, vector and index may share it.
package final class TextDictionary: Sendable {
  private let table: TextTable

  /// A dictionary without a text.
  package static let empty = TextDictionary(TextTable())

  fileprivate init(_ table: TextTable) {
    self.table = table
  }

  /// Number of texts; the codes run from 0 up to it.
  package var count: Int { table.ends.count }

  /// The bytes of a text.
  package subscript(code: UInt32) -> ArraySlice<UInt8> {
    table.pool[table.range(of: Int(code))]
  }

  /// The code of a text with exactly these bytes.
  package func code(of bytes: some Collection<UInt8>) -> UInt32? {
    code(of: Array(bytes)[...])
  }

  /// The code of a text as it lies in another dictionary.
  package func code(of bytes: ArraySlice<UInt8>) -> UInt32? {
    let bytes = bytes.span
    let range = 0..<bytes.count
    let code = table.code(of: bytes, range, TextHash.hash(bytes, range))
    return code == Missing.text ? nil : code
  }

  /// For each text of another dictionary its code here, `Missing.text` where it has none.
  ///
  /// Links are followed by it, all texts of a column at once.
  package func codes(of other: TextDictionary) -> [UInt32] {
    if other === self { return Array(0..<UInt32(count)) }
    let (mine, theirs) = (table, other.table)
    return mine.codes(of: theirs)
  }
}

/// Collects distinct texts and gives each its code.
package struct TextDictionaryBuilder: Sendable {
  private var table = TextTable()

  /// An empty dictionary to fill.
  package init() {}

  /// Number of distinct texts so far.
  package var count: Int { table.ends.count }

  /// The code of a text, new or known.
  package mutating func intern(_ bytes: some Collection<UInt8>) -> UInt32 {
    table.intern(Array(bytes).span)
  }

  /// The code of a text, new or known; importing calls it for every field of every file.
  package mutating func intern(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    table.intern(bytes.span)
  }

  /// The codes of many texts that stand one behind the other, in their order.
  package mutating func intern(_ pool: [UInt8], endingAt ends: [UInt32]) -> [UInt32] {
    table.intern(pool, endingAt: ends)
  }

  /// The finished dictionary.
  package consuming func finish() -> TextDictionary {
    TextDictionary(table)
  }
}
