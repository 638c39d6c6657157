/// Reads terms of payment as people write them: `2/10 net 30`, `10 Tage 3 % Skonto, 30 Tage netto`.
///
/// A text is a row of clauses: each leads from the document's date to a day, and perhaps names a
/// part of the total. A word that belongs to no terms makes the whole text unreadable, because a
/// guess at a due date is worse than none.
struct PaymentTermsParser {
  private struct Clause {
    var rate: Decimal?
    var steps: [PaymentTerms.Step] = []
    var isNet = false
    var isEmpty: Bool { rate == nil && steps.isEmpty }
  }

  private let tokens: [TermsToken]
  private var index = 0
  private var clauses: [Clause] = []
  private var clause = Clause()
  private var sayDue = false

  private init(_ tokens: [TermsToken]) {
    self.tokens = tokens
  }

  /// The terms that a text states; nil if it cannot be read as terms.
  static func terms(in text: [UInt8]) -> PaymentTerms? {
    var parser = PaymentTermsParser(TermsToken.tokens(in: text))
    while parser.index < parser.tokens.count {
      guard parser.readPart() else { return nil }
    }
    parser.endClause()
    return parser.terms()
  }

  // MARK: - What the clauses come to

  private func terms() -> PaymentTerms? {
    if clauses.isEmpty {
      return sayDue ? PaymentTerms(discounts: [], instalments: [.init(share: nil, steps: [])]) : nil
    }
    guard !clauses.contains(where: { $0.steps.isEmpty }) else { return nil }
    let plain = clauses.filter { $0.rate == nil }
    if plain.isEmpty, let first = firstOfInstalments() {
      return inOrder(discounts: clauses[..<first], instalments: clauses[first...])
    }
    let rates = clauses.compactMap(\.rate)
    // Half of it or more, and no day for the whole: parts, of which some are not told.
    guard rates.allSatisfy({ $0 < (plain.isEmpty ? Decimal(5, scale: 1) : .one) }) else {
      return nil
    }
    // Two days for everything: nobody knows which.
    guard plain.count <= 1 else { return nil }
    return inOrder(discounts: clauses.filter { $0.rate != nil }[...], instalments: plain[...])
  }

  /// The first of the clauses at the end whose parts make the whole.
  ///
  ///     2/10, 50% 30 days, 50% 60 days      the second: the first is a discount
  private func firstOfInstalments() -> Int? {
    var whole = Decimal.zero
    for (place, clause) in clauses.enumerated().reversed() {
      guard let rate = clause.rate, let sum = whole.adding(rate), sum <= .one else { return nil }
      if sum == .one { return place }
      whole = sum
    }
    return nil
  }

  private func inOrder(
    discounts: ArraySlice<Clause>, instalments: ArraySlice<Clause>
  ) -> PaymentTerms? {
    let terms = PaymentTerms(
      discounts: discounts.compactMap { clause in
        clause.rate.map { PaymentTerms.Discount(rate: $0, steps: clause.steps) }
      },
      instalments: instalments.map { .init(share: $0.rate, steps: $0.steps) })
    return isInOrder(terms) ? terms : nil
  }

  /// A discount for paying later than everything is due was read wrongly.
  private func isInOrder(_ terms: PaymentTerms) -> Bool {
    let date = CivilDate(day: 0)
    guard let due = terms.due(from: date) else { return terms.instalments.isEmpty }
    return terms.discounts.allSatisfy { discount in
      PaymentTerms.day(after: discount.steps, from: date).map { $0 <= due } ?? false
    }
  }

  private mutating func endClause() {
    if !clause.isEmpty { clauses.append(clause) }
    clause = Clause()
  }

  // MARK: - Parts

  private mutating func readPart() -> Bool {
    switch tokens[index] {
    case .sign(let sign): readSign(sign)
    case .word(let word): readWord(word)
    case .number(let number): readNumber(number)
    }
  }

  private mutating func readSign(_ sign: UInt8) -> Bool {
    index += 1
    if ",;+".utf8.contains(sign) {
      if sign != UInt8(ascii: "+") { endClause() }
      return true
    }
    return "#.:()-".utf8.contains(sign)
  }

  private mutating func readWord(_ word: String) -> Bool {
    if let count = phrase(TermsWords.endOfMonth) {
      index += count
      clause.steps.append(.endOfMonth)
      return true
    }
    if TermsWords.atOnce.contains(word) {
      index += 1
      clause.steps.append(.days(0))
      return true
    }
    if TermsWords.net.contains(word) {
      if clause.rate != nil, !clause.steps.isEmpty { endClause() }
      clause.isNet = true
      index += 1
      // `n/30`
      if sign(at: index) == UInt8(ascii: "/") { index += 1 }
      return true
    }
    // XRechnung writes #SKONTO#TAGE=7#PROZENT=2.00#.
    if sign(at: index + 1) == UInt8(ascii: "="), let number = number(at: index + 2) {
      index += 3
      if TermsWords.percent.contains(word) { return take(rate: number) }
      return TermsWords.days.contains(word) && take(days: number)
    }
    if word == TermsWords.due { sayDue = true }
    if TermsWords.discount.contains(word), clause.rate != nil, !clause.steps.isEmpty,
      sign(at: index - 1) == UInt8(ascii: "#")
    {
      endClause()
    }
    index += 1
    return TermsWords.isFiller(word)
  }

  private mutating func readNumber(_ number: Decimal) -> Bool {
    index += 1
    if sign(at: index) == UInt8(ascii: "%")
      || word(at: index).map(TermsWords.percent.contains) == true
    {
      index += 1
      return take(rate: number)
    }
    // `2/10`: two percent within ten days.
    if sign(at: index) == UInt8(ascii: "/"), let days = self.number(at: index + 1) {
      index += 2
      return take(rate: number) && take(days: days)
    }
    if let count = phrase(TermsWords.ofNextMonth) {
      index += count
      guard let day = TermsWords.count(number), (1...31).contains(day) else { return false }
      return take(.dayOfNextMonth(day))
    }
    guard let unit = word(at: index) else { return take(days: number) }
    if TermsWords.months.contains(unit) {
      index += 1
      return TermsWords.count(number).map { take(.months($0)) } ?? false
    }
    if TermsWords.weeks.contains(unit) {
      index += 1
      return TermsWords.count(number).map { take(.days($0 * 7)) } ?? false
    }
    if TermsWords.days.contains(unit) { index += 1 }
    return take(days: number)
  }

  private mutating func take(rate: Decimal) -> Bool {
    if clause.rate != nil || clause.isNet { endClause() }
    guard let part = rate.multiplied(by: Decimal(1, scale: 2)) else { return false }
    clause.rate = part
    return true
  }

  private mutating func take(days: Decimal) -> Bool {
    TermsWords.count(days).map { take(.days($0)) } ?? false
  }

  /// A second number of days belongs to the next clause, unless the month's end stands between.
  private mutating func take(_ step: PaymentTerms.Step) -> Bool {
    if clause.rate != nil, let last = clause.steps.last, last != .endOfMonth { endClause() }
    if let last = clause.steps.last, last != .endOfMonth { return false }
    clause.steps.append(step)
    return true
  }

  // MARK: - Looking ahead

  /// How many words a phrase that stands here has.
  private func phrase(_ phrases: [[String]]) -> Int? {
    phrases.first { phrase in
      phrase.enumerated().allSatisfy { word(at: index + $0.offset) == $0.element }
    }?.count
  }

  private func word(at place: Int) -> String? {
    guard tokens.indices.contains(place), case .word(let word) = tokens[place] else { return nil }
    return word
  }

  private func number(at place: Int) -> Decimal? {
    guard tokens.indices.contains(place), case .number(let number) = tokens[place] else {
      return nil
    }
    return number
  }

  private func sign(at place: Int) -> UInt8? {
    guard tokens.indices.contains(place), case .sign(let sign) = tokens[place] else { return nil }
    return sign
  }
}
