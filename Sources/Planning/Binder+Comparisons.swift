import Diagnostics
import Model
import Syntax

extension Binder {
  /// Binds a comparison; its negation is the exact complement.
  mutating func bind(
    _ comparison: Comparison, in scope: Scope, at span: SourceSpan
  ) throws(Diagnostic) -> BoundExpression {
    let left = try bind(comparison.left, in: scope)
    if left.type.isList {
      throw .listCompared(words(at: comparison.left.span), at: comparison.left.span)
    }
    let positive: BoundExpression
    switch comparison.relation {
    case .equal, .isIn:
      positive = try bindMembership(left, comparison, in: scope, at: span)
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      let operation = ComparisonOperator(comparison.relation)
      let right = try bindOperand(comparison.right, beside: left.type, in: scope)
      positive = try compare(left, operation, right, at: span)
    case .has, .starts, .ends, .matches, .similar:
      positive = try bindTextTest(left, comparison, in: scope, at: span)
    }
    return comparison.isNegated
      ? BoundExpression(.not(positive), .boolean, span) : positive
  }

  /// `=`, `is` and `in`: with a value, a list, a range or a period at the right.
  private mutating func bindMembership(
    _ left: BoundExpression, _ comparison: Comparison, in scope: Scope, at span: SourceSpan
  ) throws(Diagnostic) -> BoundExpression {
    if comparison.relation == .isIn,
      let set = try bindMembers(comparison.right, of: left.type, in: scope)
    {
      return try bindIsIn(left, set, at: span)
    }
    switch comparison.right.kind {
    case .list(let elements):
      var tests: [BoundExpression] = []
      for element in elements {
        tests.append(
          try bindEqual(left, comparison.relation, element, in: scope, at: span))
      }
      return BoundExpression(.any(tests), .boolean, span)
    case .range(let low, let high):
      return try bindRange(left, low, high, in: scope, at: span)
    default:
      return try bindEqual(left, comparison.relation, comparison.right, in: scope, at: span)
    }
  }

  private mutating func bindEqual(
    _ left: BoundExpression, _ relation: Relation, _ right: Expression, in scope: Scope,
    at span: SourceSpan
  ) throws(Diagnostic) -> BoundExpression {
    if case .range(let low, let high) = right.kind {
      return try bindRange(left, low, high, in: scope, at: span)
    }
    let right = written(right)
    if case .literal(.missing) = right.kind {
      return BoundExpression(.isMissing(left), .boolean, span)
    }
    let bound = try bindOperand(right, beside: left.type, in: scope)
    if relation == .isIn, left.type == .period, bound.type == .period {
      // A month lies in its year, though it does not equal it.
      let begins = try compare(left, .greaterOrEqual, bound, at: span)
      let ends = try compare(left, .lessOrEqual, bound, at: span)
      return BoundExpression(.all([begins, ends]), .boolean, span)
    }
    return try compare(left, .equal, bound, at: span)
  }

  private mutating func bindRange(
    _ left: BoundExpression, _ low: Expression, _ high: Expression, in scope: Scope,
    at span: SourceSpan
  ) throws(Diagnostic) -> BoundExpression {
    var low = low
    var high = high
    borrowYear(&low, &high)
    var first = try bindOperand(low, beside: left.type, in: scope)
    var last = try bindOperand(high, beside: left.type, in: scope)
    if left.type == .date {
      if case .constant(.period(let period)) = first.kind {
        first = .constant(.date(period.first), .date, first.span)
      }
      if case .constant(.period(let period)) = last.kind {
        last = .constant(.date(period.last), .date, last.span)
      }
    }
    if Binder.isEmpty(first, last) { throw .emptyRange(at: low.span.union(high.span)) }
    let lower = try compare(left, .greaterOrEqual, first, at: span)
    let upper = try compare(left, .lessOrEqual, last, at: span)
    if case .compare(_, _, let a) = lower.kind, case .compare(_, _, let b) = upper.kind {
      return BoundExpression(.between(left, a, b), .boolean, span)
    }
    return BoundExpression(.all([lower, upper]), .boolean, span)
  }

  /// Whether it is certain that nothing lies between two values.
  private static func isEmpty(_ first: BoundExpression, _ last: BoundExpression) -> Bool {
    switch (ConstantFolding.fold(first).constant, ConstantFolding.fold(last).constant) {
    case (.date(let low), .date(let high)): low > high
    case (.number(let low), .number(let high)): low > high
    default: false
    }
  }

  /// `1 March to 31 March 2026`: a missing year is borrowed from the other end.
  private func borrowYear(_ low: inout Expression, _ high: inout Expression) {
    switch (low.year, high.year) {
    case (.some(let year), nil): high = high.inYear(year)
    case (nil, .some(let year)): low = low.inYear(year)
    default: break
    }
  }

  private mutating func bindTextTest(
    _ left: BoundExpression, _ comparison: Comparison, in scope: Scope, at span: SourceSpan
  ) throws(Diagnostic) -> BoundExpression {
    let test = TextTest(comparison.relation)
    let pattern = try bindOperand(comparison.right, beside: .text, in: scope)
    guard pattern.type == .text else { throw .mismatch(pattern, wanted: "text in quotes") }
    let subjects = labels(of: left)
    guard !subjects.isEmpty else {
      throw .mismatch(left, wanted: "text", help: "'\(test.rawValue)' looks into text")
    }
    let tests = subjects.map {
      BoundExpression(.textTest($0, test, pattern), .boolean, span)
    }
    return tests.count == 1 ? tests[0] : BoundExpression(.any(tests), .boolean, span)
  }

  /// The texts by which a value is known: itself, or a record's names and numbers.
  func labels(of value: BoundExpression) -> [BoundExpression] {
    switch value.type {
    case .text: return [value]
    case .record(let collection):
      return schema[collection].labels.compactMap { schema.field(named: $0, of: collection) }
        .filter { schema[$0].type == .text }
        .map { BoundExpression(.field($0, of: value), .text, value.span) }
    default: return []
    }
  }
}

// MARK: - Operands

extension Binder {
  /// An operand whose bare words may be values of the other side's type.
  mutating func bindOperand(
    _ expression: Expression, beside type: DataType, in scope: Scope
  ) throws(Diagnostic) -> BoundExpression {
    let span = expression.span
    let expression = written(expression)
    switch (expression.kind, type) {
    case (.path(let names), .enumeration(let id)) where names.count == 1:
      if let word = word(names[0].text, of: id, at: span) { return word }
    case (.path(let names), .boolean) where names.count == 1:
      // Answers show `yes` and `no`, so they are asked with these words too.
      let word = names[0].text.lowercased()
      if word == "yes" || word == "no" {
        return .constant(.boolean(word == "yes"), .boolean, span)
      }
    case (.literal(.text(let text)), .enumeration(let id)):
      if let word = word(text, of: id, at: span) { return word }
      throw .unknownValue(text, words: schema.words(of: id), at: span)
    case (.literal(.text(let text)), .currency):
      guard let currency = Currency(text) else { throw .unknownCurrency(text, at: span) }
      return .constant(.currency(currency), .currency, span)
    case (.literal(.number(let digits)), .date), (.literal(.number(let digits)), .period):
      // `date > 100` is a slip, not the second century.
      if digits.utf8.count == 4, let year = Int(digits),
        let first = CivilDate(year: year, month: 1, day: 1)
      {
        return .constant(.period(Period(.year, holding: first)), .period, span)
      }
    case (.reference(let reference, let path), .record(let collection)) where path.isEmpty:
      let record = try resolve(reference, among: collection)
      return .constant(.record(record), .record(collection), span)
    default: break
    }
    let bound: BoundExpression
    do throws(Diagnostic) {
      bound = try bind(expression, in: scope)
    } catch {
      throw retold(error, expression, beside: type)
    }
    // `aging is 1-30`: a value that reads like a subtraction.
    if case .enumeration(let id) = type, bound.type == .number,
      schema.words(of: id).contains(words(at: span))
    {
      throw .unknownValue(words(at: span), words: schema.words(of: id), at: span)
    }
    // `aging is not due`: a field is called like the end of a value that has to be quoted.
    if case .enumeration(let id) = type, case .path(let names) = expression.kind,
      bound.type != type
    {
      let isTest = bound.type == .boolean
      throw .unknownValue(names[0].text, words: schema.words(of: id), isTest: isTest, at: span)
    }
    return bound
  }

  private func word(
    _ text: String, of id: EnumerationID, at span: SourceSpan
  ) -> BoundExpression? {
    let wanted = text.lowercased()
    let index = schema.words(of: id).firstIndex(of: wanted)
    return index.map { .constant(.enumeration(id, $0), .enumeration(id), span) }
  }

  /// An unknown word at the right of a comparison is most often a value without its quotes.
  private func retold(
    _ error: Diagnostic, _ expression: Expression, beside type: DataType
  ) -> Diagnostic {
    guard error.code == .unknownField else { return error }
    guard case .path(let names) = expression.kind else {
      return unquoted(expression, beside: type) ?? error
    }
    let word = names.map(\.text).joined(separator: ".")
    switch type {
    case .enumeration(let id):
      return .unknownValue(word, words: schema.words(of: id), at: expression.span)
    case .text, .record: return .unquotedText(word, at: expression.span)
    case .currency: return .unknownCurrency(word, at: expression.span)
    default: return error
    }
  }
}

extension Binder {
  /// `INV-00346`, `BR-CO-10`: what looks like a subtraction, but begins with no field and has no
  /// blanks, is a text.
  private func unquoted(_ expression: Expression, beside type: DataType) -> Diagnostic? {
    guard case .arithmetic(let first, _) = expression.kind, case .path = first.kind else {
      return nil
    }
    let written = words(at: expression.span)
    guard !written.contains(" ") else { return nil }
    switch type {
    case .text, .record: return .unquotedText(written, at: expression.span)
    case .enumeration(let id):
      return .unknownValue(written, words: schema.words(of: id), at: expression.span)
    default: return nil
    }
  }
}

// MARK: - Two typed sides

extension Binder {
  /// A comparison of two values, where their types can be compared.
  private func compare(
    _ left: BoundExpression, _ operation: ComparisonOperator, _ right: BoundExpression,
    at span: SourceSpan
  ) throws(Diagnostic) -> BoundExpression {
    if right.type.isList { throw .listCompared(words(at: right.span), at: right.span) }
    if let special = compareSpecially(left, operation, right, at: span) { return special }
    guard canCompare(left.type, operation, right.type) else {
      throw .cannotCompare(left, right, at: right.span)
    }
    return BoundExpression(.compare(left, operation, right), .boolean, span)
  }

  private func canCompare(
    _ left: DataType, _ operation: ComparisonOperator, _ right: DataType
  ) -> Bool {
    switch (left, right) {
    case (.missing, _), (_, .missing): true
    case (.number, .number), (.money, .money), (.money, .number), (.number, .money): true
    case (.date, .date), (.period, .period), (.text, .text): true
    case (.enumeration(let a), .enumeration(let b)): a == b
    case (.boolean, .boolean), (.currency, .currency): operation == .equal
    case (.record(let a), .record(let b)): operation == .equal && a == b
    default: false
    }
  }

  /// The pairs of types that are compared by something else than their values.
  private func compareSpecially(
    _ left: BoundExpression, _ operation: ComparisonOperator, _ right: BoundExpression,
    at span: SourceSpan
  ) -> BoundExpression? {
    switch (left.type, right.type, right.kind) {
    case (.record(let collection), .text, .constant(.text(let name))) where operation == .equal:
      let rows = catalog.records(of: collection, called: name)
      return BoundExpression(.isRecord(left, rows: rows), .boolean, span)
    case (.record, .record, .constant(.record(let record))) where operation == .equal:
      return BoundExpression(.isRecord(left, rows: [record.row]), .boolean, span)
    case (.record, .text, _) where operation == .equal:
      let tests = labels(of: left).map {
        BoundExpression(.compare($0, .equal, right), .boolean, span)
      }
      return BoundExpression(.any(tests), .boolean, span)
    case (.date, .period, .constant(.period(let period))):
      return compare(
        left, operation, .constant(.date(period.first), .date, right.span),
        .constant(.date(period.last), .date, right.span), at: span)
    case (.date, .period, _):
      let first = BoundExpression(.call(.start, [right]), .date, right.span)
      let last = BoundExpression(.call(.end, [right]), .date, right.span)
      return compare(left, operation, first, last, at: span)
    case (.number, .duration, .constant(.duration(let length))) where length.months == 0:
      let days = BoundExpression.constant(
        .number(Decimal(length.days)), .number, right.span)
      return BoundExpression(.compare(left, operation, days), .boolean, span)
    default:
      return nil
    }
  }

  /// A date before, in or behind the days from a first to a last.
  private func compare(
    _ left: BoundExpression, _ operation: ComparisonOperator, _ first: BoundExpression,
    _ last: BoundExpression, at span: SourceSpan
  ) -> BoundExpression {
    switch operation {
    case .equal: BoundExpression(.between(left, first, last), .boolean, span)
    case .less, .greaterOrEqual: BoundExpression(.compare(left, operation, first), .boolean, span)
    case .greater, .lessOrEqual: BoundExpression(.compare(left, operation, last), .boolean, span)
    }
  }
}

extension ComparisonOperator {
  /// The operator of a relation that orders or equates values.
  fileprivate init(_ relation: Relation) {
    switch relation {
    case .less: self = .less
    case .lessOrEqual: self = .lessOrEqual
    case .greater: self = .greater
    case .greaterOrEqual: self = .greaterOrEqual
    case .equal, .isIn: self = .equal
    case .similar, .has, .matches, .starts, .ends:
      preconditionFailure("\(relation.rawValue) compares no values")
    }
  }
}

extension TextTest {
  fileprivate init(_ relation: Relation) {
    switch relation {
    case .has: self = .has
    case .starts: self = .starts
    case .ends: self = .ends
    case .matches: self = .matches
    case .similar: self = .similar
    case .equal, .isIn, .less, .lessOrEqual, .greater, .greaterOrEqual:
      preconditionFailure("\(relation.rawValue) is no test of text")
    }
  }
}

extension Expression {
  /// The year of a literal date or month that has one.
  fileprivate var year: Int? {
    switch kind {
    case .literal(.date(.day(let year, _, _))): year
    case .literal(.period(.month(let year, _))): year
    default: nil
    }
  }

  /// The same literal in a year, if it lacks one.
  fileprivate func inYear(_ year: Int) -> Expression {
    switch kind {
    case .literal(.date(.day(nil, let month, let day))):
      Expression(.literal(.date(.day(year: year, month: month, day: day))), span)
    case .literal(.period(.month(nil, let month))):
      Expression(.literal(.period(.month(year: year, month: month))), span)
    default: self
    }
  }
}
