package import Columns

/// One record on one screen: its own fields, and what belongs to it.
package struct Card: Sendable {
  /// What stands above it: `invoice INV-00346 · overdue`.
  package let title: String
  /// Its own fields: an answer of one row.
  package let facts: ResultTable
  /// What belongs to it, each under its heading.
  package let sections: [Section]

  /// A card.
  package init(title: String, facts: ResultTable, sections: [Section]) {
    (self.title, self.facts, self.sections) = (title, facts, sections)
  }

  /// What belongs to a record, under one heading.
  package struct Section: Sendable {
    /// The heading.
    package let title: String
    /// The records.
    package let table: ResultTable

    /// A section.
    package init(_ title: String, _ table: ResultTable) {
      (self.title, self.table) = (title, table)
    }
  }
}
