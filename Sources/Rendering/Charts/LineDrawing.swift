/// A line of box characters over a scale, with the first and the last label below it.
struct LineDrawing {
  private let series: ChartSeries
  private let plotWidth: Int
  private let plotHeight: Int
  private let scaleWidth: Int
  private let low: Int128
  private let high: Int128

  /// Lines that a picture takes, without its labels.
  private static let usualHeight = 11
  private static let leastWidth = 10
  /// More cells for each point make a staircase of it.
  private static let mostStretch = 8

  init(_ series: ChartSeries, width: Int?, height: Int = usualHeight) {
    self.series = series
    let texts = series.points
    low = min(0, texts.map(\.value).min() ?? 0)
    high = max(0, texts.map(\.value).max() ?? 0)
    scaleWidth = texts.reduce(1) { max($0, $1.text.count) }
    let room = max(Self.leastWidth, (width ?? 100) - scaleWidth - 2)
    plotWidth = min(room, max(1, (series.points.count - 1) * Self.mostStretch + 1))
    plotHeight = height
  }

  /// Whether some points share a column, so that only the last of them is drawn.
  var leavesOutPoints: Bool { series.points.count > plotWidth }

  /// Adds the picture.
  func append(to output: inout [UInt8]) {
    let heights = (0..<plotWidth).map { row(at: $0) }
    for line in (0..<plotHeight).reversed() {
      appendScale(at: line, to: &output)
      for place in heights.indices {
        output += sign(at: line, heights[place], after: place == 0 ? nil : heights[place - 1]).utf8
      }
      CellText.endLine(&output)
    }
    appendLabels(to: &output)
  }

  /// The line of the plot on which the point of a column lies, from below.
  private func row(at column: Int) -> Int {
    let last = series.points.count - 1
    guard last > 0, plotWidth > 1 else { return row(of: series.points.last?.value ?? 0) }
    // Of several points in one column the last one stands.
    let point =
      leavesOutPoints
      ? (column + 1) * series.points.count / plotWidth - 1
      : (column * last + (plotWidth - 1) / 2) / (plotWidth - 1)
    return row(of: series.points[max(0, min(last, point))].value)
  }

  private func row(of value: Int128) -> Int {
    let span = high.magnitude + low.magnitude
    let above = value >= 0 ? low.magnitude + value.magnitude : low.magnitude - value.magnitude
    let halves = ChartSeries.part(above, of: span, length: (plotHeight - 1) * 2)
    return (halves + 1) / 2
  }

  /// The sign of one cell: the line runs level, or goes up or down where a column begins.
  private func sign(at line: Int, _ height: Int, after before: Int?) -> String {
    guard let before, before != height else { return height == line ? "─" : ground(line) }
    if line == height { return height > before ? "╭" : "╰" }
    if line == before { return height > before ? "╯" : "╮" }
    return line > min(height, before) && line < max(height, before) ? "│" : ground(line)
  }

  /// Zero is marked where something lies below it.
  private func ground(_ line: Int) -> String {
    low < 0 && line == row(of: 0) ? "┈" : " "
  }

  private func appendScale(at line: Int, to output: inout [UInt8]) {
    var text: [UInt8] = []
    if line == row(of: high), high > 0 {
      text = series.points.first { $0.value == high }?.text ?? []
    } else if line == row(of: 0) {
      text = [UInt8(ascii: "0")]
    } else if line == row(of: low) {
      text = series.points.first { $0.value == low }?.text ?? []
    }
    CellText.appendBlanks(scaleWidth - text.count, to: &output)
    output += text
    output += text.isEmpty ? " │".utf8 : " ┤".utf8
  }

  /// The first label at the left, the last one at the right, cut where both have no room.
  private func appendLabels(to output: inout [UInt8]) {
    guard let first = series.points.first, let last = series.points.last else { return }
    CellText.appendBlanks(scaleWidth + 2, to: &output)
    let isAlone = series.points.count == 1
    let room = max(plotWidth, Self.leastWidth)
    let most = isAlone ? room : (room - 2) / 2
    let start = output.count
    output += first.label
    CellText.cut(&output, from: start, toWidth: most)
    if !isAlone {
      var end = last.label
      CellText.cut(&end, from: 0, toWidth: most)
      let used = CellText.width(output[start...]) + CellText.width(end)
      CellText.appendBlanks(max(2, plotWidth - used), to: &output)
      output += end
    }
    CellText.endLine(&output)
  }
}
