package import Columns
package import Model
import Storage

/// The files that a book was opened from, and their refused rows, as collections.
package enum OpenedFiles {
  /// What one file came to.
  package struct File: Sendable {
    /// Its name as given.
    package let name: String
    /// What its rows are.
    package let collection: CollectionID
    /// Rows, those that became records, and those that did not.
    package let rows: Int
    package let accepted: Int
    package let refused: Int
    /// What was decided about it as a whole.
    package let notes: [String]

    /// A file by its counts.
    package init(
      name: String, collection: CollectionID, rows: Int, accepted: Int, refused: Int,
      notes: [String]
    ) {
      (self.name, self.collection, self.notes) = (name, collection, notes)
      (self.rows, self.accepted, self.refused) = (rows, accepted, refused)
    }
  }

  /// The derivations of both collections.
  package static func derivations(_ files: [File], _ refusals: [Refusal]) -> [any Derivation] {
    [Imports(files: files), Refusals(files: files, refusals: refusals)]
  }
}

/// One record a file.
private struct Imports: Derivation {
  let files: [OpenedFiles.File]
  var collection: CollectionID { .imports }
  var dependsOnDay: Bool { false }

  func rows(
    of view: BookView, asOf day: CivilDate, unless isInterrupted: () -> Bool
  ) -> DerivedRows {
    func numbers(_ count: (OpenedFiles.File) -> Int) -> Vector {
      .number(NumberVector(files.map { Int128(count($0)) }, scale: 0))
    }
    let schema = view.store.schema
    return DerivedRows(
      collection, count: files.count,
      [
        "file": texts(files.map(\.name)),
        "collection": texts(files.map { schema[$0.collection].name }),
        "rows": numbers(\.rows), "accepted": numbers(\.accepted), "refused": numbers(\.refused),
        "notes": texts(files.map { $0.notes.joined(separator: "; ") }),
      ], in: view.store)
  }
}

/// One record a refused row.
private struct Refusals: Derivation {
  let files: [OpenedFiles.File]
  let refusals: [Refusal]
  var collection: CollectionID { .refusals }
  var dependsOnDay: Bool { false }

  func rows(
    of view: BookView, asOf day: CivilDate, unless isInterrupted: () -> Bool
  ) -> DerivedRows {
    var places: [String: RowIndex] = [:]
    for (place, file) in files.enumerated() { places[file.name] = RowIndex(place) }
    return DerivedRows(
      collection, count: refusals.count,
      [
        "import": .record(.imports, refusals.map { places[$0.file] ?? .missing }),
        "line": .number(NumberVector(refusals.map { Int128($0.line) }, scale: 0)),
        "column": .number(
          NumberVector(
            refusals.map { $0.column == 0 ? Missing.coefficient : Int128($0.column) }, scale: 0)),
        "heading": texts(refusals.map(\.heading)),
        "text": texts(refusals.map(\.text)),
        "reason": texts(refusals.map(\.reason)),
      ], in: view.store, linkedTo: [.imports: files.count])
  }
}

/// Texts as a column; empty ones are missing.
private func texts(_ values: [String]) -> Vector {
  var builder = TextDictionaryBuilder()
  let codes = values.map { $0.isEmpty ? Missing.text : builder.intern(Array($0.utf8)) }
  return .text(TextVector(codes, builder.finish()))
}
