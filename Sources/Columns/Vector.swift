package import Model

/// Many values of one type on their way through a question.
package enum Vector: Sendable {
  case boolean([Bool])
  case number(NumberVector)
  case money(MoneyVector)
  case date([Int32])
  case period(PeriodVector)
  case text(TextVector)
  case currency([UInt16])
  case enumeration(EnumerationID, [UInt8])
  case record(CollectionID, [RowIndex])
  /// One list a row, only to be shown.
  case list([[Value]])
  case duration([Duration?])
  /// The word `missing`, so many times.
  case missing(count: Int)

  /// Number of values.
  package var count: Int {
    switch self {
    case .boolean(let values): values.count
    case .number(let vector): vector.coefficients.count
    case .money(let vector): vector.coefficients.count
    case .date(let days): days.count
    case .period(let vector): vector.firsts.count
    case .text(let vector): vector.codes.count
    case .currency(let codes): codes.count
    case .enumeration(_, let words): words.count
    case .record(_, let rows): rows.count
    case .list(let lists): lists.count
    case .duration(let values): values.count
    case .missing(let count): count
    }
  }

  /// The type of its values.
  package var type: DataType {
    switch self {
    case .boolean: .boolean
    case .number: .number
    case .money: .money
    case .date: .date
    case .period: .period
    case .text: .text
    case .currency: .currency
    case .enumeration(let id, _): .enumeration(id)
    case .record(let collection, _): .record(collection)
    case .list: .list(.missing)
    case .duration: .duration
    case .missing: .missing
    }
  }

  /// The values at some positions, in their order.
  package func taking(_ positions: [Int32]) -> Vector {
    let taken = Positions(positions)
    switch self {
    case .boolean(let values): return .boolean(taken.of(values))
    case .number(let vector):
      return .number(NumberVector(taken.of(vector.coefficients), scale: vector.scale))
    case .money(let vector): return .money(vector.taking(taken))
    case .date(let days): return .date(taken.of(days))
    case .period(let vector):
      return .period(
        PeriodVector(taken.of(vector.firsts), taken.of(vector.lasts), unit: vector.unit))
    case .text(let vector): return .text(TextVector(taken.of(vector.codes), vector.dictionary))
    case .currency(let codes): return .currency(taken.of(codes))
    case .enumeration(let id, let words): return .enumeration(id, taken.of(words))
    case .record(let collection, let rows): return .record(collection, taken.of(rows))
    case .list(let lists): return .list(taken.of(lists))
    case .duration(let values): return .duration(taken.of(values))
    case .missing: return .missing(count: positions.count)
    }
  }

  /// One value, for the edges.
  package subscript(position: Int) -> Value {
    switch self {
    case .boolean(let values): return .boolean(values[position])
    case .number(let vector):
      let coefficient = vector.coefficients[position]
      return coefficient == Missing.coefficient
        ? .missing : .number(Decimal(coefficient, scale: vector.scale))
    case .money(let vector): return vector.value(at: position)
    case .date(let days):
      return days[position] == Missing.day ? .missing : .date(CivilDate(day: days[position]))
    case .period(let vector): return vector.value(at: position)
    case .text(let vector):
      let code = vector.codes[position]
      return code == Missing.text ? .missing : .text(Text(vector.dictionary[code]))
    case .currency(let codes):
      return codes[position] == Missing.currency
        ? .missing : .currency(Currency(code: codes[position]))
    case .enumeration(let id, let words):
      return words[position] == Missing.word ? .missing : .enumeration(id, Int(words[position]))
    case .record(let collection, let rows):
      return rows[position] == Missing.row
        ? .missing : .record(RecordID(collection, rows[position]))
    case .list(let lists): return .list(lists[position])
    case .duration(let values): return values[position].map { .duration($0) } ?? .missing
    case .missing: return .missing
    }
  }
}

/// Numbers that share one scale.
package struct NumberVector: Sendable {
  /// Coefficients; `Missing.coefficient` where there is no number.
  package var coefficients: Figures
  /// Digits behind the point of every coefficient.
  package var scale: Int

  /// Coefficients at a scale.
  package init(_ coefficients: Figures, scale: Int) {
    self.coefficients = coefficients
    self.scale = scale
  }

  /// Coefficients at a scale.
  package init(_ coefficients: [Int128], scale: Int) {
    self.init(Figures(coefficients), scale: scale)
  }
}

/// Amounts that share one scale, each in its currency, or bags of several.
package struct MoneyVector: Sendable {
  /// Coefficients; in a row whose currency is `Currency.several`, a place in `bags`.
  package var coefficients: Figures
  /// Digits behind the point of every coefficient.
  package var scale: Int
  /// Packed currency codes.
  package var currencies: [UInt16]
  /// The bags that rows name; empty in all but sums over several currencies.
  package var bags: [Bag]

  /// Coefficients at a scale, with their currencies.
  package init(
    _ coefficients: Figures, scale: Int, currencies: [UInt16], bags: [Bag] = []
  ) {
    self.coefficients = coefficients
    self.scale = scale
    self.currencies = currencies
    self.bags = bags
  }

  /// Coefficients at a scale, with their currencies.
  package init(
    _ coefficients: [Int128], scale: Int, currencies: [UInt16], bags: [Bag] = []
  ) {
    self.init(Figures(coefficients), scale: scale, currencies: currencies, bags: bags)
  }

  /// Some rows, with the bags only where one of them is a bag: that a vector has none must be true.
  fileprivate func taking(_ positions: Positions) -> MoneyVector {
    let taken = positions.of(currencies)
    let hasBags = !bags.isEmpty && taken.contains(Currency.several.code)
    return MoneyVector(
      positions.of(coefficients), scale: scale, currencies: taken, bags: hasBags ? bags : [])
  }

  /// One amount or bag.
  package func value(at position: Int) -> Value {
    let coefficient = coefficients[position]
    if coefficient == Missing.coefficient { return .missing }
    let currency = Currency(code: currencies[position])
    if currency == .several { return .bag(bags[Int(coefficient)]) }
    return .money(Money(Decimal(coefficient, scale: scale), currency))
  }
}

/// Periods, mostly of one unit.
package struct PeriodVector: Sendable {
  /// First days; `Missing.day` where there is no period.
  package var firsts: [Int32]
  /// Last days.
  package var lasts: [Int32]
  /// The unit that all of them are one of, if they are.
  package var unit: PeriodUnit?

  /// Periods by their first and last days.
  package init(_ firsts: [Int32], _ lasts: [Int32], unit: PeriodUnit?) {
    self.firsts = firsts
    self.lasts = lasts
    self.unit = unit
  }

  /// One period.
  package func value(at position: Int) -> Value {
    if firsts[position] == Missing.day { return .missing }
    return .period(
      Period(CivilDate(day: firsts[position]), CivilDate(day: lasts[position]), unit: unit))
  }
}

/// Texts by their codes in one dictionary.
package struct TextVector: Sendable {
  /// Codes; `Missing.text` where there is no text.
  package var codes: [UInt32]
  /// The texts.
  package var dictionary: TextDictionary

  /// Codes of a dictionary.
  package init(_ codes: [UInt32], _ dictionary: TextDictionary) {
    self.codes = codes
    self.dictionary = dictionary
  }
}

/// Positions at which values are taken; of those that follow each other a whole stretch.
private struct Positions {
  private let all: [Int32]
  /// Where values are taken in few stretches, these.
  private let stretches: [Range<Int>]?

  init(_ positions: [Int32]) {
    all = positions
    stretches = Stretches.of(positions)
  }

  func of<Element>(_ values: [Element]) -> [Element] {
    guard let stretches else { return all.map { values[Int($0)] } }
    return joined(values, stretches)
  }

  @inline(__always)
  func of<Element: BitwiseCopyable>(_ values: [Element]) -> [Element] {
    guard let stretches else { return RowLoops.gather(values, at: all) }
    return joined(values, stretches)
  }

  private func joined<Element>(_ values: [Element], _ stretches: [Range<Int>]) -> [Element] {
    if stretches.count == 1 { return Array(values[stretches[0]]) }
    var taken: [Element] = []
    taken.reserveCapacity(all.count)
    for stretch in stretches { taken += values[stretch] }
    return taken
  }

  func of(_ figures: Figures) -> Figures {
    switch figures.storage {
    case .narrow(let values): Figures(narrow: of(values))
    case .wide(let values): Figures(of(values))
    }
  }
}
