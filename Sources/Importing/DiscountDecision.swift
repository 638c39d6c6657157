import Columns
import Diagnostics
import Model

/// Decides what a column `discount` of lines is: money, or a rate.
///
/// `0.15` may be fifteen cents or fifteen percent, `10` ten euros or ten percent. A percent sign or
/// a currency says it; else all rows that have an amount beside quantity and price must agree with
/// one reading only. Where neither tells, numbers above one are money, as the field says, and a
/// column of parts of one is an error that shows both readings.
struct DiscountDecision {
  enum Reading {
    case money
    case part
    case percent
  }

  private let table: RawTable
  private let plans: [ColumnPlan]
  private let readings: [ColumnReading]
  private let column: Int
  private let numbers: [ScaledNumber]

  /// Whether the discounts of a file are rates.
  ///
  /// - Throws: where they may be either, and it matters.
  static func areRates(
    _ column: Int, of table: RawTable, _ plans: [ColumnPlan], _ readings: [ColumnReading]
  ) throws(Diagnostic) -> Bool {
    let texts = table.columns[column].texts
    if (0..<UInt32(texts.count)).contains(where: { texts[$0].last == UInt8(ascii: "%") }) {
      return true
    }
    guard case .money(let numbers, let currencies) = readings[column].values,
      currencies.allSatisfy({ $0 == .none }), !plans.contains(where: { $0.name == "discount_rate" })
    else { return false }
    let decision = DiscountDecision(
      table: table, plans: plans, readings: readings, column: column, numbers: numbers)
    return try decision.areRates()
  }

  private func areRates() throws(Diagnostic) -> Bool {
    let said = (0..<UInt32(numbers.count)).filter { code in
      readings[column].faults[code] == nil && numbers[Int(code)].coefficient != 0
    }
    let sizes = said.map { numbers[Int($0)].decimal }
    guard let first = said.first, sizes.allSatisfy({ !$0.isNegative && $0 <= Decimal(100) }) else {
      return false
    }
    let areParts = sizes.allSatisfy { $0 <= Decimal.one }
    let possible = areParts ? [Reading.money, .part] : [.money, .percent]
    let agreeing = possible.filter { agrees($0) ?? false }
    if agreeing.count == 1 { return agreeing != [.money] }
    guard areParts else { return false }
    throw .undecidableDiscounts(table.place(of: first, in: column))
  }

  /// Whether all amounts of the file follow from a reading; nil where none tells.
  private func agrees(_ reading: Reading) -> Bool? {
    guard let quantities = figures("quantity"), let prices = figures("unit_price"),
      let amounts = figures("amount")
    else { return nil }
    let scale = amounts.numbers.map(\.scale).max() ?? 0
    var isTold = false
    for (row, code) in table.columns[column].codes.enumerated() where code != Missing.text {
      guard readings[column].faults[code] == nil, numbers[Int(code)].coefficient != 0,
        let quantity = quantities[row], let price = prices[row], let amount = amounts[row],
        let gross = quantity.multiplied(by: price)
      else { continue }
      isTold = true
      let net = reading.net(of: gross, numbers[Int(code)].decimal)
      guard net?.rounded(toPlaces: scale, rounding: .halfAwayFromZero) == amount else {
        return false
      }
    }
    return isTold ? true : nil
  }

  private func figures(_ name: String) -> Figures? {
    guard let index = plans.firstIndex(where: { $0.name == name && $0.target == .field }) else {
      return nil
    }
    switch readings[index].values {
    case .number(let numbers), .money(let numbers, _):
      return Figures(
        codes: table.columns[index].codes, numbers: numbers, faults: readings[index].faults)
    default: return nil
    }
  }

  /// A column of numbers, by row.
  private struct Figures {
    let codes: [UInt32]
    let numbers: [ScaledNumber]
    let faults: [UInt32: String]

    subscript(row: Int) -> Decimal? {
      let code = codes[row]
      return code == Missing.text || faults[code] != nil ? nil : numbers[Int(code)].decimal
    }
  }
}

extension DiscountDecision.Reading {
  /// What is left of an amount; nil where it has no place.
  fileprivate func net(of gross: Decimal, _ discount: Decimal) -> Decimal? {
    switch self {
    case .money: gross.subtracting(discount)
    case .part: Decimal.one.subtracting(discount).flatMap { gross.multiplied(by: $0) }
    case .percent:
      Decimal.one.subtracting(Decimal(discount.coefficient, scale: discount.scale + 2))
        .flatMap { gross.multiplied(by: $0) }
    }
  }
}
