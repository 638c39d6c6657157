package import Diagnostics
package import Model

/// What to do, as a tree whose leaves are records of the book.
///
///     invoices where overdue sum owed by customer
///
///     Aggregate customer: sum owed          one row a customer
///     └─ Filter overdue                     the rows for which the test holds, in their order
///        └─ Scan invoices as of 2026-05-20  one column: the record
///
/// Each node says what it emits; the columns of its rows are `columns`.
package indirect enum LogicalPlan: Sendable, Equatable {
  /// Every record of a collection that exists on a day, in row order; one pass for each day.
  case scan(Scan)
  /// The named records that exist on the day, in row order.
  case records(Records)
  /// The records that lead to given ones by a link, found by the link's index.
  case lookup(Lookup)
  /// One row, made of values alone.
  case single(Single)
  /// The rows of an answer that was given before.
  case frozen(Frozen)
  /// Every record that has some words, the best first.
  case find(Find)
  /// For each row, the records behind a to-many link, in row order.
  case expand(LogicalPlan, Expansion, columns: [PlanColumn])
  /// The rows for which a test holds, in their order.
  case filter(LogicalPlan, BoundExpression)
  /// One row for each row, with computed columns.
  case project(LogicalPlan, [BoundExpression], columns: [PlanColumn])
  /// One row for each combination of keys, in the order of the keys.
  case aggregate(Aggregation)
  /// All rows, with what each is among them in columns behind its own.
  case window(LogicalPlan, [WindowFunction])
  /// All rows in order of the keys; rows that compare equal keep their order.
  case sort(LogicalPlan, [PlanSortKey])
  /// The first rows of the sorted input, without sorting the rest.
  case topN(LogicalPlan, [PlanSortKey], count: Int)
  /// Rows from an offset, at most a count.
  case slice(LogicalPlan, skip: Int, take: Int?)
  /// The first row of each combination of keys, in order.
  case distinct(LogicalPlan, [BoundExpression])
  /// The rows of two inputs as sets: each row once, those of the first input first.
  case combine(LogicalPlan, Combination)

  /// The columns of its rows.
  package var columns: [PlanColumn] {
    switch self {
    case .scan(let scan): scan.columns
    case .records(let records): records.columns
    case .lookup(let lookup): lookup.columns
    case .single(let single): single.columns
    case .frozen(let frozen): frozen.columns
    case .find(let find): find.columns
    case .expand(_, _, let columns), .project(_, _, let columns): columns
    case .aggregate(let aggregation): aggregation.columns
    case .window(let input, let functions):
      input.columns + functions.map { PlanColumn($0.kind.rawValue, $0.type, isShown: false) }
    case .filter(let input, _), .sort(let input, _), .topN(let input, _, _),
      .slice(let input, _, _), .distinct(let input, _), .combine(let input, _):
      input.columns
    }
  }
}

/// A column of a plan's rows.
package struct PlanColumn: Sendable, Equatable {
  /// Its heading, and the name by which later steps reach it.
  package let name: String
  /// The words that it stands for, where an aggregate has another name: `sum owed` for `total`.
  package let written: String
  /// What its values are.
  package let type: DataType
  /// Whether an answer shows it; the record that a row stands for is mostly hidden.
  package let isShown: Bool
  /// Its part in what `across` makes.
  package let role: Role

  /// What a column has to do with `across`.
  package enum Role: Sendable {
    case none
    /// The aggregate over all columns of its row.
    case total
    /// Where the columns stand that only the run will know; its own values are all missing.
    case acrossBlock
  }

  /// A named column.
  package init(
    _ name: String, _ type: DataType, isShown: Bool = true, written: String? = nil,
    role: Role = .none
  ) {
    self.name = name
    self.written = written ?? name
    self.type = type
    self.isShown = isShown
    self.role = role
  }

  /// The place of the columns that `across` makes.
  static let acrossBlock = PlanColumn("", .missing, role: .acrossBlock)
}

/// A pass over a collection.
package struct Scan: Sendable, Equatable {
  /// What is read.
  package let collection: CollectionID
  /// The days as of which it is read.
  package let days: AskedDays
  /// The record; after `as of each` also the day.
  package let columns: [PlanColumn]
  /// Whether records that were cleared by the day may be passed over.
  package let isOfOpenItems: Bool

  /// A pass for each day.
  package init(
    _ collection: CollectionID, days: AskedDays, columns: [PlanColumn],
    isOfOpenItems: Bool = false
  ) {
    self.collection = collection
    self.days = days
    self.columns = columns
    self.isOfOpenItems = isOfOpenItems
  }

  /// The same without the records that were cleared by the day.
  var ofOpenItems: Scan {
    Scan(collection, days: days, columns: columns, isOfOpenItems: true)
  }
}

/// Records that are known before the question runs.
package struct Records: Sendable, Equatable {
  /// What is read.
  package let collection: CollectionID
  /// Their rows, ascending.
  package let rows: [RowIndex]
  /// The day that is asked about.
  package let days: AskedDays
  /// What each row has.
  package let columns: [PlanColumn]

  /// Some rows of a collection.
  package init(
    _ collection: CollectionID, rows: [RowIndex], days: AskedDays, columns: [PlanColumn]
  ) {
    self.collection = collection
    self.rows = rows
    self.days = days
    self.columns = columns
  }
}

/// Records that lead to given ones: the invoices of a customer.
package struct Lookup: Sendable, Equatable {
  /// What is read.
  package let collection: CollectionID
  /// The to-one link of the collection.
  package let link: FieldID
  /// The records to which it must lead.
  package let targets: [RowIndex]
  /// The day that is asked about.
  package let days: AskedDays
  /// What each row has.
  package let columns: [PlanColumn]
  /// Whether records that were cleared by the day may be passed over.
  package let isOfOpenItems: Bool

  /// The records of a collection whose link leads to one of the targets.
  package init(
    _ collection: CollectionID, link: FieldID, targets: [RowIndex], days: AskedDays,
    columns: [PlanColumn], isOfOpenItems: Bool = false
  ) {
    self.collection = collection
    self.link = link
    self.targets = targets
    self.days = days
    self.columns = columns
    self.isOfOpenItems = isOfOpenItems
  }

  /// The same without the records that were cleared by the day.
  var ofOpenItems: Lookup {
    Lookup(
      collection, link: link, targets: targets, days: days, columns: columns, isOfOpenItems: true)
  }
}

/// One row that is made of values: the record whose list a question inside its row is about.
package struct Single: Sendable, Equatable {
  /// Its values; they see the rows around the question as further out.
  package let values: [BoundExpression]
  /// The day that is asked about.
  package let days: AskedDays
  /// What the row has.
  package let columns: [PlanColumn]

  /// A row of values.
  package init(_ values: [BoundExpression], days: AskedDays, columns: [PlanColumn]) {
    self.values = values
    self.days = days
    self.columns = columns
  }
}

/// The rows of an answer as they were given, each as of its own day.
package struct Frozen: Sendable, Equatable {
  /// By which the run finds the rows.
  package let id: Int
  /// Number of rows.
  package let rowCount: Int
  /// What each row has.
  package let columns: [PlanColumn]
  /// What is true of the columns, one for each.
  package let traits: [ColumnTraits]
  /// The column of the record that each row stands for, and its collection; nil after an aggregate.
  package let record: RecordColumn?
  /// Whether each row stands for a record of its own.
  package let countsRecords: Bool
  /// The days that it was asked for.
  package let days: AskedDays

  /// An answer that was given.
  package init(
    id: Int, rowCount: Int, columns: [PlanColumn], traits: [ColumnTraits], record: RecordColumn?,
    countsRecords: Bool, days: AskedDays
  ) {
    self.id = id
    self.rowCount = rowCount
    self.columns = columns
    self.traits = traits
    self.record = record
    self.countsRecords = countsRecords
    self.days = days
  }
}

/// A search for words in everything that the book says.
package struct Find: Sendable, Equatable {
  /// The words; each text may hold several.
  package let words: [Text]
  /// The day on which records must exist.
  package let days: AskedDays
  /// What is told of each.
  package let columns: [PlanColumn]

  /// What the columns are, in their order.
  package static let types: [DataType] = [.text, .text, .text, .date, .money, .text]
  private static let names = ["kind", "record", "party", "date", "amount", "found"]

  /// A search as of a day.
  package init(_ words: [Text], days: AskedDays) {
    (self.words, self.days) = (words, days)
    columns = zip(Find.names, Find.types).map { PlanColumn($0, $1) }
  }
}

/// A column that holds a record of a collection.
package struct RecordColumn: Sendable, Equatable {
  /// Its place among the columns.
  package let index: Int
  /// Whose records it holds.
  package let collection: CollectionID

  /// A column at a place.
  package init(index: Int, collection: CollectionID) {
    self.index = index
    self.collection = collection
  }
}

/// Two sets of rows put together; both sides have the same columns.
package struct Combination: Sendable, Equatable {
  /// Which rows stay.
  package let operation: SetOperation
  /// The side in brackets.
  package let other: LogicalPlan

  /// A set beside another.
  package init(_ operation: SetOperation, _ other: LogicalPlan) {
    self.operation = operation
    self.other = other
  }
}

/// What is done with two sets.
package enum SetOperation: String, Sendable {
  case union
  case except
  case intersect
}

/// Grouping and folding.
package struct Aggregation: Sendable, Equatable {
  /// The rows to fold.
  package let input: LogicalPlan
  /// What makes a group.
  package let keys: [BoundExpression]
  /// What each group comes to.
  package let aggregates: [BoundAggregate]
  /// The key that becomes columns, one for each of its values, with the totals behind them.
  package let across: BoundExpression?
  /// The keys, then the aggregates; with `across` the aggregates stand for the totals, and behind
  /// them is the place of its columns.
  package let columns: [PlanColumn]

  /// A grouping of rows.
  package init(
    _ input: LogicalPlan, keys: [BoundExpression], aggregates: [BoundAggregate],
    across: BoundExpression?, columns: [PlanColumn]
  ) {
    self.input = input
    self.keys = keys
    self.aggregates = aggregates
    self.across = across
    self.columns = columns
  }
}

/// One key of a sort.
package struct PlanSortKey: Sendable, Equatable {
  /// What is compared.
  package let expression: BoundExpression
  /// Whether the largest comes first.
  package let isDescending: Bool

  /// A key and its direction; missing values come last both ways.
  package init(_ expression: BoundExpression, isDescending: Bool) {
    self.expression = expression
    self.isDescending = isDescending
  }
}

/// A question as meant: what to do, for which day, and what to say about it.
package struct BoundQuery: Sendable, Equatable {
  /// What to do.
  package let plan: LogicalPlan
  /// The days that it asks about.
  package let days: AskedDays
  /// The column of the record that each row stands for; nil after an aggregate.
  package let record: RecordColumn?
  /// Whether each row still stands for a record of its own, not for the first of equal rows.
  package let countsRecords: Bool
  /// Whether no step said what to show, so that the usual columns of its records are shown.
  package let showsUsual: Bool
  /// Whether it is a reference alone, `#INV-00346`: one record, with everything about it.
  package let isCard: Bool
  /// What was understood where the words left a choice: years, dates.
  package let notes: [String]
  /// What becomes of the answer beside being shown.
  package let delivery: Delivery
  /// The text that the places in the plan are in: the statement, and the definitions it calls.
  package let source: SourceText

  /// The day that it asks about; the last one of `as of each`.
  package var asOf: CivilDate { days.last }

  /// The collection whose records the rows are; nil where they are no records.
  package var recordCollection: CollectionID? { countsRecords ? record?.collection : nil }
}
