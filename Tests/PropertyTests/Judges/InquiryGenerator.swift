import Model
import OracleSupport

/// Makes random questions of several steps; most of them have rows.
struct InquiryGenerator {
  var base: QuestionGenerator
  /// What was asked, and how often: steps, functions, relations, pairs of indexes.
  private(set) var coverage: [String: Int] = [:]
  let today: CivilDate
  /// Texts of these fields have letters of ASCII only.
  var plainFields: [FieldID: Bool] = [:]
  /// Fields that are missing for some record.
  var gaps: [FieldID: Bool] = [:]

  var book: ReferenceBook { base.book }
  var schema: Schema { base.book.schema }

  init(_ book: ReferenceBook, seed: UInt64, today: CivilDate) {
    (base, self.today) = (QuestionGenerator(book, seed: seed), today)
  }

  mutating func note(_ what: String) { coverage[what, default: 0] += 1 }

  /// The next question.
  mutating func next() -> Inquiry {
    var source = base.source(today: today)
    // Documents, payments and their lines are what clerks ask about.
    while base.random.below(3) > 0, source.records.count < 12 { source = base.source(today: today) }
    var maker = StepMaker(source: source)
    if !base.random.oneIn(8) { maker.steps.append(.filter(filter(source))) }
    if base.random.oneIn(6) { addSet(&maker) }
    if base.random.oneIn(3) { addColumns(&maker) }
    if base.random.oneIn(4) { addWindow(&maker) }
    if base.random.oneIn(3) { addOrder(&maker) }
    if base.random.oneIn(3) { addSummary(&maker) } else { addShown(&maker) }
    for step in maker.steps { note("step \(step.name)") }
    return Inquiry(source: source, steps: maker.steps)
  }

  /// What was made so far.
  struct StepMaker {
    let source: QuestionGenerator.Source
    var steps: [Inquiry.Step] = []
    var columns: [(name: String, kind: Term.Kind)] = []
    /// Columns that no later step looks at.
    var shown: [(name: String, kind: Term.Kind)] = []
  }

  // MARK: Filters

  /// A condition on the records of a source.
  mutating func filter(_ source: QuestionGenerator.Source) -> Condition {
    switch base.random.below(10) {
    case 0, 1: return indexPair(source) ?? base.condition(source)
    case 2: return comparison(source) ?? base.condition(source)
    case 3: return membership(source) ?? base.condition(source)
    case 4, 5: return aboutMissing(source) ?? base.condition(source)
    case 6:
      guard let one = comparison(source) else { return base.condition(source) }
      let other = base.condition(source, depth: 1)
      return base.random.oneIn(2) ? .any([one, other]) : .not(.all([one, other]))
    default: return base.condition(source)
    }
  }

  /// A test of one field, true for some record.
  mutating func leaf(_ source: QuestionGenerator.Source) -> Condition {
    base.condition(source, depth: 0)
  }

  /// Two tests that indexes may answer, for a record that exists; sometimes for two records.
  private mutating func indexPair(_ source: QuestionGenerator.Source) -> Condition? {
    let witness = base.random.pick(source.records)
    let other = base.random.oneIn(5) ? base.random.pick(source.records) : witness
    let tests = indexTests(witness, source)
    let others = indexTests(other, source)
    guard tests.count > 1, others.count > 1 else { return nil }
    func name(_ first: Int, _ second: Int) -> String {
      "indexes " + [tests[first].name, others[second].name].sorted().joined(separator: " × ")
    }
    // The pair asked least comes next, so that none is rare in the end.
    var (first, second, least) = (0, 1, Int.max)
    for one in tests.indices {
      for other in others.indices where other != one {
        let count = coverage[name(one, other), default: 0]
        if count < least { (first, second, least) = (one, other, count) }
      }
    }
    note(name(first, second))
    let both = [tests[first].test, others[second].test]
    return base.random.oneIn(5) ? .any(both) : .all(both)
  }

  private mutating func indexTests(
    _ record: RecordID, _ source: QuestionGenerator.Source
  ) -> [(name: String, test: Condition)] {
    let evaluator = ReferenceEvaluator(book, source.day)
    var tests: [(String, Condition)] = []
    for field in schema[record.collection].fields {
      let path = Condition.Path(names: [field.name], type: field.type)
      let value = evaluator.value(path, record)
      switch (field.type, value) {
      case (.text, .text) where ["number", "name", "vendor_number"].contains(field.name):
        tests.append((field.name, .compare(path, .equal, value)))
      case (.record, .record(let target)):
        tests.append(("link", .compare(path, .equal, book.label(target))))
      case (.date, .date(let day)):
        tests.append(("day", dayTest(path, day)))
      case (.currency, .currency): tests.append(("currency", .compare(path, .equal, value)))
      default: continue
      }
    }
    return tests
  }

  private mutating func dayTest(_ path: Condition.Path, _ day: CivilDate) -> Condition {
    switch base.random.below(3) {
    case 0: .oneOf(path, [.period(Period(.month, holding: day))])
    case 1: .compare(path, .greaterOrEqual, .date(day))
    default: .compare(path, .lessOrEqual, .date(day))
    }
  }

  /// A comparison of two values of a row, near enough to hold for some.
  private mutating func comparison(_ source: QuestionGenerator.Source) -> Condition? {
    let kind = base.random.pick([
      Term.Kind.number, .money, .number, .money, .date, .date, .text, .period,
    ])
    guard let left = term(kind, source, depth: 2) else { return nil }
    let evaluator = ReferenceEvaluator(book, source.day)
    let witness = base.random.pick(source.records)
    guard let value = try? evaluator.value(left, witness) else { return nil }
    let isOrdered = kind == .number || kind == .money || kind == .date
    let comparer =
      isOrdered
      ? base.random.pick(Condition.Comparer.allCases)
      : base.random.pick([Condition.Comparer.equal, .notEqual])
    if value == .missing || base.random.oneIn(10) {
      note("is missing × term")
      return .absent(left)
    }
    note("\(comparer.rawValue) × \(kind.rawValue) term")
    if isOrdered, base.random.oneIn(3), let right = term(kind, source, depth: 1) {
      return .terms(left, comparer, right)
    }
    guard let constant = InquiryGenerator.constant(value) else { return nil }
    return .terms(left, comparer, .constant(constant))
  }

  /// A value as the language writes it; amounts below zero have no literal.
  static func constant(_ value: Value) -> Value? {
    switch value {
    case .money(let money): money.amount.isNegative || money.currency == .unnamed ? nil : value
    case .number(let number): number.isNegative || number.scale > 6 ? nil : value
    case .bag, .missing, .list, .record, .boolean, .duration: nil
    case .text(let text): text.string.contains("\n") ? nil : value
    default: value
    }
  }

  /// `in` and `not in` a question.
  private mutating func membership(_ source: QuestionGenerator.Source) -> Condition? {
    let paths = base.paths(of: source.collection)
    let kind = base.random.pick([DataType.Kind.record, .record, .currency, .text])
    guard let path = pickOwn(paths[kind]) else { return nil }
    let isNot = base.random.oneIn(3)
    if kind == .record, base.random.oneIn(2), case .record(let target) = path.type {
      guard let nested = nested(target, in: source, field: nil) else { return nil }
      note("\(isNot ? "not in" : "in") × records")
      return .among(path, nested, isNot: isNot)
    }
    for _ in 0..<6 {
      let collection = CollectionID(index: base.random.below(schema.collections.count))
      guard let shown = pickOwn(base.paths(of: collection)[kind]),
        kind != .record || shown.type == path.type,
        let nested = nested(collection, in: source, field: shown)
      else { continue }
      note("\(isNot ? "not in" : "in") × \(kind.rawValue)s")
      return .among(path, nested, isNot: isNot)
    }
    return nil
  }

  /// A question inside the question, about a collection whose name means nothing else there.
  mutating func nested(
    _ collection: CollectionID, in source: QuestionGenerator.Source, field: Condition.Path?
  ) -> Term.Nested? {
    let inner = base.source(of: collection, source.day)
    guard !inner.records.isEmpty, inner.words == schema[collection].name,
      schema.field(named: inner.words, of: source.collection) == nil
    else { return nil }
    var tests = base.random.oneIn(4) ? [] : [leaf(inner)]
    if collection == source.collection, base.random.oneIn(2) {
      let paths = base.paths(of: collection)
      let kind = base.random.pick([DataType.Kind.currency, .record, .enumeration])
      if let path = pickOwn(paths[kind]) {
        note("outer")
        tests.append(.sameAsOuter(path))
      }
    }
    let test = tests.count > 1 ? Condition.all(tests) : tests.first
    return Term.Nested(collection: collection, condition: test, field: field)
  }

  /// Each relation on fields that some record does not have.
  private mutating func aboutMissing(_ source: QuestionGenerator.Source) -> Condition? {
    let own = base.paths(of: source.collection).values.flatMap { $0 }
      .sorted { $0.words < $1.words }
      .filter { $0.names.count == 1 && hasGap($0, source) }
    guard !own.isEmpty else { return nil }
    let path = base.random.pick(own)
    let evaluator = ReferenceEvaluator(book, source.day)
    let values = source.records.map { evaluator.value(path, $0) }
    guard values.contains(.missing) else { return nil }
    guard let known = values.first(where: { $0 != .missing }),
      let constant = InquiryGenerator.constant(label(known))
    else { return .missing(path) }
    let isOrdered = [.number, .money, .date, .text].contains(path.type)
    let comparer =
      isOrdered
      ? base.random.pick(Condition.Comparer.allCases)
      : base.random.pick([Condition.Comparer.equal, .notEqual])
    if base.random.oneIn(5) {
      note("in × missing")
      let test = Condition.oneOf(path, [constant, constant])
      return base.random.oneIn(2) ? .not(test) : test
    }
    note("\(comparer.rawValue) × missing")
    let test = Condition.compare(path, comparer, constant)
    if base.random.oneIn(2) {
      note("not × missing")
      return .not(test)
    }
    return test
  }

  private func label(_ value: Value) -> Value {
    if case .record(let record) = value { return book.label(record) }
    return value
  }

  private mutating func hasGap(
    _ path: Condition.Path, _ source: QuestionGenerator.Source
  ) -> Bool {
    guard let field = schema.field(named: path.names[0], of: source.collection),
      schema[field].type != .boolean
    else { return false }
    if let known = gaps[field] { return known }
    let evaluator = ReferenceEvaluator(book, source.day)
    let found = source.records.contains { evaluator.value(path, $0) == .missing }
    gaps[field] = found
    return found
  }

  /// A field, more often than not one of the record itself.
  mutating func pickOwn(_ paths: [Condition.Path]?) -> Condition.Path? {
    guard let paths, !paths.isEmpty else { return nil }
    let own = paths.filter { $0.names.count == 1 }
    return !own.isEmpty && !base.random.oneIn(4) ? base.random.pick(own) : base.random.pick(paths)
  }
}

extension Inquiry.Step {
  var name: String {
    switch self {
    case .filter: "where"
    case .set(let word, _): word.rawValue
    case .calc: "calc"
    case .window(let window, _, let by): window.rawValue + (by == nil ? "" : " by")
    case .sort: "sort"
    case .top: "top"
    case .take: "take"
    case .skip: "skip"
    case .unique: "unique"
    case .show: "show"
    case .summarize(_, _, let across): across == nil ? "summarize" : "across"
    case .having: "having"
    }
  }
}
