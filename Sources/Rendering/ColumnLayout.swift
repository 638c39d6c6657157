/// How wide each column of a table stands: measured from its cells, then fitted to the screen.
struct ColumnLayout {
  /// One column in its place.
  struct Slot {
    let column: DisplayColumn
    /// Columns of the terminal that the cells are filled up to.
    var width: Int
    /// Columns that the longest fraction takes, with its point.
    let fractionWidth: Int
    /// Whether a cell that is wider is cut.
    var isCut = false
  }

  /// The columns that are shown.
  private(set) var slots: [Slot]
  /// The columns that found no room.
  private(set) var hidden: [DisplayColumn] = []

  /// Blanks between columns.
  static let gap = 2
  /// An elastic column keeps at least so many columns of the screen.
  private static let leastElastic = 12
  /// A longer cell stands out of its column where nothing is cut, so that one does not blow up all
  /// rows.
  private static let mostPadding = 200

  /// Measures the rows that will be shown and fits them into a width; nil takes what is needed.
  init(_ columns: [DisplayColumn], rows: [Range<Int>], width: Int?) {
    slots = columns.map { ColumnLayout.measured($0, rows: rows) }
    if let width {
      fit(into: max(width, 1))
    } else {
      for index in slots.indices where slots[index].column.isElastic {
        slots[index].width = min(slots[index].width, ColumnLayout.mostPadding)
      }
    }
  }

  private static func measured(_ column: DisplayColumn, rows: [Range<Int>]) -> Slot {
    var whole = 0
    var fraction = 0
    var other = CellText.width(column.heading)
    var cell: [UInt8] = []
    for range in rows {
      for row in range {
        for line in 0..<column.lineCount(at: row) {
          cell.removeAll(keepingCapacity: true)
          column.append(row: row, line: line, to: &cell)
          guard column.alignment == .point, cell != DisplayColumn.missing else {
            other = max(other, CellText.width(cell))
            continue
          }
          let ownFraction = fractionWidth(of: cell)
          fraction = max(fraction, ownFraction)
          whole = max(whole, cell.count - ownFraction)
        }
      }
    }
    return Slot(column: column, width: max(whole + fraction, other), fractionWidth: fraction)
  }

  /// Columns that the fraction of a number takes, with its point.
  static func fractionWidth(of cell: [UInt8]) -> Int {
    cell.lastIndex(of: UInt8(ascii: ".")).map { cell.count - $0 } ?? 0
  }

  /// First elastic columns shrink, the widest first; then columns are left out from the right.
  private mutating func fit(into width: Int) {
    for index in slots.indices where slots[index].column.isElastic {
      slots[index].isCut = true
      slots[index].width = min(slots[index].width, width)
    }
    while slots.count > 1, total(of: slots.map(leastWidth)) > width {
      hidden.insert(slots.removeLast().column, at: 0)
    }
    var excess = total(of: slots.map(\.width)) - width
    while excess > 0 {
      let shrinkable = slots.indices.filter { slots[$0].width > leastWidth(slots[$0]) }
      guard let widest = shrinkable.max(by: { slots[$0].width < slots[$1].width }) else { return }
      slots[widest].width -= 1
      excess -= 1
    }
  }

  private func leastWidth(_ slot: Slot) -> Int {
    slot.column.isElastic ? min(slot.width, ColumnLayout.leastElastic) : slot.width
  }

  private func total(of widths: [Int]) -> Int {
    widths.reduce(0, +) + ColumnLayout.gap * max(0, widths.count - 1)
  }
}
