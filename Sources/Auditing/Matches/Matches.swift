import Accounting
import Columns
import Model
import Storage

/// Which open document a line of the bank, or money that is not applied, probably pays.
struct Matches: Derivation {
  let collection: CollectionID
  let documents: CollectionID
  let payments: CollectionID
  let parties: CollectionID
  let party: String
  /// Whether the money went out: then lines below zero are meant.
  let isOutgoing: Bool

  var dependsOnDay: Bool { true }

  static let both: [any Derivation] = [
    Matches(
      collection: .matches, documents: .invoices, payments: .payments, parties: .customers,
      party: "customer", isOutgoing: false),
    Matches(
      collection: .billMatches, documents: .bills, payments: .billPayments, parties: .vendors,
      party: "vendor", isOutgoing: true),
  ]

  func rows(
    of view: BookView, asOf day: CivilDate, unless isInterrupted: () -> Bool
  ) throws(Interruption) -> DerivedRows {
    let money = IncomingMoney(view, self, asOf: day)
    var found = FoundMatches(party: party)
    if money.entries.isEmpty { return found.rows(of: self, money, .none, in: view.store) }
    let open = OpenDocuments(view, documents, party: party, asOf: day)
    if isInterrupted() { throw Interruption() }
    var payers = PayerNames(view, parties)
    for (index, entry) in money.entries.enumerated() {
      if index % 1_024 == 0, isInterrupted() { throw Interruption() }
      let scores = candidates(of: entry, money, open, &payers)
      found.add(Int32(index), scores, least: MatchScore.least)
    }
    return found.rows(of: self, money, open, in: view.store)
  }

  /// The documents that share a number, or the party and the amount, with what was paid.
  private func candidates(
    of entry: IncomingMoney.Entry, _ money: IncomingMoney, _ open: OpenDocuments,
    _ payers: inout PayerNames
  ) -> [Int32: MatchScore] {
    guard let amount = money.amount(of: entry, scale: open.scale) else { return [:] }
    let text = money.texts.text(at: entry.text)
    let named = text.map { open.named(in: $0) } ?? [:]
    let owners = owners(of: entry, money, &payers)
    var places = Set(named.keys)
    for party in owners.keys {
      places.formUnion(open.settled(by: amount, entry.currency, of: party))
    }
    let sum = named.keys.filter { open.currencies[Int($0)] == entry.currency }
      .reduce(Int128(0)) { $0 + open.owed[Int($1)] }
    var scores: [Int32: MatchScore] = [:]
    for place in places where open.currencies[Int(place)] == entry.currency {
      var score = MatchScore(reference: named[place])
      if open.owed[Int(place)] == amount {
        score.amount = .whole
      } else if open.discounted[Int(place)] == amount {
        score.amount = .discounted
      } else if named.count > 1, named[place] != nil, sum == amount {
        score.amount = .sumOfNamed
      }
      score.payer = owners[open.parties[Int(place)]]
      let date = open.days[Int(place)]
      score.isEarly = date != Missing.day && entry.day != Missing.day && entry.day < date
      scores[place] = score
    }
    return scores
  }

  /// Who may have paid: by the bank account, by the name, or as the payment says.
  private func owners(
    of entry: IncomingMoney.Entry, _ money: IncomingMoney, _ payers: inout PayerNames
  ) -> [RowIndex: MatchScore.Payer] {
    var owners: [RowIndex: MatchScore.Payer] = [:]
    if let name = money.texts.text(at: entry.payer) {
      for (party, points) in payers.parties(near: name) {
        owners[party] = points == 20 ? .name : .nearName
      }
    }
    if let account = money.texts.text(at: entry.account) {
      for party in payers.parties(with: account) { owners[party] = .account }
    }
    if entry.party >= 0 { owners[entry.party] = .entered }
    return owners
  }
}

/// Matches on their way to columns.
private struct FoundMatches {
  let party: String
  private var entries: [Int32] = []
  private var places: [Int32] = []
  private var scores: [Int128] = []
  private var reasons: [UInt32] = []
  private var texts = TextDictionaryBuilder()
  /// Of each line at most so many.
  private static let mostOfOne = 10

  init(party: String) { self.party = party }

  /// The best first.
  mutating func add(_ entry: Int32, _ found: [Int32: MatchScore], least: Int) {
    let sorted = found.filter { $0.value.points >= least }
      .sorted { ($1.value.points, $0.key) < ($0.value.points, $1.key) }
    for (place, score) in sorted.prefix(FoundMatches.mostOfOne) {
      entries.append(entry)
      places.append(place)
      scores.append(Int128(score.points))
      reasons.append(texts.intern(Array(score.text(party: party).utf8)))
    }
  }

  consuming func rows(
    of matches: Matches, _ money: IncomingMoney, _ open: OpenDocuments?, in store: StoreView
  ) -> DerivedRows {
    let all = money.entries
    let rows = entries.map { all[Int($0)] }
    return DerivedRows(
      matches.collection, count: entries.count,
      [
        "bank_line": .record(.bankLines, rows.map(\.line)),
        "payment": .record(matches.payments, rows.map(\.payment)),
        "date": .date(rows.map(\.day)),
        "amount": .money(
          MoneyVector(rows.map(\.amount), scale: money.scale, currencies: rows.map(\.currency))),
        "document": .record(matches.documents, places.map { open?.rows[Int($0)] ?? .missing }),
        "score": .number(NumberVector(scores, scale: 2)),
        "reasons": .text(TextVector(reasons, texts.finish())),
      ], in: store)
  }
}
