/// What a terminal shows after the bytes that a program has sent to it.
///
/// As much of a terminal as libedit and the shell use: text with wide and combining characters,
/// wrapping, scrolling, moving the cursor, erasing, and the colors of characters.
package struct TerminalScreen: Sendable {
  /// The cells in a row.
  package private(set) var columns: Int
  /// The rows of the window, from the top.
  package private(set) var height: Int
  /// The row of the cursor, from 0.
  package private(set) var cursorRow = 0
  /// The column of the cursor, from 0.
  package private(set) var cursorColumn = 0

  private var cells: [[Cell]]
  /// The parameters of `ESC [ … m` that hold for what comes next.
  private var attributes: Set<Int> = []
  /// After the last cell of a row a terminal waits with wrapping until the next character.
  private var isWrapPending = false
  private var parser = Parser.text

  private struct Cell: Sendable {
    /// One character with its combining marks; "" in the second cell of a wide one.
    var text = " "
    var attributes: Set<Int> = []
  }

  private enum Parser {
    case text
    case character([UInt8], expected: Int)
    case escape
    case sequence([UInt8])
    case charset
    case string
  }

  /// An empty screen.
  package init(columns: Int, height: Int) {
    self.columns = columns
    self.height = height
    cells = Array(repeating: Array(repeating: Cell(), count: columns), count: height)
  }

  /// The rows as text, without the blanks at their ends.
  package var rows: [String] {
    cells.map { row in
      var text = row.map(\.text).joined()
      while text.last == " " { text.removeLast() }
      return text
    }
  }

  /// The rows down to the last one with text.
  package var text: String {
    var rows = rows
    while rows.last == "" { rows.removeLast() }
    return rows.joined(separator: "\n")
  }

  /// The row that the cursor is in.
  package var currentRow: String { rows[cursorRow] }

  /// The attributes of the characters of a text, such as 1 for bold and 31 for red, in the last row
  /// that has it; nil where none has, or not in one look.
  package func attributes(of text: String) -> Set<Int>? {
    for row in cells.reversed() {
      var starts: [Int] = []
      var line = ""
      for (column, cell) in row.enumerated() {
        starts += [Int](repeating: column, count: cell.text.utf8.count)
        line += cell.text
      }
      guard let found = line.ranges(of: text).first else { continue }
      let first = line.utf8.distance(from: line.startIndex, to: found.lowerBound)
      let looks = Set(starts[first..<first + text.utf8.count].map { row[$0].attributes })
      return looks.count == 1 ? looks.first : nil
    }
    return nil
  }

  /// Another size of the window; rows are cut or filled up and not wrapped anew.
  package mutating func resize(columns: Int, height: Int) {
    while cells.count > height, cursorRow > 0 {
      cells.removeFirst()
      cursorRow -= 1
    }
    cells = cells.prefix(height).map { row in
      Array((row + Array(repeating: Cell(), count: max(0, columns - row.count))).prefix(columns))
    }
    while cells.count < height { cells.append(Array(repeating: Cell(), count: columns)) }
    self.columns = columns
    self.height = height
    cursorColumn = min(cursorColumn, columns - 1)
    isWrapPending = false
  }

  /// Shows what a program has sent.
  package mutating func feed(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { take(byte) }
  }

  // MARK: - Parsing

  private mutating func take(_ byte: UInt8) {
    switch parser {
    case .text: takeText(byte)
    case .character(let bytes, let expected):
      if expected > 1 {
        parser = .character(bytes + [byte], expected: expected - 1)
      } else {
        parser = .text
        for scalar in String(decoding: bytes + [byte], as: UTF8.self).unicodeScalars { put(scalar) }
      }
    case .escape: takeEscape(byte)
    case .sequence(let bytes):
      if (0x40...0x7E).contains(byte) {
        parser = .text
        perform(String(decoding: bytes, as: UTF8.self), final: byte)
      } else {
        parser = .sequence(bytes + [byte])
      }
    case .charset: parser = .text
    case .string: if byte == 0x07 || byte == 0x5C { parser = .text }
    }
  }

  private mutating func takeText(_ byte: UInt8) {
    switch byte {
    case 0x1B: parser = .escape
    case 0x0D: move(row: cursorRow, column: 0)
    case 0x0A: lineFeed()
    case 0x08: move(row: cursorRow, column: cursorColumn - 1)
    case 0x09: move(row: cursorRow, column: (cursorColumn / 8 + 1) * 8)
    case 0..<0x20, 0x7F: break
    case 0xC0..<0xE0: parser = .character([byte], expected: 1)
    case 0xE0..<0xF0: parser = .character([byte], expected: 2)
    case 0xF0...: parser = .character([byte], expected: 3)
    default: put(Unicode.Scalar(byte))
    }
  }

  private mutating func takeEscape(_ byte: UInt8) {
    parser = .text
    switch Unicode.Scalar(byte) {
    case "[": parser = .sequence([])
    case "]": parser = .string
    case "(", ")": parser = .charset
    case "M": move(row: cursorRow - 1, column: cursorColumn)
    default: break
    }
  }

  private mutating func perform(_ parameters: String, final: UInt8) {
    let numbers = parameters.split(separator: ";").map { Int($0) ?? 0 }
    let count = max(1, numbers.first ?? 1)
    switch Unicode.Scalar(final) {
    case "A": move(row: cursorRow - count, column: cursorColumn)
    case "B": move(row: cursorRow + count, column: cursorColumn)
    case "C": move(row: cursorRow, column: cursorColumn + count)
    case "D": move(row: cursorRow, column: cursorColumn - count)
    case "G": move(row: cursorRow, column: count - 1)
    case "m": setAttributes(numbers)
    case "d": move(row: count - 1, column: cursorColumn)
    case "H": move(row: count - 1, column: (numbers.count > 1 ? numbers[1] : 1) - 1)
    case "J": eraseScreen(numbers.first ?? 0)
    case "K": eraseRow(numbers.first ?? 0)
    case "P": deleteCells(count)
    case "@": insertCells(count)
    case "X": fill(cursorRow, cursorColumn..<min(columns, cursorColumn + count))
    case "L": insertRows(count)
    case "M": deleteRows(count)
    default: break
    }
  }

  /// Parameters as the shell and libedit use them; an empty list takes all back.
  private mutating func setAttributes(_ numbers: [Int]) {
    for number in numbers.isEmpty ? [0] : numbers {
      switch number {
      case 0: attributes = []
      case 30...39:
        attributes = attributes.filter { !(30...39).contains($0) }
        if number != 39 { attributes.insert(number) }
      case 49: break
      default: attributes.insert(number)
      }
    }
  }

  // MARK: - Acting

  private mutating func put(_ scalar: Unicode.Scalar) {
    let width = Self.width(scalar)
    if width == 0 {
      let column = max(0, isWrapPending ? cursorColumn : cursorColumn - 1)
      cells[cursorRow][column].text += String(scalar)
      return
    }
    if isWrapPending || cursorColumn + width > columns {
      lineFeed()
      cursorColumn = 0
    }
    isWrapPending = false
    cells[cursorRow][cursorColumn] = Cell(text: String(scalar), attributes: attributes)
    if width == 2 {
      cells[cursorRow][cursorColumn + 1] = Cell(text: "", attributes: attributes)
    }
    cursorColumn += width
    if cursorColumn == columns {
      cursorColumn -= 1
      isWrapPending = true
    }
  }

  private mutating func lineFeed() {
    isWrapPending = false
    if cursorRow < height - 1 {
      cursorRow += 1
    } else {
      cells.removeFirst()
      cells.append(Array(repeating: Cell(), count: columns))
    }
  }

  private mutating func move(row: Int, column: Int) {
    isWrapPending = false
    cursorRow = min(max(0, row), height - 1)
    cursorColumn = min(max(0, column), columns - 1)
  }

  private mutating func eraseScreen(_ kind: Int) {
    eraseRow(kind)
    if kind != 1 { for row in (cursorRow + 1)..<max(height, cursorRow + 1) { fill(row) } }
    if kind != 0 { for row in 0..<cursorRow { fill(row) } }
  }

  private mutating func eraseRow(_ kind: Int) {
    switch kind {
    case 0: fill(cursorRow, cursorColumn..<columns)
    case 1: fill(cursorRow, 0..<cursorColumn + 1)
    default: fill(cursorRow)
    }
  }

  private mutating func fill(_ row: Int, _ range: Range<Int>? = nil) {
    for column in range ?? 0..<columns { cells[row][column] = Cell() }
  }

  private mutating func deleteCells(_ count: Int) {
    let count = min(count, columns - cursorColumn)
    cells[cursorRow].removeSubrange(cursorColumn..<cursorColumn + count)
    cells[cursorRow] += Array(repeating: Cell(), count: count)
  }

  private mutating func insertCells(_ count: Int) {
    let blanks = Array(repeating: Cell(), count: min(count, columns - cursorColumn))
    cells[cursorRow].insert(contentsOf: blanks, at: cursorColumn)
    cells[cursorRow].removeLast(blanks.count)
  }

  private mutating func insertRows(_ count: Int) {
    for _ in 0..<min(count, height - cursorRow) {
      cells.removeLast()
      cells.insert(Array(repeating: Cell(), count: columns), at: cursorRow)
    }
  }

  private mutating func deleteRows(_ count: Int) {
    for _ in 0..<min(count, height - cursorRow) {
      cells.remove(at: cursorRow)
      cells.append(Array(repeating: Cell(), count: columns))
    }
  }

  /// Enough of the width table for the names in the tests.
  private static func width(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0x0300...0x036F, 0x200B...0x200F, 0xFE00...0xFE0F: 0
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      2
    default: 1
    }
  }
}
