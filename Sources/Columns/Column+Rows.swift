package import Model

extension Column {
  /// The rows of another column of the same type behind the rows of this one.
  ///
  /// - Precondition: both columns have the same type.
  package func appending(_ other: Column) -> Column {
    switch (self, other) {
    case (.boolean(let a), .boolean(let b)): return .boolean(a + b)
    case (.date(let a), .date(let b)): return .date(a + b)
    case (.currency(let a), .currency(let b)): return .currency(a + b)
    case (.record(let collection, let a), .record(_, let b)): return .record(collection, a + b)
    case (.number(let a, let scaleA), .number(let b, let scaleB)):
      let (x, y, scale) = Column.atCommonScale(a, scaleA, b, scaleB)
      return .number(x + y, scale: scale)
    case (.money(let a, let scaleA, let currenciesA), .money(let b, let scaleB, let currenciesB)):
      let (x, y, scale) = Column.atCommonScale(a, scaleA, b, scaleB)
      return .money(x + y, scale: scale, currencies: currenciesA + currenciesB)
    case (.text(let a, let dictionaryA), .text(let b, let dictionaryB)):
      return Column.appending(a, dictionaryA, b, dictionaryB)
    default:
      preconditionFailure("a column of \(type) takes no rows of \(other.type)")
    }
  }

  /// Some rows, in their order.
  package func taking(_ rows: [RowIndex]) -> Column {
    switch self {
    case .boolean(let values): .boolean(rows.map { values[Int($0)] })
    case .number(let values, let scale): .number(rows.map { values[Int($0)] }, scale: scale)
    case .money(let values, let scale, let currencies):
      .money(
        rows.map { values[Int($0)] }, scale: scale,
        currencies: rows.map { currencies[Int($0)] })
    case .date(let days): .date(rows.map { days[Int($0)] })
    case .text(let codes, let dictionary): .text(rows.map { codes[Int($0)] }, dictionary)
    case .currency(let codes): .currency(rows.map { codes[Int($0)] })
    case .record(let collection, let targets):
      .record(collection, rows.map { targets[Int($0)] })
    }
  }

  private static func appending(
    _ a: [UInt32], _ dictionaryA: TextDictionary, _ b: [UInt32], _ dictionaryB: TextDictionary
  ) -> Column {
    if dictionaryA === dictionaryB { return .text(a + b, dictionaryA) }
    var builder = TextDictionaryBuilder()
    // The first dictionary keeps its codes, because it is entered in order.
    for code in 0..<UInt32(dictionaryA.count) { _ = builder.intern(dictionaryA[code]) }
    let codes = (0..<UInt32(dictionaryB.count)).map { builder.intern(dictionaryB[$0]) }
    let joined = a + b.map { $0 == Missing.text ? Missing.text : codes[Int($0)] }
    return .text(joined, builder.finish())
  }

  /// Both columns at the larger scale.
  ///
  /// - Precondition: the values fit there; `rescaled(to:)` tells which do not.
  private static func atCommonScale(
    _ a: [Int64], _ scaleA: Int, _ b: [Int64], _ scaleB: Int
  ) -> ([Int64], [Int64], scale: Int) {
    let scale = max(scaleA, scaleB)
    let values = (rescaled(a, from: scaleA, to: scale), rescaled(b, from: scaleB, to: scale))
    precondition(values.0.unfit.isEmpty && values.1.unfit.isEmpty, "figures fit their scale")
    return (values.0.values, values.1.values, scale)
  }
}

// MARK: - Scales

extension Column {
  /// Digits behind the point of a column of numbers or money; nil for any other.
  package var scale: Int? {
    switch self {
    case .number(_, let scale), .money(_, let scale, _): scale
    case .boolean, .date, .text, .currency, .record: nil
    }
  }

  /// The column at another scale, and the rows whose values cannot be written there exactly.
  ///
  /// Those rows are missing in the column. A column without a scale stays as it is.
  package func rescaled(to target: Int) -> (column: Column, unfit: [RowIndex]) {
    switch self {
    case .number(let values, let scale):
      let (rescaled, unfit) = Column.rescaled(values, from: scale, to: target)
      return (.number(rescaled, scale: target), unfit)
    case .money(let values, let scale, let currencies):
      let (rescaled, unfit) = Column.rescaled(values, from: scale, to: target)
      return (.money(rescaled, scale: target, currencies: currencies), unfit)
    case .boolean, .date, .text, .currency, .record:
      return (self, [])
    }
  }

  private static func rescaled(
    _ values: [Int64], from scale: Int, to target: Int
  ) -> (values: [Int64], unfit: [RowIndex]) {
    guard scale != target else { return (values, []) }
    let factor = Int64(Decimal.powersOfTen[abs(target - scale)])
    var unfit: [RowIndex] = []
    var rescaled = values
    for (row, value) in values.enumerated() where value != Missing.stored {
      let (scaled, isUnfit) =
        target > scale
        ? value.multipliedReportingOverflow(by: factor)
        : (value / factor, value % factor != 0)
      rescaled[row] = isUnfit ? Missing.stored : scaled
      if isUnfit { unfit.append(RowIndex(row)) }
    }
    return (rescaled, unfit)
  }
}
