import Columns
import Diagnostics
import Model

/// A rate has two currencies, and neither is that of an amount in its row.
extension TableConversion {
  /// The fields without which a rate says nothing.
  private static let needed = ["from_currency", "rate"]

  /// Refuses rates that lack a currency or their number.
  ///
  /// - Throws: the field that a file of rates has no column for.
  mutating func refuseIncompleteRates() throws(Diagnostic) {
    guard collection == .rates, table.rowsRead > 0 else { return }
    for name in TableConversion.needed {
      guard let column = plans.firstIndex(where: { $0.target == .field && $0.name == name }) else {
        throw .missingHeading(table.file, field: name, collection: "rates")
      }
      for (row, code) in table.columns[column].codes.enumerated() where code == Missing.text {
        refuse(row, column, "the rate has none")
      }
    }
    for (column, plan) in plans.enumerated() {
      guard plan.target == .field, case .currency(let named) = readings[column].values else {
        continue
      }
      for (row, code) in table.columns[column].codes.enumerated()
      where code != Missing.text && named[Int(code)] == .dollar {
        refuse(row, column, "$ does not say which dollar")
      }
    }
  }

  /// A currency column's own values; what a rate comes to in no named currency is the home one.
  func currencies(of column: Int, _ named: [NamedCurrency], _ rows: KeptRows) -> Columns.Column {
    let missing = plans[column].name == "to_currency" ? homeCode : Missing.currency
    let codes = named.map { value in
      if case .code(let currency) = value { currency.code } else { missing }
    }
    let texts = table.columns[column].codes
    return .currency(
      rows.map { texts[$0] == Missing.text ? missing : codes[Int(texts[$0])] })
  }

  /// The currency to which all rates of a file lead that has no column for it.
  func homeColumn(_ rowCount: Int) -> TableDraft.Column? {
    guard collection == .rates, homeCode != Missing.currency,
      !plans.contains(where: { $0.name == "to_currency" })
    else { return nil }
    let codes = [UInt16](repeating: homeCode, count: rowCount)
    return TableDraft.Column("to_currency", .currency(codes))
  }
}
