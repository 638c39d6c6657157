import Columns
import Model

/// One picture: lengths that share a scale, each with what it is called.
///
/// Amounts in different currencies have no common length, so each currency is a picture of its own.
struct ChartSeries {
  /// One bar, or one place of a line.
  struct Point {
    /// What the row is called; safe for a terminal, not escaped.
    let label: [UInt8]
    /// At the scale of the series.
    let value: Int128
    /// The value as people read it.
    let text: [UInt8]
  }

  /// What is drawn, with its currency: `sum owed (EUR)`.
  let title: [UInt8]
  /// Digits behind the point of its values.
  private(set) var scale = 0
  /// In the order of the rows; those without a value are left out.
  private(set) var points: [Point] = []

  /// How far the longest bar reaches below zero, without a sign.
  var depth: UInt128 { points.reduce(0) { $1.value < 0 ? max($0, $1.value.magnitude) : $0 } }
  /// How far the longest bar reaches above zero.
  var height: UInt128 { points.reduce(0) { $1.value > 0 ? max($0, $1.value.magnitude) : $0 } }

  /// The pictures of a chart.
  static func all(of table: ResultTable, _ chart: ResultTable.Chart) -> [ChartSeries] {
    let column = table.columns[chart.value]
    let labels = chart.labels.map {
      DisplayColumn(table.columns[$0], words: table.words, currency: .headingIfUniform)
    }
    let shown = DisplayColumn(column, words: table.words, currency: .headingIfUniform)
    switch column.values {
    case .number(let vector):
      var series = ChartSeries(title: shown.heading)
      for row in 0..<table.rowCount where vector.coefficients[row] != Missing.coefficient {
        series.add(row, vector.coefficients[row], vector.scale, places: 0, labels)
      }
      return [series]
    case .money(let vector): return amounts(vector, of: table, named: column.name, labels)
    default: return []
    }
  }

  private static func amounts(
    _ vector: MoneyVector, of table: ResultTable, named name: String, _ labels: [DisplayColumn]
  ) -> [ChartSeries] {
    let scale = vector.bags.reduce(vector.scale) { scale, bag in
      bag.amounts.reduce(scale) { max($0, $1.amount.scale) }
    }
    var series: [(currency: Currency, series: ChartSeries)] = []
    func add(_ row: Int, _ coefficient: Int128, _ currency: Currency) {
      let known = series.firstIndex { $0.currency == currency }
      if known == nil { series.append((currency, ChartSeries(title: title(name, currency)))) }
      series[known ?? series.count - 1].series.add(
        row, coefficient, scale, places: currency.exponent, labels)
    }
    for row in 0..<table.rowCount where vector.coefficients[row] != Missing.coefficient {
      if vector.currencies[row] == Currency.several.code {
        for money in vector.bags[Int(vector.coefficients[row])].amounts {
          // What does not fit the common scale is larger than any picture has room for.
          add(row, money.amount.coefficient(atScale: scale) ?? .max, money.currency)
        }
      } else {
        let (aligned, isLarge) = vector.coefficients[row].multipliedReportingOverflow(
          by: Decimal.powersOfTen[scale - vector.scale])
        add(row, isLarge ? .max : aligned, Currency(code: vector.currencies[row]))
      }
    }
    return series.sorted { $0.currency < $1.currency }.map(\.series)
  }

  private static func title(_ name: String, _ currency: Currency) -> [UInt8] {
    let title = Array(VisibleText.visible(name.utf8).utf8)
    let letters = Array(currency.text.utf8)
    return letters.isEmpty || title == letters ? title : title + " (".utf8 + letters + ")".utf8
  }

  private init(title: [UInt8]) {
    self.title = title
  }

  private mutating func add(
    _ row: Int, _ coefficient: Int128, _ scale: Int, places: Int, _ labels: [DisplayColumn]
  ) {
    var label: [UInt8] = []
    for (place, column) in labels.enumerated() {
      if place > 0 { label += "  ".utf8 }
      column.appendOnOneLine(row: row, to: &label)
    }
    var text: [UInt8] = []
    NumberFormat.append(coefficient, scale: scale, places: places, isGrouped: true, to: &text)
    self.scale = scale
    points.append(Point(label: label, value: coefficient, text: text))
  }

  /// So much of a length as a value is of the whole, rounded down; never more than the length.
  static func part(_ value: UInt128, of whole: UInt128, length: Int) -> Int {
    guard whole > 0 else { return 0 }
    let product = min(value, whole).multipliedFullWidth(by: UInt128(length))
    return Int(whole.dividingFullWidth(product).quotient)
  }
}
