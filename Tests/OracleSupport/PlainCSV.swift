/// A second reading of CSV, kept plain on purpose: the judge must not share the reader's mistakes.
package struct PlainCSV: Sendable {
  /// The headings of the first line.
  package let headings: [String]
  /// The cells of the other lines.
  package var rows: [[String]]

  /// The records of a file with `,` between cells and `"` around some.
  package init(_ bytes: [UInt8]) {
    var records: [[String]] = []
    var record: [String] = []
    var cell: [UInt8] = []
    var isQuoted = false
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "\""):
        isQuoted.toggle()
        if isQuoted, !cell.isEmpty { cell.append(byte) }
      case UInt8(ascii: ",") where !isQuoted, UInt8(ascii: "\n") where !isQuoted:
        record.append(String(decoding: cell, as: UTF8.self))
        cell = []
        if byte == UInt8(ascii: "\n") {
          records.append(record)
          record = []
        }
      default: cell.append(byte)
      }
    }
    headings = records.first ?? []
    rows = Array(records.dropFirst())
  }

  /// The place of a column.
  package func column(_ heading: String) -> Int? { headings.firstIndex(of: heading) }

  /// The file again, every cell in quotes where it needs them.
  package var bytes: [UInt8] {
    var text = ""
    for record in [headings] + rows {
      text += record.map(PlainCSV.quoted).joined(separator: ",") + "\n"
    }
    return Array(text.utf8)
  }

  private static func quoted(_ cell: String) -> String {
    guard cell.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else { return cell }
    return "\""
      + cell.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }
}
