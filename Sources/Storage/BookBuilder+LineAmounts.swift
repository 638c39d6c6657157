import Columns
import Model

extension BookBuilder {
  /// Works out the amounts of lines that have none, and discounts of which only the rate is told.
  ///
  /// An amount is quantity × unit price − discount, and a discount is quantity × unit price × its
  /// rate where no money is told. Both are exact as far as six decimals hold them, else rounded
  /// there, a half away from zero.
  mutating func deriveAmounts(of lines: CollectionID) {
    if areAmountsTold(of: lines) { return }
    if let amounts = plainAmounts(of: lines) {
      set("amount", of: lines, to: amounts)
      return
    }
    if hasFigures("discount_rate", of: lines) { makeDiscounts(of: lines) }
    guard let figures = LineFigures(self, lines) else { return }
    if figures.hasRates { store(figures.discounts, "discount", figures, of: lines) }
    store(figures.amounts, "amount", figures, of: lines)
  }

  /// Whether every line has an amount already, with as many decimals as any figure of it is
  /// written, and no discount is told as a rate.
  private func areAmountsTold(of lines: CollectionID) -> Bool {
    guard case .money(let amounts, let scale, _)? = column("amount", of: lines),
      !hasFigures("discount_rate", of: lines)
    else { return false }
    let scales = ["unit_price", "discount"].compactMap { column($0, of: lines)?.scale }
    return scales.allSatisfy { $0 <= scale } && !amounts.contains(Missing.stored)
  }

  /// Quantity × unit price where that is all there is and every product fits a stored amount; nil
  /// where the general way is needed.
  private func plainAmounts(of lines: CollectionID) -> Column? {
    guard case .number(let quantities, let quantityScale)? = column("quantity", of: lines),
      case .money(let prices, let priceScale, let currencies)? = column("unit_price", of: lines),
      column("amount", of: lines) == nil, !hasDiscounts(lines),
      quantityScale + priceScale <= LineFigures.mostDecimals
    else { return nil }
    // As many decimals as somebody wrote, if only of a discount of 0.00.
    let leastScale = Swift.max(priceScale, column("discount", of: lines)?.scale ?? 0)
    guard leastScale <= quantityScale + priceScale else { return nil }
    var amounts = [Int64](repeating: Missing.stored, count: quantities.count)
    for row in amounts.indices {
      if quantities[row] == Missing.stored || prices[row] == Missing.stored { continue }
      let (product, overflow) = quantities[row].multipliedReportingOverflow(by: prices[row])
      if overflow || product == Missing.stored { return nil }
      amounts[row] = product
    }
    // Zeros behind the decimals of the prices were written by nobody.
    var scale = quantityScale + priceScale
    while scale > leastScale, amounts.allSatisfy({ $0 == Missing.stored || $0 % 10 == 0 }) {
      for row in amounts.indices where amounts[row] != Missing.stored { amounts[row] /= 10 }
      scale -= 1
    }
    return .money(amounts, scale: scale, currencies: currencies)
  }

  /// Whether a line has a discount that is not zero.
  private func hasDiscounts(_ lines: CollectionID) -> Bool {
    ["discount", "discount_rate"].contains { hasFigures($0, of: lines) }
  }

  /// Whether a line has such a figure that is not zero.
  private func hasFigures(_ name: String, of lines: CollectionID) -> Bool {
    switch column(name, of: lines) {
    case .money(let values, _, _)?, .number(let values, _)?:
      values.contains { $0 != 0 && $0 != Missing.stored }
    default: false
    }
  }

  /// Stores figures without zeros that nobody wrote; a row whose figure has no place is refused.
  private mutating func store(
    _ figures: LineFigures.Column, _ name: String, _ lineFigures: LineFigures,
    of lines: CollectionID
  ) {
    var scale = lineFigures.scale
    var divisor: Int128 = 1
    while scale > figures.leastScale,
      figures.values.allSatisfy({
        $0 == Missing.coefficient || $0 % (divisor * 10) == 0 || $0 == .max
      })
    {
      divisor *= 10
      scale -= 1
    }
    let stored = figures.values.map { value -> Int64 in
      guard value != Missing.coefficient else { return Missing.stored }
      return Int64(exactly: value / divisor) ?? Missing.stored
    }
    set(name, of: lines, to: .money(stored, scale: scale, currencies: figures.currencies))
    guard name == "amount" else { return }
    var kept: [RowIndex] = []
    for row in stored.indices {
      if stored[row] != Missing.stored || figures.values[row] == Missing.coefficient {
        kept.append(RowIndex(row))
      } else {
        refuse(
          row, of: lines, field: "amount", text: "", reason: "quantity × unit price is too large")
        markIncomplete(row, of: lines)
      }
    }
    keep(kept, of: lines)
  }

  /// Remembers that the document of a refused line lacks it.
  private mutating func markIncomplete(_ row: Int, of lines: CollectionID) {
    guard case .record(let documents, let rows)? = column("document", of: lines), rows[row] >= 0
    else { return }
    let count = tables[documents.index].rowCount
    var all = tables[documents.index].hasAllLines ?? [Bool](repeating: true, count: count)
    all[Int(rows[row])] = false
    tables[documents.index].hasAllLines = all
  }
}

/// What lines come to, at one scale.
private struct LineFigures {
  /// Figures at the common scale; `Int128.max` for one that has no place.
  struct Column {
    var values: [Int128]
    var currencies: [UInt16]
    /// As many decimals as somebody wrote.
    let leastScale: Int
  }

  /// Most decimals that are kept.
  static let mostDecimals = 6

  private(set) var amounts: Column
  private(set) var discounts: Column
  let hasRates: Bool
  let scale: Int

  /// The figures of a collection of lines; nil where they have no quantities or no prices.
  init?(_ builder: BookBuilder, _ lines: CollectionID) {
    guard case .number(let quantities, let quantityScale)? = builder.column("quantity", of: lines),
      case .money(let prices, let priceScale, let currencies)? = builder.column(
        "unit_price", of: lines)
    else { return nil }
    let count = quantities.count
    let rates = GivenFigures(builder.column("discount_rate", of: lines), count, currencies)
    let given = GivenFigures(builder.column("amount", of: lines), count, currencies)
    let money = GivenFigures(builder.column("discount", of: lines), count, currencies)
    hasRates = rates.values.contains { $0 != Missing.stored && $0 != 0 }
    let product = quantityScale + priceScale
    let exact = product + (hasRates ? rates.scale : 0)
    scale = Swift.max(
      Swift.min(exact, LineFigures.mostDecimals), given.scale, money.scale)
    amounts = given.column(at: scale, least: Swift.max(given.scale, money.scale, priceScale))
    discounts = money.column(at: scale, least: money.scale)
    let one = Decimal.powersOfTen[rates.scale]
    for row in 0..<count {
      guard quantities[row] != Missing.stored, prices[row] != Missing.stored else { continue }
      let isMoney = money.values[row] != Missing.stored && money.values[row] != 0
      let isRate = !isMoney && rates.values[row] != Missing.stored && rates.values[row] != 0
      let gross = Int128(quantities[row]) * Int128(prices[row])
      if isRate {
        discounts.values[row] = LineFigures.figure(
          gross, by: Int128(rates.values[row]), at: product + rates.scale, as: scale)
        discounts.currencies[row] = currencies[row]
      }
      guard given.values[row] == Missing.stored else { continue }
      amounts.values[row] =
        isRate
        ? LineFigures.figure(
          gross, by: one - Int128(rates.values[row]), at: product + rates.scale, as: scale)
        : LineFigures.figure(gross, by: 1, at: product, as: scale)
      if isMoney { LineFigures.subtract(discounts.values[row], from: &amounts.values[row]) }
      amounts.currencies[row] = currencies[row]
    }
  }

  /// A product at another scale; what has no place there is `Int128.max`.
  private static func figure(
    _ a: Int128, by b: Int128, at scale: Int, as target: Int
  ) -> Int128 {
    let (product, overflow) = a.multipliedReportingOverflow(by: b)
    if overflow { return .max }
    guard target < scale else {
      let (shifted, isBeyond) = product.multipliedReportingOverflow(
        by: Decimal.powersOfTen[target - scale])
      return isBeyond ? .max : shifted
    }
    return Decimal.quotient(
      product, Decimal.powersOfTen[scale - target], rounding: .halfAwayFromZero)
  }

  private static func subtract(_ discount: Int128, from amount: inout Int128) {
    guard amount != .max else { return }
    let (rest, isBeyond) = amount.subtractingReportingOverflow(discount)
    amount = isBeyond ? .max : rest
  }
}

/// A column of figures as files give it, missing where there is none.
private struct GivenFigures {
  let values: [Int64]
  let scale: Int
  private let currencies: [UInt16]

  init(_ column: Column?, _ count: Int, _ currencies: [UInt16]) {
    switch column {
    case .money(let values, let scale, let own):
      (self.values, self.scale, self.currencies) = (values, scale, own)
    case .number(let values, let scale):
      (self.values, self.scale, self.currencies) = (values, scale, currencies)
    default:
      values = [Int64](repeating: Missing.stored, count: count)
      (scale, self.currencies) = (0, currencies)
    }
  }

  /// The figures at a larger scale.
  func column(at target: Int, least: Int) -> LineFigures.Column {
    let tens = Decimal.powersOfTen[target - scale]
    let wide = values.map { $0 == Missing.stored ? Missing.coefficient : Int128($0) * tens }
    return LineFigures.Column(
      values: wide, currencies: currencies, leastScale: Swift.min(least, target))
  }
}
