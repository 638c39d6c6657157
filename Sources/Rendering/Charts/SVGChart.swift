import Columns
import Model

/// A chart as SVG, to stand in a page or in a file of its own; all lengths are whole numbers.
enum SVGChart {
  /// The width of a drawing in its own units.
  private static let width = 1520
  private static let textSize = 25
  private static let rowHeight = 44
  /// Bars beyond these are not drawn; the table has them all.
  private static let mostBars = 60
  private static let lineHeight = 480
  /// Half of a label may stand beyond the last point.
  private static let rightMargin = 60
  /// More points stand too close for dots.
  private static let mostDots = 62

  /// A drawing for each currency, to stand in a page.
  static func drawings(of table: ResultTable, _ chart: ResultTable.Chart) -> [[UInt8]] {
    series(of: table, chart).map { series in
      opening(height: height(of: series, chart.style)) + shapes(series, chart.style)
        + "</svg>\n".utf8
    }
  }

  /// All drawings of an answer as one file, one below the other on a white ground.
  static func file(of table: ResultTable, _ chart: ResultTable.Chart) -> [UInt8] {
    var body: [UInt8] = []
    var top = 0
    for series in series(of: table, chart) {
      body += "<g transform=\"translate(0 \(top))\">\n".utf8 + shapes(series, chart.style)
      body += "</g>\n".utf8
      top += height(of: series, chart.style) + rowHeight
    }
    let height = max(rowHeight, top - rowHeight)
    return Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8)
      + opening(height: height, margin: rowHeight) + body + "</svg>\n".utf8
  }

  private static func series(
    of table: ResultTable, _ chart: ResultTable.Chart
  ) -> [ChartSeries] {
    ChartSeries.all(of: table, chart).filter { !$0.points.isEmpty }
  }

  private static func shapes(
    _ series: ChartSeries, _ style: ResultTable.Chart.Style
  ) -> [UInt8] {
    switch style {
    case .bars: bars(series)
    case .line: line(series)
    }
  }

  private static func height(of series: ChartSeries, _ style: ResultTable.Chart.Style) -> Int {
    let isCut = series.points.count > mostBars
    return switch style {
    case .bars: (min(series.points.count, mostBars) + (isCut ? 2 : 1)) * rowHeight
    case .line: lineHeight + 3 * rowHeight
    }
  }

  /// The beginning of a drawing; one with a margin stands alone, and brings its ground and letters.
  private static func opening(height: Int, margin: Int = 0) -> [UInt8] {
    let (across, down) = (width + 2 * margin, height + 2 * margin)
    let alone =
      margin > 0
      ? " font-family=\"'Segoe UI','Helvetica Neue',Arial,sans-serif\" style=\"background:#fff\""
      : ""
    return Array(
      ("<svg xmlns=\"http://www.w3.org/2000/svg\""
        + " viewBox=\"\(-margin) \(-margin) \(across) \(down)\" width=\"\(across / 2)\""
        + " height=\"\(down / 2)\" font-size=\"\(textSize)\"\(alone)>\n").utf8)
  }

  // MARK: Bars

  private static func bars(_ series: ChartSeries) -> [UInt8] {
    let points = series.points.prefix(mostBars)
    var output: [UInt8] = []
    appendText(series.title, at: (0, 28), "fill=\"#102a43\" font-weight=\"600\"", to: &output)
    let labelWidth = min(520, points.reduce(60) { max($0, CellText.width($1.label) * 14) })
    let valueWidth = points.reduce(60) { max($0, $1.text.count * 14) } + 24
    let room = width - labelWidth - valueWidth
    let (depth, top) = (series.depth, series.height)
    let left =
      depth == 0 ? 0 : max(20, ChartSeries.part(depth / 2, of: depth / 2 + top / 2, length: room))
    let zero = labelWidth + 16 + left
    for (place, point) in points.enumerated() {
      let y = (place + 1) * rowHeight
      var label = point.label
      CellText.cut(&label, from: 0, toWidth: 37)
      appendText(label, at: (0, y + 29), "fill=\"#334e68\"", to: &output)
      let isBelow = point.value < 0
      let length =
        isBelow
        ? ChartSeries.part(point.value.magnitude, of: depth, length: left)
        : ChartSeries.part(point.value.magnitude, of: top, length: room - left - 16)
      let x = isBelow ? zero - length : zero
      output += "<rect x=\"\(x)\" y=\"\(y + 6)\" width=\"\(max(2, length))\" height=\"32\"".utf8
      output += " rx=\"3\" fill=\"\(isBelow ? "#c0553f" : "#3a6ea5")\"/>\n".utf8
      let after = isBelow ? zero + 12 : zero + length + 12
      appendText(point.text, at: (after, y + 29), "fill=\"#102a43\"", to: &output)
    }
    if depth > 0 {
      let bottom = (points.count + 1) * rowHeight
      output += "<path d=\"M\(zero) \(rowHeight)V\(bottom)\" stroke=\"#829ab1\"/>\n".utf8
    }
    if series.points.count > mostBars {
      let y = (points.count + 1) * rowHeight + 28
      appendText(
        Array("… \(series.points.count - mostBars) more".utf8), at: (0, y), "fill=\"#52606d\"",
        to: &output)
    }
    return output
  }

  // MARK: Lines

  private static func line(_ series: ChartSeries) -> [UInt8] {
    let points = series.points
    var output: [UInt8] = []
    appendText(series.title, at: (0, 28), "fill=\"#102a43\" font-weight=\"600\"", to: &output)
    let scale = ChartScale(series)
    let scaleWidth = scale.marks.reduce(20) { max($0, $1.text.count * 14) } + 20
    let (depth, top) = (scale.depth, scale.height)
    let upper = rowHeight + 24
    let y = { (value: Int128) -> Int in
      let whole = depth + top
      let above = value >= 0 ? depth + value.magnitude : depth - value.magnitude
      return upper + lineHeight - ChartSeries.part(above, of: whole, length: lineHeight)
    }
    let x = { (place: Int) -> Int in
      scaleWidth + (width - scaleWidth - rightMargin) * place / max(1, points.count - 1)
    }
    for mark in scale.marks {
      let height = y(mark.value)
      let color = mark.value == 0 ? "#829ab1" : "#d9e2ec"
      output += "<path d=\"M\(scaleWidth) \(height)H\(width)\" stroke=\"\(color)\"/>\n".utf8
      appendText(
        mark.text, at: (scaleWidth - 14, height + 9), "fill=\"#52606d\" text-anchor=\"end\"",
        to: &output)
    }
    let path = points.indices.map { "\(x($0)) \(y(points[$0].value))" }.joined(separator: "L")
    output += "<path d=\"M\(path)\" fill=\"none\" stroke=\"#3a6ea5\" stroke-width=\"4\"".utf8
    output += " stroke-linejoin=\"round\"/>\n".utf8
    if points.count <= mostDots {
      for place in points.indices {
        output += "<circle cx=\"\(x(place))\" cy=\"\(y(points[place].value))\" r=\"6\"".utf8
        output += " fill=\"#3a6ea5\"/>\n".utf8
      }
    }
    appendLabels(of: points, x: x, y: upper + lineHeight + 40, to: &output)
    return output
  }

  /// As many labels below the line as have room.
  private static func appendLabels(
    of points: [ChartSeries.Point], x: (Int) -> Int, y: Int, to output: inout [UInt8]
  ) {
    let longest = points.reduce(1) { max($0, CellText.width($1.label)) } * 14 + 30
    let apart = max(1, x(min(1, points.count - 1)) - x(0))
    let step = (longest + apart - 1) / apart
    for place in stride(from: 0, to: points.count, by: max(1, step)) {
      appendText(
        points[place].label, at: (x(place), y), "fill=\"#52606d\" text-anchor=\"middle\"",
        to: &output)
    }
  }

  private static func appendText(
    _ text: [UInt8], at place: (x: Int, y: Int), _ attributes: String, to output: inout [UInt8]
  ) {
    output += "<text x=\"\(place.x)\" y=\"\(place.y)\" \(attributes)>".utf8
    HTMLText.append(escaping: text, to: &output)
    output += "</text>\n".utf8
  }
}
