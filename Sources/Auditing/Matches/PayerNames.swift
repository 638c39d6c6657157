import Accounting
import Columns
import Model

/// Finds parties by the name or the account that a bank tells.
///
/// Names are compared only where they share a word, read without its vowels: banks write
/// `BAECKEREI SUESS` for `Bäckerei Süß`.
struct PayerNames {
  private let names: TextVector
  private var closeness: [RowIndex: TextCloseness] = [:]
  private var byWord: [[UInt8]: [RowIndex]] = [:]
  private var byAccount: [[UInt8]: [RowIndex]] = [:]
  /// Parties found by a name, so that each name is looked for once.
  private var known: [[UInt8]: [RowIndex: Int]] = [:]
  /// A word that so many share tells nothing.
  private static let mostParties = 200

  init(_ view: BookView, _ parties: CollectionID) {
    let reader = FieldReader(view, parties, asOf: .last)
    names = reader.text("name")
    let accounts = reader.text("iban")
    for row in reader.all {
      let code = accounts.codes[Int(row)]
      if code != Missing.text {
        byAccount[PayerNames.plain(accounts.dictionary[code]), default: []].append(row)
      }
      guard names.codes[Int(row)] != Missing.text else { continue }
      for word in PayerNames.skeletons(names.dictionary[names.codes[Int(row)]]) {
        byWord[word, default: []].append(row)
      }
    }
  }

  /// The parties with an account.
  func parties(with account: ArraySlice<UInt8>) -> [RowIndex] {
    byAccount[PayerNames.plain(account)] ?? []
  }

  /// The parties whose names are near a name, and the points for it: 20, or 15 below nine tenths.
  mutating func parties(near name: ArraySlice<UInt8>) -> [RowIndex: Int] {
    let key = Array(name)
    if let found = known[key] { return found }
    let wanted = TextCloseness(key)
    var found: [RowIndex: Int] = [:]
    for word in PayerNames.skeletons(name) {
      let parties = byWord[word] ?? []
      if parties.count > PayerNames.mostParties { continue }
      for party in parties where found[party] == nil {
        let part = closeness(of: party).closeness(to: wanted)
        if part >= Decimal(75, scale: 2) { found[party] = part >= Decimal(9, scale: 1) ? 20 : 15 }
      }
    }
    known[key] = found
    return found
  }

  private mutating func closeness(of party: RowIndex) -> TextCloseness {
    if let made = closeness[party] { return made }
    let made = TextCloseness(names.dictionary[names.codes[Int(party)]])
    closeness[party] = made
    return made
  }

  /// Letters and digits only, small.
  private static func plain(_ text: ArraySlice<UInt8>) -> [UInt8] {
    TextFolding.foldedIgnoringAccents(text).filter { byte in
      byte >= 0x80 || byte &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
    }
  }

  /// Each word without vowels and without a letter twice in a row.
  static func skeletons(_ text: ArraySlice<UInt8>) -> Set<[UInt8]> {
    let words = TextFolding.foldedIgnoringAccents(text).split { byte in
      byte < 0x80 && !(byte &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10)
    }
    var found: Set<[UInt8]> = []
    for word in words {
      var skeleton: [UInt8] = []
      for byte in word where !"aeiouy".utf8.contains(byte) && skeleton.last != byte {
        skeleton.append(byte)
      }
      if skeleton.count > 1 { found.insert(skeleton) }
    }
    return found
  }
}
