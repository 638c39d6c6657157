/// Which rows of a long answer are shown: the first ones and the last.
struct RowWindow {
  /// The rows that are left out.
  let hidden: Range<Int>
  private let rowCount: Int

  /// Rows at the beginning and at the end of an answer that is longer than the screen.
  private static let mostFirst = 20
  private static let mostLast = 5

  /// The rows of an answer, of which so many find room; nil shows all of them.
  init(rowCount: Int, room: Int?) {
    self.rowCount = rowCount
    guard let room, rowCount > max(room, 2) else {
      hidden = 0..<0
      return
    }
    let last = max(1, min(RowWindow.mostLast, room / 3))
    let first = max(1, min(RowWindow.mostFirst, room - last))
    hidden = first..<(rowCount - last)
  }

  /// The rows that are shown, before and after those left out.
  var shown: [Range<Int>] {
    hidden.isEmpty ? [0..<rowCount] : [0..<hidden.lowerBound, hidden.upperBound..<rowCount]
  }

  /// `… 946 more rows (more shows all)`.
  var remark: [UInt8] {
    var text = CellText.ellipsis + [UInt8(ascii: " ")]
    NumberFormat.append(count: hidden.count, to: &text)
    return text + " more \(hidden.count == 1 ? "row" : "rows") (more shows all)".utf8
  }
}
