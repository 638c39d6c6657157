package import Model

/// The smallest change of a book: a record more, a field otherwise, a record gone or back.
///
/// Rows keep their numbers for ever: a record that is taken back leaves an empty place.
package enum StoreChange: Sendable, Equatable {
  /// A new record behind the last one of its collection; fields that are not named are missing.
  case append(RecordID, [FieldValue])
  /// A field of a record gets another value.
  case set(RecordID, FieldID, before: Value, after: Value)
  /// A record vanishes from every answer.
  case remove(RecordID)
  /// A record that had vanished is there again.
  case restore(RecordID)

  /// A field with its value.
  package struct FieldValue: Sendable, Equatable {
    /// The field.
    package let field: FieldID
    /// What it is.
    package let value: Value

    /// A field with its value.
    package init(_ field: FieldID, _ value: Value) {
      self.field = field
      self.value = value
    }
  }

  /// What takes it back.
  package var inverse: StoreChange {
    switch self {
    case .append(let record, _), .restore(let record): .remove(record)
    case .remove(let record): .restore(record)
    case .set(let record, let field, let before, let after):
      .set(record, field, before: after, after: before)
    }
  }

  /// The record that it changes.
  package var record: RecordID {
    switch self {
    case .append(let record, _), .set(let record, _, _, _), .remove(let record),
      .restore(let record):
      record
    }
  }

  /// The records that its values lead to.
  package var linked: [RecordID] {
    let values: [Value] =
      switch self {
      case .append(_, let values): values.map(\.value)
      case .set(_, _, let before, let after): [before, after]
      case .remove, .restore: []
      }
    return values.compactMap { value in
      if case .record(let record) = value { return record }
      return nil
    }
  }
}

/// Why changes do not fit a book; a journal that was found to be whole has none.
package enum ChangeFault: Error, Equatable, Sendable {
  /// A record was to stand in another row than the next.
  case wrongRow(RecordID)
  /// There is no such record.
  case noRecord(RecordID)
  /// A field has another value than the one that was to be changed.
  case otherValue(RecordID, FieldID)
  /// A value is not of the field's type, or too large or too fine for it.
  case unfit(FieldID)
}
