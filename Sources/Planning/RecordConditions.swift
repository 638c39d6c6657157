package import Model

/// The conditions that a question sets to a single record before anything else happens to it.
package struct RecordConditions: Sendable {
  /// The collection that the question is about.
  package let collection: CollectionID
  /// Each condition in words, and a plan that has one row if a record meets it, else none.
  package let tests: [(words: String, plan: @Sendable (RowIndex) -> LogicalPlan)]
  /// What happens to the records that meet them, step by step in words, the first one first.
  package let laterSteps: [String]

  /// The conditions of a question over a collection; nil where its records come from elsewhere.
  package init?(_ query: BoundQuery, in schema: Schema) {
    var nodes: [LogicalPlan] = []
    var plan = query.plan
    while let input = plan.input {
      nodes.append(plan)
      plan = input
    }
    guard case .scan(let scan) = plan, scan.days.days.count == 1 else {
      return nil
    }
    collection = scan.collection
    var tests: [(words: String, plan: @Sendable (RowIndex) -> LogicalPlan)] = []
    let describing = PlanDescription(schema: schema)
    var later = nodes[...].reversed()[...]
    while case .filter(_, let test)? = later.first {
      for part in RecordConditions.parts(of: test) {
        tests.append(
          (
            describing.text(part, scan.columns),
            { row in
              let one = Records(
                scan.collection, rows: [row], days: scan.days, columns: scan.columns)
              return .filter(.records(one), part)
            }
          ))
      }
      later = later.dropFirst()
    }
    self.tests = tests
    laterSteps = later.compactMap { node in
      let detail = describing.detail(of: node)
      return switch node {
      case .project: nil
      case .slice, .aggregate: detail
      case .filter: "where \(detail)"
      default: "\(node.name.lowercased()) \(detail)"
      }
    }
  }

  private static func parts(of test: BoundExpression) -> [BoundExpression] {
    if case .all(let tests) = test.kind { return tests.flatMap { parts(of: $0) } }
    return [test]
  }
}

extension BoundQuery {
  /// The one record that a reference alone names; nil for any other question.
  package var card: RecordID? {
    guard isCard else { return nil }
    var plan = self.plan
    while let input = plan.input { plan = input }
    guard case .records(let records) = plan, records.rows.count == 1 else { return nil }
    return RecordID(records.collection, records.rows[0])
  }

  /// Another plan about the same days, whose rows stand for no records.
  package func with(_ plan: LogicalPlan) -> BoundQuery {
    BoundQuery(
      plan: plan, days: days, record: nil, countsRecords: false, showsUsual: false,
      isCard: false, notes: [], delivery: Delivery(), source: source)
  }
}
