import Columns
import Model

/// An answer as a picture on the screen, one for each currency.
struct ChartRenderer: Renderer {
  /// Every series shows so many of its bars, however small the screen.
  private static let leastBars = 3

  private let series: [ChartSeries]
  private let chart: ResultTable.Chart
  private let style: RenderingStyle
  private let footer: Footer

  init(
    _ table: ResultTable, _ chart: ResultTable.Chart, style: RenderingStyle,
    elapsed: Swift.Duration?
  ) {
    self.chart = chart
    self.style = style
    series = ChartSeries.all(of: table, chart).filter { !$0.points.isEmpty }
    footer = Footer(table, style: style, elapsed: elapsed)
  }

  mutating func begin(into output: inout [UInt8]) {
    let rooms = rooms
    for (place, one) in series.enumerated() {
      if place > 0 { output.append(UInt8(ascii: "\n")) }
      Emphasis.heading.append(line: one.title, style: style, to: &output)
      switch chart.style {
      case .bars: appendBars(one, room: rooms?[place], to: &output)
      case .line: appendLine(one, to: &output)
      }
    }
  }

  mutating func append(rows: Range<Int>, into output: inout [UInt8]) {}

  mutating func end(into output: inout [UInt8]) {
    footer.append(to: &output)
  }

  /// The lines that each series has for its bars; what one does not need is for the others.
  private var rooms: [Int]? {
    guard let height = style.height else { return nil }
    // A title each, a blank line between two, and the prompt.
    var left = height - footer.lineCount - 2 * series.count
    var rooms = series.map { _ in 0 }
    let bySize = series.indices.sorted { series[$0].points.count < series[$1].points.count }
    for (place, index) in bySize.enumerated() {
      let share = max(Self.leastBars, left / (series.count - place))
      let count = series[index].points.count
      // A remark tells what does not fit.
      rooms[index] = count > share ? share - 1 : count
      left -= min(count, share)
    }
    return rooms
  }

  private func appendBars(_ one: ChartSeries, room: Int?, to output: inout [UInt8]) {
    let drawing = BarDrawing(one, width: style.width)
    let window = RowWindow(rowCount: one.points.count, room: room)
    for (place, range) in window.shown.enumerated() {
      if place > 0 { Emphasis.remark.append(line: window.remark, style: style, to: &output) }
      drawing.append(points: range, to: &output)
    }
  }

  private func appendLine(_ one: ChartSeries, to output: inout [UInt8]) {
    let drawing = LineDrawing(one, width: style.width)
    drawing.append(to: &output)
    if drawing.leavesOutPoints {
      var remark = Array("… ".utf8)
      NumberFormat.append(count: one.points.count, to: &remark)
      remark += " points, more than there are columns; each column shows its last one".utf8
      Emphasis.remark.append(line: remark, style: style, to: &output)
    }
  }
}
