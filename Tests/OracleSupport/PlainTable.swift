package import Columns
internal import Execution
package import Model
package import Shell

/// An answer as text, so that answers from different sources can be compared cell by cell.
package struct PlainTable: Sendable, Equatable {
  /// The headings.
  package let headings: [String]
  /// The cells, row by row.
  package let rows: [[String]]

  /// A table of cells.
  package init(headings: [String], rows: [[String]]) {
    (self.headings, self.rows) = (headings, rows)
  }

  /// The cells of an answer: numbers without zeros at their end, bags as `EUR 1 + USD 2`; a zero
  /// amount is `0` whatever its currency, where zeros are forgotten.
  package init(_ table: ResultTable, forgetsZeros: Bool = false) {
    headings = table.columns.map(\.name)
    rows = (0..<table.rowCount).map { row in
      table.columns.map {
        PlainTable.cell($0.values[row], words: table.words, forgetsZeros: forgetsZeros)
      }
    }
  }

  /// The word for a missing value.
  package static let missing = "∅"

  /// One cell.
  package static func cell(
    _ value: Value, words: [EnumerationID: [String]], forgetsZeros: Bool
  ) -> String {
    switch value {
    case .missing: return missing
    case .boolean(let answer): return answer ? "yes" : "no"
    case .number(let number): return number.normalized.description
    case .money(let money):
      return forgetsZeros && money.amount.isZero ? "0" : text(money)
    case .bag(let bag): return bag.amounts.map(text).joined(separator: " + ")
    case .date(let date): return date.description
    case .period(let period): return period.text
    case .duration(let length): return length.text
    case .text(let text): return text.string
    case .currency(let currency): return currency.text
    case .enumeration(let id, let word): return words[id]?[word] ?? "word \(word)"
    case .record(let record): return "record \(record)"
    case .list(let values):
      return values.map { cell($0, words: words, forgetsZeros: forgetsZeros) }.joined(
        separator: "; ")
    }
  }

  private static func text(_ money: Money) -> String {
    money.currency.text + " " + money.amount.normalized.description
  }

  /// The rows in an order of their own, for answers whose order means nothing.
  package var sortedRows: [[String]] {
    rows.sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// Whether it says nothing: no rows, or only zeros and missing values.
  package var saysNothing: Bool {
    rows.allSatisfy { $0.allSatisfy { [PlainTable.missing, "0", "no"].contains($0) } }
  }

  /// The columns that `across` made as rows of their own: keys, heading, cell; zeros left out.
  package func unpivoted(keyCount: Int) -> PlainTable {
    let long = rows.flatMap { row in
      row.indices.dropFirst(keyCount).compactMap { column -> [String]? in
        if row[column] == "0" { return nil }
        return Array(row[..<keyCount]) + [headings[column], row[column]]
      }
    }
    return PlainTable(headings: Array(headings[..<keyCount]) + ["across", "cell"], rows: long)
  }
}

extension Engine {
  /// The answer to a question, as text.
  package func plain(_ text: String, forgetsZeros: Bool = false) throws -> PlainTable {
    PlainTable(try answer(text).table, forgetsZeros: forgetsZeros)
  }
}
