import Columns
import Model

/// The currencies that occur in a column of money, with what is needed to write their amounts.
///
/// A column has a handful at most, so that looking through them beats any table of all currencies.
struct CurrencyPalette {
  /// One currency.
  struct Entry {
    let code: UInt16
    /// The three letters, or nothing for the unnamed currency.
    let letters: [UInt8]
    let exponent: Int
  }

  private var entries: [Entry] = []
  /// Whether some row holds amounts in several currencies.
  private(set) var hasBags = false

  init(_ vector: MoneyVector) {
    for (coefficient, code) in zip(vector.coefficients, vector.currencies)
    where coefficient != Missing.coefficient {
      if code == Currency.several.code {
        hasBags = true
        for money in vector.bags[Int(coefficient)].amounts { insert(money.currency) }
      } else if entries.last?.code != code {
        insert(Currency(code: code))
      }
    }
  }

  private mutating func insert(_ currency: Currency) {
    if entries.contains(where: { $0.code == currency.code }) { return }
    entries.append(CurrencyPalette.entry(currency))
  }

  private static func entry(_ currency: Currency) -> Entry {
    Entry(
      code: currency.code, letters: Array(currency.text.utf8), exponent: currency.exponent)
  }

  /// The only currency of the column; nil where several occur, or none.
  var only: Entry? { entries.count == 1 && !hasBags ? entries[0] : nil }

  /// The currency with a code.
  subscript(code: UInt16) -> Entry {
    entries.first { $0.code == code } ?? CurrencyPalette.entry(Currency(code: code))
  }
}
