import Model

/// The last rows of a page's table: what its columns come to, a row for each currency.
struct PageTotals {
  private let columns: [PageColumn]
  /// The currencies in the order of their codes; one entry, nil, where no column holds money.
  private let currencies: [Currency?]

  init(_ columns: [PageColumn]) {
    self.columns = columns
    var found: Set<Currency> = []
    var hasAmounts = false
    for column in columns {
      switch column.total {
      case .money(let money):
        found.insert(money.currency)
        hasAmounts = true
      case .bag(let bag):
        found.formUnion(bag.amounts.map(\.currency))
        hasAmounts = true
      default: continue
      }
    }
    currencies = hasAmounts && !found.isEmpty ? found.sorted() : [nil]
  }

  /// Adds the rows; nothing where no column has a total.
  func append(to output: inout [UInt8]) {
    guard columns.contains(where: { $0.total != nil }) else { return }
    output += "<tfoot>\n".utf8
    for (place, currency) in currencies.enumerated() {
      output += "<tr>".utf8
      for (index, column) in columns.enumerated() {
        output += "<td\(column.total == nil ? "" : column.mark)>".utf8
        if let text = text(of: column, currency, isFirst: place == 0) {
          column.append(total: text, to: &output)
        } else if index == 0 {
          let name = currencies.count > 1 ? currency?.text ?? "" : ""
          output += (name.isEmpty ? "Total" : "Total \(name)").utf8
        }
        output += "</td>".utf8
      }
      output += "</tr>\n".utf8
    }
    output += "</tfoot>\n".utf8
  }

  /// The amount of a column in one currency; a count stands in the first row.
  private func text(of column: PageColumn, _ currency: Currency?, isFirst: Bool) -> [UInt8]? {
    switch column.total {
    case .money(let money) where money.currency == currency: return column.text(of: money)
    case .bag(let bag):
      return bag.amounts.first { $0.currency == currency }.map { column.text(of: $0) }
    case .number(let number) where isFirst:
      var text: [UInt8] = []
      NumberFormat.append(number, places: 0, isGrouped: true, to: &text)
      return text
    default: return nil
    }
  }
}
