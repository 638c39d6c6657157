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

  /// Both columns at the larger scale; where a value would not fit there, it becomes missing.
  private static func atCommonScale(
    _ a: [Int64], _ scaleA: Int, _ b: [Int64], _ scaleB: Int
  ) -> ([Int64], [Int64], scale: Int) {
    let scale = max(scaleA, scaleB)
    return (rescaled(a, by: scale - scaleA), rescaled(b, by: scale - scaleB), scale)
  }

  private static func rescaled(_ values: [Int64], by digits: Int) -> [Int64] {
    guard digits > 0 else { return values }
    let factor = Int64(Decimal.powersOfTen[digits])
    return values.map { value in
      if value == Missing.stored { return value }
      let (product, overflow) = value.multipliedReportingOverflow(by: factor)
      return overflow ? Missing.stored : product
    }
  }
}
