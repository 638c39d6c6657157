import Foundation
import Sampling
import Testing

/// A sample book as it was written: its files as bytes, and their rows.
struct WrittenBook {
  /// How many invoices were asked for.
  let count: Int
  let planted: [Planted]
  private(set) var files: [String: [UInt8]] = [:]
  private let tables: [String: [Row]]

  /// One row: values by heading.
  typealias Row = [String: String]

  init(invoices: Int, seed: UInt64) {
    var files: [String: [UInt8]] = [:]
    count = invoices
    planted = SampleBook(invoices: invoices, seed: seed).write { name, chunk in
      files[name, default: []].append(contentsOf: chunk)
    }
    self.files = files
    tables = files.mapValues(WrittenBook.rows)
  }

  /// The rows of a file by its name without `.csv`.
  func rows(_ name: String) -> [Row] { tables[name + ".csv"] ?? [] }

  /// The rows of a file by one of their columns.
  func rows(_ name: String, by column: String) -> [String: [Row]] {
    Dictionary(grouping: rows(name)) { $0[column] ?? "" }
  }

  /// The numbers of documents with planted mistakes of some kinds.
  func numbers(of kinds: Planted.Kind...) -> Set<String> {
    Set(planted.filter { kinds.contains($0.kind) }.map(\.number))
  }

  /// The folder of examples.
  static let examples = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Examples")

  /// A second reading of CSV, kept plain on purpose.
  private static func rows(_ bytes: [UInt8]) -> [Row] {
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
    guard let headings = records.first else { return [] }
    return records.dropFirst().map { Dictionary(zip(headings, $0)) { first, _ in first } }
  }
}

extension WrittenBook.Row {
  /// A value that must be there; nothing for an empty cell.
  func text(_ heading: String) -> String { self[heading] ?? "no column \(heading)" }

  /// A number in ten-thousandths.
  func parts(_ heading: String) throws -> Int {
    let text = text(heading)
    if text.isEmpty { return 0 }
    let pieces = text.split(separator: ".")
    let fraction = pieces.count > 1 ? String(pieces[1]) : ""
    let zeros = String(repeating: "0", count: 4 - fraction.count)
    return try #require(Int("\(pieces[0])\(fraction)\(zeros)"))
  }
}
