import Model

/// The coefficients of a vector: 64 bits each where all of them fit, as nearly all do, else 128.
///
/// Who reads some takes it for a collection of 128-bit numbers. Who loops over many asks whether
/// they are narrow, computes in 64 bits, and begins anew in 128 where a result does not fit.
package struct Figures: Sendable {
  /// How they are kept.
  package enum Storage: Sendable {
    /// `Missing.stored` stands for a missing one.
    case narrow([Int64])
    /// `Missing.coefficient` stands for a missing one.
    case wide([Int128])
  }

  /// How they are kept.
  package private(set) var storage: Storage

  /// Coefficients in 64 bits; `Missing.stored` where one is missing, as in the columns of a book.
  package init(narrow values: [Int64]) {
    storage = .narrow(values)
  }

  /// Coefficients of any size, which are kept narrow where all of them fit.
  package init(_ values: [Int128]) {
    storage = Figures.narrowed(values).map { .narrow($0) } ?? .wide(values)
  }

  /// The coefficients in 64 bits; nil where one does not fit.
  package var narrow: [Int64]? {
    if case .narrow(let values) = storage { return values }
    return nil
  }

  /// All coefficients in 128 bits.
  package var wide: [Int128] {
    switch storage {
    case .narrow(let values): RowLoops.map(values) { Figures.widened($0) }
    case .wide(let values): values
    }
  }

  /// Whether each is missing.
  package var missing: [Bool] {
    switch storage {
    case .narrow(let values): RowLoops.map(values) { $0 == Missing.stored }
    case .wide(let values): values.map { $0 == Missing.coefficient }
    }
  }

  /// The number of bytes that they take.
  package var byteCount: Int {
    switch storage {
    case .narrow(let values): 8 * values.count
    case .wide(let values): 16 * values.count
    }
  }

  /// The coefficients with more digits behind the point, which must fit 128 bits.
  package func scaled(up digits: Int) -> Figures {
    guard digits > 0 else { return self }
    if let narrow, let scaled = NarrowArithmetic.scaled(narrow, up: digits) {
      return Figures(narrow: scaled)
    }
    let factor = Decimal.powersOfTen[digits]
    return Figures(wide.map { $0 == Missing.coefficient ? $0 : $0 * factor })
  }

  /// What is left of each coefficient, less that of others, which must fit 128 bits; of a missing
  /// one nothing is known.
  package func less(_ other: Figures) -> Figures {
    if let narrow, let less = other.narrow.flatMap({ NarrowArithmetic.difference(narrow, $0) }) {
      return Figures(narrow: less)
    }
    return Figures(
      zip(wide, other.wide).map { a, b in
        a == Missing.coefficient || b == Missing.coefficient ? Missing.coefficient : a - b
      })
  }

  /// The coefficients at some places among so many; zero at the others.
  package func spread(to places: [Int32], count: Int) -> Figures {
    func spread<Figure>(_ values: [Figure], _ zero: Figure) -> [Figure] {
      var all = [Figure](repeating: zero, count: count)
      for (value, place) in zip(values, places) { all[Int(place)] = value }
      return all
    }
    switch storage {
    case .narrow(let values): return Figures(narrow: spread(values, 0))
    case .wide(let values): return Figures(spread(values, 0))
    }
  }

  /// Coefficients behind each other.
  package static func joined(_ parts: [Figures]) -> Figures {
    let narrow = parts.compactMap(\.narrow)
    if narrow.count == parts.count { return Figures(narrow: Array(narrow.joined())) }
    return Figures(parts.flatMap(\.wide))
  }

  @inlinable @inline(__always)
  static func widened(_ value: Int64) -> Int128 {
    value == Missing.stored ? Missing.coefficient : Int128(value)
  }

  /// A coefficient in 64 bits; nil where it does not fit.
  @inline(__always)
  private static func narrowed(_ value: Int128) -> Int64? {
    if value == Missing.coefficient { return Missing.stored }
    let narrow = Int64(truncatingIfNeeded: value)
    // The least number of 64 bits stands for a missing one.
    return Int128(narrow) == value && narrow != Missing.stored ? narrow : nil
  }

  private static func narrowed(_ values: [Int128]) -> [Int64]? {
    var areAllNarrow = true
    let narrow = RowLoops.map(values) { value -> Int64 in
      let narrow = narrowed(value)
      if narrow == nil { areAllNarrow = false }
      return narrow ?? 0
    }
    return areAllNarrow ? narrow : nil
  }
}

extension Figures: RandomAccessCollection, MutableCollection {
  @inlinable package var startIndex: Int { 0 }

  /// Number of coefficients.
  package var endIndex: Int {
    switch storage {
    case .narrow(let values): values.count
    case .wide(let values): values.count
    }
  }

  /// One coefficient; `Missing.coefficient` where it is missing.
  package subscript(position: Int) -> Int128 {
    get {
      switch storage {
      case .narrow(let values): Figures.widened(values[position])
      case .wide(let values): values[position]
      }
    }
    set {
      if case .narrow(var values) = storage, let narrow = Figures.narrowed(newValue) {
        storage = .narrow([])
        values[position] = narrow
        storage = .narrow(values)
        return
      }
      var values = wide
      storage = .narrow([])
      values[position] = newValue
      storage = .wide(values)
    }
  }

  /// Puts a coefficient behind the others.
  package mutating func append(_ value: Int128) {
    if case .narrow(var values) = storage, let narrow = Figures.narrowed(value) {
      storage = .narrow([])
      values.append(narrow)
      storage = .narrow(values)
      return
    }
    var values = wide
    storage = .narrow([])
    values.append(value)
    storage = .wide(values)
  }
}
