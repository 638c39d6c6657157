import Columns
import Model
import Planning

extension ResultTable.Chart {
  /// Labels take so many columns at most, so that there is room for lengths.
  private static let mostLabels = 2

  /// What is to be drawn of the columns of an answer; nil where there is nothing.
  ///
  /// Unless the question says more: the first amount, else the first number, by what stands before
  /// it; a line where that is a time, else bars.
  init?(_ order: ChartOrder, of columns: [ResultTable.Column]) {
    let named = order.value.flatMap { name in columns.firstIndex { $0.name == name } }
    let first =
      columns.firstIndex { $0.type == .money }
      ?? columns.indices.last { columns[$0].type == .number }
    guard let value = named ?? first else { return nil }
    var labels = columns.indices.filter {
      $0 != value && columns[$0].type != .money && columns[$0].type != .number
        && !columns[$0].type.isList
    }
    if labels.isEmpty { labels = columns.indices.filter { $0 != value } }
    let isTime = labels.first.map { columns[$0].type == .date || columns[$0].type == .period }
    let style: ResultTable.Chart.Style =
      switch order.style {
      case .bars: .bars
      case .line: .line
      case nil: isTime == true ? .line : .bars
      }
    self.init(style, labels: Array(labels.prefix(Self.mostLabels)), value: value)
  }
}
