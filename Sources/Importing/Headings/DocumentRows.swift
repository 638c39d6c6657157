import Columns
import Model

/// Which rows of a file belong to which document.
struct DocumentRows: Sendable {
  /// The document of each row, in order of first appearance; -1 for a row of none.
  let documentOfRow: [RowIndex]
  /// The first row of each document.
  let firstRows: [Int]
  /// The number of each row as it carries it itself.
  private let numbers: [UInt32]

  /// Groups the rows by a column; one that is blank in all the documents' columns continues above.
  init(_ table: RawTable, number: Int, own: [Int]) {
    let raw = table.columns[number]
    numbers = raw.codes
    var documentOfCode = [RowIndex](repeating: -1, count: raw.texts.count)
    var documents = [RowIndex](repeating: -1, count: numbers.count)
    var firstRows: [Int] = []
    var above: RowIndex = -1
    for row in numbers.indices {
      let code = numbers[row]
      if code == Missing.text {
        let isBlank = own.allSatisfy { table.columns[$0].codes[row] == Missing.text }
        if !isBlank { above = -1 }
      } else {
        above = documentOfCode[Int(code)]
        if above < 0 {
          above = RowIndex(firstRows.count)
          documentOfCode[Int(code)] = above
          firstRows.append(row)
        }
      }
      documents[row] = above
    }
    documentOfRow = documents
    self.firstRows = firstRows
  }

  /// Whether a row without a number continues the document above it.
  var hasContinuations: Bool {
    zip(documentOfRow, numbers).contains { $0 >= 0 && $1 == Missing.text }
  }

  /// Whether a column differs within a document; a blank is no difference below a blank number.
  func differ(in codes: [UInt32]) -> Bool {
    for row in documentOfRow.indices where documentOfRow[row] >= 0 {
      if codes[row] == codes[firstRows[Int(documentOfRow[row])]] { continue }
      if codes[row] != Missing.text || numbers[row] != Missing.text { return true }
    }
    return false
  }

  /// How many documents have different texts in a column; blanks are no difference.
  func countOfDiffering(in codes: [UInt32]) -> Int {
    var first = [UInt32](repeating: Missing.text, count: firstRows.count)
    var isDiffering = [Bool](repeating: false, count: firstRows.count)
    for row in documentOfRow.indices where documentOfRow[row] >= 0 && codes[row] != Missing.text {
      let document = Int(documentOfRow[row])
      if first[document] == Missing.text {
        first[document] = codes[row]
      } else if codes[row] != first[document] {
        isDiffering[document] = true
      }
    }
    return isDiffering.count { $0 }
  }

  /// A column of the documents: the first text of each one's rows.
  func firstTexts(of column: RawColumn) -> RawColumn {
    var codes = firstRows.map { column.codes[$0] }
    if codes.contains(Missing.text) {
      for row in documentOfRow.indices where documentOfRow[row] >= 0 {
        let document = Int(documentOfRow[row])
        if codes[document] == Missing.text { codes[document] = column.codes[row] }
      }
    }
    return column.with(codes)
  }
}
