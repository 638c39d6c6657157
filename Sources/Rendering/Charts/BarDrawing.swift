/// Bars of block characters, one row each: label, value, bar.
///
/// Where something is negative, bars grow to both sides of a line.
struct BarDrawing {
  private let series: ChartSeries
  private let labelWidth: Int
  private let textWidth: Int
  /// How far the longest bars reach below zero and above it; the series looks through all of them.
  private let depth: UInt128
  private let height: UInt128
  /// Cells to the left of zero and to the right of it.
  private let left: Int
  private let right: Int

  /// A bar has at least so many cells.
  private static let leastBar = 10
  /// A label has at most so many columns, and at least so many.
  private static let mostLabel = 36
  private static let leastLabel = 8

  init(_ series: ChartSeries, width: Int?) {
    self.series = series
    let whole = width ?? 100
    textWidth = series.points.reduce(0) { max($0, $1.text.count) }
    let longest = series.points.reduce(0) { max($0, CellText.width($1.label)) }
    let room = whole - textWidth - 2 * ColumnLayout.gap - Self.leastBar
    labelWidth = min(longest, Self.mostLabel, max(room, Self.leastLabel))
    let cells = max(Self.leastBar, whole - labelWidth - textWidth - 2 * ColumnLayout.gap)
    (depth, height) = (series.depth, series.height)
    // Each side gets its part of the cells, and at least one where there is something.
    let share = ChartSeries.part(depth / 2, of: depth / 2 + height / 2, length: cells)
    left = depth == 0 ? 0 : max(1, min(cells - 1, share))
    right = cells - left
  }

  /// Adds the rows, some of them.
  func append(points range: Range<Int>, to output: inout [UInt8]) {
    for point in series.points[range] {
      let start = output.count
      output += point.label
      CellText.cut(&output, from: start, toWidth: labelWidth)
      CellText.appendBlanks(labelWidth - CellText.width(output[start...]), to: &output)
      CellText.appendBlanks(ColumnLayout.gap + textWidth - point.text.count, to: &output)
      output += point.text
      CellText.appendBlanks(ColumnLayout.gap, to: &output)
      appendBar(point.value, to: &output)
      CellText.endLine(&output)
    }
  }

  private func appendBar(_ value: Int128, to output: inout [UInt8]) {
    if value < 0 {
      // There is no block for each eighth from the right, only for a half.
      let halves = max(1, ChartSeries.part(value.magnitude, of: depth, length: left * 2))
      CellText.appendBlanks(left - (halves + 1) / 2, to: &output)
      if halves % 2 == 1 { output += "▐".utf8 }
      for _ in 0..<halves / 2 { output += "█".utf8 }
      return
    }
    CellText.appendBlanks(left, to: &output)
    guard value > 0 else {
      output += "▏".utf8
      return
    }
    let eighths = max(1, ChartSeries.part(value.magnitude, of: height, length: right * 8))
    for _ in 0..<eighths / 8 { output += "█".utf8 }
    if eighths % 8 > 0 { output += Self.parts[eighths % 8 - 1].utf8 }
  }

  private static let parts = ["▏", "▎", "▍", "▌", "▋", "▊", "▉"]
}
