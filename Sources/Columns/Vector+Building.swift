package import Model

extension Vector {
  /// The same value so many times.
  package static func constant(_ value: Value, _ type: DataType, count: Int) -> Vector {
    Vector([value], type).repeated(count)
  }

  /// The first value so many times.
  private func repeated(_ count: Int) -> Vector {
    func all<Element>(_ values: [Element]) -> [Element] {
      values.first.map { [Element](repeating: $0, count: count) } ?? []
    }
    func all(_ figures: Figures) -> Figures {
      switch figures.storage {
      case .narrow(let values): Figures(narrow: all(values))
      case .wide(let values): Figures(all(values))
      }
    }
    switch self {
    case .boolean(let values): return .boolean(all(values))
    case .number(let vector):
      return .number(NumberVector(all(vector.coefficients), scale: vector.scale))
    case .money(let vector):
      return .money(
        MoneyVector(
          all(vector.coefficients), scale: vector.scale, currencies: all(vector.currencies),
          bags: vector.bags))
    case .date(let days): return .date(all(days))
    case .period(let vector):
      return .period(PeriodVector(all(vector.firsts), all(vector.lasts), unit: vector.unit))
    case .text(let vector): return .text(TextVector(all(vector.codes), vector.dictionary))
    case .currency(let codes): return .currency(all(codes))
    case .enumeration(let id, let words): return .enumeration(id, all(words))
    case .record(let collection, let rows): return .record(collection, all(rows))
    case .list(let lists): return .list(all(lists))
    case .duration(let values): return .duration(all(values))
    case .missing: return .missing(count: count)
    }
  }

  /// A vector of a type from single values; those of another type become missing.
  package init(_ values: [Value], _ type: DataType) {
    switch type {
    case .boolean: self = .boolean(values.map { $0 == .boolean(true) })
    case .number: self = .number(NumberVector(values))
    case .money: self = .money(MoneyVector(values))
    case .date:
      self = .date(values.map { if case .date(let date) = $0 { date.day } else { Missing.day } })
    case .period: self = .period(PeriodVector(values))
    case .text: self = .text(TextVector(values))
    case .currency:
      self = .currency(
        values.map { value in
          if case .currency(let currency) = value { currency.code } else { Missing.currency }
        })
    case .enumeration(let id):
      self = .enumeration(
        id,
        values.map { if case .enumeration(_, let word) = $0 { UInt8(word) } else { Missing.word } })
    case .record(let collection):
      self = .record(
        collection, values.map { if case .record(let id) = $0 { id.row } else { Missing.row } })
    case .list:
      self = .list(values.map { if case .list(let elements) = $0 { elements } else { [] } })
    case .duration:
      self = .duration(values.map { if case .duration(let length) = $0 { length } else { nil } })
    case .missing: self = .missing(count: values.count)
    }
  }

  /// The values of a yes/no vector; empty for any other.
  package var booleans: [Bool] {
    if case .boolean(let values) = self { return values }
    return []
  }
}

extension NumberVector {
  fileprivate init(_ values: [Value]) {
    let numbers = values.map { value -> Decimal? in
      if case .number(let number) = value { number } else { nil }
    }
    let scale = numbers.map { $0?.scale ?? 0 }.max() ?? 0
    self.init(numbers.map { $0?.coefficient(atScale: scale) ?? Missing.coefficient }, scale: scale)
  }
}

extension MoneyVector {
  /// Amounts and bags; anything else becomes missing.
  package init(_ values: [Value]) {
    var scale = 0
    for case .money(let money) in values { scale = max(scale, money.amount.scale) }
    self.init(scale: scale)
    for value in values { append(value) }
  }
}

extension PeriodVector {
  fileprivate init(_ values: [Value]) {
    self.init([], [], unit: nil)
    var units: Set<PeriodUnit?> = []
    for value in values {
      if case .period(let period) = value {
        firsts.append(period.first.day)
        lasts.append(period.last.day)
        units.insert(period.unit)
      } else {
        firsts.append(Missing.day)
        lasts.append(Missing.day)
      }
    }
    unit = units.count == 1 ? units.first ?? nil : nil
  }
}

extension TextVector {
  fileprivate init(_ values: [Value]) {
    var builder = TextDictionaryBuilder()
    let codes = values.map { value -> UInt32 in
      if case .text(let text) = value { builder.intern(text.bytes) } else { Missing.text }
    }
    self.init(codes, builder.finish())
  }
}

// MARK: - Joining

extension Vector {
  /// Vectors of one type behind each other.
  package static func joined(_ vectors: [Vector], _ type: DataType) -> Vector {
    guard let first = vectors.first else { return Vector([], type) }
    if vectors.count == 1 { return first }
    switch first {
    case .boolean: return .boolean(vectors.flatMap(\.booleans))
    case .date: return .date(vectors.flatMap(\.days))
    case .currency: return .currency(vectors.flatMap(\.currencyCodes))
    case .enumeration(let id, _): return .enumeration(id, vectors.flatMap(\.words))
    case .record(let collection, _): return .record(collection, vectors.flatMap(\.rows))
    case .number: return .number(joinedNumbers(vectors))
    case .text: return .text(joinedTexts(vectors))
    case .money: return .money(joinedMoney(vectors))
    case .list, .duration, .missing, .period:
      return Vector(vectors.flatMap { vector in (0..<vector.count).map { vector[$0] } }, type)
    }
  }

  /// The days of a date vector; empty for any other.
  package var days: [Int32] {
    if case .date(let days) = self { return days }
    return []
  }

  /// The rows of a record vector; empty for any other.
  package var rows: [RowIndex] {
    if case .record(_, let rows) = self { return rows }
    return []
  }

  private var currencyCodes: [UInt16] {
    if case .currency(let codes) = self { return codes }
    return []
  }

  private var words: [UInt8] {
    if case .enumeration(_, let words) = self { return words }
    return []
  }

  // Coefficients with more digits fit: whatever computes vectors keeps them below 10^26 and scales
  // at 12 or less.
  private static func joinedNumbers(_ vectors: [Vector]) -> NumberVector {
    var parts: [NumberVector] = []
    for case .number(let part) in vectors { parts.append(part) }
    let scale = parts.map(\.scale).max() ?? 0
    return NumberVector(
      Figures.joined(parts.map { $0.coefficients.scaled(up: scale - $0.scale) }), scale: scale)
  }

  private static func joinedMoney(_ vectors: [Vector]) -> MoneyVector {
    var parts: [MoneyVector] = []
    for case .money(let part) in vectors { parts.append(part) }
    if parts.contains(where: { !$0.bags.isEmpty }) {
      return MoneyVector(
        parts.flatMap { part in part.coefficients.indices.map { part.value(at: $0) } })
    }
    let scale = parts.map(\.scale).max() ?? 0
    return MoneyVector(
      Figures.joined(parts.map { $0.coefficients.scaled(up: scale - $0.scale) }), scale: scale,
      currencies: parts.flatMap(\.currencies))
  }

  private static func joinedTexts(_ vectors: [Vector]) -> TextVector {
    var parts: [TextVector] = []
    for case .text(let part) in vectors { parts.append(part) }
    if let shared = parts.first?.dictionary, parts.allSatisfy({ $0.dictionary === shared }) {
      return TextVector(parts.flatMap(\.codes), shared)
    }
    var builder = TextDictionaryBuilder()
    var codes: [UInt32] = []
    for part in parts {
      var known: [UInt32: UInt32] = [:]
      for code in part.codes {
        if code == Missing.text {
          codes.append(code)
        } else if let joined = known[code] {
          codes.append(joined)
        } else {
          let joined = builder.intern(part.dictionary[code])
          known[code] = joined
          codes.append(joined)
        }
      }
    }
    return TextVector(codes, builder.finish())
  }
}
