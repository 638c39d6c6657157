import Columns
import Model
import Storage
import Synchronization

/// The country of each document: its own, else that of its party.
final class DocumentCountries: Sendable {
  private let own: (codes: Cells<UInt32>, texts: TextDictionary)
  private let parties: Cells<RowIndex>
  private let inherited: (codes: Cells<UInt32>, texts: TextDictionary)
  /// Both dictionaries as one, and the codes there of the parties' texts; made when first needed.
  private let joined = Mutex<(texts: TextDictionary, codes: [UInt32])?>(nil)

  init(_ store: StoreView, _ collection: CollectionID, party: String) {
    guard case .text(let codes, let texts) = store.column("document_country", of: collection),
      case .record(let parties, let rows) = store.column(party, of: collection),
      case .text(let partyCodes, let partyTexts) = store.column("country", of: parties)
    else { preconditionFailure("documents and parties have a country") }
    own = (codes, texts)
    self.parties = rows
    inherited = (partyCodes, partyTexts)
  }

  /// The countries of some documents.
  func vector(at rows: [RowIndex]) -> Vector {
    let (texts, codes) = joined.withLock { made in
      let both = made ?? DocumentCountries.joined(own.texts, inherited.texts)
      made = both
      return both
    }
    return .text(
      TextVector(
        rows.map { row in
          guard row >= 0 else { return Missing.text }
          let code = own.codes[Int(row)]
          if code != Missing.text { return code }
          let party = parties[Int(row)]
          let partyCode = party >= 0 ? inherited.codes[Int(party)] : Missing.text
          return partyCode == Missing.text ? Missing.text : codes[Int(partyCode)]
        }, texts))
  }

  /// The texts of both; those of the first keep their codes.
  private static func joined(
    _ first: TextDictionary, _ second: TextDictionary
  ) -> (TextDictionary, [UInt32]) {
    var builder = TextDictionaryBuilder()
    for code in 0..<UInt32(first.count) { _ = builder.intern(first[code]) }
    let codes = (0..<UInt32(second.count)).map { builder.intern(second[$0]) }
    return (builder.finish(), codes)
  }
}
