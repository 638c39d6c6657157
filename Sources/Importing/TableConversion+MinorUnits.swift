import Columns
import Model

/// What amounts of a file count.
package enum AmountUnit: String, Sendable {
  /// Euros, dollars, yen.
  case major
  /// The smallest coin of each currency, as payment services export them: cents, yen, fils.
  case minor
}

extension TableConversion {
  /// The amounts of a column by row, as they would be written in whole units of their currencies.
  ///
  /// The currency of each row says how many digits stand behind the point: 2 of EUR, 0 of JPY, 3 of
  /// KWD. A row whose currency nobody names is refused.
  mutating func scaleMinorAmounts(of column: Int, _ numbers: [ScaledNumber]) -> Int {
    var scale = 0
    let codes = table.columns[column].codes
    for (row, code) in codes.enumerated() where code != Missing.text && refusalOfRow[row] == nil {
      guard let exponent = exponent(of: row) else {
        refuse(row, column, "which coins these are, no currency tells")
        continue
      }
      let needed = numbers[Int(code)].decimal.normalized.scale + exponent
      guard needed <= AmountText.scaleLimit else {
        refuse(row, column, NumberFault.tooManyDecimals.rawValue)
        continue
      }
      scale = Swift.max(scale, needed)
    }
    for (row, code) in codes.enumerated() where code != Missing.text && refusalOfRow[row] == nil {
      if minorAmount(numbers[Int(code)], of: row, scale: scale) == nil {
        refuse(row, column, NumberFault.tooLarge.rawValue)
      }
    }
    return scale
  }

  /// The amounts of some rows at a scale that `scaleMinorAmounts` found.
  func minorAmounts(
    _ numbers: [ScaledNumber], of column: Int, _ rows: KeptRows, scale: Int
  ) -> [Int64] {
    let codes = table.columns[column].codes
    return rows.map { row in
      guard codes[row] != Missing.text else { return Missing.stored }
      return minorAmount(numbers[Int(codes[row])], of: row, scale: scale) ?? Missing.stored
    }
  }

  private func minorAmount(_ number: ScaledNumber, of row: Int, scale: Int) -> Int64? {
    let plain = number.decimal.normalized
    guard let exponent = exponent(of: row) else { return nil }
    let whole = Decimal(plain.coefficient, scale: plain.scale + exponent)
    return whole.coefficient(atScale: scale).flatMap { Int64(exactly: $0) }
  }

  /// Digits behind the point of a row's currency; the home currency counts where none is named.
  private func exponent(of row: Int) -> Int? {
    let code = rowCurrencies[row] == Missing.currency ? homeCode : rowCurrencies[row]
    return code == Missing.currency ? nil : Currency(code: code).exponent
  }
}
