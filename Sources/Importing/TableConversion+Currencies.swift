import Columns
import Model

extension TableConversion {
  /// Gives every row its currency: what its column says, else its amounts, else the home currency.
  mutating func settleCurrencies(_ context: CurrencyContext) {
    takeCurrencyColumn(context)
    for (column, reading) in readings.enumerated() {
      guard case .money(_, let currencies) = reading.values,
        currencies.contains(where: { $0 != .none })
      else { continue }
      takeCurrencies(currencies, of: column, context)
    }
    guard let home = context.home, takesHomeCurrency else { return }
    for row in rowCurrencies.indices where rowCurrencies[row] == Missing.currency {
      rowCurrencies[row] = home.code
    }
  }

  /// Whether the rows can be in the home currency for want of another.
  ///
  /// What belongs to a document is in the document's currency, which another file tells.
  private var takesHomeCurrency: Bool {
    let fields = InvoiceSchema.standard[collection].fields
    return fields.contains { $0.name == "currency" } && !fields.contains { $0.name == "document" }
  }

  private mutating func takeCurrencyColumn(_ context: CurrencyContext) {
    for (column, reading) in readings.enumerated() {
      // A rate has two currencies: they are values of its own, not what its amounts are in.
      guard plans[column].name == "currency", case .currency(let currencies) = reading.values
      else { continue }
      for (row, code) in table.columns[column].codes.enumerated() where code != Missing.text {
        switch currencies[Int(code)] {
        case .none: break
        case .code(let currency): rowCurrencies[row] = currency.code
        case .dollar: takeDollar(row, column, context)
        }
      }
    }
    for (column, reading) in readings.enumerated() where plans[column].target == .currencyOfAmount {
      guard case .currency(let currencies) = reading.values else { continue }
      takeCurrencies(currencies, of: column, context)
    }
  }

  /// Compares the currencies that amounts name with those of their rows.
  private mutating func takeCurrencies(
    _ currencies: [NamedCurrency], of column: Int, _ context: CurrencyContext
  ) {
    for (row, code) in table.columns[column].codes.enumerated() where code != Missing.text {
      switch currencies[Int(code)] {
      case .none:
        break
      case .code(let currency):
        let known = rowCurrencies[row]
        if known == Missing.currency {
          rowCurrencies[row] = currency.code
        } else if known != currency.code {
          refuse(row, column, "the row is in \(Currency(code: known).text)")
        }
      case .dollar:
        takeDollar(row, column, context)
      }
    }
  }

  /// A dollar is that of the row, else the book's, else the home currency if that is a dollar.
  private mutating func takeDollar(_ row: Int, _ column: Int, _ context: CurrencyContext) {
    let known = Currency(code: rowCurrencies[row])
    if known == .unnamed {
      if let dollar = context.dollar ?? context.home.flatMap({ $0.isDollar ? $0 : nil }) {
        rowCurrencies[row] = dollar.code
      } else {
        let hint = context.home == nil ? "; --currency USD would" : ""
        refuse(row, column, "$ does not say which dollar\(hint)")
      }
    } else if !known.isDollar {
      refuse(row, column, "the row is in \(known.text)")
    }
  }
}

extension Currency {
  /// Whether `$` can mean the currency.
  fileprivate var isDollar: Bool {
    Currency.dollars.contains(text)
  }

  /// The currencies whose sign is `$`, pesos among them.
  private static let dollars: Set<String> = [
    "ARS", "AUD", "BBD", "BMD", "BND", "BSD", "BZD", "CAD", "CLP", "COP", "FJD", "GYD", "HKD",
    "JMD",
    "KYD", "LRD", "MXN", "NAD", "NZD", "SBD", "SGD", "SRD", "TTD", "TWD", "USD", "UYU", "XCD",
  ]
}
