import Diagnostics
import Model
import Syntax

extension Binder {
  /// The one record that a reference names.
  ///
  /// What has exactly the number comes first, then what has it in another spelling; several are
  /// told, never chosen from, and a number with two characters exchanged is only proposed.
  mutating func resolve(
    _ reference: Reference, among collection: CollectionID?
  ) throws(Diagnostic) -> RecordID {
    let number = Text(Normalization.nfc(Array(reference.text.utf8)))
    var found = catalog.records(numbered: number)
    if let collection { found.removeAll { $0.collection != collection } }
    if found.count > 1 {
      let places = Set(found.map { schema[$0.collection].plural }).sorted()
      throw .ambiguousReference(reference, count: found.count, in: places)
    }
    if let first = found.first { return first }
    return try resolve(reference, number, resembling: collection)
  }

  private mutating func resolve(
    _ reference: Reference, _ number: Text, resembling collection: CollectionID?
  ) throws(Diagnostic) -> RecordID {
    var matches = catalog.records(resembling: number)
    if let collection { matches.removeAll { $0.record.collection != collection } }
    guard let best = matches.map(\.likeness).min() else { throw .unknownReference(reference) }
    matches.removeAll { $0.likeness != best }
    let told = matches.map { match in
      (number: match.number.string, kind: schema[match.record.collection].singular)
    }
    if best == .transposed { throw .misspelledReference(reference, candidates: told) }
    if told.count > 1 { throw .unclearReference(reference, candidates: told) }
    note("#\(reference.text) is read as \(told[0].number)")
    return matches[0].record
  }
}
