import Accounting
import Columns
import Model
import Storage

/// Customers, or vendors, that are probably one firm entered twice.
///
///     the same tax number     60     another one   -40
///     the same bank account   50
///     the same e-mail         40
///     the same telephone      20     the same address   20
///     the same name           50     nine tenths of it  40     three quarters   25
///     another country        -15
struct PartyDuplicates: Derivation {
  let collection: CollectionID
  let parties: CollectionID

  /// The score from which on a pair appears.
  static let least = 50
  /// What so many share tells nobody apart.
  static let mostShared = 50

  var dependsOnDay: Bool { false }

  static let both: [any Derivation] = [
    PartyDuplicates(collection: .customerDuplicates, parties: .customers),
    PartyDuplicates(collection: .vendorDuplicates, parties: .vendors),
  ]

  func rows(
    of view: BookView, asOf day: CivilDate, unless isInterrupted: () -> Bool
  ) throws(Interruption) -> DerivedRows {
    let facts = PartyFacts(view, parties)
    var firsts: [RowIndex] = []
    var seconds: [RowIndex] = []
    var scores: [Int128] = []
    var reasons: [UInt32] = []
    var texts = TextDictionaryBuilder()
    for (index, pair) in facts.pairs().enumerated() {
      if index % 4_096 == 0, isInterrupted() { throw Interruption() }
      let (points, why) = facts.score(pair.first, pair.second)
      if points < PartyDuplicates.least { continue }
      firsts.append(pair.first)
      seconds.append(pair.second)
      scores.append(Int128(points))
      reasons.append(texts.intern(Array(why.joined(separator: ", ").utf8)))
    }
    return DerivedRows(
      collection, count: firsts.count,
      [
        "first": .record(parties, firsts), "second": .record(parties, seconds),
        "score": .number(NumberVector(scores, scale: 2)),
        "reasons": .text(TextVector(reasons, texts.finish())),
      ], in: view.store)
  }
}

/// What is compared of parties.
private struct PartyFacts {
  struct Pair: Hashable, Comparable {
    let first: RowIndex
    let second: RowIndex

    static func < (a: Pair, b: Pair) -> Bool { (a.first, a.second) < (b.first, b.second) }
  }

  private let rows: [RowIndex]
  private let names: [TextCloseness?]
  private let words: [Set<[UInt8]>]
  private let taxIDs: [[UInt8]]
  private let accounts: [[UInt8]]
  private let emails: [[UInt8]]
  private let phones: [[UInt8]]
  private let addresses: [[UInt8]]
  private let countries: [[UInt8]]

  init(_ view: BookView, _ parties: CollectionID) {
    let reader = FieldReader(view, parties, asOf: .last)
    rows = reader.all
    func forms(_ field: String) -> [[UInt8]] {
      let texts = reader.text(field)
      return reader.all.map { row in
        let code = texts.codes[Int(row)]
        return code == Missing.text ? [] : PartyFacts.plain(texts.dictionary[code])
      }
    }
    let written = reader.text("name")
    func name(_ row: RowIndex) -> ArraySlice<UInt8>? {
      let code = written.codes[Int(row)]
      return code == Missing.text ? nil : written.dictionary[code]
    }
    names = reader.all.map { row in name(row).map { TextCloseness($0) } }
    words = reader.all.map { row in name(row).map { PayerNames.skeletons($0) } ?? [] }
    (taxIDs, accounts, emails) = (forms("tax_id"), forms("iban"), forms("email"))
    (phones, addresses, countries) = (forms("phone"), forms("address"), forms("country"))
  }

  /// The pairs that share a number, an address or a word of their names, each once.
  func pairs() -> [Pair] {
    var pairs: Set<Pair> = []
    for forms in [taxIDs, accounts, emails, phones, addresses] {
      add(rows.map { forms[Int($0)].isEmpty ? [] : [forms[Int($0)]] }, to: &pairs)
    }
    add(words, to: &pairs)
    return pairs.sorted()
  }

  private func add(_ keys: [Set<[UInt8]>], to pairs: inout Set<Pair>) {
    var sharing: [[UInt8]: [RowIndex]] = [:]
    for row in rows {
      for key in keys[Int(row)] { sharing[key, default: []].append(row) }
    }
    for group in sharing.values where group.count <= PartyDuplicates.mostShared {
      for (place, first) in group.enumerated() {
        for second in group[(place + 1)...] { pairs.insert(Pair(first: first, second: second)) }
      }
    }
  }

  /// The points of a pair, at most 100, and what they are for.
  func score(_ first: RowIndex, _ second: RowIndex) -> (Int, [String]) {
    let (a, b) = (Int(first), Int(second))
    var points = 0
    var reasons: [String] = []
    func compare(_ forms: [[UInt8]], _ gain: Int, _ word: String, loss: Int = 0) {
      if forms[a].isEmpty || forms[b].isEmpty { return }
      if forms[a] == forms[b] {
        points += gain
        reasons.append(word)
      } else {
        points -= loss
      }
    }
    if let name = names[a], let other = names[b] {
      let part = name.closeness(to: other)
      if part >= Decimal(75, scale: 2) {
        points += part == .one ? 50 : part >= Decimal(9, scale: 1) ? 40 : 25
        reasons.append(part == .one ? "name" : "nearly the name")
      }
    }
    compare(taxIDs, 60, "tax id", loss: 40)
    compare(accounts, 50, "bank account")
    compare(emails, 40, "e-mail")
    compare(phones, 20, "telephone")
    compare(addresses, 20, "address")
    compare(countries, 0, "", loss: 15)
    return (max(0, min(100, points)), reasons.filter { !$0.isEmpty })
  }

  /// Letters and digits, small and without accents.
  private static func plain(_ text: ArraySlice<UInt8>) -> [UInt8] {
    TextFolding.foldedIgnoringAccents(text).filter { byte in
      byte >= 0x80 || byte &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
    }
  }
}
