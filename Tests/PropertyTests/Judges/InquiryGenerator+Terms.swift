import Model
import OracleSupport

extension InquiryGenerator {
  /// A value of a kind; nil where the records have nothing to make it of.
  mutating func term(
    _ kind: Term.Kind, _ source: QuestionGenerator.Source, depth: Int
  ) -> Term? {
    let made: Term?
    switch kind {
    case .number: made = number(source, depth)
    case .money: made = money(source, depth)
    case .date: made = date(source, depth)
    case .text: made = text(source, depth)
    case .period:
      let function = base.random.pick([Term.Function.month, .quarter, .year, .week])
      made = field(.date, source).map { .call(function, $0, nil) }
    default: made = field(kind, source)
    }
    if let made { noteParts(of: made) }
    return made
  }

  private mutating func noteParts(of term: Term) {
    switch term {
    case .field, .column, .constant: return
    case .arithmetic(_, let sign, _): note("arithmetic \(sign.rawValue)")
    case .moved: note("date + days")
    case .choice: note("if then else")
    case .fallback: note("default")
    case .call(let function, _, _): note("function \(function.rawValue)")
    case .bucket: note("function bucket")
    case .inEuros: note("function convert")
    case .fold(let fold, _, _, let test):
      note("list \(fold.rawValue)\(test == nil ? "" : " where")")
    case .answer(let fold, _): note("answer \(fold.rawValue)")
    }
  }

  private mutating func field(_ kind: Term.Kind, _ source: QuestionGenerator.Source) -> Term? {
    pickOwn(base.paths(of: source.collection)[kind.field]).map { .field($0) }
  }

  private func constant(_ number: Int) -> Term { .constant(.number(Decimal(number))) }

  // MARK: Numbers

  private mutating func number(_ source: QuestionGenerator.Source, _ depth: Int) -> Term? {
    if depth == 0 { return field(.number, source) }
    switch base.random.below(15) {
    case 13:
      // A quotient nearly always has something to round.
      let divisor = constant(3 + base.random.below(9))
      return field(.number, source).map { .call(.round, .arithmetic($0, .over, divisor), nil) }
    case 0, 1: return calculation(source, depth)
    case 2:
      guard let a = field(.date, source), let b = field(.date, source) else { return nil }
      return .arithmetic(a, .minus, b)
    case 3: return choice(.number, source, depth)
    case 4:
      return field(.number, source).map { .fallback($0, constant(base.random.below(9))) }
    case 5: return datePart(source)
    case 6: return plainText(source).map { .call(.length, $0, nil) }
    case 7:
      let function = base.random.pick([Term.Function.round, .abs, .floor])
      let isPlaced = function == .round && base.random.oneIn(2)
      return number(source, depth - 1).map {
        .call(function, $0, isPlaced ? base.random.below(3) : nil)
      }
    case 8: return ownMoney(source).map { .call(.amount, $0, nil) }
    case 9, 10: return listFold(.number, source)
    case 11, 12: return answer(.number, source)
    default: return field(.number, source)
    }
  }

  private mutating func calculation(_ source: QuestionGenerator.Source, _ depth: Int) -> Term? {
    let sign = base.random.pick(Term.Sign.allCases)
    guard
      let left = sign == .over || sign == .times
        ? field(.number, source) : number(source, depth - 1)
    else { return nil }
    if base.random.oneIn(2), let right = field(.number, source) {
      return .arithmetic(left, sign, right)
    }
    return .arithmetic(left, sign, constant(1 + base.random.below(12)))
  }

  private mutating func datePart(_ source: QuestionGenerator.Source) -> Term? {
    guard let date = field(.date, source) else { return nil }
    if base.random.oneIn(2) { return .call(.monthNumber, date, nil) }
    let period = base.random.pick([Term.Function.month, .quarter, .year])
    return .call(.days, .call(period, date, nil), nil)
  }

  // MARK: Money

  private mutating func ownMoney(_ source: QuestionGenerator.Source) -> Term? {
    let own = base.paths(of: source.collection)[.money]?.filter { $0.names.count == 1 } ?? []
    return own.isEmpty ? nil : .field(base.random.pick(own))
  }

  private mutating func money(_ source: QuestionGenerator.Source, _ depth: Int) -> Term? {
    if depth == 0 { return ownMoney(source) ?? field(.money, source) }
    switch base.random.below(9) {
    case 0, 1:
      guard let a = ownMoney(source), let b = ownMoney(source) else { return nil }
      return .arithmetic(a, base.random.oneIn(2) ? .plus : .minus, b)
    case 2:
      return ownMoney(source).map { .arithmetic($0, .times, constant(2 + base.random.below(9))) }
    case 3: return choice(.money, source, depth)
    case 4: return ownMoney(source).map { .inEuros($0) }
    case 5:
      let function = base.random.pick([Term.Function.round, .abs, .floor])
      return ownMoney(source).map { .call(function, $0, nil) }
    case 6: return listFold(.money, source)
    case 7: return answer(.money, source)
    default: return field(.money, source)
    }
  }

  // MARK: Dates and texts

  private mutating func date(_ source: QuestionGenerator.Source, _ depth: Int) -> Term? {
    guard depth > 0, let date = field(.date, source) else { return field(.date, source) }
    switch base.random.below(8) {
    case 0: return .moved(date, days: base.random.below(90) - 30)
    case 1:
      let period = base.random.pick([Term.Function.month, .quarter, .year, .week])
      let end = base.random.pick([Term.Function.start, .end])
      return .call(end, .call(period, date, nil), nil)
    case 2: return choice(.date, source, depth)
    case 3: return field(.date, source).map { .fallback(date, $0) }
    case 4: return listFold(.date, source)
    case 5: return answer(.date, source)
    default: return date
    }
  }

  private mutating func text(_ source: QuestionGenerator.Source, _ depth: Int) -> Term? {
    switch base.random.below(depth == 0 ? 1 : 9) {
    case 0: return field(.text, source)
    case 1, 2, 3:
      let function = base.random.pick([Term.Function.lower, .upper, .left, .right, .trim])
      let isCut = function == .left || function == .right
      return plainText(source).map {
        .call(function, $0, isCut ? 1 + base.random.below(5) : nil)
      }
    case 4:
      guard hasOwnText("number", source.collection) else { return nil }
      return .call(.normal, .field(Condition.Path(names: ["number"], type: .text)), nil)
    case 5, 6: return bucket(source)
    case 7: return choice(.text, source, depth)
    default:
      return field(.text, source).map { .fallback($0, .constant(.text(Text("none")))) }
    }
  }

  private func hasOwnText(_ name: String, _ collection: CollectionID) -> Bool {
    schema.field(named: name, of: collection).map { schema[$0].type == .text } ?? false
  }

  private mutating func bucket(_ source: QuestionGenerator.Source) -> Term? {
    let start = base.random.below(20)
    let edges = [start, start + 1 + base.random.below(30), start + 40 + base.random.below(60)]
    if base.random.oneIn(3) {
      return ownMoney(source).map { .bucket($0, edges: edges, isWhole: false) }
    }
    let days = ["age", "days_overdue", "days_to_pay"].filter {
      schema.field(named: $0, of: source.collection) != nil
    }
    guard !days.isEmpty else { return nil }
    let path = Condition.Path(names: [base.random.pick(days)], type: .number)
    return .bucket(.field(path), edges: edges, isWhole: true)
  }

  /// A field whose texts have letters of ASCII only, so that all judges see the same letters.
  private mutating func plainText(_ source: QuestionGenerator.Source) -> Term? {
    let own = (base.paths(of: source.collection)[.text] ?? []).filter { $0.names.count == 1 }
    let plain = own.filter { isPlain($0, source) }
    return plain.isEmpty ? nil : .field(base.random.pick(plain))
  }

  private mutating func isPlain(
    _ path: Condition.Path, _ source: QuestionGenerator.Source
  ) -> Bool {
    guard let field = schema.field(named: path.names[0], of: source.collection) else {
      return false
    }
    if let known = plainFields[field] { return known }
    let values = book.records(of: source.collection, .last).map {
      ReferenceEvaluator(book, .last).value(path, $0)
    }
    let isPlain = values.allSatisfy { value in
      guard case .text(let text) = value else { return true }
      return text.bytes.allSatisfy { $0 < 0x80 && $0 != 0x0A }
    }
    plainFields[field] = isPlain
    return isPlain
  }

  // MARK: Choices, lists, answers

  private mutating func choice(
    _ kind: Term.Kind, _ source: QuestionGenerator.Source, _ depth: Int
  ) -> Term? {
    if kind == .text {
      return field(.text, source).map { .choice(leaf(source), $0, .constant(.text(Text("none")))) }
    }
    guard let yes = term(kind, source, depth: depth - 1),
      let no = term(kind, source, depth: depth - 1)
    else { return nil }
    return .choice(leaf(source), yes, no)
  }

  private mutating func listFold(
    _ kind: Term.Kind, _ source: QuestionGenerator.Source
  ) -> Term? {
    let lists = schema[source.collection].fields.filter { field in
      guard case .list(.record(let target)) = field.type else { return false }
      return !schema[target].isDerived
    }
    guard !lists.isEmpty else { return nil }
    let list = base.random.pick(lists)
    guard case .list(.record(let target)) = list.type else { return nil }
    let members = base.source(of: target, source.day)
    let test = members.records.isEmpty || base.random.oneIn(2) ? nil : leaf(members)
    let path = Condition.Path(names: [list.name], type: .list(.missing))
    if kind == .number, base.random.oneIn(2) {
      return .fold(.count, list: path, field: nil, test)
    }
    let folds: [Term.Fold] = kind == .money ? [.sum] : kind == .date ? [.min, .max] : [.sum, .max]
    let fields = (base.paths(of: target)[kind.field] ?? []).filter { $0.names.count == 1 }
    guard !fields.isEmpty else { return nil }
    return .fold(
      base.random.pick(folds), list: path, field: base.random.pick(fields), test)
  }

  private mutating func answer(
    _ kind: Term.Kind, _ source: QuestionGenerator.Source
  ) -> Term? {
    for _ in 0..<4 {
      let isSame = base.random.oneIn(2)
      let collection =
        isSame
        ? source.collection : CollectionID(index: base.random.below(schema.collections.count))
      if kind == .number, base.random.oneIn(2) {
        guard let nested = nested(collection, in: source, field: nil) else { continue }
        return .answer(.count, nested)
      }
      let own = (base.paths(of: collection)[kind.field] ?? []).filter { $0.names.count == 1 }
      guard !own.isEmpty,
        let nested = nested(collection, in: source, field: base.random.pick(own))
      else { continue }
      let folds: [Term.Fold] =
        kind == .money ? [.sum] : kind == .date ? [.min, .max] : [.sum, .min, .max, .average]
      return .answer(base.random.pick(folds), nested)
    }
    return nil
  }
}
