package import Model

/// An answer: named columns of equal length, and the facts that its footer tells.
///
/// Records stand in it by their label (a number or a name), so that no renderer needs a book.
package struct ResultTable: Sendable {
  /// One column of an answer.
  package struct Column: Sendable {
    /// Its heading.
    package let name: String
    /// The type as the question gave it; a `record` column holds text.
    package let type: DataType
    /// The values, records already told as text.
    package let values: Vector
    /// Whether it may hold bank accounts or tax numbers.
    package let isConfidential: Bool
    /// What its rows come to; nil where that means nothing, or nobody asked.
    package let total: Value?

    /// A named column.
    package init(
      _ name: String, _ type: DataType, _ values: Vector, isConfidential: Bool = false,
      total: Value? = nil
    ) {
      self.name = name
      self.type = type
      self.values = values
      self.isConfidential = isConfidential
      self.total = total
    }
  }

  /// A picture of the answer: one column as lengths, beside what each row is called.
  package struct Chart: Sendable, Equatable {
    /// The kinds of pictures.
    package enum Style: Sendable {
      case bars
      case line
    }

    /// The kind.
    package let style: Style
    /// The columns that say what a row is, by their places.
    package let labels: [Int]
    /// The column that is drawn.
    package let value: Int

    /// A picture of a column.
    package init(_ style: Style, labels: [Int], value: Int) {
      self.style = style
      self.labels = labels
      self.value = value
    }
  }

  /// The columns, in the order in which they were asked.
  package let columns: [Column]
  /// Number of rows.
  package let rowCount: Int
  /// The words of the enumerations that columns refer to.
  package let words: [EnumerationID: [String]]
  /// What the rows are: `invoices`, `customers`; `rows` where they are no records.
  package let noun: (one: String, many: String)
  /// Sums worth telling in the footer: `EUR 312,440.18 owed`.
  package let totals: [(value: Value, word: String)]
  /// The day for which it was asked.
  package let asOf: CivilDate
  /// What must be said about the answer, one clause each.
  package private(set) var notes: [String]
  /// Whether amounts of more than one currency can occur, so that the currency must be told.
  package let hasSeveralCurrencies: Bool
  /// The picture that is drawn of it; nil for none.
  package let chart: Chart?

  /// An answer.
  package init(
    columns: [Column], rowCount: Int, words: [EnumerationID: [String]],
    noun: (one: String, many: String), totals: [(value: Value, word: String)], asOf: CivilDate,
    notes: [String], hasSeveralCurrencies: Bool, chart: Chart? = nil
  ) {
    self.chart = chart
    self.columns = columns
    self.rowCount = rowCount
    self.words = words
    self.noun = noun
    self.totals = totals
    self.asOf = asOf
    self.notes = notes
    self.hasSeveralCurrencies = hasSeveralCurrencies
  }

  /// The same answer with other columns of as many rows.
  package func replacing(_ columns: [Column]) -> ResultTable {
    ResultTable(
      columns: columns, rowCount: rowCount, words: words, noun: noun, totals: totals, asOf: asOf,
      notes: notes, hasSeveralCurrencies: hasSeveralCurrencies, chart: chart)
  }

  /// The same answer with something more to say.
  package func noting(_ note: String) -> ResultTable {
    var table = self
    table.notes.append(note)
    return table
  }
}
