/// The forms in which an answer can be written to a file, by the ends of names that mean them.
package enum FileFormat: String, Sendable, CaseIterable {
  /// Comma-separated values.
  case csv
  /// Values between tabs.
  case tsv
  /// One array of objects.
  case json
  /// One object a line.
  case jsonl
  /// A table of GitHub's Markdown.
  case md
  /// A page that can be read and printed without anything else.
  case html
  /// A workbook of Excel or LibreOffice.
  case xlsx
  /// The chart alone.
  case svg

  /// The form that the end of a file's name means, whatever its case.
  package init?(ofFile name: String) {
    let bytes = Array(name.utf8)
    guard let dot = bytes.lastIndex(of: UInt8(ascii: ".")),
      !bytes[dot...].contains(UInt8(ascii: "/"))
    else { return nil }
    self.init(rawValue: String(decoding: bytes[(dot + 1)...], as: UTF8.self).lowercased())
  }

  /// Whether it holds numbers as text, so that somebody may want a comma in them.
  package var takesDecimalComma: Bool { self == .csv || self == .tsv || self == .html }

  /// Whether Excel reads it as text, and wants its mark before it.
  package var takesByteOrderMark: Bool { self == .csv }

  /// Whether a spreadsheet program could take a text in it for a formula.
  package var takesRaw: Bool { self == .csv || self == .tsv }
}
