package import Columns
package import Model
package import Storage

/// The records of a derived collection as of a day: columns and links like those of a file.
package struct DerivedRows: Sendable {
  /// Number of records.
  package let count: Int
  /// By the place of the field; behind the last value of each stands a missing one.
  private let columns: [Int: Vector]
  /// What is worked out for those rows alone that are asked for, by the place of the field.
  private let computed: [Int: Computation]
  private let links: [FieldID: LinkIndex]
  /// The day from which on each record exists; nil where all exist on any day.
  let days: RecordDays?

  /// Gives the values of a field at some of the records, a missing one for a row that is not there.
  package typealias Computation = @Sendable (DerivedRows, [RowIndex]) -> Vector

  /// Records by their columns.
  ///
  /// - Parameters:
  ///   - collection: the derived collection.
  ///   - count: number of records.
  ///   - columns: the values by the names of fields, all of one length and of the fields' types; a
  ///     field that is not among them is missing in every record.
  ///   - store: the book that its links lead to.
  ///   - computed: other fields, whose values are worked out whenever somebody asks for some.
  ///   - counts: how many records those derived collections have that its links lead to.
  package init(
    _ collection: CollectionID, count: Int, _ columns: [String: Vector], in store: StoreView,
    computed: [String: Computation] = [:], linkedTo counts: [CollectionID: Int] = [:]
  ) {
    let schema = store.schema
    var made: [Int: Vector] = [:]
    var linked: [(link: FieldID, rows: [RowIndex], count: Int)] = []
    var later: [Int: Computation] = [:]
    for (index, field) in schema[collection].fields.enumerated() where field.origin == .stored {
      if let compute = computed[field.name] {
        later[index] = compute
        continue
      }
      let values = columns[field.name] ?? .constant(.missing, field.type, count: count)
      precondition(values.count == count, "columns of derived records are of equal length")
      made[index] = values.withMissing(field.type)
      if case .record(let target, let rows) = values {
        let link = FieldID(collection, index: index)
        linked.append((link, rows, counts[target] ?? store.rowCount(of: target)))
      }
    }
    let links = linked
    let indexes = Workers.map(links.count, rows: count) {
      LinkIndex(links[$0].rows, targetCount: links[$0].count)
    }
    self.count = count
    self.columns = made
    self.computed = later
    self.links = Dictionary(zip(links.map(\.link), indexes)) { $1 }
    let dateField = schema[collection].dateField.flatMap { schema.field(named: $0, of: collection) }
    if let dateField, case .date(let days)? = made[dateField.index] {
      self.days = RecordDays(Cells(packing: days, missing: Missing.day))
    } else {
      days = nil
    }
  }

  /// No records.
  static func none(of collection: CollectionID, in store: StoreView) -> DerivedRows {
    DerivedRows(collection, count: 0, [:], in: store)
  }

  /// The values of a field at some rows; a row that is not there gives a missing value.
  func vector(of field: FieldID, at rows: [RowIndex]) -> Vector {
    if let compute = computed[field.index] { return compute(self, rows) }
    guard let column = columns[field.index] else { preconditionFailure("a field has values") }
    let areThere = rows.allSatisfy { $0 >= 0 && $0 < count }
    return column.taking(
      areThere ? rows : rows.map { $0 >= 0 && $0 < count ? $0 : RowIndex(count) })
  }

  /// The rows behind a to-one link.
  func linkIndex(of link: FieldID) -> LinkIndex? { links[link] }
}

extension Vector {
  /// The same values with a missing one behind them.
  fileprivate func withMissing(_ type: DataType) -> Vector {
    if case .text(let texts) = self {
      return .text(TextVector(texts.codes + [Missing.text], texts.dictionary))
    }
    return .joined([self, .constant(.missing, type, count: 1)], type)
  }
}
