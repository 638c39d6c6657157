import Diagnostics
import Model
import Syntax

extension Binder {
  /// The meaning of an expression among the rows of a scope.
  mutating func bind(
    _ expression: Expression, in scope: Scope
  ) throws(Diagnostic) -> BoundExpression {
    let span = expression.span
    if let known = columnSpelled(expression, in: scope) { return known }
    switch expression.kind {
    case .literal(.date(.today)) where time.isEach:
      // Each row has a day of its own: the column that `as of each` puts beside the record.
      if let ownDay = scope.dayColumn(at: span) { return ownDay }
      return try bind(.date(.today), at: span)
    case .literal(let literal): return try bind(literal, at: span)
    case .path(let names): return try bindPath(names, in: scope, at: span)
    case .reference(let reference, let path):
      let record = try resolve(reference, among: nil)
      let value = BoundExpression.constant(.record(record), .record(record.collection), span)
      return try follow(path[...], from: value, in: scope, at: span)
    case .not(let operand):
      return BoundExpression(.not(try bindTest(operand, in: scope)), .boolean, span)
    case .negated(let operand): return try bindNegated(operand, in: scope, at: span)
    case .logical(let connective, let operands):
      let tests = try bindTests(operands, in: scope)
      return BoundExpression(connective == .and ? .all(tests) : .any(tests), .boolean, span)
    case .arithmetic(let first, let rest): return try bindArithmetic(first, rest, in: scope)
    case .comparison(let comparison): return try bind(comparison, in: scope, at: span)
    case .aggregate(let aggregate): return try bind(aggregate, in: scope, at: span)
    case .call(let call): return try bind(call, in: scope, at: span)
    case .conditional(let test, let then, let otherwise):
      return try bindConditional(test, then, otherwise, in: scope, at: span)
    case .range: throw .strayRange(at: span)
    case .list: throw .strayList(at: span)
    case .query(let query): return try bindValue(of: query, in: scope, at: span)
    case .variable(let name, let path): return try bind(variable: name, path, in: scope, at: span)
    case .it(let path): return try bindIt(path, in: scope, at: span)
    }
  }

  /// An expression that must say yes or no.
  mutating func bindTest(
    _ expression: Expression, in scope: Scope
  ) throws(Diagnostic) -> BoundExpression {
    let bound = try bind(expression, in: scope)
    if bound.type == .boolean { return bound }
    if bound.type.isList {
      throw .listCompared(words(at: expression.span), at: expression.span)
    }
    throw .notATest(bound, words(at: expression.span))
  }

  /// The tests of a chain; a mistake in one does not hide those in the others.
  private mutating func bindTests(
    _ operands: [Expression], in scope: Scope
  ) throws(Diagnostic) -> [BoundExpression] {
    var tests: [BoundExpression] = []
    var last: Diagnostic?
    for operand in operands {
      do throws(Diagnostic) {
        tests.append(try bindTest(operand, in: scope))
      } catch {
        if let earlier = last { mistakes.append(earlier) }
        last = secondValue(operand, behind: tests.last) ?? error
      }
    }
    if let last { throw last }
    return tests
  }

  /// `status is unpaid or part_paid`: the second word is a value of the first test's field.
  private func secondValue(_ operand: Expression, behind test: BoundExpression?) -> Diagnostic? {
    guard case .path(let names) = operand.kind, names.count == 1,
      case .compare(let field, .equal, let first) = test?.kind,
      case .enumeration(let id) = field.type,
      case .constant(.enumeration(_, let word)) = first.kind,
      schema.words(of: id).contains(names[0].text.lowercased())
    else { return nil }
    return .secondValue(
      names[0].text, behind: schema.words(of: id)[word], of: words(at: field.span),
      at: operand.span)
  }

  /// The column of the step before that is spelled like an expression: `sort month(date)`.
  private func columnSpelled(_ expression: Expression, in scope: Scope) -> BoundExpression? {
    switch expression.kind {
    case .call, .arithmetic, .conditional, .comparison, .logical, .not:
      guard let level = scope.levels.first,
        let index = level.column(called: words(at: expression.span))
      else { return nil }
      return BoundExpression(
        .column(index, depth: 0), level.columns[index].type, expression.span)
    case .literal, .path, .reference, .variable, .it, .negated, .range, .list, .aggregate, .query:
      return nil
    }
  }
}

// MARK: - Paths

/// What a path means: a value, or a list of them behind to-many links.
struct PathMeaning {
  /// The to-many links on the way, in order; empty for a single value.
  var expansions: [Expansion]
  /// The value, in the scope of the last link's records.
  var value: BoundExpression
  /// The words up to the last to-many link.
  var listPath: [String]
}

extension Binder {
  private mutating func bindPath(
    _ names: [Name], in scope: Scope, at span: SourceSpan
  ) throws(Diagnostic) -> BoundExpression {
    let meaning = try meaning(of: names, in: scope)
    if meaning.expansions.isEmpty {
      return BoundExpression(meaning.value.kind, meaning.value.type, span)
    }
    let list = BoundAggregate(
      .list, isUnique: false, expansions: meaning.expansions, condition: nil,
      argument: meaning.value, type: .list(meaning.value.type), span)
    return BoundExpression(.aggregate(list), .list(meaning.value.type), span)
  }

  /// Follows a path from the innermost row that knows its first word.
  func meaning(of names: [Name], in scope: Scope) throws(Diagnostic) -> PathMeaning {
    guard let start = scope.start(of: names, in: schema) else {
      throw unknownField(names[0], in: scope)
    }
    var meaning = PathMeaning(expansions: [], value: start.value, listPath: [])
    try enterList(&meaning, words: names[..<start.wordCount])
    for index in names.indices.dropFirst(start.wordCount) {
      let name = names[index]
      guard case .record(let collection) = meaning.value.type else {
        throw .notARecord(name, behind: meaning.value)
      }
      guard let field = schema.field(named: name.text, of: collection) else {
        throw .unknownField(
          name, in: schema[collection].plural,
          suggestions: Suggestion.nearest(
            to: name.text, among: schema[collection].fields.map(\.name)))
      }
      let span = meaning.value.span.union(name.span)
      meaning.value = BoundExpression(
        .field(field, of: meaning.value), schema[field].type, span)
      try enterList(&meaning, words: names[...index])
    }
    return meaning
  }

  /// Turns a value that is a to-many link into a further step of the path.
  private func enterList(
    _ meaning: inout PathMeaning, words: ArraySlice<Name>
  ) throws(Diagnostic) {
    guard case .field(let field, let base) = meaning.value.kind,
      case .toMany(let target, _) = schema[field].origin
    else { return }
    meaning.expansions.append(Expansion(base, field))
    meaning.value = BoundExpression(
      .column(0, depth: 0), .record(target), meaning.value.span)
    meaning.listPath = words.map { $0.text.lowercased() }
  }

  func follow(
    _ names: ArraySlice<Name>, from start: BoundExpression, in scope: Scope, at span: SourceSpan
  ) throws(Diagnostic) -> BoundExpression {
    var value = start
    for name in names {
      guard case .record(let collection) = value.type else {
        throw .notARecord(name, behind: value)
      }
      guard let field = schema.field(named: name.text, of: collection),
        !schema[field].type.isList
      else {
        throw .unknownField(
          name, in: schema[collection].plural,
          suggestions: Suggestion.nearest(
            to: name.text, among: schema[collection].fields.map(\.name)))
      }
      value = BoundExpression(.field(field, of: value), schema[field].type, span)
    }
    return value
  }

  /// What no file tells under a name of its own, and the question that asks for it.
  private static let askedOtherwise = [
    "taxes": "invoices.lines sum amount, sum tax by tax_rate",
    "replaces": "credits where invoice is not missing show number, invoice, amount",
    "reminders": "notes where customer is not missing show date, customer, text",
    "last_reminder": "notes where customer is not missing show date, customer, text",
    "unbilled": "orders.lines calc quantity - (invoices.lines where document.po = "
      + "outer.document.po and item = outer.item sum quantity) as left where left > 0",
  ]

  private static let weekdays: Set<String> = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
  ]

  /// What the record of the innermost row is called.
  private func singular(in scope: Scope) -> String? {
    scope.levels.first?.record.map { schema[$0.collection].singular }
  }

  func unknownField(_ name: Name, in scope: Scope) -> Diagnostic {
    let word = name.text.lowercased()
    if let question = Binder.askedOtherwise[word] {
      return .fieldAskedOtherwise(name, question: question)
    }
    if Binder.weekdays.contains(word) { return .weekdayAsValue(name) }
    if summary != nil, summary?.rows.start(of: [name], in: schema) != nil {
      return .notAggregated(name.text, at: name.span)
    }
    let names = scope.visibleNames(in: schema)
    let isGrouped = !names.isEmpty && scope.levels.allSatisfy { $0.record == nil }
    if isGrouped, schema.hasField(named: word) {
      return .goneAfterGrouping(name, left: names)
    }
    if let collection = schema.collection(named: word) {
      return .collectionAsValue(name, plural: schema[collection].plural)
    }
    if surroundings.definition(named: word) != nil {
      return .questionAsTest(name.text, row: singular(in: scope), at: name.span)
    }
    if let field = enumeratedField(with: word, in: scope) {
      return .valueAsTest(name, of: field)
    }
    if ["now", "current_date", "sysdate", "getdate"].contains(word) {
      return .dayOfClock(name)
    }
    let behindLinks = linkedFields(word, in: scope)
    let near = Suggestion.nearest(to: name.text, among: names)
    return .unknownField(name, in: "", suggestions: behindLinks.isEmpty ? near : behindLinks)
  }

  /// Where links of the innermost record lead to the field: `document.currency` for `currency`.
  private func linkedFields(_ word: String, in scope: Scope) -> [String] {
    guard let record = scope.levels.first?.record else { return [] }
    return schema[record.collection].fields.compactMap { field in
      guard case .record(let target) = field.type, schema.field(named: word, of: target) != nil
      else { return nil }
      return "\(field.name).\(word)"
    }
  }

  /// The field of the innermost record one of whose values is called so: `status` for `void`.
  private func enumeratedField(with word: String, in scope: Scope) -> String? {
    guard let record = scope.levels.first?.record else { return nil }
    return schema[record.collection].fields.first { field in
      guard case .enumeration(let id) = field.type else { return false }
      return schema.words(of: id).contains(word)
    }?.name
  }
}

// MARK: - Arithmetic

extension Binder {
  private mutating func bindNegated(
    _ operand: Expression, in scope: Scope, at span: SourceSpan
  ) throws(Diagnostic) -> BoundExpression {
    let value = try bind(operand, in: scope)
    switch (value.type, value.kind) {
    case (.number, _), (.money, _): return BoundExpression(.negated(value), value.type, span)
    case (.duration, .constant(.duration(let duration))):
      return .constant(.duration(duration.negated), .duration, span)
    default: throw .mismatch(value, wanted: "a number or an amount of money")
    }
  }

  private mutating func bindArithmetic(
    _ first: Expression, _ rest: [ArithmeticTerm], in scope: Scope
  ) throws(Diagnostic) -> BoundExpression {
    var value = try bind(first, in: scope)
    for term in rest {
      let right = try bind(term.operand, in: scope)
      let span = value.span.union(right.span)
      value = try combine(value, term.sign, right, at: span)
    }
    return value
  }

  private func combine(
    _ left: BoundExpression, _ sign: ArithmeticSign, _ right: BoundExpression, at span: SourceSpan
  ) throws(Diagnostic) -> BoundExpression {
    for side in [left, right] where side.type.isList {
      throw .listCompared(words(at: side.span), at: side.span)
    }
    if let moved = move(left, sign, right, at: span) { return moved }
    let operation = ArithmeticOperator(sign)
    let result: DataType
    switch (left.type, operation, right.type) {
    case (.number, _, .number): result = .number
    case (.money, .add, .money), (.money, .subtract, .money): result = .money
    case (.money, .multiply, .number), (.number, .multiply, .money): result = .money
    case (.money, .divide, .number): result = .money
    case (.money, .divide, .money): result = .number
    case (.date, .subtract, .date): result = .number
    case (.money, .add, .number), (.money, .subtract, .number), (.number, .add, .money),
      (.number, .subtract, .money):
      let number = left.type == .number ? left : right
      throw .moneyPlusNumber(words(at: number.span), at: number.span)
    default:
      throw .badArithmetic(left, sign.rawValue, right, at: span)
    }
    return BoundExpression(.arithmetic(left, operation, right), result, span)
  }

  /// A date and a length of time, or two lengths.
  private func move(
    _ left: BoundExpression, _ sign: ArithmeticSign, _ right: BoundExpression, at span: SourceSpan
  ) -> BoundExpression? {
    guard sign == .plus || sign == .minus, case .constant(.duration(let length)) = right.kind
    else {
      if sign == .plus, case .constant(.duration) = left.kind, right.type == .date {
        return move(right, sign, left, at: span)
      }
      return nil
    }
    let signed = sign == .plus ? length : length.negated
    if left.type == .date { return BoundExpression(.moved(left, by: signed), .date, span) }
    if case .constant(.duration(let other)) = left.kind {
      let sum = Duration(months: other.months + signed.months, days: other.days + signed.days)
      return .constant(.duration(sum), .duration, span)
    }
    return nil
  }
}

extension ArithmeticOperator {
  init(_ sign: ArithmeticSign) {
    switch sign {
    case .plus: self = .add
    case .minus: self = .subtract
    case .times: self = .multiply
    case .over: self = .divide
    }
  }
}

// MARK: - Calls and conditions

extension Binder {
  private mutating func bind(
    _ call: Call, in scope: Scope, at span: SourceSpan
  ) throws(Diagnostic) -> BoundExpression {
    let word = call.name.text.lowercased()
    if surroundings.definition(named: word) != nil {
      throw .questionAsTest(words(at: span), row: singular(in: scope), at: span)
    }
    guard let function = FunctionTable.function(named: word) else {
      let names = FunctionTable.all.map(\.id.rawValue)
      throw .unknownFunction(
        call.name, suggestions: Suggestion.nearest(to: word, among: names))
    }
    if let kind = WindowFunction.Kind(function.id) {
      return try bindWindow(kind, function, call, in: scope, at: span)
    }
    switch function.id {
    case .bucket: return try bindBuckets(function, call, in: scope, at: span)
    case .convert: return try bindConversion(function, call, in: scope, at: span)
    default: break
    }
    let wanted = function.parameters.count
    guard call.by == nil, call.on == nil,
      (wanted - function.optionalCount...wanted).contains(call.arguments.count)
    else { throw .wrongArguments(function, at: span) }
    var arguments: [BoundExpression] = []
    for (argument, parameter) in zip(call.arguments, function.parameters) {
      let bound = try bind(argument, in: scope)
      if bound.type.isList { throw .listCompared(words(at: bound.span), at: bound.span) }
      guard parameter.accepts(bound.type, after: arguments.last?.type) else {
        throw .mismatch(bound, wanted: parameter.phrase, help: "for example:  \(function.usage)")
      }
      arguments.append(bound)
    }
    let type = function.result(arguments.map(\.type))
    return BoundExpression(.call(function.id, arguments), type, span)
  }

  private mutating func bindConditional(
    _ test: Expression, _ then: Expression, _ otherwise: Expression, in scope: Scope,
    at span: SourceSpan
  ) throws(Diagnostic) -> BoundExpression {
    let test = try bindTest(test, in: scope)
    var then = try bind(then, in: scope)
    var otherwise = try bindOperand(otherwise, beside: then.type, in: scope)
    for side in [then, otherwise] where side.type.isList {
      throw .listCompared(words(at: side.span), at: side.span)
    }
    // `if overdue then owed else 0`: nothing, in the currency of the other side.
    if otherwise.isZero, then.type == .money { otherwise = none(of: then, at: otherwise.span) }
    if then.isZero, otherwise.type == .money { then = none(of: otherwise, at: then.span) }
    guard then.type == otherwise.type || then.type == .missing || otherwise.type == .missing
    else { throw .mismatch(otherwise, wanted: then.type.phrase) }
    return BoundExpression(
      .conditional(test: test, then: then, otherwise: otherwise),
      then.type == .missing ? otherwise.type : then.type, span)
  }

  /// No money, in the currency of an amount.
  private func none(of amount: BoundExpression, at span: SourceSpan) -> BoundExpression {
    let zero = BoundExpression.constant(.number(.zero), .number, span)
    return BoundExpression(.arithmetic(amount, .multiply, zero), .money, span)
  }
}

extension BoundExpression {
  /// Whether it is the number 0.
  fileprivate var isZero: Bool {
    if case .constant(.number(let number)) = kind { return number.isZero }
    return false
  }
}
