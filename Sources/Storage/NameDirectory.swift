import Columns
import Model

/// The rows of a column that is still being put together, by their texts: for the many look-ups of
/// an import, where `NameIndex` is made for the few of a session.
struct NameDirectory: Sendable {
  private let folded: TextDictionary
  private let rowsByCode: LinkIndex

  /// Enters a column of texts, compared as `=` compares: case and spaces folded.
  ///
  /// - Complexity: one folding for each distinct text, one step for each row.
  init(_ codes: [UInt32], _ dictionary: TextDictionary) {
    var builder = TextDictionaryBuilder()
    var foldedCodes = [RowIndex](repeating: .missing, count: dictionary.count)
    for code in 0..<dictionary.count {
      let text = TextFolding.folded(dictionary[UInt32(code)])
      if !text.isEmpty { foldedCodes[code] = RowIndex(builder.intern(text)) }
    }
    let distinctCount = builder.count
    folded = builder.finish()
    rowsByCode = LinkIndex(
      codes.map { $0 == Missing.text ? .missing : foldedCodes[Int($0)] },
      targetCount: distinctCount)
  }

  /// The rows whose text equals a text, ascending.
  func rows(called text: Text) -> [RowIndex] {
    rows(folded: TextFolding.folded(text.bytes))
  }

  /// The rows whose text equals one that is folded already.
  func rows(folded text: [UInt8]) -> [RowIndex] {
    guard let code = folded.code(of: text) else { return [] }
    return rowsByCode[RowIndex(code)]
  }
}
