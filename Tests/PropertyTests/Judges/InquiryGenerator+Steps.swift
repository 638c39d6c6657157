import Model
import OracleSupport

extension InquiryGenerator {
  mutating func addSet(_ maker: inout StepMaker) {
    let word = base.random.pick(Inquiry.SetWord.allCases)
    maker.steps.append(.set(word, filter(maker.source)))
  }

  /// One or two columns, and now and then a filter on the first.
  mutating func addColumns(_ maker: inout StepMaker) {
    let kinds: [Term.Kind] = [.number, .money, .date, .text, .number, .money]
    for index in 0...base.random.below(2) {
      let kind = base.random.pick(kinds)
      guard let term = term(kind, maker.source, depth: 2) else { continue }
      let name = "c\(index)"
      maker.steps.append(.calc([Inquiry.Named(term: term, kind: kind, name: name)]))
      // What nothing comes to has a currency of its own rule: such columns are only shown.
      if kind != .money || term.hasPlainZero(maker.source.collection, schema) {
        maker.columns.append((name, kind))
      } else {
        maker.shown.append((name, kind))
      }
    }
    guard base.random.oneIn(3), let (name, kind) = maker.columns.first, kind == .number else {
      return
    }
    maker.steps.append(
      .filter(
        .terms(
          .column(name, kind), base.random.pick([.greaterOrEqual, .lessOrEqual, .notEqual]),
          .constant(.number(Decimal(base.random.below(40)))))))
  }

  /// A value of each row among the others.
  mutating func addWindow(_ maker: inout StepMaker) {
    let window = base.random.pick(Inquiry.Window.allCases)
    var kinds: [Term.Kind] = [.number, .money, .money]
    if window == .change || window == .rank { kinds.append(.date) }
    let kind = base.random.pick(kinds)
    let argument: Term
    if base.random.oneIn(3), let column = maker.columns.first(where: { $0.kind == kind }) {
      argument = .column(column.name, column.kind)
    } else if let path = pickOwn(base.paths(of: maker.source.collection)[kind.field]),
      !isSumOfParty(path, maker.source.collection)
    {
      argument = .field(path)
    } else {
      return
    }
    let paths = base.paths(of: maker.source.collection)
    let keys: [DataType.Kind] = [.record, .currency, .enumeration]
    let key = base.random.oneIn(2) ? pickOwn(paths[base.random.pick(keys)]) : nil
    let result: Term.Kind =
      window == .share || window == .rank || kind == .date ? .number : kind
    maker.steps.append(
      .window(
        window, Inquiry.Named(term: argument, kind: kind, name: "w0"),
        by: key.map { .field($0) }))
    maker.columns.append(("w0", result))
    guard window == .rank, base.random.oneIn(2) else { return }
    maker.steps.append(
      .filter(
        .terms(
          .column("w0", .number), .lessOrEqual,
          .constant(.number(Decimal(1 + base.random.below(3)))))))
  }

  mutating func addOrder(_ maker: inout StepMaker) {
    let count = max(1, maker.source.records.count / 3)
    if base.random.oneIn(5) {
      let paths = base.paths(of: maker.source.collection)
      let kinds: [DataType.Kind] = [.currency, .record, .enumeration, .date]
      if let path = pickOwn(paths[base.random.pick(kinds)]) {
        maker.steps.append(.unique([path]))
      }
    }
    if base.random.oneIn(3), let term = key(maker) {
      maker.steps.append(.top(1 + base.random.below(count), term))
      return
    }
    var keys: [Inquiry.Key] = []
    for _ in 0...base.random.below(2) {
      guard let term = key(maker) else { continue }
      keys.append(Inquiry.Key(term: term, isDescending: base.random.oneIn(2)))
    }
    if !keys.isEmpty { maker.steps.append(.sort(keys)) }
    if base.random.oneIn(2) { maker.steps.append(.take(1 + base.random.below(count))) }
    if base.random.oneIn(4) { maker.steps.append(.skip(base.random.below(2))) }
  }

  /// Something that has an order.
  private mutating func key(_ maker: StepMaker) -> Term? {
    let kind = base.random.pick([Term.Kind.number, .money, .date, .number, .currency])
    if base.random.oneIn(3), let column = maker.columns.first(where: { $0.kind == kind }) {
      return .column(column.name, column.kind)
    }
    if kind == .currency {
      return pickOwn(base.paths(of: maker.source.collection)[.currency]).map { .field($0) }
    }
    guard let term = term(kind, maker.source, depth: 1) else { return nil }
    // What nothing comes to has a currency of its own rule.
    return kind == .money && !term.hasPlainZero(maker.source.collection, schema) ? nil : term
  }

  private func isSumOfParty(_ path: Condition.Path, _ collection: CollectionID) -> Bool {
    path.type == .money && !Term.field(path).hasPlainZero(collection, schema)
  }

  /// The fields that tell the records apart, and some more.
  mutating func addShown(_ maker: inout StepMaker) {
    var columns: [Inquiry.Named] = []
    let names = RandomQuestion.identity(maker.source.collection, schema)
    for name in names {
      guard let field = schema.field(named: name, of: maker.source.collection) else { continue }
      let path = Condition.Path(names: [name], type: schema[field].type)
      columns.append(
        Inquiry.Named(term: .field(path), kind: path.kind, name: "s\(columns.count)"))
    }
    for (name, kind) in maker.columns + maker.shown {
      columns.append(
        Inquiry.Named(term: .column(name, kind), kind: kind, name: "s\(columns.count)"))
    }
    for _ in 0..<base.random.below(3) {
      let kind = base.random.pick([Term.Kind.number, .money, .date, .text, .period])
      guard let term = term(kind, maker.source, depth: 2) else { continue }
      columns.append(Inquiry.Named(term: term, kind: kind, name: "s\(columns.count)"))
    }
    maker.steps.append(.show(columns))
  }

  mutating func addSummary(_ maker: inout StepMaker) {
    if base.random.oneIn(4), let across = acrossKey(maker) {
      let keys = base.random.oneIn(3) ? [] : groupKeys(maker, 1)
      let isCount = base.random.oneIn(2)
      let path = isCount ? nil : pickOwn(base.paths(of: maker.source.collection)[.money])
      let summary = Inquiry.Summary(
        fold: path == nil ? .count : .sum, isUnique: false, term: path.map { .field($0) },
        kind: path == nil ? .number : .money, test: nil, name: "a0")
      maker.steps.append(.summarize([summary], by: keys, across: across))
      return
    }
    let keys = base.random.oneIn(5) ? [] : groupKeys(maker, 1 + base.random.below(2))
    var summaries: [Inquiry.Summary] = []
    for index in 0...base.random.below(3) {
      if let one = summary(maker, "a\(index)") { summaries.append(one) }
    }
    if summaries.isEmpty {
      summaries = [
        Inquiry.Summary(
          fold: .count, isUnique: false, term: nil, kind: .number, test: nil, name: "a0")
      ]
    }
    maker.steps.append(.summarize(summaries, by: keys, across: nil))
    guard let first = summaries.first(where: { $0.fold == .count }), base.random.oneIn(3) else {
      return
    }
    maker.steps.append(
      .having(first.name, base.random.pick([.greater, .lessOrEqual]), base.random.below(4)))
  }

  private mutating func acrossKey(_ maker: StepMaker) -> Inquiry.Named? {
    let fields = schema[maker.source.collection].fields.filter { field in
      switch field.type {
      case .enumeration, .currency: true
      default: false
      }
    }
    guard !fields.isEmpty else { return nil }
    let field = base.random.pick(fields)
    let path = Condition.Path(names: [field.name], type: field.type)
    let evaluator = ReferenceEvaluator(book, maker.source.day)
    // Without a value there is no heading to compare.
    guard !maker.source.records.contains(where: { evaluator.value(path, $0) == .missing }) else {
      return nil
    }
    return Inquiry.Named(term: .field(path), kind: path.kind, name: "x0")
  }

  private mutating func groupKeys(_ maker: StepMaker, _ count: Int) -> [Inquiry.Named] {
    let paths = base.paths(of: maker.source.collection)
    return (0..<count).compactMap { index in
      if base.random.oneIn(4),
        let term = term(base.random.pick([.period, .text]), maker.source, depth: 1)
      {
        return Inquiry.Named(term: term, kind: .text, name: "k\(index)")
      }
      let kinds: [DataType.Kind] = [.record, .currency, .enumeration, .text, .date, .boolean]
      guard let path = pickOwn(paths[base.random.pick(kinds)]) else { return nil }
      return Inquiry.Named(term: .field(path), kind: path.kind, name: "k\(index)")
    }
  }

  private mutating func summary(_ maker: StepMaker, _ name: String) -> Inquiry.Summary? {
    let fold = base.random.pick(Term.Fold.allCases)
    let test = base.random.oneIn(4) ? leaf(maker.source) : nil
    let isUnique = fold == .count && base.random.oneIn(3)
    note("fold \(fold.rawValue)\(isUnique ? " unique" : "")\(test == nil ? "" : " where")")
    switch fold {
    case .count where !isUnique && base.random.oneIn(2):
      return Inquiry.Summary(
        fold: fold, isUnique: false, term: nil, kind: .number, test: test, name: name)
    case .count:
      let kinds: [DataType.Kind] = [.record, .currency, .date, .text, .number]
      guard let path = pickOwn(base.paths(of: maker.source.collection)[base.random.pick(kinds)])
      else { return nil }
      return Inquiry.Summary(
        fold: fold, isUnique: isUnique, term: .field(path), kind: path.kind, test: test,
        name: name)
    case .sum:
      return summary(fold, base.random.pick([.money, .money, .number]), test, maker, name)
    case .min, .max:
      return summary(fold, base.random.pick([.date, .number]), test, maker, name)
    case .average, .median: return summary(fold, .number, test, maker, name)
    }
  }

  private mutating func summary(
    _ fold: Term.Fold, _ kind: Term.Kind, _ test: Condition?, _ maker: StepMaker, _ name: String
  ) -> Inquiry.Summary? {
    // Folds of quotients would round twice.
    var term: Term?
    if base.random.oneIn(3), fold != .average, fold != .median {
      term = self.term(kind, maker.source, depth: 1)
      // A question for each row is not asked inside an aggregate.
      if term?.asksInside == true { term = nil }
    }
    term = term ?? pickOwn(base.paths(of: maker.source.collection)[kind.field]).map { .field($0) }
    return term.map {
      Inquiry.Summary(
        fold: fold, isUnique: false, term: $0, kind: kind, test: test, name: name)
    }
  }
}

extension Term {
  /// Whether a question of its own is in it.
  var asksInside: Bool {
    switch self {
    case .answer: true
    case .field, .column, .constant, .fold: false
    case .arithmetic(let a, _, let b), .choice(_, let a, let b), .fallback(let a, let b):
      a.asksInside || b.asksInside
    case .moved(let a, _), .call(_, let a, _), .bucket(let a, _, _), .inEuros(let a): a.asksInside
    }
  }

  /// Whether its zero has the currency of the record, if it is an amount.
  fileprivate func hasPlainZero(_ collection: CollectionID, _ schema: Schema) -> Bool {
    switch self {
    case .field(let path):
      return path.type != .money
        || path.names.count == 1
          && (![CollectionID.customers, .vendors].contains(collection)
            || path.names == ["credit_limit"])
    case .arithmetic(let a, _, let b), .choice(_, let a, let b), .fallback(let a, let b):
      return a.hasPlainZero(collection, schema) && b.hasPlainZero(collection, schema)
    case .call(_, let a, _), .moved(let a, _): return a.hasPlainZero(collection, schema)
    case .column, .constant, .bucket, .inEuros: return true
    case .fold, .answer: return false
    }
  }
}

extension Condition.Path {
  var kind: Term.Kind { type.kind.flatMap { Term.Kind(rawValue: $0.rawValue) } ?? .text }
}

extension Term.Kind {
  /// The kind of fields that have it.
  var field: DataType.Kind { DataType.Kind(rawValue: rawValue) ?? .text }
}
