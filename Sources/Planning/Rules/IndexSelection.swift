import Model

/// Answers a test on a number, a name or a link by the index instead of by a pass.
///
///     Filter number = "INV-1"           Records invoices (1 row)
///     └─ Scan invoices            →
///
/// The test that the index answers is dropped; the others stay above. A test that could go wrong is
/// asked of the same rows as without an index: only tests behind the one that the index answers are
/// spared any.
enum IndexSelection: Rule {
  static let name = "index selection"

  static func optimized(_ plan: LogicalPlan, _ catalog: any Catalog) -> LogicalPlan {
    plan.mappingNodes { node in
      // Under `as of each` a scan hands out the day beside the record; an index does not.
      guard case .filter(.scan(let scan), let test) = node, scan.columns.count == 1 else {
        return node
      }
      let tests = if case .all(let parts) = test.kind { parts } else { [test] }
      for (position, part) in tests.enumerated() {
        if position > 0, !tests[position - 1].cannotFail(catalog.schema) { break }
        guard let leaf = leaf(for: part, instead: scan, catalog) else { continue }
        var rest = tests
        rest.remove(at: position)
        if rest.isEmpty { return leaf }
        let remaining =
          rest.count == 1 ? rest[0] : BoundExpression(.all(rest), .boolean, test.span)
        return .filter(leaf, remaining)
      }
      return node
    }
  }

  private static func leaf(
    for test: BoundExpression, instead scan: Scan, _ catalog: any Catalog
  ) -> LogicalPlan? {
    switch test.kind {
    case .compare(let value, .equal, let right) where right.record != nil:
      guard let record = right.record else { return nil }
      let isOne = BoundExpression(.isRecord(value, rows: [record.row]), .boolean, test.span)
      return leaf(for: isOne, instead: scan, catalog)
    case .isRecord(let value, let rows):
      if value.kind == .column(0, depth: 0) {
        return .records(
          Records(scan.collection, rows: rows, days: scan.days, columns: scan.columns))
      }
      guard case .field(let link, let base) = value.kind,
        base.kind == .column(0, depth: 0), catalog.isIndexed(link)
      else { return nil }
      return .lookup(
        Lookup(
          scan.collection, link: link, targets: rows, days: scan.days, columns: scan.columns))
    case .compare(let left, .equal, let right):
      return leaf(instead: scan, left, right) { catalog.records(with: $0, equalTo: $1) }
    case .textTest(let subject, .starts, let pattern):
      return leaf(instead: scan, subject, pattern) { catalog.records(with: $0, startingWith: $1) }
    default: return nil
    }
  }

  /// The records that an index of texts has for a field of theirs and a text.
  private static func leaf(
    instead scan: Scan, _ subject: BoundExpression, _ wanted: BoundExpression,
    _ records: (FieldID, Text) -> [RowIndex]?
  ) -> LogicalPlan? {
    // What a record was called on another day of knowledge may not be what it is called now.
    guard scan.days.known == nil, case .field(let field, let base) = subject.kind,
      base.kind == .column(0, depth: 0), case .constant(.text(let text)) = wanted.kind,
      let rows = records(field, text)
    else { return nil }
    return .records(
      Records(scan.collection, rows: rows, days: scan.days, columns: scan.columns))
  }
}

extension BoundExpression {
  /// The record that a constant is.
  fileprivate var record: RecordID? {
    if case .constant(.record(let record)) = kind { return record }
    return nil
  }
}
