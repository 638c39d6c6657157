import Columns
import Model
import Storage

/// What looks wrong with a record on the day.
extension RecordAccount {
  /// Adds its findings, and the records that look like the same one entered twice.
  func tellAudit(_ explanation: inout Explanation) {
    for finding in listed("findings") {
      let rule = text("rule", of: finding) ?? ""
      explanation.add(
        "finding", day, money("difference", of: finding),
        "\(rule): \(text("message", of: finding) ?? "")")
    }
    for pair in listed("duplicates") {
      guard let other = ["first", "second"].compactMap({ self.other($0, of: pair) }).first,
        case .number(let score) = value("score", of: pair)
      else { continue }
      explanation.add(
        "duplicate", date("date", of: other), money("amount", of: pair),
        "\(called(other)), \(score.normalized): \(text("reasons", of: pair) ?? "")")
    }
  }

  /// The records of one of its lists.
  private func listed(_ list: String) -> [RecordID] {
    guard let field = view.store.schema.field(named: list, of: record.collection),
      case .toMany(let collection, _) = view.store.schema[field].origin
    else { return [] }
    var rows: [RowIndex] = []
    view.backLinks(of: field, asOf: day).append(rowsBehind: record.row, to: &rows)
    return rows.map { RecordID(collection, $0) }
  }

  /// The end of a pair, if it is another record than this one.
  private func other(_ end: String, of pair: RecordID) -> RecordID? {
    guard case .record(let found) = value(end, of: pair), found != record else { return nil }
    return found
  }
}
