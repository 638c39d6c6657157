/// The scale beside a line: round values, a few of them, around all that is drawn.
struct ChartScale {
  /// Lines above each other, at most so many and one.
  private static let mostSteps: UInt128 = 5

  /// How far the scale reaches below zero, without a sign, at the scale of the series.
  let depth: UInt128
  /// How far it reaches above zero.
  let height: UInt128
  /// The values that it names, the lowest first, with their texts.
  let marks: [(value: Int128, text: [UInt8])]

  /// The scale for a series.
  init(_ series: ChartSeries) {
    let step = Self.step(series.depth, series.height)
    let below = (series.depth + step - 1) / step
    let above = (series.height + step - 1) / step
    // Values as large as numbers can be have no round one beyond them.
    guard let most = Int128(exactly: max(below, above, 1) * step), most < Int128.max / 4 else {
      (depth, height) = (series.depth, series.height)
      marks = [(0, [UInt8(ascii: "0")])]
      return
    }
    (depth, height) = (below * step, above * step)
    marks = (-Int128(below)...Int128(above)).map { count in
      let value = count * Int128(step)
      var text: [UInt8] = []
      NumberFormat.append(value, scale: series.scale, places: 0, isGrouped: true, to: &text)
      return (value, text)
    }
  }

  /// One, two or five times a power of ten.
  private static func step(_ depth: UInt128, _ height: UInt128) -> UInt128 {
    let least = (depth / 2 + height / 2) / mostSteps * 2
    var power: UInt128 = 1
    while power * 10 <= least, power < UInt128.max / 100 { power *= 10 }
    return [1, 2, 5].map { power * $0 }.first { $0 >= least } ?? power * 10
  }
}
