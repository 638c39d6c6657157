/// Text of a book as UTF-8 bytes: compared and cut by bytes, never by what looks alike.
///
/// Swift's `String` calls `é` and `e` + combining acute equal and finds no comma before a combining
/// mark; for data that would merge different values and break quoting.
package struct Text: Sendable, Hashable {
  /// The bytes, valid UTF-8.
  package let bytes: [UInt8]

  /// Text from valid UTF-8 bytes.
  package init(_ bytes: some Sequence<UInt8>) {
    self.bytes = Array(bytes)
  }

  /// Text from a string.
  package init(_ string: String) {
    self.bytes = Array(string.utf8)
  }

  /// The text as a string, for the edges of the program.
  package var string: String { String(decoding: bytes, as: UTF8.self) }
}

extension Text: Comparable {
  /// Order of the bytes.
  package static func < (a: Text, b: Text) -> Bool {
    a.bytes.lexicographicallyPrecedes(b.bytes)
  }
}
