import Columns
package import Model

/// Names that may have been meant by one that nobody has.
extension StoreView {
  /// More than these nobody chooses from.
  private static let mostNames = 3

  /// The names of a collection's records that may have been meant by one that none of them has.
  ///
  /// Those that begin with it go before those that hold it; only where there are none, those come
  /// that differ from it by slips, as `~` compares. Case, accents and punctuation do not matter.
  /// Every name of the collection is looked at; one that would act on a terminal is not offered.
  ///
  /// - Returns: At most three names, the likeliest first, each once.
  package func names(of collection: CollectionID, resembling name: Text) -> [Text] {
    let wanted = Array(StoreView.letters(of: name.bytes))
    let fields = schema[collection].labels.compactMap { schema.field(named: $0, of: collection) }
    guard let field = fields.first(where: { schema[$0].type == .text }), wanted.count > 2,
      case .text(_, let dictionary) = column(field)
    else { return [] }
    let closeness = TextCloseness(name.bytes)
    var beginning: [Text] = []
    var holding: [Text] = []
    var near: [Text] = []
    for code in 0..<dictionary.count {
      let bytes = dictionary[UInt32(code)]
      let letters = StoreView.letters(of: bytes)
      if letters.starts(with: wanted) {
        beginning.append(Text(Array(bytes)))
      } else if letters.contains(wanted) {
        holding.append(Text(Array(bytes)))
      } else if holding.isEmpty, beginning.isEmpty,
        closeness.isClose(to: TextCloseness(bytes))
      {
        near.append(Text(Array(bytes)))
      }
    }
    let likely = beginning + holding
    return Array(
      (likely.isEmpty ? near : likely).lazy
        .filter { VisibleText.visible($0.bytes) == $0.string }
        .filter { !self.records(of: collection, called: $0).isEmpty }
        .prefix(StoreView.mostNames))
  }

  /// What is compared: letters and digits in one case, without accents.
  private static func letters(of bytes: some Collection<UInt8>) -> [UInt8] {
    TextFolding.foldedIgnoringAccents(bytes).filter { byte in
      byte >= 0x80 || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
  }
}
