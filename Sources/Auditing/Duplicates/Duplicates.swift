import Accounting
import Columns
import Model
import Storage

/// Pairs of records that may be one, entered twice, with a score and what speaks for it.
struct Duplicates: Derivation {
  let collection: CollectionID
  let records: CollectionID
  let party: String
  let parties: CollectionID
  let amount: String
  let identity: DuplicateFacts.Identity
  /// The score from which on a pair is one of the collection.
  let least: Int

  /// What is on the one day a pair may be void on the next.
  var dependsOnDay: Bool { true }

  /// The probable pairs of each kind of records, and all that were compared.
  static let all: [any Derivation] =
    [
      (CollectionID.billDuplicates, DuplicateScore.probable), (.possibleBillDuplicates, 0),
    ].map { collection, least in
      Duplicates(
        collection: collection, records: .bills, party: "vendor", parties: .vendors,
        amount: "total",
        identity: DuplicateFacts.Identity(numbers: ["vendor_number", "number"], isOwn: false),
        least: least)
    }
    + [
      (CollectionID.invoiceDuplicates, DuplicateScore.probable), (.possibleInvoiceDuplicates, 0),
    ].map { collection, least in
      Duplicates(
        collection: collection, records: .invoices, party: "customer", parties: .customers,
        amount: "total", identity: DuplicateFacts.Identity(numbers: ["number"], isOwn: true),
        least: least)
    }
    + [
      (CollectionID.billPaymentDuplicates, DuplicateScore.probable),
      (.possibleBillPaymentDuplicates, 0),
    ].map { collection, least in
      Duplicates(
        collection: collection, records: .billPayments, party: "vendor", parties: .vendors,
        amount: "amount",
        identity: DuplicateFacts.Identity(
          numbers: ["reference"], isOwn: false, settles: (.billAllocations, .bills)),
        least: least)
    }
    + [
      (CollectionID.paymentDuplicates, DuplicateScore.probable), (.possiblePaymentDuplicates, 0),
    ].map { collection, least in
      Duplicates(
        collection: collection, records: .payments, party: "customer", parties: .customers,
        amount: "amount",
        identity: DuplicateFacts.Identity(
          numbers: ["reference"], isOwn: false, settles: (.allocations, .invoices)),
        least: least)
    }

  func rows(
    of view: BookView, asOf day: CivilDate, unless isInterrupted: () -> Bool
  ) throws(Interruption) -> DerivedRows {
    let facts = DuplicateFacts(view, records, party: party, amount: amount, identity, asOf: day)
    if isInterrupted() { throw Interruption() }
    let firms = Firms(view, parties)
    let blocks = DuplicateBlocks(facts, firms)
    let charges = blocks.charges()
    if isInterrupted() { throw Interruption() }
    let score = DuplicateScore(
      facts: facts, firms: firms, rhythm: Rhythm(charges, days: facts.days), uses: blocks.uses(),
      isOwnNumber: identity.isOwn)
    var found = FoundPairs(
      number: identity.numbers == ["reference"] ? "reference" : "number", party: party)
    for (index, pair) in try blocks.pairs(charges, unless: isInterrupted).enumerated() {
      if index % 16_384 == 0, isInterrupted() { throw Interruption() }
      let (a, b) = (Int32(truncatingIfNeeded: pair >> 32), Int32(truncatingIfNeeded: pair))
      let (points, reasons) = score.score(a, b)
      if points >= least { found.add(a, b, points, reasons) }
    }
    return found.rows(of: collection, about: records, facts, in: view.store)
  }
}

/// Pairs on their way to columns.
private struct FoundPairs {
  private let number: String
  private let party: String
  private var firsts: [Int32] = []
  private var seconds: [Int32] = []
  private var scores: [Int128] = []
  private var reasons: [UInt32] = []
  private var texts = TextDictionaryBuilder()

  init(number: String, party: String) {
    (self.number, self.party) = (number, party)
  }

  mutating func add(_ first: Int32, _ second: Int32, _ score: Int, _ why: DuplicateReasons) {
    firsts.append(first)
    seconds.append(second)
    scores.append(Int128(score))
    reasons.append(texts.intern(Array(why.text(number: number, party: party).utf8)))
  }

  consuming func rows(
    of collection: CollectionID, about records: CollectionID, _ facts: DuplicateFacts,
    in store: StoreView
  ) -> DerivedRows {
    let days = zip(firsts, seconds).map { first, second in
      Int128(abs(facts.days[Int(first)] - facts.days[Int(second)]))
    }
    return DerivedRows(
      collection, count: firsts.count,
      [
        "first": .record(records, firsts.map { facts.rows[Int($0)] }),
        "second": .record(records, seconds.map { facts.rows[Int($0)] }),
        "score": .number(NumberVector(scores, scale: 2)),
        "reasons": .text(TextVector(reasons, texts.finish())),
        "amount": .money(
          MoneyVector(
            seconds.map { facts.amounts[Int($0)] }, scale: facts.scale,
            currencies: seconds.map { facts.currencies[Int($0)] })),
        "days_apart": .number(NumberVector(days, scale: 0)),
      ], in: store)
  }
}
