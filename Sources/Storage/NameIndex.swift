package import Columns
package import Model

/// The rows of a collection by a text field, compared as `=` compares: case and spaces folded.
package struct NameIndex: Sendable {
  private let folded: TextDictionary
  private let rowsByCode: LinkIndex

  /// Indexes a column of texts.
  ///
  /// - Complexity: one folding for each distinct text, one step for each row.
  package init(_ codes: [UInt32], _ dictionary: TextDictionary) {
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
  package func rows(called text: Text) -> ArraySlice<RowIndex> {
    rows(folded: TextFolding.folded(text.bytes))
  }

  /// The rows whose text equals one that is folded already.
  package func rows(folded text: [UInt8]) -> ArraySlice<RowIndex> {
    guard let code = folded.code(of: text) else { return [] }
    return rowsByCode[RowIndex(code)]
  }
}
